"""The states of a record worth asking about at its door: a file lives, and who may enter changes with it.

model → {name of the situation: how to make the record}. A model that is not named here is asked about once, as its
factory makes it: a body in office, a mandate that runs.
"""

import datetime as dt
from functools import partial

from parvis.commons.commitments.models import Commitment
from parvis.commons.commitments.tests.factories import CommitmentFactory
from parvis.commons.finance.models import Budget, BudgetLine
from parvis.commons.finance.tests.factories import BudgetFactory, BudgetLineFactory, SchemeBudgetFactory
from parvis.commons.schemes.models import Scheme
from parvis.commons.schemes.tests.factories import user_on
from parvis.commons.workload.models import RecoveryUse, SaturdayAgreement, Trip, WorkSession
from parvis.commons.workload.tests.factories import AgreementFactory, SessionFactory, TripFactory, UseFactory
from parvis.commons.writing.choices import Status as TextStatus
from parvis.commons.writing.models import Comment, MinorityPosition, Recommendation, Text
from parvis.commons.writing.tests.factories import (
    CommentFactory,
    MinorityPositionFactory,
    RecommendationFactory,
    TextFactory,
    VersionFactory,
)
from parvis.deliberation.bodies.tests.factories import BodyFactory
from parvis.deliberation.logistics.models import LogisticNeed
from parvis.deliberation.logistics.tests.factories import LogisticNeedFactory, OrderedNeedFactory
from parvis.deliberation.meetings.models import ActionPoint, Decision, Meeting, Minutes
from parvis.deliberation.meetings.tests.factories import (
    ActionPointFactory,
    DecisionFactory,
    HeldMeetingFactory,
    MeetingFactory,
    MinutesFactory,
)
from parvis.deliberation.referrals.choices import Kind, Status
from parvis.deliberation.referrals.models import (
    FollowUpReview,
    Hearing,
    RecommendationResponse,
    Referral,
    WorkStep,
)
from parvis.deliberation.referrals.tests.factories import (
    FollowUpReviewFactory,
    HearingFactory,
    ReferralFactory,
    WorkStepFactory,
)
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.tests.factories import AuthorityFactory, DepartmentFactory
from parvis.ground.documents.models import StoredFile
from parvis.ground.documents.tests.factories import StoredFileFactory

THEN = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)


def referral(status, kind=Kind.REFERRAL):
    """A file that names the service asked, and its author: an elected member, or a member of the body."""
    body = BodyFactory()
    department = DepartmentFactory(authority=body.authority)
    of_the_body = kind == Kind.SELF_REFERRAL
    author = user_on("member", body.scheme_ptr) if of_the_body else user_with("councillor", body.authority)
    made = ReferralFactory(body=body, status=status, kind=kind, lead_department=department, drafted_by=author)
    if made.text:
        VersionFactory(text=made.text)
    return made


def text(status, **values):
    """A text of a body, which one service was asked about."""
    made = TextFactory(scheme=Scheme.objects.get(pk=BodyFactory().pk))
    VersionFactory(text=made)
    made.readers.add(DepartmentFactory(authority=made.authority))
    Text.objects.filter(pk=made.pk).update(status=status, **values)
    return Text.objects.get(pk=made.pk)


def commenting():
    return text(TextStatus.COMMENTING, comments_until=dt.date(2099, 1, 1))


def adopted():
    return text(TextStatus.ADOPTED, locked_at=THEN, fingerprint="0" * 64)


def published():
    return text(TextStatus.PUBLISHED, locked_at=THEN, fingerprint="0" * 64, published_at=THEN)


def response(status):
    """An answer to one recommendation of a file."""
    file = referral(status)
    recommendation = RecommendationFactory(text=file.text, addressee=file.lead_department)
    return RecommendationResponse.objects.create(referral=file, recommendation=recommendation)


def position(its_text):
    """A minority position, written by a member."""
    return MinorityPositionFactory(text=its_text, written_by=user_on("member", its_text.scheme))


def papers(status):
    """A private paper of a file; whoever its page lists may read it."""
    file = referral(status)
    return StoredFileFactory(authority=file.authority, owner=file, alternative="<p>Le même, en texte.</p>")


