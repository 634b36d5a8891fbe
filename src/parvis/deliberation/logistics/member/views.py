"""Rides shared by members, and the logistics of a body as its chair reads it."""

from django.contrib import messages
from django.shortcuts import redirect, render

from parvis.commons.people.queries import person_of
from parvis.deliberation.logistics import lifecycle, queries
from parvis.deliberation.logistics.models import CarpoolOffer, EventLogistics
from parvis.deliberation.meetings.models import Meeting
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.shells.actions import member_action
from parvis.shells.entry import member_view

from .forms import OfferForm

SHARES = "meetings.read_file_meeting"


@member_view("logistics.list_carpooloffer")
def listing(request):
    sheets = EventLogistics.objects.of(request.authority).visible_to(request.user).for_list()
    context = {
        "title": "Covoiturage", "meetings": queries.meetings_shared_by(request.user, request.authority)[:50],
        "sheets": sheets.filter(meeting__starts_at__gte=clock.now())[:50],
    }  # fmt: skip
    return render(request, "logistics/member/list.html", context)


@member_view(SHARES, Meeting)
def rides(request, meeting):
    person = person_of(request.user, request.authority)
    context = {
        "title": "Covoiturage", "meeting": meeting, "rides": list(queries.rides_to(meeting, person)),
        "may_ride": person is not None and meeting.starts_at > clock.now(),
    }  # fmt: skip
    return render(request, "logistics/member/rides.html", context)


def _person(request):
    person = person_of(request.user, request.authority)
    if person is None:
        raise Refused("Votre compte n’est rattaché à aucune fiche de personne : demandez-le à la mission.")
    return person


def _back(request, meeting_id, words):
    messages.success(request, words)
    return redirect("member:logistics:rides", meeting_id)


@member_action(
    Meeting, SHARES, form=OfferForm, title="Offrir des places", button="Offrir ces places",
    effects=lambda meeting: ["Les membres lisent d’où vous partez et à quelle heure ; votre nom, vos passagers seuls."],
)  # fmt: skip
def offer(request, meeting, **fields):
    lifecycle.offer_ride(meeting, _person(request), by=request.user, **fields)
    return _back(request, meeting.pk, "Votre trajet est offert.")


@member_action(
    CarpoolOffer, "logistics.take_carpooloffer", title="Prendre une place", button="Prendre cette place",
    effects=lambda offer: ["La personne qui conduit lira votre nom et vos coordonnées, et vous les siennes."],
)  # fmt: skip
def take(request, offer):
    lifecycle.take_seat(offer, _person(request), by=request.user)
    return _back(request, offer.meeting_id, "Vous avez une place.")


@member_action(CarpoolOffer, "logistics.take_carpooloffer", title="Rendre ma place", button="Rendre ma place")
def leave(request, offer):
    lifecycle.leave_seat(offer, _person(request), by=request.user)
    return _back(request, offer.meeting_id, "Votre place est de nouveau libre.")


@member_action(CarpoolOffer, "logistics.withdraw_carpooloffer", title="Retirer mon trajet", button="Retirer mon trajet")
def withdraw(request, offer):
    meeting_id = offer.meeting_id
    lifecycle.withdraw_ride(offer, by=request.user)
    return _back(request, meeting_id, "Votre trajet est retiré.")


@member_view("logistics.view_eventlogistics", EventLogistics)
def sheet(request, sheet):
    needs = queries.needs_of(sheet)
    context = {
        "title": f"Logistique : {sheet.meeting.title}", "sheet": sheet, "needs": needs,
        "readiness": queries.state_of(needs),
    }  # fmt: skip
    return render(request, "logistics/member/sheet.html", context)
