"""Answers, promises and what became of them: the follow-up right of each referral."""

from functools import partial

from parvis.commons.commitments import lifecycle as promises
from parvis.commons.commitments.models import Commitment
from parvis.commons.people.models import Person
from parvis.commons.writing.models import Recommendation
from parvis.deliberation.referrals import lifecycle
from parvis.deliberation.referrals.choices import AWAITING_ANSWER, ReviewState
from parvis.deliberation.referrals.lifecycle.following import Line
from parvis.deliberation.referrals.models import RecommendationResponse, Referral
from parvis.ground.authorities.models import Department

from .papers import html_of, proof
from .stage import heeding
from .timeline import ACTS, AFTER, Act, on

NOT_YET_PRESENTED = "Présentation à l’instance prévue à sa prochaine séance."
KNOWN = "Constaté par le service."


def acts(stage, facts):
    """Inputs of the services, the answer, the promises that follow from it, and the reviews."""
    for draft in facts.draft_responses:
        yield on(draft.on, ACTS, partial(_propose, stage, facts, draft), "15:00")
    if step := facts.step("answer"):
        yield Act(step.at, ACTS, partial(_answer, stage, facts, step))
        yield Act(step.at, AFTER, partial(_word_promises, stage, facts, step))
    told = {(line.recommendation, r.held_on): line for r in facts.reviews if r.held_on for line in r.lines}
    for commitment in _commitments(stage, facts):
        yield from _promise_acts(stage, commitment, told)
    for review in facts.reviews:
        if review.held_on:
            yield on(review.held_on, AFTER, partial(_review, stage, facts, review), "18:00")


def _commitments(stage, facts):
    return [c for c in stage.world.commitments if c.referral == facts.key]


def _response(stage, key):
    return RecommendationResponse.objects.get(recommendation=stage.get(Recommendation, key))


def _propose(stage, facts, draft):
    if stage.fresh(Referral, facts.key).status not in AWAITING_ANSWER:
        return  # a service may prepare its words early; the product takes them once the opinion is there
    lifecycle.propose_answer(
        _response(stage, draft.recommendation), status=draft.status, reasons=draft.reason, by=stage.user(draft.by),
        department=stage.get(Department, draft.department), due_on=draft.due_on,
    )  # fmt: skip


def _answer(stage, facts, step):
    for row in facts.opinion.recommendations:
        response = _response(stage, row.key)
        told = row.response
        lifecycle.enter_answer(
            response, status=told.status, reasons=told.reason, by=stage.user(told.by), revision=response.revision,
            department=stage.get(Department, told.department), due_on=told.due_on, budget_cents=told.budget_cents,
        )  # fmt: skip
    referral = stage.fresh(Referral, facts.key)
    heeding(lifecycle.answer, referral, by=stage.user(step.by), reason=NOT_YET_PRESENTED)


def _word_promises(stage, facts, step):
    """The words of the board, and the agent who answers for each promise."""
    for told in _commitments(stage, facts):
        commitment = _response(stage, told.recommendation).commitment
        stage.keep(told.key, commitment)
        promises.amend(
            commitment, by=stage.user(step.by), title=told.title, details=told.promise,
            owner=stage.get(Person, told.owner), department=stage.get(Department, told.department),
        )  # fmt: skip


def _promise_acts(stage, told, reviews):
    for report in told.progress:
        line = reviews.get((told.recommendation, report.on))
        if report.on == told.done_on:
            yield on(report.on, ACTS, partial(_complete, stage, told, report), "17:00")
        elif line is None or line.state != ReviewState.IN_PROGRESS:
            yield on(report.on, ACTS, partial(_report, stage, told, report), "11:00")
    if told.abandoned_on:
        yield on(told.abandoned_on, ACTS, partial(_abandon, stage, told), "17:00")


def _report(stage, told, report):
    commitment, by = stage.fresh(Commitment, told.key), stage.user(report.by)
    evidence = proof(stage, title=report.evidence, about=commitment, by=by) if report.evidence else None
    promises.report(commitment, text=report.text, by=by, evidence=evidence)


def _complete(stage, told, report):
    commitment, by = stage.fresh(Commitment, told.key), stage.user(report.by)
    if not commitment.is_open:
        return
    evidence = proof(stage, title=report.evidence, about=commitment, by=by) if report.evidence else None
    heeding(promises.complete, commitment, by=by, text=report.text, evidence=evidence, reason=KNOWN)


def _abandon(stage, told):
    promises.abandon(
        stage.fresh(Commitment, told.key), public_reason=told.abandonment_reason, by=stage.user(told.owner)
    )


def _review(stage, facts, review):
    referral = stage.fresh(Referral, facts.key)
    row = referral.reviews.get(months=review.months)
    by = stage.user(review.by)
    lines = [_line(stage, told, by) for told in review.lines]
    lifecycle.hold_review(row, lines=lines, by=by, summary_html=html_of(review.summary))


def _line(stage, told, by):
    """A line of the review; what is said done shows the piece that already proves it, or one made for the review."""
    recommendation = stage.get(Recommendation, told.recommendation)
    evidence = None
    if told.state == ReviewState.DONE:
        commitment = _response(stage, told.recommendation).commitment
        last = commitment.reports.proved().exclude(evidence=None).first()
        evidence = last.evidence if last else proof(stage, title="Constat sur place", about=commitment, by=by)
    return Line(recommendation=recommendation, state=told.state, text=told.text, evidence=evidence)
