"""Members from spreadsheets: people drawn or volunteers for a composition to come, and mandates of past years."""

from parvis.commons.imports import parsing
from parvis.commons.imports.importing import Column, Importer, LineError
from parvis.commons.people.importers import PERSON_COLUMNS, person_of_line
from parvis.commons.people.models import Organisation
from parvis.ground.authorities.choices import ActKind, TerritoryKind
from parvis.ground.authorities.models import LegalAct, Territory
from parvis.ground.core import clock

from . import lifecycle, queries
from .choices import AppointingMode, EndReason, MemberRole
from .models import Body, College, Membership


def write_candidate(row, batch):
    """One line, one person put forward. Somebody drawn by lot is retained at once; a volunteer waits to be chosen."""
    college = _coming_college(row, batch)
    person = person_of_line(_with_territory(row, batch), batch)
    if college.memberships.filter(person=person).exists():
        return
    member = batch.add(
        lifecycle.propose(
            college.body, person=person, college=college, organisation=_organisation(row, batch), by=batch.by
        )
    )
    drawn = college.appointing_mode == AppointingMode.SORTITION if row["retained"] is None else row["retained"]
    if drawn:
        lifecycle.retain(member, by=batch.by)


def write_mandate(row, batch):
    """One line, one mandate of the past or of today, as the act said; nothing is sent to anybody."""
    body = _body(row["body"], batch)
    person = person_of_line(_with_territory(row, batch), batch)
    start = row["starts_on"]
    if Membership.objects.filter(body=body, person=person, starts_on=start).exists():
        return
    act = _act(row, batch)
    college = _past_college(body, row, start)
    member = lifecycle.record_mandate(
        body, person=person, by=batch.by, college=college, organisation=_organisation(row, batch),
        role=row["role"] or MemberRole.MEMBER, title=row["title"], starts_on=start, ends_on=row["ends_on"],
        ended_on=row["ended_on"], end_reason=row["end_reason"] or "", heard_on=row["heard_on"], act=act,
        appointed_by="" if act else row["appointed_by"] or "Reprise des années passées",
    )  # fmt: skip
    batch.add(member)


def _body(name, batch):
    found = Body.objects.of(batch.authority).filter(name__iexact=name).first()
    found = found or Body.objects.of(batch.authority).filter(short_name__iexact=name).first()
    if found is None:
        raise LineError("Aucune instance ne porte ce nom : vérifiez-le dans la liste des instances.", column="body")
    return found


def _coming_college(row, batch):
    """The college of a composition to come that the line names, by its name or its code."""
    rows = College.objects.filter(body__authority=batch.authority, starts_on=None).select_related("body__authority")
    if row["body"]:
        rows = rows.filter(body=_body(row["body"], batch))
    word = row["college"].casefold()
    named = [c for c in rows if word in (c.name.casefold(), c.code.casefold())]
    if len(named) != 1:
        raise LineError(_which_college(rows, named), column="college")
    return named[0]


def _which_college(rows, named):
    if named:
        return "Plusieurs instances ont ce collège : ajoutez la colonne Instance."
    known = ", ".join(sorted({c.name for c in rows}))
    if not known:
        return "Aucune composition n’est en préparation : enregistrez d’abord les collèges votés."
    return f"Aucun collège à pourvoir ne porte ce nom. Collèges connus : {known}."


def _past_college(body, row, start):
    if not row["college"]:
        return None
    word = row["college"].casefold()
    named = [c for c in queries.colleges_on(body, start) if word in (c.name.casefold(), c.code.casefold())]
    if not named:
        raise LineError("Aucun collège de ce nom n’existait à cette date dans l’instance.", column="college")
    return named[0]


def _with_territory(row, batch):
    """The commune of the address stands for the territory when the line gives none."""
    if row["territory"] or not row["city"]:
        return row
    communes = Territory.objects.of(batch.authority).filter(kind=TerritoryKind.COMMUNE, name__iexact=row["city"])
    commune = communes.first()
    return row | {"territory": commune.name if commune else ""}


