"""The team of a scheme: who holds which role, until when."""

from django.contrib import messages
from django.shortcuts import redirect, render

from parvis.commons.schemes import lifecycle
from parvis.commons.schemes.choices import Source
from parvis.commons.schemes.models import Scheme, SchemeRole
from parvis.ground.core import clock
from parvis.shells.actions import desk_action
from parvis.shells.entry import desk_view
from parvis.shells.verbs import Verb, offers

from .forms import GrantForm

VERBS = (Verb("Attribuer un rôle", "desk:schemes:grant", "schemes.compose_scheme"),)


@desk_view("schemes.team_scheme", Scheme)
def team(request, scheme):
    """Roles in force, then past and future ones."""
    roles = list(scheme.team.for_list())
    today = clock.today()
    now, past, future = [], [], []
    for role in roles:
        role.may_end = role.source == Source.GRANT and request.user.has_perm("schemes.end_schemerole", role)
        (now if role.is_in_force(today) else future if role.starts_on > today else past).append(role)
    context = {
        "title": "Équipe", "kicker": scheme.name, "kicker_url": scheme.get_desk_url(),
        "verbs": offers(request.user, scheme, VERBS), "tab_template": "schemes/desk/team.html",
        "now": now, "past": past, "future": future,
    }  # fmt: skip
    return render(request, "desk/record.html", context)


@desk_action(Scheme, "schemes.compose_scheme", form=GrantForm, title="Attribuer un rôle", button="Attribuer le rôle")
def grant(request, scheme, *, email, **role):
    granted = lifecycle.grant_scheme_role(scheme, user=email, by=request.user, **role)
    return _back(request, scheme, f"{granted.user} a maintenant ce rôle : {granted.get_persona_display()}.")


def _will_end(role):
    yield f"{role.user} n’aura plus ce rôle : {role.get_persona_display()}."
    yield "Ce qui a été fait à ce titre reste dans l’historique."


@desk_action(
    SchemeRole, "schemes.end_schemerole", title="Mettre fin au rôle", button="Mettre fin au rôle", effects=_will_end
)
def end(request, role):
    lifecycle.end_scheme_role(role, by=request.user)
    return _back(request, role.scheme, f"Le rôle de {role.user} a pris fin.")


def _back(request, scheme, message):
    messages.success(request, message)
    return redirect(scheme.get_team_url())
