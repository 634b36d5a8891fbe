"""Forms of people's records. Each feeds a verb: they save nothing themselves."""

from django import forms

from parvis.commons.people.choices import Purpose, RoleKind
from parvis.commons.people.models import Organisation, Person
from parvis.ground.authorities.models import Territory
from parvis.ground.core import clock
from parvis.shells.actions import ActionForm
from parvis.shells.forms import RecordForm, date_input


class PersonForm(RecordForm):
    groups = (
        ("Identité", ["given_name", "family_name", "gender", "birth_date", "occupation"]),
        ("Coordonnées", ["email", "phone", "address_line", "postcode", "city", "territory", "channel"]),
    )

    class Meta:
        model = Person
        fields = (
            "given_name", "family_name", "gender", "birth_date", "occupation", "email", "phone", "address_line",
            "postcode", "city", "territory", "channel",
        )  # fmt: skip
        widgets = {"birth_date": date_input()}
        help_texts = {
            "family_name": "Tel que la personne le porte.",
            "birth_date": "Seulement si elle sert : composition d’une instance, tirage au sort.",
            "channel": "Ce que la personne a demandé. Sans adresse électronique, les courriers partent par la poste.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["territory"].queryset = Territory.objects.of(self.authority)
        self.fields["territory"].empty_label = "non précisé"

    def clean_birth_date(self):
        day = self.cleaned_data["birth_date"]
        if day and not 0 <= (clock.today() - day).days < 120 * 366:
            raise forms.ValidationError("Cette date de naissance n’est pas possible : vérifiez l’année.")
        return day


class OrganisationForm(RecordForm):
    class Meta:
        model = Organisation
        fields = ("name", "kind", "siret", "rna", "email", "phone", "address")
        widgets = {"address": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"siret": "Quatorze chiffres, sans espace.", "rna": "W suivi de neuf caractères."}


class RoleForm(ActionForm):
    kind = forms.ChoiceField(label="Qualité", choices=RoleKind.choices, initial=RoleKind.REPRESENTATIVE)
    organisation = forms.ModelChoiceField(
        label="Organisation", queryset=Organisation.objects.none(), required=False,
        help_text="Laissez vide pour un mandat dans l’assemblée de la collectivité.",
    )  # fmt: skip
    title = forms.CharField(label="Fonction", max_length=120, required=False, help_text="Par exemple : présidente.")
    starts_on = forms.DateField(label="Depuis le", required=False, widget=date_input())
    ends_on = forms.DateField(label="Jusqu’au", required=False, widget=date_input())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.of(self.authority)
        self.fields["organisation"].empty_label = "aucune"


class ConsentForm(ActionForm):
    purpose = forms.ChoiceField(label="Objet", choices=Purpose.choices)
    proof = forms.CharField(
        label="Comment il a été recueilli",
        max_length=300,
        help_text="Par exemple : formulaire signé le 12 novembre 2026, classé au dossier.",
    )
