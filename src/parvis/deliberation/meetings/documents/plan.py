"""D08, *déroulé d’animation*: the sequences with their hours, for those who run the meeting."""

from parvis.ground.core import french
from parvis.ground.documents import tree
from parvis.ground.documents.kinds import DocumentKind, TextPart
from parvis.ground.documents.texts import texts_for

from .. import queries

PLAN = DocumentKind(
    code="meetings.plan",
    number="D08",
    label="Déroulé d’animation",
    words=(("reunion", "le titre de la réunion"), ("date", "sa date"), ("lieu", "son lieu")),
    parts=(TextPart("introduction", "Introduction", "<p>{reunion}, {date}, {lieu}.</p>"),),
)


def plan_sheet(meeting):
    """(tree, template) of the *déroulé* of a meeting: one line a sequence, then the material to bring."""
    texts = texts_for(meeting.authority, PLAN.code)
    steps = queries.timed_steps(meeting)
    rows = tuple(
        [_hours(step), step.title, french.plural(step.minutes, "minute"), step.method, step.material, step.who]
        for step in steps
    )
    blocks = [
        *texts.part(
            "introduction", reunion=meeting.title, date=french.full_datetime(meeting.starts_at),
            lieu=meeting.where or "lieu à préciser",
        ),
        tree.Table(
            ("Heure", "Séquence", "Durée", "Méthode", "Matériel", "Qui"), rows,
            caption="Séquences", widths=(3, 5, 3, 5, 5, 3),
        ),
        tree.Paragraph(queries.slot_words(meeting, steps)),
        *_notes(steps),
    ]  # fmt: skip
    return texts.document(f"Déroulé : {meeting.title}", blocks), texts.template


def _hours(step):
    return f"{french.hour(step.starts_at)} – {french.hour(step.ends_at)}"


def _notes(steps):
    told = [step for step in steps if step.notes]
    if told:
        yield tree.Heading(1, "Consignes")
        for step in told:
            yield tree.Heading(2, step.title)
            yield tree.Paragraph(step.notes)
