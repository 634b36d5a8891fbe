"""Many runs of equal shares side by side, one lane per share, in doubles only.

A lane says for certain whether its outcome costs more than the envelope, or that doubles cannot prove it: each price
is known within a bound, and a project is bought only when that bound puts it before all others, or when all those
that are as cheap are paid evenly, which whole numbers compare. Lanes take no account of one another: each goes
through its own projects, one at a time, all lanes at the same time.
"""

from fractions import Fraction

import numpy as np

from .exact import ULP
from .market import COST

APART = 1e-7
"""Relative distance at which two prices are certainly in their order; prices are known ten times better or more."""

OVER, WITHIN, SETTLED, UNSURE = "over", "within", "settled", "unsure"
"""A lane's outcome: above the envelope, not above it, not above it for good (nothing more can ever be bought), or to
be calculated exactly."""


class Track:
    """What all lanes of one market share: supporters padded to the same length, costs, and the common beginning.

    While the project that is cheapest when all its supporters can pay is paid by all of them, richer voters buy it
    too: that beginning only grows with the share, and is walked through once.
    """

    def __init__(self, market):
        self.market = market
        self.people = len(market.ballots)
        self.whole = [market.costs[one] for one in market.candidates]
        self.costs = np.array(self.whole, dtype=float)
        self.sizes = np.array([market.sizes[one] for one in market.candidates])
        self.units = self.costs if market.utility == COST else np.ones(len(self.costs))
        self.padded = np.full((len(self.costs), int(self.sizes.max())), self.people)
        for place, one in enumerate(market.candidates):
            self.padded[place, : self.sizes[place]] = market.supporters(one)
        self.rivals = self._rivals()
        self.even = [market.even[one] for one in market.candidates]
        self.decided = len(set(self.even)) == len(self.even)
        self.ties = self._ties()
        self.paid = np.zeros(self.people + 1)
        self.common, self.out = [], {place for place, one in enumerate(market.candidates) if one in market.barred()}

    def _rivals(self):
        places = {one: place for place, one in enumerate(self.market.candidates)}
        found = {one: [places[other] for other in self.market.rivals[one] if other in places] for one in places}
        return {places[one]: others for one, others in found.items() if others}

    def _ties(self):
        """The place of each candidate in the order of the tie-break alone."""
        found = np.empty(len(self.costs), dtype=np.int64)
        order = [one for group in self.market.contest.tied(list(self.market.candidates)) for one in group]
        places = {one: place for place, one in enumerate(self.market.candidates)}
        found[[places[one] for one in order]] = np.arange(len(order))
        return found

    def rate(self, place, payers):
        """The exact rate of a project that so many people pay evenly."""
        return Fraction(1, payers) if self.market.utility == COST else Fraction(self.whole[place], payers)

    def walk(self, share):
        """Take the common beginning as far as this share allows."""
        for place in np.argsort(self.even).tolist() if self.decided else []:
            if place in self.out:
                continue
            voters = self.padded[place, : self.sizes[place]]
            price = self.costs[place] / self.sizes[place]
            if share - float(self.paid[voters].max()) < price * (1 + APART):
                return
            self.paid[voters] += price
            self.common.append(place)
            self.out |= {place, *self.rivals.get(place, ())}


