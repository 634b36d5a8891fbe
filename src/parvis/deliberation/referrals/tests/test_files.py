"""Who reads the working file of a referral, persona by persona (matrix E.2, « Referral, opinion draft »)."""

import pytest

from parvis.commons.schemes.tests.factories import user_on
from parvis.deliberation.bodies.tests.factories import BodyFactory
from parvis.deliberation.referrals import documents, tasks
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


def test_whoever_writes_the_question_reads_what_comes_with_it_until_the_body_has_it(small, note):
    author = user_with(Persona.COUNCILLOR, small.authority)
    draft, sent = (ReferralFactory(body=small, drafted_by=author, status=s) for s in (Status.DRAFT, Status.SUBMITTED))
    enclosed, working_paper = (StoredFileFactory(authority=small.authority, owner=owner) for owner in (draft, sent))
    assert reads(author, enclosed)
    assert not reads(author, working_paper), "from there on, the papers are the body's"
    assert not reads(UserFactory(), note)


@pytest.mark.parametrize("persona", [Persona.COUNCILLOR, Persona.DIRECTOR, Persona.CABINET])
@pytest.mark.parametrize("status", [Status.OPINION_DRAFTING, Status.TRANSMITTED, Status.UNDER_FOLLOW_UP])
def test_those_who_decide_never_read_the_working_papers(persona, status, small):
    referral = ReferralFactory(body=small, status=status)
    assert not reads(user_with(persona, small.authority), StoredFileFactory(authority=small.authority, owner=referral))


@pytest.mark.parametrize("persona", [Persona.COUNCILLOR, Persona.DIRECTOR, Persona.CABINET])
def test_they_read_the_acts_which_everybody_reads(persona, small, officer):
    referral = ReferralFactory(body=small, status=Status.TRANSMITTED, letter_html="<p>Madame, Monsieur,</p>")
    user = user_with(persona, small.authority)
    for code in (documents.LETTER.code, documents.ANSWERS.code):
        for made in tasks.produce(referral, code, by=officer):
            assert made.stored.is_public
            assert reads(user, made.stored)


def test_the_public_page_offers_the_documents_that_are_public_and_no_working_paper(client, referral, note):
    StoredFileFactory(authority=referral.authority, owner=referral, title="Lettre de saisine", is_public=True)
    page = client.get(referral.get_absolute_url(), HTTP_HOST=referral.authority.primary_host()).content.decode()
    assert "Lettre de saisine" in page
    assert note.title not in page
