"""The question, on the desk: whoever signs it, whoever takes it back."""

from parvis.deliberation.referrals import forms, lifecycle
from parvis.deliberation.referrals.models import Referral
from parvis.shells.actions import ReasonForm, desk_action


@desk_action(Referral, "referrals.run_referral", form=forms.SignForm, title="Ajouter une signature", button="Ajouter")
def sign(request, referral, *, person):
    lifecycle.sign(referral, person=person, by=request.user)
    return f"{person} a signé."


@desk_action(Referral, "referrals.withdraw_referral", form=ReasonForm, title="Retirer la saisine", button="Retirer")
def withdraw(request, referral, *, reason):
    lifecycle.withdraw(referral, reason=reason, by=request.user)
    return "La saisine est retirée. L’instance peut la poursuivre en auto-saisine."
