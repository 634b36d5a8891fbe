"""The verbs of a promise, each with its page."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect

from parvis.commons.commitments import evidence as pieces
from parvis.commons.commitments import lifecycle, queries
from parvis.commons.commitments.models import Commitment, CommitmentReview
from parvis.ground.core.french import plain_date, plural
from parvis.shells.actions import ReasonForm, desk_action

from .forms import AbandonForm, AmendForm, CompleteForm, PostponeForm, PromiseForm, ReportForm, ReviewForm


def verb(name, **options):
    return desk_action(Commitment, f"commitments.{name}_commitment", **options)


@desk_action(
    None, "commitments.add_commitment", form=PromiseForm, title="Nouvel engagement", button="Enregistrer l’engagement"
)
def create(request, **fields):
    commitment = lifecycle.promise(request.authority, by=request.user, **fields)
    messages.success(request, "L’engagement est enregistré.")
    return redirect(commitment.get_desk_url())


@verb("change", form=AmendForm, title="Modifier l’engagement", button="Enregistrer")
def amend(request, commitment, **fields):
    changed = lifecycle.amend(commitment, by=request.user, **fields)
    return f"Engagement enregistré : {plural(len(changed), 'champ modifié', 'champs modifiés')}."


@verb("postpone", form=PostponeForm, title="Reporter l’échéance", button="Reporter l’échéance")
def postpone(request, commitment, *, due_on, reason):
    lifecycle.postpone(commitment, due_on=due_on, reason=reason, by=request.user)
    return f"La nouvelle échéance est le {plain_date(due_on)}."


def _will_publish(commitment):
    yield "L’engagement paraît sur le site public, avec son échéance, son état et ses points d’avancement."
    yield "S’il prend du retard, le retard se verra."


@verb("publish", title="Publier l’engagement", button="Publier", effects=_will_publish)
def publish(request, commitment):
    lifecycle.publish(commitment, by=request.user)
    return "L’engagement est public."


@verb("withdraw", form=ReasonForm, title="Retirer du site public", button="Retirer")
def withdraw(request, commitment, *, reason):
    lifecycle.withdraw(commitment, reason=reason, by=request.user)
    return "L’engagement n’est plus public."


@verb("start", title="Dire que le travail commence", button="Commencer")
def start(request, commitment):
    lifecycle.start(commitment, by=request.user)
    return "L’engagement est en cours."


@verb("report", form=ReportForm, title="Dire où en est l’engagement", button="Enregistrer le point d’avancement")
def report(request, commitment, *, text, **proof):
    with transaction.atomic():
        row = lifecycle.report(commitment, text=text, by=request.user, **_proof(request, commitment, proof))
        pieces.attach(row, by=request.user)
    return "Le point d’avancement est enregistré."


@verb("complete", form=CompleteForm, title="Dire que l’engagement est tenu", button="C’est tenu")
def complete(request, commitment, *, text, done_on, override="", **proof):
    with transaction.atomic():
        proof = _proof(request, commitment, proof)
        if proof["evidence"] and not text.strip():
            text = "L’engagement est tenu : voir la pièce jointe."
        lifecycle.complete(commitment, text=text, done_on=done_on, by=request.user, override=override, **proof)
        pieces.attach(commitment.reports.filter(evidence=proof["evidence"]).first(), by=request.user)
    return "L’engagement est tenu."


def _proof(request, commitment, proof):
    stored = pieces.keep(
        commitment, proof["evidence"], title=proof["evidence_title"], alternative=proof["evidence_alternative"],
        by=request.user,
    )  # fmt: skip
    return {"evidence": stored, "evidence_url": proof["evidence_url"]}


def _will_abandon(commitment):
    yield "L’engagement est clos, sans être tenu."
    if commitment.is_public:
        yield "La raison que vous écrivez paraît sur le site public."


@verb("abandon", form=AbandonForm, title="Abandonner l’engagement", button="Abandonner", effects=_will_abandon)
def abandon(request, commitment, *, public_reason):
    lifecycle.abandon(commitment, public_reason=public_reason, by=request.user)
    return "L’engagement est abandonné."


@verb("reopen", form=ReasonForm, title="Rouvrir l’engagement", button="Rouvrir")
def reopen(request, commitment, *, reason):
    lifecycle.reopen(commitment, reason=reason, by=request.user)
    return "L’engagement est rouvert."


@verb(
    "review", title="Prévoir les revues", button="Prévoir les revues",
    effects=lambda commitment: [
        f"Des revues sont prévues {queries.review_delays(commitment.authority, commitment.promised_on)} "
        "après le jour de l’engagement."
    ],
)  # fmt: skip
def schedule_reviews(request, commitment):
    days = lifecycle.schedule_reviews(commitment, by=request.user)
    return f"{plural(len(days), 'revue prévue', 'revues prévues')}." if days else "Les revues étaient déjà prévues."


@desk_action(
    CommitmentReview, "commitments.hold_commitmentreview", form=ReviewForm, title="Faire la revue",
    button="Enregistrer la revue",
)  # fmt: skip
def hold_review(request, review, **found):
    lifecycle.hold_review(review, by=request.user, **found)
    return "La revue est enregistrée."
