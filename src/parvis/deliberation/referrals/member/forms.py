"""Forms of the member space."""

from django import forms

from parvis.commons.writing.fields import RichTextField
from parvis.deliberation.bodies.models import Body
from parvis.deliberation.referrals.forms import Day
from parvis.shells.actions import ActionForm


class SelfReferralForm(ActionForm):
    """A question that a body asks itself."""

    body = forms.ModelChoiceField(label="Instance", queryset=Body.objects.none())
    title = forms.CharField(label="Sujet", max_length=200)
    question = forms.CharField(
        label="Question", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Une seule phrase, qui se termine par un point d’interrogation.",
    )  # fmt: skip
    expected_on = Day(label="Avis attendu le")
    context_html = RichTextField(label="Pourquoi cette question", required=False, rows=8)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        held = self.user.grants.schemes("member", "chair", authority_id=self.authority.pk)
        self.fields["body"].queryset = Body.objects.filter(pk__in=held, parent=None).order_by("name")
