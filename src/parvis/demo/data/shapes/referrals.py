"""Referrals, opinions, answers, commitments."""

from dataclasses import dataclass
from datetime import date, datetime

from .base import Step


@dataclass(frozen=True, kw_only=True)
class WorkStage:
    """A dated line of the work plan of a referral."""

    on: date
    title: str
    text: str = ""

    @property
    def since(self) -> date:
        return self.on


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """Somebody heard by the body on a referral."""

    key: str
    on: date
    guest: str
    capacity: str
    place: str
    summary: str
    department: str | None = None

    @property
    def since(self) -> date:
        return self.on


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What somebody brought to the work, whatever the channel."""

    key: str
    on: date
    author: str  # person, or ""
    author_label: str
    channel: str  # web | paper | phone | street | meeting | desk
    text: str

    @property
    def since(self) -> date:
        return self.on


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph of an opinion; its key stays from one version to the next."""

    key: str
    kind: str  # heading | text | item
    text: str


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version of the text of an opinion."""

    number: int
    at: datetime
    by: str
    label: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def since(self) -> date:
        return self.at.date()


@dataclass(frozen=True, kw_only=True)
class Comment:
    """A member's remark on a paragraph and what became of it."""

    key: str
    version: int
    paragraph: str
    author: str
    at: datetime
    text: str
    outcome: str = ""  # "" | taken_up | refused
    reason: str = ""
    settled_at: datetime | None = None
    settled_by: str | None = None

    @property
    def since(self) -> date:
        return self.at.date()


@dataclass(frozen=True, kw_only=True)
class DebateNote:
    """What was said in a debate, tagged by theme."""

    key: str
    on: date
    kind: str  # verbatim | idea | for | against | question | emotion
    theme: str
    text: str
    by: str | None = None

    @property
    def since(self) -> date:
        return self.on


@dataclass(frozen=True, kw_only=True)
class Divergence:
    """A disagreement kept visible: what it is about and who holds what."""

    key: str
    on: date
    subject: str
    positions: tuple[tuple[str, int], ...]  # (position, number of holders)

    @property
    def since(self) -> date:
        return self.on


@dataclass(frozen=True, kw_only=True)
class MinorityPosition:
    """A position written by its holders, of the same rank as the opinion."""

    key: str
    at: datetime
    title: str
    holders: tuple[str, ...]
    text: str
    votes: tuple[int, int, int] | None = None  # for, against, abstentions on the disputed point

    @property
    def since(self) -> date:
        return self.at.date()


@dataclass(frozen=True, kw_only=True)
class Adoption:
    """How an opinion was adopted."""

    at: datetime
    mode: str  # plenary | written
    meeting: str | None
    members: int
    quorum: int
    present: int
    proxies: int
    in_favour: int
    against: int
    abstentions: int

    @property
    def since(self) -> date:
        return self.at.date()

    @property
    def voters(self) -> int:
        return self.present + self.proxies


@dataclass(frozen=True, kw_only=True)
class Response:
    """The reasoned response to one recommendation."""

    status: str  # accepted | partly | under_study | refused
    reason: str
    on: date
    by: str
    department: str
    due_on: date | None = None
    budget_cents: int | None = None

    @property
    def since(self) -> date:
        return self.on


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """A numbered recommendation with its addressee, and the response when there is one."""

    key: str  # unique in the authority: "<referral>-r<number>"
    number: int
    text: str
    addressee: str  # department
    explanation: str = ""
    response: Response | None = None

    @property
    def label(self) -> str:
        return f"R{self.number}"


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """The opinion of a body on a referral, from the first draft to its adoption."""

    key: str
    title: str
    summary: str
    versions: tuple[Version, ...]
    recommendations: tuple[Recommendation, ...] = ()
    comments: tuple[Comment, ...] = ()
    debate_notes: tuple[DebateNote, ...] = ()
    divergences: tuple[Divergence, ...] = ()
    minority_positions: tuple[MinorityPosition, ...] = ()
    comments_until: date | None = None
    adoption: Adoption | None = None
    plain_language: str = ""
    plain_language_on: date | None = None

    @property
    def since(self) -> date:
        return self.versions[0].since


@dataclass(frozen=True, kw_only=True)
class DraftResponse:
    """A service's input for a response that the councillor has not signed yet."""

    key: str
    on: date
    by: str
    department: str
    recommendation: str
    status: str
    reason: str
    due_on: date | None = None

    @property
    def since(self) -> date:
        return self.on


@dataclass(frozen=True, kw_only=True)
class ReviewLine:
    """The state of one recommendation told at a review."""

    recommendation: str
    state: str  # done | in_progress | to_do | refused | abandoned
    text: str


@dataclass(frozen=True, kw_only=True)
class FollowUpReview:
    """A follow-up review (*droit de suite*), at 6, 12 or 24 months from the answer."""

    key: str
    months: int
    due_on: date
    held_on: date | None = None
    published_on: date | None = None
    by: str | None = None
    summary: str = ""
    lines: tuple[ReviewLine, ...] = ()

    @property
    def since(self) -> date:
        return self.held_on or self.due_on


@dataclass(frozen=True, kw_only=True)
class Referral:
    """A question asked to a body, and everything that follows from it."""

    key: str
    number: str
    kind: str  # referral | self_referral | compulsory
    title: str
    question: str
    body: str
    state: str  # at T0
    steps: tuple[Step, ...]
    letter: str = ""
    signed_by: str | None = None
    context: str = ""
    legal_ground: str = ""  # code
    legal_ground_text: str = ""
    expected_on: date | None = None
    commission: str | None = None
    rapporteur: str | None = None
    lead_department: str | None = None
    service_contact: str | None = None
    referring_councillor: str | None = None
    answer_months: int = 3
    signatories: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    work_plan: tuple[WorkStage, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    on_agendas: tuple[tuple[date, str, int], ...] = ()  # written on, meeting, number of the item
    opinion: Opinion | None = None
    draft_responses: tuple[DraftResponse, ...] = ()
    reviews: tuple[FollowUpReview, ...] = ()

    @property
    def since(self) -> date:
        return self.steps[0].since

    def step(self, verb: str) -> Step | None:
        """The step of that name, when it was taken."""
        return next((step for step in self.steps if step.verb == verb), None)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A progress report on a commitment, with its evidence."""

    key: str
    on: date
    by: str
    percent: int
    text: str
    evidence: str = ""

    @property
    def since(self) -> date:
        return self.on


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """A public promise: what, who, when, how far."""

    key: str
    title: str
    promise: str
    scheme: str  # body
    referral: str | None
    recommendation: str | None
    owner: str
    department: str
    made_on: date
    due_on: date
    state: str  # at T0: to_do | in_progress | done | abandoned
    progress: tuple[Progress, ...] = ()
    done_on: date | None = None
    abandoned_on: date | None = None
    abandonment_reason: str = ""
    themes: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()

    @property
    def since(self) -> date:
        return self.made_on
