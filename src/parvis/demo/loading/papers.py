"""Plain words of the story as the product keeps them: HTML paragraphs, and files that prove something."""

from html import escape
from itertools import groupby

from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.ground.documents.lifecycle import store

from ..data.pools import slug


def html_of(text):
    """Lines of plain text as paragraphs."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())


def blocks_of(paragraphs):
    """[(HTML block, keys of its paragraphs)]: items that follow each other are one list."""
    for is_item, group in groupby(paragraphs, key=lambda p: p.kind == "item"):
        group = list(group)
        if is_item:
            items = "".join(f"<li>{escape(p.text)}</li>" for p in group)
            yield f"<ul>{items}</ul>", [p.key for p in group]
        else:
            for paragraph in group:
                tag = "h2" if paragraph.kind == "heading" else "p"
                yield f"<{tag}>{escape(paragraph.text)}</{tag}>", [paragraph.key]


def html_of_version(version):
    return "".join(html for html, _ in blocks_of(version.paragraphs))


def place_of(paragraph, version):
    """The rank of the block that holds a paragraph."""
    return next(rank for rank, (_, keys) in enumerate(blocks_of(version.paragraphs)) if paragraph in keys)


def proof(stage, *, title, about, by):
    """A short text file put in the record: fictional, like everything around it."""
    words = f"{title}\n\n{about}\n\nPièce de démonstration : ce document est inventé.\n"
    upload = SimpleUploadedFile(f"{slug(title)[:60]}.txt", words.encode(), content_type="text/plain")
    return store(upload, authority=stage.authority, by=by, owner=about, title=title)
