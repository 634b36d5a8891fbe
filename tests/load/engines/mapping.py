"""How fast an opinion map is drawn, and how it compares with the official groups of Polis.

Seconds of processor, one thread; memory is that of the process at its peak, numpy included. The floor is one reading
of the votes: the mean of each statement.
"""

import csv
import tempfile
from pathlib import Path

import numpy as np

from parvis.engines.mapping.agreement import rand_index
from parvis.engines.mapping.certainty import TIMES
from parvis.engines.mapping.chart import draw
from parvis.engines.mapping.votes import UNSEEN, Votes, read_votes
from parvis.engines.words import decimal

from .measures import answer, beside, peak, row, timed

PEOPLE, STATEMENTS, CAST = 10_000, 300, 40
"""People, statements, and votes that a person casts on average."""

SAME = 0.9999
"""The least correlation of two maps for them to be said the same."""

POLIS = Path(__file__).resolve().parents[4] / "shared" / "data" / "polis"


def measure():
    """Rows (what, value, unit, budget, floor); for the Rand index, the budget is the least."""
    votes, groups = crowd()
    floor, _ = timed(lambda: votes.values.mean(axis=0))
    plain, chart = timed(lambda: draw(votes, times=0))
    memory = peak()
    sure, _ = timed(lambda: draw(votes))
    there = chart.grouped
    return [
        row("carte de 10 000 personnes × 300 affirmations", plain, budget=0.6, floor=floor),
        row("mémoire au plus haut", memory, "Mo", budget=300, floor=votes.values.nbytes / 2**20),
        row(f"la même, refaite {TIMES} fois pour dire si c’est sûr", sure, budget=10, floor=floor),
        _alike("les groupes qui ont fait ces votes", _rand(groups[there], chart), 0.8),
        *(_alike(f"Polis, {one.name}", _official(one), 0.7) for one in _folders()),
    ]


def _alike(whom, index, least):
    return row(f"indice de Rand avec {whom}", index, "", least=least, floor=1)


def crowd(people=PEOPLE, seed=29):
    """Votes of four groups that each have their own mind, and the group of each person."""
    chance = np.random.Generator(np.random.PCG64(seed))
    minds, groups = chance.normal(0, 1.2, (4, STATEMENTS)), chance.choice(4, people, p=[0.4, 0.3, 0.2, 0.1])
    lean = minds[groups] + chance.normal(0, 1, (people, STATEMENTS))
    values = np.where(np.abs(lean) < 0.3, 0, np.sign(lean)).astype(np.int8)
    values[chance.random((people, STATEMENTS)) > CAST / STATEMENTS] = UNSEEN
    ids, numbers = tuple(f"p{one:05d}" for one in range(people)), tuple(str(one) for one in range(STATEMENTS))
    return Votes(ids, numbers, values, {}), groups


def _folders():
    return sorted(POLIS.iterdir()) if POLIS.exists() else []


def _official(folder):
    path = folder / "participants-votes.csv"
    chart = draw(read_votes(path), times=0)
    with path.open(encoding="utf-8") as lines:
        given = {one["participant"]: one["group-id"] for one in csv.DictReader(lines)}
    both = [n for n, one in enumerate(chart.votes.people) if given[one] and chart.labels[n] >= 0]
    official = np.array([int(given[chart.votes.people[n]]) for n in both])
    return float(rand_index(official, chart.labels[both]))


LIBRARY = """
import json, sys, time
import numpy as np
from reddwarf.implementations.polis import run_pipeline
values, unseen = np.load(sys.argv[1]), int(sys.argv[2])
votes = [
    {"participant_id": int(person), "statement_id": int(one), "vote": int(values[person, one]), "modified": 0}
    for person, one in np.argwhere(values != unseen)
]
begin = time.process_time()
people = run_pipeline(votes=votes, random_state=1).participants_df
seconds = time.process_time() - begin
people = people[people["to_cluster"]]
print(json.dumps([seconds, people.index.tolist(), people[["x", "y"]].values.tolist(), people["cluster_id"].tolist()]))
"""
"""The public library on the same votes; it only runs in the environment of oracles, whose python is given."""


def against_library(python):
    """Rows that set our seconds, and our groups, beside those of red-dwarf on the consultations of Polis."""
    return [_beside(python, folder) for folder in _folders()]


def _beside(python, folder):
    votes = read_votes(folder / "participants-votes.csv")
    seconds, chart = timed(lambda: draw(votes, times=0))
    with tempfile.TemporaryDirectory() as place:
        np.save(file := Path(place) / "votes.npy", votes.values)
        library, people, points, labels = answer(python, LIBRARY, file, UNSEEN)
    same = min(abs(np.corrcoef(chart.points[people, one], np.array(points)[:, one])[0, 1]) for one in (0, 1))
    index = float(rand_index(np.array(labels), chart.labels[people]))
    said = f"places en corrélation {decimal(same, 4)}, groupes à l’indice de Rand {decimal(index, 2)}"
    agrees = same >= SAME and max(labels) == chart.labels.max()
    return beside(f"Polis, {folder.name}, à côté de red-dwarf", seconds, library=library, agrees=agrees, said=said)


def _rand(groups, chart):
    return float(rand_index(groups, chart.labels[chart.grouped]))
