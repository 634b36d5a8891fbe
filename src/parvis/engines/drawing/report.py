"""What a draw did, group by group: target, pool, drawn, chances, who is so scarce as to be drawn for certain."""

from collections import Counter, defaultdict
from fractions import Fraction

from ..errors import BadInput
from ..files import read_rows
from ..words import percent, signed
from . import words
from .publication import panels_of
from .record import check_pool, quotas_of, sitting


def report(listed, pool, record=None, census=()):
    """Groups, and comparison with a census, as a value that JSON can write.

    record: the draw, when it took place; census: rows (feature, value, people) as `read_census` gives them.
    """
    check_pool(listed, pool)
    chances = _chances(listed, pool)
    panel = [pool.by_id[person] for person in sitting(record)] if record else None
    groups = [_group(quota, pool, chances, panel) for quota in quotas_of(listed)]
    return {
        "seats": listed["seats"],
        "pool": len(pool.people),
        "lowest": listed["lowest"],
        "bound": listed["bound"],
        "panels": len(listed["panels"]),
        "relaxations": [one["told"] for one in listed["relaxations"]],
        "groups": groups,
        "certain": [group["group"] for group in groups if group["certain"]],
        "never": listed["never"],
        "census": compare(pool.people, panel, census),
    }


def read_census(path):
    """Rows (feature, value, people) of a CSV table `feature,value,count`. Raises BadInput with its line."""
    rows = []
    for line, cells in read_rows(path, ["feature", "value", "count"]):
        if not (cells["count"].isascii() and cells["count"].isdigit()):
            raise BadInput(f"« {cells['count']} » n’est pas un nombre de personnes.", line=line)
        rows.append((cells["feature"], cells["value"], int(cells["count"])))
    return tuple(rows)


def compare(people, panel, census):
    """Per value of the census: its share there, in the pool and in the panel, in hundredths, and the panel's gap."""
    totals = defaultdict(int)
    for feature, _, count in census:
        totals[feature] += count
    told = []
    for feature, value, count in census:
        if not totals[feature]:
            raise BadInput(f"La table de recensement ne compte personne pour « {feature} ».")
        there = 100 * count / totals[feature]
        row = {"feature": feature, "value": value, "census": round(there, 1), "pool": _share(people, feature, value)}
        if panel:
            row["panel"] = _share(panel, feature, value)
            row["gap"] = round(row["panel"] - there, 1)
        told.append(row)
    return told


def tell(value):
    """The report in words, a line per group."""
    told = [f"Panel de {value['seats']} personnes parmi {value['pool']}, liste de {value['panels']} panels."]
    lowest, bound = words.chance(value["lowest"]), words.chance(value["bound"])
    told.append(f"Chance la plus faible : {lowest} (aucun tirage ne dépasse {bound}).")
    told += [f"Assouplissement publié : {one}" for one in value["relaxations"]]
    told += [_tell_group(group) for group in value["groups"]]
    if value["certain"]:
        told.append(f"Groupes si rares que tous sont tirés : {', '.join(value['certain'])}.")
    if value["never"]:
        told.append(f"Personnes qu’aucun panel ne peut accueillir : {', '.join(value['never'])}.")
    told += [_tell_census(row) for row in value["census"]]
    return "\n".join(told)


def _chances(listed, pool):
    panels = panels_of(listed)
    counts = Counter(person for panel in panels for person in panel)
    return {person.id: Fraction(counts[person.id], len(panels)) for person in pool.people}


def _group(quota, pool, chances, panel):
    found = [chances[person.id] for person in pool.people if quota.counts(person)]
    return {
        "group": str(quota),
        "low": quota.low,
        "high": quota.high,
        "pool": len(found),
        "drawn": None if panel is None else sum(quota.counts(person) for person in panel),
        "least": float(min(found)) if found else None,
        "most": float(max(found)) if found else None,
        "certain": bool(found) and min(found) == 1,
    }


def _tell_group(group):
    span = words.span(group["low"], group["high"])
    told = f"« {group['group']} » : {span} demandés, {group['pool']} dans le vivier"
    if group["pool"]:
        least, most = words.chance(group["least"]), words.chance(group["most"])
        told += f", chance de {least}" if least == most else f", chance de {least} à {most}"
    return f"{told}." if group["drawn"] is None else f"{told}, {group['drawn']} dans le panel."


def _tell_census(row):
    census, pool = percent(row["census"] / 100), percent(row["pool"] / 100)
    told = f"{row['feature']} : {row['value']} : {census} au recensement, {pool} du vivier"
    if "panel" in row:
        told += f", {percent(row['panel'] / 100)} du panel ({signed(row['gap'])} points)"
    return f"{told}."


def _share(people, feature, value):
    known = [person.cells.get(feature) for person in people]
    if None in known:
        raise BadInput(f"Le vivier n’a pas de colonne « {feature} » à comparer avec le recensement.")
    return round(100 * known.count(value) / len(known), 1)
