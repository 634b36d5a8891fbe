"""The claim of a member, filled in the member space."""

from django import forms

from parvis.commons.schemes.models import Scheme
from parvis.commons.workload import fields
from parvis.commons.workload.choices import LineKind
from parvis.commons.workload.lifecycle.claims import Spent
from parvis.ground.authorities.choices import Persona
from parvis.ground.core import clock
from parvis.ground.documents.uploads import UploadField
from parvis.shells.actions import ActionForm

EUROS = (LineKind.TRANSIT, LineKind.MEAL, LineKind.CHILDCARE, LineKind.OTHER)


class ClaimForm(ActionForm):
    """One question for each kind of expense; what is left empty asks for nothing."""

    meeting = forms.CharField(
        label="Réunion", max_length=200, help_text="Par exemple : plénière du 10 décembre, ou visite de terrain."
    )
    day = fields.day("Jour de la réunion", initial=clock.today)
    scheme = forms.ModelChoiceField(
        label="Instance", queryset=Scheme.objects.none(), required=False, empty_label="aucune en particulier"
    )
    mileage = fields.KilometresField(
        label="Trajet en véhicule personnel (km)", required=False,
        help_text="Aller et retour. L’indemnité se calcule au taux en vigueur ce jour-là.",
    )  # fmt: skip
    transit = fields.EurosField(label="Transport en commun, péage ou stationnement (€)")
    meal = fields.EurosField(label="Repas (€)")
    childcare = fields.EurosField(label="Garde d’enfant ou d’un proche (€)")
    other = fields.EurosField(label="Autre dépense (€)")
    other_label = forms.CharField(label="Laquelle", max_length=200, required=False)
    groups = [
        ("La réunion", ["meeting", "day", "scheme"]),
        ("Vos dépenses", ["mileage", "transit", "meal", "childcare", "other", "other_label"]),
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sits_on = self.user.grants.schemes(Persona.MEMBER, Persona.CHAIR, authority_id=self.authority.pk)
        self.fields["scheme"].queryset = Scheme.objects.of(self.authority).filter(pk__in=sits_on)

    def clean(self):
        data = super().clean()
        if data.get("other") and not data.get("other_label"):
            self.add_error("other_label", "Dites de quelle dépense il s’agit.")
        if not self.errors:
            data["lines"] = list(_spent(data))
            for name in (LineKind.MILEAGE, *EUROS, "other_label"):
                data.pop(name, None)
        return data


def from_address(asked):
    """What the page of a meeting already says: its title, its day, its body (`?reunion=…&jour=…&instance=…`)."""
    said = {"meeting": asked.get("reunion"), "day": asked.get("jour"), "scheme": asked.get("instance")}
    return {name: value for name, value in said.items() if value}


def _spent(data):
    """The expenses that were filled in."""
    if data.get(LineKind.MILEAGE):
        yield Spent(LineKind.MILEAGE, km_tenths=data[LineKind.MILEAGE])
    for kind in EUROS:
        if data.get(kind):
            yield Spent(kind, data["other_label"] if kind == LineKind.OTHER else "", cents=data[kind])


def filled(claim):
    """What the form shows of a claim already written."""
    values = {"meeting": claim.meeting, "day": claim.day, "scheme": claim.scheme}
    for line in claim.lines.all():
        values[line.kind] = line.km_tenths if line.kind == LineKind.MILEAGE else line.cents
        if line.kind == LineKind.OTHER:
            values["other_label"] = line.label
    return values


class ReceiptForm(ActionForm):
    file = UploadField(label="Justificatif", help_text="Une photographie lisible ou un PDF. Il reste privé.")
    title = forms.CharField(label="Ce que c’est", max_length=200, help_text="Par exemple : billet de train.")
