"""The rule of equal shares with what cities do of the money that nobody could agree to spend."""

from dataclasses import dataclass, replace
from fractions import Fraction

from ..errors import BadInput
from ..words import euros, several
from .greedy import ByVotes
from .increments import last_within
from .market import CARDINALITY, COST, Market
from .outcome import Outcome, Verdict, check_word
from .shares import Run

UTILITIES = {COST: "le coût du projet", CARDINALITY: "le même pour tous les projets"}
COMPLETIONS = {
    "none": "ce qui n’est pas dépensé reste",
    "utilitarian": "ce qui reste va au nombre de voix",
    "add1": "la part de chacun monte, {step} à la fois, jusqu’au dernier résultat qui tient dans l’enveloppe",
    "add1-utilitarian": (
        "la part de chacun monte, {step} à la fois, jusqu’au dernier résultat qui tient dans l’enveloppe, puis ce qui "
        "reste va au nombre de voix"
    ),
}


@dataclass(frozen=True)
class EqualShares:
    """Equal shares; `utility` is what a voter gains from a project they support: its cost, or one (`cardinality`).

    `completion`: `none`, `utilitarian`, `add1` (raise the share by `step` euros until the outcome costs more than the
    envelope, keep the one before; it goes on past outcomes where nothing more would fit, as cities do) or
    `add1-utilitarian`.
    """

    utility: str = COST
    completion: str = "add1-utilitarian"
    step: Fraction = Fraction(1)
    needs_ballots = True

    def __post_init__(self):
        check_word(self.utility, UTILITIES, "Utilité")
        check_word(self.completion, COMPLETIONS, "Complément")
        if self.step <= 0:
            raise BadInput("Le pas dont la part de chacun monte doit être positif.")

    def sentence(self):
        """The rule as one reads it."""
        rest = COMPLETIONS[self.completion].format(step=euros(self.step))
        return (
            "Méthode des parts égales : chacun dispose de la même part de l’enveloppe pour les projets qu’il soutient "
            f"(ce qu’un projet apporte : {UTILITIES[self.utility]}) ; {rest}."
        )

    def allocate(self, contest):
        """Buy with the shares, then complete."""
        market = Market(contest, self.utility)
        outcome = self._bought(market)
        if self.completion.endswith("utilitarian"):
            _complete(contest, outcome)
        return outcome

    def _bought(self, market):
        if not market.people:
            return Outcome([], {one: Verdict("no_support") for one in market.contest.candidates}, market.contest.budget)
        share = Fraction(market.contest.budget, market.people)
        raised = 0
        if self.completion.startswith("add1"):
            raised = last_within(market, share, self.step * market.contest.parts)
        run = Run(market, share + raised * self.step * market.contest.parts).buy_all()
        outcome = _outcome(market.contest, run)
        if self.completion.startswith("add1"):
            outcome.remarks.append(
                f"Part de chacun : {euros(market.contest.euros(share))} au départ, "
                f"{euros(market.contest.euros(run.share))} à la fin ({several(raised, 'hausse')})."
            )
        return outcome


def _outcome(contest, run):
    """Verdicts of a finished run; its amounts are calculated when they are read."""
    verdicts = {one: Verdict("below_minimum") for one in contest.candidates if not contest.reaches(one)}
    taken = contest.already | {purchase.project for purchase in run.bought}
    for project in contest.ranking:
        verdicts[project] = _lost(run, project, contest.rivals_of(project) & taken)
    for place, purchase in enumerate(run.bought, start=1):
        verdicts[purchase.project] = Verdict("equal_shares", share=lambda place=place: run.paid(place))
    ties = [(one, other, contest.decided(one, other)) for one, other in run.ties]
    elected = [purchase.project for purchase in run.bought]
    return Outcome(elected, verdicts, contest.budget - run.cost, ties)


def _lost(run, project, rivals):
    if rivals:
        return Verdict("rival_elected", other=min(rivals))
    if not run.market.sizes[project]:
        return Verdict("no_support")
    return Verdict("supporters_short", share=lambda: run.owned_by_supporters(project))


def _complete(contest, outcome):
    """Give what is left by votes to projects that were not bought."""
    rest = contest.within(
        [one for one in contest.candidates if one not in outcome.elected], outcome.left, outcome.elected
    )
    found = ByVotes().allocate(rest)
    for one in found.elected:
        outcome.verdicts[one] = replace(found.verdicts[one], code="completed")
    outcome.elected += found.elected
    outcome.left = found.left
