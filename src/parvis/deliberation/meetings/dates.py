"""What makes a date a difficult one for a meeting (B.3).

The verbs that set a date ask it and warn; the record says what is still true of it as long as the meeting is to come.
"""

import datetime as dt

from parvis.commons.workload import queries as workload
from parvis.commons.workload.legal import SATURDAYS
from parvis.ground.authorities.legal import (
    RESERVE_MONTHS,
    elections_from,
    reserve_months,
    reserves_of,
    rules_in_force,
)
from parvis.ground.authorities.models import AvoidedPeriod
from parvis.ground.core import french
from parvis.ground.core.dates import public_holidays
from parvis.ground.core.errors import Caution
from parvis.ground.core.gathering import light_rows

from .choices import UPCOMING
from .models import Meeting

SEVERAL_DAYS = dt.timedelta(days=1)
"""No meeting starts so long before another and still runs when it opens."""


def cautions(meeting, periods, reserves, others):
    """Holidays, days that the authority avoids, *réserves électorales*, other meetings that run at the same time."""
    day = meeting.day
    if holiday := public_holidays(day.year, meeting.authority.alsace_moselle).get(day):
        yield Caution("meeting.holiday", f"Le {french.plain_date(day)} est un jour férié : {holiday}.")
    for period in periods:
        yield Caution(
            f"meeting.{period.kind}", f"Le {french.plain_date(day)} tombe pendant : {period} ({_lasts(period)})."
        )
    for election, first, last in reserves:
        yield Caution(
            "meeting.reserve",
            f"Le {french.plain_date(day)} tombe dans la réserve électorale ({election}, du {french.plain_date(first)} "
            f"au {french.plain_date(last)}) : gardez un ton neutre et le rythme habituel.",
        )
    for other in others:
        if other.lasts_until > meeting.starts_at:
            yield Caution(
                "meeting.conflict",
                f"Une autre réunion a lieu au même moment : {other.title} ({french.full_datetime(other.starts_at)}).",
            )


def _lasts(period):
    if period.starts_on == period.ends_on:
        return french.plain_date(period.starts_on)
    return f"du {french.plain_date(period.starts_on)} au {french.plain_date(period.ends_on)}"


def near(meeting):
    """The other meetings to come that start before the end of this one, and may still run when it opens."""
    rows = Meeting.objects.filter(authority=meeting.authority_id, status__in=UPCOMING).exclude(pk=meeting.pk)
    since = meeting.starts_at - SEVERAL_DAYS
    return rows.filter(starts_at__lt=meeting.lasts_until, starts_at__gt=since).order_by("starts_at", "pk")


def booking_of(meeting):
    """The name under which the hours of a meeting are planned."""
    return f"meeting:{meeting.pk}"


# --- On the record --------------------------------------------------------------------------------


def sources(meeting, user):
    """What `still_true` reads, as sources of a question that the record asks anyway."""
    day, authority = meeting.day, meeting.authority
    periods = AvoidedPeriod.objects.of(authority).touching(day, day).order_by("starts_on", "pk")
    return (
        light_rows(periods, "kind", "label", "zone", "starts_on", "ends_on"),
        light_rows(elections_from(authority, day), "name", "first_round", "second_round"),
        light_rows(rules_in_force(authority, (RESERVE_MONTHS, SATURDAYS), day), "code", "value"),
        light_rows(near(meeting), "title", "starts_at", "ends_at"),
        # Nobody reads here how many Saturdays somebody else works.
        *workload.saturday_sources(user, authority, day, but=booking_of(meeting)),
    )


def still_true(meeting, periods, elections, rules, others, saturdays, agreed):
    """The warnings that hold today, from the rows of `sources`: those of planning, and the reader’s own Saturdays."""
    day, numbers = meeting.day, {rule.code: rule.number for rule in reversed(rules)}
    reserves = ()
    if elections:
        months = numbers.get(RESERVE_MONTHS) or reserve_months(meeting.authority, day)
        reserves = reserves_of(elections, months, day, day)
    yield from cautions(meeting, periods, reserves, others)
    limit = numbers.get(SATURDAYS) or workload.saturday_limit(meeting.authority, day)
    yield from workload.one_too_many(day, {row.day for row in saturdays}, limit, agreed=bool(agreed))
