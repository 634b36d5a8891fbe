"""The opinion, on the desk: the end of a written vote, publication."""

from django.contrib import messages
from django.shortcuts import redirect

from parvis.deliberation.referrals import lifecycle
from parvis.deliberation.referrals.acts import OVERRULED
from parvis.deliberation.referrals.models import Referral
from parvis.shells.actions import desk_action

from .landing import go


@desk_action(Referral, "referrals.adopt_referral", title="Clore le vote par écrit", button="Clore le vote", **OVERRULED)
def close_written_vote(request, referral, *, override=""):
    if lifecycle.conclude_written_vote(referral, by=request.user, override=override):
        return go(request, "Le vote est clos : l’avis est adopté.", "opinion", referral.pk)
    messages.warning(request, "Le vote est clos sans adoption : le quorum ou la majorité manque.")
    return redirect("desk:referrals:opinion", referral.pk)


@desk_action(Referral, "referrals.run_referral", title="Publier l’avis", button="Publier l’avis")
def publish(request, referral):
    lifecycle.publish_opinion(referral, by=request.user)
    return "L’avis est publié."
