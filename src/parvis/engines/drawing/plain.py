"""Simple random and stratified draws, as from an extract of the electoral roll: an order by SHA-256, and the first."""

from collections import defaultdict
from fractions import Fraction

from ..errors import BadInput
from . import words
from .reserve import stratum_of
from .seed import order


def simple(pool, seats, seed):
    """Ids drawn, in order, each person as likely as the others; one per home when the pool names homes."""
    _check(seats, len(pool.people), "Le vivier")
    drawn = _first(pool, order(seed, pool.by_id), seats, set())
    if len(drawn) < seats:
        raise BadInput(f"Le vivier ne compte que {len(drawn)} foyers pour {words.seats(seats)}.")
    return drawn


def stratified(pool, columns, seats, seed, *, each=None):
    """Per stratum, ids drawn in order. Seats are shared as the pool is (largest remainders), or `each` per stratum.

    Raises BadInput when a stratum has fewer people, or homes, than seats.
    """
    strata = strata_of(pool, columns)
    shares = dict.fromkeys(strata, each) if each else share(strata, seats)
    drawn, homes = {}, set()
    for stratum in sorted(strata):
        _check(shares[stratum], len(strata[stratum]), f"La strate « {stratum} »", least=0)
        drawn[stratum] = _first(pool, order(seed, strata[stratum]), shares[stratum], homes)
        if len(drawn[stratum]) < shares[stratum]:
            raise BadInput(f"La strate « {stratum} » n’a plus de foyer libre pour {words.seats(shares[stratum])}.")
    return drawn


def strata_of(pool, columns):
    """Ids per stratum. Raises BadInput when the pool lacks a column."""
    for column in columns:
        if column not in pool.columns:
            raise BadInput(f"Le vivier n’a pas de colonne « {column} ».")
    strata = defaultdict(list)
    for person in pool.people:
        strata[stratum_of(person, columns)].append(person.id)
    return dict(strata)


def share(strata, seats):
    """Seats per stratum in proportion to people: whole parts, then the largest remainders, the larger stratum first."""
    total = sum(len(people) for people in strata.values())
    _check(seats, total, "Le vivier")
    exact = {stratum: Fraction(seats * len(people), total) for stratum, people in strata.items()}
    shares = {stratum: int(value) for stratum, value in exact.items()}
    ranked = sorted(exact, key=lambda one: (shares[one] - exact[one], -len(strata[one]), one))
    for stratum in ranked[: seats - sum(shares.values())]:
        shares[stratum] += 1
    return shares


def _first(pool, ids, seats, homes):
    people, drawn = pool.by_id, []
    for one in ids:
        home = people[one].household
        if len(drawn) == seats:
            break
        if home and home in homes:
            continue
        homes.add(home)
        drawn.append(one)
    return drawn


def _check(seats, people, what, *, least=1):
    if seats < least:
        raise BadInput(f"Il faut au moins un siège, pas {seats}.")
    if people < seats:
        raise BadInput(f"{what} ne compte que {words.people(people)} pour {words.seats(seats)}.")
