"""Forms of the desk and of the member space."""

import datetime as dt

from django import forms
from django.core.validators import validate_email
from django.db.models import Q

from parvis.commons.people.fields import PersonField
from parvis.commons.people.models import Person
from parvis.commons.writing.fields import RichTextField
from parvis.commons.writing.forms import VoteForm
from parvis.deliberation.bodies.choices import ALIVE
from parvis.deliberation.bodies.models import Body
from parvis.deliberation.bodies.queries import members_on
from parvis.deliberation.meetings.models import AgendaItem, Meeting
from parvis.ground.authorities.models import Department
from parvis.ground.core import clock, french
from parvis.ground.documents.forms import FileForm
from parvis.ground.documents.uploads import UploadField
from parvis.shells.actions import ActionForm, ReasonForm
from parvis.shells.forms import date_input

from .choices import ContributionKind, Kind, ResponseStatus, ReviewState
from .models import Hearing, Referral, Register

SOME_TIME_AGO = dt.timedelta(days=92)


class Day(forms.DateField):
    def __init__(self, **kwargs):
        super().__init__(widget=date_input(), **kwargs)


class Moment(forms.DateTimeField):
    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)


def departments(authority):
    return Department.objects.filter(authority=authority, closed_on=None)


def in_charge(authority):
    return Person.objects.of(authority).in_charge_on(clock.today())


def sitting(body):
    return Person.objects.filter(pk__in=members_on(body, clock.today()).values("person"))


def among(form, name, likely, current=None):
    """Whom a field of a form proposes."""
    form.fields[name].choose_among(likely, authority=form.authority, user=form.user, current=current)


