"""Statements that come again and again: the same answers, whatever their values, their moment and their connection."""

import datetime as dt

import pytest
from django.db import connection

from parvis.ground.core import clock
from parvis.ground.core.moments import WHEN_ASKED
from parvis.ground.core.statements import MOST, Statement

AWKWARD = ("100 % d’ici", "l'eau « douce »", "C:\\dossier", "%s", "", 7, True, dt.date(2026, 11, 16))


def said(value):
    """What the database makes of a value that is given as a parameter."""
    return Statement("SELECT CAST(%s AS text), '%%s'", (value,))


@pytest.mark.django_db
@pytest.mark.parametrize("value", AWKWARD)
def test_a_value_written_in_the_text_is_the_value_that_was_given(value):
    statement = said(value)
    assert statement.ready().rows() == statement.rows()


@pytest.mark.django_db
def test_the_moment_is_told_at_each_visit_as_often_as_it_is_asked_for():
    ready = Statement("SELECT %s <= %s, %s", (WHEN_ASKED, WHEN_ASKED, 3)).ready()
    assert [bool(ready.rows()[0][0]), ready.rows()[0][1]] == [True, 3]
    later = Statement("SELECT CAST(CAST(%s AS text) AS text)", (WHEN_ASKED,)).ready()
    clock.freeze("2026-11-16T09:00")
    morning = later.rows()
    clock.freeze("2026-11-16T21:00")
    assert later.rows() != morning


@pytest.mark.django_db
def test_more_statements_than_a_connection_keeps_are_all_answered(planned):
    asked = [Statement("SELECT %s", (number,)).ready() for number in range(2 * MOST)]
    for _ in range(2):
        assert [one.rows()[0][0] for one in asked] == list(range(2 * MOST))
    assert len(planned()) == (MOST if connection.vendor == "postgresql" else 0)


@pytest.mark.django_db(transaction=True)
def test_another_connection_prepares_it_again(planned):
    ready = said("ici").ready()
    before = ready.rows()
    connection.close()
    assert ready.rows() == before
    assert len(planned()) == (1 if connection.vendor == "postgresql" else 0)


@pytest.fixture
def planned():
    """The names of what this connection keeps prepared; SQLite prepares by itself, and says nothing of it."""

    def names():
        if connection.vendor != "postgresql":
            return []
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM pg_prepared_statements WHERE name LIKE 'parvis_%%'", [])
            return [name for (name,) in cursor.fetchall()]

    return names
