"""What is done with people's records: kept, corrected, linked to an account, merged; what they agree to."""

import datetime as dt

from django.db import IntegrityError, transaction

from parvis.ground.core import clock
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.journal.acts import heed, record

from . import duplicates
from .choices import Purpose, RoleKind
from .models import Consent, NotDuplicates, Organisation, Person, PersonRole


@transaction.atomic
def create_person(authority, *, by, override="", alike=None, **fields):
    """Keep a record of somebody. Warns when a record looks like the same person.

    `alike` is what `duplicates.like` found, for a caller who already looked.
    """
    person = Person(authority=authority, **fields)
    person.settle()
    cautions = heed(_resemblances(duplicates.like(person) if alike is None else alike), override)
    person.save()
    record(person, "create_person", by=by, cautions=cautions, reason=override if cautions else "")
    return person


@transaction.atomic
def change_person(person, *, by, **fields):
    """Correct a record; the journal says which fields changed, never what they hold."""
    return _change(person, "change_person", by, fields)


@transaction.atomic
def choose_channel(person, *, channel, by):
    """How the person wishes to be written to."""
    return _change(person, "choose_channel", by, {"channel": channel})


@transaction.atomic
def link_account(person, *, user, by):
    """Say that an account is this person's. `Refused` when the account already has a record here."""
    if person.user_id not in (None, user.pk):
        raise Refused("Cette fiche est déjà liée à un autre compte.")
    try:
        with transaction.atomic():
            person.user = user
            person.save(update_fields=["user"])
    except IntegrityError as error:
        raise Refused("Ce compte est déjà lié à une autre fiche : fusionnez les deux fiches.") from error
    record(person, "link_account", by=by, facts={"user": user.pk})


@transaction.atomic
def create_organisation(authority, *, by, **fields):
    """Keep a record of an organisation. `Refused` when its SIRET or RNA number is already there."""
    organisation = Organisation(authority=authority, **fields)
    _save_organisation(organisation)
    record(organisation, "create_organisation", by=by)
    return organisation


@transaction.atomic
def change_organisation(organisation, *, by, **fields):
    changed = [name for name, value in fields.items() if getattr(organisation, name) != value]
    for name in changed:
        setattr(organisation, name, fields[name])
    if changed:
        _save_organisation(organisation)
        record(organisation, "change_organisation", by=by, facts={"fields": sorted(changed)})
    return changed


# --- In which capacity people act ---


@transaction.atomic
def add_role(person, *, by, kind, organisation=None, title="", starts_on=None, ends_on=None):
    """Say in which capacity a person acts. Only a seat on the governing assembly goes without an organisation."""
    if organisation is None and kind != RoleKind.ELECTED:
        raise Refused("Indiquez l’organisation : seul un mandat dans l’assemblée de la collectivité s’en passe.")
    if organisation is not None and organisation.authority_id != person.authority_id:
        raise Refused("Cette organisation n’est pas connue ici.")
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused("La date de fin précède la date de début.")
    role = PersonRole.objects.create(
        person=person, organisation=organisation, kind=kind, title=title, starts_on=starts_on, ends_on=ends_on
    )
    record(person, "add_role", by=by, facts={"role": role.pk, "kind": str(kind)})
    return role


@transaction.atomic
def end_role(role, *, by, on=None):
    """The person no longer acts in this capacity from `on`; the line stays."""
    last = (on or clock.today()) - dt.timedelta(days=1)
    if role.starts_on and last < role.starts_on:
        last = role.starts_on
    if not PersonRole.objects.filter(pk=role.pk, ends_on=role.ends_on).update(ends_on=last):
        raise Refused("Cette fonction vient d’être modifiée par quelqu’un d’autre. Rechargez la page.")
    role.ends_on = last
    record(role.person, "end_person_role", by=by, facts={"role": role.pk})


# --- What they agree to ---


@transaction.atomic
def give_consent(person, *, purpose, proof, by):
    """Write an agreement in the ledger, with how it was collected. Given twice, it counts once."""
    if not proof.strip():
        raise Refused("Dites comment ce consentement a été recueilli.")
    if purpose not in Purpose.values:
        raise Refused("Cet objet de consentement n’existe pas.")
    consent, is_new = Consent.objects.get_or_create(
        person=person, purpose=purpose, withdrawn_at=None,
        defaults={"given_at": clock.now(), "proof": proof.strip()},
    )  # fmt: skip
    if is_new:
        record(person, "give_consent", by=by, facts={"purpose": str(purpose), "consent": consent.pk})
    return consent


@transaction.atomic
def withdraw_consent(consent, *, by):
    """Take an agreement back: as easy as giving it (RGPD, art. 7.3). The line stays, with its two dates."""
    now = clock.now()
    if not Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=now):
        raise Refused("Ce consentement est déjà retiré.")
    consent.withdrawn_at = now
    record(consent.person, "withdraw_consent", by=by, facts={"purpose": consent.purpose, "consent": consent.pk})


@transaction.atomic
def set_consents(person, *, purposes, proof, by):
    """Bring the agreements in force to exactly these purposes; returns how many lines were written."""
    held = {c.purpose: c for c in person.consents.filter(withdrawn_at=None)}
    for purpose in sorted(set(purposes) - set(held)):
        give_consent(person, purpose=purpose, proof=proof, by=by)
    for purpose in sorted(set(held) - set(purposes)):
        withdraw_consent(held[purpose], by=by)
    return len(set(purposes) ^ set(held))


@transaction.atomic
def say_distinct(one, other, *, by):
    """These two records are two people: do not propose them again."""
    if one.pk == other.pk or one.authority_id != other.authority_id:
        raise Refused("Choisissez deux fiches différentes.")
    first, second = sorted((one, other), key=lambda person: person.pk)
    pair, is_new = NotDuplicates.objects.get_or_create(
        authority_id=one.authority_id, first=first, second=second, defaults={"by": by}
    )
    if is_new:
        record(first, "say_distinct", by=by, facts={"other": second.pk})
    return pair


# --- What they share ---


def _change(person, verb, by, fields):
    changed = [name for name, value in fields.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, fields[name])
    if changed:
        person.save(update_fields=changed)
        record(person, verb, by=by, facts={"fields": sorted(changed)})
    return changed


def _save_organisation(organisation):
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:
        raise Refused("Une organisation porte déjà ce SIRET ou ce numéro RNA : retrouvez-la dans la liste.") from error


def _resemblances(alike):
    for other, reasons in alike:
        yield Caution("possible_duplicate", f"Une fiche existe : {other.full_name} ({', '.join(reasons)}).")
