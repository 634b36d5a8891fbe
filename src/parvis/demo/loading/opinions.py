"""Opinions: drafted, commented, debated, adopted, sent, told again in plain words."""

import datetime as dt
from functools import partial

from parvis.commons.writing import lifecycle as writing
from parvis.commons.writing.models import Comment
from parvis.deliberation.bodies.models import Body
from parvis.deliberation.meetings.models import Meeting
from parvis.deliberation.referrals import lifecycle
from parvis.deliberation.referrals.models import Referral
from parvis.ground.authorities.models import Department

from .bodies import themes
from .papers import html_of, html_of_version, place_of
from .stage import heeding
from .timeline import ACTS, AFTER, Act, on

KNOWN = "Vérifié en séance."
A_MINUTE = dt.timedelta(minutes=1)
BEFORE_THE_VOTE = dt.timedelta(minutes=2)


def acts(stage, facts):
    """What happened to the opinion of one referral, when there is one."""
    opinion, drafting = facts.opinion, facts.step("start_drafting")
    if opinion is None or drafting is None:
        return
    yield Act(drafting.at, ACTS, partial(_start, stage, facts, drafting))
    for version in opinion.versions:
        yield Act(version.at, AFTER, partial(_save, stage, facts, version))
    written_at = max(drafting.at, opinion.versions[0].at) + A_MINUTE
    yield from _remarks(stage, facts, opinion)
    yield from _debate(stage, facts, opinion, written_at)
    recommended_at = max(drafting.at, opinion.versions[-1].at) + A_MINUTE
    for row in opinion.recommendations:
        yield Act(recommended_at, ACTS, partial(_recommend, stage, facts, row))
    yield from _adoption(stage, facts, opinion)


def _text(stage, facts):
    return stage.fresh(Referral, facts.key).text


def _officer(stage, facts):
    return stage.user(next(b.officer for b in stage.world.bodies if b.key == facts.body))


# --- Writing ---


def _start(stage, facts, step):
    by = stage.user(step.by) or _officer(stage, facts)
    text = lifecycle.start_drafting(stage.fresh(Referral, facts.key), by=by)
    writing.rename(text, title=facts.opinion.title[:200], by=by)


def _save(stage, facts, version):
    text = _text(stage, facts)
    by = stage.user(version.by) or _officer(stage, facts)
    saved = writing.save_version(text, html=html_of_version(version), base=text.head, by=by, note=version.label)
    stage.keep(f"{facts.key} v{version.number}", saved)


def _recommend(stage, facts, row):
    made = writing.add_recommendation(
        _text(stage, facts), statement=row.text, explanation=row.explanation, by=_officer(stage, facts),
        addressee=stage.get(Department, row.addressee),
    )  # fmt: skip
    stage.keep(row.key, made)


# --- Remarks ---


def _remarks(stage, facts, opinion):
    if not opinion.comments:
        return
    first = next(v for v in opinion.versions if v.number == opinion.comments[0].version)
    opened_at = first.at + 2 * A_MINUTE
    yield Act(opened_at, ACTS, partial(_open_comments, stage, facts, first))
    for remark in opinion.comments:
        yield Act(remark.at, ACTS, partial(_comment, stage, facts, remark))
        if remark.settled_at:
            yield Act(remark.settled_at, ACTS, partial(_settle, stage, facts, remark))
    closed_at = on(opinion.comments_until + dt.timedelta(days=1), ACTS, None, "08:00").at
    yield Act(closed_at, ACTS, partial(_close_comments, stage, facts))


def _open_comments(stage, facts, version):
    by = stage.user(version.by) or _officer(stage, facts)
    sitting = stage.get(Body, facts.body).memberships.in_office().select_related("person")
    writing.open_comments(
        _text(stage, facts),
        until=facts.opinion.comments_until,
        by=by,
        recipients=[m.person.recipient() for m in sitting],
    )


def _comment(stage, facts, remark):
    text = _text(stage, facts)
    version = next(v for v in facts.opinion.versions if v.number == remark.version)
    anchor = text.latest.anchors[place_of(remark.paragraph, version)]
    account = stage.user(remark.author)
    row = writing.comment(
        text, body=remark.text, anchor=anchor, by=account or _officer(stage, facts),
        person=None if account else stage.person(remark.author),
    )  # fmt: skip
    stage.keep(f"{facts.key} {remark.key}", row)


