"""Votes on statements: agree, disagree, pass, or not seen; people and statements in one canonical order."""

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..errors import BadInput
from ..files import lines_of, read_rows, read_text

AGREE, PASS, DISAGREE, UNSEEN = 1, 0, -1, -2

WORDS = {
    "1": AGREE, "agree": AGREE, "accord": AGREE, "d'accord": AGREE, "d’accord": AGREE,
    "0": PASS, "pass": PASS, "passe": PASS,
    "-1": DISAGREE, "disagree": DISAGREE, "désaccord": DISAGREE, "pas d'accord": DISAGREE, "pas d’accord": DISAGREE,
}  # fmt: skip
"""How a vote is written; an empty cell is a statement that the person has not seen."""

NOT_STATEMENTS = re.compile(r"participant|person|id|group-id|n-\w+")
"""Columns of a wide table that are about the person."""

MOST = 2**24
"""People that sums of votes in single precision count exactly."""


@dataclass(frozen=True)
class Votes:
    """Votes of people (rows) on statements (columns), both in the order of their ids.

    values: int8, shape (people, statements), of AGREE, DISAGREE, PASS or UNSEEN; texts: {statement: what it says}.
    """

    people: tuple
    statements: tuple
    values: np.ndarray
    texts: dict

    @cached_property
    def seen(self):
        """Which statements each person voted on, bool, shape (people, statements)."""
        return self.values != UNSEEN

    @cached_property
    def cast(self):
        """How many votes each person cast, int64, shape (people,)."""
        return self.seen.sum(axis=1, dtype=np.int64)

    @property
    def placed(self):
        """People who voted at least once, bool, shape (people,)."""
        return self.cast > 0

    def title(self, statement):
        """A statement of this vote as a person reads it: its text, or its number."""
        return title(statement, self.texts)


def title(statement, texts):
    """A statement as a person reads it, from {statement: what it says}."""
    return f"« {texts[statement]} »" if texts.get(statement) else f"l’affirmation {statement}"


def read_votes(path, statements=None):
    """Votes of a CSV file: one a line (`person,statement,vote`), or one person a line and one statement a column.

    The second is what Polis exports (`participant`, then columns about the person, then one per statement: 1, 0, −1).
    statements: a CSV `id,text`, which may name statements that nobody has seen yet. Raises BadInput with its line.
    """
    names, lines = lines_of(read_text(path))
    texts = _read_texts(statements) if statements else {}
    if {"person", "statement", "vote"} <= set(names):
        return _from_lines(names, lines, texts)
    if names[0] not in ("participant", "person", "id"):
        raise BadInput(
            "les colonnes attendues sont « person,statement,vote », ou « participant » puis une par affirmation ; "
            f"colonnes lues : {', '.join(names[:6])}.",
            line=1,
        )
    return _from_table(names, lines, texts)


def make_votes(triples, texts=()):
    """Votes from (person, statement, vote) with vote 1, 0 or −1, one at the most of each person on each statement."""
    texts = dict(texts)
    people = sorted({person for person, _, _ in triples}, key=natural)
    statements = sorted({statement for _, statement, _ in triples} | set(texts), key=natural)
    rows, columns = ({name: place for place, name in enumerate(names)} for names in (people, statements))
    values = np.full((len(people), len(statements)), UNSEEN, dtype=np.int8)
    for person, statement, vote in triples:
        values[rows[person], columns[statement]] = vote
    return _checked(Votes(tuple(people), tuple(statements), values, texts))


def natural(name):
    """A key that puts the number 2 before the number 10, and numbers before other texts."""
    return (0, int(name), name) if name.isascii() and name.isdecimal() else (1, 0, name)


def _from_lines(names, lines, texts):
    places = [names.index(name) for name in ("person", "statement", "vote")]
    seen, triples = set(), []
    for line, cells in lines:
        person, statement, vote = (cells[place] for place in places)
        if not person or not statement:
            raise BadInput("la personne ou l’affirmation n’est pas dite.", line=line)
        if texts and statement not in texts:
            raise BadInput(f"l’affirmation « {statement} » n’est pas dans la liste.", line=line)
        if (person, statement) in seen:
            raise BadInput(f"« {person} » a déjà voté sur l’affirmation « {statement} ».", line=line)
        seen.add((person, statement))
        triples.append((person, statement, _vote(vote, line)))
    return make_votes(triples, texts)


def _from_table(names, lines, texts):
    columns = [place for place, name in enumerate(names) if not NOT_STATEMENTS.fullmatch(name)]
    unknown = [names[place] for place in columns if texts and names[place] not in texts]
    if unknown:
        raise BadInput(f"l’affirmation « {unknown[0]} » n’est pas dans la liste.", line=1)
    found = {}
    for line, cells in lines:
        if not cells[0]:
            raise BadInput("l’identifiant est vide.", line=line)
        if cells[0] in found:
            raise BadInput(f"l’identifiant « {cells[0]} » est déjà pris.", line=line)
        found[cells[0]] = bytes(_vote(cells[place], line) + 2 if cells[place] else 0 for place in columns)
    statements = [names[place] for place in columns]
    statements += sorted(set(texts) - set(statements))
    return _ordered(found, statements, len(columns), texts)


def _ordered(found, statements, given, texts):
    people, order = sorted(found, key=natural), sorted(range(len(statements)), key=lambda n: natural(statements[n]))
    raw = np.frombuffer(b"".join(found[person] for person in people), dtype=np.int8).reshape(len(people), given)
    values = np.full((len(people), len(statements)), UNSEEN, dtype=np.int8)
    values[:, :given] = raw - 2
    return _checked(Votes(tuple(people), tuple(statements[n] for n in order), values[:, order], texts))


def _checked(votes):
    if not votes.seen.any():
        raise BadInput("Personne n’a voté : aucune carte ne peut être faite.")
    if len(votes.people) >= MOST:
        raise BadInput(f"Une carte compte moins de {MOST} personnes.")
    return votes


def _vote(text, line):
    vote = WORDS.get(text.lower())
    if vote is None:
        raise BadInput(f"le vote « {text} » n’est ni « agree », ni « disagree », ni « pass » (1, -1, 0).", line=line)
    return vote


def _read_texts(path):
    texts = {}
    for line, cells in read_rows(path, ["id", "text"]):
        if not cells["id"]:
            raise BadInput("l’identifiant est vide.", line=line)
        if cells["id"] in texts:
            raise BadInput(f"l’affirmation « {cells['id']} » est là deux fois.", line=line)
        texts[cells["id"]] = cells["text"]
    return texts
