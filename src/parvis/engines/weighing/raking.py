"""Raking: one coefficient per value of each margin, so that the weighted answers have the shares of the census.

Each weight is the person's first weight times the coefficients of their values, kept between a floor and a ceiling;
the coefficients are found margin after margin, turn after turn, until all margins hold at once. Among all weights
that hold the margins between these bounds, these are the nearest to the first ones (Kullback-Leibler distance).
Deming and Stephan, Annals of Mathematical Statistics 11 (1940); bounds: Deville and Särndal, « Calibration
estimators in survey sampling », JASA 87 (1992), truncated exponential case.
"""

from dataclasses import dataclass

import numpy as np

from ..errors import BadInput
from ..progress import silent
from ..words import decimal, percent
from .margins import targets

CLOSE = 1e-10
"""Largest gap left between a share and its target, as a part of everybody."""

TURNS = 1_000
"""Turns after which margins that do not hold together are given up."""

FAR = 1e12
"""A coefficient that no target asks for: margins that contradict each other push theirs away without end."""

TELL = 50
"""Turns between two words about how far it has come."""


@dataclass(frozen=True)
class Weights:
    """The weight of each person, float64, shape (people,), mean 1, and how a person finds it again.

    scale: one factor for everybody; coefficients: for each feature, {value: factor}, whose mean weighted by the
    target shares is 1; floor, ceiling: bounds on weights, or None; trimmed: people held by a bound; turns: how many
    were needed.
    """

    values: np.ndarray
    scale: float
    coefficients: dict
    floor: float | None
    ceiling: float | None
    trimmed: int
    turns: int


def unweighted(sample):
    """The weights that people come with, when nothing is to be corrected."""
    return Weights(sample.base, 1.0, {}, None, None, 0, 0)


def rake(sample, margins, *, floor=None, ceiling=None, progress=silent):
    """Weights that give the answers the shares of every margin, none below `floor` nor above `ceiling` times the mean.

    Raises BadInput when a value is unknown or missing (see `targets`), when a bound forbids a target, and when the
    margins cannot hold together, naming the one that is furthest.
    """
    _check_bounds(floor, ceiling)
    raking = _Raking(sample, margins, floor or 0.0, ceiling or float(len(sample)))
    raking.check_room()
    turns = raking.turn_until_close(progress)
    trimmed = raking.held(floor, ceiling)
    return Weights(raking.weights(), *raking.canonical(), floor, ceiling, trimmed, turns)


