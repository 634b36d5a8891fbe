"""Worlds loaded once for many tests, in a transaction that is rolled back."""

from contextlib import contextmanager, nullcontext

import pytest
from django.db import transaction
from django.test import override_settings

from parvis.demo import worlds
from parvis.demo.data import T0, WORLDS
from parvis.demo.loading import load_world
from parvis.ground.authorities.models import Authority
from parvis.ground.core import clock


@contextmanager
def loaded(blocker, files, load):
    """What `load` writes, for the tests of one module."""
    with blocker.unblock(), override_settings(MEDIA_ROOT=files), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def whole_story(django_db_setup, django_db_blocker, tmp_path_factory):
    """The five authorities as of T0."""
    with loaded(
        django_db_blocker, tmp_path_factory.mktemp("files"), lambda: worlds.load_all(T0, 0, lambda label: nullcontext())
    ):
        yield


@pytest.fixture(scope="module")
def before_the_elections(django_db_setup, django_db_blocker, tmp_path_factory):
    """Val d'Orzenne on 16 March 2026, before the first step of the renewal."""
    import datetime as dt

    files, moment = tmp_path_factory.mktemp("files"), worlds.moment_of(dt.date(2026, 3, 16))
    with loaded(django_db_blocker, files, lambda: load_world(WORLDS["orzenne"], moment)):
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
