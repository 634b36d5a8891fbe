"""D11: minutes (being written, approved, public), *relevé de décisions*, and the one-page note to the councillor."""

from parvis.ground.core import french
from parvis.ground.documents import tree
from parvis.ground.documents.kinds import DocumentKind, TextPart
from parvis.ground.documents.rich import from_html
from parvis.ground.documents.texts import texts_for

from .. import minutes_queries as queries
from ..choices import VoteStatus
from ..models import Meeting

WORDS = (
    ("reunion", "le titre de la réunion"), ("date", "sa date"), ("lieu", "son lieu"), ("instance", "qui se réunissait"),
)  # fmt: skip


def _kind(code, label, introduction):
    part = TextPart("introduction", "Introduction", introduction)
    return DocumentKind(code=f"meetings.{code}", number="D11", label=label, words=WORDS, parts=(part,))


MINUTES_DRAFT = _kind(
    "minutes_draft", "Compte rendu, brouillon",
    "<p>Brouillon du compte rendu : {reunion}, {date}. Il n’est pas approuvé et ne se diffuse pas.</p>",
)  # fmt: skip
MINUTES = _kind("minutes", "Compte rendu approuvé", "<p>{instance}, {date}, {lieu}.</p>")
PUBLIC_MINUTES = _kind(
    "minutes_public", "Compte rendu, version publique",
    "<p>{instance}, {date}, {lieu}. Les noms des personnes qui n’exercent pas de responsabilité dans la séance sont "
    "masqués.</p>",
)  # fmt: skip
DECISIONS = _kind("decisions", "Relevé de décisions", "<p>{instance}, {date}, {lieu}.</p>")
NOTE = _kind(
    "councillor_note", "Note à l’élu référent",
    "<p>Ce que la séance du {date} a décidé, et ce qu’elle attend, en une page.</p>",
)  # fmt: skip
KINDS = (MINUTES_DRAFT, MINUTES, PUBLIC_MINUTES, DECISIONS, NOTE)


def draft_minutes(meeting):
    """(tree, template) of the minutes as they stand."""
    return _of_text(meeting, MINUTES_DRAFT, meeting.minutes.text.latest.html)


def approved_minutes(meeting):
    """The approved words, under the fingerprint of the locked text."""
    minutes = meeting.minutes
    blocks = [tree.Paragraph(f"{queries.approval_words(minutes)}.")]
    return _of_text(meeting, MINUTES, minutes.text.latest.html, blocks, seal=minutes.text.fingerprint)


def public_minutes(meeting):
    """What everybody may read: names masked."""
    minutes = meeting.minutes
    return _of_text(
        meeting,
        PUBLIC_MINUTES,
        minutes.public_html,
        public_url=meeting.authority.address_of(minutes.get_absolute_url()),
    )


def decision_log(meeting):
    """Decisions with their votes, then what is to be done, by whom and when."""
    texts = texts_for(meeting.authority, DECISIONS.code)
    blocks = [*_introduction(texts, meeting), *_decisions(meeting), *_actions(meeting)]
    return texts.document(f"Relevé de décisions : {meeting.title}", blocks), texts.template


def councillor_note(meeting):
    """One page: what was decided, then each follow-up with its owner."""
    texts = texts_for(meeting.authority, NOTE.code)
    blocks = [*_introduction(texts, meeting), *_decisions(meeting), *_actions(meeting)]
    return texts.document(f"Note : {meeting.title}", blocks), texts.template


def _of_text(meeting, kind, html, before=(), **options):
    texts = texts_for(meeting.authority, kind.code)
    blocks = [*_introduction(texts, meeting), *before, *from_html(html, under=0)]
    return texts.document(f"Compte rendu : {meeting.title}", blocks, **options), texts.template


def _introduction(texts, meeting):
    return texts.part(
        "introduction", reunion=meeting.title, date=french.full_datetime(meeting.starts_at),
        lieu=meeting.where or "à distance", instance=meeting.scheme.name,
    )  # fmt: skip


def _decisions(meeting):
    rows = queries.decisions_of(meeting)
    if not rows:
        return
    yield tree.Heading(1, "Décisions")
    for row in rows:
        yield tree.Paragraph((tree.strong(f"Décision {row.number}. "), tree.Run(row.text)))
        if row.vote and row.vote.status == VoteStatus.CLOSED:
            yield tree.Paragraph((tree.em(vote_words(row.vote)),))


def vote_words(vote):
    """« 28 voix pour, 2 voix contre, 2 abstentions »."""
    return (
        f"{french.plural(vote.in_favour, 'voix', 'voix')} pour, {french.plural(vote.against, 'voix', 'voix')} contre, "
        f"{french.plural(vote.abstentions, 'abstention')}."
    )


def _actions(meeting):
    rows = queries.actions_of(meeting)
    if not rows:
        return
    yield tree.Heading(1, "Suites à donner")
    lines = tuple((row.text, row.who, french.plain_date(row.due_on), row.get_status_display()) for row in rows)
    yield tree.Table(("Quoi", "Qui", "Avant le", "État"), lines, caption="Suites à donner", widths=(6, 4, 3, 2))


def enclosed(message):
    """The approved minutes, printed after the letter of whoever has no e-mail."""
    meeting = Meeting.objects.filter(pk=message.about.rpartition(":")[2]).select_related("minutes__text").first()
    return [approved_minutes(meeting)[0]] if meeting else []
