"""Who sits, who votes, how many must be there: on any date, past or future. Shared by several callers."""

import datetime as dt
from dataclasses import dataclass
from math import ceil

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest

from parvis.commons.people.choices import Purpose
from parvis.commons.people.models import Person
from parvis.ground.authorities.legal import apply_delay
from parvis.ground.core import clock
from parvis.ground.core.dates import add_months

from . import composition, requirements
from .choices import (
    CANDIDATES,
    IN_OFFICE,
    INNER_TYPES,
    STEERING,
    BodyStatus,
    BodyType,
    EndReason,
    MemberRole,
    MembershipStatus,
)
from .legal import longest, rule
from .models import Body, College, Membership, RenewalCampaign


def members_on(body, day):
    """The memberships that hold a seat that day, chair first, without substitutes."""
    return body_rows(body).sitting_on(day).holders().by_rank().for_list()


def presiding(authority, day):
    """Those who preside a body of this authority that day, alone or together."""
    chairs = Membership.objects.of(authority).filter(role__in=(MemberRole.CHAIR, MemberRole.CO_CHAIR))
    return chairs.filter(body__in=Body.objects.of(authority).alive().values("pk")).sitting_on(day).holders()


def speaking_for(body, day):
    """Those who speak for the body that day: whoever presides it, then its vice-presidents, its bureau's last."""
    ours = Q(body=body.pk) | Q(body__parent=body.pk, body__type=BodyType.BUREAU)
    rows = Membership.objects.filter(ours, role__in=(MemberRole.CHAIR, MemberRole.CO_CHAIR, MemberRole.VICE_CHAIR))
    sitting = rows.sitting_on(day).exclude(Q(status=MembershipStatus.SUSPENDED) & Q(suspended_on__lte=day))
    return sitting.by_rank().select_related("person__user")


def substitutes_on(body, day):
    """The substitutes of that day."""
    return body_rows(body).sitting_on(day).substitutes().by_rank().for_record()


def joined_members(member, day):
    """Those with whom a member sits: the day their mandate starts, or now if it has; before any date, those appointed.

    Substitutes are not listed.
    """
    body = member.body
    if member.starts_on is None:
        return body_rows(body).filter(status=MembershipStatus.APPOINTED).holders().by_rank().for_list()
    return members_on(body, max(day, member.starts_on))


def electors(body, day):
    """Those who may vote that day: the holders who are not suspended."""
    return members_on(body, day).exclude(Q(status=MembershipStatus.SUSPENDED) & Q(suspended_on__lte=day))


@dataclass(frozen=True)
class Sitting:
    """Who may vote in a body on one day, and who sits in whose place: (substitute, holder)."""

    electors: frozenset
    seats: tuple


def sitting(body, day):
    """The electors and the substitutes of that day (`Sitting`), as numbers of people, in one query."""
    rows = body_rows(body).sitting_on(day).by_rank()
    told = list(rows.values_list("person", "role", "status", "suspended_on", "substitute_of__person"))
    electors = {
        person
        for person, role, status, since, _ in told
        if role != MemberRole.SUBSTITUTE and not (status == MembershipStatus.SUSPENDED and since and since <= day)
    }
    seats = [(person, holder) for person, role, _, _, holder in told if role == MemberRole.SUBSTITUTE]
    return Sitting(frozenset(electors), tuple(seats))


def quorum_needed(body, day, in_office=None):
    """How many must be there that day by the body's rule; None when it has none.

    `in_office` replaces the count of voters when the names of a former composition are erased.
    """
    if body.quorum_fixed is not None:
        return body.quorum_fixed
    if body.quorum_numerator is None:
        return None
    voters = in_office or electors(body, day).count()
    return ceil(voters * body.quorum_numerator / body.quorum_denominator)


def body_rows(body):
    """Every membership of the body, candidates included."""
    return Membership.objects.filter(body_id=body.pk)


def colleges_on(body, day):
    """The colleges of the composition in force that day."""
    return College.objects.filter(body_id=body.pk).in_force(day).select_related("act")


def coming_colleges(body):
    """The colleges of a composition that was voted and is not installed yet."""
    return College.objects.filter(body_id=body.pk, starts_on=None).select_related("act")


def coming_members(body):
    """Who would sit in the coming composition: already appointed to it, or retained among the candidates."""
    chosen = Q(status__in=IN_OFFICE) | Q(status=MembershipStatus.PROPOSED, is_retained=True)
    return body_rows(body).filter(chosen, college__in=coming_colleges(body)).holders().by_rank().for_list()


