"""A map as a value that JSON can write, and in words."""

from ..files import canonical_json, fingerprint, read_published
from ..words import number, people, percent, several
from . import statements
from .certainty import CLEAR, FAIRLY
from .naming import Before
from .votes import AGREE, title

FORMAT = "parvis-map-1"

DIGITS = 6
"""Decimals of a published coordinate."""


def written(chart):
    """A map as a value that JSON can write, with its fingerprint; decimals are texts."""
    together = statements.consensus(chart.counts)
    value = {
        "format": FORMAT,
        "variance": [f"{one:.4f}" for one in chart.variance],
        "silhouettes": {str(count): f"{one:.4f}" for count, one in chart.silhouettes.items()},
        "agreement": f"{chart.certainty.agreement:.4f}" if chart.certainty else None,
        "names": sorted({*chart.before.names, *chart.names}),
        "groups": _groups(chart),
        "consensus": {
            stance: [{"statement": chart.votes.statements[one], "share": f"{share:.4f}"} for one, share in found]
            for stance, found in zip(("agree", "disagree"), together, strict=True)
        },
        "people": _people(chart),
        "statements": _statements(chart),
    }
    return {**value, "fingerprint": fingerprint(canonical_json(value))}


def read_before(path):
    """What an earlier map said, from its JSON. Raises BadInput when the file is not one."""
    value = read_published(path, FORMAT, ("people", "names"))
    return Before(
        groups={one["id"]: one["group"] for one in value["people"]},
        points={one["id"]: (float(one["x"]), float(one["y"])) for one in value["people"] if one["x"] is not None},
        names=tuple(value["names"]),
    )


def tell(value):
    """A map in words."""
    told = [_tell_size(value), *_tell_certainty(value)]
    texts = {one["id"]: one["text"] for one in value["statements"]}
    for one in value["groups"]:
        told.append(f"Groupe {one['name']} : {people(one['people'])}{_tell_border(one)}.")
        told += [f"  {_tell_trait(trait, texts)}" for trait in one["traits"]]
    whose = "dans tous les groupes" if value["groups"] else "par la plupart"
    for stance, heading in (("agree", "Approuvé"), ("disagree", "Refusé")):
        found = value["consensus"][stance]
        told += [f"{heading} {whose} :"] if found else []
        told += [f"  {title(one['statement'], texts)}" for one in found]
    return "\n".join(told)


def _groups(chart):
    found = statements.traits(chart.counts) if chart.names else []
    there = chart.labels[chart.grouped]
    groups = []
    for place, name in enumerate(chart.names):
        centre = chart.points[chart.labels == place].mean(axis=0)
        own = there == place
        groups.append(
            {
                "name": name,
                "people": int(own.sum()),
                "x": f"{centre[0]:.{DIGITS}f}",
                "y": f"{centre[1]:.{DIGITS}f}",
                "border": int(chart.certainty.border[own].sum()) if chart.certainty else None,
                "traits": [_trait(chart, trait) for trait in found[place]],
            }
        )
    return groups


def _trait(chart, trait):
    return {
        "statement": chart.votes.statements[trait.statement],
        "stance": "agree" if trait.stance == AGREE else "disagree",
        "votes": trait.votes,
        "seen": trait.seen,
        "other_votes": trait.other_votes,
        "other_seen": trait.other_seen,
    }


def _people(chart):
    sure = dict(zip(chart.grouped.nonzero()[0].tolist(), _certainties(chart), strict=True))
    rows = zip(chart.votes.people, chart.points.tolist(), chart.labels.tolist(), chart.votes.cast.tolist(), strict=True)
    return [
        {
            "id": one,
            "votes": cast,
            "x": f"{x:.{DIGITS}f}" if cast else None,
            "y": f"{y:.{DIGITS}f}" if cast else None,
            "group": chart.names[label] if label >= 0 else None,
            **sure.get(place, {"certainty": None, "border": None}),
        }
        for place, (one, (x, y), label, cast) in enumerate(rows)
    ]


def _certainties(chart):
    if not chart.certainty:
        return [{"certainty": None, "border": None}] * int(chart.grouped.sum())
    rows = zip(chart.certainty.people.tolist(), chart.certainty.border.tolist(), strict=True)
    return [{"certainty": f"{share:.2f}", "border": border} for share, border in rows]


def _statements(chart):
    whole = chart.votes.values
    sums = [(whole == vote).sum(axis=0).tolist() for vote in (1, -1, 0)]
    rows = zip(chart.votes.statements, *sums, chart.axes.tolist(), chart.priorities.tolist(), strict=True)
    return [
        {
            "id": one,
            "text": chart.votes.texts.get(one, ""),
            "agree": agree,
            "disagree": disagree,
            "pass": passes,
            "x": f"{x:.{DIGITS}f}",
            "y": f"{y:.{DIGITS}f}",
            "priority": priority,
        }
        for one, agree, disagree, passes, (x, y), priority in rows
    ]


def _tell_size(value):
    votes = sum(one["agree"] + one["disagree"] + one["pass"] for one in value["statements"])
    grouped = sum(one["people"] for one in value["groups"])
    statements = several(len(value["statements"]), "affirmation")
    told = f"{people(len(value['people']))}, {statements}, {several(votes, 'vote')}."
    if not value["groups"]:
        return f"{told} Aucun groupe : il n’y a pas deux ensembles d’au moins dix personnes qui ont assez voté."
    return f"{told} {len(value['groups'])} groupes, {people(grouped)} ; les autres ont trop peu voté."


def _tell_certainty(value):
    if value["agreement"] is None:
        return []
    agreement = float(value["agreement"])
    said = "sont nets" if agreement >= CLEAR else "sont assez nets" if agreement >= FAIRLY else "sont incertains"
    told = f"Les groupes {said} : refaits sur une partie des votes, ils concordent à {percent(agreement, 0)}."
    return [told if agreement >= FAIRLY else f"{told} Ne les présentez pas comme établis."]


def _tell_border(one):
    return "" if one["border"] is None else f", dont {number(one['border'])} près d’une frontière"


def _tell_trait(trait, texts):
    verb = "approuve" if trait["stance"] == "agree" else "refuse"
    others = f"{trait['other_votes']} sur {trait['other_seen']} chez les autres"
    return f"{verb} {title(trait['statement'], texts)} : {trait['votes']} sur {trait['seen']} ({others})"