def _organisation(row, batch):
    if not row["organisation"]:
        return None
    found = Organisation.objects.of(batch.authority).filter(name__iexact=row["organisation"]).first()
    if found is None:
        raise LineError("Cette organisation n’est pas connue : importez-la d’abord avec les personnes.", "organisation")
    return found


def _act(row, batch):
    """The act that the line names, written the first time with its date."""
    if not row["act_number"]:
        return None
    found = LegalAct.objects.filter(authority=batch.authority, number=row["act_number"]).first()
    if found is None and row["act_date"] is None:
        raise LineError("Cet acte n’est pas enregistré : donnez aussi sa date.", column="act_date")
    return found or batch.add(
        LegalAct.objects.create(
            authority=batch.authority,
            kind=ActKind.RESOLUTION,
            number=row["act_number"],
            date=row["act_date"],
            title="Composition d’une instance",
        )
    )


def _past_or_today(cell):
    """A day that has come."""
    day = parsing.date(cell)
    if day is not None and day > clock.today():
        raise ValueError("Cette date n’est pas encore venue.")
    return day


_ROLES = {
    "president": "chair", "presidente": "chair", "vice_president": "vice_chair", "vice_presidente": "vice_chair",
    "rapporteure": "rapporteur", "suppleant": "substitute", "suppleante": "substitute", "titulaire": "member",
}  # fmt: skip
_ORGANISATION = Column("organisation", "Au titre de", synonyms=("Organisation", "Association", "Structure"))

CANDIDATES = Importer(
    key="body_candidates",
    label="Personnes tirées au sort ou volontaires",
    description="Une ligne par personne proposée pour une composition à installer. Les personnes tirées au sort sont "
    "retenues d’office, les volontaires attendent votre choix.",
    permission="bodies.import_membership",
    columns=(
        Column("college", "Collège", required=True, help="son nom ou son code", example="Volontaires"),
        *PERSON_COLUMNS,
        _ORGANISATION,
        Column("retained", "Retenue", parse=parsing.boolean, synonyms=("Retenu",), help="oui ou non"),
        Column("body", "Instance", help="nécessaire si plusieurs instances se renouvellent"),
    ),
    write=write_candidate,
)

MANDATES = Importer(
    key="body_mandates",
    label="Mandats des instances",
    description="Une ligne par mandat, passé ou en cours, pour reprendre les années précédentes. Rien n’est envoyé.",
    permission="bodies.import_membership",
    columns=(
        Column("body", "Instance", required=True, synonyms=("Conseil", "Nom de l’instance")),
        *PERSON_COLUMNS,
        _ORGANISATION,
        Column("college", "Collège", help="son nom ou son code"),
        Column(
            "role", "Fonction", parse=parsing.choice(MemberRole, **_ROLES), synonyms=("Rôle",),
            help="membre, présidence, vice-présidence, suppléant ou suppléante…",
        ),
        Column("title", "Titre affiché"),
        Column(
            "starts_on", "Début du mandat", required=True, parse=_past_or_today, synonyms=("Début", "Depuis le"),
            example="28/09/2024",
        ),
        Column("ends_on", "Fin prévue", parse=parsing.date, synonyms=("Fin du mandat", "Terme")),
        Column("ended_on", "Dernier jour", parse=_past_or_today, synonyms=("Fin réelle", "Date de départ")),
        Column("end_reason", "Motif de fin", parse=parsing.choice(EndReason), help="fin du mandat, démission…"),
        Column(
            "heard_on", "Entendue le", parse=_past_or_today, synonyms=("Entendu le", "Personne entendue le"),
            help="pour une exclusion : le jour où la personne s’est expliquée",
        ),
        Column("act_number", "Acte", synonyms=("Délibération", "Numéro de l’acte"), example="2024-058"),
        Column("act_date", "Date de l’acte", parse=parsing.date),
        Column("appointed_by", "Désignation par"),
    ),
    write=write_mandate,
)  # fmt: skip

IMPORTERS = (CANDIDATES, MANDATES)
