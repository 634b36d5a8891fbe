"""What members, and the bureau, do in their space with the referrals of their body."""

from django.contrib import messages
from django.shortcuts import redirect

from parvis.commons.people.queries import person_of
from parvis.deliberation.referrals import lifecycle
from parvis.deliberation.referrals.choices import Status
from parvis.deliberation.referrals.desk import forms
from parvis.deliberation.referrals.desk import verbs as desk
from parvis.deliberation.referrals.models import Referral
from parvis.ground.core.errors import Refused
from parvis.shells.actions import ReasonForm, member_action
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
    (Verb("Enregistrer l’adoption", M + "adopt", "referrals.adopt_referral", "adopt_opinion"),
     {Status.OPINION_DRAFTING}),
    (Verb("Ouvrir un vote par écrit", M + "written_vote", "referrals.adopt_referral", "adopt_opinion"),
     {Status.OPINION_DRAFTING}),
    (Verb("Transmettre l’avis", M + "transmit", "referrals.transmit_referral", "transmit"),
     {Status.OPINION_ADOPTED}),
    (Verb("Prendre acte et clore le suivi", M + "close", "referrals.close_referral", "close"),
     {Status.ANSWERED, Status.UNDER_FOLLOW_UP}),
    (Verb("Reprendre le suivi", M + "reopen", "referrals.close_referral", "reopen", back=True), {Status.CLOSED}),
    (Verb("Poursuivre en auto-saisine", M + "take_over", "referrals.decide_referral"), {Status.WITHDRAWN}),
)  # fmt: skip


def as_member(verb, **options):
    """A verb of the desk behind the member space's door; it comes back to the member's page of the file."""
    act = verb.__wrapped__

    @member_action(Referral, verb.permission, template="writing/member/action.html", **verb.overriding, **options)
    def enter(request, referral, **data):
        said = act(request, referral, **data)
        if isinstance(said, str):
            messages.success(request, said)
        return redirect(referral.get_member_url())

    return enter


submit = as_member(desk.submit, title="Déposer l’auto-saisine", button="Déposer", effects=desk.submission_effects)
admit = as_member(
    desk.admit, form=forms.AdmitForm, title="Accepter la saisine", button="Accepter", effects=desk.admission_effects,
    initial=desk.proposed_parts,
)  # fmt: skip
decline = as_member(desk.decline, form=forms.DeclineForm, title="Décliner la saisine", button="Décliner")
start_drafting = as_member(desk.start_drafting, title="Ouvrir le projet d’avis", button="Ouvrir le projet d’avis")
adopt = as_member(
    desk.adopt, form=forms.AdoptionForm, title="Enregistrer l’adoption de l’avis", button="Adopter l’avis",
    effects=desk.adoption_effects, initial=desk.vote_figures,
)  # fmt: skip
written_vote = as_member(
    desk.written_vote, form=forms.WrittenVoteForm, title="Ouvrir un vote par écrit", button="Ouvrir le vote",
    effects=desk.adoption_effects,
)  # fmt: skip
transmit = as_member(
    desk.transmit, form=forms.TransmitForm, title="Transmettre l’avis", button="Transmettre l’avis",
    effects=desk.transmission_effects,
)  # fmt: skip
close = as_member(desk.close, title="Clore le suivi", button="Clore le suivi")
reopen = as_member(desk.reopen, form=ReasonForm, title="Reprendre le suivi", button="Reprendre le suivi")
take_over = as_member(
    desk.take_over, form=forms.TakeOverForm, title="Poursuivre en auto-saisine", button="Ouvrir l’auto-saisine"
)


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
