"""How fast votes are counted, beside the time of one pass over the same choices in memory.

Seconds of processor, one thread, the best of five, ballots already in memory unless the line says that they are read.
The file of 165,000 ballots is counted in a process of its own, whose peak memory is that of the whole program.
"""

import sys
import tempfile
from fractions import Fraction
from pathlib import Path

import numpy as np

from parvis.engines.counting.ballots import Ballots
from parvis.engines.counting.election import of_ballots
from parvis.engines.counting.equal_shares import EqualShares
from parvis.engines.counting.greedy import ByVotes, FirstOfEachTerritory, OnePerTerritory
from parvis.engines.counting.grid import Grid
from parvis.engines.counting.increments import last_within
from parvis.engines.counting.kinds import Approval, Judgment
from parvis.engines.counting.market import CARDINALITY, COST, Market
from parvis.engines.counting.phragmen import Phragmen
from parvis.engines.counting.projects import Project
from parvis.engines.counting.tally import Rules, count

from .measures import answer, beside, best, row, timed

RISES = 2000
READ = """
import json, resource, sys, time
begin = time.process_time()
from parvis.engines.counting.pabulib import election_of, read_pb
from parvis.engines.counting.tally import count
election = election_of(read_pb(sys.argv[1]))
count(election).to_json()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([time.process_time() - begin, peak]))
"""


def measure():
    """Rows (what, value, unit, budget, floor): milliseconds, seconds and megabytes."""
    town = vote(100_000, 300)
    floor = best(lambda: town.ballots.choices.sum()) * 1000
    rows = [_counted(name, town, rule, budget, floor) for name, rule, budget in RULES]
    ties, rule = vote(100_000, 300, even=True), EqualShares(COST, "none")
    rows.append(_counted("parts égales (coût), beaucoup de quasi-égalités", ties, rule, 300, floor))
    rows.append(_judged())
    rows += [_raised(utility) for utility in (COST, CARDINALITY)]
    return rows + _read()


RULES = [
    ("au nombre de voix", ByVotes(), 10),
    ("au nombre de voix, arrêt", ByVotes("stop"), 10),
    ("premier de chaque territoire", FirstOfEachTerritory(), 10),
    ("un par territoire, réparé", OnePerTerritory(), 10),
    ("Phragmén", Phragmen("skip"), 300),
    ("parts égales (cardinalité)", EqualShares(CARDINALITY, "none"), 30),
    ("parts égales (coût)", EqualShares(COST, "none"), 30),
]


def vote(voters, projects, *, most=10, seed=11, even=False):
    """A vote where each chooses 1 to `most` projects; `even` makes all projects about as popular, with equal costs."""
    chance = np.random.Generator(np.random.PCG64(seed))
    weights = np.ones(projects) if even else chance.gamma(1.5, size=projects)
    costs = 100 * np.clip(np.exp(chance.normal(5.4, 1.1, projects)), 15, 2500).astype(int)
    costs = 100 * chance.integers(200, 204, projects) if even else costs
    lengths = chance.integers(1, most + 1, voters)
    rows = np.repeat(np.arange(voters), lengths)
    cells = np.unique(rows * projects + chance.choice(projects, len(rows), p=weights / weights.sum()))
    starts = np.searchsorted(cells, np.arange(voters + 1) * projects)
    ballots = Ballots(starts, (cells % projects).astype(np.int32), None, projects)
    names = [
        Project(f"P{place:04d}", Fraction(int(cost)), territory=f"T{place % 8}") for place, cost in enumerate(costs)
    ]
    election = of_ballots(names, Fraction(int(costs.sum()), 4), ballots, Approval(0, most))
    _ = election.supports.by_project, election.supports.voters
    return election


def _counted(name, election, rule, budget, floor):
    spent = _milliseconds(election, rule)
    return row(f"100 000 votants × 300 projets, {name}", spent, "ms", budget=budget, floor=floor)


def _milliseconds(election, rule):
    def run():
        election.__dict__.pop("scores", None)
        return count(election, Rules(rule))

    return best(run) * 1000


def _judged():
    chance = np.random.Generator(np.random.PCG64(5))
    grid = Grid(chance.integers(0, 4, (300, 100_000), dtype=np.uint8))
    names = [Project(f"P{place:04d}", Fraction(1000)) for place in range(300)]
    kind = Judgment(("pas convaincu", "pourquoi pas", "j’aime bien", "coup de cœur"), "pas convaincu")
    election = of_ballots(names, Fraction(75_000), grid, kind)
    whole = best(lambda: np.add.reduce(grid.grades.view(np.uint64).ravel())) * 1000
    return _counted("jugement majoritaire à quatre mentions", election, ByVotes(), 60, whole)


