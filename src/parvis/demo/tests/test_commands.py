"""`parvis demo` loads once, leaves real rows alone, and takes everything back; `parvis clock` moves the time."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from parvis.deliberation.bodies.models import Body
from parvis.deliberation.referrals import documents
from parvis.deliberation.referrals.models import Referral
from parvis.demo import worlds
from parvis.demo.data import T0, WORLDS
from parvis.demo.models import LoadedWorld
from parvis.ground.accounts.models import User
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.authorities.lifecycle import create_authority, grant_role
from parvis.ground.authorities.models import Authority, LegalRule, Role
from parvis.ground.core import clock
from parvis.ground.documents.models import ProducedDocument, StoredFile
from parvis.ground.journal import chain
from parvis.ground.journal.models import JournalLine

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_world")]
TECHNICAL = ("contenttypes", "auth", "sessions")


def counts():
    """Rows of every table of the product."""
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label not in TECHNICAL]
    return {m._meta.label: m._base_manager.count() for m in models if m is not LegalRule and not m._meta.proxy}


def test_it_says_what_it_loads_and_web_and_worker_live_at_that_moment(capsys):
    call_command("demo")
    told = capsys.readouterr().out
    assert "Département de l’Estuaire-Maritime… done" in told
    assert "16 November 2026" in told
    assert dt.timedelta() <= clock.now() - T0 < dt.timedelta(minutes=1)
    assert not clock.is_real()


def test_the_clock_may_stand_still():
    call_command("demo", "--freeze")
    assert clock.now() == T0


def test_a_second_run_changes_nothing_and_says_so(capsys):
    call_command("demo")
    before = counts()
    call_command("demo")
    assert counts() == before
    assert "already there: nothing was changed" in capsys.readouterr().out


def test_another_day_takes_the_place_of_the_first():
    call_command("demo")
    call_command("demo", "--at", "2026-01-20")
    assert LoadedWorld.objects.get().stands_at == worlds.moment_of(dt.date(2026, 1, 20))
    assert Referral.objects.get().status == "admitted"
    assert clock.today() == dt.date(2026, 1, 20)


def test_the_story_may_be_moved_so_that_it_stands_today():
    call_command("demo", "--today")
    moved = dt.timedelta(days=worlds.days_to_today())
    body = Body.objects.get(slug="comite-citoyen")
    assert clock.is_real()
    assert body.installed_on == dt.date(2026, 1, 13) + moved
    assert Referral.objects.get().status == "under_follow_up"


def test_it_refuses_to_sit_beside_a_real_authority():
    create_authority(host="vraie-ville.fr", slug="vraie-ville", name="Vraie ville", short_name="Ville", kind="commune")
    before = counts()
    with pytest.raises(CommandError, match="holds real rows"):
        call_command("demo")
    assert counts() == before


def test_it_refuses_to_sit_beside_a_real_account():
    UserFactory(email="agente@vraie-ville.fr")
    with pytest.raises(CommandError, match="1 accounts"):
        call_command("demo")
    assert not Authority.objects.exists()


def test_it_refuses_where_demonstrations_are_switched_off(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="PARVIS_DEMO"):
        call_command("demo")


def test_removing_leaves_no_row_no_file_and_the_real_time(django_capture_on_commit_callbacks):
    before = counts()
    call_command("demo")
    chain.seal_pending()
    files = [row.file for row in StoredFile.objects.all()]
    assert files
    with django_capture_on_commit_callbacks(execute=True):
        call_command("demo", "--remove")
    assert counts() == before
    assert not any(file.storage.exists(file.name) for file in files)
    assert clock.is_real()


def test_the_worker_writes_the_documents_of_the_past(run_jobs):
    call_command("demo")
    run_jobs()
    referral = Referral.objects.get()
    kinds = set(ProducedDocument.objects.about(referral).values_list("kind", flat=True))
    assert {documents.LETTER.code, documents.OPINION.code, documents.ANSWERS.code} <= kinds


def test_removing_twice_says_that_there_is_nothing(capsys):
    call_command("demo", "--remove")
    assert "no demonstration in this database" in capsys.readouterr().out


def test_the_journal_refuses_changes_again_once_the_demonstration_is_gone():
    from django.db import IntegrityError, transaction

    call_command("demo")
    call_command("demo", "--remove")
    create_authority(host="vraie-ville.fr", slug="vraie-ville", name="Vraie ville", short_name="Ville", kind="commune")
    with pytest.raises(IntegrityError), transaction.atomic():
        JournalLine.objects.update(verb="forged")


def test_a_real_authority_keeps_its_rows_its_journal_and_whoever_it_needs():
    call_command("demo")
    town = create_authority(
        host="vraie-ville.fr", slug="vraie-ville", name="Vraie ville", short_name="Ville", kind="commune"
    )
    helper = User.objects.get(email="baptiste.corlay@exemple.invalid")
    grant_role(town, user=helper, persona="officer", by=None)
    chain.seal_pending()
    call_command("demo", "--remove")
    assert list(Authority.objects.all()) == [town]
    assert list(User.objects.all()) == [helper]
    assert Role.objects.get().authority == town
    assert list(JournalLine.objects.order_by("pk").values_list("verb", flat=True)) == [
        "create_authority", "grant_role", "remove_demonstration",
    ]  # fmt: skip
    assert list(chain.verify()) == []


def test_the_clock_is_shown_frozen_shifted_and_released(capsys):
    call_command("clock", "freeze", "2026-03-16")
    assert clock.now().isoformat() == "2026-03-16T09:00:00+01:00"
    call_command("clock", "shift", "2026-03-16T18:30")
    assert clock.now().hour == 18
    call_command("clock", "show")
    assert "2026-03-16 18:30" in capsys.readouterr().out
    call_command("clock", "release")
    assert clock.is_real()


def test_a_moment_that_is_none_is_refused():
    with pytest.raises(CommandError, match="is not a day"):
        call_command("clock", "freeze", "demain")


def test_every_world_has_its_place_in_the_command():
    assert list(WORLDS) == ["orzenne", "tregonnec", "haute-verzone", "estuaire", "cerzelles"]
