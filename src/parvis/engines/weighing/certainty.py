"""What weights cost in certainty, and how far a random sample may be from everybody."""

from enum import StrEnum
from math import sqrt

import numpy as np

from ..errors import BadInput

CONFIDENCE = 1.959963984540054
"""The number of standard errors that 95 samples out of 100 stay within (normal law)."""


class Sampling(StrEnum):
    """How those who answered came to be asked."""

    RANDOM = "random"
    QUOTA = "quota"
    VOLUNTEER = "volunteer"


REASONS = {
    Sampling.QUOTA: (
        "Pas de marge d’erreur : l’échantillon a été rempli par quotas. Personne ne connaît la chance que chacun avait "
        "d’y entrer, et aucun calcul ne dit de combien le résultat s’écarte de celui de tous les habitants."
    ),
    Sampling.VOLUNTEER: (
        "Pas de marge d’erreur : les personnes ont choisi de répondre. Celles qui n’ont pas répondu peuvent penser "
        "autrement, et aucun calcul ne dit de combien le résultat s’écarte de celui de tous les habitants."
    ),
}
"""Why a sample that was not drawn at random has no margin of error."""


def design_effect(weights):
    """By how much weights multiply the variance of a mean: n Σw² / (Σw)². 1 when all weigh the same.

    Kish, « Survey Sampling » (1965), section 11.7.
    """
    weights = np.asarray(weights, dtype=float)
    return float(len(weights) * (weights @ weights) / weights.sum() ** 2)


def effective_size(weights):
    """How many people of equal weights would say as much: (Σw)² / Σw²."""
    return len(weights) / design_effect(weights)


def margin_of_error(size, sampling, *, population=None, asked=None):
    """The half-width of the 95 % interval of a share of one half, between 0 and 1: no share has a wider one.

    size: the effective size; population: everybody who could be asked, when known, narrows the interval; asked: the
    number of people who answered, for that narrowing (`size` otherwise). Raises BadInput, with the reason, for a
    sample that is not random.
    """
    check_random(sampling)
    return CONFIDENCE * sqrt(_narrowing(asked or size, population) * 0.25 / size)


def interval(share, size, sampling, *, population=None, asked=None):
    """The 95 % interval of a share, between 0 and 1: never empty, even for 0 or 1.

    Wilson, JASA 22 (1927), at the effective size; the other arguments and errors are those of `margin_of_error`.
    """
    check_random(sampling)
    narrowing = _narrowing(asked or size, population)
    if not narrowing:
        return share, share
    square = CONFIDENCE**2 * narrowing / size
    middle, half = share + square / 2, sqrt(square * (share * (1 - share) + square / 4))
    return max(0.0, (middle - half) / (1 + square)), min(1.0, (middle + half) / (1 + square))


def check_random(sampling):
    """Refuse, with the reason, to say how sure a sample is that nobody drew at random."""
    if sampling != Sampling.RANDOM:
        raise BadInput(REASONS[Sampling(sampling)])


def _narrowing(asked, population):
    """The correction for a finite population, (N − n) / (N − 1): everybody asked leaves no doubt."""
    if population is None:
        return 1.0
    if population < asked:
        raise BadInput(f"La population ({population}) est plus petite que le nombre de réponses ({asked:.0f}).")
    return (population - asked) / (population - 1) if population > 1 else 0.0
