"""The forms of the day: opening, presences, votes, notes, speaking time, pictures."""

from django import forms

from parvis.commons.people.choices import Gender
from parvis.commons.people.fields import PersonField
from parvis.commons.people.models import Person
from parvis.deliberation.meetings import presence
from parvis.deliberation.meetings.choices import AttendanceState, Ballot, MeetingStatus, VoteMode
from parvis.deliberation.meetings.lifecycle.corrections import STATES
from parvis.deliberation.meetings.lifecycle.room import mark_of, speaking_times
from parvis.deliberation.meetings.models import Convocation
from parvis.ground.core import french
from parvis.ground.documents.choices import IMAGES
from parvis.ground.documents.uploads import UploadField
from parvis.shells.actions import ActionForm, ReasonForm

from .forms import choose_officers, moment

COUNTED = {"min_value": 0, "max_value": 5000}


class OpenForm(ActionForm):
    """Who presides, and who keeps the minutes."""

    chair = PersonField(
        label="Présidence", required=False, empty_label="Personne",
        help_text="La présidence de l’instance, ou qui la remplace ce jour-là.",
    )  # fmt: skip
    secretary = PersonField(label="Secrétariat de séance", required=False, empty_label="Personne")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choose_officers(self)


class HoldForm(OpenForm):
    """How many were there: read from the list when there is one, typed from the sign-in sheet otherwise.

    A session knows already who presides it.
    """

    field_order = ("present", "proxies", "nothing_decided", "chair", "secretary")
    present = forms.IntegerField(label="Membres présents", **COUNTED)
    proxies = forms.IntegerField(label="Pouvoirs", initial=0, required=False, **COUNTED)
    nothing_decided = forms.BooleanField(
        label="Aucune décision ni suite à donner", required=False,
        help_text="À cocher seulement si rien n’a été décidé : les décisions s’écrivent dans le compte rendu.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.about.status != MeetingStatus.IN_SESSION:
            del self.fields["nothing_decided"]
            return
        del self.fields["chair"], self.fields["secretary"]
        told = presence.counts(self.about)
        present, proxies = self.fields["present"], self.fields["proxies"]
        present.required, proxies.initial = False, None
        present.help_text = (
            f"Laissez vide pour compter d’après la liste : {french.plural(told.present, 'membre')} dans la salle, "
            f"{french.plural(told.proxies, 'pouvoir')}."
        )


class SecondForm(ActionForm):
    """When the same people meet again; nothing for a date that is not known yet."""

    starts_at = moment("Date de la seconde réunion", required=False)
    ends_at = moment("Fin", required=False)

    def clean(self):
        data = super().clean()
        start, end = data.get("starts_at"), data.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", "La fin de la réunion précède son début.")
        return data


class AgainForm(SecondForm):
    """The date of the second meeting, known now."""

    starts_at = moment("Date de la seconde réunion")


class CorrectForm(ReasonForm):
    """What the list of presences got wrong, and why it is known now."""

    people = forms.ModelMultipleChoiceField(
        Convocation.objects.none(), label="Qui", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Avec ce que la liste dit aujourd’hui.",
    )  # fmt: skip
    state = forms.ChoiceField(
        label="Cette personne était", required=False, choices=[(state.value, state.label) for state in STATES],
        initial=AttendanceState.PRESENT, widget=forms.RadioSelect,
    )  # fmt: skip
    present = forms.IntegerField(
        label="Membres présents", required=False, **COUNTED,
        help_text="Laissez vide pour recompter d’après la liste.",
    )  # fmt: skip
    proxies = forms.IntegerField(label="Pouvoirs", required=False, **COUNTED)
    field_order = ("people", "state", "reason", "present", "proxies")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        called = self.about.convocations.standing().for_list()
        states = dict(self.about.attendances.values_list("person", "state"))
        self.fields["people"].queryset = called
        self.fields["people"].label_from_instance = lambda one: (
            f"{one.person.full_name} ({AttendanceState(states.get(one.person_id, AttendanceState.ABSENT)).label})"
        )


class SheetForm(ActionForm):
    """The sheet that went round the room: who signed it, among those not noted yet."""

    signed = forms.ModelMultipleChoiceField(
        Convocation.objects.none(), label="Qui a signé la feuille", widget=forms.CheckboxSelectMultiple,
        help_text="Les personnes déjà notées présentes ne sont pas dans cette liste.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        there = self.about.attendances.filter(state=AttendanceState.PRESENT)
        called = self.about.convocations.standing().exclude(person__in=there.values("person"))
        self.fields["signed"].queryset = called.for_list()
        self.fields["signed"].label_from_instance = lambda convocation: convocation.person.full_name


class ProxyForm(ActionForm):
    """A proxy handed over at the door."""

    giver = forms.ModelChoiceField(Convocation.objects.none(), label="Qui donne pouvoir")
    holder = forms.ModelChoiceField(Convocation.objects.none(), label="À qui")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        called = self.about.convocations.standing().exclude(kind="guest").for_list()
        for name in ("giver", "holder"):
            self.fields[name].queryset = called
            self.fields[name].label_from_instance = lambda convocation: convocation.person.full_name


class CheckInForm(ActionForm):
    """A desk at the door."""

    label = forms.CharField(label="Nom de l’accueil", max_length=80, help_text="Par exemple : porte nord.")
    site = forms.ModelChoiceField(None, label="Site", required=False, help_text="Quand la séance a plusieurs sites.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = self.about.sites.all()


# --- Votes ----------------------------------------------------------------------------------------


class VoteForm(ActionForm):
    """The question, and how people answer it."""

    question = forms.CharField(label="Question mise au vote", max_length=300)
    mode = forms.ChoiceField(label="Mode", choices=VoteMode.choices)
    item = forms.ModelChoiceField(None, label="Point de l’ordre du jour", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = self.about.items.order_by("number")


class HandsForm(ActionForm):
    """What was counted by show of hands."""

    in_favour = forms.IntegerField(label="Pour", **COUNTED)
    against = forms.IntegerField(label="Contre", **COUNTED)
    abstentions = forms.IntegerField(label="Abstentions", initial=0, **COUNTED)


class BallotForm(ActionForm):
    """One voice and its choice; the secretary types it, or the person presses it."""

    voice = forms.TypedChoiceField(label="Qui vote", coerce=int)
    choice = forms.ChoiceField(label="Vote", choices=Ballot.choices, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.voices = {voice.person_id: voice for voice in presence.voices(self.about.meeting)}
        names = names_of(self.voices.values())
        choices = [(person, said(voice, names)) for person, voice in self.voices.items()]
        self.fields["voice"].choices = [("", "Choisissez"), *sorted(choices, key=lambda choice: choice[1])]

    def clean_voice(self):
        return self.voices[self.cleaned_data["voice"]]


def names_of(voices):
    """{person: name} of those who vote and of those for whom they vote."""
    people = {number for voice in voices for number in (voice.person_id, voice.by_id)}
    return {person.pk: person.full_name for person in Person.objects.filter(pk__in=people)}


def said(voice, names):
    """« Dalila Escoudié, par le pouvoir donné à Karim Ouzari »."""
    name = names[voice.person_id]
    return f"{name}, pouvoir porté par {names[voice.by_id]}" if voice.is_proxy else name


# --- Notes, speaking time, pictures ---------------------------------------------------------------


class NotesForm(forms.Form):
    """What was said on an item; `base` is the print of the words one started from."""

    notes = forms.CharField(
        label="Ce qui s’est dit", max_length=10000, required=False, widget=forms.Textarea(attrs={"rows": 14})
    )
    base = forms.CharField(widget=forms.HiddenInput, max_length=16)

    @classmethod
    def of(cls, item):
        return cls(initial={"notes": item.notes, "base": mark_of(item.notes)})


class SpeakingForm(ActionForm):
    """Minutes by gender, typed or counted by the buttons above."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = speaking_times(self.about)
        for gender, label in Gender.choices:
            row = known.get(gender)
            self.fields[gender] = forms.CharField(
                label=f"Temps de parole : {label}", required=False, max_length=8,
                initial=clock_words(row.seconds) if row else "", help_text="En minutes, ou minutes:secondes.",
            )  # fmt: skip
            self.fields[f"{gender}_turns"] = forms.IntegerField(
                label=f"Prises de parole : {label}", required=False, min_value=0, max_value=5000,
                initial=row.turns if row else None,
            )  # fmt: skip

    def clean(self):
        data, times = super().clean(), {}
        for gender in Gender.values:
            try:
                seconds = seconds_of(data.get(gender) or "")
            except ValueError:
                self.add_error(gender, "Écrivez des minutes : « 12 », ou « 12:30 ».")
                continue
            if seconds or data.get(f"{gender}_turns"):
                times[gender] = (seconds, data.get(f"{gender}_turns") or 0)
        return {"times": times}


def clock_words(seconds):
    return f"{seconds // 60}:{seconds % 60:02}"


def seconds_of(words):
    """Seconds in « 12 » minutes or « 12:30 »."""
    minutes, _, rest = words.strip().partition(":")
    return int(minutes or 0) * 60 + int(rest or 0)


class PhotoForm(ActionForm):
    """A picture, and what it shows in words."""

    file = UploadField(label="Photo", help_text="JPEG, PNG, WebP ou GIF.")
    caption = forms.CharField(label="Légende", max_length=200, required=False)
    alternative = forms.CharField(
        label="Description pour qui ne voit pas l’image", max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ce qui est écrit ou dessiné, mot pour mot s’il le faut. Indispensable pour publier la photo.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].accepted = IMAGES


class DescribeForm(PhotoForm):
    """What the picture shows."""

    file = None
