"""From types to people: who sits in which panel, each person of a type as often as the others, to within one panel.

Where people of one home may not sit together, the panels and the types are the two sides of a bipartite graph, a seat
is an edge, a home is a colour: a colouring where no panel sees a colour twice and each type sees all colours as often
always exists (de Werra, « Equitable colorations of graphs », RIRO 5, 1971), and alternating paths find it.
"""

from collections import defaultdict

import numpy as np


def names(problem, panels):
    """Tuples of ids, sorted, one per panel; panels: int64, shape (panels, types)."""
    seated = [[] for _ in range(len(panels))]
    together = defaultdict(list)
    for number, one in enumerate(problem.types):
        if one.shared is not None:
            together[one.shared].append(number)
            continue
        people = [person for household in one.households for person in household]
        for panel, chosen in _in_turn(people, panels[:, number], number):
            seated[panel] += chosen
    for types in together.values():
        for panel, person in _apart(problem, types, panels):
            seated[panel].append(person)
    return [tuple(sorted(people)) for people in seated]


def _in_turn(people, seats, number):
    """For each panel, who of a type sits: everybody once before anybody twice, shuffled at each turn."""
    wanted = [(panel, seats[panel]) for panel in np.flatnonzero(seats).tolist()]
    if len(people) == 1:
        yield from ((panel, people) for panel, _ in wanted)
        return
    chance, turn = np.random.Generator(np.random.PCG64(number)), []
    for panel, count in wanted:
        chosen, turn = turn[:count], turn[count:]
        if len(chosen) < count:
            # Those who sit already come last in the new turn: nobody sits twice in one panel.
            shuffled = [people[place] for place in chance.permutation(len(people))]
            turn = [one for one in shuffled if one not in chosen] + chosen
            more = count - len(chosen)
            chosen, turn = chosen + turn[:more], turn[more:]
        yield panel, chosen


def _apart(problem, types, panels):
    """Pairs (panel, id) for types that live together: never two of one home in a panel."""
    homes = problem.types[types[0]].cap
    edges = _edges(types, panels, homes)
    colours = _coloured(edges, homes)
    sat = defaultdict(int)
    for (panel, (number, _)), colour in zip(edges, colours, strict=True):
        members = problem.types[number].households[colour]
        yield panel, members[sat[number, colour] % len(members)]
        sat[number, colour] += 1


def _edges(types, panels, homes):
    """One edge per seat; a type is cut in parts of at most `homes` seats: no corner has more edges than colours."""
    edges = []
    for number in types:
        panel_of = np.repeat(np.arange(len(panels)), panels[:, number])
        edges += [(int(panel), (number, place // homes)) for place, panel in enumerate(panel_of)]
    return edges


def _coloured(edges, colours):
    """A colour per edge, no two alike at a corner (König: as many colours as the most edges of a corner suffice)."""
    every = (1 << colours) - 1
    free = defaultdict(lambda: every)
    at, colour_of = {}, {}
    for edge, (panel, part) in enumerate(edges):
        left, right = ("panel", panel), part
        common = free[left] & free[right]
        if not common:
            _swap(edges, at, free, colour_of, right, _first(free[left]), _first(free[right]))
            common = free[left] & free[right]
        _paint(at, free, colour_of, edge, (left, right), _first(common))
    return [colour_of[edge] for edge in range(len(edges))]


def _swap(edges, at, free, colour_of, corner, wanted, spare):
    """Exchange two colours along the path that leaves a corner by the wanted one, which is then free there."""
    path, colour = [], wanted
    while (edge := at.get((corner, colour))) is not None:
        path.append(edge)
        panel, part = edges[edge]
        corner = part if corner == ("panel", panel) else ("panel", panel)
        colour = spare if colour == wanted else wanted
    old = [colour_of[edge] for edge in path]
    for edge, colour in zip(path, old, strict=True):
        for end in (("panel", edges[edge][0]), edges[edge][1]):
            del at[end, colour]
            free[end] |= 1 << colour
    for edge, colour in zip(path, old, strict=True):
        ends = ("panel", edges[edge][0]), edges[edge][1]
        _paint(at, free, colour_of, edge, ends, spare if colour == wanted else wanted)


def _paint(at, free, colour_of, edge, ends, colour):
    colour_of[edge] = colour
    for end in ends:
        at[end, colour] = edge
        free[end] &= ~(1 << colour)


def _first(mask):
    """The lowest colour of a set of bits."""
    return (mask & -mask).bit_length() - 1
