from django.urls import reverse

from parvis.ground.authorities.choices import Persona
from parvis.ground.core.manifest import Feature, MenuEntry, SearchSource
from parvis.ground.search import audience

from . import rules
from .importers import PEOPLE
from .models import Person
from .queries import person_of

ACTS = {
    "create_person": "Fiche créée",
    "change_person": "Fiche corrigée",
    "choose_channel": "Canal de correspondance choisi",
    "link_account": "Compte lié à la fiche",
    "create_organisation": "Organisation inscrite",
    "change_organisation": "Organisation corrigée",
    "add_role": "Fonction ajoutée",
    "end_person_role": "Fin d’une fonction",
    "give_consent": "Consentement donné",
    "withdraw_consent": "Consentement retiré",
    "say_distinct": "Dite différente d’une autre personne",
    "merge": "Une autre fiche a été fusionnée dans celle-ci",
    "undo_merge": "Fusion défaite",
    "set_photo": "Photographie déposée",
    "remove_photo": "Photographie retirée",
    "view_under_glass": "Fiche lue par un accès exceptionnel",
}


def found_by(person):
    """Whoever reads the records of people; of those with an account, the agents of their service and themself."""
    codes = [audience.persona(person.authority_id, code) for code in rules.READERS]
    if person.user_id:
        codes += [audience.persona(person.authority_id, Persona.AGENT), audience.person_user(person.user_id)]
    return codes


def person_words(person):
    """What helps to find somebody; contact details are not indexed, as not every reader may see them."""
    places = [str(role) for role in person.roles.all()]
    return " ".join([person.occupation, person.city, *places])


def organisation_words(organisation):
    return " ".join([organisation.get_kind_display(), organisation.siret, organisation.rna])


def own_channel(user, authority):
    """How the authority writes to this account's person, and where they change it."""
    person = person_of(user, authority)
    return (person.get_channel_display(), reverse("member:people:contact")) if person else None


feature = Feature(
    slug="people",
    label="Personnes et organisations",
    path="personnes",
    desk_urls="parvis.commons.people.desk.urls",
    member_urls="parvis.commons.people.member.urls",
    public_urls="parvis.commons.people.public.urls",
    menu=(MenuEntry("Personnes", "people:list", order=70, permission="people.list_person"),),
    member_menu=(MenuEntry("Mes informations", "people:self", 90, "people.see_self", "Mon compte"),),
    search=(
        SearchSource(
            model="people.Person",
            label="Personne",
            title=lambda person: person.full_name,
            text=person_words,
            audience=found_by,
            url=lambda person: person.get_desk_url(),
            rows=lambda: Person.objects.prefetch_related("roles__organisation"),
        ),
        SearchSource(
            model="people.Organisation",
            label="Organisation",
            title=lambda organisation: organisation.name,
            text=organisation_words,
            audience=lambda o: [audience.persona(o.authority_id, code) for code in rules.READERS],
            url=lambda organisation: organisation.get_desk_url(),
        ),
    ),
    imports=(PEOPLE,),
    extra={
        "acts": ACTS,
        "contact_channel": own_channel,
        "start": (MenuEntry("Nouvelle personne", "people:create", permission="people.add_person"),),
    },
)