def _settle(stage, facts, remark):
    row = stage.fresh(Comment, f"{facts.key} {remark.key}")
    by = stage.user(remark.settled_by) or stage.user(facts.rapporteur) or _officer(stage, facts)
    writing.settle_comment(row, outcome=remark.outcome, reason=remark.reason, by=by)


def _close_comments(stage, facts):
    writing.close_comments(_text(stage, facts), by=stage.user(facts.rapporteur) or _officer(stage, facts))


# --- Debate and disagreement ---


def _debate(stage, facts, opinion, written_at):
    adopted = opinion.adoption.at - BEFORE_THE_VOTE if opinion.adoption else None
    for note in opinion.debate_notes:
        at = max(on(note.on, ACTS, None, "21:30").at, written_at)
        yield Act(at, ACTS, partial(_note, stage, facts, note))
    for divergence in opinion.divergences:
        at = on(divergence.on, ACTS, None, "22:00").at
        yield Act(min(at, adopted) if adopted else at, ACTS, partial(_diverge, stage, facts, divergence))
    for position in opinion.minority_positions:
        at = min(position.at, adopted) if adopted else position.at
        yield Act(at, ACTS, partial(_dissent, stage, facts, position))


def _note(stage, facts, note):
    writing.note_debate(
        stage.get(Body, facts.body), text=_text(stage, facts), kind=note.kind, body=note.text, on=note.on,
        by=stage.user(note.by) or _officer(stage, facts), themes=themes(stage, [note.theme]),
    )  # fmt: skip


def _diverge(stage, facts, divergence):
    writing.note_divergence(
        _text(stage, facts), subject=divergence.subject, positions=divergence.positions, by=_officer(stage, facts)
    )


def _dissent(stage, facts, position):
    holders = [stage.person(key) for key in position.holders]
    by = next((account for key in position.holders if (account := stage.user(key))), None)
    writing.add_minority(
        _text(stage, facts), title=position.title, html=html_of(position.text), holders=holders,
        by=by or _officer(stage, facts), votes=position.votes,
    )  # fmt: skip


# --- Adoption and after ---


def _adoption(stage, facts, opinion):
    if opinion.adoption and (step := facts.step("adopt_opinion")):
        yield Act(opinion.adoption.at, ACTS, partial(_adopt, stage, facts, step, opinion.adoption))
    for verb, play in (("transmit", _transmit), ("acknowledge", _acknowledge)):
        if step := facts.step(verb):
            yield Act(step.at, ACTS, partial(play, stage, facts, step))
    if opinion.plain_language and opinion.plain_language_on:
        yield on(opinion.plain_language_on, ACTS, partial(_say_plainly, stage, facts), "14:00")


def _adopt(stage, facts, step, vote):
    body = next(b for b in stage.world.bodies if b.key == facts.body)
    referral = stage.fresh(Referral, facts.key)
    heeding(
        lifecycle.adopt_opinion, referral, by=stage.user(step.by) or stage.user(body.officer), on=vote.since,
        mode=vote.mode, present=vote.present, proxies=vote.proxies, in_favour=vote.in_favour, against=vote.against,
        abstentions=vote.abstentions, meeting=stage.get(Meeting, vote.meeting), in_office=vote.members, reason=KNOWN,
    )  # fmt: skip


def _transmit(stage, facts, step):
    by = stage.user(step.by) or _officer(stage, facts)
    heeding(lifecycle.transmit, stage.fresh(Referral, facts.key), by=by, reason=KNOWN)


def _acknowledge(stage, facts, step):
    lifecycle.acknowledge(stage.fresh(Referral, facts.key), by=stage.user(step.by))


def _say_plainly(stage, facts):
    text, by = _text(stage, facts), _officer(stage, facts)
    plain = writing.create_plain_version(text, by=by)
    writing.save_version(plain, html=html_of(facts.opinion.plain_language), base=0, by=by)
    writing.approve(plain, by=by)
    writing.publish(plain, by=by)
