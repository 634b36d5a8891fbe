"""What members, and the bureau, do in their space with the referrals of their body."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect

from parvis.commons.people.queries import person_of
from parvis.deliberation.referrals import lifecycle, queries
from parvis.deliberation.referrals.acts import actions
from parvis.deliberation.referrals.choices import Status
from parvis.deliberation.referrals.models import Referral, WorkStep
from parvis.ground.core.errors import Refused
from parvis.shells.actions import member_action
from parvis.shells.verbs import Verb

M = "member:referrals:"

VERBS = (
    (Verb("Signer", M + "sign", "referrals.join_referral"), {Status.DRAFT}),
    (Verb("Retirer ma signature", M + "unsign", "referrals.join_referral"), {Status.DRAFT}),
    (Verb("Déposer l’auto-saisine", M + "submit", "referrals.submit_referral", "submit"), {Status.DRAFT}),
    (Verb("Accepter la saisine", M + "admit", "referrals.decide_referral", "admit"), {Status.SUBMITTED}),
    (Verb("Décliner", M + "decline", "referrals.decide_referral", "decline", danger=True), {Status.SUBMITTED}),
    (Verb("Ouvrir le projet d’avis", M + "start_drafting", "referrals.start_drafting_referral", "start_drafting"),
     {Status.IN_PROGRESS}),
    (Verb("Enregistrer l’adoption", M + "adopt", "referrals.adopt_referral", "adopt_opinion", queries.why_not_adopted),
     {Status.OPINION_DRAFTING}),
    (Verb("Écrire", "member:writing:write", "writing.write_text", on=queries.draft_of), {Status.OPINION_DRAFTING}),
    (Verb("Ouvrir un vote par écrit", M + "written_vote", "referrals.adopt_referral", "adopt_opinion",
          queries.why_not_adopted), {Status.OPINION_DRAFTING}),
    (Verb("Transmettre l’avis", M + "transmit", "referrals.transmit_referral", "transmit"),
     {Status.OPINION_ADOPTED}),
    (Verb("Prendre acte et clore le suivi", M + "close", "referrals.close_referral", "close"),
     {Status.ANSWERED, Status.UNDER_FOLLOW_UP}),
    (Verb("Reprendre le suivi", M + "reopen", "referrals.close_referral", "reopen", back=True), {Status.CLOSED}),
    (Verb("Poursuivre en auto-saisine", M + "take_over", "referrals.decide_referral"), {Status.WITHDRAWN}),
)  # fmt: skip


def land(request, referral, message, part):
    """After an act of the bureau: the member's page of the file."""
    return _back(request, referral, message)


do = actions(partial(member_action, template="writing/member/action.html"), land)


@member_action(WorkStep, "referrals.complete_workstep", title="Étape faite", button="Marquer comme faite")
def complete_work_step(request, step):
    lifecycle.complete_work_step(step, by=request.user)
    return _back(request, step.referral, f"Étape faite : {step.title}.")


@member_action(Referral, "referrals.join_referral", title="Signer l’auto-saisine", button="Signer")
def sign(request, referral):
    lifecycle.sign(referral, person=_me(request), by=request.user)
    return _back(request, referral, "Vous avez signé cette auto-saisine.")


@member_action(Referral, "referrals.join_referral", title="Retirer ma signature", button="Retirer ma signature")
def unsign(request, referral):
    lifecycle.unsign(referral, person=_me(request), by=request.user)
    return _back(request, referral, "Votre signature est retirée.")


def _me(request):
    me = person_of(request.user, request.authority)
    if me is None:
        raise Refused("Votre compte n’est relié à aucun membre : signalez-le à la mission participation.")
    return me


def _back(request, referral, message):
    messages.success(request, message)
    return redirect(referral.get_member_url())
