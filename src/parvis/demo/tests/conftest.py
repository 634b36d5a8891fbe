"""Worlds loaded once for the tests of many modules."""

import datetime as dt
from contextlib import contextmanager, nullcontext

import pytest
from django.db import transaction
from tests import templates

from parvis.demo import worlds
from parvis.demo.data import T0, WORLDS
from parvis.demo.loading import load_world
from parvis.demo.loading.play import nothing_follows
from parvis.ground.authorities.models import Authority
from parvis.ground.core import clock


@contextmanager
def loaded(blocker, name, load):
    """The database as `load` leaves it, for the tests of one module."""

    def play():
        with transaction.atomic(), nothing_follows():
            load()

    with blocker.unblock():
        templates.stand_on(name, play)
        yield
        templates.renew()


@pytest.fixture(scope="module")
def whole_story(django_db_setup, django_db_blocker):
    """The five authorities as of T0."""
    with loaded(django_db_blocker, "story", lambda: worlds.load_all(T0, 0, lambda label: nullcontext())):
        yield


@pytest.fixture(scope="module")
def before_the_elections(django_db_setup, django_db_blocker):
    """Val d'Orzenne on 16 March 2026, before the first step of the renewal."""
    moment = worlds.moment_of(dt.date(2026, 3, 16))
    with loaded(django_db_blocker, "story-of-orzenne-20260316", lambda: load_world(WORLDS["orzenne"], moment)):
        yield moment


@pytest.fixture
def at_t0(whole_story, db):
    with clock.at(T0):
        yield


@pytest.fixture
def in_march(before_the_elections, db):
    with clock.at(before_the_elections):
        yield


@pytest.fixture
def orzenne():
    return Authority.objects.get(slug="orzenne")


@pytest.fixture
def small_world(monkeypatch):
    """The command with one authority only, the lightest."""
    monkeypatch.setattr(worlds, "WORLDS", {"estuaire": WORLDS["estuaire"]})
