"""What a supplier answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.commons.finance.fields import EurosField


class AcceptForm(forms.Form):
    """The amount is asked for when money was provided for; elsewhere nothing may be due."""

    cents = EurosField(label=_("Montant"), help_text=_("En euros, toutes taxes comprises ; 0 si rien n’est dû."))

    def __init__(self, *args, need, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cents"].required = need.line_id is not None


class DeclineForm(forms.Form):
    reason = forms.CharField(label=_("Pourquoi"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
