"""What the law and a body's own rules ask of its composition, as the checker reads it."""

from parvis.commons.people.choices import RoleKind
from parvis.commons.people.models import PersonRole
from parvis.ground.core.dates import add_months

from .choices import BodyType
from .composition import Expectations, Sitter
from .legal import rule
from .models import AgeClass

GENDER_GAP = {
    BodyType.DEVELOPMENT_COUNCIL: "development_council.gender_gap_max",
    BodyType.YOUTH_COUNCIL: "youth_council.gender_gap_max",
}
AGE_CLASSES = {BodyType.DEVELOPMENT_COUNCIL: "development_council.reflects_age_classes"}
EXCLUDES_ELECTED = {BodyType.DEVELOPMENT_COUNCIL: "development_council.excludes_community_councillors"}
UNDER_AGE = {BodyType.YOUTH_COUNCIL: "youth_council.under"}
CHAIRED_BY_ELECTED = {BodyType.ADVISORY_COMMITTEE: "advisory_committee.chaired_by_councillor"}
OWN_RULES = "Règles propres à l’instance"


def expectations(body, on, colleges=(), classes=()):
    """Everything asked of this body's composition on a day.

    `colleges` are those of the composition checked, `classes` the census table.
    """
    return Expectations(
        **_gender(body, on), **_ages(body, on, classes), **_exclusions(body, on), **_age_limit(body, on),
        **_chair(body, on), **_seats(colleges), **_ending(body, on),
    )  # fmt: skip


def excluding_rule(body, on):
    """(rule or None, its source) when elected members of the authority may not sit; None when they may."""
    if code := EXCLUDES_ELECTED.get(body.type):
        found = rule(body.authority, code, on)
        if found.number:
            return found, found.source
    return (None, OWN_RULES) if body.excludes_elected else None


def bars(body, person_id, on):
    """Whether this person sits on the assembly and the body excludes its members."""
    return excluding_rule(body, on) is not None and person_id in elected_titles([person_id], on)


def elected_titles(person_ids, on):
    """{person: office} of those who sit on the authority's governing assembly that day, in one query."""
    roles = PersonRole.objects.in_force(on).filter(person__in=person_ids, kind=RoleKind.ELECTED, organisation=None)
    return {r.person_id: r.title or "membre de l’assemblée délibérante" for r in roles}


def sitters(memberships, on, bars_elected=True):
    """Members or candidates as the checker reads them."""
    memberships = list(memberships)
    elected = elected_titles([m.person_id for m in memberships], on)
    return [_sitter(m, on, elected.get(m.person_id, ""), bars_elected) for m in memberships]


def census(authority):
    """The rows of the authority's latest census table, youngest first."""
    rows = list(AgeClass.objects.filter(authority=authority).order_by("-census_year", "low"))
    return [row for row in rows if row.census_year == rows[0].census_year]


def _sitter(membership, on, office, bars_elected):
    person = membership.person
    return Sitter(
        ref=membership.pk, name=person.full_name, gender=person.gender, age=person.age_on(on),
        college=membership.college.name if membership.college else "", excluded=office if bars_elected else "",
        elected=bool(office), chairs=membership.role == "chair", ends_on=membership.last_day,
    )  # fmt: skip


def _gender(body, on):
    code = GENDER_GAP.get(body.type)
    if code is None and body.gender_gap_max is None:
        return {}
    law = rule(body.authority, code, on) if code else None
    if law is None or (body.gender_gap_max is not None and body.gender_gap_max < law.number):
        return {"gender_gap_max": body.gender_gap_max, "gender_source": OWN_RULES}
    return {"gender_gap_max": law.number, "gender_source": law.source}


def _ages(body, on, classes):
    code = AGE_CLASSES.get(body.type)
    if not code and not body.reflects_age_classes:
        return {}
    return {
        "age_classes": tuple(row.value() for row in classes),
        "age_tolerance": rule(body.authority, "body.composition_age_tolerance", on).number,
        "age_source": rule(body.authority, code, on).source if code else OWN_RULES,
    }


def _exclusions(body, on):
    found = excluding_rule(body, on)
    if found is None:
        return {}
    assembly = "communautaire" if body.authority.kind == "epci" else "de l’assemblée délibérante"
    return {"excludes": f"un membre du conseil {assembly} ne peut pas siéger", "excludes_source": found[1]}


def _age_limit(body, on):
    if code := UNDER_AGE.get(body.type):
        limit = rule(body.authority, code, on)
        return {"under_age": limit.number, "under_age_source": limit.source}
    return {}


def _chair(body, on):
    code = CHAIRED_BY_ELECTED.get(body.type)
    return {"chair_source": rule(body.authority, code, on).source} if code else {}


def _seats(colleges):
    acts = sorted({str(college.act) for college in colleges if college.act})
    return {
        "seats": tuple((college.name, college.seats) for college in colleges),
        "seats_source": " ; ".join(acts) or OWN_RULES,
    }


def _ending(body, on):
    alert = rule(body.authority, "membership.ending_soon", on)
    return {"ending_before": add_months(on, alert.number), "ending_source": alert.source}
