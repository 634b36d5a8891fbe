"""The verbs of a request on personal data."""

from django.contrib import messages
from django.shortcuts import redirect

from parvis.accountability.privacy import erasure, lifecycle
from parvis.accountability.privacy.models import DataSubjectRequest
from parvis.accountability.privacy.subjects import subject_of
from parvis.ground.core.french import plain_date, plural
from parvis.shells.actions import desk_action

from .forms import AnswerForm, ExtendForm, ReceiveForm, RefuseForm, TakeForm

DECIDE = "privacy.decide_datasubjectrequest"


@desk_action(
    None, "privacy.add_datasubjectrequest", form=ReceiveForm, title="Enregistrer une demande", button="Enregistrer"
)
def receive(request, **fields):
    made = lifecycle.receive(request.authority, by=request.user, **fields)
    messages.success(request, f"La demande est enregistrée. Réponse due le {plain_date(made.due_on)}.")
    return redirect(made.get_desk_url())


@desk_action(
    DataSubjectRequest, DECIDE, title="Vérifier l’identité", button="Demander une preuve",
    effects=lambda row: ["La personne reçoit un message qui lui dit comment prouver que c’est bien elle."],
)  # fmt: skip
def check_identity(request, row):
    lifecycle.check_identity(row, by=request.user)
    return "L’identité est à vérifier."


@desk_action(DataSubjectRequest, DECIDE, form=TakeForm, title="Prendre en charge", button="Prendre en charge")
def take(request, row, *, person, identity):
    lifecycle.take(row, person=person, identity=identity, by=request.user)
    return "La demande est prise en charge."


@desk_action(DataSubjectRequest, DECIDE, form=ExtendForm, title="Prolonger le délai", button="Prolonger")
def extend(request, row, *, reason):
    lifecycle.extend(row, reason=reason, by=request.user)
    return f"Le délai court jusqu’au {plain_date(row.due_on)}."


def _will_erase(row):
    """Table by table: what is emptied, what stays and why."""
    for line in erasure.plan(subject_of(row.authority, person=row.person, user=row.user)):
        count = plural(len(line.ids), "ligne")
        yield (
            f"{line.table} : {count}, conservées ({line.ground})."
            if line.ground
            else f"{line.table} : {count}, vidées."
        )
    yield "Les contributions publiques restent, sous le nom « auteur supprimé »."


@desk_action(
    DataSubjectRequest, DECIDE, title="Effacer les données", button="Effacer définitivement", effects=_will_erase
)
def erase(request, row, override=""):
    trace = lifecycle.erase_for(row, by=request.user, override=override)
    emptied = sum(line["rows"] for line in trace.lines if not line["ground"])
    return f"{plural(emptied, 'ligne vidée', 'lignes vidées')}. Il reste à répondre à la personne."


@desk_action(DataSubjectRequest, DECIDE, form=AnswerForm, title="Répondre", button="Envoyer la réponse")
def answer(request, row, *, text):
    lifecycle.answer(row, text=text, by=request.user)
    return "La réponse est donnée."


@desk_action(DataSubjectRequest, DECIDE, form=RefuseForm, title="Refuser la demande", button="Refuser")
def refuse(request, row, *, reason):
    lifecycle.refuse(row, reason=reason, by=request.user)
    return "La demande est refusée."


@desk_action(
    DataSubjectRequest, DECIDE, title="Clore la demande", button="Clore",
    effects=lambda row: ["La demande est conservée cinq ans comme preuve, puis rendue anonyme."],
)  # fmt: skip
def close(request, row):
    lifecycle.close(row, by=request.user)
    return "La demande est close."
