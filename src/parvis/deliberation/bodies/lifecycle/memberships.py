"""The life of a membership: proposed, appointed by an act, active, and how it ends (B.7)."""

import datetime as dt

from django.db import IntegrityError, transaction

from parvis.deliberation.bodies import letters, queries, requirements
from parvis.deliberation.bodies.access import close_access, open_access
from parvis.deliberation.bodies.choices import (
    IN_OFFICE,
    BodyStatus,
    EndReason,
    MemberRole,
    MembershipStatus,
)
from parvis.deliberation.bodies.models import Membership, Seat
from parvis.ground.core import clock
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.journal.acts import heed, move, record

WARNED = ("gender_gap", "age_classes")
"""What the composition checker may only warn of when somebody is appointed (B.7)."""


# --- Before the appointment -----------------------------------------------------------------------


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
        raise Refused(
            f"Le collège « {college} » est complet ({college.seats} sièges) : retirez quelqu’un, ou échangez-les."
        )
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
        raise Refused(f"Le collège « {college} » compte {college.seats} sièges : retirez-en {over}.")
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
    _need_act(body, act, appointed_by)
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
    _need_act(body, act, "")
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


def _need_act(body, act, appointed_by):
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


# --- In office ------------------------------------------------------------------------------------


@transaction.atomic
def sign_charter(membership, *, by, on=None):
    """The member signed the charter; the mandate becomes active if its day has come."""
    on = on or clock.today()
    if membership.status not in (MembershipStatus.APPOINTED, MembershipStatus.ACTIVE):
        raise Refused("La charte se signe une fois la personne nommée.")
    _update(membership, "sign_charter", by, charter_signed_on=on)
    if membership.status == MembershipStatus.APPOINTED and not why_not_active(membership):
        activate(membership, by=by)


def why_not_active(membership):
    """Why an appointed member is not in office yet, or an empty text."""
    if membership.starts_on is None:
        return "La date d’installation n’est pas encore fixée."
    if membership.starts_on > clock.today():
        return f"Le mandat commence le {membership.starts_on:%d/%m/%Y}."
    if membership.body.charter_required and membership.charter_signed_on is None:
        return "La charte du membre n’est pas encore signée."
    return ""


@transaction.atomic
def activate(membership, *, by):
    """The mandate runs: start date reached, charter signed. Access is granted."""
    if reason := why_not_active(membership):
        raise Refused(reason)
    move(membership, "activate", by=by)
    open_access(membership, by=by)


@transaction.atomic
def suspend(membership, *, by, reason, heard_on):
    """Set a member aside for a time; they were heard first. Access is closed meanwhile."""
    _need_hearing(reason, heard_on)
    move(membership, "suspend", by=by, reason=reason, heard_on=heard_on, suspended_on=clock.today())
    close_access(membership, by=by, on=clock.today())
    _tell(letters.Suspended, membership, reason=reason)


@transaction.atomic
def resume(membership, *, by, reason=""):
    """The suspension is over."""
    move(membership, "resume", by=by, reason=reason, suspended_on=None)
    open_access(membership, by=by)


@transaction.atomic
def entrust(membership, *, by, role, title="", on=None, act=None, appointed_by=""):
    """Give a member another role in the body: the row ends on the eve, another opens on the same seat.

    Returns the new membership. So the composition of any date says in what capacity each person sat.
    """
    on = on or clock.today()
    _need_act(membership.body, act, appointed_by)
    if membership.status != MembershipStatus.ACTIVE:
        raise Refused("Une fonction se confie à un membre en exercice.")
    if on <= membership.starts_on:
        raise Refused(f"La fonction commence après le début du mandat, le {membership.starts_on:%d/%m/%Y}.")
    leave(membership, "end", by=by, last_day=on - dt.timedelta(days=1), reason_code=EndReason.NEW_ROLE)
    renewed = _successor(
        membership, membership.person, starts_on=on, by=by, role=role, title=title, act=act, appointed_by=appointed_by,
        charter_signed_on=membership.charter_signed_on, status=MembershipStatus.ACTIVE,
    )  # fmt: skip
    open_access(renewed, by=by)
    return renewed


# --- Leaving --------------------------------------------------------------------------------------


@transaction.atomic
def resign(membership, *, by, on=None, reason="", reason_code=EndReason.RESIGNED):
    """The member's letter: they leave after `on`."""
    leave(membership, "resign", by=by, last_day=on or clock.today(), reason_code=reason_code, reason=reason)


@transaction.atomic
def disqualify(membership, *, by, reason, heard_on):
    """Exclude a member, who was heard first (absences, conflict of interest)."""
    _need_hearing(reason, heard_on)
    leave(
        membership, "disqualify", by=by, last_day=clock.today(), reason_code=EndReason.DISQUALIFIED, reason=reason,
        heard_on=heard_on, at_once=True,
    )  # fmt: skip
    _tell(letters.Disqualified, membership, reason=reason)


@transaction.atomic
def record_death(membership, *, by, on):
    """The member died on `on`."""
    leave(membership, "record_death", by=by, last_day=on, reason_code=EndReason.DECEASED)


@transaction.atomic
def end(membership, *, by, on=None):
    """The mandate reached its term."""
    leave(membership, "end", by=by, last_day=on or membership.ends_on or clock.today(), reason_code=EndReason.TERM)
    _tell(letters.MandateEnded, membership)


