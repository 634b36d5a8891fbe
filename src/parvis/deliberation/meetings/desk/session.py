"""« Jour J »: the session opens, people come and go, the quorum is read live, the session is closed."""

import hashlib
from dataclasses import astuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from parvis.deliberation.meetings import documents, lifecycle, presence
from parvis.deliberation.meetings.choices import CORRECTABLE, AttendanceState, MeetingStatus
from parvis.deliberation.meetings.lifecycle.corrections import is_from_the_list
from parvis.deliberation.meetings.lifecycle.room import WRITING
from parvis.deliberation.meetings.lifecycle.session import ON_THE_DAY, expected_state
from parvis.deliberation.meetings.models import Convocation, Meeting
from parvis.ground.core import clock, french
from parvis.ground.core.addresses import address
from parvis.ground.core.errors import Refused
from parvis.ground.core.folding import folded
from parvis.ground.documents import lifecycle as files
from parvis.shells.actions import desk_action
from parvis.shells.entry import desk_view

from . import day_forms as forms
from .day_parts import parts_of
from .day_words import announced as announced_of
from .day_words import expected_words, nothing_yet
from .forms import officers_initial
from .pages import RECORD, page

NO_SWAP = 204
SHOWN = ("meeting", "kind", "answer", "person__given_name", "person__family_name")
"""What the list tells of somebody called."""
TONES = {
    AttendanceState.PRESENT: "go", AttendanceState.EXCUSED: "off", AttendanceState.REPRESENTED: "wait",
}  # fmt: skip
SAID = {
    "arrive": "Arrivée notée : {}.", "leave": "Départ noté : {}.", "take_back": "Présence annulée : {}.",
    "excuse": "Excuse notée : {}.",
}  # fmt: skip
ACTS = {
    "arrive": lifecycle.arrive, "leave": lifecycle.leave, "take_back": lifecycle.take_back, "excuse": lifecycle.excuse,
}  # fmt: skip


def to_day(meeting):
    return redirect(address("desk:meetings:day", meeting.pk))


# --- The tab --------------------------------------------------------------------------------------


@desk_view("meetings.check_in_meeting", Meeting)
def day(request, meeting):
    """Who is in the room against the quorum, the list with its buttons, votes, notes, speaking time, pictures.

    Asked again by the page every few seconds with `vu`, the print of the counts it shows: nothing comes back as long
    as they have not changed.
    """
    room = presence.Room(meeting)
    told = room.counts()
    if request.htmx and request.GET.get("vu") == mark_of(told):
        return HttpResponse(status=NO_SWAP)
    return render(request, RECORD, day_context(request, meeting, room, told))


def mark_of(told):
    return hashlib.sha256(repr(astuple(told)).encode()).hexdigest()[:12]


def day_context(request, meeting, room, told, announced=""):
    asked = request.GET.get("q", "").strip()
    called = list(meeting.convocations.standing().for_list().only(*SHOWN))
    people = people_of(meeting, called, room)
    waiting = "" if told.present else announced_of(meeting, called)
    return page(
        request, meeting, "day", "meetings/desk/day.html", counts=told, mark=mark_of(told), announced=announced,
        waiting=waiting, voices=waiting or voices_in_words(told), nothing=nothing_yet(meeting),
        people=[p for p in people if folded(asked) in p["folded"]], asked=asked, called=len(people),
        on_the_day=meeting.status in ON_THE_DAY, writing=meeting.status in WRITING,
        in_session=meeting.status == MeetingStatus.IN_SESSION, **parts_of(meeting),
        sheet=meeting.status in (*ON_THE_DAY, *CORRECTABLE) and meeting.day <= clock.today(),
    )  # fmt: skip


def voices_in_words(told):
    """« 51 membres présents et 6 pouvoirs : quorum atteint, 57 voix pour 36. »"""
    room = f"{french.plural(told.present, 'membre présent', 'membres présents')}"
    if told.proxies:
        room += f" et {french.plural(told.proxies, 'pouvoir')}"
    if told.quorum is None:
        return f"{room}."
    if told.has_quorum:
        return f"{room} : quorum atteint, {french.plural(told.votes, 'voix', 'voix')} pour {told.quorum}."
    missing = french.plural(told.missing, "voix", "voix")
    return f"{room} : quorum non atteint, il manque {missing} sur {told.quorum}."


