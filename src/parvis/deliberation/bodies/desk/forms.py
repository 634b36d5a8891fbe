"""The forms of the verbs of bodies, memberships and renewals."""

from itertools import pairwise

from django import forms

from parvis.commons.people.models import Person
from parvis.deliberation.bodies import queries
from parvis.deliberation.bodies.choices import (
    AppointingMode,
    BodyStatus,
    BodyType,
)
from parvis.deliberation.bodies.composition import age_label
from parvis.deliberation.bodies.models import AgeClass, Body
from parvis.ground.authorities.choices import ActKind
from parvis.ground.authorities.models import Department, LegalAct, Territory
from parvis.ground.core import clock
from parvis.ground.journal.acts import record
from parvis.shells.actions import ActionForm

COLLEGE_ROWS = 6
AGE_ROWS = 8


def day(label, *, required=True, help_text="", initial=None):
    """A date, chosen with the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, initial=initial, widget=widget)


def paragraph(label, *, length=2000, rows=4, required=False, help_text=""):
    """A text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=length, help_text=help_text, widget=widget)


def whole(label, *, required=False, least=0, most=999, help_text=""):
    """A number without decimals."""
    return forms.IntegerField(label=label, required=required, min_value=least, max_value=most, help_text=help_text)


class OwnChoices(ActionForm):
    """Every choice among records is limited to those of the authority."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = self.own(field.queryset)

    def own(self, rows):
        if hasattr(rows, "of"):
            return rows.of(self.authority)
        return rows.filter(authority=self.authority)


class ReasonedForm(OwnChoices):
    """A verb that needs a written reason."""

    reason = paragraph("Motif", required=True, help_text="Ce motif est conservé dans l’historique.")


class DayForm(OwnChoices):
    """A verb that needs a day, today unless told otherwise."""

    on = day("Date", initial=clock.today)


class AnnexForm(DayForm):
    """The composition to print: of a day, or the one being prepared when there is one."""

    coming = forms.BooleanField(
        label="La composition en préparation", required=False,
        help_text="Celle qui est votée et pas encore installée, sans tenir compte de la date.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "Composition au"
        if not queries.coming_colleges(self.about).exists():
            del self.fields["coming"]
        else:
            self.fields["coming"].initial = True


# --- Acts -----------------------------------------------------------------------------------------


class ActForm(OwnChoices):
    """A verb founded on an act: one already recorded, or its number and date."""

    act_required = True

    act = forms.ModelChoiceField(
        LegalAct.objects.order_by("-date", "number"), label="Acte", required=False, empty_label="À saisir ci-dessous",
        help_text="Délibération, arrêté ou décision déjà enregistré.",
    )  # fmt: skip
    act_kind = forms.ChoiceField(label="Ou nature de l’acte", choices=ActKind.choices, required=False)
    act_number = forms.CharField(label="Numéro", max_length=60, required=False, help_text="Par exemple : 2026-071.")
    act_date = day("Date de l’acte", required=False)
    act_title = forms.CharField(label="Objet", max_length=300, required=False)

    ACT_FIELDS = ("act", "act_kind", "act_number", "act_date", "act_title")

    def clean(self):
        """`act`: the one chosen, or the one described, recorded with the verb."""
        data = super().clean()
        number, date = data.pop("act_number", ""), data.pop("act_date", None)
        kind, title = data.pop("act_kind", ""), data.pop("act_title", "")
        if data.get("act") is None and number:
            if date is None:
                self.add_error("act_date", "Indiquez la date de l’acte.")
            else:
                data["act"] = LegalAct(
                    authority=self.authority, kind=kind or ActKind.RESOLUTION, number=number, date=date,
                    title=title or f"Acte relatif à {self.about}"[:300],
                )  # fmt: skip
        if self.act_required and data.get("act") is None and not self.errors:
            self.add_error("act", "Choisissez un acte, ou indiquez son numéro et sa date.")
        return data


def settled(act, user):
    """An act just described, found or recorded; called inside the verb's transaction."""
    if act is None or act.pk:
        return act
    found = LegalAct.objects.filter(authority=act.authority, kind=act.kind, number=act.number).first()
    if found is None:
        act.save()
        record(act, "record_act", by=user)
    return found or act


# --- Bodies ---------------------------------------------------------------------------------------


