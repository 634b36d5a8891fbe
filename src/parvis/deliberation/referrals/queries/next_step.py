"""What a referral waits for: what, whose move, by when."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Case, DateField, When
from django.db.models.functions import Coalesce

from parvis.deliberation.meetings.queries import next_plenary

from ..choices import Status
from ..models import FollowUpReview


@dataclass(frozen=True)
class Next:
    """The next step of a referral: what, whose, by when."""

    what: str
    who: str = ""
    when: dt.date | None = None
    mine: frozenset = field(default_factory=frozenset)  # personas who hold it


OFFICER, BUREAU, COUNCILLOR, DIRECTOR = "officer", "chair", "councillor", "director"


def _author(referral):
    return "son auteur"


def _bureau(referral):
    return f"le bureau de {referral.body.said}"


def _body(referral):
    return referral.body.said


def _rapporteur(referral):
    return str(referral.rapporteur or "le rapporteur ou la rapporteure")


def _councillor(referral):
    return str(referral.referring_councillor or "l’élu référent ou l’élue référente")


EXPECTED, PLANNED, PROMISED = ("expected_on",), ("adoption_planned_on", "expected_on"), ("answer_due_on",)


AHEAD = {
    Status.DRAFT: ("transmettre la saisine", _author, (), {OFFICER}),
    Status.SUBMITTED: ("accepter ou décliner", _bureau, EXPECTED, {BUREAU, OFFICER}),
    Status.ADMITTED: ("première séance ou audition", _rapporteur, PLANNED, {OFFICER}),
    Status.IN_PROGRESS: ("projet d’avis", _rapporteur, PLANNED, {OFFICER}),
    Status.OPINION_DRAFTING: ("adoption de l’avis", _body, PLANNED, {OFFICER, BUREAU}),
    Status.OPINION_ADOPTED: ("transmettre l’avis", _bureau, (), {BUREAU, OFFICER}),
    Status.TRANSMITTED: ("réponse motivée", _councillor, PROMISED, {COUNCILLOR, OFFICER, DIRECTOR}),
    Status.ACKNOWLEDGED: ("réponse motivée", _councillor, PROMISED, {COUNCILLOR, OFFICER, DIRECTOR}),
    Status.ANSWERED: ("prendre acte de la réponse", _bureau, (), {BUREAU}),
}
"""What comes next in each state: what, whose move, by which of its dates (the first that is known), held by whom.

A file in follow-up waits for its next review instead.
"""


def waiting_for_rapporteur():
    """The states in which the next move is the rapporteur's."""
    return [status for status, (_, who, _, _) in AHEAD.items() if who is _rapporteur]


def next_step(referral):
    """What is awaited, of whom, for when; None once the file is over."""
    if referral.status == Status.UNDER_FOLLOW_UP:
        return _next_review(referral)
    if referral.status not in AHEAD:
        return None
    what, who, dates, personas = AHEAD[referral.status]
    when = next(filter(None, (getattr(referral, name) for name in dates)), None)
    return Next(what, who(referral), when, frozenset(personas))


def next_step_on():
    """The day of `next_step`, for the database to sort by; rows come `with_next_review`."""
    whens = [When(status=Status.UNDER_FOLLOW_UP, then="next_review_on")]
    for dates, day in ((EXPECTED, "expected_on"), (PLANNED, Coalesce(*PLANNED)), (PROMISED, "answer_due_on")):
        whens.append(When(status__in=[s for s, (_, _, asked, _) in AHEAD.items() if asked == dates], then=day))
    return Case(*whens, output_field=DateField())


def _next_review(referral):
    review = next_review(referral)
    if review is None:
        return Next("clore le suivi", f"le bureau de {referral.body.said}", mine=frozenset({BUREAU, OFFICER}))
    return Next(review.label.lower(), "la mission participation", review.due_on, frozenset({OFFICER}))


def next_review(referral):
    """The first review not held yet; a record page knows it without asking (see `with_next_review`)."""
    if hasattr(referral, "next_review_on"):
        months, due_on = referral.next_review_months, referral.next_review_on
        if due_on is None:
            return None
        return FollowUpReview(pk=referral.next_review_id, referral=referral, months=months, due_on=due_on)
    return next((review for review in referral.review_list if review.held_on is None), None)


def proposed_plenary(referral):
    """The last plenary of the body before the opinion is expected; None when none is in the calendar."""
    if referral.expected_on is None:
        return None
    return next_plenary(referral.body, before=referral.expected_on)


def draft_of(referral):
    """The text of the opinion while it may be written; None otherwise."""
    return referral.text if referral.text_id and referral.text.is_open else None


def why_not_adopted(referral):
    """Why the body cannot decide on the opinion yet, or an empty text."""
    return (
        "" if referral.text_id and referral.text.head else "L’avis n’est pas écrit : écrivez-en une première version."
    )
