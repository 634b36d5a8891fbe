"""What time does to accounts: connection logs are kept as long as the rule says, closed sessions are forgotten."""

import datetime as dt

from django.utils import timezone

from parvis.ground.authorities.choices import RuleStanding, RuleUnit
from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.models import Authority
from parvis.ground.core.dates import add_months
from parvis.ground.core.jobs import every

from . import sessions
from .models import ConnectionLog

KEEP_LOG = "connection_log.kept"
SOURCE = "CNIL, délibération 2021-122, recommandation sur la journalisation (de six mois à un an)"
RULES = (
    {
        "code": KEEP_LOG, "label": "Conservation des traces de connexion", "value": 12, "unit": RuleUnit.MONTHS,
        "valid_from": dt.date(2021, 10, 14), "source": SOURCE, "standing": RuleStanding.PROPOSAL,
    },
)  # fmt: skip


@every(hours=24)
def purge_connection_log(now):
    """Erase the traces older than the rule of their authority; those of no authority follow the general rule."""
    for authority in [*Authority.objects.all(), None]:
        ConnectionLog.objects.filter(authority=authority, at__date__lt=kept_since(authority, now)).delete()


@every(hours=1)
def forget_closed_sessions(now):
    """Drop sessions that expired, with the address and the browser kept of each."""
    sessions.forget_closed()


def kept_since(authority, now):
    """The first day of which traces are kept."""
    day = timezone.localdate(now)
    return add_months(day, -known_rule(authority, KEEP_LOG, day).number)
