"""The verbs of a renewal as pages of the desk."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect

from parvis.deliberation.bodies import lifecycle, queries
from parvis.deliberation.bodies.models import RenewalCampaign
from parvis.ground.core import french
from parvis.shells.actions import desk_action
from parvis.shells.verbs import Verb

from . import forms, renewal_forms
from .forms import settled


def _nobody_coming(campaign):
    return "" if queries.coming_members(campaign.body).exists() else "Personne n’est retenu ni nommé."


def _closed_already(campaign):
    return "Le renouvellement est clos." if campaign.closed_on else ""


TRANSITION = "bodies.transition_renewalcampaign"
RENEWAL_VERBS = (
    Verb("Enregistrer la composition votée", "desk:bodies:vote_composition", TRANSITION, step="vote_composition"),
    Verb("Ouvrir le recrutement", "desk:bodies:recruitment", TRANSITION, step="start_recruitment"),
    Verb(
        "Fixer l’installation", "desk:bodies:renewed_installation", TRANSITION, step="install", why_not=_nobody_coming
    ),
    Verb(
        "Demander l’avis des communes", "desk:bodies:ask_opinions", "bodies.change_renewalcampaign",
        why_not=_closed_already,
    ),
    Verb("Clore le renouvellement", "desk:bodies:close_renewal", TRANSITION, step="close"),
)  # fmt: skip


def renewal_action(title, button, **options):
    return desk_action(RenewalCampaign, TRANSITION, title=title, button=button, **options)


@renewal_action(
    "Enregistrer la composition votée", "Enregistrer la composition", form=renewal_forms.VoteCompositionForm,
    initial=renewal_forms.composition_initial,
)  # fmt: skip
@transaction.atomic
def vote_composition(request, campaign, *, act, colleges, term_months=None):
    act = settled(act, request.user)
    lifecycle.vote_composition(campaign, by=request.user, act=act, colleges=colleges, term_months=term_months)
    return f"La composition est fixée : {french.plural(sum(row[2] for row in colleges), 'siège')}."


@renewal_action("Ouvrir le recrutement", "Ouvrir le recrutement")
def recruitment(request, campaign):
    lifecycle.start_recruitment(campaign, by=request.user)
    return "Le recrutement est ouvert : importez ou proposez les personnes, puis choisissez les membres."


def _installed(campaign):
    count = queries.coming_members(campaign.body).count()
    yield f"{french.plural(count, 'mandat commence', 'mandats commencent')} ce jour-là."
    yield "Les mandats précédents prennent fin la veille, dans l’instance, son bureau et ses commissions."


@renewal_action("Fixer l’installation", "Fixer l’installation", form=forms.InstallForm, effects=_installed)
def renewed_installation(request, campaign, *, on, override=""):
    lifecycle.install_renewed(campaign, by=request.user, on=on, override=override)
    body = campaign.body
    if body.term_ends_on is None:
        return f"L’installation est fixée au {french.plain_date(on)}."
    return (
        f"L’installation est fixée au {french.plain_date(on)} : les mandats prennent fin le "
        f"{french.plain_date(body.term_ends_on)}, l’alerte de renouvellement est prévue le "
        f"{french.plain_date(queries.renewal_alert_on(body))}."
    )


def _closed(campaign):
    count = queries.candidates(campaign.body).count()
    yield f"{french.plural(count, 'candidature passe', 'candidatures passent')} à « non retenue »."


@renewal_action("Clore le renouvellement", "Clore", effects=_closed)
def close_renewal(request, campaign, *, override=""):
    lifecycle.close_renewal(campaign, by=request.user, override=override)
    return "Le renouvellement est clos."


@desk_action(
    RenewalCampaign, "bodies.change_renewalcampaign", form=renewal_forms.AskOpinionsForm,
    title="Demander l’avis des communes", button="Enregistrer la demande", initial=renewal_forms.opinions_initial,
)  # fmt: skip
def ask_opinions(request, campaign, *, communes, on):
    due_on = lifecycle.ask_municipal_opinions(campaign, by=request.user, communes=communes, on=on)
    return f"Les avis sont attendus avant le {french.plain_date(due_on)}."


@desk_action(
    RenewalCampaign, "bodies.change_renewalcampaign", form=renewal_forms.ItemForm, title="Point du renouvellement",
    button="Enregistrer",
)  # fmt: skip
@transaction.atomic
def complete_item(request, campaign, *, item, on, act=None):
    row = get_object_or_404(campaign.items, pk=item)
    lifecycle.complete_item(row, by=request.user, on=on, act=settled(act, request.user))
    return "Le point est enregistré comme fait."


@desk_action(
    RenewalCampaign, "bodies.change_renewalcampaign", form=renewal_forms.OpinionForm,
    title="Avis d’un conseil municipal", button="Enregistrer l’avis",
)  # fmt: skip
def record_opinion(request, campaign, *, opinion, on, sense):
    row = get_object_or_404(campaign.opinions.select_related("commune"), pk=opinion)
    lifecycle.record_municipal_opinion(row, by=request.user, on=on, sense=sense)
    messages.success(request, f"L’avis de {row.commune} est enregistré.")
    return redirect(campaign.get_desk_url())
