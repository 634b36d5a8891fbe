"""The `.pb` format of Pabulib (pabulib.org/format): read without losing anything, written back as it was.

Three sections, `META`, `PROJECTS` and `VOTES`, separated by semicolons, quoted as CSV. Keys and columns that nobody
here knows are kept, in their place, with the ends of lines; quotes are put back where they are needed.
"""

import csv
import io
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from ..errors import BadInput
from ..files import read_text, whole_rows
from .ballots import read_ballots
from .election import of_ballots
from .kinds import Approval, ChooseOne, Cumulative, Knapsack, Ranked
from .money import amount, exact_text
from .projects import Project, canonical

SECTIONS = ("META", "PROJECTS", "VOTES")


@dataclass(frozen=True)
class Table:
    """One section: names of columns, rows of texts, and the line where each row ends in the file."""

    columns: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    lines: list = field(default_factory=list)

    def column(self, name, default=""):
        """One text per row."""
        if name not in self.columns:
            return [default] * len(self.rows)
        place = self.columns.index(name)
        return [row[place].strip() for row in self.rows]

    def with_column(self, name, cells):
        """The same table with this column set, at its end when it was not there."""
        if name not in self.columns:
            rows = [[*row, cell] for row, cell in zip(self.rows, cells, strict=True)]
            return replace(self, columns=[*self.columns, name], rows=rows)
        place = self.columns.index(name)
        rows = [[*row[:place], cell, *row[place + 1 :]] for row, cell in zip(self.rows, cells, strict=True)]
        return replace(self, rows=rows)


@dataclass(frozen=True)
class Document:
    """A whole `.pb` file."""

    meta: Table
    projects: Table
    votes: Table
    newline: str = "\n"

    def get(self, key, default=""):
        """The value of a key of META, as a text."""
        return next((row[1].strip() for row in self.meta.rows if row[0].strip() == key and len(row) > 1), default)

    def line_of(self, key):
        """The line of a key of META, or None."""
        pairs = zip(self.meta.rows, self.meta.lines, strict=True)
        return next((line for row, line in pairs if row[0].strip() == key), None)


def read_pb(path):
    """A `.pb` file. Raises BadInput with its line for a section, a column or a cell that is missing or twice there."""
    return parse(read_text(path))


def parse(text):
    """The same, from text already read."""
    sections = {}
    current = None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    for row in whole_rows(reader):
        if current is not None and 1 < len(row) == len(current.columns):
            current.rows.append(row)
            current.lines.append(reader.line_num)
        else:
            current = _other_row(row, reader.line_num, current, sections)
    return _whole(sections, "\r\n" if text.split("\n", 1)[0].endswith("\r") else "\n")


def _other_row(row, line, current, sections):
    """A blank line, the name of a section, its columns, or a row of another length."""
    if not any(cell.strip() for cell in row):
        return current
    name = row[0].strip().upper()
    if name in SECTIONS and not any(cell.strip() for cell in row[1:]):
        if name in sections:
            raise BadInput(f"la section {name} est là deux fois.", line=line)
        sections[name] = Table()
        return sections[name]
    if current is None:
        raise BadInput("le fichier doit commencer par la ligne « META ».", line=line)
    if not current.columns:
        current.columns.extend(_columns(row, line))
    elif current is sections.get("META"):
        current.rows.append(row)
        current.lines.append(line)
    else:
        raise BadInput(f"{len(current.columns)} cellules étaient attendues, il y en a {len(row)}.", line=line)
    return current


def _columns(row, line):
    names = [cell.strip() for cell in row]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise BadInput(f"la colonne « {twice[0]} » est là deux fois.", line=line)
    return names


def _whole(sections, newline):
    for name in SECTIONS:
        if name not in sections:
            raise BadInput(f"La section {name} manque.")
    document = Document(*(sections[name] for name in SECTIONS), newline)
    for table, needed in ((document.projects, ("project_id", "cost")), (document.votes, ("voter_id", "vote"))):
        absent = [name for name in needed if name not in table.columns]
        if absent:
            raise BadInput(f"La colonne « {absent[0]} » manque ; colonnes lues : {', '.join(table.columns)}.")
    _check_keys(document.meta)
    return document


def _check_keys(meta):
    seen = set()
    for row, line in zip(meta.rows, meta.lines, strict=True):
        key = row[0].strip()
        if key in seen:
            raise BadInput(f"la clé « {key} » est là deux fois.", line=line)
        seen.add(key)


