"""One vote under several rules, side by side: who would have won, what would be left, who would be served."""

from dataclasses import replace
from fractions import Fraction

from ..progress import silent
from .envelopes import Envelopes
from .equal_shares import EqualShares
from .greedy import ByVotes, FirstOfEachTerritory, OnePerTerritory
from .money import exact_text
from .outcome import SKIP, STOP
from .phragmen import Phragmen
from .tally import Rules, count


def usual_rules(election, rules=None):
    """Every rule that this vote allows, by its French name, with the tie-break and the minimum of `rules`.

    Envelopes per territory or theme are equal parts of the whole: what a town would try first.
    """
    rules = rules or Rules()
    found = {"au nombre de voix": ByVotes(SKIP), "au nombre de voix (arrêt)": ByVotes(STOP)}
    if any(project.territory for project in election.projects):
        found |= {
            "premier de chaque territoire": FirstOfEachTerritory(SKIP),
            "premier de chaque territoire (arrêt)": FirstOfEachTerritory(STOP),
            "un par territoire": OnePerTerritory(SKIP),
            "enveloppe par territoire": _equal_parts(election, "territory"),
        }
    if any(project.theme for project in election.projects):
        found["enveloppe par thème"] = _equal_parts(election, "theme")
    if election.ballots is not None:
        found |= {
            "Phragmén": Phragmen(SKIP),
            "parts égales": EqualShares(),
            "parts égales (même utilité)": EqualShares("cardinality"),
        }
    return {name: replace(rules, allocation=allocation) for name, allocation in found.items()}


def _equal_parts(election, by):
    names = sorted({getattr(project, by) for project in election.projects})
    part = Fraction(election.budget, len(names))
    return Envelopes(by, dict.fromkeys(names, part))


def compare(election, rules, progress=silent):
    """Count one vote under each of the rules (name → Rules): one row each, and who wins under which.

    `always` and `never` are the projects elected under all rules, or none; `depends` the others, with the rules that
    elect them.
    """
    tallies = {}
    for done, (name, one) in enumerate(rules.items()):
        progress(done, len(rules), name)
        tallies[name] = count(election, one)
    progress(len(rules), len(rules), "Comparaison")
    winners = {name: set(tally.winners) for name, tally in tallies.items()}
    won = {one.id: [name for name, some in winners.items() if one.id in some] for one in election.projects}
    return {
        "budget": exact_text(election.budget),
        "rules": [_row(name, tally) for name, tally in tallies.items()],
        "always": [one for one, names in won.items() if len(names) == len(tallies)],
        "never": [one for one, names in won.items() if not names],
        "depends": {one: names for one, names in won.items() if 0 < len(names) < len(tallies)},
    }


def _row(name, tally):
    served, whole = tally.territories_served()
    return {
        "name": name,
        "sentence": " ".join(tally.rules.sentences()),
        "winners": len(tally.winners),
        "elected": tally.winners,
        "spent": exact_text(tally.spent),
        "left": exact_text(tally.left),
        "voters": tally.contest.election.voters,
        "voters_served": tally.voters_served(),
        "territories": whole,
        "territories_served": served,
    }
