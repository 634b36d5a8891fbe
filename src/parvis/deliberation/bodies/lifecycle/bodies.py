"""The life of a body: projected, created by an act, installed, in office, dissolved (B.8)."""

import datetime as dt

from django.db import transaction

from parvis.deliberation.bodies import queries
from parvis.deliberation.bodies.choices import IN_OFFICE, INNER_TYPES, BodyStatus, BodyType, EndReason, MembershipStatus
from parvis.deliberation.bodies.legal import rule
from parvis.deliberation.bodies.models import AgeClass, Body, College, Membership, Seat
from parvis.ground.authorities.models import Term
from parvis.ground.core import clock
from parvis.ground.core.dates import term_end
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.core.text import free_slug
from parvis.ground.journal.acts import heed, move, record

from . import departures, memberships


@transaction.atomic
def project(authority, *, name, type, by, territories=(), **fields):
    """Start the record of a body that does not exist yet. Part of another body, it exists at once."""
    words = fields.pop("slug", name)
    slug = free_slug(words, Body.objects.filter(site=authority), fallback="instance", longest=70)
    body = Body(authority=authority, name=name, type=type, slug=slug)
    for field, value in fields.items():
        setattr(body, field, value)
    if body.is_inner and body.parent is None:
        raise Refused("Indiquez l’instance dont celle-ci fait partie.")
    if body.parent and body.parent.authority_id != authority.pk:
        raise Refused("L’instance de rattachement appartient à une autre collectivité.")
    body.save()
    body.territories.set(territories)
    record(body, "project", by=by, to_state=body.status, facts={"type": str(type)})
    return body


@transaction.atomic
def create(body, *, by, act=None, override=""):
    """The body exists, by an act of the authority; a part of another body needs none."""
    if act is None and not body.is_inner:
        raise Refused("Indiquez l’acte qui crée l’instance : délibération ou arrêté.")
    _same_authority(body, act)
    cautions = heed(population_cautions(body), override)
    move(body, "create", by=by, creation_act=act, cautions=cautions, reason=override)


def population_cautions(body):
    """What the population of the authority makes unusual (CGCT L2143-1, L5211-10-1)."""
    people = body.authority.population
    if people is None or body.type != BodyType.NEIGHBOURHOOD_COUNCIL:
        return
    least = rule(body.authority, "neighbourhood_council.optional_from", clock.today())
    if people < least.number:
        yield Caution(
            "neighbourhood_council.optional_from",
            f"Les conseils de quartier sont prévus à partir de {least.number} habitants ({least.source}) : "
            f"la commune en compte {people}.",
        )


@transaction.atomic
def vote_colleges(body, *, colleges, by, act=None):
    """Set the seats of the coming composition; `colleges` is (name, code, seats, mode)…, in the order of the act.

    `Refused` when somebody was already proposed for a college of a former draft.
    """
    if not colleges:
        raise Refused("Indiquez au moins un collège et son nombre de sièges.")
    _same_authority(body, act)
    draft = College.objects.filter(body_id=body.pk, starts_on=None)
    if Membership.objects.filter(college__in=draft).exists():
        raise Refused("Des candidatures portent déjà sur cette composition : modifiez les collèges un par un.")
    draft.delete()
    made = [_college(body, act, position, *row) for position, row in enumerate(colleges)]
    record(body, "vote_colleges", by=by, facts={"act": act and act.pk, "seats": [c.seats for c in made]})
    return made


def _college(body, act, position, name, code, seats, mode):
    college = College.objects.create(
        body=body, name=name, code=code, seats=seats, appointing_mode=mode, act=act, position=position
    )
    Seat.objects.bulk_create(Seat(college=college, number=n) for n in range(1, seats + 1))
    return college


@transaction.atomic
def install(body, *, by, on):
    """First meeting: the mandates of everybody appointed run from that day."""
    _known_day(on)
    _after_creation(body, on)
    ends_on = term_ends(body, on, body.term_months)
    move(body, "install", by=by, installed_on=on, term_ends_on=ends_on, facts={"on": on.isoformat()})
    start_term(body, on=on, ends_on=ends_on, by=by)


def term_ends(body, on, months):
    """The last day of a term that starts on `on`; `Refused` beyond what the law allows (CGCT L2143-2)."""
    last = term_end(on, months=months) if months else None
    if body.type == BodyType.ADVISORY_COMMITTEE and last:
        limit = rule(body.authority, "advisory_committee.ends_with_term", on)
        term = Term.objects.filter(authority=body.authority_id, starts_on__lte=on, ends_on__gte=on).first()
        if term and last > term.ends_on:
            raise Refused(
                f"La durée d’un comité consultatif ne dépasse pas celle du mandat municipal ({limit.source}) : "
                f"au plus jusqu’au {term.ends_on:%d/%m/%Y}."
            )
    return last


