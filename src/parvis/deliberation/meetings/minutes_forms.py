"""The forms of minutes and actions that the desk and the member space share."""

from django import forms

from parvis.ground.core import clock
from parvis.shells.actions import ActionForm
from parvis.shells.forms import date_input

from . import minutes_queries as queries
from .models import Meeting


class DoneForm(ActionForm):
    """The action is done."""

    note = forms.CharField(label="Ce qui a été fait", max_length=300, required=False)
    done_on = forms.DateField(label="Fait le", widget=date_input(), initial=clock.today)


class ApproveForm(ActionForm):
    """At the next meeting, or by the chair."""

    at_meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label="Approuvé à la séance", required=False, empty_label="Par la présidence",
    )  # fmt: skip
    on = forms.DateField(
        label="Approuvé le", required=False, widget=date_input(),
        help_text="Laissez vide pour la date de la séance choisie, ou d’aujourd’hui.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at_meeting"].queryset = queries.later_sessions(self.about)


def will_approve(meeting):
    """What approving does, in sentences."""
    yield "Le texte est arrêté sous son empreinte : il ne change plus, ni les décisions."
    yield "Une version publique est préparée, noms masqués ; la mission la relit avant de diffuser."
