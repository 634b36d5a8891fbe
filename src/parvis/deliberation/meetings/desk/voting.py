"""Votes of the session: the question, the ballots typed at the desk, the result once it is closed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path

from parvis.deliberation.meetings import lifecycle, presence
from parvis.deliberation.meetings.choices import VoteMode, VoteStatus
from parvis.deliberation.meetings.lifecycle.voting import signed
from parvis.deliberation.meetings.models import Meeting, Vote
from parvis.ground.core import french
from parvis.ground.core.addresses import address
from parvis.shells.actions import desk_action
from parvis.shells.entry import desk_view
from parvis.shells.verbs import Verb, offers

from . import day_forms as forms
from .session import to_day

D = "desk:meetings:"


def _by_ballot(vote):
    return "" if vote.mode != VoteMode.SHOW_OF_HANDS else "Un vote à main levée se compte sans bulletin."


def _by_hand(vote):
    if vote.mode != VoteMode.SHOW_OF_HANDS:
        return "Ce vote se compte d’après les bulletins."
    return "" if vote.status == VoteStatus.PREPARED else "Ce vote est clos."


def _open(vote):
    return "" if vote.status == VoteStatus.OPEN else "Le vote n’est pas ouvert."


VERBS = (
    Verb("Ouvrir le vote", D + "open_vote", "meetings.run_vote", step="open_vote", why_not=_by_ballot),
    Verb("Taper le compte", D + "count_hands", "meetings.run_vote", why_not=_by_hand),
    Verb("Taper un vote", D + "cast", "meetings.run_vote", why_not=_open),
    Verb("Clore et compter", D + "close_vote", "meetings.run_vote", why_not=_open),
    Verb(
        "Retirer la question", D + "drop_vote", "meetings.run_vote", danger=True,
        why_not=lambda vote: "" if vote.status == VoteStatus.PREPARED else "Ce vote a eu lieu.",
    ),
)  # fmt: skip


@desk_view("meetings.run_vote", Vote)
def vote(request, vote):
    """The question, who has voted while it is open, the result once it is closed."""
    voices = presence.voices(vote.meeting)
    names, done = forms.names_of(voices), signed(vote)
    context = {
        "title": vote.question, "kicker": vote.meeting.title,
        "kicker_url": address("desk:meetings:day", vote.meeting_id), "number": vote.get_mode_display(),
        "state": vote, "vote": vote, "verbs": offers(request.user, vote, VERBS),
        "facts": [("Mode", vote.get_mode_display()), ("Voix dans la salle", str(len(voices)))],
        "tab_template": "meetings/desk/vote.html", "turnout": turnout(vote, len(done), len(voices)),
        "electors": sorted((forms.said(voice, names), voice.person_id in done) for voice in voices),
        "by_name": by_name(vote),
    }  # fmt: skip
    return render(request, "desk/record.html", context)


def turnout(vote, done, voices):
    """« 12 votes reçus sur 57 voix », as long as the vote is open; results wait for the closing."""
    if vote.status != VoteStatus.OPEN:
        return ""
    return f"{french.plural(done, 'vote reçu', 'votes reçus')} sur {french.plural(voices, 'voix', 'voix')}."


def by_name(vote):
    """Who voted what, in a recorded vote that is closed."""
    if vote.mode != VoteMode.RECORDED or vote.status != VoteStatus.CLOSED:
        return []
    return list(vote.recorded.select_related("person", "by_proxy").order_by("person__family_name", "pk"))


@desk_action(Meeting, "meetings.check_in_meeting", form=forms.VoteForm, title="Préparer un vote", button="Préparer")
def prepare_vote(request, meeting, **data):
    prepared = lifecycle.prepare_vote(meeting, by=request.user, **data)
    messages.success(request, "La question est prête.")
    return redirect(prepared.get_desk_url())


@desk_action(
    Vote, "meetings.run_vote", title="Ouvrir le vote", button="Ouvrir",
    effects=lambda vote: ["Les voix dans la salle peuvent voter ; le résultat ne se lit qu’à la clôture."],
)  # fmt: skip
def open_vote(request, vote):
    lifecycle.open_vote(vote, by=request.user)
    return "Le vote est ouvert."


@desk_action(Vote, "meetings.run_vote", form=forms.HandsForm, title="Taper le compte", button="Enregistrer et clore")
def count_hands(request, vote, **counted):
    lifecycle.count_hands(vote, by=request.user, **counted)
    return "Le vote est compté et clos."


def _how_to_vote(vote):
    if vote.is_secret:
        yield "Tournez l’écran vers la personne qui vote : son choix ne s’affiche plus ensuite, à personne."


@desk_action(
    Vote, "meetings.run_vote", form=forms.BallotForm, title="Taper un vote", button="Voter", effects=_how_to_vote
)
def cast(request, vote, *, voice, choice):
    counted = lifecycle.cast(vote, voice, choice)
    messages.success(request, "Le vote est reçu." if counted else "Cette voix a déjà voté : son vote compte une fois.")
    return redirect(address("desk:meetings:cast", vote.pk))


@desk_action(
    Vote, "meetings.run_vote", title="Clore et compter", button="Clore le vote",
    effects=lambda vote: ["Plus personne ne vote ; le résultat se lit aussitôt et ne change plus."],
)  # fmt: skip
def close_vote(request, vote):
    lifecycle.close_vote(vote, by=request.user)
    return "Le vote est clos."


@desk_action(Vote, "meetings.run_vote", title="Retirer la question", button="Retirer")
def drop_vote(request, vote):
    meeting = vote.meeting
    lifecycle.drop_vote(vote, by=request.user)
    messages.success(request, "La question est retirée.")
    return to_day(meeting)


urlpatterns = [
    path("<int:pk>/vote/", prepare_vote, name="prepare_vote"),
    path("votes/<int:pk>/", vote, name="vote"),
    path("votes/<int:pk>/ouverture/", open_vote, name="open_vote"),
    path("votes/<int:pk>/compte/", count_hands, name="count_hands"),
    path("votes/<int:pk>/bulletin/", cast, name="cast"),
    path("votes/<int:pk>/cloture/", close_vote, name="close_vote"),
    path("votes/<int:pk>/retrait/", drop_vote, name="drop_vote"),
]
