"""The flat CSV of a vote: one line per project, in the columns that authorities publish.

`id;titre;canton;theme;…;cout_estime;voix_en_ligne;voix_papier;voix_total;rang;resultat`; other columns are kept as
they are. The territory is the column `canton`, `territoire`, `commune` or `quartier`, the first that is there.
"""

import csv
import io

from ..errors import BadInput
from ..files import read_rows
from .election import of_totals
from .money import amount, exact_text
from .projects import Project

TERRITORIES = ("canton", "territoire", "commune", "quartier", "secteur")
ON_BALLOT = ("", "soumise au vote", "soumis au vote")


def read_flat(path, budget, *, incompatible=()):
    """The vote of a flat CSV: totals by channel, the projects whose state (`etat`) is not « soumise au vote » left out.

    Raises BadInput with the line of what cannot be read: a sum, a number of votes, totals that do not add up.
    """
    rows = read_rows(path, needed=("id", "cout_estime"))
    projects = [_project(line, row) for line, row in rows if row.get("etat", "").lower() in ON_BALLOT]
    return of_totals(projects, budget, incompatible=incompatible)


def _project(line, row):
    web, paper = (_votes(row, column, line) for column in ("voix_en_ligne", "voix_papier"))
    total = _votes(row, "voix_total", line)
    if web is None and paper is None:
        web = total
    elif total is not None and total != (web or 0) + (paper or 0):
        raise BadInput(f"{web or 0} et {paper or 0} voix ne font pas {total}.", line=line)
    territory = next((row[column] for column in TERRITORIES if column in row), "")
    return Project(
        id=row["id"],
        cost=amount(row["cout_estime"], what="le coût", line=line),
        name=row.get("titre", ""),
        territory=territory,
        theme=row.get("theme", ""),
        deposited=row.get("depot", ""),
        web=web,
        paper=paper,
        line=line,
    )


def _votes(row, column, line):
    text = "".join(row.get(column, "").split())
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()):
        raise BadInput(f"« {row[column]} » n’est pas un nombre de voix.", line=line)
    return int(text)


def write_flat(tally):
    """The flat CSV of a tally, projects in their ranking; the reason of each result is in its last column."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    columns = "id titre territoire theme cout_estime voix_en_ligne voix_papier voix_total rang resultat motif"
    writer.writerow(columns.split())
    by_id = {project.id: project for project in tally.contest.projects}
    for row in tally.to_json()["projects"]:
        writer.writerow(_cells(row, by_id[row["id"]]))
    return out.getvalue()


def _cells(row, project):
    channels = ["" if votes is None else votes for votes in (project.web, project.paper)]
    result = "lauréat" if row["elected"] else "non lauréat"
    head = [row["id"], row["name"], row["territory"], row["theme"], exact_text(project.cost)]
    return [*head, *channels, row["score"], row["place"] or "", result, row["reason"]]
