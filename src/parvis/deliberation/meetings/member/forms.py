"""What a member writes about a meeting of theirs."""

from django import forms

from parvis.shells.actions import ActionForm


class ProposalForm(ActionForm):
    """An item that a member asks for."""

    title = forms.CharField(label="De quoi la réunion devrait parler", max_length=200)
    reason = forms.CharField(
        label="Pourquoi", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
