"""French as people read it: dates in full, delays in words, money, plurals.

Spaces that must not break are no-break spaces (U+00A0): inside a date after the day of the week, inside numbers and
telephone numbers, between a figure and its word. What leaves for a machine (exports, iCalendar, search) is `spaced`.
On the public pages these words go through gettext, as the others do.
"""

import datetime as dt

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from .typography import THIN

NBSP = "\u00a0"
DAYS = gettext_noop("lundi mardi mercredi jeudi vendredi samedi dimanche")
MONTHS = gettext_noop("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
SHORT_MONTHS = gettext_noop("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.")


def full_date(value):
    """« jeudi 10 décembre 2026 »; « mardi 1er septembre 2026 »."""
    day = _day(value)
    return _("{weekday} {date}").format(weekday=_word(DAYS, day.weekday()), date=_date(day, MONTHS))


def plain_date(value):
    """« 10 décembre 2026 »: without the day of the week."""
    return _date(_day(value), MONTHS)


def short_date(value):
    """« 10 déc. 2026 », for tables and narrow places."""
    return _date(_day(value), SHORT_MONTHS)


def month(day):
    """« décembre 2026 »."""
    return f"{_word(MONTHS, day.month - 1)} {day.year}"


def hour(value):
    """« 18 h 30 », « 9 h »."""
    if isinstance(value, dt.datetime):
        value = _local(value)
    minutes = f"{NBSP}{value.minute:02d}" if value.minute else ""
    return f"{value.hour}{NBSP}h{minutes}"


def full_datetime(value):
    """« jeudi 10 décembre 2026, 18 h 30 »; a date alone has no hour."""
    if not isinstance(value, dt.datetime):
        return full_date(value)
    return f"{full_date(value)}, {hour(value)}"


def delay(due, today):
    """How a due day stands: « en retard de 11 jours », « aujourd’hui », « demain », « dans 3 jours »."""
    days = (_day(due) - today).days
    if days < 0:
        late = _("en retard d’un jour") if days == -1 else _("en retard de {days}\u00a0jours")
        return late.format(days=number(-days))
    if days < 2:
        return (_("aujourd’hui"), _("demain"))[days]
    if days <= 60:
        return _("dans {days}\u00a0jours").format(days=days)
    return _("dans {months}\u00a0mois").format(months=round(days / 30.44))


def ago(value, today):
    """When a past thing happened: « aujourd’hui », « hier », « il y a 3 jours », « il y a 2 ans »."""
    days = (today - _day(value)).days
    if days <= 0:
        return _("aujourd’hui")
    if days == 1:
        return _("hier")
    if days <= 60:
        return _("il y a {days}\u00a0jours").format(days=days)
    if days < 700:
        return _("il y a {months}\u00a0mois").format(months=round(days / 30.44))
    return _("il y a {years}\u00a0ans").format(years=round(days / 365.25))


def money(cents):
    """Integer cents as euros: 149000 → « 1 490 € », 149050 → « 1 490,50 € »."""
    euros, rest = divmod(abs(cents), 100)
    sign = "−" if cents < 0 else ""
    decimals = f",{rest:02d}" if rest else ""
    return f"{sign}{number(euros)}{decimals}{NBSP}€"


def number(value):
    """« 58 420 », « 12,5 »."""
    whole, __, decimals = str(value).partition(".")
    grouped = f"{int(whole):,}".replace(",", NBSP)
    return f"{grouped},{decimals}" if decimals.strip("0") else grouped


def plural(count, one, many=""):
    """« 1 saisine », « 0 saisine », « 47 saisines »: the French plural starts at two."""
    return f"{number(count)}{NBSP}{agree(count, one, many)}"


def agree(count, one, many=""):
    """The words alone, where the figure stands apart: « tenu », « tenus »."""
    return one if abs(count) < 2 else many or one + "s"


def minutes(seconds):
    """« 12 min 30 s », « 20 min », « 45 s »."""
    whole, rest = divmod(seconds, 60)
    return " ".join(f"{count}{NBSP}{unit}" for count, unit in ((whole, "min"), (rest, "s")) if count) or f"0{NBSP}s"


def to(name):
    """« à la présidente », « au secrétariat », « aux services »: the article joins the preposition."""
    for article, joined in (("le ", "au "), ("les ", "aux ")):
        if name.startswith(article):
            return joined + name.removeprefix(article)
    return f"à {name}"


def sentence(text):
    """The words with the stop that their writer left out."""
    text = text.rstrip()
    return text if not text or text[-1] in ".!?…»)" else f"{text}."


def weight(octets):
    """« 340 ko », « 1,2 Mo »."""
    if octets < 1000:
        return f"{octets}{NBSP}{_('octets')}"
    if octets < 1_000_000:
        return f"{round(octets / 1000)}{NBSP}{_('ko')}"
    return f"{number(round(octets / 1_000_000, 1))}{NBSP}{_('Mo')}"


def unbroken(text):
    """A telephone number, a reference: kept on one line."""
    return str(text).strip().replace(" ", NBSP)


def spaced(text):
    """With ordinary spaces, for what a machine reads: exports, calendars."""
    return text.replace(NBSP, " ").replace(THIN, " ")


def _(words):
    """The words in the language spoken; at once while French is the only one, for a list says hundreds of dates."""
    return gettext(words) if len(settings.LANGUAGES) > 1 else words


def _day(value):
    return _local(value).date() if isinstance(value, dt.datetime) else value


def _local(value):
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _date(day, months):
    number = _("1er") if day.day == 1 else day.day
    month = _word(months, day.month - 1)
    return _("{number}\u00a0{month}\u00a0{year}").format(number=number, month=month, year=day.year)


def _word(words, rank):
    return _(words).split()[rank]
