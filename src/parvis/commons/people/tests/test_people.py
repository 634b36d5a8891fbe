import datetime as dt

import pytest
from django.db import IntegrityError

from parvis.commons.people import lifecycle, phones, queries
from parvis.commons.people.choices import Purpose, RoleKind
from parvis.commons.people.models import Consent, Organisation, Person, PersonRole
from parvis.commons.people.tests.factories import (
    ConsentFactory,
    ElectedRoleFactory,
    OrganisationFactory,
    PersonFactory,
    PersonRoleFactory,
)
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.lifecycle import break_glass
from parvis.ground.authorities.tests.factories import AuthorityFactory, DepartmentFactory, RoleFactory
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.journal.models import JournalLine
from parvis.ground.search.index import search

pytestmark = pytest.mark.django_db


def test_names_are_compared_without_accents_case_hyphens_or_order():
    one = PersonFactory(given_name="Anne-Hélène", family_name="LE GOFF")
    other = PersonFactory(given_name="Le Goff", family_name="anne helene")
    assert one.folded_name == other.folded_name == "anne goff helene le"


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("06 12 34 56 78", "+33612345678", "06 12 34 56 78"),
        ("+32 2 501 02 11", "+3225010211", "+32 2 501 02 11"),
        ("poste 12", "poste 12", "poste 12"),
        ("", "", ""),
    ],
)
def test_one_number_has_one_form(typed, kept, shown):
    assert phones.canonical(typed) == kept
    assert phones.shown(kept) == shown


def test_age_is_counted_in_whole_years():
    person = PersonFactory(birth_date=dt.date(2000, 11, 17))
    assert person.age_on(dt.date(2026, 11, 16)) == 25
    assert person.age_on(dt.date(2026, 11, 17)) == 26
    assert PersonFactory(birth_date=None).age_on(dt.date(2026, 1, 1)) is None


def test_a_letter_goes_by_the_channel_that_was_chosen():
    person = PersonFactory(channel="post", address_line="3 rue du Port", postcode="47000", city="Agen")
    recipient = person.recipient()
    assert recipient.usable_channel() == "post"
    assert recipient.postal.splitlines() == [person.full_name, "3 rue du Port", "47000 Agen"]
    assert PersonFactory(address_line="3 rue du Port").recipient().postal == ""


def test_an_account_has_one_record_per_authority(authority):
    user = UserFactory()
    person = PersonFactory(authority=authority, user=user)
    PersonFactory(user=user)
    assert queries.person_of(user, authority) == person
    with pytest.raises(IntegrityError):
        PersonFactory(authority=authority, user=user)


def test_linking_an_account_twice_is_refused_in_words(authority, officer):
    user = UserFactory()
    PersonFactory(authority=authority, user=user)
    with pytest.raises(Refused, match="fusionnez"):
        lifecycle.link_account(PersonFactory(authority=authority), user=user, by=officer)


def test_an_elected_member_is_one_between_the_dates_of_the_seat():
    seat = ElectedRoleFactory(starts_on=dt.date(2026, 3, 28), ends_on=dt.date(2032, 3, 31))
    assert queries.is_elected_member(seat.person, dt.date(2026, 3, 28))
    assert not queries.is_elected_member(seat.person, dt.date(2026, 3, 27))
    assert list(Person.objects.elected_on(dt.date(2032, 4, 1))) == []
    assert not queries.is_elected_member(PersonRoleFactory().person)


def test_only_a_seat_on_the_assembly_goes_without_an_organisation(officer):
    person = PersonFactory()
    with pytest.raises(Refused, match="Indiquez l’organisation"):
        lifecycle.add_role(person, kind=RoleKind.REPRESENTATIVE, by=officer)
    with pytest.raises(Refused, match="pas connue ici"):
        lifecycle.add_role(person, kind=RoleKind.EXPERT, organisation=OrganisationFactory(), by=officer)
    with pytest.raises(IntegrityError):
        PersonRoleFactory(organisation=None)


def test_a_role_that_ends_stays_in_the_record(officer):
    role = PersonRoleFactory(starts_on=dt.date(2020, 1, 1))
    stale = PersonRole.objects.get(pk=role.pk)
    lifecycle.end_role(role, by=officer)
    assert role.ends_on == dt.date(2026, 11, 15)
    with pytest.raises(Refused, match="quelqu’un d’autre"):
        lifecycle.end_role(stale, by=officer)


def test_a_record_that_exists_warns_before_a_second_one_is_made(authority, officer):
    PersonFactory(authority=authority, given_name="Anne", family_name="Dubois", email="anne@exemple.invalid")
    fields = {"given_name": "Anne", "family_name": "DUBOIS", "email": "autre@exemple.invalid"}
    with pytest.raises(Warned, match="même nom"):
        lifecycle.create_person(authority, by=officer, **fields)
    person = lifecycle.create_person(authority, by=officer, override="Sa fille, même prénom.", **fields)
    assert JournalLine.objects.about(person).get().cautions == ["possible_duplicate"]


def test_the_journal_names_the_fields_and_never_what_they_hold(officer):
    person = PersonFactory(city="Agen")
    lifecycle.change_person(person, by=officer, city="Nérac", occupation=person.occupation)
    assert JournalLine.objects.about(person).get().facts == {"fields": ["city"]}


