"""The method of equal shares: everybody has the same part of the envelope, spent only on what they support.

D. Peters, G. Pierczyński and P. Skowron, « Proportional participatory budgeting with additive utilities », NeurIPS
2021; equalshares.net. At each step the project bought is the one whose dearest payer pays least per unit of utility
(utility is the cost of the project, or 1), its supporters paying the same, or all they have left.

What people have left is kept in doubles with one bound on their error. A double decides only when that bound proves
it; otherwise prices are calculated exactly: everybody's money is the initial share less what was paid for each
bought project they support, so a price is a combination with whole coefficients of earlier prices.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from heapq import heapify, heappop, heappush

import numpy as np

from .exact import ULP, Ledger
from .market import COST

SURE = 1e-6
"""Relative distance from a price within which who can pay it is settled exactly."""

STALE = 1e-10
"""Error, relative to the share, from which everybody's money is calculated again."""

TINY = 5e-324
"""What is left, in doubles, to somebody who may have nothing left or almost nothing."""


@dataclass(frozen=True)
class Price:
    """What the dearest payer of a project pays, in parts: bounds that are certain, how many pay it, and who.

    `rich` pay the price, `givers` all that they have left, which is less; `split` tells them apart when it is asked:
    most prices are compared, and never paid.
    """

    low: float
    high: float
    payers: int
    split: Callable

    @property
    def rich(self):
        """The ballots that pay the price."""
        return self._both[0]

    @property
    def givers(self):
        """The ballots that give all that they have left."""
        return self._both[1]

    @cached_property
    def _both(self):
        return self.split()


@dataclass(frozen=True)
class Purchase:
    """A project bought: how many pay the whole price, who gives all they have left, and how many projects were bought
    before."""

    project: int
    rich: int
    givers: np.ndarray


