"""The record of a session, of a recovery, of a trip, of a request and of a claim."""

from django.shortcuts import render
from django.urls import reverse

from parvis.commons.workload import hours, queries
from parvis.commons.workload.choices import AgreementStatus, ClaimStatus, SessionStatus
from parvis.commons.workload.documents import line_words
from parvis.commons.workload.models import ExpenseClaim, RecoveryUse, SaturdayAgreement, Trip, WorkSession
from parvis.ground.core import clock, french
from parvis.ground.documents.models import ProducedDocument, StoredFile
from parvis.shells.desk.history import RECENT, history_of
from parvis.shells.entry import desk_view
from parvis.shells.verbs import Verb, offers

SESSION_VERBS = (
    Verb(
        "Noter mes heures", "desk:workload:do", "workload.do_worksession", step="do",
        why_not=lambda s: "" if s.starts_at <= clock.now() else "La séance n’a pas commencé.",
    ),
    Verb("Corriger les heures", "desk:workload:correct", "workload.correct_worksession", step="correct", back=True),
    Verb("Déplacer", "desk:workload:move", "workload.move_worksession", step="cancel", back=True),
    Verb("Annuler la séance", "desk:workload:cancel", "workload.cancel_worksession", step="cancel", danger=True),
)  # fmt: skip
USE_VERBS = (
    Verb("Dire qu’elle est prise", "desk:workload:take", "workload.take_recoveryuse", step="take"),
    Verb(
        "Rendre ce temps", "desk:workload:give_back", "workload.give_back_recoveryuse", step="give_back", back=True
    ),
)  # fmt: skip
TRIP_VERBS = (
    Verb("Corriger", "desk:workload:trip_amend", "workload.change_trip"),
    Verb("Retirer ce trajet", "desk:workload:trip_remove", "workload.remove_trip", danger=True),
)
AGREEMENT_VERBS = (
    Verb("Donner l’accord", "desk:workload:grant", "workload.answer_saturdayagreement", step="grant"),
    Verb(
        "Refuser", "desk:workload:refuse_saturday", "workload.answer_saturdayagreement", step="refuse", danger=True
    ),
    Verb(
        "Retirer la demande", "desk:workload:withdraw", "workload.withdraw_saturdayagreement", step="withdraw",
        back=True,
    ),
)  # fmt: skip
CLAIM_VERBS = (
    Verb("Accepter", "desk:workload:accept", "workload.accept_expenseclaim", step="accept"),
    Verb("Produire l’état de frais", "desk:workload:claim_document", "workload.accept_expenseclaim", back=True),
    Verb("Refuser", "desk:workload:refuse", "workload.refuse_expenseclaim", step="refuse", danger=True),
)


def show(request, record, verbs, *, kicker, title, facts, **context):
    """A record with its facts, its verbs and its history."""
    words, name = kicker
    may_list = request.user.has_perm(f"workload.list_{record._meta.model_name}", request.authority)
    context = {
        "title": title, "kicker": words, "kicker_url": reverse(name) if may_list else "",
        "facts": [(label, value) for label, value in facts if value not in ("", None)],
        "verbs": offers(request.user, record, verbs), **context,
        "rail": {"history": history_of(record, request.user, limit=RECENT), **context.pop("rail", {})},
    }  # fmt: skip
    return render(request, "desk/record.html", context)


@desk_view("workload.view_worksession", WorkSession)
def session(request, session):
    return show(
        request, session, SESSION_VERBS, kicker=("Mes séances", "desk:workload:sessions"), title=session.label,
        state=session, facts=_session_facts(request, session),
    )  # fmt: skip


def _session_facts(request, session):
    if session.user_id != request.user.pk:
        yield "Agent", session.user
    yield "Jour", french.full_date(session.day)
    yield "Heures", f"{french.hour(session.starts_at)} – {french.hour(session.ends_at)}"
    yield "Nature", session.get_kind_display()
    yield "Dispositif", session.scheme or ""
    if session.status == SessionStatus.CREDITED:
        yield "Compté", hours.words(session.counted_minutes)
        yield "Taux", str(session.rate)
        yield "Crédité", hours.words(session.credited_minutes)
    waiting = queries.agreement_on(session.user, session.authority, session.day)
    if waiting and session.status == SessionStatus.PLANNED:
        yield "Accord de la direction", waiting.get_status_display()


