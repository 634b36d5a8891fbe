"""Projects put to the vote, checked and in one canonical order."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from ..errors import BadInput


@dataclass(frozen=True, slots=True)
class Project:
    """A project put to the vote.

    `cost` in euros; `deposited` a date (2026-03-02) or a number, for the tie-break; `web` and `paper` are the votes
    of each channel where only totals are known; `line` is where it stands in the file it was read from.
    """

    id: str
    cost: Fraction
    name: str = ""
    territory: str = ""
    theme: str = ""
    deposited: str = ""
    web: int | None = None
    paper: int | None = None
    line: int | None = None

    @property
    def total(self):
        """Votes of both channels, or None where ballots have to be counted."""
        return None if self.web is None and self.paper is None else (self.web or 0) + (self.paper or 0)

    @property
    def title(self):
        """What people call it."""
        return f"« {self.name} »" if self.name else self.id


def canonical(projects):
    """The same projects by identifier, whatever the order they came in.

    Raises BadInput when there is none, when an identifier is empty or given twice.
    """
    seen = {}
    for project in projects:
        if not project.id:
            raise BadInput("un projet n’a pas d’identifiant.", line=project.line)
        if project.id in seen:
            raise BadInput(f"le projet « {project.id} » est là deux fois.", line=project.line)
        seen[project.id] = project
    if not seen:
        raise BadInput("Aucun projet n’est soumis au vote.")
    return tuple(sorted(projects, key=lambda project: natural(project.id)))


@lru_cache(maxsize=4096)
def natural(identifier):
    """A key that puts `2` before `10` and `EM-002` before `EM-010`; two different texts never have the same one."""
    parts = re.split(r"([0-9]+)", identifier)
    key = tuple((int(part), "") if part.isdecimal() and part.isascii() else (-1, part) for part in parts)
    return key, identifier


def rivals(projects, groups):
    """Sets of indexes of which one at the most is elected, from groups of identifiers.

    Raises BadInput for a project that is not on the ballot, or a group of one.
    """
    index = {project.id: place for place, project in enumerate(projects)}
    found = []
    for group in groups:
        unknown = sorted(set(group) - set(index))
        if unknown:
            raise BadInput(f"Projets incompatibles : « {unknown[0]} » n’est pas soumis au vote.")
        if len(set(group)) < 2:
            raise BadInput(f"Projets incompatibles : « {', '.join(group)} » n’en nomme pas deux.")
        found.append(frozenset(index[one] for one in group))
    return tuple(sorted(found, key=sorted))
