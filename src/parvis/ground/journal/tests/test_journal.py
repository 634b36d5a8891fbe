import pytest
from django.db import DatabaseError, connection, transaction

from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core.errors import Caution, Warned
from parvis.ground.journal import chain
from parvis.ground.journal.acts import heed, record
from parvis.ground.journal.models import JournalLine, JournalReason

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


def test_verify_names_the_seal_of_a_line_that_was_altered(django_db_blocker):
    from parvis.ground.journal import triggers

    lines = [record(AuthorityFactory(), "rename", by=None) for _ in range(3)]
    chain.seal_pending()
    triggers.remove(connection)
    JournalLine.objects.filter(pk=lines[1].pk).update(verb="nothing")
    triggers.install(connection)
    findings = list(chain.verify())
    assert [(f.kind, f.line_id) for f in findings] == [("break", lines[1].pk)]


def test_a_caution_stops_until_somebody_gives_a_reason():
    caution = Caution("short_notice", "Le délai est court.")
    with pytest.raises(Warned, match="court"):
        heed([caution], "")
    assert heed([caution], "Urgence sanitaire") == (caution,)
