import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from parvis.accountability.privacy import purging
from parvis.accountability.privacy.choices import PurgeStatus
from parvis.accountability.privacy.due import sleeping, warn_sleeping_accounts
from parvis.accountability.privacy.models import PurgeRun
from parvis.accountability.privacy.register import register
from parvis.accountability.privacy.retention import months_of, sentence
from parvis.accountability.privacy.subjects import declared
from parvis.commons.commitments.tests.factories import CommitmentFactory
from parvis.commons.people.models import Person
from parvis.commons.people.tests.factories import PersonFactory, PersonRoleFactory
from parvis.ground.accounts.models import User
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import Role
from parvis.ground.authorities.tests.factories import AuthorityFactory, LegalRuleFactory, RoleFactory
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.models import JournalLine
from parvis.ground.mailing.models import Message

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.make_aware(dt.datetime(2023, 1, 1))


def old_person(authority, **fields):
    """Somebody nobody wrote to for almost four years."""
    person = PersonFactory(authority=authority, **fields)
    Person.objects.filter(pk=person.pk).update(updated_at=LONG_AGO)
    return person


def run_purge(authority, by):
    return purging.approve(purging.prepare(authority, by=by), by=user_with(Persona.DIRECTOR, authority))


def test_a_purge_is_prepared_shown_approved_and_leaves_its_counts(authority, officer, director):
    person, recent = old_person(authority), PersonFactory(authority=authority)
    run = purging.prepare(authority, by=officer)
    assert run.planned == [{"model": "people.Person", "then": "erase", "months": 36, "count": 1}]
    person.refresh_from_db()
    assert person.email
    purging.approve(run, by=director)
    person.refresh_from_db()
    recent.refresh_from_db()
    assert (person.full_name, bool(recent.email)) == ("personne effacée", True)
    assert PurgeRun.objects.get().done == [{"model": "people.Person", "erased": 1, "left": 0}]
    assert [line.verb for line in JournalLine.objects.about(run).order_by("id")] == [
        "prepare_purge", "approve_purge", "purge",
    ]  # fmt: skip


def test_what_was_purged_is_not_counted_again(authority, officer):
    old_person(authority)
    run_purge(authority, officer)
    with pytest.raises(Refused, match="rien à purger"):
        purging.prepare(authority, by=officer)


def test_one_purge_waits_at_a_time_and_may_be_given_up(authority, officer):
    old_person(authority)
    run = purging.prepare(authority, by=officer)
    with pytest.raises(Refused, match="attend déjà"):
        purging.prepare(authority, by=officer)
    purging.discard(run, by=officer)
    assert purging.prepare(authority, by=officer).status == PurgeStatus.PREPARED


def test_two_people_who_approve_do_it_once(authority, officer, director):
    old_person(authority)
    run = purging.prepare(authority, by=officer)
    stale = PurgeRun.objects.get()
    purging.approve(run, by=director)
    with pytest.raises(Refused, match="changé d’état"):
        purging.approve(stale, by=director)


@pytest.mark.parametrize("need", ["account", "function", "promise"])
def test_a_person_that_something_still_names_stays(authority, officer, need):
    person = old_person(authority, user=UserFactory() if need == "account" else None)
    if need == "function":
        PersonRoleFactory(person=person)
    if need == "promise":
        CommitmentFactory(authority=authority, owner=person)
    with pytest.raises(Refused, match="rien à purger"):
        purging.prepare(authority, by=officer)


def test_nobody_approves_the_purge_that_they_prepared(authority, officer):
    person = old_person(authority)
    run = purging.prepare(authority, by=officer)
    assert not officer.has_perm("privacy.approve_purgerun", run)
    assert user_with(Persona.OFFICER, authority).has_perm("privacy.approve_purgerun", run)
    with pytest.raises(Refused, match="une autre personne"):
        purging.approve(run, by=officer)
    person.refresh_from_db()
    assert person.email
    with pytest.raises(IntegrityError), transaction.atomic():
        PurgeRun.objects.filter(pk=run.pk).update(approved_by=officer)


def test_what_was_used_again_between_preparation_and_approval_is_left(authority, officer, director):
    person = old_person(authority)
    run = purging.prepare(authority, by=officer)
    Person.objects.get(pk=person.pk).save()
    purging.approve(run, by=director)
    person.refresh_from_db()
    assert person.email


def test_another_authority_s_rows_are_never_touched(authority, officer):
    old_person(authority)
    other = old_person(AuthorityFactory())
    run_purge(authority, officer)
    other.refresh_from_db()
    assert other.email


def test_rows_without_fields_are_deleted(authority, officer):
    role = RoleFactory(authority=authority, ends_on=dt.date(2025, 1, 1))
    run_purge(authority, officer)
    assert not Role.objects.filter(pk=role.pk).exists()


def test_an_authority_may_keep_longer_or_shorter_by_its_own_rule(authority, officer):
    old_person(authority)
    LegalRuleFactory(authority=authority, code="retention.people.person", value=60)
    assert months_of(Person, Person.personal.retention, authority) == 60
    assert months_of(Person, Person.personal.retention, AuthorityFactory()) == 36
    with pytest.raises(Refused, match="rien à purger"):
        purging.prepare(authority, by=officer)


def asleep(authority, months, **fields):
    user = UserFactory(last_seen_at=clock.now() - dt.timedelta(days=30.44 * months), **fields)
    PersonFactory(authority=authority, user=user)
    return user


def test_an_account_that_slept_two_years_goes_and_its_record_lives_its_own_life(authority, officer):
    user, awake = asleep(authority, 25), asleep(authority, 20)
    run_purge(authority, officer)
    user.refresh_from_db()
    awake.refresh_from_db()
    assert (user.name, user.is_active, awake.is_active) == ("auteur supprimé", False, True)
    assert Person.objects.filter(authority=authority, user=None).count() == 1


@pytest.mark.parametrize("tie", ["role", "elsewhere"])
def test_an_account_that_works_or_is_known_elsewhere_stays(authority, officer, tie):
    user = asleep(authority, 25)
    user_with(Persona.AGENT, authority if tie == "role" else AuthorityFactory(), user=user)
    with pytest.raises(Refused, match="rien à purger"):
        purging.prepare(authority, by=officer)


def test_a_sleeping_account_is_warned_once_a_month_before(authority):
    user = asleep(authority, 23.5)
    asleep(authority, 20)
    assert list(sleeping(authority)) == [user]
    warn_sleeping_accounts(clock.now())
    warn_sleeping_accounts(clock.now())
    letter = Message.objects.get()
    assert (letter.letter, letter.user_id) == ("account_will_be_erased", user.pk)
    assert "16\xa0décembre" in letter.body or "16 décembre" in letter.body


def test_the_register_speaks_of_every_app_that_holds_personal_data(authority):
    told = register(authority)
    names = [app["name"] for app in told]
    assert "Personnes et organisations" in names
    assert "Engagements" in names
    entry = next(e for app in told for e in app["entries"] if e["table"] == "Personnes")
    assert entry["kept"] == "36\xa0mois après « dernière mise à jour », puis effacement"
    assert "téléphone" in entry["fields"]


def test_no_table_that_holds_personal_data_is_missing_from_the_register(authority):
    entries = [entry for app in register(authority) for entry in app["entries"]]
    assert len(entries) == len(declared())
    assert all(entry["purpose"] and entry["kept"] and entry["erased"] for entry in entries)


def test_a_table_kept_for_good_says_by_which_right(authority):
    from parvis.ground.journal.models import JournalLine as Line

    assert "preuve" in sentence(Line, Line.personal, authority)
    assert User.personal.retention is not None
