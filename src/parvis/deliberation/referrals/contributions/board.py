"""The macro board: the first live files of each body."""

from itertools import groupby
from operator import attrgetter

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from parvis.ground.core import french
from parvis.ground.core.gathering import Source, as_is, gather_apart
from parvis.ground.core.manifest import BoardRow

from .. import queries
from ..choices import ENDED_ASIDE, Status
from ..models import Referral
from .lines import COLUMNS, referral_of

ON_BOARD = 3
"""Files of one body on the macro board; the others are counted."""

WHOLE = 100_000
"""Files of a board that is not cut into pages."""

OFF_BOARD = (*ENDED_ASIDE, Status.DRAFT, Status.CLOSED)


def board_schemes(authority):
    """The bodies that have a live file."""
    return _on_board(authority).values("body")


def board_rows(authority, today, schemes=None):
    """The macro board: the first live files of each body with their next milestone, and what is at risk."""
    for row in _first_of_each_body(_on_board(authority, schemes)):
        referral = referral_of(row)
        referral.answered_on, step = row.answered_on, queries.next_step(referral)
        yield BoardRow(
            scheme_id=row.body_id, label=str(referral), state=referral.get_status_display(),
            milestone=step.what if step else "", milestone_on=step.when if step else None,
            risk=_risk(referral, step, today), help="", url=referral.get_desk_url(),
        )  # fmt: skip
        if row.place == ON_BOARD < row.total:
            rest = french.plural(row.total - ON_BOARD, "autre saisine", "autres saisines")
            url = f"{reverse('desk:referrals:list')}?body={row.body_id}"
            yield BoardRow(scheme_id=row.body_id, label=f"et {rest}", state="", url=url)


def _on_board(authority, schemes=None):
    live = Referral.objects.of(authority).exclude(status__in=OFF_BOARD)
    return live if schemes is None else live.filter(body__in=schemes)


def _first_of_each_body(live):
    """The live files whose next step comes first in each body, with their `place` and the `total` of the body.

    Keys are ranked first; the few that are shown are written by key: joined, names would be read for all.
    """
    order = [F("step_on").asc(nulls_last=True), F("pk").asc()]
    rows = live.with_next_review().annotate(step_on=queries.next_step_on())
    ranked = rows.annotate(place=Window(RowNumber(), partition_by="body", order_by=order)).filter(place__lte=ON_BOARD)
    shown = rows.filter(pk__in=ranked.values("pk")).order_by("body_id", *order)
    counted = live.values("body").annotate(total=Count("pk")).order_by("body")
    files, totals = gather_apart(
        [
            Source(
                shown,
                (*COLUMNS, "body_id", "answered_on"),
                as_is,
                most=WHOLE,
                written=Referral.objects.with_next_review,
            ),
            Source(counted, ("body", "total"), as_is, most=WHOLE),
        ]
    )
    total_of = {row.body: row.total for row in totals}
    for body, of_body in groupby(files, key=attrgetter("body_id")):
        for place, row in enumerate(of_body, start=1):
            row.place, row.total = place, total_of[body]
            yield row


def _risk(referral, step, today):
    """What is overdue now before what was late once."""
    if step and step.when and step.when < today:
        return f"{step.what} : {french.plural((today - step.when).days, 'jour')} de retard"
    return queries.late_words(referral)
