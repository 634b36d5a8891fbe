"""The verbs of working time and of claims, each with its page."""

from fractions import Fraction

from django.contrib import messages
from django.shortcuts import redirect

from parvis.commons.workload import hours, lifecycle, statements
from parvis.commons.workload.models import (
    ExpenseClaim,
    RecoveryRate,
    RecoveryUse,
    SaturdayAgreement,
    Trip,
    WorkSession,
)
from parvis.ground.core import clock, french
from parvis.shells.actions import desk_action

from . import forms

SESSIONS = ("Mes séances", "desk:workload:sessions")
USES = ("Mes récupérations", "desk:workload:uses")
TRIPS = ("Mes trajets", "desk:workload:trips")
SATURDAYS = ("Samedis au-delà de la règle", "desk:workload:agreements")
RATES = ("Taux de récupération", "desk:workload:rates")


def verb(model, name, **options):
    return desk_action(model, f"workload.{name}_{model._meta.model_name}", **options)


def made(request, record, sentence):
    """To the record that was just written."""
    messages.success(request, sentence)
    return redirect(record.get_desk_url())


# --- Sessions ---


@desk_action(
    None, "workload.add_worksession", form=forms.PlanForm, title="Prévoir une séance", button="Prévoir la séance",
    parent=SESSIONS,
)  # fmt: skip
def plan(request, *, override="", **data):
    session = lifecycle.plan_session(request.user, request.authority, by=request.user, override=override, **data)
    return made(request, session, "La séance est prévue.")


def _hours(request, session):
    local = clock.local(session.starts_at), clock.local(session.ends_at)
    return {"day": session.day, "start": local[0].time(), "end": local[1].time(), "label": session.label}


@verb(WorkSession, "move", form=forms.MoveForm, title="Déplacer la séance", button="Enregistrer", initial=_hours)
def move(request, session, *, override="", **data):
    lifecycle.move_session(session, by=request.user, override=override, **data)
    return "La séance est déplacée."


@verb(WorkSession, "do", form=forms.DoForm, title="Noter mes heures", button="Enregistrer mes heures", initial=_hours)
def do(request, session, *, starts_at, ends_at, km_tenths=None, origin="", destination="", vehicle=""):
    lifecycle.note_session(
        session, by=request.user, starts_at=starts_at, ends_at=ends_at, km_tenths=km_tenths, origin=origin,
        destination=destination, vehicle=vehicle,
    )  # fmt: skip
    road = f" Le trajet de {hours.km_words(km_tenths)} est dans votre liste." if km_tenths else ""
    return f"La séance est créditée : {hours.words(session.credited_minutes)}.{road}"


@verb(
    WorkSession, "correct", form=forms.HoursForm, title="Corriger les heures", button="Enregistrer", initial=_hours,
    effects=lambda session: ["Le crédit est calculé de nouveau, au taux du jour de la séance."],
)  # fmt: skip
def correct(request, session, *, starts_at, ends_at):
    lifecycle.correct_session(session, by=request.user, starts_at=starts_at, ends_at=ends_at)
    return f"La séance est créditée : {hours.words(session.credited_minutes)}."


@verb(WorkSession, "cancel", title="Annuler la séance", button="Annuler la séance")
def cancel(request, session):
    lifecycle.cancel_session(session, by=request.user)
    return "La séance est annulée."


# --- Recoveries ---


@desk_action(
    None, "workload.add_recoveryuse", form=forms.UseForm, title="Poser une récupération", button="Poser", parent=USES
)
def use_create(request, *, override="", **data):
    use = lifecycle.use_recovery(request.user, request.authority, by=request.user, override=override, **data)
    return made(request, use, f"Récupération de {hours.words(use.minutes)} enregistrée.")


@verb(RecoveryUse, "take", title="Dire que la récupération est prise", button="Elle est prise")
def take(request, use):
    lifecycle.take(use, by=request.user)
    return "La récupération est déduite de votre solde."


@verb(
    RecoveryUse, "give_back", title="Rendre ce temps", button="Rendre ce temps",
    effects=lambda use: [f"Votre solde retrouve {hours.words(use.minutes)} si la récupération était prise."],
)  # fmt: skip
def give_back(request, use):
    lifecycle.give_back(use, by=request.user)
    return "Ce temps est rendu."


# --- Trips ---


