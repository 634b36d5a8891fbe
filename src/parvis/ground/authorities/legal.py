"""Reading legal rules: the value in force on a day, the authority's own row before the general one."""

import datetime as dt

from django.db.models import F, Q

from parvis.ground.core.dates import add_months, add_working_days, add_years
from parvis.ground.core.french import number, plural

from .choices import RuleUnit
from .models import Election, LegalRule


def rule_in_force(authority, code, on):
    """The `LegalRule` that holds for this authority on this day.

    Raises `LookupError` naming the code when no row says anything: a missing rule is an error of set-up.
    """
    rule = rules_in_force(authority, (code,), on).first()
    if rule is None:
        raise LookupError(f"Aucune règle « {code} » n’est en vigueur le {on:%d/%m/%Y}.")
    return rule


def rules_in_force(authority, codes, on):
    """The rows that hold on this day for these codes; the first of each code is the one that counts."""
    rows = LegalRule.objects.of(authority).in_force(on).filter(code__in=codes)
    return rows.order_by("code", F("authority").asc(nulls_last=True), "-valid_from")


def apply_delay(rule, day, *, alsace_moselle=False):
    """The day on which the delay of `rule`, started on `day`, ends."""
    amount = rule.number
    return {
        RuleUnit.DAYS: lambda: day + dt.timedelta(days=amount),
        RuleUnit.CLEAR_DAYS: lambda: day + dt.timedelta(days=amount + 1),
        RuleUnit.WEEKS: lambda: day + dt.timedelta(weeks=amount),
        RuleUnit.WORKING_DAYS: lambda: add_working_days(day, amount, alsace_moselle=alsace_moselle),
        RuleUnit.MONTHS: lambda: add_months(day, amount),
        RuleUnit.YEARS: lambda: add_years(day, amount),
    }[RuleUnit(rule.unit)]()


def delay_words(rule):
    """« 3 mois », « 1 jour ouvré », « 8 semaines »."""
    words = RuleUnit(rule.unit).label
    one = words if words == "mois" else " ".join(word.removesuffix("s") for word in words.split())
    return plural(rule.number, one, words)


def delays_words(rules):
    """« 6, 12 et 24 mois » when they count alike, « 90 jours et 12 mois » otherwise."""
    *before, last = sorted(rules, key=lambda rule: (rule.unit, rule.number))
    alike = all(rule.unit == last.unit for rule in before)
    told = [number(rule.number) if alike else delay_words(rule) for rule in before]
    return f"{', '.join(told)} et {delay_words(last)}" if told else delay_words(last)


ALERTS = ("deadline.last_alert", "deadline.second_alert", "deadline.first_alert")
LATE_ALERT = "deadline.late_alert"
DIRECTOR_ALERT = "deadline.director_alert"


def alert_days(authority, on):
    """How many days before a deadline its owner is told, the nearest first: (3, 10, 30) unless the rules say else."""
    return tuple(sorted(rule_in_force(authority, code, on).number for code in ALERTS))


RESERVE_MONTHS = "electoral_reserve.months_before"


def reserve_months(authority, on):
    """How many months before that of the election its *réserve électorale* begins: six, unless a rule says else."""
    return rule_in_force(authority, RESERVE_MONTHS, on).number


def reserves_between(authority, start, end):
    """The *réserves électorales* that touch these days, as (election, first day, last day) (code électoral, L52-1)."""
    elections = list(elections_from(authority, start))
    return reserves_of(elections, reserve_months(authority, start), start, end) if elections else []


def elections_from(authority, day):
    """The elections that are not over on this day, in order."""
    later = Q(first_round__gte=day) | Q(second_round__gte=day)
    return Election.objects.of(authority).filter(later).order_by("first_round")


def reserves_of(elections, months, start, end):
    """What `reserves_between` gives, for elections and a number of months known already."""
    found = [(election, *election.reserve(months)) for election in elections]
    return [(election, first, last) for election, first, last in found if first <= end and last >= start]
