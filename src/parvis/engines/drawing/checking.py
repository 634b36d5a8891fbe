"""Replaying a draw: each thing that was published is calculated again, and said to hold or not."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ..progress import silent
from . import record as records
from . import words
from .lottery import fair_lottery
from .problem import build
from .profile import bound
from .publication import DECIMALS, panels_of, seal
from .seed import number_of


@dataclass(frozen=True)
class Check:
    """One thing checked: what it is, whether it holds, and what was found."""

    what: str
    holds: bool
    found: str = ""

    def __str__(self):
        return f"{'✔' if self.holds else '✘'} {self.what}{f' : {self.found}' if self.found else ''}"


def check_list(listed, pool=None, *, recompute=False, progress=silent):
    """Checks of a published list, complete when the pool it was made from is given.

    recompute: make the list again and compare; another version of the solver may give another list, as fair.
    """
    panels = panels_of(listed)
    sizes = {len(set(panel)) for panel in panels}
    checks = [
        _sealed("liste", listed),
        Check(f"chaque panel compte {listed['seats']} personnes différentes", sizes == {listed["seats"]}),
        _check_promise(listed, panels),
    ]
    if pool is None:
        return checks
    same = pool.fingerprint == listed["pool"]["fingerprint"]
    checks.append(Check("le vivier est celui de la liste", same, f"SHA-256 {pool.fingerprint}"))
    if not same:
        return checks
    checks += [_check_panels(listed, panels, pool), *_check_fairness(listed, panels, pool)]
    if recompute:
        checks.append(_check_again(listed, panels, pool, progress))
    return checks


def check_record(record, listed, pool=None):
    """Checks of a record against its list, and with the pool its reserve and replacements."""
    panels = panels_of(listed)
    number = number_of(record["seed"], len(panels))
    checks = [
        _sealed("procès-verbal", record),
        Check("la liste est celle du procès-verbal", record["list"] == listed["fingerprint"]),
        Check("la graine choisit ce panel", number == record["number"], f"panel n° {number} de {len(panels)}"),
        Check("le panel est celui de la liste", tuple(record["panel"]) == panels[number - 1]),
    ]
    if pool is not None and pool.fingerprint == listed["pool"]["fingerprint"]:
        reserve = records.waiting(listed, pool, record["panel"], record["seed"])
        checks.append(Check("la réserve est dans l’ordre que donne la graine", reserve == record["reserve"]))
        checks += _check_replacements(record, listed, pool)
    return checks


def check_plain(record, pool=None):
    """Checks of a simple or stratified draw."""
    checks = [_sealed("procès-verbal", record)]
    if pool is None:
        return checks
    same = pool.fingerprint == record["pool"]["fingerprint"]
    checks.append(Check("le vivier est celui du tirage", same, f"SHA-256 {pool.fingerprint}"))
    if same:
        options = {"strata": tuple(record["strata"]), "each": record["each"], "reserve": record["reserve_size"]}
        again = records.draw_plainly(pool, record["seats"], record["seed"], **options)
        checks.append(Check("les mêmes personnes sont tirées", again["drawn"] == record["drawn"]))
        checks.append(Check("la réserve est la même", again["reserve"] == record["reserve"]))
    return checks


def _sealed(what, value):
    return Check(f"empreinte : {what}", value["fingerprint"] == seal(value), f"SHA-256 {value['fingerprint']}")


def _check_promise(listed, panels):
    counts = Counter(person for panel in panels for person in panel)
    said = Fraction(listed["departure"]) + Fraction(2, 10**DECIMALS)
    worst = Fraction(0)
    for level, people in listed["promised"].items():
        for person in people.split(" "):
            worst = max(worst, abs(Fraction(counts[person], len(panels)) - Fraction(level)))
    what = "la chance de chacun ne s’écarte pas de la chance promise de plus qu’annoncé"
    return Check(what, worst <= said, f"{words.chance(worst)} au plus")


def _check_panels(listed, panels, pool):
    problem = build(pool, records.quotas_of(listed), listed["seats"])
    place = {
        person: number
        for number, one in enumerate(problem.types)
        for household in one.households
        for person in household
    }
    wrong = [number for number, panel in enumerate(panels, start=1) if not _holds(problem, place, pool, panel)]
    found = f"panels fautifs : {', '.join(map(str, wrong[:10]))}" if wrong else f"{len(panels)} panels"
    return Check("chaque panel respecte chaque quota, les exclusions et les foyers", not wrong, found)


def _holds(problem, place, pool, panel):
    if any(person not in place for person in panel):
        return False
    homes = [home for home in (pool.by_id[person].household for person in panel) if home]
    counts = np.bincount([place[person] for person in panel], minlength=len(problem.types))
    return len(homes) == len(set(homes)) and problem.respects(counts)


def _check_fairness(listed, panels, pool):
    problem = build(pool, records.quotas_of(listed), listed["seats"])
    never = set(listed["never"])
    counts = Counter(person for panel in panels for person in panel)
    lowest = min(Fraction(counts[person.id], len(panels)) for person in pool.people if person.id not in never)
    barred = np.array([one.households[0][0] in never for one in problem.types])
    limit = bound(problem, [multiplier for _, multiplier in listed["certificate"]], barred)
    yield Check(
        "la chance la plus faible est celle annoncée",
        abs(lowest - Fraction(listed["lowest"])) < Fraction(1, 10**DECIMALS),
        words.chance(lowest),
    )
    yield Check(
        "aucun tirage ne ferait mieux que la borne annoncée (calculée sans solveur)",
        limit <= Fraction(listed["bound"]),
        words.chance(limit),
    )


def _check_again(listed, panels, pool, progress):
    problem = build(pool, records.quotas_of(listed), listed["seats"])
    again = fair_lottery(problem, panels=len(panels), precision=1, progress=progress)
    return Check("la liste calculée de nouveau est identique", again is not None and list(again.panels) == panels)


def _check_replacements(record, listed, pool):
    made = {**record, "replacements": []}
    for number, one in enumerate(record["replacements"], start=1):
        change = records.next_replacement(made, listed, pool, one["leaving"])
        yield Check(f"remplacement n° {number}", change.coming == one["coming"], str(change))
        made["replacements"] = [*made["replacements"], one]
