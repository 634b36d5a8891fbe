"""What time does to follows: addresses that never answered, and rows emptied of theirs, go."""

import datetime as dt

from django.utils import timezone

from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.models import Authority
from parvis.ground.core.jobs import every

from . import legal
from .models import Follow


@every(hours=24)
def forget(now):
    """Delete what nobody confirmed in time: anybody may type the address of anybody. May run twice."""
    today = timezone.localdate(now)
    for authority in Authority.objects.all():
        kept = dt.timedelta(days=known_rule(authority, legal.UNCONFIRMED, today).number)
        rows = Follow.objects.of(authority)
        rows.filter(confirmed_at=None, asked_at__date__lt=today - kept).delete()
        rows.filter(email="").delete()
