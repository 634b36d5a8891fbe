"""Who reads the private files of a body and of a mandate (E.2, « Member private contact », « Meeting closed »)."""

import pytest

from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.schemes.tests.factories import user_on
from parvis.deliberation.bodies.tests.factories import BodyFactory, MembershipFactory
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.choices import STAFF, Persona
from parvis.ground.documents.models import StoredFile
from parvis.ground.documents.queries import files_of
from parvis.ground.documents.tests.factories import ProducedDocumentFactory, StoredFileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return BodyFactory(is_public=True)


@pytest.fixture
def letter(body):
    """The letter of appointment of somebody who has an account."""
    user = UserFactory()
    member = MembershipFactory(body=body, person=PersonFactory(authority=body.authority, user=user))
    return StoredFileFactory(authority=body.authority, owner=member)


def reads(user, stored):
    """What the rule says; the page and the list must say the same."""
    told = user.has_perm("documents.view_storedfile", stored)
    assert (stored in files_of(stored.owner, user)) == told
    assert StoredFile.objects.visible_to(user).filter(pk=stored.pk).exists() == told
    return told


@pytest.mark.parametrize("persona", STAFF)
def test_the_letter_of_a_member_is_read_by_the_mission_and_the_auditor(letter, persona):
    assert reads(user_with(persona, letter.authority), letter) == (persona in {Persona.OFFICER, Persona.AUDITOR})


def test_the_letter_of_a_member_is_read_by_its_reader_and_the_chair(body, letter):
    assert reads(letter.owner.person.user, letter)
    assert reads(user_on(Persona.CHAIR, body), letter)
    assert not reads(user_on(Persona.MEMBER, body), letter), "another member does not"


@pytest.mark.parametrize("persona", STAFF)
def test_the_private_files_of_a_body_are_for_those_who_run_or_control_it(body, persona):
    plan = StoredFileFactory(authority=body.authority, owner=body)
    readers = {Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR}
    assert reads(user_with(persona, body.authority), plan) == (persona in readers)


@pytest.mark.parametrize("persona", [Persona.MEMBER, Persona.CHAIR])
def test_the_private_files_of_a_body_are_for_its_members(body, persona):
    annex = StoredFileFactory(authority=body.authority, owner=body)
    assert reads(user_on(persona, body), annex)
    assert not reads(user_on(persona, BodyFactory(authority=body.authority)), annex)


def annex_of(body, kind="bodies.annex"):
    stored = StoredFileFactory(authority=body.authority, owner=body)
    ProducedDocumentFactory(authority=body.authority, stored=stored, about=body, kind=kind)
    return StoredFile.objects.get(pk=stored.pk)


@pytest.mark.parametrize("persona", STAFF)
def test_whoever_reads_a_body_at_the_desk_reads_its_annex(body, persona):
    assert reads(user_with(persona, body.authority), annex_of(body))


@pytest.mark.parametrize("persona", STAFF)
def test_a_composition_being_prepared_stays_with_those_who_prepare_it(body, persona):
    readers = {Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR}
    coming = annex_of(body, kind="bodies.annex_to_come")
    assert reads(user_with(persona, body.authority), coming) == (persona in readers)


@pytest.mark.parametrize("by_consent", [True, False])
def test_everybody_reads_the_annex_when_the_names_are_public(body, by_consent):
    body.names_by_consent = by_consent
    body.save(update_fields=["names_by_consent"])
    assert reads(UserFactory(), annex_of(body)) != by_consent
    assert reads(user_on(Persona.MEMBER, body), annex_of(body))
