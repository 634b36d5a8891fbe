"""The forms of the agenda and of the *déroulé*."""

from django import forms

from parvis.commons.people.fields import PersonField
from parvis.commons.people.models import Person
from parvis.deliberation.bodies.queries import members_on
from parvis.deliberation.meetings.choices import Expected
from parvis.deliberation.meetings.models import Meeting, PlanTemplate
from parvis.shells.actions import ActionForm
from parvis.shells.forms import date_input

RECENT_PLANS = 30


def meeting_of(about):
    """The meeting that a form is about, be it through one of its rows."""
    return about if isinstance(about, Meeting) else about.meeting


def likely(meeting):
    """Those who sit in the body that meets."""
    if meeting.scheme.kind != "body":
        return Person.objects.none()
    return Person.objects.filter(pk__in=members_on(meeting.scheme.child, meeting.day).values("person"))


class ItemForm(ActionForm):
    """An item of the agenda."""

    title = forms.CharField(label="Titre", max_length=200)
    expected = forms.ChoiceField(label="Résultat attendu", choices=Expected.choices, initial=Expected.DEBATE)
    minutes = forms.IntegerField(label="Durée, en minutes", min_value=1, max_value=720, required=False)
    rapporteur = PersonField(label="Rapporteur", required=False)
    document_on = forms.DateField(
        label="Document envoyé le", required=False, widget=date_input(),
        help_text="Si le document part après la convocation, la date à laquelle il sera envoyé.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        current = getattr(self.about, "rapporteur_id", None)
        self.fields["rapporteur"].choose_among(
            likely(meeting_of(self.about)), authority=self.authority, user=self.user, current=current
        )


class TakeUpForm(ActionForm):
    """What a proposal becomes."""

    expected = forms.ChoiceField(label="Résultat attendu", choices=Expected.choices, initial=Expected.DEBATE)
    minutes = forms.IntegerField(label="Durée, en minutes", min_value=1, max_value=720, required=False)
    answer = forms.CharField(
        label="Mot à son auteur", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeclineForm(ActionForm):
    """Why a proposal is not taken."""

    answer = forms.CharField(
        label="Pourquoi", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="La personne qui a proposé ce point lira cette réponse.",
    )  # fmt: skip


class PlaceForm(ActionForm):
    """Another place in the order."""

    place = forms.IntegerField(label="Nouveau rang", min_value=1, max_value=200)


class StepForm(ActionForm):
    """A sequence of the *déroulé*."""

    title = forms.CharField(label="Séquence", max_length=160)
    minutes = forms.IntegerField(label="Durée, en minutes", min_value=1, max_value=720)
    method = forms.CharField(
        label="Méthode", max_length=200, required=False, help_text="Par exemple : tables tournantes, débat mouvant."
    )
    material = forms.CharField(label="Matériel", max_length=300, required=False, help_text="Séparez par des virgules.")
    who = forms.CharField(label="Qui anime", max_length=120, required=False)
    notes = forms.CharField(
        label="Consignes", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class CloneForm(ActionForm):
    """Where the sequences come from: a template, or another meeting."""

    template = forms.ModelChoiceField(PlanTemplate.objects.none(), label="Modèle", required=False)
    other = forms.ModelChoiceField(Meeting.objects.none(), label="Ou une autre réunion", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = PlanTemplate.objects.of(self.authority)
        planned = Meeting.objects.of(self.authority).visible_to(self.user).filter(plan_steps__isnull=False)
        recent = planned.exclude(pk=self.about.pk).distinct().order_by("-starts_at").values_list("pk", flat=True)
        self.fields["other"].queryset = Meeting.objects.filter(pk__in=list(recent[:RECENT_PLANS]))

    def clean(self):
        data = super().clean()
        if bool(data.get("template")) == bool(data.get("other")):
            raise forms.ValidationError("Choisissez un modèle ou une réunion, l’un des deux.")
        return data


class KeepForm(ActionForm):
    """The name of a template."""

    name = forms.CharField(label="Nom du modèle", max_length=120)
