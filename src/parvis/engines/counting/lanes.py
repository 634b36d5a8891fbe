"""Many runs of equal shares side by side, one lane per share, in doubles only.

A lane says for certain whether its outcome costs more than the envelope, or that doubles cannot prove it: each price
is known within a bound, and a project is bought only when that bound puts it before all others. Lanes take no
account of one another: each goes through its own projects, one at a time, all lanes at the same time.
"""

from fractions import Fraction
from functools import cached_property

import numpy as np

from ..errors import BadInput
from .exact import ULP
from .shares import COST

APART = 1e-7
"""Relative distance at which two prices are certainly in their order; prices are known ten times better or more."""

OVER, WITHIN, SETTLED, UNSURE = "over", "within", "settled", "unsure"
"""A lane's outcome: above the envelope, not above it, not above it for good (nothing more can ever be bought), or to
be calculated exactly."""


class Track:
    """What all lanes of one market share: supporters padded to the same length, costs, and prices while all can pay."""

    def __init__(self, market):
        self.market = market
        self.people = len(market.ballots)
        self.candidates = market.candidates
        self.costs = np.array([float(market.costs[one]) for one in self.candidates])
        self.sizes = np.array([market.sizes[one] for one in self.candidates], dtype=np.int64)
        self.units = self.costs if market.utility == COST else np.ones(len(self.candidates))
        self.padded = np.full((len(self.candidates), int(self.sizes.max())), self.people, dtype=np.int64)
        for place, one in enumerate(self.candidates):
            self.padded[place, : self.sizes[place]] = market.supporters(one)
        places = {one: place for place, one in enumerate(self.candidates)}
        self.rivals = {
            places[one]: [places[other] for other in market.rivals[one] if other in places]
            for one in self.candidates
            if market.rivals[one]
        }
        self.start = [places[one] for one in market.barred() if one in places]

    @cached_property
    def keys(self):
        """Rates while all supporters can pay, in their exact order, ties broken: doubles a hair above the true ones."""
        rates = [self._rate(place) for place in range(len(self.candidates))]
        order = sorted(range(len(self.candidates)), key=lambda place: (rates[place], self._tie_key(place)))
        keys, hair = np.empty(len(order)), APART / 200 / max(len(order), 1)
        floor = 0.0
        for before, place in zip([None, *order], order, strict=False):
            tied = before is not None and rates[before] == rates[place] and not self._decided(before, place)
            floor = floor if tied else max(float(rates[place]), floor * (1 + hair))
            keys[place] = floor
        return keys

    def _rate(self, place):
        cost, size = self.market.costs[self.candidates[place]], int(self.sizes[place])
        return Fraction(1, size) if self.market.utility == COST else Fraction(cost, size)

    def _tie_key(self, place):
        contest = self.market.contest
        return contest.tie_break.key(contest.projects[self.candidates[place]])

    def _decided(self, one, other):
        try:
            return bool(self.market.contest.decided(self.candidates[one], self.candidates[other]))
        except BadInput:
            return False


