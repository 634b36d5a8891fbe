"""Reminders of promises: thirty, ten and three days before their date, then each week after it (rule 5 of part B)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from parvis.commons.schemes.queries import authority_team, directors_of, group_of, officer_recipients, recipients
from parvis.ground.accounts.models import User
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.legal import alert_days
from parvis.ground.authorities.models import Authority, Role
from parvis.ground.core import clock
from parvis.ground.core.french import plural
from parvis.ground.core.jobs import every
from parvis.ground.core.manifest import is_on
from parvis.ground.mailing.alerts import Alerts, Deadline, Rules

from .choices import OPEN
from .letters import CommitmentReminder, ReviewExpected
from .models import Commitment, CommitmentReview

MOST = 500
"""Reminders that one run writes: the next hour writes the following ones."""


@every(hours=1)
def remind(now):
    """Write to those who must keep a promise whose date comes or is past. May run twice: each reminder goes once."""
    today = timezone.localdate(now)
    for authority in Authority.objects.all():
        if not is_on(authority, "commitments"):
            continue  # the pages that a reminder leads to are closed
        before = alert_days(authority, today)
        late = list(_waiting(authority, before, today))
        for pk, last, stage in late[:MOST]:
            _remind(pk, last, stage, today)


def _waiting(authority, before, today):
    """(promise, reminder it last had, reminder that stands today) of those not reminded yet."""
    rows = Commitment.objects.of(authority).due_before(today + dt.timedelta(days=before[-1])).order_by("due_on", "pk")
    for pk, due_on, last in rows.values_list("pk", "due_on", "last_reminder").iterator():
        if (stage := stage_of(due_on, today, before)) != last:
            yield pk, last, stage


def stage_of(due_on, today, before):
    """Which reminder stands today: « 2027-06-30-10 » ten days before, « 2027-06-30+2 » in the second week after."""
    days = (due_on - today).days
    if days < 0:
        return f"{due_on}+{(-days - 1) // 7 + 1}"
    return f"{due_on}-{next(step for step in before if days <= step)}"


@transaction.atomic
def _remind(pk, last, stage, today):
    # Of two runs at once, one claims the reminder and writes; a rollback sends nothing and claims nothing.
    if not Commitment.objects.filter(pk=pk, last_reminder=last).update(last_reminder=stage):
        return
    commitment = Commitment.objects.for_record().get(pk=pk)
    late = max((today - commitment.due_on).days, 0)
    words = f"En retard de {plural(late, 'jour')}" if late else "Engagement à tenir"
    letter = CommitmentReminder(commitment, words=words, late_days=late)
    group = group_of(commitment.scheme) if commitment.scheme else ("", "")
    letter.send_to(people_told(commitment), group=group, once=f"{pk}:{stage}")


def people_told(commitment):
    """Whoever answers for the promise, the agents of its department, and the officers who follow it."""
    told = [commitment.owner.recipient()] if commitment.owner else []
    agents = Role.objects.filter(persona=Persona.AGENT, department=commitment.department_id).in_force(clock.today())
    if commitment.department_id:
        users = User.objects.filter(pk__in=agents.values("user"), is_active=True)
        told += recipients(users, commitment.authority_id)
    return told + _following(commitment, Persona.OFFICER)


@every(hours=1)
def remind_reviews(now):
    """Reviews of promises, before their day and after: who follows the promise, then the director. May run twice."""
    today = timezone.localdate(now)
    rules = Rules(today)
    alerts = Alerts(today, rules, family="commitments.commitment:")
    rows = CommitmentReview.objects.waiting().filter(due_on__lte=today + rules.longest, commitment__status__in=OPEN)
    for review in rows.select_related("commitment__authority", "commitment__scheme"):
        if is_on(review.commitment.authority, "commitments"):
            alerts.heed(_awaited(review))


def _awaited(review):
    promise = review.commitment
    return Deadline(
        promise, f"review-{review.pk}", review.due_on, lambda: ReviewExpected(promise, due=review.due_on),
        lambda: _following(promise, Persona.OFFICER), lambda: _following(promise, Persona.DIRECTOR),
        group=group_of(promise.scheme) if promise.scheme else ("", ""), since=promise.promised_on,
    )  # fmt: skip


def _following(promise, persona):
    """The officers or the directors of the promise's scheme; those of the authority without a scheme."""
    if promise.scheme is None:
        return recipients(authority_team(promise.authority_id, persona), promise.authority_id)
    if persona == Persona.DIRECTOR:
        return recipients(directors_of(promise.scheme), promise.authority_id)
    return officer_recipients(promise.scheme)
