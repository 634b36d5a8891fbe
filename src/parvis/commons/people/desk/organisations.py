"""An organisation's record: its identifiers and the people who act for it."""

from django.shortcuts import redirect, render
from django.urls import reverse

from parvis.commons.people import lifecycle, phones
from parvis.commons.people.models import Organisation, Person
from parvis.ground.core.french import plural
from parvis.shells.actions import desk_action
from parvis.shells.desk.history import RECENT, history_of
from parvis.shells.entry import desk_view
from parvis.shells.verbs import Verb, offers

from .forms import OrganisationForm

VERBS = (Verb("Modifier la fiche", "desk:people:change_organisation", "people.change_organisation"),)


@desk_view("people.view_organisation", Organisation)
def detail(request, organisation):
    facts = [
        ("Nature", organisation.get_kind_display()), ("SIRET", organisation.siret), ("RNA", organisation.rna),
        ("Adresse électronique", organisation.email), ("Téléphone", phones.shown(organisation.phone)),
        ("Adresse", organisation.address),
    ]  # fmt: skip
    seen = Person.objects.of(request.authority).visible_to(request.user)
    context = {
        "title": organisation.name, "kicker": "Organisations", "kicker_url": reverse("desk:people:organisations"),
        "facts": facts, "verbs": offers(request.user, organisation, VERBS),
        "tab_template": "people/desk/organisation.html",
        "roles": organisation.roles.filter(person__in=seen).select_related("person").order_by("ends_on", "pk"),
        "rail": {"history": history_of(organisation, request.user, limit=RECENT)},
    }  # fmt: skip
    return render(request, "desk/record.html", context)


@desk_action(
    None, "people.add_organisation", form=OrganisationForm, title="Nouvelle organisation", button="Créer la fiche"
)
def create(request, **fields):
    return redirect(lifecycle.create_organisation(request.authority, by=request.user, **fields).get_desk_url())


@desk_action(
    Organisation, "people.change_organisation", form=OrganisationForm, title="Modifier la fiche", button="Enregistrer"
)
def change(request, organisation, **fields):
    changed = lifecycle.change_organisation(organisation, by=request.user, **fields)
    return f"Fiche enregistrée : {plural(len(changed), 'champ modifié', 'champs modifiés')}."
