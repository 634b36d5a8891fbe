"""Short ways to write dates, in the time zone of the authorities."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def d(text: str) -> date:
    """« 26/09/2026 » as a date."""
    day, month, year = text.split("/")
    return date(int(year), int(month), int(day))


def t(text: str, clock: str = "09:00") -> datetime:
    """« 26/09/2026 », « 18:30 » as an aware date-time in Paris."""
    day = d(text)
    hour, minute = clock.split(":")
    return datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=PARIS)


T0 = t("16/11/2026", "09:00")
