"""Before the seat: proposed, retained or not, appointed by an act (B.7)."""

from django.db import IntegrityError, transaction

from parvis.deliberation.bodies import queries, requirements
from parvis.deliberation.bodies.choices import (
    BodyStatus,
    MemberRole,
    MembershipStatus,
)
from parvis.deliberation.bodies.models import Membership, Seat
from parvis.ground.core import clock
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.core.french import plural
from parvis.ground.journal.acts import heed, move, record

WARNED = ("gender_gap", "age_classes")
"""What the composition checker may only warn of when somebody is appointed (B.7)."""


@transaction.atomic
def propose(body, *, person, by, college=None, seat=None, role=MemberRole.MEMBER, **fields):
    """Put somebody forward for a body: drawn, volunteer, designated by an organisation, elected by their peers."""
    if body.status in (BodyStatus.DISSOLVED,):
        raise Refused("Cette instance est dissoute : personne n’y est plus proposé.")
    if person.authority_id != body.authority_id:
        raise Refused("Cette personne appartient au fichier d’une autre collectivité.")
    college = college or (seat.college if seat else None)
    if college and college.body_id != body.pk:
        raise Refused("Ce collège appartient à une autre instance.")
    try:
        with transaction.atomic():
            member = Membership.objects.create(
                authority_id=body.authority_id, body_id=body.pk, person=person, college=college, seat=seat, role=role,
                **fields,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(f"{person.full_name} est déjà proposée ou nommée à cette place.") from error
    record(member, "propose", by=by, to_state=member.status, facts={"body": body.pk, "person": person.pk})
    return member


@transaction.atomic
def retain(membership, *, by):
    """Choose a candidate for the composition being prepared. `Refused` when their college is full."""
    _open_candidate(membership)
    college = membership.college
    if college and not membership.is_retained and _chosen(college) >= college.seats:
        seats = plural(college.seats, "siège")
        raise Refused(f"Le collège « {college} » est complet ({seats}) : retirez quelqu’un, ou échangez-les.")
    _mark(membership, True, "retain", by)


@transaction.atomic
def release(membership, *, by):
    """Put a retained candidate back among the others."""
    _open_candidate(membership)
    _mark(membership, False, "release", by)


@transaction.atomic
def swap(leaving, arriving, *, by):
    """Exchange a retained candidate for another of the same college: the seats stay filled."""
    if leaving.college_id != arriving.college_id:
        raise Refused("Échangez deux personnes du même collège.")
    release(leaving, by=by)
    retain(arriving, by=by)


@transaction.atomic
def choose(college, *, ids, by):
    """Retain exactly these candidates of a college. `Refused` beyond its seats; the others go back in the list."""
    candidates = college.memberships.filter(status=MembershipStatus.PROPOSED)
    seated = college.memberships.holders().in_office().count()
    if seated + len(ids) > college.seats:
        over = seated + len(ids) - college.seats
        raise Refused(f"Le collège « {college} » compte {plural(college.seats, 'siège')} : retirez-en {over}.")
    for member in candidates.filter(is_retained=True).exclude(pk__in=ids):
        _mark(member, False, "release", by)
    for member in candidates.filter(is_retained=False, pk__in=ids):
        _mark(member, True, "retain", by)


def _open_candidate(membership):
    if membership.status != MembershipStatus.PROPOSED:
        raise Refused("Cette personne n’est plus candidate.")


def _chosen(college):
    """Seats of a college that are taken: retained candidates and people in office."""
    rows = college.memberships.holders()
    return rows.in_office().count() + rows.retained().count()


def _mark(membership, retained, verb, by):
    rows = Membership.objects.filter(pk=membership.pk, status=MembershipStatus.PROPOSED, is_retained=not retained)
    if not rows.update(is_retained=retained):
        raise Refused("Cette candidature vient de changer. Rechargez la page.")
    membership.is_retained = retained
    record(membership, verb, by=by)


@transaction.atomic
def decline(membership, *, by, reason=""):
    """The candidate is not retained."""
    move(membership, "decline", by=by, is_retained=False, reason=reason)


# --- Appointment ----------------------------------------------------------------------------------


@transaction.atomic
def appoint(
    membership, *, by, act=None, appointed_by="", starts_on=None, ends_on=None, seat=None, override=""
):  # fmt: skip
    """Appoint by an act of the authority, or an election of the body.

    `Refused` without an act, or when an elected member of the authority may not sit; warned when the composition would
    then leave its rules.
    """
    body, seat = membership.body, seat or membership.seat
    need_act(body, act, appointed_by)
    law = refuse_barred(body, membership.person, starts_on or clock.today())
    starts_on, ends_on = _dates(body, membership, starts_on, ends_on)
    cautions = heed(composition_cautions(membership, starts_on), override)
    _refuse_taken_seat(membership, seat)
    _refuse_double(membership)
    move(
        membership, "appoint", by=by, rule=law, cautions=cautions, reason=override, is_retained=False, act=act,
        appointed_by=appointed_by, starts_on=starts_on, ends_on=ends_on, seat=seat,
        facts={"act": act and act.pk, "body": body.pk},
    )  # fmt: skip


@transaction.atomic
def appoint_retained(body, *, by, act, override=""):
    """Appoint everybody retained for the coming composition, by one act, each to a free seat of their college.

    The composition is checked as a whole: warned when it fails. Returns the memberships.
    """
    retained = list(queries.body_rows(body).retained().for_list().select_related("person__user"))
    if not retained:
        raise Refused("Personne n’est retenu : choisissez d’abord les membres.")
    need_act(body, act, "")
    for member in retained:
        refuse_barred(body, member.person, clock.today())
    cautions = heed(_cautions(queries.report_coming(body).findings), override)
    free = _free_seats(retained)
    for member in retained:
        move(
            member, "appoint", by=by, cautions=cautions, reason=override, is_retained=False, act=act,
            seat=member.seat or _take_seat(free, member), facts={"act": act.pk, "body": body.pk},
        )  # fmt: skip
    return retained


def refuse_barred(body, person, on):
    """`Refused` when the person sits on the assembly and the body excludes its members; returns the rule applied.

    CGCT L5211-10-1: community and metropolitan councillors cannot be members of the development council.
    """
    found = requirements.excluding_rule(body, on)
    office = requirements.elected_titles([person.pk], on).get(person.pk)
    if found is None or not office:
        return found[0].version if found and found[0] else ""
    raise Refused(
        f"{person.full_name} ne peut pas siéger dans cette instance : {office[0].lower()}{office[1:]}, "
        f"et un membre de l’assemblée délibérante n’y siège pas ({found[1]}). Proposez une autre personne."
    )


def composition_cautions(membership, on):
    """What the composition would no longer respect with this person, once no seat is left vacant."""
    body = membership.body
    if membership.is_substitute or not queries.colleges_on(body, on or clock.today()).exists():
        return ()
    day = max(on or clock.today(), clock.today())
    report = queries.report(body, [*queries.members_on(body, day), membership], day, queries.colleges_on(body, day))
    full = all(finding.passed for finding in report.findings if finding.code == "vacancies")
    return _cautions(report.findings) if full else ()


def _cautions(findings):
    failed = [f for f in findings if f.code in WARNED and f.passed is False]
    return tuple(Caution(f.code, f"{f.title} : {f.measure} {f.advice} ({f.source})") for f in failed)


def need_act(body, act, appointed_by):
    if act is None and not appointed_by.strip():
        raise Refused("Indiquez l’acte de nomination, ou l’élection qui désigne la personne.")
    if act is not None and act.authority_id != body.authority_id:
        raise Refused("Cet acte appartient à une autre collectivité.")


def _dates(body, membership, starts_on, ends_on):
    """Dates of the mandate: given, else those of the term under way; none yet for a composition to be installed."""
    coming = membership.college is not None and membership.college.starts_on is None
    if starts_on is None and not coming and body.installed_on:
        starts_on = max(clock.today(), body.installed_on)
    if ends_on is None and starts_on is not None:
        ends_on = body.term_ends_on
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused("La fin du mandat précède son début.")
    return starts_on, ends_on


def _refuse_taken_seat(membership, seat):
    if seat is None or membership.is_substitute:
        return
    if seat.memberships.holders().in_office().exclude(pk=membership.pk).exists():
        raise Refused(f"Le siège {seat} est déjà occupé.")


def _refuse_double(membership):
    twice = Membership.objects.filter(
        body=membership.body_id, person=membership.person_id, status=MembershipStatus.APPOINTED
    )
    if twice.exists():
        raise Refused(f"{membership.person.full_name} est déjà nommée dans cette instance.")


def _free_seats(members):
    """{college: its free seats} for the colleges of these members."""
    seats = Seat.objects.filter(college__in={m.college_id for m in members if m.college_id})
    taken = set(Membership.objects.in_office().holders().exclude(seat=None).values_list("seat", flat=True))
    taken |= {m.seat_id for m in members}
    free = {}
    for seat in seats.order_by("number"):
        if seat.pk not in taken:
            free.setdefault(seat.college_id, []).append(seat)
    return free


def _take_seat(free, member):
    """The seat of the person's territory when there is one, else the first free one."""
    seats = free.get(member.college_id, [])
    own = next((s for s in seats if s.territory_id and s.territory_id == member.person.territory_id), None)
    seat = own or next((s for s in seats if s.territory_id is None), None)
    if seat is not None:
        seats.remove(seat)
    return seat
