"""Short constructors for referrals, opinions, answers, commitments and meetings."""

from .pools import slug
from .shapes import (
    AgendaItem,
    Commitment,
    Contribution,
    FollowUpReview,
    Hearing,
    Paragraph,
    Progress,
    Recommendation,
    Response,
    ReviewLine,
    Step,
    WorkStage,
)
from .when import d, t


def step(verb, day, clock="09:00", by=None, **values):
    """One act of a life cycle."""
    return Step(verb=verb, at=t(day, clock), by=by, values=values)


def item(title, minutes, expected="information", by=None, notes="", paper="", paper_on=None):
    """A point of an agenda; `by` is its rapporteur, `paper` the title of what is joined to it."""
    return AgendaItem(
        title=title,
        minutes=minutes,
        expected=expected,
        rapporteur=by,
        notes=notes,
        document=paper,
        document_on=d(paper_on) if paper_on else None,
    )


def paragraphs(*texts):
    """Paragraphs p1, p2…; « # » opens a heading, « - » an item of a list."""
    kinds = {"# ": "heading", "- ": "item"}
    return tuple(
        Paragraph(
            key=f"p{rank}",
            kind=kinds.get(text[:2], "text"),
            text=text[2:] if text[:2] in kinds else text,
        )
        for rank, text in enumerate(texts, start=1)
    )


def rewritten(before, **changes):
    """The same paragraphs with some texts changed, kept in place; keys do not move."""
    return tuple(
        Paragraph(key=paragraph.key, kind=paragraph.kind, text=changes.get(paragraph.key, paragraph.text))
        for paragraph in before
    )


def response(status, reason, on, by, department, due=None, euros=None):
    """The reasoned response to a recommendation."""
    return Response(
        status=status,
        reason=reason,
        on=d(on),
        by=by,
        department=department,
        due_on=d(due) if due else None,
        budget_cents=None if euros is None else euros * 100,
    )


def recommendation(referral, number, text, addressee, answer=None, explanation=""):
    """A numbered recommendation of a referral."""
    return Recommendation(
        key=f"{referral}-r{number}",
        number=number,
        text=text,
        addressee=addressee,
        explanation=explanation,
        response=answer,
    )


def progress(on, by, percent, text, evidence=""):
    """A progress report; its key is its date."""
    return Progress(key=d(on).isoformat(), on=d(on), by=by, percent=percent, text=text, evidence=evidence)


def commitment(referral, number, scheme, title, promise, owner, department, made, due, state, reports=(), **ends):
    """The public promise that follows from recommendation `number` of a referral."""
    dates = {name: d(value) if name.endswith("_on") else value for name, value in ends.items()}
    return Commitment(
        key=f"{referral}-e{number}",
        title=title,
        promise=promise,
        scheme=scheme,
        referral=referral,
        recommendation=f"{referral}-r{number}",
        owner=owner,
        department=department,
        made_on=d(made),
        due_on=d(due),
        state=state,
        progress=tuple(reports),
        **dates,
    )


def stage(on, title, text=""):
    """A line of a work plan."""
    return WorkStage(on=d(on), title=title, text=text)


def hearing(on, guest, capacity, place, summary, department=None):
    """Somebody heard by the body."""
    return Hearing(
        key=slug(f"{on} {guest}"),
        on=d(on),
        guest=guest,
        capacity=capacity,
        place=place,
        summary=summary,
        department=department,
    )


def contribution(number, on, channel, label, text, author=""):
    """A contribution to the work."""
    return Contribution(key=f"c{number:02d}", on=d(on), author=author, author_label=label, channel=channel, text=text)


def review(months, due, lines=(), held=None, published=None, by=None, summary="", prefix=""):
    """A follow-up review; `lines` are (recommendation number, state, text)."""
    return FollowUpReview(
        key=f"{prefix}-bilan-{months}",
        months=months,
        due_on=d(due),
        held_on=d(held) if held else None,
        published_on=d(published) if published else None,
        by=by,
        summary=summary,
        lines=tuple(
            ReviewLine(recommendation=f"{prefix}-r{number}", state=state, text=text) for number, state, text in lines
        ),
    )
