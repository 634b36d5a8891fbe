"""Who reads the working file of a referral, persona by persona (matrix E.2, « Referral, opinion draft »)."""

import pytest

from parvis.commons.schemes.tests.factories import user_on
from parvis.deliberation.bodies.tests.factories import BodyFactory
from parvis.deliberation.referrals.choices import Status
from parvis.deliberation.referrals.tests.factories import ReferralFactory
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.choices import STAFF, Persona
from parvis.ground.authorities.tests.factories import DepartmentFactory, RoleFactory
from parvis.ground.documents.models import StoredFile
from parvis.ground.documents.queries import files_of
from parvis.ground.documents.tests.factories import StoredFileFactory

WORKING = {Persona.OFFICER, Persona.AUDITOR}


@pytest.fixture
def referral(small, service):
    return ReferralFactory(body=small, status=Status.SUBMITTED, lead_department=service)


@pytest.fixture
def note(referral):
    return StoredFileFactory(authority=referral.authority, owner=referral, title="Note de travail")


def reads(user, stored):
    """What the rule says; the page and the list must say the same."""
    told = user.has_perm("documents.view_storedfile", stored)
    assert (stored in files_of(stored.owner, user)) == told
    assert StoredFile.objects.visible_to(user).filter(pk=stored.pk).exists() == told
    return told


@pytest.mark.parametrize("persona", STAFF)
def test_the_desk_does_not_read_a_working_file_because_it_is_the_desk(note, persona):
    user = user_with(persona, note.authority)
    assert user.has_perm("referrals.view_referral", note.owner), "the question itself is known to all"
    assert reads(user, note) == (persona in WORKING)


@pytest.mark.parametrize("persona", [Persona.MEMBER, Persona.CHAIR, Persona.OFFICER])
def test_the_people_of_the_body_read_it(small, note, persona):
    assert reads(user_on(persona, small), note)
    assert not reads(user_on(persona, BodyFactory(authority=small.authority)), note), "those of another body do not"


def test_the_service_asked_reads_it_and_another_one_does_not(note, service):
    other = DepartmentFactory(authority=note.authority)
    asked, apart = (
        RoleFactory(authority=note.authority, persona=Persona.AGENT, department=each).user for each in (service, other)
    )
    assert reads(asked, note)
    assert not reads(apart, note)


def test_whoever_wrote_the_question_reads_what_comes_with_it(referral, note):
    referral.drafted_by = user_with(Persona.COUNCILLOR, referral.authority)
    referral.save()
    assert reads(referral.drafted_by, note)
    assert not reads(UserFactory(), note)


@pytest.mark.parametrize("persona", [Persona.COUNCILLOR, Persona.DIRECTOR])
def test_those_who_answer_read_it_once_the_opinion_is_transmitted(persona, referral, note):
    transmitted = ReferralFactory(body=referral.body, status=Status.TRANSMITTED)
    opinion = StoredFileFactory(authority=referral.authority, owner=transmitted)
    user = user_with(persona, referral.authority)
    assert reads(user, opinion)
    assert not reads(user, note), "not before"
    assert not reads(user_with(Persona.CABINET, referral.authority), opinion)
