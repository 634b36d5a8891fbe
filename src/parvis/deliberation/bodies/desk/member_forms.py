"""The forms of the verbs of mandates."""

from django import forms

from parvis.commons.people.fields import PersonField
from parvis.commons.people.models import Organisation
from parvis.deliberation.bodies import queries
from parvis.deliberation.bodies.choices import (
    EndReason,
    MemberRole,
)
from parvis.deliberation.bodies.models import College, Membership, Seat
from parvis.ground.core import clock
from parvis.shells.actions import ActionForm

from .forms import ActForm, OwnChoices, ReasonedForm, day, paragraph


class ProposeForm(OwnChoices):
    """Who is put forward, for which seat, in what capacity."""

    person = PersonField(label="Personne")
    college = forms.ModelChoiceField(College.objects.none(), label="Collège", required=False, empty_label="Aucun")
    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("name"), label="Au titre de", required=False, empty_label="À titre personnel"
    )
    role = forms.ChoiceField(label="Fonction", choices=MemberRole.choices, initial=MemberRole.MEMBER)
    title = forms.CharField(label="Titre affiché", max_length=120, required=False)
    substitute_of = forms.ModelChoiceField(
        Membership.objects.none(), label="Suppléance de", required=False, empty_label="Personne"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        body = self.about
        likely = queries.likely_members(body, clock.today())
        self.fields["person"].choose_among(likely, authority=self.authority, user=self.user)
        coming = queries.coming_colleges(body)
        self.fields["college"].queryset = coming if coming.exists() else queries.colleges_on(body, clock.today())
        holders = body.memberships.in_office().holders().by_rank().for_list()
        self.fields["substitute_of"].queryset = holders

    def own(self, rows):
        return rows if rows.query.is_empty() else super().own(rows)

    def clean(self):
        data = super().clean()
        deputy, holder = data.get("role") == MemberRole.SUBSTITUTE, data.get("substitute_of")
        if deputy and holder is None:
            self.add_error("substitute_of", "Indiquez la personne suppléée.")
        if deputy and holder:
            data |= {"college": holder.college, "seat": holder.seat}
        return data


class AppointForm(ActForm):
    """By which act somebody is appointed, and from when to when."""

    act_required = False
    appointed_by = forms.CharField(
        label="Ou désignation par", max_length=200, required=False,
        help_text="Par exemple : élection par la plénière du 10 décembre 2026.",
    )  # fmt: skip
    seat = forms.ModelChoiceField(Seat.objects.none(), label="Siège", required=False, empty_label="Sans siège numéroté")
    starts_on = day("Début du mandat", required=False, help_text="Vide : la date d’installation, ou aujourd’hui.")
    ends_on = day("Fin du mandat", required=False, help_text="Vide : la fin du mandat de l’instance.")

    groups = [
        ("L’acte", [*ActForm.ACT_FIELDS, "appointed_by"]),
        ("Le mandat", ["seat", "starts_on", "ends_on"]),
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.about.college_id:
            taken = Membership.objects.in_office().holders().exclude(seat=None).values("seat")
            seats = Seat.objects.filter(college=self.about.college_id).select_related("college", "territory")
            self.fields["seat"].queryset = seats.exclude(pk__in=taken)

    def own(self, rows):
        return rows if rows.query.is_empty() else super().own(rows)

    def clean(self):
        data = super().clean()
        if data.get("act") is None and not data.get("appointed_by") and not self.errors:
            self.add_error(
                "act", "Choisissez un acte, indiquez son numéro, ou dites quelle élection désigne la personne."
            )
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", "La fin du mandat précède son début.")
        return data


class SwapForm(ActionForm):
    """Another candidate of the same college takes the place."""

    arriving = forms.ModelChoiceField(Membership.objects.none(), label="Personne qui prend la place")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = queries.candidates(self.about.body).filter(college=self.about.college_id, is_retained=False)
        self.fields["arriving"].queryset = others
        self.fields["arriving"].label_from_instance = _candidate_words


def _candidate_words(member):
    age = member.person.age_on(clock.today())
    facts = ", ".join(filter(None, [member.person.get_gender_display(), f"{age} ans" if age is not None else ""]))
    return f"{member.person.full_name} ({facts})" if facts else member.person.full_name


class HearingForm(ReasonedForm):
    """A sanction: why, and when the person was heard."""

    heard_on = day("Personne entendue le", help_text="Nul n’est sanctionné sans avoir pu s’expliquer.")


class ResignForm(OwnChoices):
    on = day("Dernier jour du mandat", initial=clock.today)
    reason_code = forms.ChoiceField(
        label="Cause",
        choices=[(r.value, r.label) for r in (EndReason.RESIGNED, EndReason.MOVED)],
        initial=EndReason.RESIGNED,
    )
    reason = paragraph("Précision", help_text="Conservée dans l’historique, jamais publiée.")


class EndForm(OwnChoices):
    on = day("Dernier jour du mandat", initial=clock.today)
    reason_code = forms.ChoiceField(
        label="Cause",
        choices=[(r.value, r.label) for r in (EndReason.TERM, EndReason.LOST_QUALITY)],
        initial=EndReason.TERM,
        help_text="Perte de la qualité : élection à l’assemblée, départ de l’organisation représentée…",
    )
    reason = paragraph("Précision", help_text="Conservée dans l’historique, jamais publiée.")


class EntrustForm(AppointForm):
    """A new role in the body."""

    role = forms.ChoiceField(
        label="Nouvelle fonction",
        choices=[(r.value, r.label) for r in MemberRole if r != MemberRole.SUBSTITUTE],
    )
    title = forms.CharField(label="Titre affiché", max_length=120, required=False)
    on = day("À partir du", initial=clock.today)
    seat = starts_on = ends_on = None

    groups = [("La fonction", ["role", "title", "on"]), ("L’acte", [*ActForm.ACT_FIELDS, "appointed_by"])]

    def __init__(self, *args, **kwargs):
        ActForm.__init__(self, *args, **kwargs)


class ReplaceForm(ActForm):
    """Who takes the seat."""

    act_required = False
    successor = PersonField(
        label="Personne qui prend le siège", required=False,
        empty_label="La suppléante ou le suppléant du siège",
    )  # fmt: skip
    on = day("À partir du", initial=clock.today)
    appointed_by = forms.CharField(label="Ou désignation par", max_length=200, required=False)

    groups = [("Le siège", ["successor", "on"]), ("L’acte", [*ActForm.ACT_FIELDS, "appointed_by"])]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        likely = queries.likely_members(self.about.body, clock.today())
        self.fields["successor"].choose_among(likely, authority=self.authority, user=self.user)
