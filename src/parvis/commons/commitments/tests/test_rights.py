"""The row « Commitment » of the matrix of rights, persona by persona. A role counts within its scope."""

import pytest

from parvis.commons.commitments.models import Commitment, CommitmentReview, ProgressReport
from parvis.commons.commitments.tests.factories import (
    CommitmentFactory,
    CommitmentReviewFactory,
    ProgressReportFactory,
)
from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.schemes.tests.factories import SchemeFactory, user_on
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.accounts.visitor import Visitor
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory, DepartmentFactory

pytestmark = pytest.mark.django_db

P = Persona
VERBS = (
    "view",
    "change",
    "publish",
    "withdraw",
    "start",
    "report",
    "complete",
    "abandon",
    "reopen",
    "postpone",
    "review",
)
RUNS = set(VERBS)
DECIDES = {"view", "complete", "abandon", "reopen", "postpone"}
OWN = {"view", "start", "report"}
READS = {"view"}

ON_AUTHORITY = {P.OFFICER: RUNS, P.DIRECTOR: DECIDES, P.COUNCILLOR: READS, P.AUDITOR: READS}
ON_SCHEME = {
    P.OFFICER: RUNS, P.DIRECTOR: DECIDES, P.COUNCILLOR: READS, P.AGENT: OWN, P.MEMBER: READS, P.CHAIR: READS,
    P.PARTNER: READS, P.AUDITOR: READS,
}  # fmt: skip


def allowed(user, commitment):
    return {verb for verb in VERBS if user.has_perm(f"commitments.{verb}_commitment", commitment)}


def listed(user, commitment):
    return Commitment.objects.visible_to(user).filter(pk=commitment.pk).exists()


@pytest.mark.parametrize("persona", [*Persona])
def test_a_role_on_the_authority(persona):
    commitment = CommitmentFactory(scheme=None)
    user = user_with(persona, commitment.authority)
    expected = ON_AUTHORITY.get(persona, set())
    assert allowed(user, commitment) == expected
    assert listed(user, commitment) == ("view" in expected)


@pytest.mark.parametrize("persona", [*Persona])
def test_a_role_on_the_scheme_and_none_on_another(persona):
    scheme = SchemeFactory()
    commitment = CommitmentFactory(authority=scheme.authority, scheme=scheme)
    other = CommitmentFactory(authority=scheme.authority, scheme=SchemeFactory(authority=scheme.authority))
    user = user_on(persona, scheme)
    expected = ON_SCHEME.get(persona, set())
    assert allowed(user, commitment) == expected
    assert listed(user, commitment) == ("view" in expected)
    assert allowed(user, other) == set()
    assert not listed(user, other)


@pytest.mark.parametrize("persona", [*Persona])
def test_everybody_reads_a_public_promise_and_no_more_elsewhere(persona):
    commitment = CommitmentFactory(is_public=True)
    for user in (user_with(persona, AuthorityFactory()), UserFactory(), Visitor()):
        assert allowed(user, commitment) == READS
        assert listed(user, commitment)


def test_an_agent_moves_what_their_department_promised_and_nothing_else():
    commitment = CommitmentFactory()
    agent = user_with(P.AGENT, commitment.authority, department=commitment.department)
    other = CommitmentFactory(
        authority=commitment.authority, department=DepartmentFactory(authority=commitment.authority)
    )
    assert allowed(agent, commitment) == OWN
    assert listed(agent, commitment)
    assert allowed(agent, other) == set()
    assert not listed(agent, other)


def test_whoever_answers_for_a_promise_says_where_it_stands():
    commitment = CommitmentFactory()
    user = UserFactory()
    commitment.owner = PersonFactory(authority=commitment.authority, user=user)
    commitment.save()
    assert allowed(user, commitment) == OWN
    assert listed(user, commitment)


@pytest.mark.parametrize("factory", [ProgressReportFactory, CommitmentReviewFactory])
@pytest.mark.parametrize("persona", [*Persona])
def test_reports_and_reviews_are_read_with_their_promise(factory, persona):
    row = factory()
    model = type(row)
    user = user_with(persona, row.commitment.authority)
    reads = user.has_perm("commitments.view_commitment", row.commitment)
    assert user.has_perm(f"commitments.view_{model._meta.model_name}", row) == reads
    assert model.objects.visible_to(user).exists() == reads
    assert {ProgressReport, CommitmentReview} >= {model}