def people_of(meeting, called, room):
    """One line a person called: where they stand, the proxy they gave or carry, what may be pressed."""
    rows = {row.person_id: row for row in room.rows}
    given, carried = proxies_of(room)
    return [
        line_of(meeting, one, rows.get(one.person_id), given.get(one.pk, ""), carried.get(one.pk, ())) for one in called
    ]


def proxies_of(room):
    """({giver: name of the holder}, {holder: [names of the givers]})."""
    given, carried = {}, {}
    for row in sorted(room.proxies, key=lambda proxy: proxy.pk):
        given[row.giver_id] = row.holder.person.full_name
        carried.setdefault(row.holder_id, []).append(row.giver.person.full_name)
    return given, carried


def line_of(meeting, called, row, given, carried):
    state = row.state if row else expected_state(called)
    here, gone = state == AttendanceState.PRESENT, bool(row and row.left_at)
    words, tone = ("parti", "off") if gone else _stands(meeting, called, state)
    return {
        "called": called, "name": called.person.full_name, "folded": folded(called.person.full_name), "row": row,
        "state": words, "tone": tone,
        "given": given, "carried": carried, "kind": called.get_kind_display(),
        "may_arrive": not here or gone, "may_leave": here and not gone, "may_take_back": here,
        "may_excuse": state == AttendanceState.ABSENT,
    }  # fmt: skip


def _stands(meeting, called, state):
    if state == AttendanceState.ABSENT:
        return expected_words(meeting, called)
    return AttendanceState(state).label, TONES[state]


