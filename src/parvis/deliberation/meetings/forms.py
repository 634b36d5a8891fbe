"""What somebody called to a meeting answers, and what they need in order to come."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.deliberation.meetings import queries
from parvis.deliberation.meetings.choices import NEEDS, Answer, ConvocationKind, NeedKind
from parvis.deliberation.meetings.lifecycle import proxies_allowed

SAID = {
    Answer.YES: gettext_lazy("Je viendrai"),
    Answer.NO: gettext_lazy("Je ne viendrai pas"),
    Answer.EXCUSED: gettext_lazy("Je demande à être excusé ou excusée"),
    Answer.PROXY: gettext_lazy("Je donne pouvoir à un autre membre"),
}
MANY = (
    (NeedKind.DIET, gettext_lazy("Repas")),
    (NeedKind.ALLERGY, gettext_lazy("Allergies")),
    (NeedKind.ACCESS, gettext_lazy("Accès à la salle et aux échanges")),
)
COUNTED = (
    ("under_3", NeedKind.CHILDCARE, gettext_lazy("Enfants de moins de 3 ans à garder")),
    ("from_3", NeedKind.CHILDCARE, gettext_lazy("Enfants de 3 ans ou plus à garder")),
    ("ride", NeedKind.TRANSPORT, gettext_lazy("Places dont j’ai besoin dans une voiture")),
    ("offers", NeedKind.TRANSPORT, gettext_lazy("Places que j’offre dans ma voiture")),
)


class Holder(forms.ModelChoiceField):
    """A member who may carry a voice, by name."""

    def label_from_instance(self, convocation):
        return convocation.person.full_name


class AnswerForm(forms.Form):
    """Coming or not, and who carries the voice of whoever does not."""

    answer = forms.ChoiceField(label=gettext_lazy("Votre réponse"), widget=forms.RadioSelect)
    holder = Holder(None, label=gettext_lazy("Si vous donnez pouvoir, à qui"), required=False)

    def __init__(self, *args, convocation, **kwargs):
        super().__init__(*args, **kwargs)
        votes = convocation.kind != ConvocationKind.GUEST and proxies_allowed(convocation.meeting) > 0
        self.fields["answer"].choices = [(a, said) for a, said in SAID.items() if votes or a != Answer.PROXY]
        self.fields["answer"].initial = convocation.answer
        if not votes:
            del self.fields["holder"]
            return
        self.fields["holder"].queryset = queries.possible_holders(convocation)
        given = getattr(convocation, "proxy_given", None)
        self.fields["holder"].initial = given.holder_id if given else None

    def clean(self):
        data = super().clean()
        if data.get("answer") == Answer.PROXY and not data.get("holder") and "holder" not in self.errors:
            self.add_error("holder", _("Choisissez le membre à qui vous donnez pouvoir."))
        return data


class NeedsForm(forms.Form):
    """Meals, allergies, access, childcare, transport: nothing is asked for, everything may be left empty."""

    def __init__(self, *args, convocation, **kwargs):
        super().__init__(*args, **kwargs)
        said = list(convocation.needs.all())
        for kind, label in MANY:
            self._add_many(kind, label, said)
        for code, kind, label in COUNTED:
            quantity = next((need.quantity for need in said if (need.kind, need.code) == (kind, code)), None)
            self.fields[code] = forms.IntegerField(
                label=label, min_value=0, max_value=20, required=False, initial=quantity
            )
        self.fields["consent"] = forms.BooleanField(
            label=_("J’accepte que ces informations soient gardées jusqu’à quinze jours après la réunion"),
            help_text=_(
                "Elles servent à vous accueillir, sont comptées sans votre nom pour les prestataires, et s’effacent à "
                "tout moment depuis cette page."
            ),
            required=False,
            initial=bool(said),
        )

    def _add_many(self, kind, label, said):
        codes = NEEDS[kind]
        mine = [need for need in said if need.kind == kind]
        self.fields[kind] = forms.MultipleChoiceField(
            label=label, choices=list(codes.items()), required=False, widget=forms.CheckboxSelectMultiple,
            initial=[need.code for need in mine],
        )  # fmt: skip
        if "other" in codes:
            self.fields[f"{kind}_detail"] = forms.CharField(
                label=_("{kind} : précisez si vous avez coché « autre »").format(kind=label), max_length=300,
                required=False, initial=next((need.detail for need in mine if need.detail), ""),
            )  # fmt: skip

    def clean(self):
        data = super().clean()
        if self.wanted and not data.get("consent"):
            self.add_error("consent", _("Votre accord est nécessaire pour garder ces informations."))
        return data

    @property
    def wanted(self):
        """(kind, code) → how many."""
        data = self.cleaned_data
        found = {(str(kind), code): 1 for kind, _label in MANY for code in data.get(kind, ())}
        return found | {(str(kind), code): data[code] for code, kind, _label in COUNTED if data.get(code)}

    @property
    def details(self):
        return {str(kind): self.cleaned_data.get(f"{kind}_detail", "") for kind, _label in MANY}
