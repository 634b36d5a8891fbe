"""People and the organisations they act for, from a spreadsheet."""

from parvis.commons.imports import parsing
from parvis.commons.imports.importing import Column, Importer, LineError
from parvis.ground.authorities.models import Territory

from . import duplicates, lifecycle
from .choices import Channel, Gender, RoleKind
from .models import Organisation, Person
from .validators import validate_phone, validate_postcode


def write_person(row, batch):
    """One line, one person. A person already known by e-mail, or by name and birth date, is not written twice."""
    person = person_of_line(row, batch)
    if row["organisation"] or row["role_kind"] == RoleKind.ELECTED:
        _add_role(person, row, batch)


def person_of_line(row, batch):
    """The person that a line is about, found or written. The line holds the values of `PERSON_COLUMNS`."""
    fields = _fields(row, batch.authority)
    draft = Person(authority=batch.authority, **fields)
    draft.settle()
    alike = duplicates.like(draft)
    return _same(draft, alike) or batch.add(_create(draft, fields, alike, batch))


def _same(draft, alike):
    """The record of the same person: same name, and an e-mail, a phone or a birth date that says so.

    A record that resembles without being sure stops the line: a person decides, not the import.
    """
    same = [person for person, why in alike if _is_surely(draft, person, why)]
    if len(same) > 1:
        raise LineError("Plusieurs fiches sont celle de cette personne : fusionnez-les d’abord.", column="family_name")
    if not same and any(duplicates.REASONS["email"] in why for _, why in alike):
        raise LineError("Cette adresse électronique est celle d’une autre personne.", column="email")
    return same[0] if same else None


def _is_surely(draft, person, why):
    if person.folded_name != draft.folded_name:
        return False
    bare = not (draft.email or draft.phone or draft.birth_date)
    born = bool(draft.birth_date) and draft.birth_date == person.birth_date
    return bare or born or len(why) > 1


def _create(draft, fields, alike, batch):
    draft.clean_fields(exclude=["authority", "folded_name", "user", "photo", "territory"])
    return lifecycle.create_person(batch.authority, by=batch.by, override="Import", alike=alike, **fields)


def _fields(row, authority):
    fields = {name: row[name] or "" for name in TEXTS}
    fields["gender"] = row["gender"] or ""
    fields["channel"] = row["channel"] or (Channel.EMAIL if row["email"] else Channel.POST)
    fields["birth_date"] = row["birth_date"]
    fields["territory"] = _territory(row["territory"], authority)
    return fields


def _territory(name, authority):
    if not name:
        return None
    found = Territory.objects.of(authority).filter(name__iexact=name).first()
    if found is None:
        raise LineError("Aucun territoire ne porte ce nom.", column="territory")
    return found


def _add_role(person, row, batch):
    """In which capacity the person acts, unless it is already said."""
    organisation = _organisation(row["organisation"], batch) if row["organisation"] else None
    kind = row["role_kind"] or RoleKind.REPRESENTATIVE
    if person.roles.filter(organisation=organisation, kind=kind, title=row["role_title"]).exists():
        return
    role = lifecycle.add_role(
        person, by=batch.by, kind=kind, organisation=organisation, title=row["role_title"],
        starts_on=row["role_starts_on"], ends_on=row["role_ends_on"],
    )  # fmt: skip
    batch.add(role)


def _organisation(name, batch):
    known = batch.memory.setdefault(Organisation, {})
    if name.lower() not in known:
        found = Organisation.objects.of(batch.authority).filter(name__iexact=name).first()
        known[name.lower()] = found or batch.add(lifecycle.create_organisation(batch.authority, by=batch.by, name=name))
    return known[name.lower()]


TEXTS = ("given_name", "family_name", "email", "phone", "address_line", "postcode", "city", "occupation")

PEOPLE = Importer(
    key="people",
    label="Personnes et fonctions",
    description="Une ligne par personne, avec l’organisation pour laquelle elle agit s’il y en a une.",
    permission="people.import_person",
    columns=(
        Column("family_name", "Nom", required=True, synonyms=("Nom de famille", "Nom d’usage"), example="Larrieu"),
        Column("given_name", "Prénom", example="Mathilde"),
        Column(
            "gender", "Genre", parse=parsing.choice(Gender, mme="f", madame="f", m="m", monsieur="m", h="m"),
            synonyms=("Sexe", "Civilité"), help="femme, homme ou autre", example="femme",
        ),
        Column(
            "birth_date", "Date de naissance", parse=parsing.date, synonyms=("Né le", "Née le"), help="jour/mois/année",
        ),
        Column(
            "email", "Adresse électronique", parse=parsing.email, synonyms=("Courriel", "E-mail", "Mail"),
            example="mathilde.larrieu@exemple.invalid",
        ),
        Column(
            "phone", "Téléphone", parse=parsing.checked(parsing.text, validate_phone),
            synonyms=("Portable", "Mobile", "Tél"), example="06 12 34 56 78",
        ),
        Column("address_line", "Adresse", synonyms=("Rue", "Adresse postale")),
        Column(
            "postcode", "Code postal", parse=parsing.checked(parsing.text, validate_postcode), synonyms=("CP",),
        ),
        Column("city", "Commune", synonyms=("Ville",)),
        Column("territory", "Territoire", synonyms=("Quartier", "Canton", "Secteur"), help="déjà inscrit ici"),
        Column("occupation", "Profession ou activité", synonyms=("Profession", "Métier")),
        Column(
            "channel", "Lui écrire", parse=parsing.choice(Channel, courriel="email", courrier="post", sms="sms"),
            synonyms=("Canal",), help="par courriel, par SMS, par courrier postal ou ne pas écrire",
        ),
        Column("organisation", "Organisation", synonyms=("Structure", "Association", "Employeur")),
        Column(
            "role_kind", "Qualité", parse=parsing.choice(RoleKind, elu="elected", elue="elected", salarie="employee"),
            help="représentation, mandat électif, direction ou présidence…",
        ),
        Column("role_title", "Fonction", synonyms=("Titre", "Mandat"), example="Présidente"),
        Column("role_starts_on", "Début de la fonction", parse=parsing.date, synonyms=("Depuis le",)),
        Column("role_ends_on", "Fin de la fonction", parse=parsing.date, synonyms=("Jusqu’au",)),
    ),
    write=write_person,
)  # fmt: skip

PERSON_COLUMNS = tuple(PEOPLE.column(name) for name in (*TEXTS, "gender", "birth_date", "territory", "channel"))
"""What a line says of a person, for the importers of other apps (members, candidates, signatories)."""
