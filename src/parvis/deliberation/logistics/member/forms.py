from django import forms

from parvis.deliberation.logistics.models.carpool import MOST_SEATS
from parvis.shells.actions import ActionForm


class OfferForm(ActionForm):
    leaves_from = forms.CharField(label="Départ de", max_length=200, help_text="Un lieu que tout le monde connaît.")
    leaves_at = forms.TimeField(label="Heure de départ", widget=forms.TimeInput(attrs={"type": "time"}))
    seats = forms.IntegerField(label="Places offertes", min_value=1, max_value=MOST_SEATS)
    comes_back = forms.BooleanField(label="Je ramène les personnes après la réunion", required=False, initial=True)
