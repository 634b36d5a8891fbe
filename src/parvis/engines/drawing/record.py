"""The record of a draw (procès-verbal): the seed said aloud, the panel it chooses, the reserve, each replacement."""

from ..errors import BadInput
from .plain import simple, stratified
from .pool import read_exclusion
from .publication import described, panels_of, sealed
from .quotas import make_quotas
from .reserve import Replacement, replace, reserves
from .seed import clean, number_of

FORMAT = "parvis-tirage-1"
PLAIN = "parvis-tirage-simple-1"

FIELDS = {
    FORMAT: ("list", "pool", "seed", "number", "panel", "reserve", "replacements", "fingerprint"),
    PLAIN: ("pool", "seats", "strata", "each", "reserve_size", "seed", "drawn", "panel", "reserve", "fingerprint"),
}
"""What a record cannot be replayed without."""


def draw(listed, pool, seed):
    """The panel that a seed chooses in a published list, with its reserve. Raises BadInput for another pool."""
    check_pool(listed, pool)
    panels = panels_of(listed)
    number = number_of(seed, len(panels))
    panel = panels[number - 1]
    return sealed(
        {
            "format": FORMAT,
            "list": listed["fingerprint"],
            "pool": listed["pool"]["fingerprint"],
            "seed": clean(seed),
            "number": number,
            "panel": list(panel),
            "reserve": waiting(listed, pool, panel, seed),
            "replacements": [],
        }
    )


def draw_plainly(pool, seats, seed, *, strata=(), each=None, reserve=0):
    """A simple draw, or a stratified one when `strata` names columns, with its reserve."""
    if strata:
        drawn = stratified(pool, strata, seats, seed, each=each)
    else:
        drawn = {"ensemble du vivier": simple(pool, seats, seed)}
    panel = sorted(person for people in drawn.values() for person in people)
    return sealed(
        {
            "format": PLAIN,
            "pool": described(pool),
            "seats": seats,
            "strata": list(strata),
            "each": each,
            "reserve_size": reserve,
            "seed": clean(seed),
            "drawn": drawn,
            "panel": panel,
            "reserve": reserves(pool, panel, strata, reserve, seed),
        }
    )


def waiting(listed, pool, panel, seed):
    """The reserve of a panel: see `reserve.reserves`."""
    return reserves(pool, panel, listed["strata"], listed["reserve"], seed)


def replaced(record, listed, pool, leaving, reason):
    """The record with one more replacement; the reason is the officer's, and is kept."""
    check_pool(listed, pool)
    change = next_replacement(record, listed, pool, leaving)
    told = {
        "leaving": leaving,
        "reason": reason,
        "coming": change.coming,
        "stratum": change.stratum,
        "passed": [list(one) for one in change.passed],
        "told": str(change),
    }
    return sealed({**record, "replacements": [*record["replacements"], told]})


def next_replacement(record, listed, pool, leaving) -> Replacement:
    """Who comes for whoever leaves, after the replacements already made."""
    gone = {one["leaving"] for one in record["replacements"]}
    reserve = {
        stratum: [person for person in people if person not in gone] for stratum, people in record["reserve"].items()
    }
    return replace(pool, quotas_of(listed), sitting(record), reserve, listed["strata"], leaving)


def sitting(record):
    """Who sits today: the panel drawn, less who left, with who came."""
    panel = list(record["panel"])
    for one in record["replacements"]:
        panel[panel.index(one["leaving"])] = one["coming"]
    return panel


def quotas_of(listed):
    """The quotas of a published list."""
    names = ("feature", "value", "min", "max")
    rows = [dict(zip(names, map(str, row), strict=True)) for row in listed["quotas"]]
    return make_quotas(list(enumerate(rows, start=1)))


def exclusions_of(described_pool):
    """The exclusions that were made of a pool."""
    return [read_exclusion(rule) for rule, _ in described_pool["excluded"]]


def check_pool(listed, pool):
    """Raise BadInput when a pool is not the one that the list was made from."""
    if pool.fingerprint != listed["pool"]["fingerprint"]:
        raise BadInput("Ce vivier n’est pas celui de la liste publiée : leurs empreintes diffèrent.")
