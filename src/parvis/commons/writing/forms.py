"""Forms of the desk and of the member space."""

from django import forms

from parvis.commons.people.models import Person
from parvis.commons.schemes.models import Theme
from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.legal import apply_delay
from parvis.ground.authorities.models import Department
from parvis.ground.core import clock
from parvis.shells.actions import ActionForm

from . import legal
from .choices import AdoptionMode, NoteKind, Outcome, TextKind, VoteChoice
from .fields import RichTextField
from .models import Recommendation, WrittenVote
from .queries import writers_of
from .simple import from_simple

DATE = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class WriteForm(forms.Form):
    """The page where one writes: the words, the version they start from, what changes."""

    html = RichTextField(label="Texte", rows=28, max_length=600_000)
    note = forms.CharField(
        label="Ce qui change", required=False, max_length=200,
        help_text="Une phrase pour celles et ceux qui compareront les versions.",
    )  # fmt: skip
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def typed(self, text):
        """The HTML to save; from a bare text area, blocks left as they were keep theirs."""
        if self.data.get("html_format") == "html":
            return self.cleaned_data["html"]
        base = text.versions.filter(number=self.cleaned_data["base"]).first()
        return from_simple(self.data["html"], [b.html for b in base.blocks] if base else ())


class CreateTextForm(ActionForm):
    """A text that no other record opens: a synthesis, a report, a contribution."""

    kind = forms.ChoiceField(
        label="Nature",
        choices=[(k.value, k.label) for k in (TextKind.SYNTHESIS, TextKind.CONTRIBUTION, TextKind.REPORT)],
    )
    title = forms.CharField(label="Titre", max_length=200)


class RenameForm(ActionForm):
    title = forms.CharField(label="Titre", max_length=200)


class OpenCommentsForm(ActionForm):
    until = forms.DateField(label="Commentaires ouverts jusqu’au", help_text="Ce jour compris.", **DATE)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = clock.today()
        self.fields["until"].initial = apply_delay(known_rule(self.authority, legal.COMMENT_PERIOD, today), today)


class CommentForm(forms.Form):
    body = forms.CharField(
        label="Votre remarque", max_length=3000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Elle est lue par l’instance. Vous saurez si elle est reprise, ou pourquoi elle ne l’est pas.",
    )  # fmt: skip
    anchor = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    quote = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    person = forms.ModelChoiceField(
        label="Au nom de", queryset=Person.objects.none(), required=False, empty_label="Moi-même",
        help_text="Pour une remarque reçue sur papier ou dite en séance.",
    )  # fmt: skip

    def __init__(self, *args, text=None, **kwargs):
        super().__init__(*args, **kwargs)
        if text is None:
            del self.fields["person"]
        else:
            self.fields["person"].queryset = writers_of(text)


class SettleForm(ActionForm):
    outcome = forms.ChoiceField(
        label="Suite donnée", widget=forms.RadioSelect,
        choices=[(Outcome.TAKEN_UP, "Reprise dans le texte"), (Outcome.REFUSED, "Non reprise")],
    )  # fmt: skip
    reason = forms.CharField(
        label="Explication", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Obligatoire si la remarque n’est pas reprise. Son auteur la lira.",
    )  # fmt: skip