def start_term(body, *, on, ends_on, by):
    """Mandates of the coming composition run from `on` to `ends_on`; those of the former one end on the eve."""
    eve = on - dt.timedelta(days=1)
    coming = queries.coming_colleges(body)
    _end_all(_former_members(body, on), by=by, last_day=eve, reason_code=EndReason.TERM)
    College.objects.filter(body_id=body.pk, starts_on__lt=on, ends_on=None).update(ends_on=eve)
    College.objects.filter(body_id=body.pk, starts_on__lt=on, ends_on__gte=on).update(ends_on=eve)
    appointed = Membership.objects.filter(body_id=body.pk, status=MembershipStatus.APPOINTED)
    for member in appointed.filter(starts_on=None).select_related("body", "person"):
        memberships.set_dates(member, starts_on=on, ends_on=ends_on, by=by)
    coming.update(starts_on=on, ends_on=ends_on)
    # Bureau and commissions live as long as the body that they are part of.
    body.children.filter(type__in=INNER_TYPES).exclude(status=BodyStatus.DISSOLVED).update(term_ends_on=ends_on)


def _former_members(body, on):
    """Those in office in the body and in its parts since before the new term."""
    bodies = [body.pk, *body.children.values_list("pk", flat=True)]
    return Membership.objects.filter(body__in=bodies, status__in=IN_OFFICE, starts_on__lt=on)


def _end_all(rows, *, by, last_day, reason_code):
    """End these mandates; those of the body first, since whoever leaves it leaves its parts with it."""
    for inner in (False, True):
        part = rows.filter(body__type__in=INNER_TYPES) if inner else rows.exclude(body__type__in=INNER_TYPES)
        for member in list(part.select_related("body__parent", "body__authority", "person__user", "authority")):
            departures.leave(member, "end", by=by, last_day=last_day, reason_code=reason_code)


@transaction.atomic
def activate_body(body, *, by):
    """The body is at work."""
    move(body, "activate", by=by)


@transaction.atomic
def adopt_internal_rules(body, *, by, on):
    """The body adopted its internal rules (*règlement intérieur*)."""
    _past_day(on)
    _after_creation(body, on)
    _set(body, "adopt_internal_rules", by, internal_rules_adopted_on=on)


@transaction.atomic
def record_activity_report(body, *, by, on):
    """The yearly activity report was debated by the assembly (CGCT L5211-10-1 for a development council)."""
    _past_day(on)
    _after_creation(body, on)
    _set(body, "record_activity_report", by, activity_report_on=on)


@transaction.atomic
def dissolve(body, *, by, on, act=None, reason=""):
    """The body is no more, by an act; every mandate ends that day."""
    _same_authority(body, act)
    if act is None and not body.is_inner:
        raise Refused("Indiquez l’acte qui dissout l’instance.")
    _after_creation(body, on)
    if body.installed_on and on < body.installed_on:
        raise Refused(f"L’instance a été installée le {body.installed_on:%d/%m/%Y} : elle est dissoute après ce jour.")
    move(body, "dissolve", by=by, dissolution_act=act, dissolved_on=on, reason=reason)
    _end_all(body.memberships.in_office(), by=by, last_day=on, reason_code=EndReason.DISSOLVED)


@transaction.atomic
def publish(body, *, by):
    """Show the body on the public site."""
    if body.status not in body.STEPS["dissolve"][0]:
        raise Refused("Une instance en projet ou dissoute ne se publie pas : créez-la d’abord.")
    _set(body, "publish", by, is_public=True)


@transaction.atomic
def unpublish(body, *, by, reason):
    """Take the body off the public site."""
    _set(body, "unpublish", by, reason=reason, is_public=False)


@transaction.atomic
def describe(body, *, by, **fields):
    """Change what the record says of the body, outside its state; the journal keeps which fields."""
    territories = fields.pop("territories", None)
    changed = [name for name, value in fields.items() if getattr(body, name) != value]
    for name in changed:
        setattr(body, name, fields[name])
    body.save()
    if territories is not None:
        body.territories.set(territories)
    record(body, "describe", by=by, facts={"fields": sorted(changed)})


@transaction.atomic
def set_census(authority, *, year, rows, source, by):
    """Write the census table of a year; `rows` is (label, from age, to age or None, inhabitants)…"""
    AgeClass.objects.filter(authority=authority, census_year=year).delete()
    AgeClass.objects.bulk_create(
        AgeClass(
            authority=authority, census_year=year, source=source, label=label, low=low, high=high, population=people
        )
        for label, low, high, people in rows
    )
    record(authority, "set_census", by=by, facts={"year": year, "classes": len(rows)})


def _set(body, verb, by, reason="", **changes):
    for name, value in changes.items():
        setattr(body, name, value)
    body.save(update_fields=[*changes])
    record(body, verb, by=by, reason=reason, facts={k: str(v) for k, v in changes.items()})


def _same_authority(body, act):
    if act is not None and act.authority_id != body.authority_id:
        raise Refused("Cet acte appartient à une autre collectivité.")


def _known_day(on):
    if on is None:
        raise Refused("Indiquez la date d’installation.")


def _after_creation(body, on):
    """What a body does comes after the act that creates it."""
    act = body.creation_act
    if act is not None and on < act.date:
        raise Refused(f"L’instance est créée par un acte du {act.date:%d/%m/%Y} : indiquez une date postérieure.")


def _past_day(on):
    if on > clock.today():
        raise Refused("Indiquez une date passée ou celle d’aujourd’hui.")
