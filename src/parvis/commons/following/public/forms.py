"""The one question that following asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.ground.core.limits import allow_attempt, client_key

HOUR, DAY = 3600, 86400


class FollowForm(forms.Form):
    """An address. `site` is a trap: people do not see it, robots fill it in."""

    email = forms.EmailField(
        label=_("Votre adresse électronique"), max_length=254,
        help_text=_("Elle ne sert qu’à ce suivi. Vous confirmerez par le lien que vous allez recevoir."),
    )  # fmt: skip
    site = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    def clean(self):
        data = super().clean()
        if data.pop("site", ""):
            raise forms.ValidationError(_("Ce message ressemble à un envoi automatique : écrivez-nous par courriel."))
        if not self.errors and not allow_attempt("follow", client_key(self.request), most=10, seconds=HOUR):
            raise forms.ValidationError(_("Vous avez fait plusieurs demandes : réessayez dans une heure."))
        return data

    def may_write(self):
        """Whether one more message may go to this address today; the page answers the same either way."""
        address = f"{self.request.authority.pk}:{self.cleaned_data['email'].lower()}"
        return allow_attempt("follow-address", address, most=3, seconds=DAY)
