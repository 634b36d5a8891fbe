"""The forms of minutes and actions that the desk and the member space share."""

from django import forms

from parvis.ground.core import clock
from parvis.shells.actions import ActionForm
from parvis.shells.forms import date_input

from . import minutes_queries as queries
from .choices import AgreedBy
from .models import Meeting


class DoneForm(ActionForm):
    """The action is done."""

    note = forms.CharField(label="Ce qui a été fait", max_length=300, required=False)
    done_on = forms.DateField(label="Fait le", widget=date_input(), initial=clock.today)


TYPED_AGREEMENTS = [(how.value, how.label) for how in AgreedBy if how != AgreedBy.ACCOUNT]
"""Whoever agrees from their own account presses the button themselves."""


class ApproveForm(ActionForm):
    """At the next meeting, or by the chair."""

    at_meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label="Approuvé à la séance", required=False, empty_label="Par la présidence",
    )  # fmt: skip
    on = forms.DateField(
        label="Approuvé le", required=False, widget=date_input(),
        help_text="Laissez vide pour la date de la séance choisie, ou d’aujourd’hui.",
    )  # fmt: skip

    agreed_on = forms.DateField(
        label="Accord de la présidence donné le", required=False, widget=date_input(),
        help_text="Quand la présidence approuve hors séance et que vous l’enregistrez pour elle.",
    )  # fmt: skip
    agreed_by = forms.ChoiceField(
        label="Comment la présidence l’a donné", required=False, choices=[("", "Non précisé"), *TYPED_AGREEMENTS]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at_meeting"].queryset = queries.later_sessions(self.about)
        if queries.presides(self.user, self.about):
            del self.fields["agreed_on"], self.fields["agreed_by"]


def will_approve(meeting):
    """What approving does, in sentences."""
    yield "Le texte est arrêté sous son empreinte : il ne change plus, ni les décisions."
    yield "Une version publique est préparée, noms masqués ; la mission la relit avant de diffuser."
