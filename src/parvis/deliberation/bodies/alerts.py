"""What is told before and after each deadline of a body: internal rules, report, renewal (rule 5 of part B)."""

from parvis.commons.schemes.queries import directors_of, recipients
from parvis.ground.mailing.alerts import Alerts, Deadline, Rules

from . import letters, queries
from .choices import BodyType
from .models import Body, MunicipalOpinion, RenewalItem


def send(today):
    """Everything that is awaited of bodies; the officer is told, then the director of what is late."""
    rules = Rules(today)
    alerts = Alerts(today, rules, family="bodies.")
    for find in (internal_rules, activity_reports, renewal_items, municipal_opinions):
        for deadline in find(today + rules.longest):
            alerts.heed(deadline)


def internal_rules(until):
    """Rules to adopt some months after the installation (B.8)."""
    for body in _sharing(queries.without_internal_rules(Body.objects.alive())):
        due = queries.internal_rules_due_on(body)
        if due <= until:
            yield _awaited(body, body, "internal-rules", "Règlement intérieur à adopter", due, body.installed_on)


def activity_reports(until):
    """The yearly report of a development council, to be debated by the assembly (CGCT L5211-10-1)."""
    rows = Body.objects.alive().filter(type=BodyType.DEVELOPMENT_COUNCIL).exclude(installed_on=None)
    for body in _sharing(rows):
        due = queries.activity_report_due_on(body)
        if due <= until:
            since = body.activity_report_on or body.installed_on
            yield _awaited(body, body, "activity-report", "Rapport d’activité à débattre", due, since)


def renewal_items(until):
    """The items and duties of a renewal, each by its date (CGCT L5211-11-2)."""
    rows = RenewalItem.objects.filter(campaign__closed_on=None, done_on=None, due_on__lte=until)
    for item in rows.select_related("campaign__body", "campaign__authority"):
        campaign = item.campaign
        yield _awaited(campaign, campaign.body, f"item-{item.pk}", item.label, item.due_on, campaign.opened_on)


def municipal_opinions(until):
    """The opinions awaited of the municipal councils, all those of one day together."""
    rows = MunicipalOpinion.objects.filter(campaign__closed_on=None, received_on=None, due_on__lte=until)
    days = rows.select_related("campaign__body", "campaign__authority").order_by("campaign", "due_on", "asked_on")
    for (campaign, due), asked in {(o.campaign, o.due_on): o.asked_on for o in days}.items():
        yield _awaited(campaign, campaign.body, f"opinions-{due}", "Avis de conseils municipaux attendus", due, asked)


def _sharing(rows):
    """The bodies, one authority in hand for all of its own: its rules are read once."""
    authorities = {}
    for body in rows.select_related("authority"):
        body.authority = authorities.setdefault(body.authority_id, body.authority)
        yield body


def _awaited(about, body, code, what, due, since):
    return Deadline(
        about, code, due, lambda: letters.Expected(about, what=what, body=body, due=due),
        lambda: letters.officers(body), lambda: recipients(directors_of(body), body.authority_id),
        group=letters.group(body), since=since,
    )  # fmt: skip
