"""The macro board, the month of all bodies, the topics."""

import datetime as dt

from django.shortcuts import render
from django.urls import reverse

from parvis.accountability.coordination import documents, queries
from parvis.accountability.coordination.models import Solicitation, Topic
from parvis.ground.core import clock, french
from parvis.ground.core.dates import add_months, month_written
from parvis.ground.documents.queries import latest_of_kind
from parvis.shells.desk.history import RECENT, history_of
from parvis.shells.entry import desk_view
from parvis.shells.verbs import Verb, offers

from .month import drawn

ON_ONE_PAGE = 25
D = "desk:coordination:"
VERBS = (
    Verb("Confier le sujet", D + "assign_topic", "coordination.change_topic", step="assign_topic"),
    Verb("Dire ce qui est partagé", D + "share_topic", "coordination.change_topic", step="share_topic"),
    Verb("Clore le sujet", D + "close_topic", "coordination.change_topic", step="close_topic"),
    Verb("Modifier", D + "amend_topic", "coordination.change_topic"),
    Verb("Rouvrir", D + "reopen_topic", "coordination.change_topic", step="reopen_topic", back=True),
)


TABS = (
    ("board", "Tableau"), ("overlaps", "Recoupements"), ("month", "Mois"), ("topics", "Sujets"),
    ("solicitations", "Sollicitations"),
)  # fmt: skip


def page(request, current, title, **context):
    """What the pages of coordination share: their tabs, and what the person may keep up."""
    tabs = [{"label": label, "url": reverse(D + name), "current": name == current} for name, label in TABS]
    may_keep = request.user.has_perm("coordination.add_topic", request.authority)
    return render(
        request, f"coordination/desk/{current}.html", {"title": title, "tabs": tabs, "may_keep": may_keep, **context}
    )


@desk_view("coordination.list_topic")
def board(request):
    """State, next milestone, risk and help needed of every body."""
    lines = queries.board(request.authority, clock.today(), number=request.GET.get("page"), per_page=ON_ONE_PAGE)
    entries = latest_of_kind(request.authority, request.user, documents.BOARD.code)
    return page(request, "board", "Tableau des instances", lines=lines, page=lines, entries=entries)


@desk_view("coordination.list_topic")
def overlaps(request):
    """Dates, subjects and publics that overlap in the next sixty days."""
    today = clock.today()
    found = queries.overlaps(request.authority, request.user, today, today + documents.AHEAD)
    return page(request, "overlaps", "Recoupements", overlaps=found)


@desk_view("coordination.list_topic")
def topics(request):
    """The subjects that run, those that several bodies share first."""
    return page(request, "topics", "Sujets suivis", topics=queries.kept_topics(request.authority))


@desk_view("coordination.list_topic")
def month(request):
    """A month of all bodies, day by day, with the same dates as a list."""
    first = month_written(request.GET.get("mois", ""), clock.today())
    weeks, dated = drawn(queries.month(request.authority, request.user, first))
    return page(
        request, "month", f"Toutes les instances, {french.month(first)}", weeks=weeks, dated=dated, first=first,
        today=clock.today(), before=add_months(first, -1), after=add_months(first, 1), days=french.DAYS.split(),
    )  # fmt: skip


@desk_view("coordination.view_topic", Topic)
def topic(request, topic):
    """A topic: who works on it, who carries it, what was agreed."""
    context = {
        "title": topic.title, "kicker": "Coordination", "kicker_url": "/gestion/coordination/", "state": topic,
        "topic": topic, "verbs": offers(request.user, topic, VERBS), "tab_template": "coordination/desk/topic.html",
        "facts": [
            ("Soulevé le", french.plain_date(topic.raised_on)), ("Porté par", topic.owner or "personne encore"),
        ],
        "rail": {"history": history_of(topic, request.user, limit=RECENT)},
    }  # fmt: skip
    return render(request, "desk/record.html", context)


@desk_view("coordination.list_topic")
def solicitations(request):
    """Who was asked what, in the last twelve months."""
    since = clock.today() - dt.timedelta(days=365)
    rows = Solicitation.objects.of(request.authority).filter(on__gte=since).select_related("scheme", "territory")
    return page(request, "solicitations", "Sollicitations des habitants", rows=rows)
