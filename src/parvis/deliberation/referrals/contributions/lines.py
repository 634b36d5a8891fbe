"""A referral as the lists of the desk read it: the columns of one query, without its record."""

from parvis.commons.people.queries import named, names
from parvis.deliberation.bodies.models import Body
from parvis.ground.core.gathering import light

from ..models import Referral

OWN = ("pk", "number", "title", "status")
NEXT_REVIEW = ("next_review_id", "next_review_on", "next_review_months")
NEXT_STEP = ("expected_on", "adoption_planned_on", "answer_due_on", *NEXT_REVIEW)
COLUMNS = (
    *OWN, *NEXT_STEP, "body__name", "body__short_name", *names("rapporteur"), *names("referring_councillor"),
)  # fmt: skip


def referral_of(row):
    """A referral with what its next step and its delay ask of it."""
    return light(
        Referral, body=light(Body, name=row.body__name, short_name=row.body__short_name),
        rapporteur=named(row, "rapporteur"), referring_councillor=named(row, "referring_councillor"),
        **{name: getattr(row, name) for name in (*OWN, *NEXT_STEP)},
    )  # fmt: skip