class Lanes:
    """Runs for some shares (fractions of parts), the lowest first."""

    def __init__(self, track, shares):
        self.track = track
        lanes, wide = len(shares), track.people + 1
        begin = np.array([float(share) for share in shares])
        track.walk(float(begin[0]))
        self.rows, self.offsets = np.arange(lanes), np.arange(lanes)[:, None] * wide
        self.error = begin * ULP * (len(track.common) + 2)
        self.money = (begin[:, None] - track.paid).ravel()
        self.errors = np.repeat(self.error, wide)
        self.money[track.people :: wide] = self.errors[track.people :: wide] = 0.0
        self.floors = np.tile(track.costs / track.sizes / track.units * (1 - APART), (lanes, 1))
        self.floors[:, sorted(track.out)] = np.inf
        self.turn = np.zeros(lanes, dtype=np.int64)
        self.seen = np.full(self.floors.shape, -1)
        self.payers = np.zeros(self.floors.shape, dtype=np.int64)
        self.spent = np.full(lanes, float(sum(track.whole[place] for place in track.common)))
        self.out = np.isinf(self.floors)
        self.unsure = np.zeros(lanes, dtype=bool)

    def outcomes(self):
        """What each lane finds, up to the first that is certainly over."""
        budget = float(self.track.market.contest.budget)
        last = len(self.rows)
        while self._step():
            over = np.flatnonzero((self.spent > budget) & ~self.unsure)
            if len(over):
                last = min(last, int(over[0]) + 1)
                self.floors[over[0] :] = np.inf
        return [self._outcome(lane, budget) for lane in range(last)]

    def _outcome(self, lane, budget):
        if self.unsure[lane]:
            return UNSURE
        if self.spent[lane] > budget:
            return OVER
        return SETTLED if self.out[lane].all() else WITHIN

    def _step(self):
        """One price in each lane, and the purchases that it proves; False once every lane has ended."""
        places, lowest = self._lowest()
        running = lowest < np.inf
        if not running.any():
            return False
        self.floors[self.rows, places] = np.inf
        limits = self._lowest()[1]
        self.floors[self.rows, places] = lowest
        known = self.seen[self.rows, places] == self.turn
        close = np.flatnonzero(running & known & (lowest * (1 + 3 * APART) >= limits))
        if len(close):
            places[close], limits[close] = self._compare(close, lowest[close])
            running &= ~self.unsure
        self._price(places, limits, running)
        return True

    def _lowest(self):
        places = self.floors.argmin(axis=1)
        return places, self.floors[self.rows, places]

    def _give_up(self, lanes):
        if lanes.any():
            self.unsure |= lanes
            self.floors[lanes] = np.inf

    def _compare(self, lanes, lowest):
        """For lanes whose cheapest projects are too close: the one to price next (limit -inf), or to buy (inf)."""
        near = self.floors[lanes] <= (lowest * (1 + 3 * APART))[:, None]
        stale = near & ((self.seen[lanes] != self.turn[lanes][:, None]) | (self.payers[lanes] < 0))
        waits = stale.any(axis=1)
        even = self.track.decided & (~near | (self.payers[lanes] > 0)).all(axis=1)
        places = stale.argmax(axis=1)
        for row in np.flatnonzero(~waits & even).tolist():
            places[row] = self._first(lanes[row], np.flatnonzero(near[row]).tolist())
        self._give_up(self._marked(lanes[~waits & ~even]))
        return places, np.where(waits, -np.inf, np.inf)

    def _first(self, lane, near):
        """The cheapest of projects that are all paid evenly, the tie-break included."""
        payers, track = self.payers[lane], self.track
        if track.market.utility == COST:
            return min(near, key=lambda place: (-payers[place], track.ties[place]))
        return min(near, key=lambda place: (track.rate(place, int(payers[place])), track.ties[place]))

    def _price(self, places, limits, running):
        """Price one project of each lane; buy where it is certainly the cheapest, else remember the price."""
        track = self.track
        costs, sizes, units = track.costs[places], track.sizes[places], track.units[places]
        cells = track.padded[places, : sizes[running].max(initial=1)] + self.offsets
        held = _read(self.money, cells)
        floors = np.where(running, self.floors[self.rows, places], 0.0)
        enough = np.where(limits > -np.inf, limits, np.inf) * units * (1 + 4 * APART)
        price, rich, found = _levels(held, costs, np.maximum(costs / sizes, floors * units), enough)
        short = np.flatnonzero(running & (rich == 0))
        if len(short):
            self._drop_short(short, places[short], held[short].sum(axis=1))
        running = running & (rich > 0)
        lost = (4 * (held.shape[1] + 4) * ULP * costs + 2 * sizes * self.error) / np.maximum(rich, 1)
        self._give_up(running & (lost + self.error > price * (APART / 8)))
        running &= ~self.unsure
        rates = price / units
        buys = running & found & (rates * (1 + APART) < limits)
        self._remember(running & ~buys, places, rates, found)
        near = np.flatnonzero(running & ~buys & found & (rates * (1 - 4 * APART) <= np.abs(limits)))
        if len(near):
            self._count_payers(near, places[near], held[near], price[near], cells[near])
        lanes = np.flatnonzero(buys)
        if len(lanes):
            self._buy(lanes, places[lanes], cells[lanes], held[lanes], price[lanes])

    def _remember(self, waits, places, rates, found):
        """Note the rate of a project: it is known until the lane's next purchase, then it is the least it can be."""
        where = self.rows[waits], places[waits]
        self.floors[where] = rates[waits] * (1 - APART)
        self.seen[where] = np.where(found, self.turn, -1)[waits]
        self.payers[where] = -1

    def _count_payers(self, lanes, places, held, price, cells):
        """Note how many pay a project evenly: all who own something, and they certainly own the price."""
        owners = np.count_nonzero(_read(self.errors, cells), axis=1)
        pays = np.count_nonzero(held >= (price * (1 + APART))[:, None], axis=1)
        self.payers[lanes, places] = np.where(owners == pays, owners, 0)

    def _drop_short(self, lanes, places, owned):
        """Projects whose supporters have not enough left."""
        costs, sizes = self.track.costs[places], self.track.sizes[places]
        certain = (owned < costs * (1 - APART)) & (sizes * self.error[lanes] < costs * (APART / 2))
        self._give_up(self._marked(lanes[~certain]))
        self.floors[lanes[certain], places[certain]] = np.inf

    def _marked(self, lanes):
        found = np.zeros(len(self.rows), dtype=bool)
        found[lanes] = True
        return found

    def _buy(self, lanes, places, cells, held, price):
        """Pay; a lane where nobody certainly has more than the price, or too few, cannot be proved."""
        errors = _read(self.errors, cells)
        poor = held < (price * (1 + APART))[:, None]
        moved = 4 * (held.shape[1] + 4) * ULP * self.track.costs[places]
        clear = held.shape[1] - np.count_nonzero(poor, axis=1)
        lost = (moved + (errors * poor).sum(axis=1)) / np.maximum(clear, 1) + price * 4 * ULP
        doubtful = (clear == 0) | (lost > price * (APART / 8))
        self._give_up(self._marked(lanes[doubtful]))
        # In place: what is held once the price is paid, and how well it is known; who pays less gives all.
        errors += held * ULP + lost[:, None]
        errors *= held >= (price * (1 - APART))[:, None]
        held -= price[:, None]
        self.money[cells] = np.maximum(held, 0.0, out=held)
        self.errors[cells] = errors
        self.error[lanes] = np.maximum(self.error[lanes], errors.max(axis=1))
        self.spent[lanes] += self.track.costs[places]
        self.turn[lanes] += 1
        self.out[lanes, places] = True
        if self.track.rivals:
            for lane, place in zip(lanes.tolist(), places.tolist(), strict=True):
                self.out[lane, self.track.rivals.get(place, [])] = True
        self.floors[lanes] = np.where(self.out[lanes], np.inf, self.floors[lanes])


def _read(values, cells):
    """What stands in these cells, all of which are there: without looking for those that are not."""
    return values.take(cells, mode="wrap")


def _levels(held, costs, price, enough):
    """(price, payers, found) per lane: what payers of `held` give together is the cost.

    Goes up from a price that is not above it, by Newton's steps, until all lanes are found or above `enough`, which
    is then all that is known; 0 payers when all have less than the price.
    """
    before, ones, units = np.full(len(costs), -1), np.ones(held.shape[1]), np.ones(held.shape[1], dtype=np.float32)
    pays, gifts = np.empty(held.shape, dtype=np.float32), np.empty(held.shape)
    while True:
        rich = (np.greater_equal(held, price[:, None], out=pays) @ units).astype(np.int64)
        found = rich == before
        if (found | (price > enough) | (rich == 0)).all():
            return price, rich, found
        paid = np.minimum(held, price[:, None], out=gifts) @ ones
        price = np.where(rich > 0, price + (costs - paid) / np.maximum(rich, 1), price)
        before = rich
