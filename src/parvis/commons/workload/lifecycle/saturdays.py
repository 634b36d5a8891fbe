"""One Saturday more than the rule: asked with a reason, answered by the director with another.

Reasons stay in the request, which the officer and the director read; the journal, which others read, holds the acts.
"""

from django.db import transaction

from parvis.commons.workload import queries
from parvis.commons.workload.choices import HELD, AgreementStatus
from parvis.commons.workload.models import SaturdayAgreement, WorkSession
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import move, record


@transaction.atomic
def ask_saturday(user, authority, day, *, reason, by):
    """Ask the director for a Saturday beyond the rule, before planning it. `Refused` when no answer is needed."""
    if day.isoweekday() != 6:
        raise Refused("Ce jour n’est pas un samedi.")
    if day < clock.today():
        raise Refused("Ce samedi est passé : l’accord se demande avant.")
    if not reason.strip():
        raise Refused("Écrivez pourquoi ce samedi est nécessaire : la direction répond à ce motif.")
    if queries.agreement_on(user, authority, day):
        raise Refused("L’accord est déjà demandé ou donné pour ce samedi.")
    if not queries.saturday_cautions(user, authority, day):
        raise Refused("Ce samedi ne dépasse pas la règle : vous pouvez le prévoir sans accord.")
    return request_saturday(user, authority, day, reason=reason, by=by)


@transaction.atomic
def request_saturday(user, authority, day, *, reason, by):
    """Write the request; one that stands already for this day is given back as it is."""
    if known := queries.agreement_on(user, authority, day):
        return known
    agreement = SaturdayAgreement.objects.create(
        authority=authority, user=user, day=day, reason=reason.strip()[:2000], asked_at=clock.now(),
        rank=len(set(queries.saturdays(user, authority, day)) | {day}),
    )  # fmt: skip
    record(agreement, "ask_saturday", by=by, to_state=AgreementStatus.ASKED)
    return agreement


@transaction.atomic
def grant_saturday(agreement, *, answer, by):
    """The director agrees, and says why."""
    _decide(agreement, "grant", answer, by)


@transaction.atomic
def refuse_saturday(agreement, *, answer, by):
    """The director does not agree, and says why: the sessions planned that day are cancelled."""
    _decide(agreement, "refuse", answer, by)
    rows = WorkSession.objects.of(agreement.authority).of_user(agreement.user).planned().filter(day=agreement.day)
    for session in rows:
        move(session, "cancel", by=by)


@transaction.atomic
def withdraw_request(agreement, *, by):
    """The officer no longer asks."""
    move(agreement, "withdraw", by=by)


def withdraw_request_of(session, *, by):
    """A request falls when nothing is planned any more on its day but this session."""
    waiting = queries.agreement_on(session.user, session.authority, session.day)
    if waiting is None or waiting.status != AgreementStatus.ASKED:
        return
    rows = WorkSession.objects.of(session.authority).of_user(session.user).filter(day=session.day, status__in=HELD)
    if not rows.exclude(pk=session.pk).exists():
        move(waiting, "withdraw", by=by)


def _decide(agreement, step, answer, by):
    if by is None or by.pk == agreement.user_id:
        raise Refused("La personne qui demande ce samedi ne répond pas elle-même.")
    if not answer.strip():
        raise Refused("Écrivez le motif de votre réponse : l’agent le lira.")
    move(agreement, step, by=by, decided_by=by, decided_at=clock.now(), answer=answer.strip())
