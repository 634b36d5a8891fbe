"""How fast panels are drawn, and how near the certified bound: pools biased as volunteers are.

Seconds of processor, one thread; memory is that of the process at its peak, numpy and the solver included.
"""

import tempfile
from pathlib import Path

import numpy as np

from parvis.engines.drawing.lottery import fair_lottery
from parvis.engines.drawing.pool import make_pool, read_pool
from parvis.engines.drawing.problem import build
from parvis.engines.drawing.profile import ideal
from parvis.engines.drawing.quotas import cells, check, make_quotas, read_quotas
from parvis.engines.files import canonical_csv
from parvis.engines.words import percent

from .measures import answer, beside, peak, row, timed

SHARES = {
    "genre": {"femme": (52, 1.0), "homme": (48, 1.0)},
    "age": {"16-24": (13, 0.4), "25-34": (15, 0.7), "35-49": (23, 0.9), "50-64": (24, 1.3), "65+": (25, 1.4)},
    "territoire": {
        "centre": (22, 1.5), "nord": (18, 1.0), "est": (17, 0.9), "sud": (16, 0.9), "ouest": (15, 0.8),
        "peripherie": (12, 0.6),
    },
    "pcs": {
        "agriculteurs": (2, 0.5), "artisans": (4, 0.8), "cadres": (10, 2.5), "intermediaires": (15, 1.4),
        "employes": (15, 0.8), "ouvriers": (12, 0.3), "retraites": (26, 1.2), "sans_activite": (16, 0.6),
    },
    "diplome": {"aucun": (22, 0.3), "cap_bep": (25, 0.6), "bac": (18, 1.0), "sup": (35, 1.9)},
    "logement": {"proprietaire": (57, 1.2), "locataire_social": (17, 0.5), "locataire_prive": (26, 0.9)},
    "quartier_prioritaire": {"oui": (8, 0.5), "non": (92, 1.0)},
}  # fmt: skip
"""Per category and value: percent of the inhabitants (rounded, fictitious), and how readily they volunteer."""

AGES = {"16-24": (13, 8), "25-39": (22, 20), "40-59": (32, 35), "60-74": (22, 30), "75+": (11, 7)}
"""Percent of seats, percent of volunteers."""

PUBLISHED = Path(__file__).resolve().parents[4] / "shared" / "data" / "synthetique"


def measure():
    """Rows (what, value, unit, budget, floor): seconds, and the gap to the bound in hundredths of it."""
    rows = []
    rows += _measured("500 personnes × 7 critères, 50 sièges", volunteers(500, 50), seconds=2, gap=1, precision=0.01)
    rows += _measured("5 000 × 7, 100 sièges, à 5 %", volunteers(5000, 100), seconds=5, gap=5, precision=0.05)
    rows += _measured("5 000 × 7, 100 sièges, à 1 %", volunteers(5000, 100), seconds=60, gap=1, precision=0.01)
    rows += _measured("1 550 × 27 cantons, parité, âges, 108", cantons(), seconds=10, gap=1, precision=0.01)
    # The longest list, a byte for each person in each panel.
    return [*rows, row("mémoire au plus haut", peak(), "Mo", floor=1000 * 5000 / 2**20)]


def volunteers(count, seats, seed=623):
    """A pool where graduates, managers and people over fifty come more readily, and quotas of the inhabitants."""
    chance = np.random.Generator(np.random.PCG64(seed))
    drawn = {
        name: _picks(chance, {v: s * eager for v, (s, eager) in values.items()}, count)
        for name, values in SHARES.items()
    }
    rows = [(n + 2, {"id": f"p{n:05d}", **{name: drawn[name][n] for name in SHARES}}) for n in range(count)]
    quotas = [
        {
            "feature": name,
            "value": value,
            "min": str(int(share * seats * 0.0095)),
            "max": str(int(share * seats * 0.0105) + 2),
        }
        for name, values in SHARES.items()
        for value, (share, _) in values.items()
    ]
    return make_pool(rows), make_quotas(list(enumerate(quotas, start=2))), seats


def cantons(count=1550, seats=108, seed=7):
    """Twenty-seven cantons, two women and two men in each, five age classes to within one seat."""
    chance = np.random.Generator(np.random.PCG64(seed))
    sizes = {f"C{n:02d}": weight for n, weight in enumerate(chance.dirichlet(np.ones(27) * 8))}
    where, ages = _picks(chance, sizes, count), _picks(chance, {age: eager for age, (_, eager) in AGES.items()}, count)
    genders = _picks(chance, {"femme": 48, "homme": 52}, count)
    rows = [(n + 2, {"id": f"p{n:05d}", "canton": where[n], "genre": genders[n], "age": ages[n]}) for n in range(count)]
    quotas = [
        {"feature": "canton*genre", "value": f"{canton}*{gender}", "min": "2", "max": "2"}
        for canton in sizes
        for gender in ("femme", "homme")
    ]
    for age, (share, _) in AGES.items():
        target = round(share * seats / 100)
        quotas.append({"feature": "age", "value": age, "min": str(target - 1), "max": str(target + 1)})
    return make_pool(rows), make_quotas(list(enumerate(quotas, start=2))), seats


