"""Hearings: a service or guests are invited, answer, come, and what they said is written up."""

from django.db import transaction

from parvis.commons.schemes.queries import group_of
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.core.html import clean, plain
from parvis.ground.journal.acts import move, record

from .. import letters
from ..choices import GuestAnswer, HearingStatus, Status
from ..models import Hearing, HearingGuest
from .telling import department_recipients
from .working import refuse_ended, start


@transaction.atomic
def plan_hearing(referral, *, at, subject, by, guests=(), department=None, place=""):
    """Invite a service, or guests, to be heard. `guests` are (name and quality, address or nothing).

    Each guest with an address receives a private page of their own; the others are invited by other means.
    """
    refuse_ended(referral)
    if not guests and department is None:
        raise Refused("Dites qui est entendu : un service, ou des personnes.")
    hearing = Hearing.objects.create(referral=referral, at=at, subject=subject, department=department, place=place)
    record(hearing, "plan_hearing", by=by, to_state=hearing.status, facts={"referral": referral.pk})
    letters.HearingInvitation(referral, hearing=hearing).send_to(inside(hearing), group=group_of(referral.body))
    for name, email in guests:
        _invite(hearing, name, email)
    return hearing


@transaction.atomic
def invite_guest(hearing, *, name, by, email=""):
    """One more person is heard, while the hearing is still to come."""
    if hearing.status != HearingStatus.PLANNED:
        raise Refused("Cette audition n’est plus à venir : personne ne s’y ajoute.")
    if email and hearing.guests.filter(email__iexact=email).exists():
        raise Refused("Une personne est déjà invitée à cette adresse.")
    guest = _invite(hearing, name, email)
    record(hearing, "invite_guest", by=by, facts={"guest": guest.pk, "referral": hearing.referral_id})
    return guest


@transaction.atomic
def answer_invitation(guest, *, coming):
    """A guest says on their private page whether they come; they may change their mind until the hearing."""
    if guest.hearing.status != HearingStatus.PLANNED:
        raise Refused("Cette audition n’est plus à venir : votre réponse ne change plus.")
    guest.answer = GuestAnswer.COMING if coming else GuestAnswer.NOT_COMING
    guest.answered_at = clock.now()
    guest.save(update_fields=["answer", "answered_at"])
    facts = {"guest": guest.pk, "answer": str(guest.answer), "referral": guest.hearing.referral_id}
    record(guest.hearing, "answer_invitation", by=None, facts=facts)


@transaction.atomic
def hold_hearing(hearing, *, report_html, by, override=""):
    """Write up what was said. The first hearing of an admitted referral starts its work."""
    report = clean(report_html)
    if not plain(report):
        raise Refused("Écrivez ce qui a été dit pendant l’audition.")
    if hearing.referral.status == Status.ADMITTED:
        start(hearing.referral, by=by, override=override)
    move(hearing, "hold_hearing", by=by, report_html=report, facts={"referral": hearing.referral_id})


@transaction.atomic
def cancel_hearing(hearing, *, reason, by):
    """The hearing will not take place: whoever was invited is told, with the reason."""
    move(hearing, "cancel_hearing", by=by, reason=reason, facts={"referral": hearing.referral_id})
    referral = hearing.referral
    letters.HearingCancelled(referral, hearing=hearing, reason=reason).send_to(
        hearing_recipients(hearing), group=group_of(referral.body)
    )


def hearing_recipients(hearing):
    """Everybody whom a message about the hearing reaches: inside, then the guests whose address is known."""
    return [*inside(hearing), *(g.recipient() for g in hearing.guests.exclude(email=""))]


def inside(hearing):
    """The contact in the services and the rapporteur when they are named, the agents of the service that is heard
    (else its own address)."""
    referral = hearing.referral
    people = [p.recipient() for p in (referral.service_contact, referral.rapporteur) if p]
    return people + (department_recipients(hearing.department) if hearing.department_id else [])


def _invite(hearing, name, email):
    guest = HearingGuest.objects.create(hearing=hearing, name=name.strip(), email=email.strip().lower())
    if guest.email:
        letters.GuestInvitation(hearing.referral, hearing=hearing, guest=guest).send_to(
            guest.recipient(), group=group_of(hearing.referral.body)
        )
    return guest
