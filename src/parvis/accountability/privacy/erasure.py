"""The right to erasure (RGPD, art. 17): what is emptied, what stays, and by which right it stays."""

from dataclasses import dataclass

from django.db import transaction

from parvis.ground.accounts.models import User
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.journal.acts import heed, record

from . import erasing
from .models import Erasure
from .subjects import rows_about

SHARED = "le compte sert aussi à d’autres collectivités"
NAMELESS = "la ligne ne porte que le lien vers un compte ou une fiche dont le nom est effacé"


@dataclass(frozen=True)
class Line:
    """What becomes of one table: how many rows, emptied or kept, and why."""

    model: type
    personal: object
    ids: list
    ground: str = ""

    @property
    def table(self):
        words = str(self.model._meta.verbose_name_plural)
        return words[:1].upper() + words[1:]

    def as_json(self):
        return {"model": self.model._meta.label, "rows": len(self.ids), "ground": self.ground}


def plan(subject):
    """What an erasure would do, table by table."""
    return [
        Line(model, personal, [row.pk for row in rows], _ground(model, personal, subject))
        for model, personal, rows in rows_about(subject)
    ]


@transaction.atomic
def erase(subject, *, by, request=None, override=""):
    """Empty what may be, keep what the law keeps, and leave a trace. Warns while the person still holds a place."""
    if subject.user is not None and by is not None and by.pk == subject.user.pk:
        raise Refused("On n’efface pas soi-même son propre compte d’ici : une autre personne habilitée le fait.")
    cautions = heed(_cautions(subject), override)
    lines = plan(subject)
    if not lines:
        raise Refused("Aucune donnée n’est conservée sur cette personne.")
    # The account last: emptying rows may need to know whose it was.
    for line in sorted(lines, key=lambda line: line.model is User):
        if not line.ground:
            erasing.empty(line.model, line.personal, line.ids, by=by)
    trace = Erasure.objects.create(
        authority=subject.authority, request=request, by=by, lines=[line.as_json() for line in lines],
        person_ref=getattr(subject.person, "pk", None), user_ref=getattr(subject.user, "pk", None),
    )  # fmt: skip
    record(trace, "erase_person", by=by, cautions=cautions, reason=override if cautions else "", facts=_counts(lines))
    return trace


def _counts(lines):
    kept = sum(len(line.ids) for line in lines if line.ground)
    return {"kept": kept, "emptied": sum(len(line.ids) for line in lines) - kept}


def _ground(model, personal, subject):
    """Why the rows stay as they are; empty when they are emptied."""
    if model is User and _is_known_elsewhere(subject):
        return SHARED
    if personal.keep:
        return personal.keep
    return "" if personal.fields else NAMELESS


def _is_known_elsewhere(subject):
    user = subject.user
    known = set(user.grants.known_authorities()) | set(user.persons.values_list("authority", flat=True))
    return bool(known - {subject.authority.pk})


def _cautions(subject):
    if subject.user is not None and subject.user.grants.personas(subject.authority.pk):
        yield Caution(
            "active_role", "Cette personne a encore un rôle ici : mettez-y fin d’abord, ou dites pourquoi non."
        )
    if subject.person is not None and subject.person.current_roles:
        yield Caution("active_function", "Cette personne a encore une fonction en cours.")
