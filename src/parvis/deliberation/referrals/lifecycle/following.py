"""The follow-up right (*droit de suite*): reviews at fixed months, and the end of the file."""

from dataclasses import dataclass

from django.db import transaction

from parvis.commons.commitments import lifecycle as commitments
from parvis.commons.schemes.queries import group_of
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.core.html import clean
from parvis.ground.journal.acts import announce, heed, move, record

from .. import documents, letters
from ..choices import ReviewState, Status
from ..models import FollowUpReview, ReviewLine
from .bureau import for_the_bureau
from .papers import write_later
from .telling import tell_followers
from .working import members


@dataclass(frozen=True)
class Line:
    """What a review says of one recommendation."""

    recommendation: object
    state: str
    text: str
    evidence_url: str = ""
    evidence: object = None


@transaction.atomic
def hold_review(review, *, lines, by, summary_html="", presented_on=None):
    """Say, recommendation by recommendation, what was done (**pub**); the commitments move with it.

    `Refused` while a followed recommendation has no state or words, or is said done without evidence.
    """
    if review.referral.status != Status.UNDER_FOLLOW_UP:
        raise Refused("Cette saisine n’est pas en suivi.")
    _refuse_silent(review.referral, lines)
    _refuse_bad_presentation(review.referral, presented_on)
    held = FollowUpReview.objects.filter(pk=review.pk, held_on=None)
    changes = {
        "held_on": clock.today(), "held_by": by, "summary_html": clean(summary_html), "presented_on": presented_on,
    }  # fmt: skip
    if not held.update(**changes):
        raise Refused("Ce bilan est déjà publié. Rechargez la page.")
    for name, value in changes.items():
        setattr(review, name, value)
    ReviewLine.objects.bulk_create(
        ReviewLine(
            review=review, recommendation=line.recommendation, state=line.state, text=line.text.strip(),
            evidence_url=line.evidence_url, evidence=line.evidence,
        )
        for line in lines
    )  # fmt: skip
    for line in lines:
        _tell_commitment(review.referral, line, by)
    record(review, "hold_review", by=by, facts={"referral": review.referral_id, "months": review.months})
    announce(review.referral)
    letters.ReviewPublished(review.referral, review=review).send_to(
        members(review.referral), group=group_of(review.referral.body)
    )
    tell_followers(review.referral, f"bilan-{review.months}")
    write_later(review.referral, by, documents.FOLLOW_UP.code)


@transaction.atomic
def close(referral, *, by, override=""):
    """The bureau takes note: every promise is kept or given up with its reason, or the last review is due.

    An officer does it in the name of the chair; warns when no chair has an account (see `bureau`).
    """
    if referral.status == Status.UNDER_FOLLOW_UP and not is_over(referral):
        raise Refused(
            "Des engagements sont encore ouverts et le dernier bilan n’est pas échu : la saisine reste en suivi."
        )
    behalf, unsure = for_the_bureau(referral, by)
    cautions = heed(unsure, override)
    move(referral, "close", by=by, behalf=behalf, cautions=cautions, reason=override, closed_on=clock.today())


@transaction.atomic
def reopen(referral, *, reason, by):
    """Take the follow-up up again (rule 4 of part B)."""
    if not reason.strip():
        raise Refused("Dites pourquoi le suivi reprend.")
    move(referral, "reopen", by=by, reason=reason, closed_on=None)


def is_over(referral):
    """Whether nothing is left to follow."""
    still_open = referral.responses.filter(commitment__status__in=commitments.OPEN).exists()
    last = referral.reviews.order_by("-due_on").first()
    return not still_open or (last is not None and last.due_on <= clock.today())


def _refuse_bad_presentation(referral, on):
    if on is not None and not (referral.answered_on <= on <= clock.today()):
        raise Refused(
            f"Un bilan se présente après la réponse, publiée le {referral.answered_on:%d/%m/%Y}, et au plus tard "
            "aujourd’hui : vérifiez la date de présentation."
        )


def _refuse_silent(referral, lines):
    told = {line.recommendation.pk for line in lines if line.state in ReviewState.values and line.text.strip()}
    followed = referral.responses.exclude(commitment=None).select_related("recommendation")
    missing = [r.recommendation.code for r in followed if r.recommendation_id not in told]
    if missing:
        raise Refused(f"Dites où en sont les recommandations : {', '.join(missing)}.")
    bare = [line.recommendation.code for line in lines if line.state == ReviewState.DONE and not _is_proved(line)]
    if bare:
        raise Refused(f"Joignez une preuve (adresse ou fichier) de ce qui est fait : {', '.join(bare)}.")


def _is_proved(line):
    return bool(line.evidence_url) or line.evidence is not None


def _tell_commitment(referral, line, by):
    """The promise behind the recommendation says the same thing as the review."""
    response = referral.responses.filter(recommendation=line.recommendation).select_related("commitment").first()
    commitment = response.commitment if response else None
    if commitment is None or not commitment.is_open:
        return
    proof = {"evidence": line.evidence, "evidence_url": line.evidence_url}
    if line.state == ReviewState.DONE:
        commitments.complete(commitment, text=line.text, by=by, **proof)
    elif line.state == ReviewState.ABANDONED:
        commitments.abandon(commitment, public_reason=line.text, by=by)
    elif line.state == ReviewState.IN_PROGRESS:
        commitments.report(commitment, text=line.text, by=by, **proof)
