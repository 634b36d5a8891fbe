"""Forms of the verbs of a promise."""

from django import forms
from django.db.models import Q

from parvis.commons.commitments.choices import ReviewState
from parvis.commons.commitments.models import Commitment
from parvis.commons.people.models import Person
from parvis.commons.schemes.models import Scheme
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import Department
from parvis.ground.core import clock
from parvis.ground.documents.uploads import UploadField
from parvis.shells.actions import ActionForm
from parvis.shells.forms import RecordForm, date_input


class AmendForm(RecordForm):
    class Meta:
        model = Commitment
        fields = ("title", "details", "owner", "department", "scheme", "reference")
        widgets = {"details": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "title": "Une phrase que chacun comprend : ce qui sera fait.",
            "owner": "Une personne, un service, ou les deux.",
            "reference": "Par exemple : S-2025-03 R4.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_who_answer(self.authority, self.instance.owner_id)
        self.fields["department"].queryset = Department.objects.of(self.authority).filter(closed_on=None)
        self.fields["scheme"].queryset = Scheme.objects.of(self.authority).run_by(self.user)
        for name in ("owner", "department", "scheme"):
            self.fields[name].empty_label = "à choisir"
        self.fields["scheme"].required = not self.user.grants.has([Persona.OFFICER], self.authority.pk)

    def clean(self):
        data = super().clean()
        if not data.get("owner") and not data.get("department"):
            self.add_error("department", "Indiquez qui répond de l’engagement : une personne ou un service.")
        return data

    def _post_clean(self):
        # The promise is checked by its verb: a half-filled record has nothing to say to the model's constraints.
        pass


def people_who_answer(authority, current=None):
    """Elected members and people who have a role here: those whom a promise may bind."""
    people = Person.objects.of(authority)
    return people.filter(Q(pk__in=people.in_charge_on(clock.today()).values("pk")) | Q(pk=current))


class PromiseForm(AmendForm):
    promised_on = forms.DateField(label="Pris le", widget=date_input(), initial=clock.today)
    due_on = forms.DateField(
        label="Échéance", widget=date_input(), help_text="Le jour où l’on pourra dire : c’est fait."
    )
    is_public = forms.BooleanField(
        label="Publier tout de suite", required=False, help_text="L’engagement paraît sur le site public."
    )
    reviews = forms.BooleanField(
        label="Prévoir des revues", required=False, initial=True,
        help_text="Aux délais que donnent les règles en vigueur.",
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("promised_on") and data.get("due_on") and data["due_on"] < data["promised_on"]:
            self.add_error("due_on", "L’échéance précède le jour de l’engagement.")
        return data


class PostponeForm(ActionForm):
    due_on = forms.DateField(label="Nouvelle échéance", widget=date_input())
    reason = forms.CharField(
        label="Pourquoi", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ce motif est conservé dans l’historique, avec l’ancienne date.",
    )  # fmt: skip


class EvidenceForm(ActionForm):
    """What proves it: a file, an address, or nothing."""

    evidence = UploadField(
        label="Pièce", required=False, help_text="Une photographie, une délibération, un compte rendu."
    )
    evidence_title = forms.CharField(
        label="Titre de la pièce", max_length=200, required=False, help_text="Ce qu’elle montre, en quelques mots."
    )
    evidence_alternative = forms.CharField(
        label="Équivalent accessible de la pièce", max_length=20_000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Le contenu en texte, pour qui ne peut pas voir la pièce. Sans lui, la pièce reste interne.",
    )  # fmt: skip
    evidence_url = forms.URLField(
        label="Adresse d’une preuve",
        required=False,
        assume_scheme="https",
        help_text="Une page publique qui le montre.",
    )


class ReportForm(EvidenceForm):
    text = forms.CharField(
        label="Où en est l’engagement", max_length=3000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ce texte est public si l’engagement l’est.",
    )  # fmt: skip
    field_order = ("text",)


class CompleteForm(ReportForm):
    done_on = forms.DateField(label="Tenu le", widget=date_input(), initial=clock.today)
    field_order = ("done_on", "text")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "Ce qui a été fait"
        self.fields["text"].required = False


class AbandonForm(ActionForm):
    public_reason = forms.CharField(
        label="Raison donnée au public", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Elle paraît sur le site. Dites ce qui a changé, et ce qui est fait à la place.",
    )  # fmt: skip


class ReviewForm(ActionForm):
    state = forms.ChoiceField(label="Constat", choices=ReviewState.choices)
    text = forms.CharField(label="Ce qui a été constaté", max_length=3000, widget=forms.Textarea(attrs={"rows": 5}))
    held_on = forms.DateField(label="Faite le", widget=date_input(), initial=clock.today)