def candidates(body):
    """Everybody proposed for the body, retained or not, by name."""
    rows = body_rows(body).filter(status=MembershipStatus.PROPOSED).for_list()
    return rows.order_by(F("college__position").asc(nulls_last=True), "person__family_name", "person__given_name", "pk")


@dataclass(frozen=True)
class Successor:
    """Who comes next in a seat, and by which order; nobody, and why."""

    person: Person | None
    said: str
    is_substitute: bool = False


def successor_of(member):
    """The substitute of the seat, else the first of those who stood for the college and were not chosen (B.6, B.7)."""
    if substitute := substitute_of(member):
        return Successor(substitute.person, f"la suppléance revient à {substitute.person.full_name}", True)
    for candidate in _reserve(member):
        if not requirements.bars(member.body, candidate.person_id, clock.today()):
            where = f"du collège « {member.college} »" if member.college else "de l’instance"
            return Successor(candidate.person, f"{candidate.person.full_name} vient en tête de la réserve {where}")
    college = "le collège" if member.college else "l’instance"
    return Successor(None, f"Ce siège n’a pas de suppléance, et {college} n’a pas de candidature en réserve.")


def substitute_of(member):
    """The substitute in office of a member's seat, or None."""
    return member.substitute_rows.in_office().select_related("person__user", "body__parent").first()


def _reserve(member):
    """Candidates for the same college who do not sit: those still waiting first, in the order of their proposal."""
    rows = body_rows(member.body).filter(college=member.college_id, status__in=CANDIDATES, is_retained=False)
    sitting = body_rows(member.body).in_office().values("person")
    waiting_first = F("status").desc()  # « proposed » before « not_retained »
    return rows.exclude(person__in=sitting).select_related("person").order_by(waiting_first, "pk")


def why_no_succession(member):
    """Why nobody can take the seat of somebody who left; an empty text when it waits."""
    if member.is_substitute or member.end_reason == EndReason.NEW_ROLE:
        return "Ce mandat ne laisse pas de siège à pourvoir."
    if member.body.status == BodyStatus.DISSOLVED:
        return "L’instance est dissoute."
    if member.college and member.college.ends_on and member.college.ends_on < clock.today():
        return "La composition a été renouvelée depuis."
    if _is_taken_again(member):
        return "Le siège est de nouveau pourvu."
    return ""


def _is_taken_again(member):
    holders = body_rows(member.body).in_office().holders().exclude(pk=member.pk)
    if member.seat_id:
        return holders.filter(seat=member.seat_id).exists()
    if member.college:
        return holders.filter(college=member.college_id).count() >= member.college.seats
    return holders.filter(replaces=member.pk).exists()


def likely_members(body, day):
    """Whom one thinks of for a seat: its candidates, substitutes and past members, those of the body it is part of."""
    near = Membership.objects.filter(body__in=[body.pk, body.parent_id])
    sitting = body_rows(body).sitting_on(day).holders()
    return Person.objects.filter(pk__in=near.values("person")).exclude(pk__in=sitting.values("person"))


@dataclass(frozen=True)
class Report:
    """A composition weighed: findings, age classes against the census, women and men."""

    findings: tuple
    ages: list
    women: int
    men: int
    unknown: int
    total: int
    census_year: int | None

    @property
    def gender_rows(self):
        """As the pages draw them."""
        rows = [
            ("Femmes", self.women, "go"),
            ("Hommes", self.men, "wait"),
            ("Genre non renseigné", self.unknown, "off"),
        ]
        return [row for row in rows if row[1]]

    def finding(self, code):
        """The answer to one rule, None when it is not asked."""
        return next((found for found in self.findings if found.code == code), None)


def report_on(body, day):
    """The composition of that day, weighed."""
    return report(body, members_on(body, day), day, colleges_on(body, day))


def report_coming(body, day=None):
    """The composition being prepared, weighed."""
    return report(body, coming_members(body), day or clock.today(), coming_colleges(body))


def report(body, memberships, day, colleges):
    """These members weighed against what the law and the body's rules ask that day."""
    classes = requirements.census(body.authority)
    expected = requirements.expectations(body, day, tuple(colleges), classes)
    people = requirements.sitters(memberships, day, bars_elected=bool(expected.excludes))
    tolerance = rule(body.authority, "body.composition_age_tolerance", day).number
    rows = tuple(row.value() for row in classes)
    women, men, unknown = composition.gender_counts(people)
    return Report(
        composition.check(people, expected), composition.age_lines(people, rows, tolerance) if people else [], women,
        men, unknown, len(people), classes[0].census_year if classes else None,
    )  # fmt: skip


