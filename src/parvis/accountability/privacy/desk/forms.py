"""Forms of requests on personal data."""

from django import forms

from parvis.accountability.privacy.choices import Right, Status
from parvis.commons.people.models import Person, fold_name
from parvis.ground.core import clock
from parvis.shells.actions import ActionForm
from parvis.shells.forms import date_input

MOST_CANDIDATES = 50


def text(label, help_text, rows=5, limit=2000):
    return forms.CharField(
        label=label, help_text=help_text, max_length=limit, widget=forms.Textarea(attrs={"rows": rows})
    )


class ReceiveForm(ActionForm):
    right = forms.ChoiceField(label="La personne demande à", choices=Right.choices)
    name = forms.CharField(label="Nom et prénom", max_length=160)
    email = forms.EmailField(
        label="Adresse électronique", required=False, help_text="Sans elle, la réponse part par un autre moyen."
    )
    details = forms.CharField(
        label="Précisions", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    received_on = forms.DateField(label="Reçue le", widget=date_input(), initial=clock.today)


class TakeForm(ActionForm):
    """Choose the record of the person among those that resemble the request."""

    person = forms.ModelChoiceField(
        label="Fiche de la personne", queryset=Person.objects.none(), required=False,
        help_text="Les fiches qui ont le même nom ou la même adresse électronique.", empty_label="aucune fiche",
    )  # fmt: skip
    identity = forms.CharField(
        label="Comment l’identité a été vérifiée", max_length=300, required=False,
        help_text="Par exemple : réponse reçue de l’adresse connue. Ne conservez pas de copie de pièce d’identité.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = candidates(self.about)
        self.fields["person"].initial = self.about.person_id
        self.fields["identity"].required = self.about.status == Status.IDENTITY_CHECK


def candidates(request):
    """The records that may be the requester's."""
    people = Person.objects.of(request.authority)
    found = people.filter(folded_name=fold_name("", request.name)) | people.filter(pk=request.person_id)
    if request.email:
        found = found | people.filter(email=request.email.lower())
    return people.filter(pk__in=found.values("pk")[:MOST_CANDIDATES])


class ExtendForm(ActionForm):
    reason = text("Raison de la prolongation", "Elle est écrite à la personne. Deux mois de plus, une seule fois.")


class AnswerForm(ActionForm):
    text = text(
        "Réponse", "Elle est envoyée à la personne. Dites ce qui a été fait, et ce qui est conservé.", limit=5000
    )


class RefuseForm(ActionForm):
    reason = text("Raison du refus", "Elle est envoyée à la personne, avec le moyen de saisir la CNIL.")
