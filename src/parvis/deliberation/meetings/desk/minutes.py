"""« Compte rendu »: decisions, actions, the minutes and their proof of circulation."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path

from parvis.commons.writing.models import Text
from parvis.deliberation.meetings import lifecycle
from parvis.deliberation.meetings import minutes_queries as queries
from parvis.deliberation.meetings.choices import APPROVED, TOOK_PLACE
from parvis.deliberation.meetings.lifecycle.minutes import TYPING
from parvis.deliberation.meetings.minutes_forms import ApproveForm, DoneForm, will_approve
from parvis.deliberation.meetings.models import ActionPoint, Decision, Meeting
from parvis.ground.core import french
from parvis.ground.core.html import shown
from parvis.ground.documents.queries import documents_of_each
from parvis.shells.actions import ReasonForm, desk_action
from parvis.shells.entry import desk_view
from parvis.shells.verbs import Verb, offers

from . import minutes_forms as forms
from .pages import RECORD, page

D = "desk:meetings:"
PROOF = ("minutes", "name", "message__channel", "message__status", "message__sent_at")
"""What tells that the minutes reached somebody."""


def _written(meeting):
    return "" if queries.minutes_of(meeting) else "Le compte rendu n’est pas encore ouvert."


VERBS = (
    Verb("Écrire le premier jet", D + "draft_minutes", "meetings.write_minutes_meeting", step="draft_minutes"),
    Verb("Envoyer en relecture", D + "review_minutes", "meetings.write_minutes_meeting", step="review_minutes"),
    Verb("Approuver", D + "approve_minutes", "meetings.approve_minutes_meeting", step="approve_minutes"),
    Verb("Diffuser", D + "publish_minutes", "meetings.publish_minutes_meeting", step="publish_minutes"),
    Verb("Clore la réunion", D + "close", "meetings.publish_minutes_meeting", step="close"),
    Verb("Corriger la version publique", D + "revise_public", "meetings.publish_minutes_meeting",
         why_not=lambda m: "" if m.status == "minutes_approved" else "Elle se corrige entre approbation et diffusion."),
    Verb("Rendre à la rédaction", D + "return_minutes", "meetings.approve_minutes_meeting", step="return_minutes",
         back=True),
    Verb("Produire le brouillon", D + "produce_draft", "meetings.write_minutes_meeting", why_not=_written, back=True),
    Verb("Produire le relevé de décisions", D + "produce_decisions", "meetings.write_minutes_meeting", back=True,
         why_not=lambda m: "" if m.status in TOOK_PLACE else "La séance n’a pas encore eu lieu."),
    Verb("Envoyer la note à l’élu référent", D + "send_note", "meetings.publish_minutes_meeting", back=True,
         why_not=lambda m: "" if m.status in TOOK_PLACE else "La séance n’a pas encore eu lieu."),
)  # fmt: skip


@desk_view("meetings.read_minutes_meeting", Meeting)
def minutes(request, meeting):
    """What was decided, what is to be done, where the minutes stand, who received them."""
    user, found = request.user, queries.minutes_of(meeting)
    documents, papers = documents_of_each([meeting, found], user) if found else (None, ())
    may_type = user.has_perm("meetings.write_minutes_meeting", meeting)
    context = page(
        request, meeting, "minutes", "meetings/desk/minutes.html", documents, minutes=found, papers=papers,
        decisions=queries.decisions_of(meeting), actions=_actions(user, meeting),
        delay=queries.delay_of(meeting, found) if meeting.took_place else None,
        may_decide=may_type and meeting.status in TYPING, may_act=may_type,
        verbs=offers(user, meeting, VERBS), **_about_text(user, found, meeting),
    )  # fmt: skip
    return render(request, RECORD, context)


def _actions(user, meeting):
    rows = queries.actions_of(meeting)
    for row in rows:
        row.meeting = meeting
        row.may_complete = row.is_open and user.has_perm("meetings.complete_actionpoint", row)
    return rows


def _about_text(user, minutes, meeting):
    if minutes is None:
        return {}
    text = minutes.text = Text.objects.for_list().get(pk=minutes.text_id)
    reads_text = user.has_perm("writing.read_text", text)
    reads_all = user.has_perm("meetings.read_minutes", minutes)
    shows_public = meeting.status in APPROVED and (meeting.is_public or not reads_all)
    proof = user.has_perm("meetings.read_calls_meeting", meeting)
    return {
        "approval": queries.approval_words(minutes) if minutes.approved_on else "",
        "text_url": text.get_desk_url() if reads_text else "",
        "open_remarks": text.comments_open if reads_text else 0,
        "whole": shown(text.latest.html) if reads_all and text.latest else "",
        "public_version": shown(minutes.public_html) if shows_public else "",
        "recipients": list(minutes.recipients.select_related("message").only(*PROOF)) if proof else (),
    }


def _to_minutes(request, meeting, said):
    messages.success(request, said)
    return redirect(meeting.get_minutes_url())


# --- Decisions and actions ------------------------------------------------------------------------

meeting_act = partial(desk_action, Meeting, "meetings.write_minutes_meeting")


@meeting_act(form=forms.DecisionForm, title="Écrire une décision", button="Ajouter la décision")
def decide(request, meeting, **data):
    decision = lifecycle.decide(meeting, by=request.user, **data)
    return _to_minutes(request, meeting, f"Décision {decision.number} écrite.")


def _decision_initial(request, decision):
    return {"text": decision.text, "item": decision.item_id}


@desk_action(
    Decision, "meetings.change_decision", form=forms.ReviseDecisionForm, title="Corriger la décision",
    button="Enregistrer", initial=_decision_initial,
)  # fmt: skip
def revise_decision(request, decision, **data):
    lifecycle.revise_decision(decision, by=request.user, **data)
    return "La décision est corrigée."


@meeting_act(form=forms.ActionPointForm, title="Confier une action", button="Confier l’action")
def add_action(request, meeting, **data):
    action = lifecycle.add_action(meeting, by=request.user, **data)
    return _to_minutes(
        request, meeting, f"Action confiée {french.to(action.who)}, avant le {french.plain_date(action.due_on)}."
    )


@desk_action(
    ActionPoint, "meetings.complete_actionpoint", form=DoneForm, title="Dire que c’est fait", button="C’est fait"
)
def complete_action(request, action, **data):
    lifecycle.complete_action(action, by=request.user, **data)
    if request.user.has_perm("meetings.read_minutes_meeting", action.meeting):
        return "L’action est faite."
    messages.success(request, "L’action est faite.")
    return redirect("desk:home")


@desk_action(
    ActionPoint, "meetings.change_actionpoint", form=forms.MoveActionForm,
    title="Reprendre l’action à une autre séance", button="Reprendre",
)  # fmt: skip
def move_action(request, action, **data):
    lifecycle.move_action(action, by=request.user, **data)
    return "L’action est reprise à une autre séance."


@desk_action(
    ActionPoint, "meetings.change_actionpoint", form=ReasonForm, title="Abandonner l’action", button="Abandonner"
)
def drop_action(request, action, *, reason):
    lifecycle.drop_action(action, by=request.user, reason=reason)
    return "L’action est abandonnée."


# --- Minutes --------------------------------------------------------------------------------------


def _will_draft(meeting):
    yield "Un premier jet est écrit avec l’ordre du jour, les présences, les votes, les décisions et les suites."
    yield "Vous le complétez ensuite dans l’atelier d’écriture, seul ou à plusieurs."


@meeting_act(title="Écrire le premier jet", button="Écrire le premier jet", effects=_will_draft)
def draft_minutes(request, meeting):
    made = lifecycle.draft_minutes(meeting, by=request.user)
    messages.success(request, "Le premier jet est écrit : complétez-le.")
    return redirect(made.text.get_desk_url())


def _will_review(meeting):
    yield "Les personnes présentes reçoivent le brouillon et laissent leurs remarques."
    yield "Le délai promis pour le rendre s’arrête aujourd’hui."


@meeting_act(
    form=forms.ReviewForm, title="Envoyer le compte rendu en relecture", button="Envoyer en relecture",
    effects=_will_review,
)  # fmt: skip
def review_minutes(request, meeting, *, until, divergences_stated, override=""):
    lifecycle.review_minutes(meeting, by=request.user, until=until, override=override)
    return _to_minutes(request, meeting, "Le compte rendu est en relecture.")


@desk_action(
    Meeting, "meetings.approve_minutes_meeting", form=ReasonForm, title="Rendre le compte rendu à la rédaction",
    button="Rendre à la rédaction",
)  # fmt: skip
def return_minutes(request, meeting, *, reason):
    lifecycle.return_minutes(meeting, by=request.user, reason=reason)
    return _to_minutes(request, meeting, "Le compte rendu est rendu à la rédaction.")


@desk_action(
    Meeting, "meetings.approve_minutes_meeting", form=ApproveForm, title="Approuver le compte rendu",
    button="Approuver", effects=will_approve,
)  # fmt: skip
def approve_minutes(request, meeting, **data):
    lifecycle.approve_minutes(meeting, by=request.user, **data)
    return _to_minutes(request, meeting, "Le compte rendu est approuvé. Relisez la version publique, puis diffusez.")


def _public_initial(request, meeting):
    found = queries.minutes_of(meeting)
    return {"html": found.public_html if found else ""}


publishing = partial(desk_action, Meeting, "meetings.publish_minutes_meeting")


@publishing(
    form=forms.PublicVersionForm, title="Corriger la version publique", button="Enregistrer", initial=_public_initial,
    template="writing/desk/action.html",
)  # fmt: skip
def revise_public(request, meeting, *, html):
    lifecycle.revise_public_minutes(meeting.minutes, by=request.user, html=html)
    return _to_minutes(request, meeting, "La version publique est enregistrée.")


def _will_publish(meeting):
    yield "Le compte rendu approuvé part à chaque destinataire, par son canal ; la preuve est gardée."
    if meeting.is_public:
        yield "La version publique, noms masqués, paraît sur le site."


@publishing(
    form=forms.PublishForm, title="Diffuser le compte rendu", button="Diffuser", effects=_will_publish,
)  # fmt: skip
def publish_minutes(request, meeting, *, recipients, other):
    people = list(dict.fromkeys([*recipients, *([other] if other else [])]))
    lifecycle.publish_minutes(meeting, by=request.user, recipients=people)
    return _to_minutes(request, meeting, f"Le compte rendu part à {french.plural(len(people), 'destinataire')}.")


@publishing(title="Clore la réunion", button="Clore")
def close(request, meeting):
    lifecycle.close(meeting, by=request.user)
    return _to_minutes(request, meeting, "La réunion est close.")


@meeting_act(title="Produire le brouillon du compte rendu", button="Produire")
def produce_draft(request, meeting):
    lifecycle.produce(meeting, "draft", by=request.user)
    return _to_minutes(request, meeting, "Le brouillon est prêt, en PDF accessible, Word et OpenDocument.")


@meeting_act(title="Produire le relevé de décisions", button="Produire")
def produce_decisions(request, meeting):
    lifecycle.produce(meeting, "decisions", by=request.user)
    return _to_minutes(request, meeting, "Le relevé de décisions est prêt, en PDF accessible, Word et OpenDocument.")


def _will_send_note(meeting):
    who = meeting.scheme.referring_councillor or "l’élu référent, qui n’est pas encore désigné"
    yield f"La note part à {who} : décisions et suites en une page."


@publishing(title="Envoyer la note à l’élu référent", button="Envoyer la note", effects=_will_send_note)
def send_note(request, meeting):
    lifecycle.send_note(meeting, by=request.user)
    return _to_minutes(request, meeting, "La note est partie.")


urlpatterns = [
    path("<int:pk>/compte-rendu/", minutes, name="minutes"),
    path("<int:pk>/decision/", decide, name="decide"),
    path("<int:pk>/suite/", add_action, name="add_action"),
    path("<int:pk>/compte-rendu/premier-jet/", draft_minutes, name="draft_minutes"),
    path("<int:pk>/compte-rendu/relecture/", review_minutes, name="review_minutes"),
    path("<int:pk>/compte-rendu/reprise/", return_minutes, name="return_minutes"),
    path("<int:pk>/compte-rendu/approbation/", approve_minutes, name="approve_minutes"),
    path("<int:pk>/compte-rendu/version-publique/", revise_public, name="revise_public"),
    path("<int:pk>/compte-rendu/diffusion/", publish_minutes, name="publish_minutes"),
    path("<int:pk>/compte-rendu/brouillon/", produce_draft, name="produce_draft"),
    path("<int:pk>/compte-rendu/releve/", produce_decisions, name="produce_decisions"),
    path("<int:pk>/compte-rendu/note/", send_note, name="send_note"),
    path("<int:pk>/cloture/", close, name="close"),
    path("decisions/<int:pk>/", revise_decision, name="revise_decision"),
    path("suites/<int:pk>/fait/", complete_action, name="complete_action"),
    path("suites/<int:pk>/reprise/", move_action, name="move_action"),
    path("suites/<int:pk>/abandon/", drop_action, name="drop_action"),
]