def _measured(what, case, *, seconds, gap, precision):
    pool, quotas, seats = case
    spent, (problem, lottery) = timed(lambda: _listed(pool, quotas, seats, precision))
    floor, _ = timed(lambda: ideal(problem))
    reached = max(float(lottery.lowest), lottery.fine or 0.0)
    assert all(_respected(pool, quotas, panel, seats) for panel in lottery.panels)
    lacking = 100 * (1 - reached / float(lottery.bound))
    return [
        row(f"{what} : liste de 1 000 panels", spent, budget=seconds, floor=floor),
        row(f"{what} : écart à la borne certifiée", lacking, "%", budget=gap, floor=0),
        row(f"{what} : écart de la liste aux chances justes", 100 * lottery.departure, "point", budget=0.1, floor=0),
    ]


def _listed(pool, quotas, seats, precision):
    check(quotas, pool, seats)
    problem = build(pool, quotas, seats)
    return problem, fair_lottery(problem, precision=precision)


LIBRARY = """
import csv, json, sys, time
from collections import Counter
from sortition_algorithms import Settings, read_in_features, read_in_people
from sortition_algorithms.committee_generation import find_distribution_maximin, find_distribution_nash
pool, quotas = (list(csv.DictReader(open(path, encoding="utf-8"))) for path in sys.argv[1:3])
seats, methods = int(sys.argv[3]), {"maximin": find_distribution_maximin, "nash": find_distribution_nash}
features, *_ = read_in_features(list(quotas[0]), quotas, seats)
people, _ = read_in_people(list(pool[0]), pool, features, Settings(id_column="id", columns_to_keep=[]))
begin = time.process_time()
panels, weights, _ = methods[sys.argv[4]](features, people, seats, [])
seconds, chances = time.process_time() - begin, Counter()
for panel, weight in zip(panels, weights):
    chances.update(dict.fromkeys(panel, weight))
print(json.dumps([seconds, min(chances[one["id"]] for one in pool)]))
"""
"""The public library on the same files; it only runs in the environment of oracles, whose python is given."""


def against_library(python):
    """Rows that set our seconds, and the lowest chance, beside those of sortition-algorithms.

    Its leximin needs a proprietary solver; maximin and nash run on those that anybody has.
    """
    found = [_beside(python, "500 personnes × 7 critères, 50 sièges", volunteers(500, 50), "maximin")]
    if not PUBLISHED.exists():
        return found
    pool, quotas = read_pool(PUBLISHED / "vivier_150.csv"), read_quotas(PUBLISHED / "quotas_150_pour_30.csv")
    small = "150 personnes × 5 critères, 30 sièges"
    return [*(_beside(python, small, (pool, quotas, 30), method) for method in ("maximin", "nash")), *found]


def _beside(python, what, case, method):
    pool, quotas, seats = case
    with tempfile.TemporaryDirectory() as place:
        files = _written(Path(place), pool, quotas)
        seconds, theirs = answer(python, LIBRARY, *files, seats, method)
    spent, (_, lottery) = timed(lambda: _listed(pool, quotas, seats, 0.01))
    ours, most = max(float(lottery.lowest), lottery.fine or 0.0), float(lottery.bound)
    said = f"chance la plus faible {percent(ours, 2)} ici, {percent(theirs, 2)} là, {percent(most, 2)} au plus"
    # As low as theirs to one hundredth, and theirs under what we certify that nobody can pass.
    agrees = ours >= 0.99 * theirs and theirs <= most + 1e-6
    return beside(f"{what}, à côté de {method}", spent, library=seconds, agrees=agrees, said=said)


def _written(place, pool, quotas):
    people = [[person.id, *(person.cells[name] for name in pool.columns)] for person in pool.people]
    (place / "pool.csv").write_text(canonical_csv(["id", *pool.columns], people), encoding="utf-8")
    limits = canonical_csv(["feature", "value", "min", "max"], map(cells, quotas))
    (place / "quotas.csv").write_text(limits, encoding="utf-8")
    return place / "pool.csv", place / "quotas.csv"


def _respected(pool, quotas, panel, seats):
    people = [pool.by_id[person] for person in panel]
    counts = [(quota, sum(quota.counts(person) for person in people)) for quota in quotas]
    return len(set(panel)) == seats and all(quota.low <= count <= quota.high for quota, count in counts)


def _picks(chance, weights, count):
    values = list(weights)
    shares = np.array([weights[value] for value in values], dtype=float)
    return [values[n] for n in chance.choice(len(values), size=count, p=shares / shares.sum())]
