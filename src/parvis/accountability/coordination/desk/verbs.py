"""The verbs of coordination."""

from django.contrib import messages
from django.shortcuts import redirect

from parvis.accountability.coordination import documents, lifecycle
from parvis.accountability.coordination.models import Topic
from parvis.commons.schemes.models import Scheme
from parvis.ground.core import clock
from parvis.ground.documents import lifecycle as files
from parvis.shells.actions import ReasonForm, desk_action

from . import forms

BOARD = ("Coordination", "desk:coordination:board")


@desk_action(
    None, "coordination.add_topic", form=forms.TopicForm, title="Nouveau sujet", button="Suivre ce sujet", parent=BOARD
)
def raise_topic(request, **data):
    topic = lifecycle.raise_topic(request.authority, by=request.user, **data)
    messages.success(request, "Le sujet est suivi.")
    return redirect(topic.get_desk_url())


def topic_initial(request, topic):
    return {"title": topic.title, "details": topic.details, "schemes": list(topic.schemes.all())}


@desk_action(
    Topic, "coordination.change_topic", form=forms.AmendForm, title="Modifier le sujet", button="Enregistrer",
    initial=topic_initial,
)  # fmt: skip
def amend_topic(request, topic, **data):
    lifecycle.amend_topic(topic, by=request.user, **data)
    return "Le sujet est à jour."


@desk_action(Topic, "coordination.change_topic", form=forms.AssignForm, title="Confier le sujet", button="Confier")
def assign_topic(request, topic, *, owner):
    lifecycle.assign_topic(topic, by=request.user, owner=owner)
    return f"{owner} porte ce sujet."


@desk_action(
    Topic, "coordination.change_topic", form=forms.OutcomeForm, title="Dire ce qui est partagé", button="Enregistrer"
)
def share_topic(request, topic, *, outcome):
    lifecycle.share_topic(topic, by=request.user, outcome=outcome)
    return "Les instances savent qui fait quoi."


@desk_action(Topic, "coordination.change_topic", form=forms.OutcomeForm, title="Clore le sujet", button="Clore")
def close_topic(request, topic, *, outcome):
    lifecycle.close_topic(topic, by=request.user, outcome=outcome)
    return "Le sujet est clos."


@desk_action(Topic, "coordination.change_topic", form=ReasonForm, title="Rouvrir le sujet", button="Rouvrir")
def reopen_topic(request, topic, *, reason):
    lifecycle.reopen_topic(topic, by=request.user, reason=reason)
    return "Le sujet est rouvert."


@desk_action(
    None, "coordination.add_solicitation", form=forms.SolicitationForm, title="Noter une sollicitation",
    button="Noter", parent=BOARD,
)  # fmt: skip
def note_solicitation(request, **data):
    lifecycle.note_solicitation(request.authority, by=request.user, **data)
    messages.success(request, "La sollicitation est notée.")
    return redirect("desk:coordination:solicitations")


def note_initial(request, scheme):
    note = scheme.board_notes.first()
    return {"risk": note.risk, "help": note.help} if note else {}


@desk_action(
    Scheme, "coordination.add_boardnote", form=forms.NoteForm, title="Le mot du tableau", button="Enregistrer",
    initial=note_initial,
)  # fmt: skip
def say(request, scheme, *, risk, help):
    lifecycle.say(scheme, by=request.user, risk=risk, help=help)
    messages.success(request, "Le tableau est à jour.")
    return redirect("desk:coordination:board")


def _will_hold(_):
    yield "L’état de chaque instance ce jour, les recoupements des soixante prochains jours, les sujets suivis."


@desk_action(
    None, "coordination.add_topic", title="Produire le tableau", button="Produire le tableau", effects=_will_hold,
    parent=BOARD,
)  # fmt: skip
def produce(request):
    today = clock.today()
    document, template = documents.board_document(request.authority, request.user, today, today + documents.AHEAD)
    files.produce(document, kind=documents.BOARD.code, about=request.authority, by=request.user, template=template)
    messages.success(request, "Le tableau est prêt, en PDF accessible, Word et OpenDocument.")
    return redirect("desk:coordination:board")
