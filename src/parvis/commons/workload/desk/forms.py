"""Forms of the verbs of working time."""

from django import forms
from django.db.models import Q

from parvis.commons.finance.choices import Status
from parvis.commons.finance.models import Budget, BudgetLine
from parvis.commons.schemes.models import Scheme
from parvis.commons.workload import fields
from parvis.commons.workload.choices import Kind, Vehicle
from parvis.ground.core import clock
from parvis.ground.core.manifest import is_on
from parvis.shells.actions import ActionForm


class SchemeForm(ActionForm):
    """A form that may name one of the schemes that the person runs."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = Scheme.objects.of(self.authority).run_by(self.user)


def scheme():
    return forms.ModelChoiceField(
        label="Dispositif", queryset=Scheme.objects.none(), required=False, empty_label="aucun",
        help_text="L’instance ou la démarche pour laquelle vous travaillez.",
    )  # fmt: skip


class HoursForm(ActionForm):
    """A day and two hours; the end may fall after midnight."""

    day = fields.day()
    start = fields.time("Début")
    end = fields.time("Fin", help_text="Plus tôt que le début, elle tombe le lendemain.")

    def clean(self):
        data = super().clean()
        if {"day", "start", "end"} <= data.keys():
            start, end = fields.moments(data.pop("day"), data.pop("start"), data.pop("end"))
            data |= {"starts_at": start, "ends_at": end}
        return data


class PlanForm(SchemeForm, HoursForm):
    label = forms.CharField(label="Objet", max_length=200, help_text="Ce que vous faites : une plénière, un atelier.")
    scheme = scheme()
    field_order = ("label", "day", "start", "end", "scheme")


class MoveForm(HoursForm):
    label = forms.CharField(label="Objet", max_length=200)
    field_order = ("label", "day", "start", "end")


class DoForm(HoursForm):
    """The hours that were really worked, and the road if there was one."""

    start = fields.time("Commencée à")
    end = fields.time("Finie à", help_text="Après minuit, elle tombe le lendemain.")
    km_tenths = fields.KilometresField(
        label="Distance parcourue (km)", required=False, help_text="Aller et retour. Rien si vous n’avez pas roulé."
    )
    origin = forms.CharField(label="Départ", max_length=120, required=False)
    destination = forms.CharField(label="Arrivée", max_length=120, required=False)
    vehicle = forms.ChoiceField(label="Moyen", choices=Vehicle.choices, initial=Vehicle.PERSONAL)
    groups = [
        ("Vos heures", ["day", "start", "end"]),
        ("Votre trajet", ["km_tenths", "origin", "destination", "vehicle"]),
    ]

    def clean(self):
        data = super().clean()
        if data.get("km_tenths"):
            for name in ("origin", "destination"):
                if not data.get(name):
                    self.add_error(name, "Indiquez ce lieu : il figure dans la liste des trajets.")
        return data


class UseForm(ActionForm):
    day = fields.day()
    hours = forms.IntegerField(label="Heures", min_value=0, max_value=24, initial=0)
    minutes = forms.IntegerField(label="Minutes", min_value=0, max_value=59, initial=0)
    label = forms.CharField(label="Précision", max_length=200, required=False, help_text="Par exemple : après-midi.")

    def clean(self):
        data = super().clean()
        if {"hours", "minutes"} <= data.keys():
            data["minutes"] += 60 * data.pop("hours")
        return data


class TripForm(SchemeForm):
    day = fields.day(initial=clock.today)
    origin = forms.CharField(label="Départ", max_length=120)
    destination = forms.CharField(label="Arrivée", max_length=120)
    km_tenths = fields.KilometresField(help_text="Aller et retour.")
    vehicle = forms.ChoiceField(
        label="Moyen", choices=Vehicle.choices, help_text="Seul le véhicule personnel donne droit à l’indemnité."
    )
    purpose = forms.CharField(label="Motif", max_length=200)
    scheme = scheme()


class SaturdayForm(ActionForm):
    day = fields.day("Samedi demandé")
    reason = forms.CharField(
        label="Pourquoi ce samedi", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="La direction lit ce motif, et elle seule.",
    )  # fmt: skip


class AnswerForm(ActionForm):
    answer = forms.CharField(
        label="Motif de votre réponse", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="La personne qui a demandé lit ce motif.",
    )  # fmt: skip


class AcceptForm(ActionForm):
    line = forms.ModelChoiceField(
        label="Ligne de budget", queryset=BudgetLine.objects.none(), required=False,
        empty_label="aucune : la dépense s’inscrit ailleurs",
        help_text="La somme y est engagée. La dépense dit la réunion, jamais le nom du membre.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_on(self.authority, "finance"):
            del self.fields["line"]
            return
        voted = Budget.objects.of(self.authority).run_by(self.user).filter(status=Status.VOTED)
        own = Q(budget__scheme=None) | Q(budget__scheme=self.about.scheme_id)
        lines = BudgetLine.objects.filter(own, budget__in=voted.values("pk"))
        self.fields["line"].queryset = lines.select_related("budget").order_by("-budget__year", "budget", "number")
        self.fields["line"].label_from_instance = lambda line: f"{line.budget} : {line}"


class RateForm(ActionForm):
    kind = forms.ChoiceField(label="Nature de séance", choices=Kind.choices)
    rate = fields.RateField(
        label="Taux", help_text="Ce qu’une heure rend : 1, 1,5 ou 4/3. La fraction reste exacte.", max_length=12
    )
    valid_from = fields.day("À partir du", help_text="Les séances déjà créditées gardent leur taux.")
    source = forms.CharField(label="Texte qui le fixe", max_length=300, help_text="Délibération, règlement ou note.")


class StatementForm(ActionForm):
    """The statements of one month of one's own."""

    month = forms.DateField(label="Mois", widget=forms.HiddenInput)
