"""Nobody reads the hours of an officer but themselves and the director: pages, lists, exports, search, feeds, files."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.commons.workload import lifecycle, statements
from parvis.commons.workload.models import (
    RecoveryUse,
    SaturdayAgreement,
    Trip,
    WorkMonth,
    WorkSession,
)
from parvis.commons.workload.tests.factories import AgreementFactory, TripFactory, UseFactory, at
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.accounts.visitor import Visitor
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import clock
from parvis.ground.core.gathering import gather
from parvis.ground.core.manifest import contributions
from parvis.ground.documents.models import ProducedDocument, StoredFile
from parvis.ground.journal.models import JournalLine
from parvis.ground.search import index

pytestmark = pytest.mark.django_db

WORD = "Hypocras"
"""A word that stands in every row of the officer, and nowhere else."""
MODELS = (WorkSession, RecoveryUse, Trip, SaturdayAgreement, WorkMonth)
OTHERS = [p for p in Persona if p not in (Persona.DIRECTOR, Persona.VISITOR)]


@pytest.fixture
def _rows(officer, authority):
    day = dt.date(2026, 11, 10)
    session = lifecycle.plan_session(
        officer, authority, by=officer, starts_at=at(day, 18), ends_at=at(day, 22, 15), label=WORD
    )
    lifecycle.note_session(
        session, by=officer, starts_at=at(day, 18), ends_at=at(day, 22, 15), km_tenths=360, origin=WORD,
        destination=WORD,
    )  # fmt: skip
    today = clock.today()
    lifecycle.plan_session(officer, authority, by=officer, starts_at=at(today, 19), ends_at=at(today, 21), label=WORD)
    UseFactory(user=officer, authority=authority, label=WORD)
    AgreementFactory(user=officer, authority=authority, reason=WORD)
    statements.produce_month(officer, authority, dt.date(2026, 11, 1), by=officer)


def records():
    """The address of every record of hours, and of each of its verbs."""
    names = {
        WorkSession: ("session", "do", "correct", "move", "cancel"),
        RecoveryUse: ("use", "take", "give_back"),
        Trip: ("trip", "trip_amend", "trip_remove"),
        SaturdayAgreement: ("agreement", "grant", "refuse_saturday", "withdraw"),
    }
    for model, verbs in names.items():
        for name in verbs:
            yield reverse(f"desk:workload:{name}", args=[model.objects.first().pk])


@pytest.mark.usefixtures("_rows")
@pytest.mark.parametrize("persona", OTHERS)
def test_no_other_persona_finds_a_row_a_page_an_export_or_a_word(here, authority, persona):
    user = user_with(persona, authority)
    for model in MODELS:
        assert not model.objects.visible_to(user).exists(), model
        assert not user.has_perm(f"workload.view_{model._meta.model_name}", model.objects.first()), model
    here.force_login(user)
    for path in records():
        assert here.get(path).status_code in (403, 404), path
        assert here.post(path).status_code in (403, 404), path
    for name in ("day", "month", "sessions", "uses", "trips", "agreements", "team"):
        path = reverse(f"desk:workload:{name}")
        for query in ("", "?format=csv", f"?q={WORD}", "?mois=2026-11", "?jour=2026-11-16"):
            answer = here.get(path + query)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert WORD.encode() not in body.replace(f"q={WORD}".encode(), b"").replace(
                f'value="{WORD}"'.encode(), b""
            ).replace(f"Rechercher : {WORD}".encode(), b""), path + query
    assert index.search(user, authority, WORD) == []
    assert not StoredFile.objects.visible_to(user).filter(produced__kind__startswith="workload").exists()
    assert not ProducedDocument.objects.visible_to(user).exists()


@pytest.mark.usefixtures("_rows")
@pytest.mark.parametrize("persona", [*OTHERS, Persona.DIRECTOR])
def test_no_calendar_feed_or_due_list_tells_them(authority, persona):
    user = user_with(persona, authority)
    year = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    dated = [e for give in contributions("calendar", authority) for e in give(authority, user, *year)]
    news = [n for give in contributions("news", authority) for n in give(authority)]
    due = gather(s for give in contributions("due", authority) for s in give(user, authority, clock.today()))
    recent = gather(s for give in contributions("recent", authority) for s in give(user, authority))
    assert WORD not in " ".join(map(str, [*dated, *news, *due, *recent]))


@pytest.mark.usefixtures("_rows")
def test_the_journal_tells_what_was_done_and_never_the_hours(here, authority):
    here.force_login(user_with(Persona.AUDITOR, authority))
    page = here.get(reverse("desk:settings:journal-list")).content.decode()
    assert "Séance créditée" in page
    assert WORD not in page
    ours = JournalLine.objects.filter(content_type__app_label="workload")
    assert ours.exists()
    assert not [line.facts for line in ours if line.facts.keys() - {"kind", "files", "version", "file", "sha256"}]
    assert not ours.exclude(reason_hash="").exists()


@pytest.mark.usefixtures("_rows")
def test_the_officer_and_the_director_read_them(here, officer, authority, director):
    for user in (officer, director):
        for model in MODELS:
            assert model.objects.visible_to(user).exists()
        here.force_login(user)
        session = WorkSession.objects.first()
        assert WORD in here.get(session.get_desk_url()).content.decode()


@pytest.mark.usefixtures("_rows")
def test_the_director_reads_sums_and_moves_nothing(here, authority, director):
    here.force_login(director)
    page = here.get(reverse("desk:workload:team")).content.decode()
    assert "4\u00a0h\u00a015" in page
    assert WORD not in page
    session = WorkSession.objects.first()
    for name in ("do", "correct", "move", "cancel"):
        assert here.post(reverse(f"desk:workload:{name}", args=[session.pk])).status_code == 403
    assert here.get(reverse("desk:workload:sessions")).status_code == 403


@pytest.mark.usefixtures("_rows")
def test_a_director_who_is_an_officer_too_lists_their_own_hours_only(here, authority, director):
    from parvis.ground.authorities.tests.factories import RoleFactory

    RoleFactory(authority=authority, user=director, persona=Persona.OFFICER)
    TripFactory(user=director, authority=authority, purpose="Visite du lac")
    here.force_login(director)
    page = here.get(reverse("desk:workload:trips")).content.decode()
    assert "Visite du lac" in page
    assert WORD not in page


@pytest.mark.usefixtures("_rows")
def test_the_director_of_another_authority_the_account_and_the_visitor_find_nothing(officer):
    elsewhere = user_with(Persona.DIRECTOR, AuthorityFactory())
    for user in (elsewhere, UserFactory(), Visitor()):
        for model in MODELS:
            assert not model.objects.visible_to(user).exists()