@desk_action(
    None, "workload.add_trip", form=forms.TripForm, title="Noter un trajet", button="Noter le trajet", parent=TRIPS
)
def trip_create(request, **data):
    trip = lifecycle.record_trip(request.user, request.authority, by=request.user, **data)
    return made(request, trip, "Le trajet est dans votre liste.")


def _trip(request, trip):
    names = ("day", "origin", "destination", "km_tenths", "vehicle", "purpose", "scheme")
    return {name: getattr(trip, name) for name in names}


@verb(Trip, "change", form=forms.TripForm, title="Corriger le trajet", button="Enregistrer", initial=_trip)
def trip_amend(request, trip, **data):
    lifecycle.amend_trip(trip, by=request.user, **data)
    return "Le trajet est corrigé."


@verb(Trip, "remove", title="Retirer ce trajet", button="Retirer")
def trip_remove(request, trip):
    lifecycle.remove_trip(trip, by=request.user)
    messages.success(request, "Le trajet est retiré.")
    return redirect("desk:workload:trips")


# --- Saturdays ---


@desk_action(
    None, "workload.add_saturdayagreement", form=forms.SaturdayForm, title="Demander un samedi",
    button="Demander l’accord", parent=SATURDAYS,
)  # fmt: skip
def ask(request, *, day, reason):
    agreement = lifecycle.ask_saturday(request.user, request.authority, day, reason=reason, by=request.user)
    return made(request, agreement, "La direction est saisie de votre demande.")


def _answered(agreement):
    yield f"{agreement.user} demande le samedi {french.plain_date(agreement.day)}, son {agreement.rank}e de l’année."
    yield f"Motif : {agreement.reason}"


@verb(
    SaturdayAgreement, "answer", form=forms.AnswerForm, title="Donner l’accord", button="Donner l’accord",
    effects=_answered,
)  # fmt: skip
def grant(request, agreement, *, answer):
    lifecycle.grant_saturday(agreement, answer=answer, by=request.user)
    return "L’accord est donné."


def _refused(agreement):
    yield from _answered(agreement)
    yield "Les séances prévues ce jour-là sont annulées."


@verb(SaturdayAgreement, "answer", form=forms.AnswerForm, title="Refuser l’accord", button="Refuser", effects=_refused)
def refuse_saturday(request, agreement, *, answer):
    lifecycle.refuse_saturday(agreement, answer=answer, by=request.user)
    return "L’accord est refusé."


@verb(SaturdayAgreement, "withdraw", title="Retirer la demande", button="Retirer la demande")
def withdraw(request, agreement):
    lifecycle.withdraw_request(agreement, by=request.user)
    return "La demande est retirée."


# --- Rates ---


@desk_action(
    None, "workload.set_recoveryrate", form=forms.RateForm, title="Fixer un taux", button="Fixer le taux", parent=RATES
)
def rate_create(request, *, rate: Fraction, **data):
    row = lifecycle.set_rate(request.authority, by=request.user, rate=rate, **data)
    return made(request, row, f"Le taux est fixé à partir du {french.plain_date(row.valid_from)}.")


@verb(
    RecoveryRate, "remove", title="Retirer ce taux", button="Retirer",
    effects=lambda row: ["Le taux précédent vaut de nouveau ; les séances créditées ne changent pas."],
)  # fmt: skip
def rate_remove(request, row):
    lifecycle.remove_rate(row, by=request.user)
    return "Le taux est retiré."


# --- Claims ---


@verb(
    ExpenseClaim, "accept", form=forms.AcceptForm, title="Accepter l’état de frais", button="Accepter",
    effects=lambda claim: [f"Le membre est informé que {french.money(claim.total)} lui seront remboursés."],
)  # fmt: skip
def accept(request, claim, *, line=None, override=""):
    lifecycle.accept(claim, by=request.user, line=line, override=override)
    return "L’état de frais est accepté." + (f" La somme est engagée sur « {line} »." if line else "")


@verb(ExpenseClaim, "refuse", form=forms.AnswerForm, title="Refuser l’état de frais", button="Refuser")
def refuse(request, claim, *, answer):
    lifecycle.refuse(claim, by=request.user, answer=answer)
    return "L’état de frais est refusé, et le membre en est informé."


@verb(ExpenseClaim, "accept", title="Produire l’état de frais", button="Produire")
def claim_document(request, claim):
    statements.produce_claim(claim, by=request.user)
    return "L’état de frais est prêt, en PDF accessible, Word et OpenDocument."
