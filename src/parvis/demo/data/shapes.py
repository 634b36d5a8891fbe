"""The shapes of the demonstration: frozen records, no Django, references by key.

Every record has a `key`, unique among its kind inside one authority, and a `since`: the first day on which
the fact is known. A loader that stops at a given day keeps what is `since` that day or earlier, and, inside
a record, the dated parts (`steps`, `progress`, `comments`…) up to that day.
"""

# ruff: noqa: E501 – prose

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime, timedelta

START = date(2020, 1, 1)  # what has been there for ever, for the demonstration


@dataclass(frozen=True, kw_only=True)
class Step:
    """One act of a life cycle: the verb, when, by whom, and the values the verb asks for."""

    verb: str
    at: datetime
    by: str | None = None  # person; None when the step is computed
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def since(self) -> date:
        return self.at.date()


# --- The authority and its ground -----------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Colour:
    """A colour of the authority, with the character one gives it."""

    value: str  # "#rrggbb"
    character: str


@dataclass(frozen=True, kw_only=True)
class Term:
    """The term (*mandature*) of the deliberating assembly."""

    label: str
    start: date
    end: date


@dataclass(frozen=True, kw_only=True)
class Election:
    """One round of a general election; the electoral reserve is computed from the first round."""

    kind: str  # municipal | departmental
    round: int
    day: date
    confirmed: bool = True


@dataclass(frozen=True, kw_only=True)
class Authority:
    """One local authority served by the installation."""

    key: str  # also the first label of its host: <key>.localhost
    kind: str  # epci | department | commune
    name: str
    short_name: str
    article_name: str  # as used after a verb: « l’agglomération », « le Département »…
    assembly_name: str
    siren: str
    siret: str
    population: int
    electors: int | None
    register_prefix: str  # prefix of its register of referrals
    primary: Colour
    secondary: Colour
    terms: tuple[Term, ...]
    elections: tuple[Election, ...]
    modules: tuple[str, ...]
    address: str
    phone: str
    email: str
    publication_director: str  # person
    publication_title: str
    dpo_email: str
    legal_notice: str
    accessibility_state: str  # none | partial | full
    welcome: str  # the sentence of the home page

    @property
    def since(self) -> date:
        return START


@dataclass(frozen=True, kw_only=True)
class Department:
    """A department or service of the authority."""

    key: str
    name: str
    kind: str  # directorate | service | cabinet | unit
    parent: str | None = None
    email: str
    since: date = START


@dataclass(frozen=True, kw_only=True)
class Territory:
    """A node of the territory tree."""

    key: str
    kind: str  # commune | canton | district | former_epci | service_point
    name: str
    code: str  # INSEE-like, in a range never used (00…)
    population: int | None = None
    parent: str | None = None
    since: date = START


@dataclass(frozen=True, kw_only=True)
class Venue:
    """A place where one meets."""

    key: str
    name: str
    kind: str  # village_hall | council_room | neighbourhood_house | theatre | school | library | office
    address: str
    territory: str | None
    capacity: int
    step_free: bool
    hearing_loop: bool
    equipment: tuple[str, ...] = ()
    constraints: str = ""
    since: date = START


@dataclass(frozen=True, kw_only=True)
class LegalAct:
    """A délibération, an arrêté or a décision."""

    key: str
    number: str
    kind: str  # resolution | order | decision
    title: str
    adopted_on: date
    summary: str
    legal_basis: str = ""

    @property
    def since(self) -> date:
        return self.adopted_on


@dataclass(frozen=True, kw_only=True)
class LegalRule:
    """A dated figure of the law, or a promise the authorities may set for themselves."""

    code: str
    label: str
    value: str  # decimal number written in full, "1" for a plain yes
    unit: str  # days | clear_days | working_days | weeks | months | years | people | inhabitants | ratio | count | flag
    valid_from: date
    valid_to: date | None
    source: str
    standing: str  # law | knowledge | proposal
    note: str = ""

    @property
    def key(self) -> str:
        return f"{self.code}@{self.valid_from.isoformat()}"


@dataclass(frozen=True, kw_only=True)
class AgeClass:
    """One line of the census table a composition is compared with."""

    key: str
    label: str
    lower: int
    upper: int | None
    population: int
    in_scope: bool = True  # False: too young to sit
    since: date = START


# --- People ---------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """An association, a company, a public body."""

    key: str
    name: str
    kind: str  # association | company | public_body | local_authority
    siret: str = ""
    rna: str = ""
    email: str = ""
    territory: str | None = None
    about: str = ""
    since: date = START


