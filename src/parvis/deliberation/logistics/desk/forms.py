"""Forms of the verbs of logistics."""

from django import forms
from django.template.defaultfilters import capfirst

from parvis.commons.finance.fields import EurosField
from parvis.commons.finance.models import BudgetLine
from parvis.commons.finance.queries import lines_open_to
from parvis.commons.people.models import Organisation, Person
from parvis.deliberation.logistics import queries
from parvis.deliberation.logistics.choices import COUNTED, Kind, Right
from parvis.deliberation.logistics.models import NeedTemplate
from parvis.ground.authorities.models import Department
from parvis.ground.core import clock
from parvis.ground.core.widgets import RecordSelect
from parvis.shells.actions import ActionForm, ReasonForm
from parvis.shells.forms import date_input

USUAL, EMPTY = "usual", "empty"


def words(label, *, rows=3, **options):
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **{"required": False} | options)


def time_field(label, **options):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, required=False, **options)


def line_field(label="Ligne de budget", **options):
    return forms.ModelChoiceField(
        label=label, queryset=BudgetLine.objects.none(), required=False, widget=RecordSelect,
        empty_label="à choisir plus tard", **options,
    )  # fmt: skip


class OpenForm(ActionForm):
    start = forms.ChoiceField(label="Partir de", widget=forms.RadioSelect)
    headcount = forms.IntegerField(label="Personnes attendues", min_value=1, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = NeedTemplate.objects.of(self.authority).order_by("name").values_list("pk", "name")
        self.fields["start"].choices = [
            *((str(pk), f"Modèle « {name} »") for pk, name in own),
            (USUAL, "Les sept besoins habituels d’une réunion"), (EMPTY, "Une fiche vide"),
        ]  # fmt: skip
        self.fields["start"].initial = self.fields["start"].choices[0][0]

    def clean(self):
        data = super().clean()
        start = data.pop("start", USUAL)
        data["usual"] = start == USUAL
        data["template"] = NeedTemplate.objects.of(self.authority).get(pk=start) if start.isdecimal() else None
        return data


class SheetForm(ActionForm):
    headcount = forms.IntegerField(label="Personnes attendues", min_value=1, required=False)
    notes = words("Consignes pour les services", max_length=3000, rows=4)


class TemplateForm(ActionForm):
    name = forms.CharField(label="Nom du modèle", max_length=120, help_text="Par exemple : plénière du soir.")


class ProviderForm(ActionForm):
    """Who provides it: a service, a supplier of the directory, or another name."""

    department = forms.ModelChoiceField(
        label="Service", queryset=Department.objects.none(), required=False, empty_label="aucun"
    )
    organisation = forms.ModelChoiceField(
        label="Fournisseur connu", queryset=Organisation.objects.none(), required=False, empty_label="aucun",
        widget=RecordSelect,
    )  # fmt: skip
    provider_label = forms.CharField(label="Autre fournisseur", max_length=200, required=False)
    provider_email = forms.EmailField(
        label="Adresse électronique pour la commande", required=False,
        help_text="Si elle diffère de celle du service ou du fournisseur.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.of(self.authority).filter(closed_on=None)
        self.fields["organisation"].queryset = Organisation.objects.of(self.authority).order_by("name")

    def clean(self):
        data = super().clean()
        named = [name for name in ("department", "organisation", "provider_label") if data.get(name)]
        if len(named) > 1:
            self.add_error(named[-1], "Choisissez un seul fournisseur.")
        return data


class ReviseForm(ProviderForm):
    label = forms.CharField(label="Besoin", max_length=200, help_text="Par exemple : repas du soir.")
    quantity = forms.IntegerField(label="Quantité", min_value=1, initial=1)
    due_on = forms.DateField(label="À confirmer avant le", widget=date_input())
    details = words("Précisions pour qui fournit", max_length=3000)
    field_order = ("label", "quantity", "due_on", "details")


class NeedForm(ReviseForm):
    kind = forms.ChoiceField(label="Nature", choices=Kind.choices)
    estimated_cents = EurosField(label="Coût estimé", required=False)
    line = line_field(help_text="Avec un coût estimé, la dépense y est inscrite « estimée ».")
    field_order = ("kind", *ReviseForm.field_order)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_lines(self, "line")

    def clean(self):
        data = super().clean()
        if data.get("due_on") and data["due_on"] > self.about.day:
            self.add_error("due_on", "La date limite suit l’événement.")
        return data


def offer_lines(form, *names):
    """The lines on which the person may write an estimate."""
    for name in names:
        form.fields[name].queryset = lines_open_to(form.user, form.authority)
        form.fields[name].label_from_instance = lambda line: f"{line.label} ({line.budget})"


class EstimateForm(ActionForm):
    cents = EurosField(label="Coût estimé")
    line = line_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_lines(self, "line")


class MealsForm(ActionForm):
    """How many meals of each kind; what those called asked for is proposed, and may be corrected."""

    headcount = forms.IntegerField(label="Nombre de repas", min_value=1)
    served_at = time_field("Heure du service")
    instructions = words("Consignes", max_length=1000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for kind, codes in COUNTED.items():
            for code, label in codes.items():
                prefix = "" if kind == "diet" else "Allergie : "
                self.fields[f"{kind.value}-{code}"] = forms.IntegerField(
                    label=f"{prefix}{label}" if prefix else capfirst(label), min_value=0, required=False
                )
        self.groups = [
            ("Combien, et quand", ["headcount", "served_at", "instructions"]),
            *((title, [f"{kind.value}-{code}" for code in COUNTED[kind]]) for kind, title in _titles()),
        ]

    def clean(self):
        data = super().clean()
        data["counts"] = {
            (kind.value, code): data.pop(f"{kind.value}-{code}", None) for kind in COUNTED for code in COUNTED[kind]
        }
        return data


def _titles():
    return zip(COUNTED, ("Régimes, en nombres", "Allergies, en nombres"), strict=True)


def meals_initial(request, need):
    """What is ordered already, else what those called asked for."""
    order = getattr(need, "catering", None)
    counts = (
        {(c.kind, c.code): c.count for c in order.counts.all()} if order else queries.meals_asked(need.sheet.meeting)
    )
    first = {"headcount": order.headcount if order else max(need.quantity, queries.expected_at(need.sheet))}
    if order:
        first |= {"served_at": order.served_at, "instructions": order.instructions}
    return first | {f"{kind}-{code}": count for (kind, code), count in counts.items()}


class SpeakerForm(ActionForm):
    person = forms.ModelChoiceField(
        label="Personne", queryset=Person.objects.none(), widget=RecordSelect, empty_label="à choisir",
        help_text="Une personne de l’annuaire.",
    )  # fmt: skip
    topic = forms.CharField(label="Sujet de l’intervention", max_length=180)
    speaks_at = time_field("Heure")
    minutes = forms.IntegerField(label="Durée (minutes)", min_value=1, max_value=600, required=False)
    due_on = forms.DateField(label="À confirmer avant le", widget=date_input())
    fee_cents = EurosField(label="Honoraires", required=False)
    fee_line = line_field("Ligne des honoraires")
    travel_cents = EurosField(label="Voyage", required=False)
    travel_line = line_field("Ligne du voyage")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.of(self.authority).order_by("folded_name")
        offer_lines(self, "fee_line", "travel_line")


class RightsForm(ActionForm):
    slides_right = forms.ChoiceField(label="Diffuser ses diapositives", choices=Right.choices)
    image_right = forms.ChoiceField(label="La photographier ou le filmer", choices=Right.choices)


class LoanForm(ActionForm):
    what = forms.CharField(label="Matériel", max_length=200, help_text="Par exemple : vingt tables pliantes.")
    quantity = forms.IntegerField(label="Quantité", min_value=1, initial=1)
    organisation = forms.ModelChoiceField(
        label="Qui le prête", queryset=Organisation.objects.none(), required=False, empty_label="un autre prêteur",
        widget=RecordSelect,
    )  # fmt: skip
    lender_label = forms.CharField(label="Autre prêteur", max_length=200, required=False)
    due_on = forms.DateField(label="À confirmer avant le", widget=date_input())
    out_on = forms.DateField(label="À prendre le", widget=date_input())
    back_on = forms.DateField(label="À rendre le", widget=date_input())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.of(self.authority).order_by("name")


class ConfirmForm(ActionForm):
    cents = EurosField(
        label="Montant", required=False, help_text="En euros, toutes taxes comprises ; 0 si rien n’est dû."
    )


class DeliverForm(ActionForm):
    on = forms.DateField(label="Livré le", widget=date_input(), initial=clock.today)


class SettleForm(ActionForm):
    number = forms.CharField(label="Numéro de la facture", max_length=60, required=False)
    cents = EurosField(label="Montant de la facture", required=False)
    on = forms.DateField(label="Date de la facture, ou du retour du matériel", widget=date_input(), initial=clock.today)
    paid_on = forms.DateField(
        label="Payée le", widget=date_input(), required=False, help_text="Vide si elle n’est pas encore payée."
    )
    condition = forms.CharField(label="État du matériel rendu", max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.about.expense_id is None:
            for name in ("number", "cents", "paid_on"):
                del self.fields[name]
        if not hasattr(self.about, "loan"):
            del self.fields["condition"]


__all__ = ["ReasonForm"]