def test_a_consent_is_a_line_that_is_given_and_withdrawn_never_rewritten(officer):
    person = PersonFactory()
    consent = lifecycle.give_consent(person, purpose=Purpose.PHOTO, proof="Formulaire", by=officer)
    assert lifecycle.give_consent(person, purpose=Purpose.PHOTO, proof="Encore", by=officer) == consent
    assert Person.objects.get(pk=person.pk).consents_to(Purpose.PHOTO)
    lifecycle.withdraw_consent(consent, by=officer)
    assert not Person.objects.get(pk=person.pk).consents_to(Purpose.PHOTO)
    with pytest.raises(Refused, match="déjà retiré"):
        lifecycle.withdraw_consent(consent, by=officer)
    lifecycle.give_consent(person, purpose=Purpose.PHOTO, proof="Nouveau formulaire", by=officer)
    assert Consent.objects.filter(person=person).count() == 2


@pytest.mark.parametrize("wrong", [{"proof": " "}, {"purpose": "anything"}])
def test_a_consent_without_proof_or_purpose_is_refused(officer, wrong):
    with pytest.raises(Refused):
        lifecycle.give_consent(PersonFactory(), **{"purpose": Purpose.NAME, "proof": "x", "by": officer, **wrong})


def test_the_database_keeps_one_consent_in_force_per_purpose():
    consent = ConsentFactory()
    with pytest.raises(IntegrityError):
        ConsentFactory(person=consent.person)


def test_two_organisations_do_not_share_a_siret(authority, officer):
    OrganisationFactory(authority=authority, siret="21860194600013")
    with pytest.raises(Refused, match="SIRET"):
        lifecycle.create_organisation(authority, by=officer, name="Autre", siret="21860194600013")


@pytest.mark.django_db(transaction=True)
def test_a_person_is_found_by_who_may_see_them_and_by_nobody_else(authority, officer):
    person = PersonFactory(authority=authority, given_name="Mathilde", family_name="Larrieu")
    assert [e.title for e in search(officer, authority, "larrieu")] == [person.full_name]
    assert search(user_with(Persona.AGENT, authority), authority, "larrieu") == []
    assert search(user_with(Persona.OFFICER, AuthorityFactory()), authority, "larrieu") == []


READERS = {Persona.OFFICER, Persona.DIRECTOR, Persona.CABINET, Persona.AUDITOR}


@pytest.mark.parametrize("persona", [*Persona])
def test_who_reads_a_person_follows_the_matrix_and_the_list_says_the_same(authority, persona):
    person, user = PersonFactory(authority=authority), user_with(persona, authority)
    reads = persona in READERS
    assert user.has_perm("people.view_person", person) == reads
    assert Person.objects.visible_to(user).filter(pk=person.pk).exists() == reads
    assert user.has_perm("people.contact_person", person) == (persona in {Persona.OFFICER, Persona.AUDITOR})
    assert user.has_perm("people.change_person", person) == (persona == Persona.OFFICER)
    assert user.has_perm("people.export_person", authority) == (persona == Persona.OFFICER)
    stranger = user_with(persona, AuthorityFactory())
    assert not stranger.has_perm("people.view_person", person)
    assert not Person.objects.visible_to(stranger).exists()


def test_an_agent_reads_the_people_of_their_own_service_and_not_how_to_reach_them_at_home(authority):
    service, other = DepartmentFactory.create_batch(2, authority=authority)
    agent = RoleFactory(authority=authority, persona=Persona.AGENT, department=service).user
    colleague, neighbour = (
        PersonFactory(
            authority=authority, user=RoleFactory(authority=authority, persona=persona, department=there).user
        )
        for persona, there in ((Persona.DIRECTOR, service), (Persona.AGENT, other))
    )
    assert agent.has_perm("people.list_person", authority)
    assert list(Person.objects.visible_to(agent)) == [colleague]
    assert agent.has_perm("people.view_person", colleague)
    assert not agent.has_perm("people.view_person", neighbour)
    assert not agent.has_perm("people.contact_person", colleague)


@pytest.mark.parametrize("persona", [*Persona])
def test_everybody_reads_their_own_record_and_organisation(authority, persona):
    user = user_with(persona, authority)
    role = PersonRoleFactory(person__authority=authority, person__user=user)
    for obj in (role.person, role.organisation):
        model = obj._meta.model_name
        assert user.has_perm(f"people.view_{model}", obj)
        assert type(obj).objects.visible_to(user).filter(pk=obj.pk).exists()


@pytest.mark.parametrize("persona", [*Persona])
def test_organisations_follow_the_same_matrix(authority, persona):
    organisation, user = OrganisationFactory(authority=authority), user_with(persona, authority)
    listed = Organisation.objects.visible_to(user).filter(pk=organisation.pk).exists()
    assert listed == user.has_perm("people.view_organisation", organisation) == (persona in READERS)


def test_an_administrator_reads_people_only_while_the_glass_is_broken(authority):
    admin, person = user_with(Persona.ADMIN, authority), PersonFactory(authority=authority)
    assert not admin.has_perm("people.view_person", person)
    break_glass(authority, user=admin, reason="Erreur signalée sur une fiche.")
    assert admin.has_perm("people.view_person", person)
    assert list(Person.objects.visible_to(admin)) == [person]
