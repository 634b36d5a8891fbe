"""The pages and verbs of meetings on the desk."""

from django.contrib import messages
from django.shortcuts import redirect, render

from parvis.deliberation.meetings import lifecycle, queries
from parvis.deliberation.meetings.choices import UPCOMING
from parvis.deliberation.meetings.models import Meeting
from parvis.ground.core import french
from parvis.shells.actions import ReasonForm, desk_action
from parvis.shells.desk.history import RECENT, history_of
from parvis.shells.entry import desk_view
from parvis.shells.verbs import Verb, offers

from . import forms


def _still_to_come(meeting):
    return "" if meeting.status in UPCOMING else "Une réunion tenue ou annulée ne se modifie plus."


VERBS = (
    Verb("Noter l’envoi des convocations", "desk:meetings:convene", "meetings.convene_meeting", step="convene"),
    Verb("Enregistrer les présences", "desk:meetings:hold", "meetings.hold_meeting", step="hold"),
    Verb("Modifier", "desk:meetings:change", "meetings.change_meeting", why_not=_still_to_come),
    Verb("Annuler la réunion", "desk:meetings:cancel", "meetings.cancel_meeting", step="cancel", danger=True),
)


@desk_view("meetings.view_meeting", Meeting)
def detail(request, meeting):
    """When, where, who was there, whether the quorum was reached."""
    electors, quorum = (meeting.electors, meeting.quorum_needed)
    if meeting.present is None:
        electors, quorum = queries.counts_on(meeting)
    context = {
        "title": meeting.title, "kicker": meeting.scheme.name, "kicker_url": meeting.scheme.child.get_desk_url(),
        "number": meeting.get_kind_display(), "state": meeting, "meeting": meeting, "facts": facts(meeting),
        "electors": electors, "quorum": quorum, "verbs": offers(request.user, meeting, VERBS),
        "next_step": next_step(meeting), "tab_template": "meetings/desk/detail.html",
        "rail": {"history": history_of(meeting, request.user, limit=RECENT)},
    }  # fmt: skip
    return render(request, "desk/record.html", context)


def facts(meeting):
    return [
        ("Date", french.full_datetime(meeting.starts_at)),
        ("Fin", french.hour(meeting.ends_at) if meeting.ends_at else "non fixée"),
        ("Lieu", meeting.where or "à préciser"),
        ("Public", "ouverte à tout le monde" if meeting.is_public else "réservée aux membres et personnes invitées"),
    ]


def next_step(meeting):
    words = {
        "planned": "envoyer les convocations, puis noter ici leur envoi",
        "convened": "tenir la réunion et compter les présences",
    }
    if meeting.status not in words:
        return None
    return {"what": words[meeting.status], "who": "la mission participation", "when": meeting.day}


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


def _will_convene(meeting):
    yield "Parvis n’envoie pas les convocations : elles partent par vos soins."
    yield "La date d’aujourd’hui est notée comme celle de leur envoi, et comparée au délai de l’instance."


@desk_action(
    Meeting, "meetings.convene_meeting", title="Noter l’envoi des convocations", button="Noter l’envoi",
    effects=_will_convene,
)  # fmt: skip
def convene(request, meeting, *, override=""):
    lifecycle.convene(meeting, by=request.user, override=override)
    return "La date d’envoi des convocations est notée."


@desk_action(
    Meeting, "meetings.hold_meeting", form=forms.HoldForm, title="Enregistrer les présences", button="Enregistrer"
)
def hold(request, meeting, *, present, proxies, override=""):
    lifecycle.hold(meeting, by=request.user, present=present, proxies=proxies, override=override)
    return f"Les présences sont enregistrées{f' ; {meeting.quorum_words}' if meeting.quorum_words else ''}."


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
