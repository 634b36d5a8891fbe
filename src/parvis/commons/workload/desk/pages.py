"""« Ma journée », « Mon mois » and the load of the team."""

import datetime as dt

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from parvis.commons.workload import hours, queries, sheets, statements
from parvis.commons.workload.models import SaturdayAgreement, WorkSession
from parvis.ground.core import clock, french
from parvis.ground.core.dates import add_months, month_written
from parvis.shells.actions import desk_action
from parvis.shells.desk.home import due_for
from parvis.shells.entry import desk_view

from . import forms

EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 1, 1)


def asked_day(request):
    """The day named by the address, today when it names none or makes no sense."""
    try:
        day = dt.date.fromisoformat(request.GET.get("jour", ""))
    except ValueError:
        return clock.today()
    return day if EARLIEST <= day <= LATEST else clock.today()


def asked_month(request):
    """The first day of the month named by the address, this month otherwise."""
    return month_written(request.GET.get("mois", ""), clock.today())


@desk_view("workload.list_worksession")
def day(request):
    """What one day asks: what is due, the sessions, the meetings, the road; and what the officer is owed."""
    user, authority, on = request.user, request.authority, asked_day(request)
    found = next(iter(sheets.days_between(user, authority, on, on)), sheets.DayLines(on))
    waiting = WorkSession.objects.of(authority).of_user(user).planned().filter(ends_at__lte=clock.now(), day__lt=on)
    context = {
        "title": "Ma journée", "day": on, "today": clock.today(), "lines": found, "due": _due(user, authority, on),
        "events": sheets.events_of(user, authority, on), "clashes": sheets.clashes(found.sessions),
        "to_note": waiting.order_by("starts_at")[:20], "balance": queries.balance(user, authority, clock.today()),
        "before": on - dt.timedelta(days=1), "after": on + dt.timedelta(days=1),
    }  # fmt: skip
    return render(request, "workload/desk/day.html", context)


def _due(user, authority, on):
    """What is due that day; today, also what is late and what has no date."""
    found = due_for(user, authority)
    mine = [*found.late, *found.week, *found.month]
    if on != clock.today():
        return [item for item in mine if item.when == on]
    return [item for item in mine if item.when is None or item.when <= on]


@desk_view("workload.list_worksession")
def month(request):
    """One month of the officer: days, counters of the year, balance, statements."""
    first = asked_month(request)
    found = sheets.month_of(request.user, request.authority, first)
    context = {
        "title": f"Mon mois : {french.month(first)}", "month": found, "first": first,
        "balance": hours.words(found.balance.minutes), "km": hours.km_words(found.km_tenths),
        "produced": statements.of_month(request.user, request.authority, first),
        "before": add_months(first, -1), "after": add_months(first, 1), "today": clock.today(),
        "beyond": found.saturdays_left <= 0,
    }  # fmt: skip
    return render(request, "workload/desk/month.html", context)


@desk_action(
    None, "workload.list_worksession", form=forms.StatementForm, title="Produire les états du mois",
    button="Produire les états", parent=("Mon mois", "desk:workload:month"),
    initial=lambda request, obj: {"month": asked_month(request)},
    effects=lambda obj: [
        "L’état des heures et l’état kilométrique s’écrivent en PDF accessible, Word et OpenDocument.",
        "Vous et votre direction êtes seuls à les lire.",
    ],
)  # fmt: skip
def produce(request, *, month):
    owner = statements.produce_month(request.user, request.authority, month.replace(day=1), by=request.user)
    messages.success(request, f"Les états de {french.month(owner.month)} sont prêts.")
    return redirect(owner.get_desk_url())


@desk_view("workload.team_worksession")
def team(request):
    """The load of each officer for a month, in three sums, and the Saturdays that wait for an answer."""
    first = asked_month(request)
    kept = statements.of_team(request.authority, first)
    rows = [
        (row, [hours.words(n) for n in (row.planned, row.credited, row.used)], kept.get(row.user.pk))
        for row in sheets.team_month(request.authority, first)
    ]
    context = {
        "title": f"Charge de l’équipe : {french.month(first)}", "rows": rows, "first": first,
        "before": add_months(first, -1), "after": add_months(first, 1), "today": clock.today(),
        "requests": SaturdayAgreement.objects.of(request.authority).visible_to(request.user).waiting().for_list(),
        "agreements_url": reverse("desk:workload:agreements"),
    }  # fmt: skip
    return render(request, "workload/desk/team.html", context)
