"""Design effect, effective size, margin of error: against fractions, and refused where there is none."""

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engines.errors import BadInput
from parvis.engines.weighing.certainty import (
    Sampling,
    design_effect,
    effective_size,
    interval,
    margin_of_error,
)

WHOLE = st.lists(st.integers(1, 50), min_size=1, max_size=40)


@given(WHOLE)
def test_the_design_effect_is_that_of_kish(weights):
    mean = Fraction(sum(weights), len(weights))
    variance = sum((w - mean) ** 2 for w in weights) / len(weights)
    assert design_effect(weights) == pytest.approx(float(1 + variance / mean**2))
    assert effective_size(weights) == pytest.approx(sum(weights) ** 2 / sum(w * w for w in weights))


def test_742_answers_of_a_random_sample_are_sure_to_3_6_points():
    assert margin_of_error(742, Sampling.RANDOM) == pytest.approx(0.036, abs=5e-5)
    assert margin_of_error(742 / 1.3, Sampling.RANDOM) == pytest.approx(0.036 * sqrt(1.3), abs=1e-4)


def test_everybody_asked_leaves_no_doubt():
    assert margin_of_error(200, Sampling.RANDOM, population=200) == 0
    assert interval(0.4, 200, Sampling.RANDOM, population=200) == (0.4, 0.4)
    half = margin_of_error(200, Sampling.RANDOM, population=399)
    assert half == pytest.approx(margin_of_error(200, Sampling.RANDOM) * sqrt(0.5))
    with pytest.raises(BadInput, match="plus petite que le nombre de réponses"):
        margin_of_error(200, Sampling.RANDOM, population=100)


@pytest.mark.parametrize(
    ("sampling", "reason"), [("quota", "rempli par quotas"), ("volunteer", "ont choisi de répondre")]
)
def test_a_sample_that_nobody_drew_has_no_margin(sampling, reason):
    with pytest.raises(BadInput, match=reason):
        margin_of_error(742, sampling)
    with pytest.raises(BadInput, match=reason):
        interval(0.5, 742, sampling)


@given(st.floats(0, 1), st.integers(1, 5000))
def test_the_interval_holds_the_values_that_a_test_does_not_reject(share, size):
    low, high = interval(share, size, Sampling.RANDOM)
    assert 0 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1
    for end in (low, high):
        if 1e-6 < end < 1 - 1e-6:
            assert abs(share - end) == pytest.approx(1.959963984540054 * sqrt(end * (1 - end) / size), rel=1e-6)


def test_nobody_out_of_a_hundred_is_not_certainly_nobody():
    low, high = interval(0.0, 100, Sampling.RANDOM)
    assert low == 0
    assert high == pytest.approx(0.037, abs=1e-3)
