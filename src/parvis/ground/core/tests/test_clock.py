import datetime as dt

import pytest

from parvis.ground.core import clock


def test_the_clock_of_the_product_can_stand_on_any_day():
    clock.freeze("2026-11-16T09:00")
    assert clock.today() == dt.date(2026, 11, 16)
    assert not clock.is_real()
    clock.release()
    assert clock.is_real()


def test_a_shifted_clock_runs_on():
    clock.shift("2026-03-16T09:00")
    first, second = clock.now(), clock.now()
    assert first.date() == dt.date(2026, 3, 16)
    assert second >= first


def test_a_block_may_stand_in_the_past_without_moving_the_others():
    clock.freeze("2026-11-16T09:00")
    with clock.at(dt.datetime(2024, 2, 29, 18, 30)):
        assert clock.today() == dt.date(2024, 2, 29)
    assert clock.today() == dt.date(2026, 11, 16)


def test_production_shows_the_real_time(settings):
    clock.freeze("2026-11-16T09:00")
    settings.PRODUCTION = True
    assert clock.is_real()


def test_nonsense_is_refused():
    with pytest.raises(ValueError):
        clock.freeze("demain")
