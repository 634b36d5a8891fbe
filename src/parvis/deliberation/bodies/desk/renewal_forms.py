"""The forms of the verbs of renewals."""

from django import forms

from parvis.deliberation.bodies.choices import (
    OpinionSense,
)
from parvis.ground.authorities.choices import TerritoryKind
from parvis.ground.authorities.models import Territory
from parvis.ground.core import clock
from parvis.shells.actions import ActionForm

from .forms import ActForm, CollegesForm, OwnChoices, day


class OpenRenewalForm(ActionForm):
    title = forms.CharField(label="Titre", max_length=160)
    election_date = day(
        "Date du renouvellement général", required=False,
        help_text="Le jour du scrutin : les échéances en sont calculées.",
    )  # fmt: skip


def renewal_initial(request, body):
    return {"title": f"Renouvellement {clock.today():%Y}"}


class VoteCompositionForm(CollegesForm):
    """The délibération that fixes seats, colleges and term."""


def composition_initial(request, campaign):
    return {"term_months": campaign.term_months}


class ItemForm(ActForm):
    act_required = False
    on = day("Fait le", initial=clock.today)

    groups = [("Le point", ["on"]), ("La délibération", list(ActForm.ACT_FIELDS))]


class AskOpinionsForm(OwnChoices):
    communes = forms.ModelMultipleChoiceField(
        Territory.objects.filter(kind=TerritoryKind.COMMUNE).order_by("name"), label="Communes"
    )
    on = day("Demandé le", initial=clock.today)


def opinions_initial(request, campaign):
    """Every commune that was not asked yet."""
    asked = campaign.opinions.values("commune")
    communes = Territory.objects.filter(authority=campaign.authority_id, kind=TerritoryKind.COMMUNE)
    return {"communes": communes.exclude(pk__in=asked), "on": clock.today()}


class OpinionForm(ActionForm):
    on = day("Reçu le", initial=clock.today)
    sense = forms.ChoiceField(label="Avis", choices=OpinionSense.choices)
