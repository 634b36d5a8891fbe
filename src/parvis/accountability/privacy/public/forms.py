"""The form by which anybody exercises a right on their data."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.accountability.privacy.choices import Right
from parvis.ground.core.limits import allow_attempt, client_key


class RequestForm(forms.Form):
    """`site` is a trap: people do not see it, robots fill it in."""

    right = forms.ChoiceField(label=_("Je souhaite"), choices=Right.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Votre nom et votre prénom"), max_length=160)
    email = forms.EmailField(
        label=_("Votre adresse électronique"), max_length=254, help_text=_("La réponse vous y sera envoyée.")
    )
    details = forms.CharField(
        label=_("Précisions"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Par exemple : à quelle instance ou démarche vous avez pris part. N’envoyez pas de pièce d’identité."
        ),
    )  # fmt: skip
    site = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    def clean(self):
        data = super().clean()
        if data.pop("site", ""):
            raise forms.ValidationError(
                _("Cette demande ressemble à un envoi automatique : écrivez-nous par courriel.")
            )
        if not self.errors and not allow_attempt("data-request", client_key(self.request), most=5, seconds=3600):
            raise forms.ValidationError(_("Vous avez envoyé plusieurs demandes : réessayez dans une heure."))
        return data
