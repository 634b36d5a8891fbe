"""Delays of public law, computed in one place (rule 3 of the life cycles).

Months end on the same day number, or on the last day of a shorter month. Clear days (*jours francs*) count
neither the day of sending nor the day of the event, and count Saturdays and Sundays. Working days leave out
Saturdays, Sundays and public holidays, with the Alsace-Moselle days when asked.
"""

import calendar
import datetime as dt
from functools import cache

from django.utils import timezone


def midnight(day):
    """The first moment of a day, in the local time zone."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def midnight_after(day):
    """The moment at which a day is over: a moment is compared with it, where its date would be asked row by row."""
    return midnight(day + dt.timedelta(days=1))


def month_written(text, today):
    """The first day of the month written « 2026-12 »; that of `today` when it is no month of this century."""
    try:
        first = dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        first = None
    return first if first and 2000 <= first.year <= 2100 else today.replace(day=1)


def add_months(day, months):
    """The day `months` later (or earlier): same day number, or the last day of the month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def add_years(day, years):
    return add_months(day, 12 * years)


def term_end(start, *, years=0, months=0):
    """Last day of a mandate that starts on `start`: the eve of the anniversary (26/09/2026 + 3 y → 25/09/2029)."""
    return add_months(start, 12 * years + months) - dt.timedelta(days=1)


@cache
def public_holidays(year, alsace_moselle=False):
    """Public holidays of metropolitan France, as a dict date → French name."""
    import holidays  # a fifth of a second that most processes never need

    area = "57" if alsace_moselle else None
    return dict(holidays.country_holidays("FR", subdiv=area, years=year, language="fr").items())


def is_working_day(day, *, alsace_moselle=False):
    return day.weekday() < 5 and day not in public_holidays(day.year, alsace_moselle)


def add_working_days(day, count, *, alsace_moselle=False):
    """The `count`-th working day after `day` (before it when negative); `day` itself is not counted."""
    step = dt.timedelta(days=1 if count >= 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, alsace_moselle=alsace_moselle):
            day += step
    return day


def clear_days_between(sent, event):
    """Number of clear days between the day of sending and the day of the event (0 when adjacent)."""
    return max((event - sent).days - 1, 0)


def last_day_to_send(event, clear_days):
    """Latest sending day that leaves `clear_days` clear days before `event`."""
    return event - dt.timedelta(days=clear_days + 1)


def days_late(due, done):
    """Whole calendar days between a due day and the day it was done; 0 when on time."""
    return max((done - due).days, 0)