class ReferralForm(forms.ModelForm):
    """The letter: the question in one sentence, for whom, by when."""

    groups = (
        ("La question", ("body", "kind", "title", "question", "within_perimeter")),
        ("Le délai", ("expected_on", "legal_ground")),
        ("La lettre", ("requested_by", "letter_html", "context_html")),
        ("Qui répondra", ("lead_department", "referring_councillor")),
    )

    requested_by = PersonField(
        label="Demandée par", required=False, help_text="La personne qui signe la saisine. Rien pour une auto-saisine."
    )
    referring_councillor = PersonField(label="Élu référent ou élue référente", required=False)
    letter_html = RichTextField(
        label="Lettre de saisine",
        required=False,
        rows=8,
        help_text="Le texte adressé à l’instance. La salutation et la date s’ajoutent si elles manquent.",
    )
    context_html = RichTextField(
        label="Note de contexte", required=False, rows=10,
        help_text="Ce que les membres doivent savoir : ce qui se décide, ce qui ne se décide pas.",
    )  # fmt: skip

    class Meta:
        model = Referral
        fields = (
            "body", "kind", "title", "question", "within_perimeter", "expected_on", "legal_ground", "requested_by",
            "letter_html", "context_html", "lead_department", "referring_councillor",
        )  # fmt: skip
        widgets = {"expected_on": date_input(), "question": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "question": "Une seule phrase, qui se termine par un point d’interrogation.",
            "legal_ground": "Pour une consultation obligatoire : le texte qui l’impose.",
            "within_perimeter": "Décochez si le sujet relève d’une autre collectivité : un motif sera demandé.",
        }

    def __init__(self, *args, user, authority, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.authority = user, authority
        bodies = Body.objects.of(authority).visible_to(user).filter(status__in=ALIVE, parent=None)
        self.fields["body"].queryset = bodies.order_by("name")
        self.fields["lead_department"].queryset = departments(authority)
        for name in ("requested_by", "referring_councillor"):
            among(self, name, in_charge(authority), getattr(self.instance, f"{name}_id"))
        for name in ("body", "lead_department"):
            self.fields[name].empty_label = "Choisir"
        if self.instance.pk:
            del self.fields["body"]

    def clean(self):
        data = super().clean()
        if data.get("kind") == Kind.COMPULSORY and not data.get("legal_ground"):
            self.add_error("legal_ground", "Indiquez le texte qui rend cette consultation obligatoire.")
        if data.get("expected_on") and data["expected_on"] < clock.today():
            self.add_error("expected_on", "Cette date est passée : choisissez une date à venir.")
        return data


class AdmitForm(ActionForm):
    """Who reports, where, for when, with whom in the services. The plenary before the expected date is proposed."""

    commission = forms.ModelChoiceField(label="Commission", queryset=Body.objects.none(), required=False)
    rapporteur = forms.ModelChoiceField(label="Rapporteur ou rapporteure", queryset=Person.objects.none())
    service_contact = PersonField(
        label="Contact dans le service",
        help_text="La personne à qui les membres posent leurs questions.",
    )  # fmt: skip
    plenary = forms.ModelChoiceField(
        label="Plénière d’adoption", queryset=Meeting.objects.none(), required=False,
        help_text="Proposée : la dernière plénière avant la date attendue.",
    )  # fmt: skip
    adoption_planned_on = Day(label="Adoption prévue le")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        referral = self.about
        self.fields["commission"].queryset = Body.objects.filter(parent=referral.body_id, status__in=ALIVE)
        self.fields["rapporteur"].queryset = sitting(referral.body).order_by("family_name", "given_name")
        among(self, "service_contact", in_charge(self.authority), referral.service_contact_id)
        self.fields["plenary"].queryset = Meeting.objects.filter(scheme=referral.body_id).order_by("starts_at")
        self.fields["plenary"].label_from_instance = lambda m: f"{m.title}, {m.starts_at:%d/%m/%Y}"


class AssignForm(AdmitForm):
    """The same choices on a file that is going on, and who answers."""

    lead_department = forms.ModelChoiceField(
        label="Service concerné", queryset=Department.objects.none(), required=False
    )
    referring_councillor = PersonField(label="Élu référent ou élue référente", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead_department"].queryset = departments(self.authority)
        among(self, "referring_councillor", in_charge(self.authority), self.about.referring_councillor_id)
        for name in ("rapporteur", "service_contact", "adoption_planned_on"):
            self.fields[name].required = self.about.admitted_at is not None


class DeclineForm(ReasonForm):
    no_opinion = forms.BooleanField(
        label="L’instance ne rend pas d’avis", required=False,
        help_text="Pour une consultation obligatoire : c’est écrit, avec la date à laquelle elle a été consultée.",
    )  # fmt: skip


class ResumeForm(ReasonForm):
    expected_on = Day(label="Nouvelle date attendue")


class TakeOverForm(ActionForm):
    expected_on = Day(label="Avis attendu le")


class SignForm(ActionForm):
    person = forms.ModelChoiceField(label="Membre", queryset=Person.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        unsigned = sitting(self.about.body).exclude(pk__in=self.about.signatories.values("person"))
        self.fields["person"].queryset = unsigned.order_by("family_name", "given_name")


class AgendaForm(ActionForm):
    """The item that is about this question, among those of the body's meetings and of its commissions'."""

    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label="Point de l’ordre du jour", empty_label="Choisir un point",
        help_text="Les réunions de l’instance et de ses commissions, à venir ou des trois derniers mois.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = Body.objects.filter(Q(pk=self.about.body_id) | Q(parent=self.about.body_id))
        near = AgendaItem.objects.filter(
            meeting__scheme__in=bodies.values("pk"), meeting__starts_at__gte=clock.now() - SOME_TIME_AGO
        ).exclude(referral_links__referral=self.about)
        self.fields["item"].queryset = near.select_related("meeting").order_by("meeting__starts_at", "number")
        self.fields["item"].label_from_instance = lambda item: (
            f"{french.short_date(item.meeting.starts_at)}, {item.meeting.title} : {item}"
        )


class WorkStepForm(ActionForm):
    title = forms.CharField(label="Étape", max_length=200)
    due_on = Day(label="Date")
    owner = PersonField(label="Responsable", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        among(self, "owner", in_charge(self.authority) | sitting(self.about.body))


class GuestsField(forms.CharField):
    """People heard, one a line: « Mme Ardouin, CAUE, ardouin@exemple.fr » gives (« Mme Ardouin, CAUE », address)."""

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        guests = [self._guest(line) for line in lines]
        emails = [email for _, email in guests if email]
        if len(emails) != len(set(emails)):
            raise forms.ValidationError("La même adresse est donnée pour deux personnes.")
        return guests

    def _guest(self, line):
        name, _, last = line.rpartition(" ")
        email = last.strip("<>(),;").lower()
        if "@" not in email:
            return line[:160], ""
        try:
            validate_email(email)
        except forms.ValidationError as error:
            raise forms.ValidationError(f"« {last} » n’est pas une adresse électronique.") from error
        if not name.strip(" ,;"):
            raise forms.ValidationError(f"Écrivez le nom de la personne avant l’adresse {email}.")
        return name.strip(" ,;")[:160], email


class GuestForm(ActionForm):
    """One more person heard."""

    name = forms.CharField(label="Nom et qualité", max_length=160)
    email = forms.EmailField(
        label="Adresse électronique", required=False,
        help_text="L’invitation y part, avec le lien d’une page privée. Sans adresse, rien n’est envoyé.",
    )  # fmt: skip


class HearingForm(ActionForm):
    subject = forms.CharField(label="Sujet", max_length=200)
    at = Moment(label="Date et heure")
    place = forms.CharField(label="Lieu", max_length=200, required=False)
    department = forms.ModelChoiceField(label="Service entendu", queryset=Department.objects.none(), required=False)
    guests = GuestsField(
        label="Personnes entendues", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Une par ligne : nom et qualité, puis son adresse électronique si vous l’avez. Chacune reçoit son "
        "invitation et sa page ; sans adresse, rien n’est envoyé à cette personne.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments(self.authority)

    def clean(self):
        data = super().clean()
        if not data.get("department") and not data.get("guests"):
            self.add_error("guests", "Dites qui est entendu : un service, ou des personnes.")
        return data


class HearingReportForm(ActionForm):
    report_html = RichTextField(label="Ce qui a été dit", rows=12)


class ContributionForm(ActionForm):
    kind = forms.ChoiceField(label="Origine", choices=ContributionKind.choices)
    author_name = forms.CharField(label="Auteur", max_length=200, help_text="Une fonction ou un lieu suffit souvent.")
    body_html = RichTextField(label="Contribution", rows=8)
    received_on = Day(label="Reçue le")
    hearing = forms.ModelChoiceField(label="Audition", queryset=Hearing.objects.none(), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hearing"].queryset = self.about.hearings.all()
        self.fields["received_on"].initial = clock.today()


class AdoptionForm(VoteForm):
    """The vote in plenary, with the meeting where it took place."""

    meeting = forms.ModelChoiceField(label="Réunion", queryset=Meeting.objects.none(), required=False)
    field_order = ("meeting", "on", "present", "proxies", "by_consensus")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = Meeting.objects.filter(scheme=self.about.body_id).order_by("-starts_at")
        self.fields["meeting"].label_from_instance = lambda m: f"{m.title}, {m.starts_at:%d/%m/%Y}"


class WrittenVoteForm(ActionForm):
    closes_on = Day(label="Vote ouvert jusqu’au", help_text="Ce jour compris.")


class TransmitForm(ActionForm):
    on = Day(label="Date de transmission")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()


class AcknowledgeForm(ActionForm):
    on = Day(label="Avis reçu le")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()


class EntryForm(ActionForm):
    """The answer to one recommendation; `revision` is the one on the screen."""

    status = forms.ChoiceField(
        label="Réponse", required=False, widget=forms.RadioSelect, choices=[("", "pas encore"), *ResponseStatus.choices]
    )
    reasons = forms.CharField(
        label="Motifs", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Pourquoi, et comment. Ces mots sont publiés tels quels.",
    )  # fmt: skip
    department = forms.ModelChoiceField(label="Service chargé", queryset=Department.objects.none(), required=False)
    due_on = Day(label="Échéance", required=False)
    budget = forms.DecimalField(label="Budget, en euros", required=False, min_value=0, max_digits=12, decimal_places=2)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments(self.authority)

    def clean(self):
        data = super().clean()
        euros = data.pop("budget", None)
        return data | {"budget_cents": None if euros is None else int(euros * 100)}


class ProposalForm(EntryForm):
    """What a service proposes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = ResponseStatus.choices
        self.fields["status"].required = self.fields["reasons"].required = True
        del self.fields["revision"]


class AnswerForm(ActionForm):
    answer_html = RichTextField(label="Réponse d’ensemble", required=False, rows=8)
    presented_on = Day(
        label="Présentée oralement à l’instance le",
        required=False,
        help_text="Laissez vide si ce n’est pas encore fait.",
    )


class PresentForm(ActionForm):
    on = Day(label="Présentée à l’instance le")


class ReviewForm(ActionForm):
    """A state, words and evidence for each followed recommendation."""

    summary_html = RichTextField(label="Bilan d’ensemble", required=False, rows=6)
    presented_on = Day(label="Présenté à l’instance le", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        followed = self.about.referral.responses.exclude(commitment=None).select_related("recommendation")
        self.followed = [r.recommendation for r in followed.order_by("recommendation__number")]
        self.groups = [(f"{r.code} : {r.statement}", self._fields_of(r)) for r in self.followed]
        self.groups.append(("Ensemble", ["summary_html", "presented_on"]))

    def _fields_of(self, row):
        states = [(s.value, s.label) for s in ReviewState if s != ReviewState.REFUSED]
        self.fields[f"state_{row.pk}"] = forms.ChoiceField(label="Où en est-on", choices=states)
        self.fields[f"text_{row.pk}"] = forms.CharField(
            label="Ce qui a été fait", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields[f"evidence_url_{row.pk}"] = forms.URLField(
            label="Preuve (adresse)", required=False, assume_scheme="https",
            help_text="Délibération, photographie, page publique… Une preuve est obligatoire si c’est fait.",
        )  # fmt: skip
        self.fields[f"evidence_{row.pk}"] = UploadField(label="Preuve (fichier)", required=False)
        return [f"state_{row.pk}", f"text_{row.pk}", f"evidence_url_{row.pk}", f"evidence_{row.pk}"]


class AttachForm(FileForm):
    """A document of the file: for the members and the services, or for everybody."""

    is_public = forms.BooleanField(
        label="Publier ce document", required=False,
        help_text="Tout le monde peut le lire. Il lui faut alors un équivalent accessible.",
    )  # fmt: skip

    def __init__(self, *args, about=None, user=None, authority=None, **kwargs):
        super().__init__(*args, **kwargs)


class RegisterForm(ActionForm):
    prefix = forms.RegexField(
        label="Préfixe des numéros", regex=r"^[A-Z]{1,6}$", help_text="Une à six lettres : S donne S-2026-01.",
        error_messages={"invalid": "Une à six lettres majuscules, sans accent."},
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        last = Register.objects.of(self.authority).order_by("-year").first()
        self.fields["prefix"].initial = last.prefix if last else "S"
