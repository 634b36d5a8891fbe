import datetime as dt
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core.errors import Caution, Warned
from parvis.ground.journal import chain, triggers
from parvis.ground.journal.acts import heed, record
from parvis.ground.journal.models import JournalLine, JournalReason, JournalSeal

pytestmark = pytest.mark.django_db


def test_an_act_is_written_with_who_what_when_and_its_reason_apart():
    authority, user = AuthorityFactory(), UserFactory()
    line = record(authority, "rename", by=user, reason="Fusion des communes")
    assert (line.actor, line.verb, line.authority) == (user, "rename", authority)
    assert line.reason.text == "Fusion des communes"
    assert "Fusion" not in line.canonical().decode()


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_rewrite_history(act):
    line = record(AuthorityFactory(), "rename", by=None)
    rows = JournalLine.objects.filter(pk=line.pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(verb="nothing") if act == "update" else rows._raw_delete("default")
    assert JournalLine.objects.get(pk=line.pk).verb == "rename"


def test_a_reason_can_be_erased_and_the_chain_still_holds():
    line = record(AuthorityFactory(), "rename", by=None, reason="Madame Untel est malade")
    chain.seal_pending()
    JournalReason.objects.filter(line=line).update(text="", salt="")
    assert list(chain.verify()) == []


@contextmanager
def somebody_at_the_database():
    """Whoever holds the database lifts the triggers; all is put back when the test has seen what it does."""
    with transaction.atomic():
        connection.check_constraints()
        triggers.remove(connection)
        yield
        transaction.set_rollback(True)


def findings():
    return [(f.kind, f.number, f.line_id) for f in chain.verify()]


@pytest.fixture
def sealed():
    lines = [record(AuthorityFactory(), "rename", by=None) for _ in range(3)]
    assert chain.seal_pending() == 3
    assert findings() == []
    return lines


def test_verify_names_the_seal_of_a_line_that_was_altered(sealed):
    with somebody_at_the_database():
        JournalLine.objects.filter(pk=sealed[1].pk).update(verb="nothing")
        assert findings() == [("break", 2, sealed[1].pk)]


def test_verify_names_the_seal_whose_line_is_gone(sealed):
    with somebody_at_the_database():
        JournalLine.objects.filter(pk=sealed[1].pk)._raw_delete("default")
        assert findings() == [("missing", 2, sealed[1].pk)]


def test_verify_tells_a_hole_in_the_chain_and_the_break_that_it_makes(sealed):
    with somebody_at_the_database():
        JournalSeal.objects.filter(number=2)._raw_delete("default")
        assert findings() == [("gap", 3, sealed[2].pk), ("break", 3, sealed[2].pk)]


def test_verify_finds_a_line_and_its_seal_removed_together(sealed):
    with somebody_at_the_database():
        JournalSeal.objects.filter(number=2)._raw_delete("default")
        JournalLine.objects.filter(pk=sealed[1].pk)._raw_delete("default")
        assert ("gap", 3, sealed[2].pk) in findings()


def test_verify_finds_a_seal_that_was_made_again(sealed):
    with somebody_at_the_database():
        JournalSeal.objects.filter(number=2).update(digest="0" * 64)
        assert [kind for kind, *_ in findings()] == ["break", "break"]


def test_a_line_may_wait_for_its_seal_for_an_hour(sealed):
    line = record(AuthorityFactory(), "rename", by=None)
    assert findings() == []
    with somebody_at_the_database():
        old = line.recorded_at - dt.timedelta(hours=1, minutes=1)
        JournalLine.objects.filter(pk=line.pk).update(recorded_at=old)
        assert findings() == [("unsealed", None, line.pk)]
        chain.seal_pending()
        assert findings() == []


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_touch_a_seal(sealed, act):
    rows = JournalSeal.objects.filter(number=2)
    before = rows.get().digest
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(digest="0" * 64) if act == "update" else rows._raw_delete("default")
    assert rows.get().digest == before


@pytest.mark.parametrize("table", triggers.TABLES)
def test_the_database_refuses_to_empty_the_journal(sealed, table):
    """SQLite has no TRUNCATE: there, emptying is a deletion, refused row by row."""
    truncate = f"TRUNCATE {table} CASCADE" if connection.vendor == "postgresql" else f"DELETE FROM {table}"
    connection.check_constraints()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(truncate)
    assert JournalSeal.objects.count() == 3


def test_a_caution_stops_until_somebody_gives_a_reason():
    caution = Caution("short_notice", "Le délai est court.")
    with pytest.raises(Warned, match="court"):
        heed([caution], "")
    assert heed([caution], "Urgence sanitaire") == (caution,)
