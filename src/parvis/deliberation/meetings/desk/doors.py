"""The desks at the door, seen by the officer: their link, what they sent, what must be settled."""

import io

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from parvis.deliberation.meetings import lifecycle
from parvis.deliberation.meetings.choices import TO_SETTLE, EntryOutcome
from parvis.deliberation.meetings.lifecycle.check_in import is_open, token_of
from parvis.deliberation.meetings.models import CheckInDesk, CheckInEntry, Meeting
from parvis.ground.core import french
from parvis.ground.core.addresses import address
from parvis.shells.actions import desk_action
from parvis.shells.entry import desk_view

from .day_forms import CheckInForm
from .session import to_day

SHOWN = 100


def link_of(desk):
    """The whole address that the device opens."""
    return desk.authority.address_of(reverse("public:meetings-links:check_in", args=[token_of(desk)]))


@desk_action(
    Meeting, "meetings.check_in_meeting", form=CheckInForm, title="Ouvrir un accueil", button="Ouvrir l’accueil",
    effects=lambda meeting: [
        "Un lien est créé pour l’appareil posé à la porte : il s’ouvre sans compte et travaille sans réseau.",
        "L’appareil garde les noms des personnes convoquées jusqu’à la clôture, rien d’autre.",
    ],
)  # fmt: skip
def open_desk(request, meeting, *, label, site=None):
    desk = lifecycle.open_desk(meeting, by=request.user, label=label, site=site)
    messages.success(request, "L’accueil est ouvert : donnez son lien à la personne qui le tient.")
    return redirect(desk.get_desk_url())


@desk_view("meetings.open_checkindesk", CheckInDesk)
def check_in_desk(request, desk):
    """The link and its code, what the desk sent, and what disagrees."""
    entries = list(desk.entries.for_list().order_by("-at", "-pk")[:SHOWN])
    waiting = desk.entries.filter(outcome__in=TO_SETTLE, settled_by=None)
    to_settle = list(waiting.for_list().order_by("at", "pk")[:SHOWN])
    context = {
        "title": desk.label, "kicker": desk.meeting.title,
        "kicker_url": address("desk:meetings:day", desk.meeting_id), "desk": desk, "entries": entries,
        "is_open": is_open(desk), "link": link_of(desk) if is_open(desk) else "",
        "to_settle": to_settle,
        "late": waiting.filter(outcome=EntryOutcome.LATE).exclude(convocation=None).count(),
    }  # fmt: skip
    return render(request, "meetings/desk/check_in_desk.html", context)


@desk_view("meetings.open_checkindesk", CheckInDesk)
@require_safe
def code(request, desk):
    """The link of a desk as a QR code, for the device to open it."""
    drawing = io.BytesIO()
    segno.make(link_of(desk), error="m").save(drawing, kind="svg", scale=4, border=2, light="#fff")
    response = HttpResponse(drawing.getvalue(), content_type="image/svg+xml")
    response["Cache-Control"] = "no-store"
    return response


@desk_action(
    CheckInDesk, "meetings.open_checkindesk", title="Fermer l’accueil", button="Fermer l’accueil",
    effects=lambda desk: [
        "Son lien ne s’ouvre plus. Dès qu’il retrouve le réseau, l’appareil envoie ce qu’il gardait et efface les noms."
    ],
)  # fmt: skip
def close_desk(request, desk):
    lifecycle.close_desk(desk, by=request.user)
    messages.success(request, "L’accueil est fermé.")
    return to_day(desk.meeting)


@desk_action(CheckInEntry, "meetings.settle_checkinentry", title="Retenir cette saisie", button="Retenir")
def keep_entry(request, entry):
    lifecycle.settle(entry, by=request.user, keep=True)
    return "La saisie est retenue ; celles qui la contredisaient sont écartées."


@desk_action(CheckInEntry, "meetings.settle_checkinentry", title="Écarter cette saisie", button="Écarter")
def drop_entry(request, entry):
    lifecycle.settle(entry, by=request.user, keep=False)
    return "La saisie est écartée."


@desk_action(
    CheckInDesk, "meetings.open_checkindesk", title="Retenir les saisies reçues après la clôture", button="Retenir",
    effects=lambda desk: [
        "Les arrivées et les départs gardés par l’appareil entrent dans la liste de présence.",
        "Les présents et les pouvoirs sont recomptés quand ils viennent de la liste.",
    ],
)  # fmt: skip
def keep_late(request, desk):
    kept = lifecycle.keep_late(desk, by=request.user)
    return f"{french.plural(kept, 'saisie retenue', 'saisies retenues')} : la liste de présence est à jour."


urlpatterns = [
    path("<int:pk>/accueil/", open_desk, name="open_desk"),
    path("accueils/<int:pk>/", check_in_desk, name="check_in_desk"),
    path("accueils/<int:pk>/code.svg", code, name="check_in_code"),
    path("accueils/<int:pk>/fermeture/", close_desk, name="close_desk"),
    path("accueils/<int:pk>/saisies-tardives/", keep_late, name="keep_late"),
    path("saisies/<int:pk>/retenue/", keep_entry, name="keep_entry"),
    path("saisies/<int:pk>/rejet/", drop_entry, name="drop_entry"),
]
