"""In the seat: active, suspended, given another role, and how one leaves it (B.7)."""

import datetime as dt

from django.db import IntegrityError, transaction

from parvis.deliberation.bodies import letters, queries
from parvis.deliberation.bodies.access import close_access, open_access
from parvis.deliberation.bodies.choices import (
    IN_OFFICE,
    EndReason,
    MemberRole,
    MembershipStatus,
)
from parvis.deliberation.bodies.models import Membership
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import move, record

from .candidates import need_act, refuse_barred
from .departures import leave, step_for


@transaction.atomic
def sign_charter(membership, *, by, on=None):
    """The member signed the charter; the mandate becomes active if its day has come."""
    on = on or clock.today()
    _refuse_to_come(on)
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
    need_act(membership.body, act, appointed_by)
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
    """Exclude a member, who was heard first (absences, conflict of interest). Their rights end at once."""
    _need_hearing(reason, heard_on)
    leave(
        membership, "disqualify", by=by, last_day=clock.today(), reason_code=EndReason.DISQUALIFIED, reason=reason,
        heard_on=heard_on, at_once=True,
    )  # fmt: skip
    _tell(letters.Disqualified, membership, reason=reason)


@transaction.atomic
def record_death(membership, *, by, on):
    """The member died on `on`."""
    _refuse_to_come(on)
    leave(membership, "record_death", by=by, last_day=on, reason_code=EndReason.DECEASED)


@transaction.atomic
def end(membership, *, by, on=None, reason_code=EndReason.TERM, reason=""):
    """The mandate reached its term, or the person is no longer what they sat as (`EndReason.LOST_QUALITY`)."""
    last_day = on or membership.ends_on or clock.today()
    leave(membership, "end", by=by, last_day=last_day, reason_code=reason_code, reason=reason)


@transaction.atomic
def replace(membership, *, by, successor=None, on=None, act=None, appointed_by=""):
    """Put somebody in the seat of a member who leaves or left: the substitute of the seat, unless another is named.

    The predecessor in office becomes « remplacé »; one who resigned keeps that state. Returns the new membership.
    """
    on = on or _first_free_day(membership)
    _refuse_taken_until(membership, on)
    substitute = None if successor else queries.substitute_of(membership)
    person = successor or (substitute.person if substitute else None)
    if person is None:
        raise Refused("Ce siège n’a pas de suppléance : indiquez la personne qui prend la place.")
    appointed_by = appointed_by or ("" if act else f"Suppléance de {membership.person.full_name}")
    need_act(membership.body, act, appointed_by)
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
def call_substitute(membership, *, by):
    """Put the substitute in the seat of a member who left, from the day after, today at the earliest.

    `Refused` while the member sits, when the seat is taken again, or without a substitute.
    """
    if membership.status in IN_OFFICE:
        raise Refused("Enregistrez d’abord la fin du mandat : la suppléance est appelée ensuite.")
    if reason := queries.why_no_succession(membership):
        raise Refused(reason)
    return replace(membership, by=by)


@transaction.atomic
def record_mandate(body, *, person, by, starts_on, ends_on=None, ended_on=None, end_reason="", heard_on=None, **fields):
    """Write a mandate of the past, or one under way, as its act said; nothing is sent.

    A mandate whose last day is past is over; one under way opens its holder's access. `Refused` when its dates or
    another mandate of the same person contradict it, when an elected member of the authority may not sit today, and
    when an exclusion does not say on which day the person was heard.
    """
    today = clock.today()
    last = ended_on or ends_on
    if last is not None and last < starts_on:
        raise Refused("La fin du mandat précède son début.")
    over = last is not None and last < today
    law = "" if over else refuse_barred(body, person, today)
    member = Membership(
        authority_id=body.authority_id, body_id=body.pk, person=person, starts_on=starts_on, ends_on=ends_on,
        status=Membership.STEPS[step_for(end_reason)][1] if over else MembershipStatus.ACTIVE,
        ended_on=last if over else None, end_reason=(end_reason or EndReason.TERM) if over else "", **fields,
    )  # fmt: skip
    if member.status == MembershipStatus.DISQUALIFIED:
        member.heard_on = _hearing_before(heard_on, last)
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError as error:
        raise Refused(
            f"{person.full_name} a déjà un mandat en cours dans cette instance, ou le siège est pris."
        ) from error
    facts = {"body": body.pk, "person": person.pk}
    record(member, "record_mandate", by=by, to_state=member.status, rule=law, facts=facts)
    if not over:
        open_access(member, by=by)
    return member


def _hearing_before(heard_on, last_day):
    if heard_on is None:
        raise Refused("Une exclusion dit quand la personne a été entendue : donnez cette date (« Entendue le »).")
    if heard_on > last_day:
        raise Refused("La personne a été entendue avant de quitter l’instance : vérifiez « Entendue le ».")
    return heard_on


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


def _first_free_day(membership):
    """Today, or the day after the last one of whoever left."""
    left = membership.ended_on
    return max(clock.today(), left + dt.timedelta(days=1)) if left else clock.today()


def _refuse_to_come(on):
    if on > clock.today():
        raise Refused("Cette date est à venir : indiquez une date passée ou celle d’aujourd’hui.")


def _refuse_taken_until(membership, on):
    """A seat is taken after the last day of whoever left it."""
    if membership.ended_on and on <= membership.ended_on:
        raise Refused(f"Le siège est occupé jusqu’au {membership.ended_on:%d/%m/%Y} : la relève commence ensuite.")


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