@desk_view("meetings.answer_convocation", Convocation)
@require_POST
def mark(request, convocation):
    """One press on the list: arrived, left, noted by mistake, excused."""
    act = ACTS.get(request.POST.get("what"))
    try:
        if act:
            act(convocation, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return to_day(convocation.meeting)
    meeting, name = convocation.meeting, convocation.person.full_name
    if not request.htmx:
        return to_day(meeting)
    said = SAID[request.POST["what"]].format(name) if act else ""
    room = presence.Room(meeting)
    return render(request, RECORD, day_context(request, meeting, room, room.counts(), said))


# --- Verbs ----------------------------------------------------------------------------------------


@desk_action(
    Meeting, "meetings.open_meeting", form=forms.OpenForm, title="Ouvrir la séance", button="Ouvrir la séance",
    effects=lambda meeting: ["La liste de présence est prête, le quorum se compte à mesure que l’on arrive."],
    initial=officers_initial,
)  # fmt: skip
def open_session(request, meeting, *, chair, secretary):
    lifecycle.open_session(meeting, by=request.user, chair=chair, secretary=secretary)
    messages.success(request, "La séance est ouverte.")
    return to_day(meeting)


def _will_hold(meeting):
    yield "La liste de présence est arrêtée, les accueils se ferment."
    yield "Leurs appareils envoient ce qu’ils gardaient encore, puis effacent les noms."
    yield "Les heures prévues pour cette séance sont portées au compte de qui l’a tenue."


@desk_action(
    Meeting, "meetings.hold_meeting", form=forms.HoldForm, title="Enregistrer les présences", button="Enregistrer",
    effects=_will_hold, initial=officers_initial,
)  # fmt: skip
def hold(request, meeting, **data):
    lifecycle.hold(meeting, by=request.user, **data)
    return f"Les présences sont enregistrées{f' ; {meeting.quorum_words}' if meeting.quorum_words else ''}."


def _will_correct(meeting):
    yield "La liste de présence change, les présents et les pouvoirs sont recomptés ; le motif reste dans l’historique."
    if meeting.status in ("minutes_draft", "minutes_review"):
        yield "Le brouillon du compte rendu est déjà écrit : corrigez-y aussi les noms et les nombres."


@desk_action(
    Meeting, "meetings.hold_meeting", form=forms.CorrectForm, title="Corriger les présences", button="Corriger",
    effects=_will_correct,
)  # fmt: skip
def correct(request, meeting, *, people, **data):
    lifecycle.correct_attendance(meeting, list(people), by=request.user, **data)
    messages.success(request, f"Les présences sont corrigées : {_counted(meeting)}.")
    return to_day(meeting)


def _counted(meeting):
    return f"{french.plural(meeting.present, 'présent')}, {french.plural(meeting.proxies, 'pouvoir')}"


@desk_action(
    Meeting, "meetings.check_in_meeting", form=forms.SheetForm, title="Saisir la feuille papier", button="Enregistrer",
    effects=lambda meeting: ["Les personnes cochées sont notées présentes, d’après la feuille d’émargement."],
)  # fmt: skip
def type_sheet(request, meeting, *, signed):
    added = lifecycle.type_sheet(meeting, signed, by=request.user)
    messages.success(request, f"{french.plural(added, 'présence saisie', 'présences saisies')} d’après la feuille.")
    if meeting.status in CORRECTABLE and not is_from_the_list(meeting):
        told = f"Le nombre tapé à la clôture reste : {_counted(meeting)}. « Corriger les présences » recompte la liste."
        messages.warning(request, told)
    return to_day(meeting)


@desk_action(
    Meeting, "meetings.hold_meeting", form=forms.SecondForm, title="Constater l’absence de quorum",
    button="Constater et lever la séance",
    effects=lambda meeting: ["La séance s’arrête là. Avec une date, une seconde réunion reprend son ordre du jour."],
)  # fmt: skip
def miss_quorum(request, meeting, *, starts_at=None, ends_at=None, override=""):
    again = lifecycle.miss_quorum(meeting, by=request.user, starts_at=starts_at, ends_at=ends_at, override=override)
    if again:
        messages.success(request, "L’absence de quorum est constatée. Convoquez à la seconde réunion.")
        return redirect(again.get_desk_url())
    return "L’absence de quorum est constatée."


@desk_action(
    Meeting, "meetings.hold_meeting", form=forms.AgainForm, title="Prévoir la seconde réunion", button="Prévoir"
)
def call_again(request, meeting, *, starts_at, ends_at=None, override=""):
    again = lifecycle.call_again(meeting, by=request.user, starts_at=starts_at, ends_at=ends_at, override=override)
    messages.success(request, "La seconde réunion est prévue, avec le même ordre du jour.")
    return redirect(again.get_desk_url())


@desk_action(Meeting, "meetings.check_in_meeting", form=forms.ProxyForm, title="Noter un pouvoir", button="Noter")
def hand_proxy(request, meeting, *, giver, holder):
    lifecycle.hand_proxy(giver, holder, by=request.user)
    messages.success(request, f"Pouvoir de {giver.person.full_name} à {holder.person.full_name} : noté.")
    return to_day(meeting)


@desk_action(
    Meeting, "meetings.check_in_meeting", title="Feuille d’émargement, chevalets, badges", button="Produire les pièces",
    effects=lambda meeting: ["La feuille d’émargement, les chevalets et les badges, à imprimer la veille."],
)  # fmt: skip
def day_papers(request, meeting):
    for kind, (document, template) in documents.day_papers(meeting).items():
        files.produce(document, kind=kind, about=meeting, by=request.user, template=template)
    messages.success(request, "Les trois pièces sont prêtes, dans la marge de la réunion.")
    return to_day(meeting)


urlpatterns = [
    path("<int:pk>/jour/", day, name="day"),
    path("<int:pk>/ouverture/", open_session, name="open_session"),
    path("<int:pk>/presences/", hold, name="hold"),
    path("<int:pk>/presences/correction/", correct, name="correct_attendance"),
    path("<int:pk>/presences/feuille/", type_sheet, name="type_sheet"),
    path("<int:pk>/sans-quorum/", miss_quorum, name="miss_quorum"),
    path("<int:pk>/seconde-reunion/", call_again, name="call_again"),
    path("<int:pk>/pouvoir/", hand_proxy, name="hand_proxy"),
    path("<int:pk>/emargement/", day_papers, name="day_papers"),
    path("convocations/<int:pk>/presence/", mark, name="mark"),
]
