"""What is published before the draw: the list of panels, and all it takes to check it."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from ..errors import BadInput
from ..files import canonical_json, fingerprint
from ..progress import silent
from .feasibility import relaxed, shortages, smallest_relaxation
from .lottery import PANELS, PRECISION, fair_lottery
from .problem import build
from .quotas import cells, check

FORMAT = "parvis-tirage-liste-1"
METHOD = "maximin puis leximin sur les types de personnes ; liste de panels équiprobables ; choix par SHA-256"
DECIMALS = 6

_FIELDS = """pool seats quotas relaxations strata reserve panels promised never lowest bound fine departure certificate
    fingerprint"""

FIELDS = tuple(_FIELDS.split())
"""What a list cannot be drawn from, told or verified without."""


@dataclass(frozen=True)
class Plan:
    """What is asked of the draw, before anybody knows who is in the pool.

    seats: size of the panel; strata: columns inside which people replace each other; reserve: people who wait, in
    all; panels: size of the list; order: columns whose quotas may give way, the first to give way first.
    """

    seats: int
    strata: tuple = ()
    reserve: int = 0
    panels: int = PANELS
    order: tuple = ()


def examine(pool, quotas, plan):
    """Before drawing: what is missing and the smallest relaxation, both empty when a panel exists.

    Returns (sentences, changes). Raises BadInput when quotas contradict each other or nothing can help.
    """
    check(quotas, pool, plan.seats)
    problem = build(pool, quotas, plan.seats)
    return shortages(problem, quotas), smallest_relaxation(problem, quotas, plan.order)


def publish(pool, quotas, plan, *, relax=False, precision=PRECISION, progress=silent):
    """The published list: a value that JSON can write, with its fingerprint.

    relax: make the smallest relaxation when no panel exists, and publish it; without it, raises BadInput which says
    that relaxation.
    """
    check(quotas, pool, plan.seats)
    _check_columns(plan.strata, pool)
    changes, lottery = (), fair_lottery(build(pool, quotas, plan.seats), **_wanted(plan, precision, progress))
    if lottery is None:
        missing, changes = examine(pool, quotas, plan)
        if not relax:
            raise BadInput(refusal(missing, changes))
        quotas = relaxed(quotas, changes)
        lottery = fair_lottery(build(pool, quotas, plan.seats), **_wanted(plan, precision, progress))
    return sealed(
        {
            "format": FORMAT,
            "method": METHOD,
            "pool": described(pool),
            "seats": plan.seats,
            "quotas": [cells(quota) for quota in quotas],
            "relaxations": [_told(change) for change in changes],
            "strata": list(plan.strata),
            "reserve": plan.reserve,
            **_outcome(lottery),
            "certificate": _certificate(build(pool, quotas, plan.seats), lottery),
        }
    )


def described(pool):
    """What is published of a pool: its fingerprint, how many people, who was excluded and why, never a name."""
    return {
        "fingerprint": pool.fingerprint,
        "people": len(pool.people),
        "household": pool.household,
        "excluded": [[str(rule), len(people)] for rule, *people in pool.excluded],
    }


def refusal(missing, changes):
    """Why no panel is possible and what would make one so, in words."""
    told = ["Aucun panel ne respecte tous ces quotas."]
    told += missing
    told += ["Le plus petit assouplissement qui suffit :", *(str(change) for change in changes)]
    return "\n".join(told)


def sealed(value):
    """A value with the fingerprint of all the rest, in canonical JSON."""
    return {**value, "fingerprint": seal(value)}


def seal(value):
    """SHA-256 of the canonical JSON of a value, its own fingerprint left out."""
    return fingerprint(canonical_json({name: part for name, part in value.items() if name != "fingerprint"}))


def panels_of(listed):
    """Panels of a published list, as tuples of ids."""
    return [tuple(panel.split(" ")) for panel in listed["panels"]]


def decimal(value):
    """A chance as published: six decimals."""
    return f"{float(value):.{DECIMALS}f}"


def _wanted(plan, precision, progress):
    return {"panels": plan.panels, "precision": precision, "progress": progress}


def _outcome(lottery):
    levels = defaultdict(list)
    for person, chance in sorted(lottery.promised.items()):
        levels[decimal(chance)].append(person)
    limit = Fraction(ceil(lottery.bound * 10**DECIMALS), 10**DECIMALS)
    return {
        "panels": [" ".join(panel) for panel in lottery.panels],
        "promised": {level: " ".join(people) for level, people in sorted(levels.items())},
        "never": list(lottery.never),
        "lowest": decimal(lottery.lowest),
        "bound": decimal(limit),
        "ceiling": decimal(lottery.ceiling),
        "fine": None if lottery.fine is None else decimal(lottery.fine),
        "proved": lottery.finished,
        "departure": decimal(lottery.departure),
    }


def _certificate(problem, lottery):
    return [[row.label, multiplier] for row, multiplier in zip(problem.rows, lottery.certificate, strict=True)]


def _told(change):
    return {
        "quota": str(change.before),
        "before": cells(change.before),
        "after": cells(change.after),
        "told": str(change),
    }


def _check_columns(columns, pool):
    for column in columns:
        if column not in pool.columns:
            raise BadInput(f"Le vivier n’a pas de colonne « {column} » pour les strates de la réserve.")