def promise(**values):
    """What was promised to a body."""
    body = BodyFactory()
    return CommitmentFactory(authority=body.authority, scheme=body.scheme_ptr, **values)


def held(status, **values):
    """A meeting that took place, its minutes in this state."""
    return HeldMeetingFactory(status=status, **values)


def of_a_department(factory, *, meeting):
    """Something that a department of the authority must do after a meeting."""
    return factory(meeting=meeting, department=DepartmentFactory(authority=meeting.authority), owner_label="")


def of_an_officer(factory):
    """A row of hours whose owner works here: they enter, other officers do not."""
    authority = AuthorityFactory()
    return factory(authority=authority, user=user_with("officer", authority))


SITUATIONS = {
    **{
        model: {"of an officer": partial(of_an_officer, factory)}
        for model, factory in (
            (WorkSession, SessionFactory),
            (RecoveryUse, UseFactory),
            (Trip, TripFactory),
            (SaturdayAgreement, AgreementFactory),
        )
    },
    Budget: {
        "of the mission": BudgetFactory,
        "of a scheme": SchemeBudgetFactory,
        "opened to members": lambda: SchemeBudgetFactory(open_to_members=True),
    },
    BudgetLine: {
        "of the mission": BudgetLineFactory,
        "of a scheme": lambda: BudgetLineFactory(budget=SchemeBudgetFactory()),
    },
    Commitment: {
        "to a body, not public": promise,
        "to a body, public": lambda: promise(is_public=True),
        "to nobody in particular, not public": CommitmentFactory,
    },
    LogisticNeed: {"being prepared": LogisticNeedFactory, "asked of a service": OrderedNeedFactory},
    Meeting: {
        "closed": lambda: MeetingFactory(is_public=False),
        "public": lambda: MeetingFactory(is_public=True),
    },
    Minutes: {
        "being written": lambda: MinutesFactory(meeting=held("minutes_draft")),
        "published": lambda: MinutesFactory(meeting=held("minutes_published")),
        "published, closed meeting": lambda: MinutesFactory(meeting=held("minutes_published", is_public=False)),
    },
    Decision: {"being written": lambda: DecisionFactory(meeting=held("minutes_draft"))},
    ActionPoint: {"of a department": lambda: of_a_department(ActionPointFactory, meeting=held("minutes_published"))},
    Referral: {
        "draft": lambda: referral(Status.DRAFT),
        "draft of the body": lambda: referral(Status.DRAFT, kind=Kind.SELF_REFERRAL),
        "submitted": lambda: referral(Status.SUBMITTED),
        "at work": lambda: referral(Status.OPINION_DRAFTING),
        "transmitted": lambda: referral(Status.TRANSMITTED),
        "followed up": lambda: referral(Status.UNDER_FOLLOW_UP),
    },
    Hearing: {"at work": lambda: HearingFactory(referral=referral(Status.IN_PROGRESS))},
    WorkStep: {"at work": lambda: WorkStepFactory(referral=referral(Status.IN_PROGRESS))},
    FollowUpReview: {"followed up": lambda: FollowUpReviewFactory(referral=referral(Status.UNDER_FOLLOW_UP))},
    RecommendationResponse: {"transmitted": lambda: response(Status.TRANSMITTED)},
    Text: {
        "drafting": lambda: text(TextStatus.DRAFTING),
        "commenting": commenting,
        "adopted": adopted,
        "published": published,
    },
    StoredFile: {
        "private, of a file at work": lambda: papers(Status.IN_PROGRESS),
        "private, of a file followed up": lambda: papers(Status.UNDER_FOLLOW_UP),
    },
    Comment: {
        "commenting": lambda: CommentFactory(text=commenting()),
        "adopted": lambda: CommentFactory(text=adopted()),
    },
    Recommendation: {
        "drafting": lambda: RecommendationFactory(text=text(TextStatus.DRAFTING)),
        "adopted": lambda: RecommendationFactory(text=adopted()),
    },
    MinorityPosition: {
        "drafting": lambda: position(text(TextStatus.DRAFTING)),
        "adopted": lambda: position(adopted()),
    },
}
