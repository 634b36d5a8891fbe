"""Requests on personal data, and the register of processing."""

from django.shortcuts import redirect, render
from django.urls import reverse

from parvis.accountability.privacy import access
from parvis.accountability.privacy.choices import OPEN, Right
from parvis.accountability.privacy.delivery import zip_response
from parvis.accountability.privacy.models import DataSubjectRequest
from parvis.accountability.privacy.register import register as processing_register
from parvis.accountability.privacy.register import table_name
from parvis.accountability.privacy.subjects import subject_of
from parvis.commons.schemes.queries import authority_team
from parvis.ground.authorities.choices import Persona
from parvis.ground.core.french import plain_date
from parvis.shells.desk.history import RECENT, history_of
from parvis.shells.entry import desk_view
from parvis.shells.verbs import Verb, offers

DECIDE = "privacy.decide_datasubjectrequest"


def why_not_erase(row):
    if row.right != Right.ERASURE:
        return "La demande n’est pas un effacement."
    if row.status not in OPEN:
        return f"La demande est {row.get_status_display()}."
    return "" if row.person_id or row.user_id else "Rattachez d’abord la demande à une fiche."


def why_not_read(row):
    return "" if row.person_id or row.user_id else "Rattachez d’abord la demande à une fiche."


VERBS = (
    Verb("Prendre en charge", "desk:privacy:take", DECIDE, step="take"),
    Verb("Copier les données", "desk:privacy:archive", "privacy.read_data_datasubjectrequest", why_not=why_not_read),
    Verb("Effacer les données", "desk:privacy:erase", DECIDE, why_not=why_not_erase, danger=True),
    Verb("Répondre", "desk:privacy:answer", DECIDE, step="answer"),
    Verb("Vérifier l’identité", "desk:privacy:check_identity", DECIDE, step="check_identity"),
    Verb("Prolonger le délai", "desk:privacy:extend", DECIDE, step="extend"),
    Verb("Refuser", "desk:privacy:refuse", DECIDE, step="refuse", danger=True),
    Verb("Clore", "desk:privacy:close", DECIDE, step="close"),
)


@desk_view("privacy.view_datasubjectrequest", DataSubjectRequest)
def detail(request, row):
    context = {
        "title": str(row), "kicker": "Données personnelles", "kicker_url": reverse("desk:privacy:list"), "state": row,
        "next_step": {"what": "répondre à la personne", "who": "", "when": row.due_on} if row.is_open else None,
        "facts": list(_facts(row)), "verbs": offers(request.user, row, VERBS),
        "tab_template": "privacy/desk/request.html", "row": row, "undecided": row.is_open and not _has_dpo(request),
        "erasures": [_told(trace) for trace in row.erasures.all()],
        "rail": {
            "deadlines": [{"label": "Réponse", "when": row.due_on, "done": row.answered_on, "over": not row.is_open}],
            "history": history_of(row, request.user, limit=RECENT),
        },
    }  # fmt: skip
    return render(request, "desk/record.html", context)


def _has_dpo(request):
    """Whether an account may decide on the requests of this authority."""
    auditors = authority_team(request.authority.pk, Persona.AUDITOR)
    return any(user.email.lower() in request.authority.dpo_addresses for user in auditors)


def _told(trace):
    """An erasure in words: each table with what became of its rows."""
    lines = [{**line, "name": table_name(line["model"])} for line in trace.lines]
    return {"pk": trace.pk, "at": trace.at, "lines": lines}


def _facts(row):
    yield "Demande faite par", row.name
    yield "Adresse électronique", row.email
    yield "Reçue le", plain_date(row.received_on)
    yield "Fiche", row.person or "aucune"
    yield "Identité", row.identity or ("compte connecté" if row.user_id else "non vérifiée")


@desk_view("privacy.read_data_datasubjectrequest", DataSubjectRequest)
def archive(request, row):
    """The data of the person, to hand over; the journal says who took them out."""
    if why_not_read(row):
        return redirect(row.get_desk_url())
    subject = subject_of(request.authority, person=row.person, user=row.user)
    return zip_response(access.archive(subject, by=request.user), f"demande-{row.pk}")


@desk_view("privacy.read_register")
def register(request):
    """What is processed, why, on what basis, for how long (RGPD, art. 30)."""
    context = {
        "title": "Registre des traitements", "apps": processing_register(request.authority),
        "may_list": request.user.has_perm("privacy.list_datasubjectrequest", request.authority),
    }  # fmt: skip
    return render(request, "privacy/desk/register.html", context)