@desk_view("workload.view_recoveryuse", RecoveryUse)
def use(request, use):
    facts = (("Jour", french.full_date(use.day)), ("Durée", hours.words(use.minutes)), ("Précision", use.label))
    return show(
        request, use, USE_VERBS, kicker=("Mes récupérations", "desk:workload:uses"),
        title=f"Récupération du {french.plain_date(use.day)}", state=use, facts=facts,
    )  # fmt: skip


@desk_view("workload.view_trip", Trip)
def trip(request, trip):
    ((_, cents),) = queries.mileage([trip], request.authority)
    facts = (
        ("Jour", french.full_date(trip.day)), ("Trajet", f"{trip.origin} – {trip.destination}"),
        ("Distance", hours.km_words(trip.km_tenths)), ("Moyen", trip.get_vehicle_display()),
        ("Indemnité", french.money(cents) if cents else "aucune"), ("Dispositif", trip.scheme or ""),
    )  # fmt: skip
    kicker = ("Mes trajets", "desk:workload:trips")
    return show(request, trip, TRIP_VERBS, kicker=kicker, title=trip.purpose, facts=facts)


@desk_view("workload.view_saturdayagreement", SaturdayAgreement)
def agreement(request, agreement):
    return show(
        request, agreement, AGREEMENT_VERBS, kicker=("Samedis au-delà de la règle", "desk:workload:agreements"),
        title=f"Samedi {french.plain_date(agreement.day)}", state=agreement, facts=_agreement_facts(agreement),
        next_step=_next_answer(agreement),
    )  # fmt: skip


def _agreement_facts(agreement):
    yield "Agent", agreement.user
    limit = queries.saturday_limit(agreement.authority, agreement.day)
    yield "Rang dans l’année", f"{agreement.rank}e samedi, pour {limit} prévus"
    yield "Pourquoi", agreement.reason
    yield "Demandé le", french.plain_date(agreement.asked_at)
    if agreement.decided_at:
        yield "Réponse de", f"{agreement.decided_by}, le {french.plain_date(agreement.decided_at)}"
        yield "Motif de la réponse", agreement.answer


def _next_answer(agreement):
    if agreement.status != AgreementStatus.ASKED:
        return None
    return {"what": "répondre à la demande", "who": "la direction", "when": agreement.day}


@desk_view("workload.view_expenseclaim", ExpenseClaim)
def claim(request, claim):
    lines = [(line, line_words(line)) for line in claim.lines.all()]
    return show(
        request, claim, CLAIM_VERBS, kicker=("Frais des membres", "desk:workload:claims"), title=claim.meeting,
        state=claim, facts=_claim_facts(claim), next_step=_next_check(claim),
        tab_template="workload/claim.html", lines=lines, total=claim.total, receipts=receipts_of(claim),
        rail={"documents": list(produced_for(claim))},
    )  # fmt: skip


def _claim_facts(claim):
    yield "Membre", claim.person.full_name
    yield "Jour", french.full_date(claim.day)
    yield "Instance", claim.scheme or ""
    yield "Montant demandé", french.money(claim.total)
    if claim.submitted_at:
        yield "Transmis le", french.plain_date(claim.submitted_at)
    if claim.decided_at:
        yield "Vérifié par", f"{claim.decided_by}, le {french.plain_date(claim.decided_at)}"
        yield "Motif", claim.answer
        yield "Engagé sur", claim.expense.line if claim.expense else ""


def _next_check(claim):
    if claim.status != ClaimStatus.SUBMITTED:
        return None
    return {"what": "vérifier les justificatifs", "who": "la mission participation"}


def receipts_of(claim):
    """What the member joined."""
    return StoredFile.objects.about(claim).uploaded()


def produced_for(record):
    """The documents written about a record, as the rail shows them."""
    for row in ProducedDocument.objects.about(record).for_list():
        yield {
            "title": row.stored.title, "url": row.stored.get_absolute_url(), "format": row.get_format_display(),
            "size": row.stored.size, "date": row.produced_at, "accessible": True,
        }  # fmt: skip
