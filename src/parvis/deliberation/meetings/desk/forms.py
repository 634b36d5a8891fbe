"""The forms of the verbs of meetings."""

from django import forms
from django.utils import timezone

from parvis.commons.schemes.models import Scheme
from parvis.deliberation.meetings.choices import MeetingKind
from parvis.ground.authorities.models import Venue
from parvis.shells.actions import ActionForm


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
    is_public = forms.BooleanField(label="Ouverte au public", required=False)

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
    """The scheme that meets does not change."""

    scheme = None


def meeting_initial(request, meeting):
    """The meeting as it stands."""
    values = {name: getattr(meeting, name) for name in ("kind", "title", "venue", "place", "is_public")}
    return values | {name: _local(getattr(meeting, name)) for name in ("starts_at", "ends_at")}


def _local(value):
    return timezone.localtime(value) if value else None


class HoldForm(ActionForm):
    """How many were there."""

    present = forms.IntegerField(label="Membres présents", min_value=0, max_value=5000)
    proxies = forms.IntegerField(label="Pouvoirs", min_value=0, max_value=5000, initial=0, required=False)

    def clean_proxies(self):
        return self.cleaned_data["proxies"] or 0
