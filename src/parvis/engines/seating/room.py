"""The people to seat, the tables, the rounds, and what must be respected."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ..errors import BadInput
from ..files import check_ids, read_rows


@dataclass(frozen=True)
class Room:
    """Who sits where must be decided.

    people: ids, sorted; categories: for each name, one value per person in the same order; sizes: seats per table;
    rounds: how many; fixed: {(round, person): table}, numbers from 0; apart: pairs of numbers of people.
    """

    people: tuple
    categories: dict
    sizes: tuple
    rounds: int
    fixed: dict = field(default_factory=dict)
    apart: tuple = ()

    @cached_property
    def values(self):
        """Number of each person's value per category: pairs (name, values in order, int64 of shape (people,))."""
        found = []
        for name in sorted(self.categories):
            values = sorted(set(self.categories[name]))
            place = {value: number for number, value in enumerate(values)}
            found.append((name, values, np.array([place[value] for value in self.categories[name]], dtype=np.int64)))
        return found

    @property
    def pairs_of_seats(self):
        """Pairs of seats at one table, over all rounds: nobody can organise more meetings."""
        return self.rounds * sum(size * (size - 1) // 2 for size in self.sizes)

    @property
    def most_meetings(self):
        """A bound on different meetings: pairs of seats, pairs of people less those kept apart."""
        everybody = len(self.people) * (len(self.people) - 1) // 2
        return min(self.pairs_of_seats, everybody - len(self.apart))

    def mixes(self):
        """Per category, the least and the most of each value at each table: arrays of shape (tables, values).

        The ideal number is the value's share of the people times the seats of the table; a whole number below or
        above it is as good.
        """
        sizes, count = np.array(self.sizes)[:, None], len(self.people)
        for _, values, numbers in self.values:
            wanted = np.bincount(numbers, minlength=len(values))[None, :] * sizes
            yield wanted // count, -(-wanted // count)


def read_room(path, *, tables, rounds, categories=(), fixed=None, apart=None):
    """A room from a CSV file with a column `id` and one per category.

    fixed: CSV `id,round,table`, an empty round meaning all of them; apart: CSV `first,second`; numbers from 1.
    Raises BadInput with its line.
    """
    rows = read_rows(path, ["id", *categories])
    return make_room(
        rows,
        tables=tables,
        rounds=rounds,
        categories=categories,
        fixed=read_rows(fixed, ["id", "round", "table"]) if fixed else (),
        apart=read_rows(apart, ["first", "second"]) if apart else (),
    )


def make_room(rows, *, tables, rounds, categories=(), fixed=(), apart=()):
    """The same, from rows already read: pairs (line, {column: text})."""
    people = _people(rows)
    _check_numbers(len(people), tables, rounds)
    place = {one["id"]: number for number, (_, one) in enumerate(people)}
    seats, over = divmod(len(people), tables)
    sizes = tuple(seats + (table < over) for table in range(tables))
    return Room(
        people=tuple(place),
        categories={name: tuple(one[name] for _, one in people) for name in categories},
        sizes=sizes,
        rounds=rounds,
        fixed=_fixed(fixed, place, sizes, rounds),
        apart=_apart(apart, place, fixed, rounds),
    )


def _people(rows):
    check_ids((line, cells["id"]) for line, cells in rows)
    return sorted(rows, key=lambda row: row[1]["id"])


def _check_numbers(people, tables, rounds):
    if tables < 1 or rounds < 1:
        raise BadInput(f"Il faut au moins une table et un tour, pas {tables} et {rounds}.")
    if people < 2 * tables:
        raise BadInput(f"{people} personnes ne font pas deux personnes à chacune des {tables} tables.")


def _fixed(rows, place, sizes, rounds):
    found = {}
    for line, cells in rows:
        person, table = _known(cells["id"], place, line), _number(cells["table"], "table", len(sizes), line)
        wanted = range(rounds) if not cells["round"] else [_number(cells["round"], "tour", rounds, line)]
        for one in wanted:
            if found.setdefault((one, person), table) != table:
                raise BadInput(f"« {cells['id']} » a déjà une autre place au tour {one + 1}.", line=line)
            held = sum(there == table and when == one for (when, _), there in found.items())
            if held > sizes[table]:
                raise BadInput(
                    f"la table {table + 1} n’a que {sizes[table]} places au tour {one + 1} et {held} y sont fixées.",
                    line=line,
                )
    return found


def _apart(rows, place, fixed, rounds):
    pairs, seats = set(), defaultdict(set)
    for _, cells in fixed:
        for one in [cells["round"]] if cells["round"] else map(str, range(1, rounds + 1)):
            seats[cells["id"]].add((one, cells["table"]))
    for line, cells in rows:
        first, second = (_known(cells[name], place, line) for name in ("first", "second"))
        if first == second:
            raise BadInput(f"« {cells['first']} » ne peut pas être séparé de soi-même.", line=line)
        if seats[cells["first"]] & seats[cells["second"]]:
            raise BadInput(
                f"« {cells['first']} » et « {cells['second']} » sont fixés à la même table et à séparer.", line=line
            )
        pairs.add((min(first, second), max(first, second)))
    return tuple(sorted(pairs))


def _known(identifier, place, line):
    if identifier not in place:
        raise BadInput(f"« {identifier} » n’est pas dans la liste des personnes.", line=line)
    return place[identifier]


def _number(text, what, most, line):
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise BadInput(f"le numéro de {what} va de 1 à {most}, pas « {text} ».", line=line)
    return int(text) - 1