@dataclass(frozen=True, kw_only=True)
class Consent:
    """A consent given by a person, for one purpose."""

    purpose: str  # name | photo | contact
    given_on: date


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody the authority knows; sensitive facts are kept to what the composition rules need."""

    key: str
    first_name: str
    last_name: str
    gender: str  # F | M
    birth_date: date | None = None
    email: str | None = None
    phone: str = ""
    address: str = ""
    postcode: str = ""
    city: str = ""
    territory: str | None = None
    occupation: str = ""
    organisation: str | None = None
    kind: str = "resident"  # agent | elected | member | external | resident
    department: str | None = None  # agents
    title: str = ""  # job or office, as written on a door
    has_account: bool = True
    consents: tuple[Consent, ...] = ()
    since: date = START

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, kw_only=True)
class Office:
    """An elected member's office in the deliberating assembly."""

    key: str
    person: str
    function: str  # president | mayor | vice_president | deputy | councillor
    title: str
    delegation: str  # matters delegated, "" when none
    start: date
    end: date
    territory: str | None = None
    is_community_councillor: bool = False

    @property
    def since(self) -> date:
        return self.start


@dataclass(frozen=True, kw_only=True)
class Role:
    """A role (persona code) granted to a person on a scope, between two dates.

    The roles of members and chairs follow from their memberships and are not repeated here.
    """

    key: str
    person: str
    role: str
    scope: str = "authority"  # authority | department | body
    scope_key: str | None = None
    start: date = START
    end: date | None = None
    granted_by: str | None = None

    @property
    def since(self) -> date:
        return self.start


@dataclass(frozen=True, kw_only=True)
class Delegation:
    """An elected member lets a named agent do some acts in his or her place."""

    key: str
    giver: str
    agent: str
    verbs: tuple[str, ...]
    act: str | None
    start: date
    end: date | None

    @property
    def since(self) -> date:
        return self.start


@dataclass(frozen=True, kw_only=True)
class Persona:
    """A person offered by name on the sign-in page of the demonstration."""

    key: str
    person: str
    role: str
    sentence: str
    start: date = START
    end: date | None = None

    @property
    def since(self) -> date:
        return self.start


# --- Bodies ---------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class BodyTerm:
    """One mandate of a body: the act that set its composition, its seats, from when to when."""

    label: str
    act: str | None
    seats: int | None  # None: open to all
    voted_on: date
    start: date
    end: date | None

    @property
    def since(self) -> date:
        return self.voted_on


@dataclass(frozen=True, kw_only=True)
class Body:
    """A participatory body, its rules and its life."""

    key: str
    type: str
    name: str
    short_name: str
    description: str
    legal_basis: str
    territory: str | None = None
    parent: str | None = None
    lead_department: str | None = None
    referring_councillor: str | None = None
    creation_act: str | None = None
    terms: tuple[BodyTerm, ...] = ()
    term_months: int | None = None
    gender_gap_max: int | None = None
    excludes_elected: bool = False
    excludes_community_councillors: bool = False
    age_check: bool = False
    quorum_ratio: str = ""  # « 1/2 »: share of filled seats that must be present
    proxies_per_member: int = 0
    convocation_days: int | None = None
    self_referral_signatories: int | None = None
    self_referral_by_bureau: bool = False
    officer: str | None = None
    themes: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()  # create, install, activate, open_renewal, install_renewed, dissolve
    since: date = START


@dataclass(frozen=True, kw_only=True)
class College:
    """A category of seats in a body."""

    key: str
    body: str
    name: str
    seats: int
    mode: str  # sortition | volunteers | nomination | election | ex_officio
    description: str = ""
    since: date = START
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Membership:
    """Who sits, in what capacity, from when to when, by which act."""

    key: str
    person: str
    body: str
    role: str  # chair | co_chair | vice_chair | rapporteur | bureau | member | substitute
    start: date
    end: date | None  # planned or real end
    college: str | None = None
    seat: int | None = None
    territory: str | None = None
    organisation: str | None = None
    title: str = ""
    act: str | None = None
    charter_signed_on: date | None = None
    end_reason: str = ""  # "" | term | resigned | replaced | disqualified | deceased | moved
    ended_on: date | None = None
    end_note: str = ""
    substitute_for: str | None = None  # membership

    @property
    def since(self) -> date:
        return self.start

    def sits_on(self, day: date) -> bool:
        """Is the seat held on that day?"""
        last = self.ended_on or self.end
        return self.start <= day and (last is None or day <= last)


