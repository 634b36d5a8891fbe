"""The forms of what a meeting leaves behind."""

from django import forms

from parvis.commons.people.fields import PersonField
from parvis.commons.people.models import Person
from parvis.commons.writing.fields import RichTextField
from parvis.deliberation.meetings import minutes_queries as queries
from parvis.deliberation.meetings.choices import VoteStatus
from parvis.deliberation.meetings.models import AgendaItem, Decision, Meeting, Vote
from parvis.ground.authorities.models import Department
from parvis.shells.actions import ActionForm
from parvis.shells.forms import date_input

from .agenda_forms import likely, meeting_of


class OfItemForm(ActionForm):
    """Something said about an item of the agenda, or about none."""

    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label="Point de l’ordre du jour", required=False, empty_label="Aucun en particulier"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = meeting_of(self.about).items.order_by("number")


class ReviseDecisionForm(OfItemForm):
    """The words of a decision."""

    field_order = ("text", "item")
    text = forms.CharField(
        label="Décision", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Une phrase que l’on comprend sans avoir assisté à la séance.",
    )  # fmt: skip


class DecisionForm(ReviseDecisionForm):
    """A decision, with the vote that it comes from."""

    field_order = ("text", "item", "vote")
    vote = forms.ModelChoiceField(
        Vote.objects.none(), label="Vote", required=False, empty_label="Sans vote",
        help_text="Son résultat est repris dans le compte rendu.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        closed = meeting_of(self.about).vote_rows.filter(status=VoteStatus.CLOSED, decision=None)
        self.fields["vote"].queryset = closed


class ActionPointForm(OfItemForm):
    """What is to be done, by whom, before when."""

    field_order = ("text", "due_on", "owner", "department", "owner_label", "item", "decision")
    text = forms.CharField(label="À faire", max_length=300, help_text="Commencez par un verbe : envoyer, vérifier.")
    due_on = forms.DateField(label="Avant le", widget=date_input(), help_text="La personne est prévenue avant ce jour.")
    owner = PersonField(label="Qui s’en charge", required=False)
    department = forms.ModelChoiceField(Department.objects.none(), label="Ou un service", required=False)
    owner_label = forms.CharField(
        label="Ou un autre nom", max_length=160, required=False, help_text="Par exemple : le bureau, la commune de Vey."
    )
    decision = forms.ModelChoiceField(
        Decision.objects.none(), label="Décision", required=False, empty_label="Aucune en particulier"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        meeting = meeting_of(self.about)
        self.fields["owner"].choose_among(likely(meeting), authority=self.authority, user=self.user)
        self.fields["department"].queryset = Department.objects.of(self.authority)
        self.fields["decision"].queryset = meeting.decisions.order_by("number")


class MoveActionForm(ActionForm):
    """Where the action is taken up again."""

    meeting = forms.ModelChoiceField(Meeting.objects.none(), label="Séance suivante")
    due_on = forms.DateField(label="Nouvelle échéance", widget=date_input())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = queries.later_meetings(self.about.meeting)


class ReviewForm(ActionForm):
    """Until when remarks are expected; disagreements are stated before anybody reads (B.3)."""

    until = forms.DateField(
        label="Remarques jusqu’au", required=False, widget=date_input(),
        help_text="Laissez vide pour le délai de la règle, huit jours sauf réglage contraire.",
    )  # fmt: skip
    divergences_stated = forms.BooleanField(
        label="Les désaccords exprimés en séance sont écrits dans le brouillon, ou il n’y en a pas eu."
    )


class PublicVersionForm(ActionForm):
    """The words that everybody will read."""

    html = RichTextField(
        label="Version publique", rows=24, max_length=600_000,
        help_text="Les noms des participants sont déjà masqués : relisez, et masquez ce qui doit l’être encore.",
    )  # fmt: skip


class PublishForm(ActionForm):
    """Who receives the minutes: everybody called, present or absent; one may leave some out, or add somebody."""

    recipients = forms.ModelMultipleChoiceField(
        Person.objects.none(), label="Destinataires", widget=forms.CheckboxSelectMultiple,
        help_text="Membres et personnes invitées, absentes comprises. Qui n’a pas d’adresse électronique le reçoit par "
        "la poste.",
    )  # fmt: skip
    other = PersonField(label="Ajouter quelqu’un", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = queries.likely_recipients(self.about)
        self.fields["recipients"].queryset = people
        self.fields["recipients"].initial = people
        self.fields["other"].choose_among(people.none(), authority=self.authority, user=self.user)
