"""How many rows a list has, and how many of them deserve a note in its heading."""

from dataclasses import dataclass
from functools import partial

from django.db.models import Count, Window

from parvis.ground.core import clock
from parvis.ground.core.paging import may_repeat


@dataclass(frozen=True)
class LookedUp:
    """The keys of one page and what the whole list counts."""

    keys: tuple
    counts: dict


def count(rows, notes):
    """Total and notes of these rows, in one query; `notes` are (words, function of today → Q)."""
    rows = rows.order_by()
    counted = partial(Count, "pk", distinct=may_repeat(rows))
    if not notes:
        return _said(rows.count(), notes, [])
    asked = _named(notes, counted)
    found = rows.aggregate(total=counted(), **asked)
    return _said(found["total"], notes, [found[name] for name in asked])


def look_up(rows, notes, page, per_page):
    """The page of ordered rows and what they all count, in one query; None when the page holds nothing.

    Words are looked for in each row, which costs more than all the rest: twice, once to count and once to show, would
    cost twice as much.
    """
    if may_repeat(rows):
        return None
    asked = _named(notes, lambda **options: Window(Count("pk", **options)))
    start = (page - 1) * per_page
    found = rows.annotate(rows_in_all=Window(Count("pk")), **asked).values_list("pk", "rows_in_all", *asked)
    if not (found := list(found[start : start + per_page])):
        return None
    _, total, *noted = found[0]
    return LookedUp(tuple(row[0] for row in found), _said(total, notes, noted))


def _named(notes, counted):
    today = clock.today()
    return {f"note_{place}": counted(filter=condition(today)) for place, (_, condition) in enumerate(notes)}


def _said(total, notes, found):
    return {"total": total, "notes": [(words, number) for (words, _), number in zip(notes, found, strict=True)]}
