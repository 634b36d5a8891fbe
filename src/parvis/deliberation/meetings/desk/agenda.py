"""The agenda, the proposals of members and the *déroulé*."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path

from parvis.deliberation.meetings import documents, lifecycle, queries
from parvis.deliberation.meetings.lifecycle.agenda import ALIVE
from parvis.deliberation.meetings.models import AgendaItem, ItemProposal, Meeting, PlanStep
from parvis.ground.core.addresses import address
from parvis.ground.documents import lifecycle as files
from parvis.shells.actions import desk_action
from parvis.shells.entry import desk_view

from . import agenda_forms as forms
from .pages import RECORD, page


def _to_record(meeting):
    return redirect(meeting.get_desk_url())


def _to_plan(meeting):
    return redirect(address("desk:meetings:plan", meeting.pk))


# --- Agenda ---------------------------------------------------------------------------------------


@desk_action(Meeting, "meetings.prepare_meeting", form=forms.ItemForm, title="Ajouter un point", button="Ajouter")
def add_item(request, meeting, *, override="", **data):
    item = lifecycle.add_item(meeting, by=request.user, override=override, **data)
    return f"Le point {item.number} est à l’ordre du jour."


def item_initial(request, item):
    return {name: getattr(item, name) for name in ("title", "rapporteur", "minutes", "expected", "document_on")}


@desk_action(
    AgendaItem, "meetings.change_agendaitem", form=forms.ItemForm, title="Modifier le point", button="Enregistrer",
    initial=item_initial,
)  # fmt: skip
def revise_item(request, item, *, override="", **data):
    lifecycle.revise_item(item, by=request.user, override=override, **data)
    return f"Le point {item.number} est à jour."


@desk_action(
    AgendaItem, "meetings.change_agendaitem", form=forms.PlaceForm, title="Changer l’ordre", button="Placer ici",
    initial=lambda request, item: {"place": item.number},
)  # fmt: skip
def place_item(request, item, *, place):
    lifecycle.place_item(item, place, by=request.user)
    return "L’ordre du jour est renuméroté."


@desk_action(AgendaItem, "meetings.change_agendaitem", title="Retirer le point", button="Retirer de l’ordre du jour")
def remove_item(request, item, *, override=""):
    meeting = item.meeting
    lifecycle.remove_item(item, by=request.user, override=override)
    messages.success(request, "Le point est retiré ; les suivants remontent d’un rang.")
    return _to_record(meeting)


@desk_action(
    ItemProposal, "meetings.answer_itemproposal", form=forms.TakeUpForm, title="Retenir la proposition",
    button="Mettre à l’ordre du jour",
)  # fmt: skip
def take_up(request, proposal, **data):
    item = lifecycle.take_up_proposal(proposal, by=request.user, **data)
    return f"La proposition devient le point {item.number}."


@desk_action(
    ItemProposal, "meetings.answer_itemproposal", form=forms.DeclineForm, title="Ne pas retenir la proposition",
    button="Répondre",
)  # fmt: skip
def decline(request, proposal, *, answer):
    lifecycle.decline_proposal(proposal, by=request.user, answer=answer)
    return "La réponse est enregistrée : la personne la lit dans son espace."


# --- Déroulé --------------------------------------------------------------------------------------


@desk_view("meetings.prepare_meeting", Meeting)
def plan(request, meeting):
    """The sequences with their hours, held against the slot; what to bring."""
    steps = queries.timed_steps(meeting)
    context = page(
        request, meeting, "plan", "meetings/desk/plan.html", steps=steps, slot=queries.slot_words(meeting, steps),
        slot_fits=queries.slot_gap(meeting, steps) in (0, None), materials=queries.materials(steps),
        open=meeting.status in ALIVE,
    )  # fmt: skip
    return render(request, RECORD, context)


@desk_action(Meeting, "meetings.prepare_meeting", form=forms.StepForm, title="Ajouter une séquence", button="Ajouter")
def add_step(request, meeting, **data):
    lifecycle.add_step(meeting, by=request.user, **data)
    messages.success(request, "La séquence est ajoutée.")
    return _to_plan(meeting)


def step_initial(request, step):
    return {name: getattr(step, name) for name in ("title", "minutes", "method", "material", "who", "notes")}


@desk_action(
    PlanStep, "meetings.change_planstep", form=forms.StepForm, title="Modifier la séquence", button="Enregistrer",
    initial=step_initial,
)  # fmt: skip
def revise_step(request, step, **data):
    lifecycle.revise_step(step, by=request.user, **data)
    messages.success(request, "La séquence est à jour.")
    return _to_plan(step.meeting)


@desk_action(
    PlanStep, "meetings.change_planstep", form=forms.PlaceForm, title="Changer l’ordre", button="Placer ici",
    initial=lambda request, step: {"place": step.position},
)  # fmt: skip
def place_step(request, step, *, place):
    lifecycle.place_step(step, place, by=request.user)
    messages.success(request, "Le déroulé est remis dans l’ordre.")
    return _to_plan(step.meeting)


@desk_action(PlanStep, "meetings.change_planstep", title="Retirer la séquence", button="Retirer")
def remove_step(request, step):
    meeting = step.meeting
    lifecycle.remove_step(step, by=request.user)
    messages.success(request, "La séquence est retirée.")
    return _to_plan(meeting)


@desk_action(
    Meeting, "meetings.prepare_meeting", form=forms.CloneForm, title="Reprendre un déroulé", button="Reprendre"
)
def clone_plan(request, meeting, *, template=None, other=None):
    lifecycle.clone_plan(meeting, template or other, by=request.user)
    messages.success(request, "Les séquences sont reprises : adaptez-les à cette séance.")
    return _to_plan(meeting)


@desk_action(
    Meeting, "meetings.prepare_meeting", form=forms.KeepForm, title="Garder ce déroulé comme modèle", button="Garder"
)
def keep_plan(request, meeting, *, name):
    lifecycle.keep_plan(meeting, by=request.user, name=name)
    messages.success(request, f"Le modèle « {name} » est gardé : il se reprend pour d’autres réunions.")
    return _to_plan(meeting)


@desk_action(Meeting, "meetings.prepare_meeting", title="Produire le déroulé", button="Produire la feuille")
def produce_plan(request, meeting):
    document, template = documents.plan_sheet(meeting)
    files.produce(document, kind=documents.PLAN.code, about=meeting, by=request.user, template=template)
    messages.success(request, "Le déroulé est prêt, en PDF accessible, Word et OpenDocument.")
    return _to_plan(meeting)


urlpatterns = [
    path("<int:pk>/point/", add_item, name="add_item"),
    path("points/<int:pk>/", revise_item, name="revise_item"),
    path("points/<int:pk>/rang/", place_item, name="place_item"),
    path("points/<int:pk>/retrait/", remove_item, name="remove_item"),
    path("propositions/<int:pk>/retenue/", take_up, name="take_up_proposal"),
    path("propositions/<int:pk>/refus/", decline, name="decline_proposal"),
    path("<int:pk>/deroule/", plan, name="plan"),
    path("<int:pk>/deroule/sequence/", add_step, name="add_step"),
    path("<int:pk>/deroule/reprise/", clone_plan, name="clone_plan"),
    path("<int:pk>/deroule/modele/", keep_plan, name="keep_plan"),
    path("<int:pk>/deroule/feuille/", produce_plan, name="produce_plan"),
    path("sequences/<int:pk>/", revise_step, name="revise_step"),
    path("sequences/<int:pk>/rang/", place_step, name="place_step"),
    path("sequences/<int:pk>/retrait/", remove_step, name="remove_step"),
]