@dataclass(frozen=True, kw_only=True)
class RenewalItem:
    """One agenda item or duty of a renewal campaign, with its source."""

    key: str
    label: str
    due_on: date
    done_on: date | None
    source: str


@dataclass(frozen=True, kw_only=True)
class Renewal:
    """The campaign that renews a body."""

    key: str
    body: str
    title: str
    election_date: date | None
    steps: tuple[Step, ...]
    items: tuple[RenewalItem, ...] = ()
    opinions_asked: int | None = None
    opinions_received: int | None = None
    opinions_asked_on: date | None = None

    @property
    def since(self) -> date:
        return self.steps[0].since


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting, thin: who, when, where, how many, how far."""

    key: str
    body: str
    kind: str  # plenary | bureau | commission | working_group | seminar | coordination | committee | public_meeting | forum
    title: str
    starts_at: datetime
    ends_at: datetime | None
    venue: str | None
    video: bool = False
    public: bool = False
    convened: int | None = None
    guests: int = 0
    present: int | None = None
    proxies: int | None = None
    present_people: tuple[str, ...] = ()
    excused_people: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    outcome: str = ""
    remarks: tuple[tuple[str, datetime, str], ...] = ()  # on the draft of the minutes: who, when, what
    note: str = ""
    warning: str = ""
    steps: tuple[Step, ...] = ()  # plan, draft_agenda, convene, hold, draft_minutes, …, publish_minutes
    state: str = "planned"  # at T0, with the full words of the life cycle

    @property
    def since(self) -> date:
        return self.steps[0].since


# --- Referrals, opinions, answers, commitments -----------------------------------------------------


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


# --- Working time and expenses ----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class RecoveryRate:
    """What one hour of a kind of session gives back, from a day on."""

    key: str
    kind: str  # evening | saturday | sunday
    numerator: int
    denominator: int = 1
    valid_from: date
    source: str
    by: str

    @property
    def since(self) -> date:
        return self.valid_from


@dataclass(frozen=True, kw_only=True)
class WorkSession:
    """An evening or a Saturday of an officer; what is past was worked and credited."""

    key: str
    person: str
    starts_at: datetime
    ends_at: datetime
    label: str
    planned_on: date
    meeting: str | None = None
    scheme: str | None = None  # body

    @property
    def since(self) -> date:
        return self.planned_on


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """Time taken back by an officer."""

    key: str
    person: str
    day: date
    minutes: int
    label: str = ""

    @property
    def since(self) -> date:
        return self.day


@dataclass(frozen=True, kw_only=True)
class Trip:
    """A journey of an officer, there and back."""

    key: str
    person: str
    day: date
    origin: str
    destination: str
    km: int
    purpose: str
    vehicle: str = "personal"  # personal | service | shared | transit | bicycle

    @property
    def since(self) -> date:
        return self.day


@dataclass(frozen=True, kw_only=True)
class Claim:
    """The expenses of a member for a meeting; `spent` are (kind, tenths of a kilometre or cents, words)."""

    key: str
    person: str
    body: str
    meeting_label: str
    day: date
    spent: tuple[tuple[str, int, str], ...]
    steps: tuple[Step, ...]  # submit | accept | refuse
    receipt: str = ""  # title of the receipt joined

    @property
    def since(self) -> date:
        return self.day


# --- Money ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Spending:
    """One expense, with the day of each step it took; in cents, the amount of its order and of its invoice."""

    key: str
    line: str
    label: str
    supplier: str
    cents: int
    estimated_on: date
    committed_on: date | None = None
    invoiced_on: date | None = None
    paid_on: date | None = None
    estimate: int | None = None  # when the order came to another amount
    number: str = ""

    @property
    def since(self) -> date:
        return self.estimated_on


@dataclass(frozen=True, kw_only=True)
class BudgetLine:
    """One purpose of a budget."""

    key: str
    label: str
    voted: int  # cents
    nature: str = ""
    code: str = ""

    @property
    def since(self) -> date:
        return START


@dataclass(frozen=True, kw_only=True)
class Budget:
    """The budget of a year: of the mission (no scheme) or of a body; who prepares it, who decides."""

    key: str
    label: str
    opens_on: date
    officer: str
    director: str
    prepared_on: date
    voted_on: date
    scheme: str | None = None  # body
    open_to_members: bool = False
    funding: tuple[tuple[str, int], ...] = ()
    lines: tuple[BudgetLine, ...] = ()
    spent: tuple[Spending, ...] = ()
    closed_on: date | None = None

    @property
    def since(self) -> date:
        return self.prepared_on


# --- Logistics ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Need:
    """What an event needs: who provides it, by when, what it should cost; counts and never names for a meal."""

    key: str
    kind: str
    label: str
    due_on: date
    quantity: int = 1
    details: str = ""
    department: str | None = None
    organisation: str | None = None
    provider: str = ""
    estimate: int | None = None  # cents
    line: tuple[str, str] | None = None  # budget and its line
    served_at: str = ""
    counts: tuple[tuple[str, str, int], ...] = ()  # diet or allergy, code, how many
    speaker: str | None = None  # person
    travel: int | None = None  # cents
    out_on: date | None = None
    back_on: date | None = None
    asked_on: date | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """The logistics sheet of a meeting."""

    key: str
    meeting: str
    opened_on: date
    by: str  # person
    headcount: int | None = None
    needs: tuple[Need, ...] = ()

    @property
    def since(self) -> date:
        return self.opened_on


@dataclass(frozen=True, kw_only=True)
class NeedTemplate:
    """The usual needs of an event: kind, words, quantity, days before, department."""

    key: str
    name: str
    kept_on: date
    by: str  # person
    needs: tuple[tuple[str, str, int, int, str | None], ...]

    @property
    def since(self) -> date:
        return self.kept_on


# --- The world ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Period:
    """Days on which the authority would rather not meet."""

    kind: str  # school | religious | local | other
    label: str
    starts_on: date
    ends_on: date
    zone: str = ""
    source: str = ""

    @property
    def key(self) -> str:
        return f"{self.label} {self.starts_on}"


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A subject on which one or several bodies work."""

    title: str
    bodies: tuple[str, ...]
    raised: date
    details: str = ""
    owner: str | None = None

    @property
    def key(self) -> str:
        return self.title

    @property
    def since(self) -> date:
        return self.raised


