"""Granting a role on a scheme."""

from django import forms

from parvis.commons.schemes.choices import GRANTABLE
from parvis.commons.schemes.queries import accounts_known_to
from parvis.ground.authorities.choices import Persona
from parvis.shells.actions import ActionForm
from parvis.shells.forms import date_input


class GrantForm(ActionForm):
    email = forms.EmailField(
        label="Adresse électronique du compte",
        help_text="Celle avec laquelle la personne se connecte.",
        max_length=254,
    )
    persona = forms.ChoiceField(label="Rôle", choices=[(p.value, p.label) for p in Persona if p in GRANTABLE])
    title = forms.CharField(
        label="Fonction", help_text="Par exemple : cheffe de projet.", max_length=120, required=False
    )
    starts_on = forms.DateField(
        label="À partir du", required=False, help_text="Aujourd’hui si rien n’est indiqué.",
        widget=date_input(),
    )  # fmt: skip
    ends_on = forms.DateField(
        label="Jusqu’au", required=False,
        help_text="Obligatoire pour l’animation, le contrôle et les prestataires.",
        widget=date_input(),
    )  # fmt: skip

    def clean_email(self):
        """The account behind the address, among those this authority knows."""
        user = accounts_known_to(self.authority).filter(email=self.cleaned_data["email"].lower()).first()
        if user is None:
            raise forms.ValidationError(
                "Aucun compte de la collectivité n’a cette adresse. Vérifiez-la, ou ouvrez d’abord son accès."
            )
        return user
