"""The forms of the verbs of meetings."""

from django import forms
from django.utils import timezone

from parvis.commons.people.fields import PersonField
from parvis.commons.schemes.models import Scheme
from parvis.deliberation.meetings import queries
from parvis.deliberation.meetings.choices import MeetingKind
from parvis.ground.authorities.models import Venue
from parvis.shells.actions import ActionForm, ReasonForm
from parvis.shells.forms import date_input

from .agenda_forms import likely


def moment(label, *, required=True, help_text=""):
    """A day and an hour, chosen with the browser's own calendar."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(
        label=label, required=required, help_text=help_text, widget=widget, input_formats=["%Y-%m-%dT%H:%M"]
    )


class MeetingForm(ActionForm):
    """When, where, and whether it is open to everybody."""

    scheme = forms.ModelChoiceField(Scheme.objects.order_by("name"), label="Qui se réunit")
    kind = forms.ChoiceField(label="Nature", choices=MeetingKind.choices)
    title = forms.CharField(label="Titre", max_length=200)
    starts_at = moment("Début")
    ends_at = moment("Fin", required=False)
    venue = forms.ModelChoiceField(Venue.objects.order_by("name"), label="Lieu connu", required=False)
    place = forms.CharField(
        label="Autre lieu, ou précision", max_length=200, required=False, help_text="Par exemple : salle 2, 1er étage."
    )
    video_url = forms.URLField(
        label="Lien de visioconférence", required=False, max_length=500, assume_scheme="https",
        help_text="Il n’est donné qu’aux personnes convoquées.",
    )  # fmt: skip
    is_public = forms.BooleanField(label="Ouverte au public", required=False)
    proposals_until = forms.DateField(
        label="Les membres proposent des points jusqu’au", required=False, widget=date_input()
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("scheme", "venue"):
            if name in self.fields:
                self.fields[name].queryset = self.fields[name].queryset.of(self.authority)

    def clean(self):
        data = super().clean()
        start, end = data.get("starts_at"), data.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", "La fin de la réunion précède son début.")
        return data


class ChangeForm(MeetingForm):
    """The scheme that meets does not change; who will preside may be known already."""

    scheme = None
    agenda_is_public = forms.BooleanField(
        label="Ordre du jour publié avec la convocation", required=False,
        help_text="Sur la page publique d’une réunion ouverte à tout le monde.",
    )  # fmt: skip
    chair = PersonField(label="Présidence", required=False, empty_label="La présidence de l’instance")
    secretary = PersonField(label="Secrétariat de séance", required=False, empty_label="Personne")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choose_officers(self)


def choose_officers(form):
    """Who may preside a meeting or keep its minutes: its members first, anybody else by name."""
    for name in ("chair", "secretary"):
        if name in form.fields:
            form.fields[name].choose_among(
                likely(form.about), authority=form.authority, user=form.user, current=form.initial.get(name)
            )


def officers_initial(request, meeting):
    """Who presides: who was named, else who presides the body."""
    usual = None if meeting.chair_id else queries.usual_chair(meeting)
    return {"chair": meeting.chair_id or (usual.pk if usual else None), "secretary": meeting.secretary_id}


def meeting_initial(request, meeting):
    """The meeting as it stands."""
    kept = (
        "kind", "title", "venue", "place", "video_url", "is_public", "proposals_until", "agenda_is_public", "chair_id",
        "secretary_id",
    )  # fmt: skip
    values = {name.removesuffix("_id"): getattr(meeting, name) for name in kept}
    return values | {name: _local(getattr(meeting, name)) for name in ("starts_at", "ends_at")}


def _local(value):
    return timezone.localtime(value) if value else None


class ResumeForm(ActionForm):
    """The new date of a postponed meeting."""

    starts_at = moment("Début")
    ends_at = moment("Fin", required=False)


class SiteForm(ActionForm):
    """Another place for the same meeting."""

    label = forms.CharField(label="Nom du site", max_length=120)
    venue = forms.ModelChoiceField(Venue.objects.order_by("name"), label="Lieu connu", required=False)
    place = forms.CharField(label="Autre lieu, ou précision", max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["venue"].queryset = Venue.objects.of(self.authority).order_by("name")


class LeaveOutForm(ReasonForm):
    """A day on which nobody meets."""

    day = forms.DateField(label="Jour sans réunion", widget=date_input())
    field_order = ("day", "reason")


class SeriesForm(ActionForm):
    """One Saturday a month, every other Tuesday: what gives the dates."""

    RANKS = (
        ("1", "le premier"), ("2", "le deuxième"), ("3", "le troisième"), ("4", "le quatrième"), ("-1", "le dernier"),
        ("0", "chaque semaine, le"), ("00", "une semaine sur deux, le"),
    )  # fmt: skip
    DAYS = (
        ("MO", "lundi"), ("TU", "mardi"), ("WE", "mercredi"), ("TH", "jeudi"), ("FR", "vendredi"), ("SA", "samedi"),
        ("SU", "dimanche"),
    )  # fmt: skip
    groups = (
        ("Qui se réunit", ("scheme", "kind", "title")),
        ("Quand", ("rank", "weekday", "starts_on", "ends_on", "starts_at", "ends_at")),
        ("Où", ("venue", "place", "is_public")),
    )

    scheme = forms.ModelChoiceField(Scheme.objects.order_by("name"), label="Qui se réunit")
    kind = forms.ChoiceField(label="Nature", choices=MeetingKind.choices)
    title = forms.CharField(label="Titre de chaque réunion", max_length=200)
    rank = forms.ChoiceField(label="Rang dans le mois", choices=RANKS)
    weekday = forms.ChoiceField(label="Jour", choices=DAYS, initial="SA")
    starts_on = forms.DateField(label="À partir du", widget=date_input())
    ends_on = forms.DateField(label="Jusqu’au", widget=date_input())
    starts_at = forms.TimeField(label="Heure de début", widget=forms.TimeInput(attrs={"type": "time"}))
    ends_at = forms.TimeField(label="Heure de fin", widget=forms.TimeInput(attrs={"type": "time"}))
    venue = forms.ModelChoiceField(Venue.objects.order_by("name"), label="Lieu connu", required=False)
    place = forms.CharField(label="Autre lieu, ou précision", max_length=200, required=False)
    is_public = forms.BooleanField(label="Ouvertes au public", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("scheme", "venue"):
            self.fields[name].queryset = self.fields[name].queryset.of(self.authority)

    def clean(self):
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "Le dernier jour précède le premier.")
        if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends_at", "L’heure de fin précède l’heure de début.")
        if "rank" in data and "weekday" in data:
            data["rule"] = _rule(data.pop("rank"), data.pop("weekday"))
        return data


def _rule(rank, weekday):
    """The recurrence rule (RFC 5545) of what was chosen."""
    if rank == "0":
        return f"FREQ=WEEKLY;BYDAY={weekday}"
    if rank == "00":
        return f"FREQ=WEEKLY;INTERVAL=2;BYDAY={weekday}"
    return f"FREQ=MONTHLY;BYDAY={rank}{weekday}"
