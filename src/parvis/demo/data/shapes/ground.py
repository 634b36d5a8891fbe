"""The authority, its departments, places and rules."""

from dataclasses import dataclass
from datetime import date

from .base import START


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