def vacancies_on(body, day):
    """Seats without a holder that day, as (college, number)."""
    held = [m.college_id for m in members_on(body, day)]
    free = [(c, c.seats - held.count(c.pk)) for c in colleges_on(body, day)]
    return [(college, count) for college, count in free if count > 0]


def free_seats(bodies, day):
    """The bodies that have seats without a holder that day: rows (`body`, `body__name`, `free`)."""
    holders = Membership.objects.filter(college=OuterRef("pk")).sitting_on(day).holders().order_by()
    held = Subquery(holders.values("college").annotate(n=Count("pk")).values("n"))
    rows = College.objects.filter(body__in=bodies).in_force(day).order_by().values("body", "body__name")
    return rows.annotate(free=Sum(Greatest(F("seats") - Coalesce(held, 0), 0))).filter(free__gt=0)


def renewal_alert_on(body):
    """The day on which the next renewal should open: nine months before the mandates end.

    None without a term, and for a bureau or a commission, which follow the body that they are part of.
    """
    if body.term_ends_on is None or body.is_inner:
        return None
    return add_months(body.term_ends_on, -rule(body.authority, "renewal.alert_before", body.term_ends_on).number)


def near_renewal(bodies, authority, today, by):
    """Those of these bodies whose `renewal_alert_on` comes by that day, and whose renewal is not open yet.

    The longest delay that the authority knows decides, give or take the ends of months: ask each row its own day.
    """
    last = add_months(by, longest(authority, "renewal.alert_before")) + dt.timedelta(days=3)
    rows = bodies.filter(term_ends_on__gte=today, term_ends_on__lte=last).exclude(type__in=INNER_TYPES)
    return rows.exclude(pk__in=RenewalCampaign.objects.open().values("body"))


def internal_rules_due_on(body):
    """The day by which a body just installed should have adopted its internal rules; None when it has.

    Parts of a body follow its rules; committees that steer a project have none.
    """
    if body.installed_on is None or body.internal_rules_adopted_on or body.is_inner or body.type in STEERING:
        return None
    return add_months(body.installed_on, rule(body.authority, "body.internal_rules_within", body.installed_on).number)


def activity_report_due_on(body):
    """The day by which the assembly should debate the council's activity report again (CGCT, L5211-10-1).

    Counted from the last debate, or from the installation; None for the bodies of which the law asks none.
    """
    since = body.activity_report_on or body.installed_on
    if body.type != BodyType.DEVELOPMENT_COUNCIL or since is None:
        return None
    return apply_delay(rule(body.authority, "development_council.activity_report", since), since)


def without_internal_rules(bodies):
    """Those of these bodies to which `internal_rules_due_on` gives a day."""
    rows = bodies.filter(installed_on__isnull=False, internal_rules_adopted_on=None)
    return rows.exclude(type__in=(*INNER_TYPES, *STEERING))


def open_renewal(body):
    """The renewal under way, or None."""
    return body.renewals.open().first()


def faces(memberships, *, desk=False):
    """Who sits, as the trombinoscope shows them: photo by consent, initials otherwise; names by the body's rule.

    `memberships` must have been prefetched with `person__consents`.
    """
    shown = []
    for member in memberships:
        person = member.person
        if desk or is_named(member):
            photo = person.photo_id if person.consents_to(Purpose.PHOTO) else None
            shown.append({"name": person.full_name, "role": _shown_role(member), "photo_id": photo, "member": member})
    return shown


def _shown_role(member):
    """What distinguishes the member: a title, a role, else whom the seat speaks for."""
    if member.title or member.role != MemberRole.MEMBER:
        return member.capacity
    return str(member.organisation or (member.seat.territory if member.seat else "") or "")


def is_named(member):
    """Whether everybody may read who sits there: whoever presides speaks in public, the others by the body's rule."""
    presides = member.role in (MemberRole.CHAIR, MemberRole.CO_CHAIR, MemberRole.VICE_CHAIR)
    return presides or not member.body.names_by_consent or member.person.consents_to(Purpose.NAME)


def with_faces(memberships):
    """The same rows with what `faces` reads, at a constant cost."""
    return memberships.select_related("person__photo").prefetch_related("person__consents")
