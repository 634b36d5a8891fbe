"""Who takes part, beside who lives here: shares of participants against a census table, small counts hidden."""

import numpy as np

from ..words import number, percent, signed
from .hiding import LEAST, hidden_line
from .margins import check_known
from .tables import HIDDEN


def compare(sample, margins, weights=None, *, least=LEAST):
    """For each feature of the census, the share of each value there and among participants, as JSON can write it.

    weights: float64, shape (people,), adds the weighted share. Shares are of the participants whose answer is known.
    `apart`: the part of participants who would have to be other people for the shares to be those of the census (half
    the sum of gaps: Duncan and Duncan, 1955), hidden values counted as one. Raises BadInput, with its line, for an
    answer that the census does not know.
    """
    return {"people": len(sample), "features": [_feature(sample, margin, weights, least) for margin in margins]}


def tell(value):
    """The comparison in words, a line per value."""
    told = [f"{number(value['people'])} participants, comparés à la table de recensement."]
    for one in value["features"]:
        told += [f"{one['feature']} ({number(one['known'])} réponses connues)"]
        told += [f"  {_tell_row(row)}" for row in one["rows"]]
        if one["apart"] is not None:
            told.append(f"  {percent(one['apart'])} des participants devraient être autres pour que tout concorde.")
    return "\n".join(told)


def _feature(sample, margin, weights, least):
    check_known(margin, sample)
    values, codes = sample.coded(margin.feature)
    counts = np.bincount(codes, minlength=len(values))
    heavy = None if weights is None else np.bincount(codes, weights, minlength=len(values))
    place = {value: number for number, value in enumerate(values)}
    names = list(margin.people)
    found = np.array([counts[place[name]] if name in place else 0 for name in names], dtype=np.int64)
    known = int(found.sum())
    hidden = hidden_line(found, least)
    rows = [
        _row(name, margin, None if hidden[n] else int(found[n]), known, _weight(heavy, place, names, name))
        for n, name in enumerate(names)
    ]
    return {
        "feature": margin.feature,
        "known": known,
        "rows": rows,
        "absent": [name for n, name in enumerate(names) if not found[n] and margin.people[name] and not hidden[n]],
        "apart": _apart(found, known, margin, names, hidden),
    }


def _weight(heavy, place, names, name):
    """The weighted share of a value among those that the census knows, or None without weights."""
    if heavy is None:
        return None
    total = sum(heavy[place[one]] for one in names if one in place)
    return heavy[place[name]] / total if name in place else 0.0


def _row(name, margin, count, known, weighted):
    there = float(margin.share(name))
    row = {"value": name, "census": f"{there:.4f}", "people": count, "share": None, "gap": None}
    if count is not None and known:
        row |= {"share": f"{count / known:.4f}", "gap": f"{count / known - there:+.4f}"}
        if weighted is not None:
            row["weighted"] = f"{weighted:.4f}"
    return row


def _apart(found, known, margin, names, hidden):
    """Half the sum of gaps, hidden values together, so that the figure betrays none; None when all are hidden."""
    if not known or hidden.all():
        return None
    gaps = np.array([count / known - float(margin.share(name)) for count, name in zip(found, names, strict=True)])
    return f"{(np.abs(gaps[~hidden]).sum() + abs(gaps[hidden].sum())) / 2:.4f}"


def _tell_row(row):
    told = f"{row['value']} : {percent(row['census'])} des habitants"
    if row["share"] is None:
        return f"{told}, {HIDDEN} (trop peu de participants pour être montré)"
    told += f", {percent(row['share'])} des participants ({signed(100 * float(row['gap']))} points)"
    return f"{told}, {percent(row['weighted'])} une fois pondérés" if "weighted" in row else told
