"""The reserve, stratum by stratum, and who replaces whom."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from ..errors import BadInput
from . import words
from .seed import order


@dataclass(frozen=True)
class Replacement:
    """Who leaves, who comes, and the people of the stratum passed over, each with the reason."""

    leaving: str
    coming: str
    stratum: str
    passed: tuple
    departures: tuple

    def __str__(self):
        told = f"{self.coming} remplace {self.leaving} (strate « {self.stratum} »)."
        for person, reason in self.passed:
            told += f" {person} passe son tour : {reason}"
        for reason in self.departures:
            told += f" Écart accepté faute de mieux : {reason}"
        return told


def stratum_of(person, columns):
    """The stratum of a person: what stands in these columns, joined; one stratum for all without columns."""
    return " × ".join(person.cells[column] or "non précisé" for column in columns) or "ensemble du vivier"


def reserves(pool, panel, columns, size, seed):
    """Per stratum, who waits, in order: ids by the SHA-256 of `seed/id`.

    size: people in all, shared among strata as their seats are (Sainte-Laguë), as far as each stratum goes.
    Nobody of a home already seated waits, and one person at most per home.
    """
    people = pool.by_id
    waiting = _waiting(pool, panel, columns, seed)
    seats = Counter(stratum_of(people[one], columns) for one in panel)
    shares = _shares(seats, {stratum: len(ids) for stratum, ids in waiting.items()}, size)
    return {stratum: waiting[stratum][: shares[stratum]] for stratum in sorted(waiting) if shares[stratum]}


def replace(pool, quotas, panel, reserve, columns, leaving):
    """The replacement of a member by the first of the same stratum with whom every quota still holds.

    When nobody keeps them all, the first who keeps most, and what is lost is said. Raises BadInput when `leaving`
    does not sit or the reserve of the stratum is used up.
    """
    if leaving not in panel:
        raise BadInput(f"« {leaving} » ne siège pas dans le panel.")
    people = pool.by_id
    stratum = stratum_of(people[leaving], columns)
    staying = [one for one in panel if one != leaving]
    homes = {people[one].household for one in staying} - {None}
    tried, passed = [], []
    for rank, person in enumerate(reserve.get(stratum, ())):
        if person in panel or people[person].household in homes:
            continue
        losses = _losses(quotas, [people[one] for one in (*staying, person)], [people[one] for one in panel])
        if not losses:
            return Replacement(leaving, person, stratum, tuple(passed), ())
        tried.append((len(losses), rank, person, losses))
        passed.append((person, losses[0]))
    if not tried:
        raise BadInput(f"La réserve de la strate « {stratum} » est épuisée : un nouveau tirage est nécessaire.")
    _, rank, person, losses = min(tried)
    return Replacement(leaving, person, stratum, tuple(one for one in passed if one[0] != person), tuple(losses))


def _losses(quotas, after, before):
    """Sentences for quotas that the change takes further from what they ask."""
    told = []
    for quota in quotas:
        count = sum(quota.counts(person) for person in after)
        was = sum(quota.counts(person) for person in before)
        if _missing(quota, count) > _missing(quota, was):
            told.append(f"« {quota} » compterait {words.seats(count)} au lieu de {words.span(quota.low, quota.high)}.")
    return told


def _missing(quota, count):
    return max(quota.low - count, count - quota.high, 0)


def _waiting(pool, panel, columns, seed):
    people = pool.by_id
    homes = {people[one].household for one in panel} - {None}
    waiting = defaultdict(list)
    for one in order(seed, sorted(set(people) - set(panel))):
        home = people[one].household
        if home in homes:
            continue
        if home:
            homes.add(home)
        waiting[stratum_of(people[one], columns)].append(one)
    return waiting


def _shares(seats, available, size):
    """Places of the reserve per stratum: one by one to the stratum furthest below its share (Sainte-Laguë)."""
    shares = dict.fromkeys(available, 0)
    for _ in range(min(size, sum(available.values()))):
        open_strata = [stratum for stratum in sorted(available) if shares[stratum] < available[stratum]]
        # A stratum without a seat waits until the others are served.
        chosen = max(open_strata, key=lambda one: (seats.get(one, 0) / (2 * shares[one] + 1), -shares[one]))
        shares[chosen] += 1
    return shares
