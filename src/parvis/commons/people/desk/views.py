"""A person's record: who they are, in which capacity they act, what they agreed to."""

from django.shortcuts import redirect, render
from django.urls import reverse

from parvis.commons.people import duplicates, lifecycle, phones, photos, rules
from parvis.commons.people.choices import Purpose
from parvis.commons.people.forms import PhotoForm
from parvis.commons.people.models import Consent, Person, PersonMerge, PersonRole
from parvis.ground.core import clock
from parvis.ground.core.french import plain_date, plural
from parvis.ground.core.manifest import placed
from parvis.ground.journal.acts import record
from parvis.shells.actions import desk_action
from parvis.shells.desk.history import RECENT, history_of
from parvis.shells.entry import desk_view
from parvis.shells.verbs import Verb, offers

from .forms import ConsentForm, PersonForm, RoleForm

CHANGE = "people.change_person"

VERBS = (
    Verb("Modifier la fiche", "desk:people:change", CHANGE),
    Verb("Ajouter une fonction", "desk:people:add_role", CHANGE),
    Verb("Inscrire un consentement", "desk:people:give_consent", CHANGE),
    Verb("Déposer une photographie", "desk:people:photo", CHANGE),
    Verb(
        "Retirer la photographie", "desk:people:remove_photo", CHANGE, back=True,
        why_not=lambda person: "" if person.photo_id else "La fiche n’a pas de photographie.",
    ),
)  # fmt: skip


@desk_view("people.view_person", Person)
def detail(request, person):
    reads_contact = request.user.has_perm("people.contact_person", person)
    _journal_glass(request, person)
    context = {
        "title": person.full_name, "kicker": "Personnes", "kicker_url": reverse("desk:people:list"),
        "facts": list(_facts(person, reads_contact)), "verbs": offers(request.user, person, VERBS),
        "tab_template": "people/desk/person.html", "person": person, "roles": _roles(request, person),
        "consents": _consents(request, person), "purposes": Purpose.labels,
        "resemblances": duplicates.like(person) if request.user.has_perm("people.merge_person", person) else [],
        "merges": PersonMerge.objects.filter(kept=person, undone_at=None).for_record(),
        "panels": _panels(person, request.user),
        "rail": {"history": history_of(person, request.user, limit=RECENT)},
    }  # fmt: skip
    return render(request, "desk/record.html", context)


def _journal_glass(request, person):
    """An administrator reads a record by breaking the glass only: the journal says which one."""
    if not rules.reads_by_right.test(request.user, person):
        record(person, "view_under_glass", by=request.user)


def _facts(person, reads_contact):
    if reads_contact:
        yield "Adresse électronique", person.email
        yield "Téléphone", phones.shown(person.phone)
        yield "Adresse", ", ".join(filter(None, [person.address_line, f"{person.postcode} {person.city}".strip()]))
        yield "Date de naissance", plain_date(person.birth_date) if person.birth_date else ""
    else:
        yield "Commune", person.city
    yield "Territoire", person.territory
    yield "Profession ou activité", person.occupation
    yield "Lui écrire", person.get_channel_display()
    yield "Compte", "oui" if person.user_id else "non"


def _roles(request, person):
    """The person's capacities, those of today first, each with what one may do about it."""
    today = clock.today()
    roles = list(person.roles.all())
    for role in roles:
        role.is_now = role.is_in_force(today)
        role.may_end = role.is_now and request.user.has_perm("people.end_personrole", role)
        role.may_read = request.user.has_perm("people.view_organisation", role.organisation)
    return sorted(roles, key=lambda role: not role.is_now)


def _consents(request, person):
    consents = list(person.consents.all())
    for consent in consents:
        consent.may_withdraw = consent.withdrawn_at is None and request.user.has_perm(
            "people.withdraw_consent", consent
        )
    return consents


def _panels(person, user):
    """What the features show of a person: mandates, referrals, attendance."""
    return placed("person_panels", person.authority, person, user)


@desk_action(None, "people.add_person", form=PersonForm, title="Nouvelle personne", button="Créer la fiche")
def create(request, override="", **fields):
    person = lifecycle.create_person(request.authority, by=request.user, override=override, **fields)
    return redirect(person.get_desk_url())


@desk_action(Person, CHANGE, form=PersonForm, title="Modifier la fiche", button="Enregistrer")
def change(request, person, **fields):
    changed = lifecycle.change_person(person, by=request.user, **fields)
    return f"Fiche enregistrée : {plural(len(changed), 'champ modifié', 'champs modifiés')}."


@desk_action(Person, CHANGE, form=RoleForm, title="Ajouter une fonction", button="Ajouter la fonction")
def add_role(request, person, **role):
    added = lifecycle.add_role(person, by=request.user, **role)
    return f"Fonction ajoutée : {added}."


@desk_action(
    PersonRole, "people.end_personrole", title="Mettre fin à la fonction", button="Mettre fin",
    effects=lambda role: [f"{role.person} n’agira plus à ce titre : {role}.", "La ligne reste dans la fiche."],
)  # fmt: skip
def end_role(request, role):
    lifecycle.end_role(role, by=request.user)
    return "La fonction a pris fin."


@desk_action(Person, CHANGE, form=ConsentForm, title="Inscrire un consentement", button="Inscrire")
def give_consent(request, person, *, purpose, proof):
    lifecycle.give_consent(person, purpose=purpose, proof=proof, by=request.user)
    return "Le consentement est inscrit au registre."


@desk_action(
    Consent, "people.withdraw_consent", title="Retirer le consentement", button="Retirer",
    effects=lambda consent: [
        f"{consent.person} n’accepte plus : {consent.get_purpose_display()}.",
        "Ce qui reposait sur cet accord cesse aussitôt. La ligne reste au registre, avec ses deux dates.",
    ],
)  # fmt: skip
def withdraw_consent(request, consent):
    lifecycle.withdraw_consent(consent, by=request.user)
    return "Le consentement est retiré."


@desk_action(Person, CHANGE, form=PhotoForm, title="Déposer une photographie", button="Déposer")
def photo(request, person, *, photo):
    photos.set_photo(person, upload=photo, by=request.user)
    return "La photographie est déposée."


@desk_action(
    Person, CHANGE, title="Retirer la photographie", button="Retirer",
    effects=lambda person: ["La photographie est supprimée, ici et sur le site public."],
)  # fmt: skip
def remove_photo(request, person):
    photos.remove_photo(person, by=request.user)
    return "La photographie est retirée."
