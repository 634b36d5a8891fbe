"""The macro board: the first live files of each body."""

from types import SimpleNamespace

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from parvis.ground.core import french
from parvis.ground.core.manifest import BoardRow

from .. import queries
from ..choices import ENDED_ASIDE, Status
from ..models import Referral
from .lines import COLUMNS, referral_of

ON_BOARD = 3
"""Files of one body on the macro board; the others are counted."""


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
    live = Referral.objects.of(authority).exclude(status__in=(*ENDED_ASIDE, Status.DRAFT, Status.CLOSED))
    return live if schemes is None else live.filter(body__in=schemes)


def _first_of_each_body(live):
    """The live files whose next step comes first in each body, with their `place` and the `total` of the body."""
    rows = live.with_next_review().annotate(step_on=queries.next_step_on())
    order = [F("step_on").asc(nulls_last=True), F("pk").asc()]
    rows = rows.annotate(
        place=Window(RowNumber(), partition_by="body", order_by=order), total=Window(Count("*"), partition_by="body")
    )
    first = rows.filter(place__lte=ON_BOARD).order_by("body", "place")
    return [SimpleNamespace(**row) for row in first.values(*COLUMNS, "body_id", "answered_on", "place", "total")]


def _risk(referral, step, today):
    """What is overdue now before what was late once."""
    if step and step.when and step.when < today:
        return f"{step.what} : {french.plural((today - step.when).days, 'jour')} de retard"
    return queries.late_words(referral)
