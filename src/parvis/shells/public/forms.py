"""Forms of the public shell."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.ground.core.limits import allow_attempt, client_key


class ContactForm(forms.Form):
    """A message to the participation team. `site` is a trap: people do not see it, robots fill it in."""

    name = forms.CharField(label=_("Votre nom"), max_length=120)
    email = forms.EmailField(label=_("Votre adresse électronique"), help_text=_("Pour vous répondre."), max_length=254)
    message = forms.CharField(label=_("Votre message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))
    site = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    def clean(self):
        data = super().clean()
        if data.pop("site", ""):
            raise forms.ValidationError(_("Ce message ressemble à un envoi automatique : écrivez-nous par courriel."))
        if not self.errors and not allow_attempt("contact", client_key(self.request), most=5, seconds=3600):
            raise forms.ValidationError(_("Vous avez envoyé plusieurs messages : réessayez dans une heure."))
        return data
