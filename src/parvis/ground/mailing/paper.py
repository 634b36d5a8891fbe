"""Messages as letters on paper: one PDF, each letter on its own page with its address, then what is enclosed."""

from django.utils import timezone

from parvis.ground.core import french
from parvis.ground.core.manifest import contributions
from parvis.ground.documents import tree
from parvis.ground.documents.kinds import DocumentKind
from parvis.ground.documents.texts import texts_for

KIND = DocumentKind(code="mailing.letters", label="Courriers à poster", formats=("pdf",))


def letters(batch):
    """The content tree of a batch."""
    texts, enclose = texts_for(batch.authority, KIND.code), _enclosures()
    on = timezone.localdate(batch.made_at)
    blocks = []
    for number, message in enumerate(batch.messages.order_by("group_label", "name", "pk")):
        blocks += [tree.PageBreak()] if number else []
        blocks += letter(message, batch.authority, texts.place, on)
        for document in enclose[message.letter](message) if message.letter in enclose else ():
            blocks += enclosure(document)
    return texts.document(f"Courriers du {french.plain_date(on)}", blocks, show_title=False)


def _enclosures():
    """What each feature joins to its letters: letter's key → (message) → documents."""
    return {key: give for declared in contributions("enclosures") for key, give in declared.items()}


def enclosure(document):
    """A document printed after the letter that it goes with, on pages of its own."""
    yield tree.PageBreak()
    yield tree.Heading(1, document.title)
    if document.subtitle:
        yield tree.Paragraph(document.subtitle)
    yield from tree.in_order(document.blocks, under=1)


def letter(message, authority, place, on):
    """One letter: who writes to whom, about what, the text, and why they receive it."""
    yield tree.Letterhead(
        sender=tuple(filter(None, (authority.name, *authority.address.splitlines()))),
        recipient=tuple(dict.fromkeys(filter(None, (message.name, *message.postal.splitlines())))),
        place_and_date=f"{place}, le {french.plain_date(on)}", subject=message.subject, reference=f"P-{message.pk}",
    )  # fmt: skip
    for paragraph in filter(None, (part.strip() for part in message.body.split("\n\n"))):
        yield tree.Paragraph(paragraph)
    yield tree.Paragraph(authority.name, align="end")
    if message.why:
        yield tree.Paragraph(tree.em(message.why))
