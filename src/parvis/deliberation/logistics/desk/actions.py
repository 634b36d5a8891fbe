"""The verbs of logistics, each with its page."""

from django.contrib import messages
from django.shortcuts import redirect

from parvis.deliberation.logistics import documents, lifecycle
from parvis.deliberation.logistics.choices import Status
from parvis.deliberation.logistics.models import EventLogistics, LogisticNeed, NeedTemplate, SpeakerBooking
from parvis.deliberation.meetings.models import Meeting
from parvis.ground.core.french import money
from parvis.ground.documents import lifecycle as files
from parvis.shells.actions import ReasonForm, desk_action

from . import forms


def on_sheet(**options):
    return desk_action(EventLogistics, "logistics.change_eventlogistics", **options)


def on_need(permission="change", **options):
    return desk_action(LogisticNeed, f"logistics.{permission}_logisticneed", **options)


def values_of(*names):
    return lambda request, row: {name: getattr(row, name) for name in names}


# --- Sheets ---------------------------------------------------------------------------------------


@desk_action(
    Meeting, "meetings.change_meeting", form=forms.OpenForm, title="Ouvrir la fiche logistique",
    button="Ouvrir la fiche",
    effects=lambda meeting: ["Chaque besoin reçoit une date, comptée à rebours depuis la réunion."],
)  # fmt: skip
def open_sheet(request, meeting, **fields):
    sheet = lifecycle.open_sheet(meeting, by=request.user, **fields)
    messages.success(request, "La fiche logistique est ouverte.")
    return redirect(sheet.get_desk_url())


@on_sheet(
    form=forms.SheetForm, title="Modifier la fiche", button="Enregistrer", initial=values_of("headcount", "notes")
)
def revise_sheet(request, sheet, **fields):
    lifecycle.revise_sheet(sheet, by=request.user, **fields)
    return "La fiche est enregistrée."


@on_sheet(form=forms.NeedForm, title="Ajouter un besoin", button="Ajouter le besoin")
def add_need(request, sheet, **fields):
    need = lifecycle.add_need(sheet, by=request.user, **fields)
    return f"« {need} » est ajouté."


@on_sheet(form=forms.SpeakerForm, title="Inviter une personne à intervenir", button="Ajouter l’intervention")
def book_speaker(request, sheet, **fields):
    booking = lifecycle.book_speaker(sheet, by=request.user, **fields)
    return f"L’intervention « {booking} » est ajoutée."


@on_sheet(form=forms.LoanForm, title="Emprunter du matériel", button="Ajouter l’emprunt")
def lend(request, sheet, **fields):
    lifecycle.lend(sheet, by=request.user, **fields)
    return "L’emprunt est ajouté."


@on_sheet(form=forms.TemplateForm, title="Garder comme modèle", button="Garder le modèle")
def keep_template(request, sheet, *, name):
    template = lifecycle.keep_template(sheet, by=request.user, name=name)
    return f"Le modèle « {template} » est gardé, avec ses délais."


@on_sheet(title="Produire la fiche logistique", button="Produire la fiche")
def produce_sheet(request, sheet):
    _produce(request, documents.sheet_document(sheet), documents.SHEET, sheet)
    return "La fiche et son rétroplanning sont prêts, en PDF accessible, Word et OpenDocument."


def _produce(request, made, kind, about):
    document, template = made
    files.produce(document, kind=kind.code, about=about, by=request.user, template=template)


@desk_action(
    NeedTemplate, "logistics.change_needtemplate", title="Retirer le modèle", button="Retirer",
    effects=lambda template: ["Les fiches déjà ouvertes gardent leurs besoins."],
)  # fmt: skip
def remove_template(request, template):
    lifecycle.remove_template(template, by=request.user)
    messages.success(request, "Le modèle est retiré.")
    return redirect("desk:logistics:templates")


# --- Needs ----------------------------------------------------------------------------------------


def _known_amount(*amounts):
    """The first amount that somebody gave: nothing is typed twice."""
    return next((cents for cents in amounts if cents is not None), None)


@on_need(
    form=forms.ReviseForm, title="Modifier le besoin", button="Enregistrer",
    initial=values_of(
        "label", "quantity", "due_on", "details", "department", "organisation", "provider_label", "provider_email"
    ),
)  # fmt: skip
def revise(request, need, **fields):
    lifecycle.revise_need(need, by=request.user, **fields)
    return "Le besoin est enregistré."


