"""Where one comes back after a verb of the desk."""

from django.contrib import messages
from django.shortcuts import redirect

from parvis.deliberation.referrals.acts import actions
from parvis.shells.actions import desk_action

RICH = "writing/desk/action.html"


def go(request, message, name, *args):
    """Say what was done and show the part of the file where it stands."""
    messages.success(request, message)
    return redirect(f"desk:referrals:{name}", *args)


def land(request, referral, message, part):
    """After an act of the bureau: its part of the file, or the text that it opened."""
    if part != "text":
        return go(request, message, part, referral.pk)
    messages.success(request, message)
    return redirect(referral.text.get_desk_url())


do = actions(desk_action, land)
