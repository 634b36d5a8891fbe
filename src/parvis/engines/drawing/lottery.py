"""The published lottery: a list of panels, each as likely as the others, that gives people their fairest chance.

First the chances to keep (`profile.ideal`), then as many whole seats per type as the list holds, then panels that add
up to these seats exactly (`splitting`): whoever deserves 50.3 panels of 1,000 gets 50 or 51. Where no real lottery
reaches these chances, column generation finds those it can reach (`columns`), and the list keeps those.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ..errors import BadInput
from ..progress import silent
from .columns import fairest
from .equity import names
from .profile import Profile, bound, ideal
from .repeating import repeated
from .solver import Program
from .splitting import Cutter

PANELS = 1000
"""Panels of a published list: each is one thousandth of the chance."""

PRECISION = 0.01
"""A list within this share of the bound needs no finer lottery to be compared with."""

TRIES = 2
"""Other ways to cut the same seats before they are said not to be cut."""

NEAR = 1e-3
"""A number of seats, over the whole list, this near a whole one is that whole one."""


@dataclass(frozen=True)
class Lottery:
    """Panels as likely as each other.

    panels: tuples of ids, sorted; promised: the fairest chance of each person by id, from which the list is rounded;
    bound: an exact fraction that no lottery exceeds for the lowest chance; certificate: its multipliers;
    ceiling: what the solver says of real lotteries (at most the bound); fine: the lowest chance with real weights,
    or None when the list is near enough; finished: whether the promised chances are proved to be the fairest;
    never: ids of people whom no panel can hold.
    """

    panels: tuple
    promised: dict
    bound: Fraction
    certificate: tuple
    ceiling: float
    fine: float | None
    finished: bool
    never: tuple

    @property
    def counts(self):
        """In how many panels each person is."""
        counts = dict.fromkeys(self.promised, 0)
        for panel in self.panels:
            for person in panel:
                counts[person] += 1
        return counts

    @property
    def lowest(self):
        """The lowest chance in the list, among people who can be drawn."""
        barred = set(self.never)
        return Fraction(min(n for person, n in self.counts.items() if person not in barred), len(self.panels))

    @property
    def departure(self):
        """How far from the promise the list takes a person, at the most."""
        return max(abs(count / len(self.panels) - self.promised[person]) for person, count in self.counts.items())


def fair_lottery(problem, *, panels=PANELS, precision=PRECISION, progress=silent):
    """The published lottery of a problem, or None when no panel respects the quotas.

    problem: see `problem.build`; panels: how many the list holds; precision: when the list's lowest chance is further
    than this share from the bound, the best real weights are calculated too. Raises BadInput when `panels` < 1.
    """
    if panels < 1:
        raise BadInput(f"La liste doit compter au moins un panel, pas {panels}.")
    progress(0, 4, "chances les plus égales")
    profile = ideal(problem)
    if profile is None:
        return None
    progress(1, 4, "liste des panels")
    drawn = _listed(problem, profile.chances, panels)
    progress(2, 4, "génération de colonnes")
    kept = _reached(problem, profile, panels) if drawn is None else _near(problem, profile, drawn, precision)
    progress(3, 4, "répartition entre les personnes")
    found = kept and _published(problem, kept)
    progress(4, 4, "répartition entre les personnes")
    return found


@dataclass(frozen=True)
class _Kept:
    """What the list will say, type by type: see `Lottery`."""

    panels: np.ndarray
    profile: Profile
    chances: np.ndarray
    ceiling: float
    fine: float | None
    finished: bool


def _near(problem, profile, drawn, precision):
    """The list keeps the ideal; when it is too coarse to show it, the lowest chance that real weights reach too."""
    fine, limit = None, bound(problem, profile.certificate, profile.never)
    if _lowest(problem, drawn, profile.never) < (1 - precision) * limit:
        some = drawn[: 2 * len(problem.types)]
        weighed = fairest(problem, some, levels=1, enough=profile.lowest)
        fine = float(weighed.chances[~profile.never].min())
    return _Kept(drawn, profile, profile.chances, profile.lowest, fine, True)


def _reached(problem, profile, panels):
    """Where seats cannot be cut as the ideal asks: the chances that real lotteries reach, and their list."""
    weighed = fairest(problem)
    if weighed is None:
        return None
    if (weighed.never != profile.never).any():
        # Fractions of a seat went to people whom no whole panel holds: the ideal of the others is another.
        profile = ideal(problem, weighed.never)
    drawn = repeated(problem, weighed, panels)
    fine = float(weighed.chances[~weighed.never].min())
    return _Kept(drawn, profile, weighed.chances, weighed.ceiling, fine, weighed.finished)


def _published(problem, kept):
    promised, barred, profile = {}, [], kept.profile
    for one, chance, no in zip(problem.types, kept.chances, profile.never, strict=True):
        people = [person for household in one.households for person in household]
        promised.update(dict.fromkeys(people, float(chance)))
        barred += people if no else []
    return Lottery(
        panels=tuple(sorted(names(problem, kept.panels))),
        promised=promised,
        bound=bound(problem, profile.certificate, profile.never),
        certificate=profile.certificate,
        ceiling=float(kept.ceiling),
        fine=kept.fine,
        finished=kept.finished,
        never=tuple(sorted(barred)),
    )


def seats_of(problem, chances, panels):
    """Whole seats per type, int64, shape (types,), that `panels` panels give for these chances; None without any.

    Each is the whole number below or above `chance × people × panels`, so each person is in the whole number of panels
    below or above what is deserved; all rows are respected on the whole.
    """
    wanted = chances * problem.sizes * panels
    whole = np.floor(wanted + NEAR).astype(np.int64)
    over = np.where(wanted - whole > NEAR, wanted - whole, 0)
    loose = np.flatnonzero(over)
    there = problem.matrix @ whole
    low, high = panels * problem.low - there, panels * problem.high - there
    if not len(loose):
        return whole if np.all(low <= 0) and np.all(high >= 0) else None
    rows, ones = problem.matrix[:, loose], np.ones(len(loose))
    answer = Program(over[loose], ones * 0, ones, rows, low, high, whole=True, mip_rel_gap=0.05).solve()
    if answer is None:
        return None
    whole[loose] += np.rint(answer.columns).astype(np.int64)
    return whole


def _listed(problem, chances, panels):
    """Panels that keep these chances, or None."""
    seats = seats_of(problem, chances, panels)
    if seats is None:
        return None
    for salt in range(TRIES):
        drawn = Cutter(problem, salt=salt).cut(seats, panels)
        if drawn is not None:
            return drawn
    return None


def _lowest(problem, drawn, never):
    return Fraction(int((drawn.sum(axis=0) // problem.sizes)[~never].min()), len(drawn))
