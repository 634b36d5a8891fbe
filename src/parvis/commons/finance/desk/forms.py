"""Forms of the verbs of budgets and expenses."""

import datetime as dt

from django import forms

from parvis.commons.finance import queries
from parvis.commons.finance.choices import UNVOTED, Section
from parvis.commons.finance.fields import EurosField, RateField
from parvis.commons.finance.models import FIRST_YEAR, LAST_YEAR, BudgetLine
from parvis.commons.people.models import Organisation
from parvis.commons.schemes.models import Scheme
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import LegalAct
from parvis.ground.core import clock
from parvis.ground.core.widgets import RecordSelect
from parvis.shells.actions import ActionForm
from parvis.shells.forms import date_input


def reason_field(label="Motif", help_text="Ce motif est conservé dans l’historique."):
    return forms.CharField(label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text=help_text)


def day_field(label, **options):
    return forms.DateField(label=label, widget=date_input(), initial=clock.today, **options)


# --- Budgets ---


class AmendForm(ActionForm):
    label = forms.CharField(label="Intitulé", max_length=200, help_text="Par exemple : Budget de la mission.")
    open_to_members = forms.BooleanField(
        label="Ouvert à tous les membres", required=False,
        help_text="Le bureau de l’instance lit toujours son budget. Cochez si le règlement intérieur l’ouvre à tous "
        "les membres.",
    )  # fmt: skip


