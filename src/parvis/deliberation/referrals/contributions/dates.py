"""Dates of the calendar, and news."""

import datetime as dt

from django.db.models import Case, F, Q, When
from django.utils.translation import gettext as _

from parvis.ground.core.dates import midnight
from parvis.ground.core.manifest import CalendarEntry

from .. import queries
from ..choices import AWAITING_ANSWER, OPEN_QUESTIONS, HearingStatus, Status
from ..models import FollowUpReview, Hearing, Referral

FED = 50
DAY = dt.timedelta(days=1)
DATED = ("title", "slug", "status", "body", "expected_on", "answer_due_on")
"""What a date of the agenda needs to know of a referral."""

DATED_ON = Case(When(status__in=OPEN_QUESTIONS, then=F("expected_on")), default=F("answer_due_on"))
"""The day on which a referral stands in the calendar."""


def calendar(authority, user, start, end, *, scheme_id=None, most=None):
    """Opinions expected, answers promised, reviews to hold; hearings for those who see the work of the body."""
    asked = Q(status__in=OPEN_QUESTIONS, expected_on__range=(start, end))
    sent = Q(status__in=AWAITING_ANSWER, answer_due_on__range=(start, end))
    here = {} if scheme_id is None else {"body": scheme_id}
    dated = Referral.objects.of(authority).filter(asked | sent, **here).only(*DATED)
    for referral in dated.order_by(DATED_ON, "pk")[:most]:
        if referral.status in OPEN_QUESTIONS:
            yield _entry(referral, "avis", _("Avis attendu : {title}"), referral.expected_on)
        else:
            yield _entry(referral, "reponse", _("Réponse attendue : {title}"), referral.answer_due_on)
    reviews = FollowUpReview.objects.filter(
        referral__authority=authority, held_on=None, due_on__range=(start, end),
        referral__status=Status.UNDER_FOLLOW_UP, **_of_referral(here),
    )  # fmt: skip
    known = ("months", "due_on", *(f"referral__{name}" for name in DATED))
    for review in reviews.select_related("referral").only(*known).order_by("due_on", "pk")[:most]:
        yield _entry(review.referral, f"bilan-{review.months}", f"{review.label} : {{title}}", review.due_on)
    if user is not None:
        yield from _hearings(authority, user, start, end, _of_referral(here), most)


def _of_referral(here):
    return {f"referral__{name}": value for name, value in here.items()}


def _hearings(authority, user, start, end, here, most):
    rows = Hearing.objects.visible_to(user).exclude(status=HearingStatus.CANCELLED)
    rows = rows.filter(referral__authority=authority, at__gte=midnight(start), at__lt=midnight(end + DAY), **here)
    for hearing in rows.select_related("referral").order_by("at", "pk")[:most]:
        yield CalendarEntry(
            uid=f"referral-{hearing.referral_id}-audition-{hearing.pk}@parvis", title=f"Audition : {hearing.subject}",
            start=hearing.at, place=hearing.place, url=hearing.referral.get_absolute_url(), kind="audition",
            public=False, scheme_id=hearing.referral.body_id,
        )  # fmt: skip


def _entry(referral, what, words, day):
    return CalendarEntry(
        uid=f"referral-{referral.pk}-{what}@parvis", title=words.format(title=referral.title), start=day,
        url=referral.get_absolute_url(), kind=_("échéance"), scheme_id=referral.body_id,
    )  # fmt: skip


def received(authority):
    """The questions that everybody reads."""
    return Referral.objects.of(authority).exclude(status=Status.DRAFT)


def news(authority):
    """What was asked, published, answered, reviewed lately."""
    rows = received(authority).select_related("body")
    rows = rows.prefetch_related("reviews").defer("letter_html", "context_html")
    for referral in rows.order_by("-pk")[:FED]:
        yield from queries.news_of(referral)