@transaction.atomic
def replace(membership, *, by, successor=None, on=None, act=None, appointed_by=""):
    """Put somebody in the seat of a member who leaves or left: the substitute of the seat, unless another is named.

    The predecessor in office becomes « remplacé »; one who resigned keeps that state. Returns the new membership.
    """
    on = on or clock.today()
    substitute = None if successor else substitute_of(membership)
    person = successor or (substitute.person if substitute else None)
    if person is None:
        raise Refused("Ce siège n’a pas de suppléance : indiquez la personne qui prend la place.")
    appointed_by = appointed_by or ("" if act else f"Suppléance de {membership.person.full_name}")
    _need_act(membership.body, act, appointed_by)
    refuse_barred(membership.body, person, on)
    if membership.status in IN_OFFICE:
        leave(membership, "replace", by=by, last_day=on - dt.timedelta(days=1), reason_code=EndReason.REPLACED)
    if substitute:
        leave(substitute, "end", by=by, last_day=on - dt.timedelta(days=1), reason_code=EndReason.NEW_ROLE)
    signed = substitute.charter_signed_on if substitute else None
    new = _successor(
        membership, person, starts_on=on, by=by, act=act, appointed_by=appointed_by, charter_signed_on=signed
    )
    if not why_not_active(new):
        activate(new, by=by)
    _tell(letters.SeatTaken, new)
    return new


@transaction.atomic
def record_mandate(body, *, person, by, starts_on, ends_on=None, ended_on=None, end_reason="", **fields):
    """Write a mandate of the past, or one under way, as its act said; nothing is sent.

    A mandate whose last day is past is over; one under way opens its holder's access. `Refused` when its dates or
    another mandate of the same person contradict it.
    """
    today = clock.today()
    last = ended_on or ends_on
    if last is not None and last < starts_on:
        raise Refused("La fin du mandat précède son début.")
    over = last is not None and last < today
    member = Membership(
        authority_id=body.authority_id, body_id=body.pk, person=person, starts_on=starts_on, ends_on=ends_on,
        status=LEFT_BY.get(end_reason, MembershipStatus.ENDED) if over else MembershipStatus.ACTIVE,
        ended_on=last if over else None, end_reason=(end_reason or EndReason.TERM) if over else "", **fields,
    )  # fmt: skip
    if member.status == MembershipStatus.DISQUALIFIED:
        member.heard_on = last
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError as error:
        raise Refused(
            f"{person.full_name} a déjà un mandat en cours dans cette instance, ou le siège est pris."
        ) from error
    record(member, "record_mandate", by=by, to_state=member.status, facts={"body": body.pk, "person": person.pk})
    if not over:
        open_access(member, by=by)
    return member


LEFT_BY = {
    EndReason.RESIGNED: MembershipStatus.RESIGNED,
    EndReason.MOVED: MembershipStatus.RESIGNED,
    EndReason.REPLACED: MembershipStatus.REPLACED,
    EndReason.DISQUALIFIED: MembershipStatus.DISQUALIFIED,
    EndReason.DECEASED: MembershipStatus.DECEASED,
}
"""The state in which each reason leaves a mandate; « terminée » otherwise."""


def substitute_of(membership):
    """The substitute in office of a member's seat, or None."""
    return membership.substitute_rows.in_office().select_related("person__user", "body__parent").first()


def leave(membership, step, *, by, last_day, reason_code, reason="", at_once=False, **changes):
    """End a membership on `last_day`; what it opened closes the next day, or `at_once` for a sanction."""
    move(membership, step, by=by, reason=reason, ended_on=last_day, end_reason=reason_code, **changes)
    close_access(membership, by=by, on=clock.today() if at_once else last_day + dt.timedelta(days=1))


def set_dates(membership, *, starts_on, ends_on, by):
    """Fix the dates of a mandate once the installation is known; it becomes active if nothing else is missing."""
    _update(membership, "set_dates", by, starts_on=starts_on, ends_on=ends_on)
    if membership.status == MembershipStatus.APPOINTED and not why_not_active(membership):
        activate(membership, by=by)


def _successor(membership, person, *, starts_on, by, role=None, status=MembershipStatus.APPOINTED, **fields):
    new = Membership.objects.create(
        authority_id=membership.authority_id, body_id=membership.body_id, person=person, replaces=membership,
        college=membership.college, seat=membership.seat, organisation=membership.organisation,
        role=role or _plain_role(membership), status=status, starts_on=starts_on,
        ends_on=_ends_after(membership, starts_on), **fields,
    )  # fmt: skip
    record(new, "succeed", by=by, to_state=new.status, facts={"replaces": membership.pk, "person": person.pk})
    return new


def _tell(letter, membership, **context):
    sent = letter(membership, **context)
    sent.send_to(membership.person.recipient(), group=letters.group(membership.body))


def _plain_role(membership):
    """Whoever takes a seat takes no office with it: the chair is elected again."""
    return MemberRole.SUBSTITUTE if membership.is_substitute else MemberRole.MEMBER


def _ends_after(membership, starts_on):
    ends_on = membership.ends_on
    return ends_on if ends_on is None or ends_on >= starts_on else membership.body.term_ends_on


def _need_hearing(reason, heard_on):
    if not reason.strip():
        raise Refused("Écrivez le motif : il est communiqué à la personne.")
    if heard_on is None:
        raise Refused("Indiquez la date à laquelle la personne a été entendue : elle a le droit de s’expliquer.")
    if heard_on > clock.today():
        raise Refused("La personne doit être entendue avant la décision.")


def _update(membership, verb, by, **changes):
    for name, value in changes.items():
        setattr(membership, name, value)
    membership.save(update_fields=[*changes])
    record(membership, verb, by=by, facts={k: str(v) for k, v in changes.items()})
