"""Contributions that resemble one, or a sentence typed by hand: those whose rarest words are the same.

Cosine of TF-IDF vectors, stop words left aside; each result says the words it owes its place to. Texts that are the
same as each other come one under the other: near duplicates are another question.
"""

import numpy as np

from ..errors import BadInput
from ..progress import silent
from ..words import decimal
from .duplicates import shortened
from .stems import Words, words_of
from .vectors import space

MOST = 10

WORDS = 6
"""Words in common that are told, at most."""

LEAST = 1e-9


class Neighbours:
    """A corpus ready to be asked what resembles what."""

    def __init__(self, corpus, *, progress=silent):
        self.corpus = corpus
        self.words = words_of(corpus.texts, progress=progress)
        self.space = space(self.words)
        self.matrix = self.space.vectors(self.words)

    def of(self, one, most=MOST):
        """What resembles the contribution of this id. Raises BadInput when no text has it."""
        place = self.corpus.place(one)
        return [found for found in self._nearest(self.matrix[[place]], most + 1) if found["id"] != one][:most]

    def of_text(self, text, most=MOST):
        """What resembles this sentence. Raises BadInput when the corpus has none of its words."""
        asked = self.space.vectors(self._known(text))
        if not asked.nnz:
            raise BadInput(f"Aucune contribution n’emploie les mots de « {text} ».")
        return self._nearest(asked, most)

    def _known(self, text):
        """The words of a text, in the numbers of the corpus; those it has not are left aside."""
        other = words_of([text])
        place = {stem: number for number, stem in enumerate(self.words.stems)}
        kept = [place[other.stems[token]] for token in other.tokens.tolist() if other.stems[token] in place]
        tokens = np.array(kept, dtype=np.int32)
        return Words(self.words.stems, self.words.forms, self.words.stop, tokens, np.array([0, len(kept)]))

    def _nearest(self, asked, most):
        cosines = np.round((self.matrix @ asked.T).toarray().ravel(), 9)
        order = np.lexsort((np.arange(len(cosines)), -cosines))[:most]
        return [self._found(place, cosines[place], asked) for place in order.tolist() if cosines[place] > LEAST]

    def _found(self, place, cosine, asked):
        shares = (self.matrix[[place]].multiply(asked)).toarray().ravel()
        order = [one for one in np.lexsort((np.arange(len(shares)), -np.round(shares, 9)))[:WORDS] if shares[one] > 0]
        forms = [self.words.forms[self.space.columns[one]] for one in order]
        return {
            "id": self.corpus.ids[place],
            "cosine": f"{cosine:.4f}",
            "words": forms,
            "text": self.corpus.texts[place],
        }


def find(corpus, *, one=None, text=None, most=MOST, progress=silent):
    """What resembles a contribution or a sentence, as a value that JSON can write."""
    neighbours = Neighbours(corpus, progress=progress)
    asked = text if one is None else corpus.texts[corpus.place(one)]
    found = neighbours.of_text(text, most) if one is None else neighbours.of(one, most)
    return {"action": "similar", "id": one, "asked": asked, "found": found}


def tell(result):
    """The same for a person."""
    told = [f"« {shortened(result['asked'])} »" + (f" ({result['id']})" if result["id"] else "")]
    for one in result["found"]:
        told.append(f"  {decimal(one['cosine'], 2)}  {one['id']} : « {shortened(one['text'])} »")
        told.append(f"        mots communs : {', '.join(one['words'])}")
    if not result["found"]:
        told.append("  Aucune autre contribution n’emploie ces mots.")
    return "\n".join(told)