class PrepareForm(AmendForm):
    year = forms.IntegerField(label="Exercice", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    scheme = forms.ModelChoiceField(
        label="Dispositif", queryset=Scheme.objects.none(), required=False, widget=RecordSelect,
        empty_label="aucun : le budget de la mission",
    )  # fmt: skip
    field_order = ("label", "year", "scheme")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        everywhere = self.user.grants.has([Persona.OFFICER], self.authority.pk)
        self.fields["scheme"].queryset = Scheme.objects.of(self.authority).run_by(self.user).order_by("name")
        self.fields["scheme"].required = not everywhere
        self.fields["year"].initial = clock.today().year


class VoteForm(ActionForm):
    on = day_field("Voté le")
    act = forms.ModelChoiceField(
        label="Acte", queryset=LegalAct.objects.none(), required=False, empty_label="à compléter plus tard",
        help_text="La délibération qui vote ce budget, si elle est enregistrée dans les réglages.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["act"].queryset = LegalAct.objects.of(self.authority).order_by("-date")


class ExecuteForm(ActionForm):
    on = day_field("Arrêté le")


class LineForm(ActionForm):
    label = forms.CharField(label="Ligne", max_length=200, help_text="Par exemple : Repas et accueil.")
    voted_cents = EurosField(label="Montant")
    section = forms.ChoiceField(label="Section", choices=Section.choices)
    nature = forms.CharField(
        label="Nature", max_length=120, required=False, help_text="Le compte par nature : 6234 Réceptions."
    )
    analytic_code = forms.CharField(label="Code analytique", max_length=40, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        budget = self.about.budget if isinstance(self.about, BudgetLine) else self.about
        if budget.status not in UNVOTED:
            del self.fields["voted_cents"]  # it moves by a reallocation


class FundingForm(ActionForm):
    label = forms.CharField(label="Origine", max_length=200, help_text="Par exemple : Agence nationale, fonds propres.")
    cents = EurosField(label="Montant", help_text="En euros : 18 000.")


class ReallocateForm(ActionForm):
    from_line = forms.ModelChoiceField(label="De la ligne", queryset=BudgetLine.objects.none())
    to_line = forms.ModelChoiceField(label="Vers la ligne", queryset=BudgetLine.objects.none())
    cents = EurosField(label="Montant", help_text="En euros, dans la limite de ce qui reste sur la première ligne.")
    on = day_field("Décidé le")
    reason = reason_field("Pourquoi")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("from_line", "to_line"):
            self.fields[name].queryset = self.about.lines.order_by("number")
            self.fields[name].empty_label = "à choisir"

    def clean(self):
        data = super().clean()
        if data.get("from_line") and data.get("from_line") == data.get("to_line"):
            self.add_error("to_line", "Choisissez une autre ligne que la première.")
        return data


class StateForm(ActionForm):
    on = forms.DateField(
        label="Au", widget=date_input(), initial=clock.today,
        help_text="Les chiffres sont ceux du soir de ce jour : le dernier du mois, pour l’état mensuel.",
    )  # fmt: skip

    def clean_on(self):
        on = self.cleaned_data["on"]
        if not dt.date(FIRST_YEAR, 1, 1) <= on <= clock.today():
            raise forms.ValidationError("L’état se donne pour aujourd’hui ou pour un jour passé.")
        return on


# --- Expenses ---


class SupplierForm(ActionForm):
    supplier = forms.ModelChoiceField(
        label="Fournisseur", queryset=Organisation.objects.none(), required=False, empty_label="à préciser",
        widget=RecordSelect, help_text="Une organisation de l’annuaire.",
    )  # fmt: skip
    supplier_label = forms.CharField(
        label="Autre fournisseur", max_length=200, required=False,
        help_text="Son nom, s’il n’est pas dans l’annuaire. N’écrivez pas ici le nom d’un membre : ses frais ont leur "
        "propre dossier.",
    )  # fmt: skip
    order_reference = forms.CharField(label="Bon de commande", max_length=60, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["supplier"].queryset = Organisation.objects.of(self.authority).order_by("name")

    def clean(self):
        data = super().clean()
        if data.get("supplier") and data.get("supplier_label"):
            self.add_error("supplier_label", "Choisissez une organisation de l’annuaire, ou écrivez un autre nom.")
        return data


class EstimateForm(SupplierForm):
    label = forms.CharField(label="Objet", max_length=200, help_text="Par exemple : plateaux de la plénière.")
    cents = EurosField(label="Montant estimé")
    on = day_field("Estimée le")
    reason = forms.CharField(
        label="Précisions", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("label", "cents", "on", "supplier", "supplier_label", "order_reference", "reason")


class SpendForm(EstimateForm):
    line = forms.ModelChoiceField(label="Ligne", queryset=BudgetLine.objects.none(), empty_label="à choisir")
    field_order = ("line", *EstimateForm.field_order)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = self.about.lines.order_by("number")


class AmendExpenseForm(SupplierForm):
    label = forms.CharField(label="Objet", max_length=200)
    line = forms.ModelChoiceField(
        label="Ligne", queryset=BudgetLine.objects.none(), empty_label=None,
        help_text="La ligne change tant que la dépense n’est qu’estimée.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Précisions", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("label", "line", "supplier", "supplier_label", "order_reference", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = BudgetLine.objects.filter(pk=self.about.line_id)
        free = queries.lines_open_to(self.user, self.authority)
        rows = own | BudgetLine.objects.filter(pk__in=free.values("pk"))
        self.fields["line"].queryset = rows.for_list().order_by("-budget__year", "budget__label", "number")
        self.fields["line"].label_from_instance = lambda line: f"{line.label} ({line.budget})"


class ReEstimateForm(ActionForm):
    cents = EurosField(label="Nouvelle estimation")


class CommitForm(SupplierForm):
    cents = EurosField(label="Montant engagé")
    on = day_field("Engagée le")
    field_order = ("cents", "on")


class InvoiceForm(ActionForm):
    number = forms.CharField(label="Numéro de la facture", max_length=60)
    on = day_field("Date de la facture")
    cents = EurosField(label="Montant de la facture")
    vat_basis_points = RateField(label="Taux de TVA (%)", required=False, help_text="20, 10, 5,5 ou 2,1.")


class PayForm(ActionForm):
    on = day_field("Payée le")


class ReasonForm(ActionForm):
    reason = reason_field()
