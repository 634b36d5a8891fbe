"""Which bodies the law makes an authority have, from its kind and its population, and which of them it lacks."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from parvis.ground.authorities.choices import AuthorityKind, RuleStanding, RuleUnit
from parvis.ground.authorities.models import LegalRule
from parvis.ground.core import clock, french

from .choices import BodyStatus, BodyType
from .legal import rule
from .models import Body


@dataclass(frozen=True)
class Threshold:
    """A rule that makes a kind of body compulsory: from a number of inhabitants, or above it."""

    type: str
    kinds: tuple
    code: str
    strict: bool = True
    note: str = ""

    def holds(self, people, found):
        """Whether it applies to so many inhabitants; never when they are not known, unless it does not count them."""
        if found.unit != RuleUnit.INHABITANTS:
            return True
        return people is not None and (people > found.number if self.strict else people >= found.number)

    def words(self, found):
        """« au-delà de 50 000 habitants », or « dans tous les cas » for a rule without a number of inhabitants."""
        if found.unit != RuleUnit.INHABITANTS:
            return "quelle que soit la population"
        return f"{'au-delà de' if self.strict else 'à partir de'} {french.number(found.number)} habitants"


COMMUNE, EPCI = (AuthorityKind.COMMUNE,), (AuthorityKind.EPCI,)
WIDER = (AuthorityKind.DEPARTMENT, AuthorityKind.REGION)

THRESHOLDS = (
    Threshold(
        BodyType.DEVELOPMENT_COUNCIL, EPCI, "development_council.compulsory_above",
        note="Il peut être commun à plusieurs établissements voisins, ou porté par un pôle d’équilibre.",
    ),
    Threshold(
        BodyType.NEIGHBOURHOOD_COUNCIL, COMMUNE, "neighbourhood_council.compulsory_from", strict=False,
        note="Le maire peut décider que le conseil citoyen de la politique de la ville en tient lieu.",
    ),
    Threshold(BodyType.USERS_COMMISSION, COMMUNE, "users_commission.commune_above"),
    Threshold(BodyType.USERS_COMMISSION, EPCI, "users_commission.epci_above"),
    Threshold(BodyType.USERS_COMMISSION, WIDER, "users_commission.wider"),
    Threshold(BodyType.ACCESSIBILITY_COMMISSION, COMMUNE, "accessibility_commission.commune_from", strict=False),
    Threshold(
        BodyType.ACCESSIBILITY_COMMISSION, EPCI, "accessibility_commission.epci_from", strict=False,
        note="Pour un établissement compétent en transports ou en aménagement du territoire.",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Obligation:
    """A kind of body that the authority must have, by which rule, and the bodies of that kind that it has."""

    threshold: Threshold
    rule: LegalRule
    bodies: tuple = ()

    @property
    def label(self):
        words = BodyType(self.threshold.type).label
        return f"{words[0].upper()}{words[1:]}"

    @property
    def why(self):
        """« obligatoire au-delà de 50 000 habitants (CGCT, article L5211-10-1) »."""
        return f"obligatoire {self.threshold.words(self.rule)} ({self.rule.source})"

    @property
    def is_sure(self):
        """Whether the rule was read at its source: the others are told, and never held against anybody."""
        return self.rule.standing != RuleStanding.KNOWLEDGE

    @property
    def is_missing(self):
        return not self.bodies


def compulsory(authority, on=None):
    """The obligations of an authority, without looking at its bodies; none when its population is unknown."""
    on = on or clock.today()
    for threshold in THRESHOLDS:
        if authority.kind not in threshold.kinds:
            continue
        found = rule(authority, threshold.code, on)
        if threshold.holds(authority.population, found):
            yield Obligation(threshold, found)


def obligations(authority):
    """What the authority must have, with what it has; one query for the bodies."""
    asked = list(compulsory(authority))
    rows = Body.objects.of(authority).filter(type__in=[o.threshold.type for o in asked])
    rows = list(rows.exclude(status=BodyStatus.DISSOLVED).order_by("name")) if asked else []
    return [
        Obligation(o.threshold, o.rule, tuple(body for body in rows if body.type == o.threshold.type)) for o in asked
    ]


def obligation_of(body):
    """The obligation that a body fulfils, None when the law only allows it."""
    return next((o for o in compulsory(body.authority) if o.threshold.type == body.type), None)


def without(authorities, type):
    """These authorities (a queryset), unless they have a body of this type, dissolved ones aside."""
    rows = Body.objects.filter(type=type).exclude(status=BodyStatus.DISSOLVED)
    return authorities.exclude(Exists(rows.filter(authority=OuterRef("pk"))))