class _Raking:
    """People of one profile (the same values, the same first weight) weigh the same: profiles are raked, not people."""

    def __init__(self, sample, margins, floor, ceiling):
        self.floor, self.ceiling, self.size = floor, ceiling, len(sample)
        self.features = [margin.feature for margin in margins]
        found = [targets(margin, sample) for margin in margins]
        self.values = [values for values, _, _ in found]
        self.shares = [np.array([float(one) for one in wanted]) for *_, wanted in found]
        bases, base_codes = np.unique(sample.base, return_inverse=True)
        profiles = np.stack([base_codes, *(codes for _, codes, _ in found)], axis=1)
        profiles, place, people = np.unique(profiles, axis=0, return_inverse=True, return_counts=True)
        self.place, self.people = place.reshape(-1), people.astype(float)
        self.base, self.codes = bases[profiles[:, 0]], list(profiles[:, 1:].T)
        self.factors = [np.ones(len(values)) for values in self.values]

    def check_room(self):
        """Refuse a target that a bound alone forbids."""
        for number, feature in enumerate(self.features):
            counts = self._sums(number, np.ones(len(self.people)))
            for value, count, wanted in zip(self.values[number], counts, self.shares[number] * self.size, strict=True):
                self._check_mean(f"{feature} : {value or 'sans réponse'}", wanted / count)

    def turn_until_close(self, progress):
        """Rake until every share is close to its target; the number of turns."""
        for turn in range(1, TURNS + 1):
            for number in range(len(self.features)):
                self._rake_one(number)
            if self._far():
                break
            if self._worst()[-1] <= CLOSE:
                progress(1, 1, "calage")
                return turn
            if not turn % TELL:
                progress(turn, TURNS, "calage")
        number, place, gap = self._worst()
        named = f"{self.features[number]} : {self.values[number][place] or 'sans réponse'}"
        raise BadInput(
            f"Ces marges ne tiennent pas ensemble : après {turn} tours, « {named} » reste à {percent(gap, 3)} de sa "
            "cible. Deux marges se contredisent, une combinaison n’a aucune réponse, ou les bornes sont trop serrées."
        )

    def weights(self):
        """The weight of each person, of mean 1 to the last digit kept."""
        found = self._clipped()[self.place]
        return found * (self.size / found.sum())

    def held(self, floor, ceiling):
        """How many people a bound holds."""
        free, bound = self._free(), np.zeros(len(self.people), dtype=bool)
        if floor is not None:
            bound |= free < floor
        if ceiling is not None:
            bound |= free > ceiling
        return int(self.people[bound].sum())

    def canonical(self):
        """Coefficients of mean 1 for the target shares, and the factor of everybody that makes up for it."""
        scale, coefficients = 1.0, {}
        for feature, values, factors, shares in zip(self.features, self.values, self.factors, self.shares, strict=True):
            mean = float(factors @ shares)
            scale *= mean
            coefficients[feature] = dict(zip(values, (factors / mean).tolist(), strict=True))
        return scale, coefficients

    def _rake_one(self, number):
        codes, factors = self.codes[number], self.factors[number]
        rest, wanted = self._free() / factors[codes], self.shares[number] * self.size
        if self.floor <= 0 and self.ceiling >= self.size:
            self.factors[number] = wanted / self._sums(number, rest)
            return
        self.factors[number] = np.array(
            [self._bounded(rest[codes == one], self.people[codes == one], wanted[one]) for one in range(len(factors))]
        )

    def _bounded(self, rest, people, wanted):
        """The factor for which bounded weights add up to what is wanted: their sum is a broken line that only rises."""
        edges = np.concatenate([self.floor / rest, self.ceiling / rest])
        slopes = np.concatenate([people * rest, -people * rest])
        order = np.argsort(edges, kind="stable")
        edges, slopes = edges[order], np.cumsum(slopes[order])
        rises = np.cumsum(np.maximum(slopes[:-1], 0) * np.diff(edges))
        sums = self.floor * people.sum() + np.concatenate([[0.0], rises])
        return max(float(np.interp(wanted, sums, edges)), np.finfo(float).tiny)

    def _far(self):
        return any(factors.max() > FAR or factors.min() < 1 / FAR for factors in self.factors)

    def _worst(self):
        """The margin and value furthest from its target, and the gap as a part of everybody."""
        clipped = self._clipped()
        gaps = [np.abs(self._sums(number, clipped) / self.size - shares) for number, shares in enumerate(self.shares)]
        number = max(range(len(gaps)), key=lambda one: gaps[one].max())
        return number, int(gaps[number].argmax()), float(gaps[number].max())

    def _free(self):
        """Weights before the bounds, per profile."""
        free = self.base.copy()
        for codes, factors in zip(self.codes, self.factors, strict=True):
            free *= factors[codes]
        return free

    def _clipped(self):
        return np.clip(self._free(), self.floor, self.ceiling)

    def _sums(self, number, weights):
        return np.bincount(self.codes[number], self.people * weights, minlength=len(self.values[number]))

    def _check_mean(self, named, mean):
        if mean > self.ceiling:
            raise BadInput(
                f"« {named} » demande un poids moyen de {decimal(mean, 2)}, au-dessus du plafond de "
                f"{decimal(self.ceiling, 2)} : relevez le plafond ou regroupez cette modalité."
            )
        if mean < self.floor:
            raise BadInput(
                f"« {named} » demande un poids moyen de {decimal(mean, 2)}, au-dessous du plancher de "
                f"{decimal(self.floor, 2)} : abaissez le plancher ou regroupez cette modalité."
            )


def _check_bounds(floor, ceiling):
    if floor is not None and not 0 <= floor < 1:
        raise BadInput(f"Le plancher des poids va de 0 à moins de 1 fois le poids moyen, pas {decimal(floor, 2)}.")
    if ceiling is not None and not ceiling > 1:
        raise BadInput(f"Le plafond des poids est au-dessus de 1 fois le poids moyen, pas {decimal(ceiling, 2)}.")
