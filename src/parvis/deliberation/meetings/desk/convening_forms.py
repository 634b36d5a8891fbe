"""The forms of what is done with those who are called."""

from django import forms

from parvis.commons.people.fields import PersonField
from parvis.commons.people.models import Person
from parvis.deliberation.meetings import queries
from parvis.deliberation.meetings.choices import Answer, ConvocationKind
from parvis.deliberation.meetings.forms import Holder
from parvis.deliberation.meetings.lifecycle import proxies_allowed
from parvis.shells.actions import ActionForm


class AnswerFilter(forms.Form):
    """Those who answered so, among those still called; everybody as long as nothing is chosen."""

    SILENT = "sans"

    reponse = forms.ChoiceField(label="Réponse", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        said = [(answer.value or self.SILENT, answer.label.capitalize()) for answer in Answer]
        self.fields["reponse"].choices = [("", "Toutes"), *said]

    @property
    def chosen(self):
        """The words of the choice; empty without one, or when the address asks for what does not exist."""
        asked = self.cleaned_data.get("reponse") if self.is_valid() else ""
        return dict(self.fields["reponse"].choices)[asked] if asked else ""

    def among(self, rows):
        if not self.chosen:
            return rows
        wanted = self.cleaned_data["reponse"].replace(self.SILENT, Answer.NONE)
        return [row for row in rows if row.withdrawn_at is None and row.answer == wanted]


class GuestForm(ActionForm):
    """Somebody who is not a member, and why they come."""

    person = PersonField(label="Personne invitée")
    reason = forms.CharField(
        label="À quel titre", max_length=300, help_text="Par exemple : directrice des mobilités, pour le point 2."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = Person.objects.filter(convocations__meeting__scheme=self.about.scheme_id).exclude(
            convocations__meeting=self.about
        )
        self.fields["person"].choose_among(known, authority=self.authority, user=self.user)


class TypedAnswerForm(ActionForm):
    """What somebody said on the telephone."""

    answer = forms.ChoiceField(label="Réponse", widget=forms.RadioSelect)
    holder = Holder(None, label="Si pouvoir, donné à", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        votes = self.about.kind != ConvocationKind.GUEST and proxies_allowed(self.about.meeting) > 0
        said = [(answer, answer.label.capitalize()) for answer in Answer if answer]
        self.fields["answer"].choices = [(a, label) for a, label in said if votes or a != Answer.PROXY]
        if votes:
            self.fields["holder"].queryset = queries.possible_holders(self.about)
        else:
            del self.fields["holder"]
