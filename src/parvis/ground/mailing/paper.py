"""Messages as letters on paper: one PDF, each letter on its own page with its address."""

from django.utils import timezone

from parvis.ground.core import french
from parvis.ground.documents import tree
from parvis.ground.documents.kinds import DocumentKind
from parvis.ground.documents.texts import texts_for

KIND = DocumentKind(code="mailing.letters", label="Courriers à poster", formats=("pdf",))


def letters(batch):
    """The content tree of a batch."""
    texts = texts_for(batch.authority, KIND.code)
    on = timezone.localdate(batch.made_at)
    blocks = []
    for number, message in enumerate(batch.messages.order_by("group_label", "name", "pk")):
        blocks += [tree.PageBreak()] if number else []
        blocks += letter(message, batch.authority, texts.place, on)
    return texts.document(f"Courriers du {french.plain_date(on)}", blocks, show_title=False)


def letter(message, authority, place, on):
    """One letter: who writes to whom, about what, the text, and why they receive it."""
    yield tree.Letterhead(
        sender=tuple(filter(None, (authority.name, *authority.address.splitlines()))),
        recipient=tuple(filter(None, (message.name, *message.postal.splitlines()))),
        place_and_date=f"{place}, le {french.plain_date(on)}", subject=message.subject, reference=f"P-{message.pk}",
    )  # fmt: skip
    for paragraph in filter(None, (part.strip() for part in message.body.split("\n\n"))):
        yield tree.Paragraph(paragraph)
    yield tree.Paragraph(authority.name, align="end")
    if message.why:
        yield tree.Paragraph(tree.em(message.why))
