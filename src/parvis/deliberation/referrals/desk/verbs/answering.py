"""The answer, on the desk: received, prepared by the services, approved, published, presented."""

from parvis.deliberation.referrals import forms, lifecycle, queries
from parvis.deliberation.referrals.acts import OVERRULED
from parvis.deliberation.referrals.lifecycle.telling import reached, who_answers
from parvis.deliberation.referrals.models import RecommendationResponse, Referral, ServiceDraft
from parvis.ground.core import french
from parvis.shells.actions import desk_action

from .landing import RICH, go


@desk_action(
    Referral, "referrals.acknowledge_referral", form=forms.AcknowledgeForm, title="Accuser réception de l’avis",
    button="Accuser réception",
)  # fmt: skip
def acknowledge(request, referral, *, on):
    lifecycle.acknowledge(referral, on=on, by=request.user)
    return "La réception de l’avis est enregistrée."


def _entry(request, response):
    cents = response.budget_cents
    return {
        "status": response.status, "reasons": response.reasons, "department": response.department,
        "due_on": response.due_on, "budget": cents / 100 if cents is not None else None, "revision": response.revision,
    }  # fmt: skip


def _asked(response):
    yield f"{response.recommendation.code} : {response.recommendation.statement}"


@desk_action(
    RecommendationResponse, "referrals.enter_recommendationresponse", form=forms.EntryForm, effects=_asked,
    title="Répondre à la recommandation", button="Enregistrer la réponse", initial=_entry,
)  # fmt: skip
def enter(request, response, **data):
    lifecycle.enter_answer(response, by=request.user, **data)
    return "La réponse est enregistrée. Elle sera publiée avec les autres."


@desk_action(
    RecommendationResponse, "referrals.propose_recommendationresponse", form=forms.ProposalForm, effects=_asked,
    title="Proposer une réponse", button="Envoyer la proposition",
    initial=lambda request, r: {"department": r.department, "due_on": r.due_on},
)  # fmt: skip
def propose(request, response, **data):
    lifecycle.propose_answer(response, by=request.user, **data)
    if names := reached(who_answers(response.referral)):
        return f"La proposition est envoyée à : {', '.join(names)}."
    return "La proposition est enregistrée. Personne n’est prévenu : aucun élu référent n’est nommé."


@desk_action(
    ServiceDraft, "referrals.take_up_servicedraft", title="Reprendre la proposition", button="Reprendre ces mots",
    effects=lambda p: [f"{p.response.recommendation.code} : {p.get_status_display()}. {p.reasons}"],
)  # fmt: skip
def take_up(request, proposal):
    lifecycle.take_up_proposal(proposal, by=request.user)
    return "La proposition devient la réponse préparée."


def _answers(referral):
    rows = list(referral.responses.select_related("recommendation"))
    ready = [r for r in rows if r.is_complete]
    yield f"{french.plural(len(ready), 'réponse prête', 'réponses prêtes')} sur {len(rows)}."
    if missing := [r.recommendation.code for r in rows if not r.is_complete]:
        yield f"Il manque : {', '.join(missing)}. La publication sera refusée."
    late = referral.days_late
    yield (
        f"Le retard de {french.plural(late, 'jour')} est écrit et publié." if late > 0 else "Le délai promis est tenu."
    )
    yield "Ce qui est accepté, en tout ou partie, ou mis à l’étude devient un engagement public, suivi par des bilans."
    if referral.answer_approved_on is None:
        yield "La direction n’a pas approuvé cette réponse ; l’historique le dira."


@desk_action(
    Referral, "referrals.approve_answer_referral", title="Approuver la réponse", button="Approuver la réponse",
    effects=lambda r: [
        "L’élu référent ou l’élue référente la publie ensuite.",
        "Une réponse modifiée après votre accord devra être approuvée à nouveau.",
    ],
)  # fmt: skip
def approve_answer(request, referral):
    lifecycle.approve_answer(referral, by=request.user)
    return go(request, "La réponse est approuvée.", "answer", referral.pk)


@desk_action(
    Referral, "referrals.answer_referral", form=forms.AnswerForm, title="Publier la réponse motivée",
    button="Publier la réponse", effects=_answers, template=RICH, **OVERRULED,
)  # fmt: skip
def publish_answer(request, referral, *, answer_html, presented_on, override=""):
    lifecycle.answer(referral, answer_html=answer_html, presented_on=presented_on, by=request.user, override=override)
    late = queries.late_words(referral)
    return go(request, f"La réponse est publiée. {late}".strip(), "follow_up", referral.pk)


@desk_action(Referral, "referrals.run_referral", form=forms.PresentForm, title="Présentation de la réponse")
def present(request, referral, *, on):
    lifecycle.present_answer(referral, on=on, by=request.user)
    return "La présentation à l’instance est enregistrée."