def write_pb(document):
    """The text of a document; what `parse` makes of it is the same document."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator=document.newline)
    for name, table in zip(SECTIONS, (document.meta, document.projects, document.votes), strict=True):
        writer.writerow([name])
        writer.writerow(table.columns)
        writer.writerows(table.rows)
    return out.getvalue()


def projects_of(document):
    """The projects of a document, in its order; raises BadInput when one is there twice."""
    table = document.projects
    columns = (table.column(name) for name in ("project_id", "cost", "name", "category", "deposited"))
    territories = table.column("district" if "district" in table.columns else "neighborhood")
    rows = zip(*columns, territories, table.lines, strict=True)
    found = [
        Project(one, amount(cost, what="le coût", line=line), name, territory, theme, deposited, line=line)
        for one, cost, name, theme, deposited, territory, line in rows
    ]
    canonical(found)
    return found


def election_of(document, *, kind=None, incompatible=(), received=None, budget=None):
    """The vote of a document, with the kind of ballots and the envelope its META says unless others are given.

    Raises BadInput when a voter comes twice (see `merging`), a ballot names an unknown project, or META contradicts
    what follows.
    """
    projects = projects_of(document)
    if budget is None:
        budget = amount(_needed(document, "budget"), what="l’enveloppe", line=document.line_of("budget"))
    kind = kind or kind_of(document)
    _check_counts(document)
    _check_voters(document.votes)
    ballots = ballots_of(document, projects, with_points=kind.asks_points)
    return of_ballots(
        projects, budget, ballots, kind, incompatible=incompatible, received=received or _received(document)
    )


def ballots_of(document, projects, *, with_points=True):
    """The ballots of a document, numbered in the order of `projects`."""
    index = {}
    for place, project in enumerate(projects):
        index.setdefault(project.id, place)
    votes = document.votes
    points = votes.column("points") if with_points and "points" in votes.columns else None
    ballots = read_ballots(votes.column("vote"), index, points, votes.lines)
    return replace(ballots, projects=len(projects))


def kind_of(document):
    """The kind of ballot that META tells, with its limits."""
    told = _needed(document, "vote_type")
    least, most = (_whole_number(document, key) for key in ("min_length", "max_length"))
    limits = {"least": least or 0, "most": most}
    if told == "approval" and document.get("max_sum_cost"):
        return Knapsack(**limits, budget=amount(document.get("max_sum_cost"), line=document.line_of("max_sum_cost")))
    if told == "ordinal":
        return Ranked(tuple(range(most or len(document.projects.rows), 0, -1)), **limits)
    if told in ("cumulative", "scoring"):
        points = _whole_number(document, "max_sum_points")
        return Cumulative(points, _whole_number(document, "max_points"), **limits)
    if told == "choose-1":
        return ChooseOne()
    if told == "approval":
        return Approval(**limits)
    raise BadInput(f"le type de vote « {told} » n’est pas connu.", line=document.line_of("vote_type"))


def _needed(document, key):
    value = document.get(key)
    if not value:
        raise BadInput(f"La clé « {key} » manque dans META.")
    return value


def _whole_number(document, key):
    text = document.get(key)
    if not text:
        return None
    value = amount(text, what=f"« {key} »", line=document.line_of(key))
    if value.denominator != 1:
        raise BadInput(f"« {key} » n’est pas un nombre entier.", line=document.line_of(key))
    return int(value)


def _check_counts(document):
    for key, table, word in (
        ("num_projects", document.projects, "projets"),
        ("num_votes", document.votes, "bulletins"),
    ):
        told = _whole_number(document, key)
        if told is not None and told != len(table.rows):
            raise BadInput(f"{told} {word} annoncés, {len(table.rows)} lus.", line=document.line_of(key))


def _check_voters(votes):
    voters = votes.column("voter_id")
    if len(set(voters)) == len(voters):
        return
    seen = {}
    for voter, line in zip(voters, votes.lines, strict=True):
        if voter in seen:
            raise BadInput(f"le votant « {voter} » a déjà un bulletin à la ligne {seen[voter]}.", line=line)
        seen[voter] = line


def _received(document):
    """How many ballots each channel brought, where the file says so."""
    if "voting_method" not in document.votes.columns:
        return {}
    methods, counts = np.unique(np.array(document.votes.column("voting_method")), return_counts=True)
    return {str(method) or "non précisé": {"received": int(n)} for method, n in zip(methods, counts, strict=True)}


def with_results(document, tally):
    """The same document with, for each project, its score and whether it is elected (`selected`: 1 or 0)."""
    won = set(tally.winners)
    scores = tally.contest.election.scores.values
    values = {project.id: str(value) for project, value in zip(tally.contest.projects, scores, strict=True)}
    ids = document.projects.column("project_id")
    column = "votes" if isinstance(tally.contest.election.kind, Approval) else "score"
    table = document.projects.with_column(column, [values[one] for one in ids])
    return replace(document, projects=table.with_column("selected", ["1" if one in won else "0" for one in ids]))


def document_of(election, meta):
    """A vote as a new document; voters are numbered from 1 in the order of ballots.

    `meta` gives what the file must say and the vote does not know: description, country, unit, instance, vote_type,
    rule, dates.
    """
    counted = {
        "num_projects": len(election.projects),
        "num_votes": len(election.ballots),
        "budget": exact_text(election.budget),
    }
    rows = [[key, str(value)] for key, value in {**meta, **counted}.items()]
    projects = Table(
        ["project_id", "cost", "name", "category", "district"],
        [[one.id, _decimal(one.cost), one.name, one.theme, one.territory] for one in election.projects],
    )
    return Document(Table(["key", "value"], rows), projects, _votes_table(election))


def _votes_table(election):
    ballots, ids = election.ballots, [project.id for project in election.projects]
    bounds = list(zip(ballots.starts[:-1].tolist(), ballots.starts[1:].tolist(), strict=True))
    names = [ids[one] for one in ballots.choices.tolist()]
    rows = [[str(place), ",".join(names[start:end])] for place, (start, end) in enumerate(bounds, start=1)]
    if ballots.points is None:
        return Table(["voter_id", "vote"], rows)
    points = [str(value) for value in ballots.points.tolist()]
    full = [[*row, ",".join(points[start:end])] for row, (start, end) in zip(rows, bounds, strict=True)]
    return Table(["voter_id", "vote", "points"], full)


def _decimal(cost):
    return exact_text(Fraction(cost))
