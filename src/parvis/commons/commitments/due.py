"""Reminders of promises: thirty, ten and three days before their date, then each week after it (rule 5 of part B)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from parvis.commons.schemes.queries import authority_team, group_of, officer_recipients, recipients
from parvis.ground.accounts.models import User
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import Role
from parvis.ground.core import clock
from parvis.ground.core.french import plural
from parvis.ground.core.jobs import every

from .letters import CommitmentReminder
from .models import Commitment

BEFORE = (3, 10, 30)


@every(hours=1)
def remind(now):
    """Write to those who must keep a promise whose date comes or is past. May run twice: each reminder goes once."""
    today = timezone.localdate(now)
    rows = Commitment.objects.open().filter(due_on__lte=today + dt.timedelta(days=max(BEFORE)))
    for pk, due_on, last in rows.values_list("pk", "due_on", "last_reminder").iterator():
        stage = stage_of(due_on, today)
        if stage != last:
            _remind(pk, last, stage, today)


def stage_of(due_on, today):
    """Which reminder stands today: « 2027-06-30-10 » ten days before, « 2027-06-30+2 » in the second week after."""
    days = (due_on - today).days
    if days < 0:
        return f"{due_on}+{(-days - 1) // 7 + 1}"
    return f"{due_on}-{next(step for step in BEFORE if days <= step)}"


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
    if commitment.scheme_id:
        return told + officer_recipients(commitment.scheme)
    return told + recipients(authority_team(commitment.authority_id, Persona.OFFICER), commitment.authority_id)
