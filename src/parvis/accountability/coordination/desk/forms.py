"""The forms of coordination."""

from django import forms

from parvis.commons.people.fields import PersonField
from parvis.commons.people.models import Person
from parvis.commons.schemes.models import Scheme
from parvis.ground.authorities.models import Territory
from parvis.ground.core import clock
from parvis.shells.actions import ActionForm
from parvis.shells.forms import date_input


class TopicForm(ActionForm):
    """A subject on which bodies work."""

    title = forms.CharField(label="Sujet", max_length=200)
    schemes = forms.ModelMultipleChoiceField(
        Scheme.objects.none(), label="Instances concernées", widget=forms.CheckboxSelectMultiple
    )
    details = forms.CharField(
        label="Ce qui est en jeu", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    owner = PersonField(label="Qui le porte", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["schemes"].queryset = Scheme.objects.of(self.authority).order_by("name")
        if "owner" in self.fields:
            likely = Person.objects.of(self.authority).in_charge_on(clock.today())
            self.fields["owner"].choose_among(likely, authority=self.authority, user=self.user)


class AmendForm(TopicForm):
    """The words and the bodies; who carries it has its own verb."""

    owner = None


class AssignForm(ActionForm):
    """Who answers for the topic."""

    owner = PersonField(label="Qui porte ce sujet")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        likely = Person.objects.of(self.authority).in_charge_on(clock.today())
        self.fields["owner"].choose_among(likely, authority=self.authority, user=self.user, current=self.about.owner_id)


class OutcomeForm(ActionForm):
    """What was agreed."""

    outcome = forms.CharField(label="Ce qui a été convenu", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class SolicitationForm(ActionForm):
    """Who was asked what, when."""

    on = forms.DateField(label="Date", widget=date_input())
    what = forms.CharField(label="Sollicitation", max_length=200, help_text="Par exemple : enquête « Ma rue à 38 °C ».")
    scheme = forms.ModelChoiceField(Scheme.objects.none(), label="Par quelle instance", required=False)
    territory = forms.ModelChoiceField(Territory.objects.none(), label="Territoire", required=False)
    audience = forms.CharField(label="Ou quel public", max_length=120, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = Scheme.objects.of(self.authority).order_by("name")
        self.fields["territory"].queryset = Territory.objects.of(self.authority).order_by("name")


class NoteForm(ActionForm):
    """The risk and the help needed, in a line each."""

    risk = forms.CharField(label="Risque", max_length=300, required=False)
    help = forms.CharField(label="Aide demandée", max_length=300, required=False)