@on_need(
    form=forms.EstimateForm, title="Estimer le coût", button="Enregistrer l’estimation",
    initial=lambda request, need: {
        "cents": _known_amount(need.estimated_cents, need.quoted_cents), "line": need.line_id
    },
)  # fmt: skip
def estimate(request, need, *, cents, line):
    lifecycle.estimate_need(need, by=request.user, cents=cents, line=line)
    return f"Le coût estimé est de {money(cents)}."


def _will_count(need):
    yield "Seuls des nombres sont gardés et transmis : aucun nom."
    if need.status == Status.CONFIRMED:
        yield "La commande était confirmée : si elle change, elle redevient à confirmer et qui la prépare est prévenu."


@on_need(
    form=forms.MealsForm, title="Compter les repas", button="Enregistrer les nombres", initial=forms.meals_initial,
    effects=_will_count,
)  # fmt: skip
def meals(request, need, **fields):
    lifecycle.order_meals(need, by=request.user, **fields)
    return "La commande de repas est enregistrée."


def _will_ask(need):
    where = f" à {need.order_email}" if need.order_email else ""
    yield f"La commande part{where}, avec un lien privé pour répondre sans compte."
    if not need.order_email and not need.department_id:
        yield "Aucune adresse électronique : copiez ensuite le lien privé, ou remettez la commande sur papier."


@on_need(title="Demander", button="Envoyer la demande", effects=_will_ask)
def ask(request, need):
    lifecycle.request(need, by=request.user)
    return f"La demande est partie à {need.provider_words}."


@on_need(
    "answer", form=forms.ConfirmForm, title="Confirmer la commande", button="Confirmer",
    override_permission="logistics.change_logisticneed", overriders="la mission participation",
    initial=lambda request, need: {"cents": _known_amount(need.quoted_cents, need.estimated_cents)},
    effects=lambda need: [f"Le montant est engagé sur la ligne « {need.line} »."] if need.line_id else [],
)  # fmt: skip
def confirm(request, need, *, cents, override=""):
    if request.user.has_perm("logistics.change_logisticneed", need):
        lifecycle.confirm(need, by=request.user, cents=cents, override=override)
    elif not lifecycle.accept(need, by=request.user, cents=cents):
        return "Votre montant est transmis à la mission participation, qui décide."
    return "La commande est confirmée."


@on_need("answer", form=ReasonForm, title="Refuser la commande", button="Refuser")
def refuse(request, need, *, reason):
    if request.user.has_perm("logistics.change_logisticneed", need):
        lifecycle.refuse(need, by=request.user, reason=reason)
    else:
        lifecycle.decline(need, by=request.user, reason=reason)
    return "Le refus est noté."


@on_need(title="Chercher quelqu’un d’autre", button="Reprendre la demande")
def reconsider(request, need):
    lifecycle.reconsider(need, by=request.user)
    return "Le besoin est de nouveau à demander : choisissez un autre fournisseur."


@on_need(form=forms.DeliverForm, title="Noter la livraison", button="C’est livré")
def deliver(request, need, *, on):
    lifecycle.deliver(need, by=request.user, on=on)
    return "La livraison est notée."


@on_need(
    form=forms.SettleForm, title="Solder le besoin", button="Solder",
    initial=lambda request, need: {"cents": need.cost_cents} if need.expense_id else {},
)  # fmt: skip
def settle(request, need, **fields):
    lifecycle.settle(need, by=request.user, **fields)
    return "Le besoin est soldé."


@on_need(form=ReasonForm, title="Annuler le besoin", button="Annuler le besoin")
def cancel(request, need, *, reason):
    lifecycle.cancel_need(need, by=request.user, reason=reason)
    return "Le besoin est annulé."


@on_need(title="Retirer le besoin", button="Retirer")
def remove(request, need):
    sheet = need.sheet
    lifecycle.remove_need(need, by=request.user)
    messages.success(request, "Le besoin est retiré de la fiche.")
    return redirect(sheet.get_desk_url())


@desk_action(
    SpeakerBooking, "logistics.change_speakerbooking", form=forms.RightsForm, title="Noter les droits accordés",
    button="Enregistrer", initial=values_of("slides_right", "image_right"),
)  # fmt: skip
def rights(request, booking, **fields):
    lifecycle.settle_rights(booking, by=request.user, **fields)
    return "Les droits sont notés."


@on_need(title="Produire le document", button="Produire le document")
def produce(request, need):
    if hasattr(need, "catering"):
        _produce(request, documents.meals_document(need.catering), documents.MEALS, need)
    elif hasattr(need, "booking"):
        _produce(request, documents.speaker_document(need.booking), documents.SPEAKER, need)
    else:
        _produce(request, documents.sheet_document(need.sheet), documents.SHEET, need.sheet)
    return "Le document est prêt, en PDF accessible, Word et OpenDocument."
