"""The life of a request (B.17): received, identity checked if in doubt, answered within a month or three, closed."""

from django.db import transaction

from parvis.commons.people.queries import person_of
from parvis.ground.authorities.legal import apply_delay, rule_in_force
from parvis.ground.core import clock
from parvis.ground.core.dates import add_months
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import move, record

from . import erasure, letters
from .choices import ANSWER, EXTENSION, OPEN, Right
from .models import DataSubjectRequest
from .subjects import subject_of


@transaction.atomic
def receive(authority, *, right, name, email="", details="", user=None, by=None, received_on=None):
    """Register a request and acknowledge it. `user` is who asked, signed in; `by` who typed a paper one."""
    received_on = received_on or clock.today()
    if received_on > clock.today():
        raise Refused("La date de réception ne peut pas être à venir.")
    due_on = apply_delay(rule_in_force(authority, ANSWER, received_on), received_on)
    request = DataSubjectRequest.objects.create(
        authority=authority, right=right, name=name, email=email, details=details, user=user,
        person=person_of(user, authority) if user else None, received_on=received_on, due_on=due_on,
    )  # fmt: skip
    record(request, "receive_request", by=by or user, to_state=request.status, facts={"right": str(right)})
    letters.RequestReceived(request).send_to(letters.requester(request))
    letters.NewRequest(request).send_to(letters.controllers(authority))
    return request


@transaction.atomic
def check_identity(request, *, by):
    """There is a doubt on who asks: proof is asked for (RGPD, art. 12 § 6)."""
    move(request, "check_identity", by=by)
    letters.IdentityAsked(request).send_to(letters.requester(request))


@transaction.atomic
def take(request, *, by, person=None, identity=""):
    """Somebody handles it, on this record. After a doubt, `Refused` without how the identity was checked."""
    if request.status == "identity_check" and not identity.strip():
        raise Refused("Dites comment l’identité a été vérifiée.")
    if person is not None and person.authority_id != request.authority_id:
        raise Refused("Cette fiche n’est pas connue ici.")
    changes = {"person": person or request.person, "identity": identity.strip() or request.identity}
    move(request, "take", by=by, facts={"person": getattr(changes["person"], "pk", None)}, **changes)


@transaction.atomic
def extend(request, *, reason, by):
    """The request is complex: two more months, told with the reason within the first one (RGPD, art. 12 § 3)."""
    if not reason.strip():
        raise Refused("Écrivez pourquoi le délai est prolongé : la personne doit le savoir.")
    if request.due_on < clock.today():
        raise Refused("Le premier délai est passé : la prolongation ne peut plus être annoncée, répondez.")
    months = sum(rule_in_force(request.authority, code, request.received_on).number for code in (ANSWER, EXTENSION))
    due_on = add_months(request.received_on, months)
    move(request, "extend", by=by, extension_reason=reason.strip(), due_on=due_on)
    letters.RequestExtended(request).send_to(letters.requester(request))


@transaction.atomic
def answer(request, *, text, by):
    """Say what was done. An erasure is answered once it is done."""
    if not text.strip():
        raise Refused("Écrivez la réponse donnée à la personne.")
    if request.right == Right.ERASURE and request.person and not request.erasures.exists():
        raise Refused("Effacez d’abord les données, ou refusez la demande avec sa raison.")
    move(request, "answer", by=by, answer=text.strip(), answered_on=clock.today())
    letters.RequestAnswered(request).send_to(letters.requester(request))


@transaction.atomic
def refuse(request, *, reason, by):
    """Say no, why, and where to complain (RGPD, art. 12 § 4)."""
    if not reason.strip():
        raise Refused("Écrivez la raison du refus : la personne doit la connaître.")
    move(request, "refuse", by=by, refusal_reason=reason.strip(), answered_on=clock.today())
    letters.RequestRefused(request).send_to(letters.requester(request))


@transaction.atomic
def close(request, *, by):
    move(request, "close", by=by, closed_on=clock.today())


@transaction.atomic
def erase_for(request, *, by, override=""):
    """Erase the data of the person of an erasure request that is being handled."""
    if request.right != Right.ERASURE or request.status not in OPEN:
        raise Refused("Cette demande n’est pas une demande d’effacement en cours.")
    if request.person is None and request.user is None:
        raise Refused("Rattachez d’abord la demande à la fiche de la personne.")
    subject = subject_of(request.authority, person=request.person, user=request.user)
    # The address to answer to outlives the erasure: it belongs to the request, kept as its proof.
    return erasure.erase(subject, by=by, request=request, override=override)
