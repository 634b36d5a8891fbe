"""Money cut beforehand: an envelope per territory or per theme, or a part kept for some projects."""

from dataclasses import dataclass, field
from fractions import Fraction

from ..errors import BadInput
from ..words import euros
from .greedy import ByVotes
from .outcome import Outcome, Verdict, check_word

CUTS = {"territory": "territoire", "theme": "thème"}


@dataclass(frozen=True)
class Envelopes:
    """One sum per territory or per theme, each allocated by the rule `inside`; the empty name is for projects without.

    With `pooled`, what is left in the envelopes is then given by votes to the projects that remain.
    """

    by: str
    amounts: dict
    inside: object = field(default_factory=ByVotes)
    pooled: bool = False

    def __post_init__(self):
        check_word(self.by, CUTS, "Enveloppes")
        if not self.amounts:
            raise BadInput("Aucune enveloppe n’est donnée.")

    def sentence(self):
        """The rule as one reads it."""
        named = sorted((name or f"sans {CUTS[self.by]}", amount) for name, amount in self.amounts.items())
        sums = ", ".join(f"{name} {euros(amount)}" for name, amount in named)
        rest = " Ce qui reste est mis en commun, au nombre de voix." if self.pooled else ""
        return f"Une enveloppe par {CUTS[self.by]} ({sums}). {self.inside.sentence()}{rest}"

    @property
    def sums(self):
        """The amounts named, in euros."""
        return [Fraction(amount) for amount in self.amounts.values()]

    def allocate(self, contest):
        """Allocate each envelope, in the order of names; projects without an envelope are left out."""
        _check_sums(contest, self.sums)
        parts = [
            (name, [one for one in contest.candidates if getattr(contest.projects[one], self.by) == name], amount)
            for name, amount in sorted(self.amounts.items())
        ]
        whole = Outcome([], {one: Verdict("no_envelope", word=CUTS[self.by]) for one in contest.candidates}, 0)
        for _, candidates, amount in parts:
            if candidates:
                part = contest.within(candidates, int(Fraction(amount) * contest.parts), whole.elected)
                _add(whole, self.inside.allocate(part))
        whole.left = contest.budget - sum(contest.costs[one] for one in whole.elected)
        if self.pooled:
            _spend_what_is_left(contest, whole, ByVotes())
        return whole


@dataclass(frozen=True)
class Reserve:
    """A part of the envelope kept first for some projects: those of these territories or themes."""

    name: str
    amount: Fraction
    by: str
    values: tuple[str, ...]

    def __post_init__(self):
        check_word(self.by, CUTS, f"Part réservée « {self.name} »")

    def holds(self, project):
        """Whether a project may be elected from this part."""
        return getattr(project, self.by) in self.values


@dataclass(frozen=True)
class Reserves:
    """Parts reserved to some projects are given first, by votes; what is left of them joins the rest, then `then`."""

    reserves: tuple
    then: object = field(default_factory=ByVotes)

    def sentence(self):
        """The rule as one reads it."""
        parts = ", ".join(f"{reserve.name} ({euros(reserve.amount)})" for reserve in self.reserves)
        return f"D’abord les parts réservées, au nombre de voix : {parts} ; puis le reste. {self.then.sentence()}"

    @property
    def sums(self):
        """The amounts named, in euros."""
        return [Fraction(reserve.amount) for reserve in self.reserves]

    def allocate(self, contest):
        """Allocate each reserved part in the order given, then everything that is left."""
        _check_sums(contest, self.sums)
        whole = Outcome([], {}, contest.budget)
        for reserve in self.reserves:
            open_to = [
                one for one in contest.candidates if reserve.holds(contest.projects[one]) and one not in whole.elected
            ]
            part = contest.within(open_to, int(Fraction(reserve.amount) * contest.parts), whole.elected)
            found = ByVotes().allocate(part)
            for one in found.elected:
                found.verdicts[one] = Verdict("from_reserve", left=found.verdicts[one].left, word=reserve.name)
            _add(whole, found)
            whole.left -= sum(contest.costs[one] for one in found.elected)
        _spend_what_is_left(contest, whole, self.then)
        return whole


def _check_sums(contest, sums):
    budget = contest.euros(contest.budget)
    if sum(sums) > budget:
        raise BadInput(f"Les enveloppes font {euros(sum(sums))} ensemble, plus que les {euros(budget)} du vote.")


def _add(whole, part):
    whole.elected += part.elected
    whole.verdicts |= part.verdicts
    whole.ties += part.ties
    whole.remarks += part.remarks


def _spend_what_is_left(contest, whole, rule):
    rest = contest.within([one for one in contest.candidates if one not in whole.elected], whole.left, whole.elected)
    found = rule.allocate(rest)
    _add(whole, found)
    whole.left = found.left
