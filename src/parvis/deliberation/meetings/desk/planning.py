"""The record of a meeting and its date: planning, moving, giving up."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path

from parvis.commons.people.queries import named, names
from parvis.deliberation.meetings import dates, lifecycle, queries
from parvis.deliberation.meetings.models import AgendaItem, ItemProposal, Meeting, MeetingSeries, Site
from parvis.ground.authorities.models import Venue
from parvis.ground.core import french
from parvis.ground.core.gathering import ALL, Source, gather_apart, light
from parvis.shells.actions import ReasonForm, desk_action
from parvis.shells.entry import desk_view

from . import forms
from .pages import RECORD, page
from .tables import MeetingList


@desk_view("meetings.view_meeting", Meeting)
def detail(request, meeting):
    """When, where, who was there, whether the quorum was reached."""
    electors, quorum = (meeting.electors, meeting.quorum_needed)
    if meeting.present is None:
        electors, quorum = queries.counts_on(meeting)
    user = request.user
    may_change = meeting.is_upcoming and user.has_perm("meetings.change_meeting", meeting)
    items, sites, proposals, *dated = _small_tables(meeting, dates.sources(meeting, user) if may_change else ())
    context = page(
        request, meeting, "detail", "meetings/desk/detail.html", electors=electors, quorum=quorum, items=items,
        agenda_minutes=sum(item.minutes or 0 for item in items), sites=sites, proposals=proposals,
        panels=queries.panels(meeting, user),
        may_prepare=meeting.is_upcoming and user.has_perm("meetings.prepare_meeting", meeting),
        may_answer=user.has_perm("meetings.convene_meeting", meeting),
        may_change=may_change, date_cautions=list(dates.still_true(meeting, *dated)) if may_change else [],
    )  # fmt: skip
    return render(request, RECORD, context)


def _small_tables(meeting, others):
    """Its agenda, its other places, what members ask it to speak of, and `others`: one query, rows never saved."""
    items = meeting.items.order_by("number")
    sites = meeting.sites.order_by("pk")
    proposals = meeting.proposals.order_by("proposed_at", "pk")
    agenda = ("pk", "number", "title", "minutes", "expected", "document_on", *names("rapporteur"))
    said = ("pk", "proposed_at", "title", "reason", "status", "answer", *names("proposed_by"))
    return gather_apart(
        [
            Source(items, agenda, _item, most=ALL),
            Source(sites, ("pk", "label", "place", "venue_id", "venue__name"), _site, most=ALL),
            Source(proposals, said, _proposal, most=ALL),
            *others,
        ]
    )


def _item(row):
    said = {name: getattr(row, name) for name in ("pk", "number", "title", "minutes", "expected", "document_on")}
    return light(AgendaItem, rapporteur=named(row, "rapporteur"), **said)


def _site(row):
    venue = light(Venue, pk=row.venue_id, name=row.venue__name) if row.venue_id else None
    return light(Site, pk=row.pk, label=row.label, place=row.place, venue=venue)


def _proposal(row):
    said = {name: getattr(row, name) for name in ("pk", "proposed_at", "title", "reason", "status", "answer")}
    return light(ItemProposal, proposed_by=named(row, "proposed_by"), **said)


@desk_action(
    None, "meetings.add_meeting", form=forms.MeetingForm, title="Nouvelle réunion", button="Prévoir la réunion"
)
def create(request, *, scheme, override="", **data):
    meeting = lifecycle.plan(scheme, by=request.user, override=override, **data)
    messages.success(request, "La réunion est prévue.")
    return redirect(meeting.get_desk_url())


@desk_action(
    Meeting, "meetings.change_meeting", form=forms.ChangeForm, title="Modifier la réunion", button="Enregistrer",
    initial=forms.meeting_initial,
)  # fmt: skip
def change(request, meeting, *, override="", **data):
    lifecycle.change(meeting, by=request.user, override=override, **data)
    return f"La réunion est à jour.{_told(meeting)}"


@desk_action(
    Meeting, "meetings.cancel_meeting", form=ReasonForm, title="Annuler la réunion", button="Annuler la réunion"
)
def cancel(request, meeting, *, reason):
    lifecycle.cancel(meeting, by=request.user, reason=reason)
    return f"La réunion est annulée.{_told(meeting)}"


def _told(meeting):
    """Whom the product writes to when a meeting changes."""
    told = queries.told_last(meeting)
    return f" {french.plural(told, 'personne est prévenue', 'personnes sont prévenues')}." if told else ""


@desk_action(
    Meeting, "meetings.cancel_meeting", form=ReasonForm, title="Reporter la réunion",
    button="Reporter sans date", effects=lambda meeting: ["Les personnes prévenues apprennent le report et son motif."],
)  # fmt: skip
def postpone(request, meeting, *, reason):
    lifecycle.postpone(meeting, by=request.user, reason=reason)
    return "La réunion est reportée. Donnez-lui sa nouvelle date dès qu’elle est connue."


@desk_action(
    Meeting, "meetings.change_meeting", form=forms.ResumeForm, title="Fixer la nouvelle date", button="Fixer la date"
)
def resume(request, meeting, *, override="", **data):
    lifecycle.resume(meeting, by=request.user, override=override, **data)
    return "La nouvelle date est fixée. Relisez l’ordre du jour, puis convoquez."


@desk_action(Meeting, "meetings.change_meeting", form=forms.SiteForm, title="Ajouter un site", button="Ajouter")
def add_site(request, meeting, **data):
    site = lifecycle.add_site(meeting, by=request.user, **data)
    return f"La réunion se tient aussi à : {site.label}."


@desk_action(Site, "meetings.change_site", title="Retirer le site", button="Retirer")
def remove_site(request, site):
    meeting = site.meeting
    lifecycle.remove_site(site, by=request.user)
    messages.success(request, "Le site est retiré.")
    return redirect(meeting.get_desk_url())


@desk_action(
    None, "meetings.add_meeting", form=forms.SeriesForm, title="Nouvelle série de réunions", button="Prévoir la série",
    parent=("Réunions", "desk:meetings:list"),
)  # fmt: skip
def create_series(request, *, scheme, override="", **data):
    series = lifecycle.plan_series(scheme, by=request.user, override=override, **data)
    messages.success(request, f"{french.plural(series.meetings.count(), 'réunion')} : la série est prévue.")
    return redirect(series.get_desk_url())


@desk_view("meetings.view_meetingseries", MeetingSeries)
def series(request, series):
    """The dates of a series, those kept and those left out."""
    context = {
        "title": series.title, "kicker": series.scheme.name, "kicker_url": series.scheme.child.get_desk_url(),
        "series": series, "meetings": list(series.meetings.for_list()), "exceptions": list(series.exceptions.all()),
        "may_change": request.user.has_perm("meetings.change_meetingseries", series),
    }  # fmt: skip
    return render(request, "meetings/desk/series.html", context)


@desk_action(
    MeetingSeries, "meetings.change_meetingseries", form=forms.LeaveOutForm, title="Retirer une date de la série",
    button="Retirer cette date", effects=lambda series: ["La réunion de ce jour est annulée si elle était prévue."],
)  # fmt: skip
def leave_out(request, series, *, day, reason):
    lifecycle.leave_out(series, day, by=request.user, reason=reason)
    return "La date est retirée de la série."


urlpatterns = [
    path("", MeetingList.as_view(), name="list"),
    path("creation/", create, name="create"),
    path("series/creation/", create_series, name="create_series"),
    path("series/<int:pk>/", series, name="series"),
    path("series/<int:pk>/exception/", leave_out, name="leave_out"),
    path("<int:pk>/", detail, name="detail"),
    path("<int:pk>/modification/", change, name="change"),
    path("<int:pk>/report/", postpone, name="postpone"),
    path("<int:pk>/nouvelle-date/", resume, name="resume"),
    path("<int:pk>/annulation/", cancel, name="cancel"),
    path("<int:pk>/site/", add_site, name="add_site"),
    path("sites/<int:pk>/retrait/", remove_site, name="remove_site"),
]
