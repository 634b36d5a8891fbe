"""The sheet of a meeting, one need, the orders by supplier, a template."""

from django.shortcuts import render
from django.urls import reverse

from parvis.deliberation.logistics import queries
from parvis.deliberation.logistics.choices import OPEN, Kind, Status
from parvis.deliberation.logistics.models import EventLogistics, LogisticNeed, NeedTemplate
from parvis.ground.core.french import full_datetime, money, plain_date, plural
from parvis.ground.documents.queries import documents_of
from parvis.shells.desk.history import RECENT, history_of
from parvis.shells.entry import desk_view
from parvis.shells.verbs import Verb, offers

D = "desk:logistics:"
SHEET, NEED = "logistics.change_eventlogistics", "logistics.change_logisticneed"

SHEET_VERBS = (
    Verb("Ajouter un besoin", D + "add_need", SHEET),
    Verb("Inviter à intervenir", D + "book_speaker", SHEET),
    Verb("Emprunter du matériel", D + "lend", SHEET),
    Verb("Produire la fiche", D + "produce_sheet", SHEET, back=True),
    Verb("Modifier", D + "revise_sheet", SHEET, back=True),
    Verb("Garder comme modèle", D + "keep_template", SHEET, back=True),
)


@desk_view("logistics.view_eventlogistics", EventLogistics)
def sheet(request, sheet):
    """The retroplanning of a meeting: each need, its date, who, its state, its cost."""
    needs, meeting = queries.needs_of(sheet), sheet.meeting
    context = {
        "title": f"Logistique : {meeting.title}", "kicker": "Logistique", "kicker_url": reverse(D + "list"),
        "facts": _sheet_facts(sheet), "verbs": offers(request.user, sheet, SHEET_VERBS),
        "tab_template": "logistics/desk/sheet.html", "sheet": sheet, "needs": needs,
        "readiness": queries.state_of(needs),
        "secured_by": queries.secured_by(sheet), "costs": queries.costs_of(sheet, needs),
        "cautions": list(queries.venue_cautions(sheet)),
        "rail": {
            "history": history_of(sheet, request.user, limit=RECENT), "documents": documents_of(sheet, request.user),
        },
    }  # fmt: skip
    return render(request, "desk/record.html", context)


def _sheet_facts(sheet):
    meeting = sheet.meeting
    yield "Date", full_datetime(meeting.starts_at)
    yield "Lieu", meeting.where or "à préciser"
    yield "Attendus", plural(queries.expected_at(sheet), "personne")


NEED_VERBS = (
    Verb("Demander", D + "ask", NEED, step="request"),
    Verb("Confirmer", D + "confirm", "logistics.answer_logisticneed", step="confirm"),
    Verb("Noter la livraison", D + "deliver", NEED, step="deliver"),
    Verb("Solder", D + "settle", NEED, step="settle"),
    Verb("Chercher quelqu’un d’autre", D + "reconsider", NEED, step="reconsider"),
    Verb("Estimer le coût", D + "estimate", NEED, back=True, why_not=lambda n: _before_confirmation(n)),
    Verb("Modifier", D + "revise", NEED, back=True),
    Verb("Refuser", D + "refuse", "logistics.answer_logisticneed", step="refuse", back=True),
    Verb("Annuler", D + "cancel", NEED, step="cancel", back=True, danger=True),
    Verb("Retirer", D + "remove", NEED, back=True, danger=True, why_not=lambda n: _never_asked(n)),
)
MEALS = Verb("Compter les repas", D + "meals", NEED)
REMOVE_TEMPLATE = Verb(
    "Retirer le modèle", D + "remove_template", "logistics.change_needtemplate", back=True, danger=True
)
PAPER = Verb("Produire le document", D + "produce", NEED, back=True)


def _before_confirmation(need):
    return "" if need.status in (Status.DRAFT, Status.REQUESTED, Status.REFUSED) else "Le montant est confirmé."


def _never_asked(need):
    return "" if need.status == Status.DRAFT and not need.expense_id else "Déjà demandé ou chiffré : annulez-le."


