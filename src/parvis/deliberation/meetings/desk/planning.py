"""The record of a meeting and its date: planning, moving, giving up."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path

from parvis.deliberation.meetings import lifecycle, queries
from parvis.deliberation.meetings.models import Meeting
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
    context = page(request, meeting, "detail", "meetings/desk/detail.html", electors=electors, quorum=quorum)
    return render(request, RECORD, context)


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
    return f"La réunion est à jour.{_to_tell(meeting)}"


@desk_action(
    Meeting, "meetings.cancel_meeting", form=ReasonForm, title="Annuler la réunion", button="Annuler la réunion"
)
def cancel(request, meeting, *, reason):
    told = _to_tell(meeting)
    lifecycle.cancel(meeting, by=request.user, reason=reason)
    return f"La réunion est annulée.{told}"


def _to_tell(meeting):
    """What is left to whoever changes a meeting that people were called to."""
    return " Prévenez les personnes convoquées : Parvis ne leur écrit pas." if meeting.status == "convened" else ""


urlpatterns = [
    path("", MeetingList.as_view(), name="list"),
    path("creation/", create, name="create"),
    path("<int:pk>/", detail, name="detail"),
    path("<int:pk>/modification/", change, name="change"),
    path("<int:pk>/annulation/", cancel, name="cancel"),
]