class BodyForm(OwnChoices):
    """What the record of a body says, outside its state."""

    name = forms.CharField(label="Nom", max_length=200)
    short_name = forms.CharField(label="Nom court", max_length=60, required=False)
    type = forms.ChoiceField(label="Type", choices=BodyType.choices)
    parent = forms.ModelChoiceField(
        Body.objects.exclude(status=BodyStatus.DISSOLVED).order_by("name"), label="Fait partie de", required=False,
        help_text="Pour un bureau, une commission ou un groupe de travail.", empty_label="Aucune autre instance",
    )  # fmt: skip
    summary = paragraph("Présentation", help_text="Deux ou trois phrases, lues par les habitantes et les habitants.")
    how_chosen = paragraph("Comment ses membres sont choisis")
    legal_basis = forms.CharField(
        label="Fondement juridique", max_length=300, required=False, help_text="Par exemple : CGCT, article L5211-10-1."
    )
    lead_department = forms.ModelChoiceField(
        Department.objects.order_by("name"), label="Service pilote", required=False
    )
    referring_councillor = forms.ModelChoiceField(
        Person.objects.order_by("family_name"), label="Élu référent ou élue référente", required=False
    )
    territories = forms.ModelMultipleChoiceField(
        Territory.objects.order_by("kind", "name"), label="Territoires", required=False,
        help_text="Aucun : tout le territoire de la collectivité.",
    )  # fmt: skip
    term_months = whole("Durée du mandat, en mois", least=1, most=120)
    quorum_numerator = whole("Quorum : numérateur", least=1, most=10, help_text="1 sur 2 : la moitié des membres.")
    quorum_denominator = whole("Quorum : dénominateur", least=1, most=10)
    quorum_fixed = whole("Ou nombre fixe de membres", least=1)
    proxies_per_member = whole("Pouvoirs par membre", most=5)
    second_without_quorum = forms.BooleanField(
        label="Sans quorum, une seconde convocation vaut quel que soit le nombre de présents", required=False
    )
    convocation_days = whole("Délai de convocation, en jours", most=60)
    self_referral_signatories = whole("Signataires d’une auto-saisine", least=1)
    self_referral_by_bureau = forms.BooleanField(label="Le bureau peut s’auto-saisir", required=False)
    gender_gap_max = whole(
        "Écart maximal entre femmes et hommes", help_text="La loi fixe celui du conseil de développement."
    )
    reflects_age_classes = forms.BooleanField(label="Reflète les classes d’âge du recensement", required=False)
    excludes_elected = forms.BooleanField(
        label="Les membres de l’assemblée délibérante n’y siègent pas", required=False
    )
    charter_required = forms.BooleanField(label="Charte du membre à signer", required=False)
    names_by_consent = forms.BooleanField(label="Publier les noms seulement avec l’accord des membres", required=False)

    groups = [
        ("L’instance", ["name", "short_name", "type", "parent", "summary", "how_chosen"]),
        ("Fondement et pilotage", ["legal_basis", "lead_department", "referring_councillor", "territories"]),
        (
            "Fonctionnement",
            [
                "term_months", "quorum_numerator", "quorum_denominator", "quorum_fixed", "proxies_per_member",
                "second_without_quorum", "convocation_days", "self_referral_signatories", "self_referral_by_bureau",
            ],
        ),
        (
            "Composition",
            ["gender_gap_max", "reflects_age_classes", "excludes_elected", "charter_required", "names_by_consent"],
        ),
    ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["referring_councillor"].queryset = self.fields["referring_councillor"].queryset.elected_on(
            clock.today()
        )
        if isinstance(self.about, Body):
            self.fields["parent"].queryset = self.fields["parent"].queryset.exclude(pk=self.about.pk)

    def clean(self):
        data = super().clean()
        top, bottom, fixed = (data.get(f"quorum_{n}") for n in ("numerator", "denominator", "fixed"))
        if fixed and (top or bottom):
            self.add_error("quorum_fixed", "Choisissez une fraction ou un nombre fixe, pas les deux.")
        elif bool(top) != bool(bottom):
            self.add_error("quorum_denominator", "Une fraction a deux nombres : par exemple 1 sur 2.")
        elif top and top > bottom:
            self.add_error("quorum_denominator", "Le quorum ne dépasse pas la totalité des membres.")
        data["proxies_per_member"] = data.get("proxies_per_member") or 0
        return data


def body_initial(request, body):
    """The record as it stands, for `BodyForm`."""
    if body is None:
        asked = request.GET.get("type", "")
        kind = {"type": asked} if asked in BodyType.values else {}
        return {"charter_required": True, "self_referral_by_bureau": True, "proxies_per_member": 0, **kind}
    values = {name: getattr(body, name) for name in BodyForm.base_fields if name != "territories"}
    return values | {"territories": body.territories.all()}


class CreateForm(ActForm):
    """The act that creates a body; a commission or a bureau needs none."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.act_required = not self.about.is_inner


class DissolveForm(CreateForm):
    on = day("Dernier jour de l’instance", initial=clock.today)
    reason = paragraph("Précision", help_text="Conservée dans l’historique.")

    groups = [("L’acte", list(ActForm.ACT_FIELDS)), ("La dissolution", ["on", "reason"])]


class InstallForm(OwnChoices):
    on = day("Date d’installation", help_text="Les mandats commencent ce jour-là.")


class CollegesForm(ActForm):
    """The seats of a composition: one row per college."""

    term_months = whole("Durée du mandat, en mois", least=1, most=120)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = [("L’acte", [*self.ACT_FIELDS, "term_months"])]
        for n in range(1, COLLEGE_ROWS + 1):
            self.groups.append((f"Collège {n}", self._row(n)))

    def _row(self, n):
        self.fields |= {
            f"college_{n}_name": forms.CharField(label="Nom", max_length=120, required=n == 1),
            f"college_{n}_code": forms.CharField(label="Code", max_length=10, required=False),
            f"college_{n}_seats": whole("Sièges", least=1, required=n == 1),
            f"college_{n}_mode": forms.ChoiceField(label="Désignation", choices=AppointingMode.choices, required=False),
        }
        return [f"college_{n}_{part}" for part in ("name", "code", "seats", "mode")]

    def clean(self):
        """`colleges`: (name, code, seats, mode) of each row filled in."""
        data = super().clean()
        rows = [
            [data.pop(f"college_{n}_{part}", None) for part in ("name", "code", "seats", "mode")]
            for n in range(1, COLLEGE_ROWS + 1)
        ]
        for n, (name, _, seats, _) in enumerate(rows, 1):
            if bool(name) != bool(seats) and f"college_{n}_seats" not in self.errors:
                self.add_error(f"college_{n}_seats", "Donnez à ce collège un nom et un nombre de sièges.")
        names = [row[0] for row in rows if row[0]]
        if len(names) != len(set(names)):
            self.add_error(None, "Deux collèges portent le même nom.")
        data["colleges"] = [row for row in rows if row[0] and row[2]]
        return data


class CensusForm(ActionForm):
    """The census table: one row per age class."""

    year = whole("Année du recensement", required=True, least=1990, most=2100)
    source = forms.CharField(label="Source", max_length=200, required=False, help_text="Par exemple : Insee, RP 2022.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = [("Le recensement", ["year", "source"])]
        for n in range(1, AGE_ROWS + 1):
            self.fields |= {
                f"class_{n}_low": whole("De (ans)", most=120, required=n == 1),
                f"class_{n}_high": whole("À (ans)", most=120, help_text="Vide pour la dernière classe."),
                f"class_{n}_people": whole("Habitants", most=100_000_000, required=n == 1),
            }
            self.groups.append((f"Classe {n}", [f"class_{n}_{part}" for part in ("low", "high", "people")]))

    def clean(self):
        """`rows`: (label, low, high, people), youngest first, without gap nor overlap."""
        data = super().clean()
        cells = [
            [data.pop(f"class_{n}_{part}", None) for part in ("low", "high", "people")] for n in range(1, AGE_ROWS + 1)
        ]
        kept = sorted((c for c in cells if c[0] is not None and c[2] is not None), key=lambda c: c[0])
        for before, after in pairwise(kept):
            if before[1] is None or before[1] + 1 != after[0]:
                self.add_error(
                    None, f"Les classes se suivent sans trou ni recouvrement : voyez autour de {after[0]} ans."
                )
        data["rows"] = [(age_label(low, high), low, high, people) for low, high, people in kept]
        return data


def census_initial(request, obj):
    """The latest table, to be changed."""
    rows = list(AgeClass.objects.filter(authority=request.authority).order_by("-census_year", "low")[:AGE_ROWS])
    rows = [row for row in rows if row.census_year == rows[0].census_year]
    found = {"year": rows[0].census_year, "source": rows[0].source} if rows else {}
    for n, row in enumerate(rows, 1):
        found |= {f"class_{n}_low": row.low, f"class_{n}_high": row.high, f"class_{n}_people": row.population}
    return found


class CompositionDayForm(forms.Form):
    """The day on which one looks at a composition."""

    le = day("Composition au", required=False, initial=clock.today)

    def chosen(self):
        """The day asked, today by default."""
        asked = self.cleaned_data.get("le") if self.is_bound and self.is_valid() else None
        return asked or clock.today()
