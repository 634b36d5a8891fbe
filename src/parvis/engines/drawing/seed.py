"""What a public seed decides, with SHA-256 alone: a panel of a published list, an order among people.

The seed is said aloud once the list is published. Anybody redoes the choice with `printf '%s' "la graine" | sha256sum`.
"""

import unicodedata

from ..errors import BadInput
from ..files import fingerprint


def clean(seed):
    """The seed as it is hashed: composed accents, no space at either end. Raises BadInput when nothing is left."""
    seed = unicodedata.normalize("NFC", str(seed)).strip()
    if not seed:
        raise BadInput("La graine est vide ; dites-la à voix haute et recopiez-la telle quelle.")
    return seed


def number_of(seed, panels):
    """The number, from 1, of the panel that a seed chooses among `panels`: SHA-256 modulo their number, plus one.

    2²⁵⁶ numbers shared among 1,000 panels: none is likelier than another by more than one in 10⁷³.
    """
    return int(fingerprint(clean(seed)), 16) % panels + 1


def order(seed, ids):
    """Ids in the order of the SHA-256 of `seed/id`."""
    seed = clean(seed)
    return sorted(ids, key=lambda one: (fingerprint(f"{seed}/{one}"), one))