class RecommendationForm(ActionForm):
    """One recommendation, for a service or for somebody else."""

    statement = forms.CharField(
        label="Recommandation", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Une seule idée, en une phrase qui commence par un verbe.",
    )  # fmt: skip
    explanation = forms.CharField(
        label="Explication", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )
    addressee = forms.ModelChoiceField(
        label="Service destinataire", queryset=Department.objects.none(), required=False, empty_label="Choisir"
    )
    addressee_label = forms.CharField(
        label="Autre destinataire", required=False, max_length=160, help_text="Une commune, la Région, l’État…"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["addressee"].queryset = Department.objects.filter(authority=self.authority, closed_on=None)
        if isinstance(self.about, Recommendation):
            for name in ("statement", "explanation", "addressee", "addressee_label"):
                self.fields[name].initial = getattr(self.about, name)


class DivergenceForm(ActionForm):
    """A disagreement and two to four positions."""

    SIDES = 4

    subject = forms.CharField(label="Sur quoi porte le désaccord", max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for n in range(1, self.SIDES + 1):
            self.fields[f"position_{n}"] = forms.CharField(
                label=f"Position {n}", required=n <= 2, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
            )
            self.fields[f"count_{n}"] = forms.IntegerField(
                label=f"Personnes qui tiennent la position {n}", required=n <= 2, min_value=0
            )

    def clean(self):
        data = super().clean()
        sides = [(data.get(f"position_{n}"), data.get(f"count_{n}") or 0) for n in range(1, self.SIDES + 1)]
        return {"subject": data.get("subject"), "positions": [side for side in sides if side[0]]}


class MinorityForm(ActionForm):
    """A position and those who hold it."""

    title = forms.CharField(label="Titre de la position", max_length=200)
    html = RichTextField(label="Texte de la position", rows=10, max_length=50_000)
    holders = forms.ModelMultipleChoiceField(
        label="Portée par", queryset=Person.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text="Vous en faites partie si vous siégez dans l’instance.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["holders"].queryset = writers_of(getattr(self.about, "text", self.about))


class NoteForm(ActionForm):
    kind = forms.ChoiceField(label="Nature", choices=NoteKind.choices)
    body = forms.CharField(label="Ce qui a été dit", max_length=3000, widget=forms.Textarea(attrs={"rows": 4}))
    themes = forms.ModelMultipleChoiceField(
        label="Thèmes", queryset=Theme.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    supporters_count = forms.IntegerField(
        label="Combien de personnes le disent", min_value=1, initial=1,
        help_text="Le tableau des arguments place d’abord ce que le plus de personnes tiennent.",
    )  # fmt: skip
    on = forms.DateField(label="Date du débat", **DATE)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["themes"].queryset = Theme.objects.filter(authority=self.authority)
        self.fields["on"].initial = clock.today()


class VoteForm(ActionForm):
    """The figures of a vote in session. The quorum and the electors are shown, and taken from the internal rules."""

    on = forms.DateField(label="Date de la séance", **DATE)
    present = forms.IntegerField(label="Membres présents", min_value=0, max_value=10_000)
    proxies = forms.IntegerField(label="Pouvoirs", min_value=0, max_value=10_000, required=False)
    by_consensus = forms.BooleanField(label="Adopté par consensus, sans vote", required=False)
    in_favour = forms.IntegerField(label="Pour", min_value=0, required=False)
    against = forms.IntegerField(label="Contre", min_value=0, required=False)
    abstentions = forms.IntegerField(label="Abstentions", min_value=0, required=False)

    def clean(self):
        data = super().clean()
        for name in ("proxies", "in_favour", "against", "abstentions"):
            data[name] = data.get(name) or 0
        if data.get("on") and data["on"] > clock.today():
            self.add_error("on", "Cette date est à venir : enregistrez le vote une fois la séance tenue.")
        return data


class PlainVoteForm(VoteForm):
    """A vote on a text that no body's rules govern: electors and quorum are typed."""

    mode = forms.ChoiceField(label="Mode", choices=AdoptionMode.choices)
    electors = forms.IntegerField(label="Membres en exercice", min_value=1)
    quorum = forms.IntegerField(label="Quorum exigé", min_value=0)
    field_order = ("mode", "on", "electors", "quorum", "present", "proxies")


class CastForm(ActionForm):
    choice = forms.ChoiceField(label="Votre vote", choices=VoteChoice.choices, widget=forms.RadioSelect)


class PaperVoteForm(CastForm):
    """A vote received on paper, entered by an agent."""

    person = forms.ModelChoiceField(label="Membre", queryset=Person.objects.none())
    field_order = ("person", "choice")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["choice"].label = "Vote"
        voters = WrittenVote.objects.filter(procedure__text=self.about, procedure__closed_at=None)
        self.fields["person"].queryset = Person.objects.filter(pk__in=voters.values("person"))


class WrittenVoteForm(ActionForm):
    closes_on = forms.DateField(label="Vote ouvert jusqu’au", help_text="Ce jour compris.", **DATE)