class Lanes:
    """Runs for some shares (fractions of parts), in their order."""

    def __init__(self, track, shares):
        self.track = track
        lanes, wide = len(shares), track.people + 1
        begin = np.array([float(share) for share in shares])
        self.rows = np.arange(lanes)
        self.offsets = self.rows[:, None] * wide
        self.money = np.repeat(begin, wide)
        self.errors = np.repeat(begin * ULP, wide)
        self.money[track.people :: wide] = self.errors[track.people :: wide] = 0.0
        self.error = begin * ULP
        self.floors = np.tile(track.keys, (lanes, 1))
        self.floors[:, track.start] = np.inf
        self.turn = np.zeros(lanes, dtype=np.int64)
        self.seen = np.full(self.floors.shape, -1)
        self.spent = np.zeros(lanes)
        self.short = np.zeros(lanes, dtype=bool)
        self.unsure = np.zeros(lanes, dtype=bool)

    def outcomes(self):
        """What each lane finds, up to the first that is certainly over."""
        budget = float(self.track.market.contest.budget)
        while self._step():
            over = np.flatnonzero((self.spent > budget) & ~self.unsure)
            if len(over):
                self.floors[over[0] :] = np.inf
        over = np.flatnonzero((self.spent > budget) & ~self.unsure)
        last = over[0] + 1 if len(over) else len(self.rows)
        return [self._outcome(lane, budget) for lane in range(last)]

    def _outcome(self, lane, budget):
        if self.unsure[lane]:
            return UNSURE
        if self.spent[lane] > budget:
            return OVER
        return WITHIN if self.short[lane] else SETTLED

    def _step(self):
        """One price in each lane, and the purchases that it proves; False once every lane has ended."""
        first, lowest = self._lowest()
        running = lowest < np.inf
        if not running.any():
            return False
        self.floors[self.rows, first] = np.inf
        second, runner = self._lowest()
        self.floors[self.rows, first] = lowest
        known = self.seen[self.rows, first] == self.turn
        close = running & known & (lowest * (1 + 3 * APART) >= runner)
        self._give_up(close & (self.seen[self.rows, second] == self.turn))
        self._price(np.where(close, second, first), np.where(close, -np.inf, runner), running & ~self.unsure)
        return True

    def _lowest(self):
        places = self.floors.argmin(axis=1)
        return places, self.floors[self.rows, places]

    def _give_up(self, lanes):
        self.unsure |= lanes
        self.floors[lanes] = np.inf

    def _price(self, places, runner, running):
        """Price one project of each lane; buy where it is certainly the cheapest, else remember the price."""
        track = self.track
        costs, sizes = track.costs[places], track.sizes[places]
        cells = track.padded[places, : sizes[running].max(initial=1)] + self.offsets
        held = self.money.take(cells)
        floors = self.floors[self.rows, places]
        least = np.where(floors < np.inf, floors, 0.0) * track.units[places] * (1 - APART / 50)
        price, rich = _levels(held, costs, np.maximum(costs / sizes, least))
        self._drop_short(running & (rich == 0), places, held.sum(axis=1), costs, sizes)
        payers = np.maximum(rich, 1)
        lost = (4 * (held.shape[1] + 4) * ULP * costs + (sizes - rich) * self.error) / payers
        running = running & (rich > 0)
        self._give_up(running & ((lost > price * APART / 20) | (self.error > price * APART / 4)))
        running &= ~self.unsure
        even = rich == sizes
        rates = np.where(even, track.keys[places], price / track.units[places])
        buys = running & (np.where(even, rates, rates * (1 + APART)) < runner)
        waits = running & ~buys
        self.floors[self.rows[waits], places[waits]] = np.where(even, rates, rates * (1 - APART))[waits]
        self.seen[self.rows[waits], places[waits]] = self.turn[waits]
        lanes = np.flatnonzero(buys)
        if len(lanes):
            self._buy(lanes, places[lanes], cells[lanes], held[lanes], price[lanes])

    def _drop_short(self, lanes, places, owned, costs, sizes):
        """Projects whose supporters have not enough left."""
        certain = (owned < costs * (1 - APART)) & (sizes * self.error < costs * APART / 2)
        self._give_up(lanes & ~certain)
        short = lanes & certain
        self.short |= short
        self.floors[self.rows[short], places[short]] = np.inf

    def _buy(self, lanes, places, cells, held, price):
        pays = held >= (price * (1 - APART))[:, None]
        errors = self.errors.take(cells)
        given = np.where(pays, 0.0, errors).sum(axis=1)
        moved = 4 * (held.shape[1] + 4) * ULP * self.track.costs[places]
        lost = (moved + given) / np.maximum(pays.sum(axis=1), 1) + price * 4 * ULP
        self.money[cells] = np.where(pays, np.maximum(held - price[:, None], 0.0), 0.0)
        errors = np.where(pays, errors + (lost[:, None] + held * ULP), 0.0)
        self.errors[cells] = errors
        self.error[lanes] = np.maximum(self.error[lanes], errors.max(axis=1))
        self.spent[lanes] += self.track.costs[places]
        self.turn[lanes] += 1
        self.floors[lanes, places] = np.inf
        for lane, place in zip(lanes.tolist(), places.tolist(), strict=True):
            if place in self.track.rivals:
                self.floors[lane, self.track.rivals[place]] = np.inf


def _levels(held, costs, price):
    """(price, how many pay it) per lane: from a price that is not above it, by Newton's steps; 0 payers when all have
    less."""
    before = None
    while True:
        rich = (held >= price[:, None]).sum(axis=1)
        if before is not None and (rich == before).all():
            return price, rich
        paid = np.minimum(held, price[:, None]).sum(axis=1)
        price = price + np.where(rich > 0, (costs - paid) / np.maximum(rich, 1), 0.0)
        before = rich
