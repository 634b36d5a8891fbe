"""What a chair writes in their space."""

from django import forms

from parvis.shells.actions import ActionForm


def paragraph(label, help_text=""):
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, required=False, max_length=2000, help_text=help_text, widget=widget)


class DescriptionForm(ActionForm):
    """What the chair may change of their own body."""

    summary = paragraph("Présentation", "Deux ou trois phrases, lues par les habitantes et les habitants.")
    how_chosen = paragraph("Comment les membres sont choisis")


def description_initial(request, body):
    return {"summary": body.summary, "how_chosen": body.how_chosen}