def _raised(utility):
    """Seconds for 2,000 rises, in proportion when the envelope overflows before or after."""
    election = vote(4500, 200, most=3)
    contest = count(election).contest
    share = Fraction(contest.budget, len(election.ballots))
    step = share * contest.parts / (RISES * 3 // 4)
    seconds, raised = timed(lambda: last_within(Market(contest, utility), share, step))
    what = f"4 500 votants × 200 projets, 2 000 hausses de la part ({utility})"
    return row(what, seconds * RISES / raised, budget=2, floor=best(lambda: election.ballots.choices.sum()))


def _read():
    election = vote(165_000, 260, seed=3)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "vote.pb"
        file.write_text(_text(election), encoding="utf-8")
        bytes_pass, size = best(lambda: file.read_bytes().count(b"\n")), file.stat().st_size / 2**20
        seconds, peak = answer(sys.executable, READ, file)
    name = "165 000 bulletins × 260 projets, lus en .pb et dépouillés"
    read = row(name, seconds, budget=2, floor=bytes_pass)
    return [read, row(f"{name}, mémoire", peak, "Mo", budget=600, floor=size)]


def _text(election):
    ballots = election.ballots
    bounds = zip(ballots.starts[:-1].tolist(), ballots.starts[1:].tolist(), strict=True)
    ids = [project.id for project in election.projects]
    names = [ids[one] for one in ballots.choices.tolist()]
    lines = ["META", "key;value", *_meta(election), "PROJECTS", "project_id;cost"]
    lines += [f"{project.id};{project.cost}" for project in election.projects]
    lines += ["VOTES", "voter_id;age;sex;voting_method;vote"]
    lines += [f"{one};25-39;F;internet;{','.join(names[start:end])}" for one, (start, end) in enumerate(bounds)]
    return "\n".join(lines) + "\n"


def _meta(election):
    sizes = [f"num_projects;{len(election.projects)}", f"num_votes;{len(election.ballots)}"]
    return [
        "description;essai",
        "country;FR",
        *sizes,
        f"budget;{election.budget}",
        "vote_type;approval",
        "rule;unknown",
    ]


LIBRARY = """
import json, sys, time
from pabutools.election import Cardinality_Sat, Cost_Sat, parse_pabulib
from pabutools.rules import method_of_equal_shares, sequential_phragmen
from pabutools.tiebreaking import TieBreakingRule
ties = TieBreakingRule(lambda instance, profile, project: (project.cost, project.name))
instance, profile = parse_pabulib(sys.argv[1])
rules = {
    "cost": lambda: method_of_equal_shares(instance, profile, sat_class=Cost_Sat, tie_breaking=ties),
    "cardinality": lambda: method_of_equal_shares(instance, profile, sat_class=Cardinality_Sat, tie_breaking=ties),
    "phragmen": lambda: sequential_phragmen(instance, profile, tie_breaking=ties),
}
found = {}
for name, rule in rules.items():
    begin = time.process_time()
    elected = sorted(project.name for project in rule())
    found[name] = [time.process_time() - begin, elected]
print(json.dumps(found))
"""
"""The public library on the same file; it only runs in the environment of oracles, whose python is given."""


def against_library(python):
    """Rows (what, value, unit, library, agrees): our milliseconds and those of pabutools on 10,000 ballots."""
    election = vote(10_000, 100, seed=3)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "vote.pb"
        file.write_text(_text(election), encoding="utf-8")
        library = answer(python, LIBRARY, file)
    ours = {
        "cost": EqualShares(COST, "none"),
        "cardinality": EqualShares(CARDINALITY, "none"),
        "phragmen": Phragmen("stop"),
    }
    return [_beside(name, election, rule, *library[name]) for name, rule in ours.items()]


def _beside(name, election, rule, seconds, elected):
    agrees = sorted(count(election, Rules(rule)).winners) == elected
    what = f"10 000 votants × 100 projets, {name}, à côté de pabutools"
    said = "mêmes lauréats" if agrees else "AUTRES LAURÉATS"
    return beside(what, _milliseconds(election, rule), "ms", library=seconds * 1000, agrees=agrees, said=said)