@desk_view("logistics.view_logisticneed", LogisticNeed)
def detail(request, need):
    order, booking, loan = (getattr(need, name, None) for name in ("catering", "booking", "loan"))
    runs = request.user.has_perm(NEED, need)
    context = {
        "title": need.label, "kicker": need.sheet.meeting.title, "state": need, "next_step": _next_step(need),
        "kicker_url": _sheet_url(request.user, need),
        "number": need.get_kind_display(), "facts": list(_facts(need)), "verbs": _verbs(request.user, need),
        "tab_template": "logistics/desk/need.html", "need": need, "order": order, "booking": booking, "loan": loan,
        "counts": list(order.counts.all()) if order else [], "runs": runs,
        "link": _link(need) if runs and need.key else "",
        "rail": {
            "history": history_of(need, request.user, limit=RECENT), "documents": documents_of(need, request.user),
        },
    }  # fmt: skip
    return render(request, "desk/record.html", context)


def _sheet_url(user, need):
    """The sheet of the need, for those who read it whole: a service sees its own orders only."""
    return need.sheet.get_desk_url() if user.has_perm("logistics.view_eventlogistics", need.sheet) else ""


def _verbs(user, need):
    verbs = NEED_VERBS
    if need.kind == Kind.CATERING and need.status in OPEN:
        verbs = (MEALS, *verbs) if not hasattr(need, "catering") else (*verbs, MEALS)
    if hasattr(need, "catering") or hasattr(need, "booking"):
        verbs = (*verbs, PAPER)
    return offers(user, need, verbs)


def _link(need):
    return need.authority.address_of(reverse("public:logistics:order", args=[need.key]))


def _facts(need):
    meeting = need.sheet.meeting
    yield "Pour le", full_datetime(meeting.starts_at)
    yield "Lieu", meeting.where or "à préciser"
    yield "Quantité", need.quantity
    yield "Demandé à", need.provider_words or "personne encore"
    yield "À confirmer avant le", plain_date(need.due_on)
    if need.estimated_cents is not None:
        yield "Estimé", money(need.estimated_cents)
    if need.quoted_cents is not None:
        yield "Montant annoncé", money(need.quoted_cents)
    if need.line_id:
        yield "Ligne", need.line


def _next_step(need):
    what = {
        Status.DRAFT: "envoyer la demande", Status.REQUESTED: "répondre à la demande",
        Status.CONFIRMED: "livrer", Status.DELIVERED: "solder, facture à l’appui",
        Status.REFUSED: "chercher quelqu’un d’autre",
    }.get(need.status)  # fmt: skip
    if what is None:
        return None
    who = need.provider_words if need.status in (Status.REQUESTED, Status.CONFIRMED) else "la mission participation"
    return {"what": what, "who": who, "when": need.due_on if need.is_unsecured else need.sheet.day}


@desk_view("logistics.list_logisticneed")
def providers(request):
    """What each service and each supplier is asked for, for the events to come."""
    rows = LogisticNeed.objects.of(request.authority).visible_to(request.user).filter(status__in=OPEN)
    needs = list(rows.for_list().order_by("sheet__meeting__starts_at", "due_on", "pk"))
    context = {
        "title": "Commandes par fournisseur", "providers": queries.by_provider(needs),
        "kicker": "Logistique", "kicker_url": reverse(D + "list"),
    }  # fmt: skip
    return render(request, "logistics/desk/providers.html", context)


@desk_view("logistics.view_needtemplate", NeedTemplate)
def template(request, template):
    context = {
        "title": template.name, "kicker": "Modèles de logistique", "kicker_url": reverse(D + "templates"),
        "facts": [("Besoins", template.needs.count())], "tab_template": "logistics/desk/template.html",
        "needs": template.needs.select_related("department", "organisation"),
        "verbs": offers(
            request.user, template,
            (REMOVE_TEMPLATE,),
        ),
    }  # fmt: skip
    return render(request, "desk/record.html", context)