@dataclass(frozen=True, kw_only=True)
class Asked:
    """People were asked something."""

    on: date
    what: str
    body: str | None = None
    territory: str | None = None
    audience: str = ""

    @property
    def key(self) -> str:
        return f"{self.what} {self.on} {self.territory}"

    @property
    def since(self) -> date:
        return self.on


@dataclass(frozen=True, kw_only=True)
class BoardWord:
    """What the mission says of a body on the macro board."""

    body: str
    on: date
    risk: str = ""
    help: str = ""

    @property
    def key(self) -> str:
        return f"{self.body} {self.on}"

    @property
    def since(self) -> date:
        return self.on


@dataclass(frozen=True, kw_only=True)
class World:
    """One authority and all that happened there."""

    authority: Authority
    departments: tuple[Department, ...]
    territories: tuple[Territory, ...]
    venues: tuple[Venue, ...]
    acts: tuple[LegalAct, ...]
    age_classes: tuple[AgeClass, ...]
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    offices: tuple[Office, ...]
    roles: tuple[Role, ...]
    delegations: tuple[Delegation, ...]
    personas: tuple[Persona, ...]
    bodies: tuple[Body, ...] = ()
    colleges: tuple[College, ...] = ()
    memberships: tuple[Membership, ...] = ()
    renewals: tuple[Renewal, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    referrals: tuple[Referral, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    rates: tuple[RecoveryRate, ...] = ()
    sessions: tuple[WorkSession, ...] = ()
    recoveries: tuple[Recovery, ...] = ()
    trips: tuple[Trip, ...] = ()
    claims: tuple[Claim, ...] = ()
    budgets: tuple[Budget, ...] = ()
    preparations: tuple[Preparation, ...] = ()
    need_templates: tuple[NeedTemplate, ...] = ()
    periods: tuple[Period, ...] = ()
    topics: tuple[Topic, ...] = ()
    asked: tuple[Asked, ...] = ()
    words: tuple[BoardWord, ...] = ()


def known_by(records, day):
    """The records already known on `day`, in the same order."""
    return tuple(record for record in records if record.since <= day)


def shifted(thing, days):
    """The same record, every date and time moved by `days` days; texts are left as they are."""
    delta = timedelta(days=days)
    if isinstance(thing, date):  # datetime included
        return thing + delta
    if isinstance(thing, tuple):
        return tuple(shifted(item, days) for item in thing)
    if isinstance(thing, Mapping):
        return {name: shifted(value, days) for name, value in thing.items()}
    if is_dataclass(thing):
        return replace(thing, **{f.name: shifted(getattr(thing, f.name), days) for f in fields(thing) if f.init})
    return thing