class Run:
    """One allocation of one share per voter (a fraction of parts): `bought` is filled by `buy_all`."""

    def __init__(self, market, share):
        self.market, self.share = market, share
        self.money = np.full(len(market.ballots), float(share))
        self.errors = np.full(len(market.ballots), float(share) * ULP)
        self.error = float(share) * ULP
        self.bought, self.ties = [], []
        self.won = np.zeros(market.ballots.projects, dtype=np.int64)
        self.out = set()
        self.exact = Ledger()
        self.exact.add(share.numerator, share.denominator)

    def buy_all(self):
        """Buy until no project can be paid by its supporters; returns the run."""
        self.out = self.market.barred()
        for project in self.market.free:
            if project not in self.out:
                self._record(project, 1, np.empty(0, dtype=np.int32))
        waiting = [(self._floor(one), one) for one in self.market.candidates]
        heapify(waiting)
        while waiting:
            found = self._cheapest(waiting)
            if found:
                self._buy(*found)
        return self

    def _floor(self, project):
        """What a project costs per unit of utility when all its supporters can pay, at the least."""
        price = self.market.costs[project] / self.market.sizes[project]
        return self.market.rate(project, price) * (1 - 4 * ULP)

    def _cheapest(self, waiting):
        """The next project and its price, taken out of those that wait; None when nobody can be paid for any more."""
        fresh, passed, best, first = [], [], float("inf"), float("inf")
        while waiting and waiting[0][0] <= best:
            floor, project = heappop(waiting)
            if self.market.even[project] > first:
                passed.append((floor, project))
                continue
            price = None if project in self.out else self._price(project, floor, best)
            if price is None:
                continue
            least = self.market.rate(project, price.low) * (1 - 2 * ULP)
            if price.high == float("inf"):
                heappush(waiting, (least, project))
                continue
            fresh.append((least, project, price))
            best = min(best, self.market.rate(project, price.high) * (1 + 2 * ULP))
            if price.payers == self.market.sizes[project]:
                first = min(first, self.market.even[project])
        for one in passed:
            heappush(waiting, one)
        near = [one for one in fresh if one[0] <= best]
        if not near:
            return None
        chosen = near[0] if len(near) == 1 else self._exactly_cheapest(near)
        for one in fresh:
            if one is not chosen:
                heappush(waiting, one[:2])
        return chosen[1:]

    # Prices in doubles

    def _price(self, project, floor, best):
        """The price of a project, or None when its supporters cannot pay it; exact when doubles cannot tell.

        Above the `best` rate found so far, only the least it can be (its `high` is infinite).
        """
        voters = self.market.supporters(project)
        held = self.money.take(voters)
        cost = float(self.market.costs[project])
        unit = cost if self.market.utility == COST else 1.0
        least = max(cost / len(held), floor * unit * (1 - 8 * ULP))
        price, poor, found = _level(held, cost, least, best * unit * (1 + SURE))
        if not found:
            # A tangent of the sum of min(money, price), a concave function, never gives more than the price. Doubles
            # may have taken it an error away from its place, with payers counted on the other side of it.
            lost = self._lost(len(held), poor, cost, unsure=2 * len(held)) + self.error + price * ULP
            if price - lost > best * unit * (1 + 8 * ULP):
                return Price(price - lost, float("inf"), 0, lambda: (voters[:0], voters[:0]))
            price, poor, found = _level(held, cost, least, float("inf"))
        if price is None:
            short = held.sum() < cost * (1 - SURE) and len(held) * self.error < cost * SURE / 2
            return None if short else self._solve(project)
        return self._sure(voters, held, cost, price, poor) or self._settle(project, price)

    def _lost(self, payers, poor, cost, unsure=None):
        """The most by which doubles may miss a price, when they know the money of so many only to their error."""
        unsure = poor if unsure is None else unsure
        return (4 * (payers + 4) * ULP * cost + unsure * self.error) / (payers - poor)

    def _settle(self, project, price):
        """The price of a project, exact money settling who cannot be told from doubles to pay about this price."""
        margin = price * SURE
        if self.error > margin / 2:
            self.refresh()
        if self.error > margin / 2:
            return self._solve(project)
        return self._solve(project, price - margin, price + margin)

    def _sure(self, voters, held, cost, price, poor):
        """A price with its bounds, when it is certain who pays it and who gives what is left to them; else None.

        The sum of min(money, price) is concave in the price, with the number of rich for slope: an error of that sum
        moves the price by as much, divided by the rich.
        """
        margin = price * SURE
        rich = len(held) - poor
        if np.count_nonzero(held >= price + margin) < rich or (
            poor and np.count_nonzero(held <= price - margin) < poor
        ):
            return None
        lost = self._lost(len(held), poor, cost) + price * ULP
        if lost + self.error > margin / 2:
            return None
        return Price(price - lost, price + lost, rich, lambda: _split(voters, held, price))

    # Exact prices

    def _exactly_cheapest(self, near):
        exact = [self._exact_rate(project, price) for _, project, price in near]
        first = 0
        for place in range(1, len(near)):
            if exact[place][0] * exact[first][1] < exact[first][0] * exact[place][1]:
                first = place
        equal = [
            near[place][1] for place, rate in enumerate(exact) if rate[0] * exact[first][1] == exact[first][0] * rate[1]
        ]
        winner = self.market.contest.first(equal)
        self.ties += [(winner, one) for one in equal if one != winner]
        return next(one for one in near if one[1] == winner)

    def _exact_rate(self, project, price):
        """(numerator, denominator) of the price per unit of utility."""
        if not len(price.givers):
            numerator, denominator = self.market.costs[project], price.payers
        else:
            self.write_down()
            numerator, denominator = self._exact_price(project, price.payers, price.givers, len(self.bought))
        return numerator, denominator * (self.market.costs[project] if self.market.utility == COST else 1)

    def _exact_price(self, project, rich, givers, before):
        """(numerator, denominator) of a price: the cost less what is given, shared between the rich."""
        given = self.exact.combined(self._money_of(givers, before))
        return self.market.costs[project] * self.exact.denominator - given, rich * self.exact.denominator

    def _money_of(self, voters, before):
        """What these voters have together after so many purchases, as coefficients of the ledger."""
        chosen = self.market.ballots.chosen_by(voters)
        orders = self.won[chosen]
        paid = np.bincount(orders[(orders > 0) & (orders <= before)], minlength=before + 1)
        return [len(voters), *(-paid[1:]).tolist()]

    def write_down(self):
        """Bring the ledger up to the last purchase."""
        for place in range(len(self.exact.numerators) - 1, len(self.bought)):
            one = self.bought[place]
            self.exact.add(*self._exact_price(one.project, one.rich, one.givers, place))

    def _solve(self, project, low=0.0, high=float("inf")):
        """The price of a project from exact money, or None when its supporters cannot pay it.

        Who has less than `low` gives all, who has more than `high` pays the price: exact money settles the others.
        """
        self.write_down()
        voters = self.market.supporters(project)
        voters = voters[self.money.take(voters) > 0]
        held = self.money.take(voters)
        givers, rich = [voters[held < low]], [voters[held > high]]
        left = self.market.costs[project] * self.exact.denominator
        left -= self.exact.combined(self._money_of(givers[0], len(self.bought)))
        payers = int(np.count_nonzero(held >= low))
        for money, group in sorted(self._wealth(voters[(held >= low) & (held <= high)]).items()):
            gives = money * payers < left
            (givers if gives else rich).append(np.array(group))
            left -= money * len(group) * gives
            payers -= len(group) * gives
        price = left / (payers * self.exact.denominator) if payers else float("inf")
        if low and not low + self.error < price < high - self.error:
            return self._solve(project)
        if not payers:
            return None
        groups = np.concatenate(rich), np.concatenate(givers)
        return Price(price * (1 - ULP), price * (1 + ULP), len(groups[0]), lambda: groups)

    def _wealth(self, voters):
        """Voters by what they have, in ledger units."""
        ballots = self.market.ballots
        histories = {}
        orders = self.won[ballots.chosen_by(voters)].tolist()
        start = 0
        for voter, length in zip(voters.tolist(), ballots.lengths[voters].tolist(), strict=True):
            history = tuple(sorted(order for order in orders[start : start + length] if order))
            histories.setdefault(history, []).append(voter)
            start += length
        wealth = {}
        for history, group in histories.items():
            money = self.exact.numerators[0] - sum(self.exact.numerators[order] for order in history)
            wealth.setdefault(money, []).extend(group)
        return wealth

    def refresh(self):
        """Calculate everybody's money again from exact prices, so that doubles are as good as at the start."""
        self.write_down()
        prices = np.array([0.0] + [value / self.exact.denominator for value in self.exact.numerators[1:]])
        ballots = self.market.ballots
        paid = np.bincount(ballots.voters, prices[self.won[ballots.choices]], minlength=len(ballots))
        self.error = float(self.share) * ULP * (int(ballots.lengths.max()) + 3)
        self.errors.fill(self.error)
        self.money = np.where(self.money > 0, np.maximum(float(self.share) - paid, TINY), 0.0)

    # Purchases

    def _buy(self, project, price):
        middle = (price.low + price.high) / 2
        given = (price.payers + len(price.givers) + 4) * ULP * 4 * self.market.costs[project]
        lost = (given + float(self.errors[price.givers].sum())) / price.payers + (middle + float(self.share)) * 2 * ULP
        self.money[price.rich] = np.maximum(self.money.take(price.rich) - middle, TINY)
        self.money[price.givers] = 0.0
        errors = self.errors.take(price.rich) + lost
        self.errors[price.rich] = errors
        self.error = max(self.error, float(errors.max()))
        self._record(project, price.payers, price.givers)
        if self.error > float(self.share) * STALE:
            self.refresh()

    def _record(self, project, rich, givers):
        self.bought.append(Purchase(project, rich, givers))
        self.won[project] = len(self.bought)
        self.out |= {project} | self.market.rivals[project]

    def paid(self, place):
        """The price, in parts, of the project bought at this place (1 for the first)."""
        self.write_down()
        return self.exact.value(place)

    def owned_by_supporters(self, project):
        """What supporters of a project have left together, in parts."""
        self.write_down()
        voters = self.market.supporters(project)
        money = self.exact.combined(self._money_of(voters[self.money[voters] > 0], len(self.bought)))
        return Fraction(money, self.exact.denominator)

    @property
    def cost(self):
        """What everything bought costs, in parts."""
        return sum(self.market.costs[one.project] for one in self.bought)


def _split(voters, held, price):
    """Who has more than the price, then who has less and something to give."""
    pays = held > price
    return voters[pays], voters[~pays & (held > 0)]


def _level(held, cost, price, enough):
    """(price, how many have less, found): the price at which payers of `held` give `cost`; None when all have less.

    Goes up from a price that is not above it, by Newton's steps: those who have less give all, the others share the
    rest. Stops above `enough`: the price is then not found, only above that.
    """
    before = 0
    while True:
        poor = int(np.count_nonzero(held < price))
        if poor == before:
            return price, poor, True
        if poor == len(held):
            return None, poor, True
        price += (cost - float(np.add.reduce(np.minimum(held, price)))) / (len(held) - poor)
        if price > enough:
            return price, poor, False
        before = poor
