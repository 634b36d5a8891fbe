import datetime as dt

import pytest

from parvis.commons.commitments.tests.factories import CommitmentFactory
from parvis.commons.people import duplicates, lifecycle, merging
from parvis.commons.people.choices import Purpose
from parvis.commons.people.models import Person, PersonMerge
from parvis.commons.people.tests.factories import ConsentFactory, PersonFactory, PersonRoleFactory
from parvis.commons.schemes.tests.factories import SchemeFactory
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.core.errors import Refused
from parvis.ground.journal.models import JournalLine
from parvis.ground.search.index import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(authority):
    return PersonFactory(authority=authority, given_name="Anne", family_name="Dubois", email="anne@exemple.invalid")


@pytest.fixture
def removed(authority):
    return PersonFactory(
        authority=authority, given_name="Anne", family_name="DUBOIS", email="", phone="06 12 34 56 78", city="Agen"
    )


def test_records_resemble_by_name_mail_or_phone_but_not_when_birth_dates_differ(authority, kept, removed):
    assert duplicates.pairs(authority) == [(kept, removed, ["même nom"])]
    assert duplicates.like(kept) == [(removed, ["même nom"])]
    Person.objects.filter(pk=kept.pk).update(birth_date=dt.date(1980, 1, 1))
    assert len(duplicates.pairs(authority)) == 1
    Person.objects.filter(pk=removed.pk).update(birth_date=dt.date(1981, 1, 1))
    assert duplicates.pairs(authority) == []


def test_a_phone_shared_by_a_whole_secretariat_says_nothing(authority):
    for n in range(21):
        PersonFactory(authority=authority, family_name=f"Nom{n}", phone="05 53 00 00 00")
    assert duplicates.pairs(authority) == []


def test_people_said_distinct_are_not_proposed_again(authority, kept, removed, officer):
    lifecycle.say_distinct(removed, kept, by=officer)
    assert duplicates.pairs(authority) == []
    assert duplicates.like(kept) == []


def test_a_merge_moves_all_that_named_the_other_record_and_fills_what_was_empty(kept, removed, officer):
    role = PersonRoleFactory(person=removed)
    scheme = SchemeFactory(authority=kept.authority, referring_councillor=removed)
    promise = CommitmentFactory(authority=kept.authority, owner=removed)
    merging.merge(kept, removed, by=officer)
    for row, field in ((role, "person"), (scheme, "referring_councillor"), (promise, "owner")):
        row.refresh_from_db()
        assert getattr(row, field) == kept
    kept.refresh_from_db()
    assert (kept.phone, kept.city, kept.email) == ("+33612345678", "Agen", "anne@exemple.invalid")
    assert list(Person.objects.all()) == [kept]


def test_a_merge_leaves_a_trace_of_ids_only(kept, removed, officer):
    role = PersonRoleFactory(person=removed)
    trace = merging.merge(kept, removed, by=officer)
    assert trace.moved == {"people.PersonRole.person": [role.pk]}
    assert set(trace.filled) == {"phone", "city"}
    line = JournalLine.objects.about(kept).get()
    assert line.facts == {"removed": removed.pk, "merge": trace.pk, "rows": 1}


def test_consents_stay_on_the_record_where_they_were_given_when_both_hold_one(kept, removed, officer):
    mine, other = ConsentFactory(person=kept), ConsentFactory(person=removed)
    alone = ConsentFactory(person=removed, purpose=Purpose.PHOTO)
    merging.merge(kept, removed, by=officer)
    assert set(kept.consents.all()) == {mine, alone}
    other.refresh_from_db()
    assert other.person_id == removed.pk


def test_the_account_follows_the_merge_and_two_accounts_stop_it(kept, removed, officer):
    user = UserFactory()
    lifecycle.link_account(removed, user=user, by=officer)
    merging.merge(kept, removed, by=officer)
    kept.refresh_from_db()
    assert kept.user == user
    third = PersonFactory(authority=kept.authority, user=UserFactory())
    with pytest.raises(Refused, match="ont un compte"):
        merging.merge(kept, third, by=officer)


@pytest.mark.parametrize("case", ["self", "elsewhere", "again"])
def test_merging_what_cannot_be_merged_is_refused(kept, removed, officer, case):
    other = {"self": kept, "elsewhere": PersonFactory(), "again": removed}[case]
    if case == "again":
        merging.merge(kept, removed, by=officer)
    with pytest.raises(Refused):
        merging.merge(kept, other, by=officer)


def test_a_merge_is_undone_and_each_record_has_its_own_again(kept, removed, officer):
    user = UserFactory()
    lifecycle.link_account(removed, user=user, by=officer)
    role, own = PersonRoleFactory(person=removed), PersonRoleFactory(person=kept)
    trace = merging.merge(kept, removed, by=officer)
    merging.undo_merge(trace, by=officer)
    kept.refresh_from_db()
    removed = Person.objects.get(pk=removed.pk)
    assert (kept.phone, kept.user, removed.phone, removed.user) == ("", None, "+33612345678", user)
    assert (list(kept.roles.all()), list(removed.roles.all())) == ([own], [role])
    with pytest.raises(Refused, match="déjà défaite"):
        merging.undo_merge(PersonMerge.objects.get(), by=officer)


@pytest.mark.django_db(transaction=True)
def test_search_forgets_the_merged_record_and_finds_it_again_after_the_undo(authority, kept, officer):
    removed = PersonFactory(authority=authority, family_name="Doublonnet", email="")
    assert len(search(officer, authority, "doublonnet")) == 1
    trace = merging.merge(kept, removed, by=officer)
    assert search(officer, authority, "doublonnet") == []
    merging.undo_merge(trace, by=officer)
    assert len(search(officer, authority, "doublonnet")) == 1
