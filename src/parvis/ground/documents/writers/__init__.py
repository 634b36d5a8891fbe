"""From one content tree to each format: a writer is a function (document) → bytes."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """A format people may ask for; `write` is imported late, because each library is slow to load."""

    code: str
    label: str
    content_type: str
    extension: str
    write: Callable


def _pdf(document, **options):
    from .pdf import write_pdf

    return write_pdf(document, **options)


def _docx(document, **options):
    from .docx import write_docx

    return write_docx(document, **options)


def _odt(document, **options):
    from .odt import write_odt

    return write_odt(document, **options)


FORMATS = {
    f.code: f
    for f in (
        Format("pdf", "PDF accessible", "application/pdf", "pdf", _pdf),
        Format(
            "docx",
            "Word (DOCX)",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
            _docx,
        ),
        Format("odt", "OpenDocument (ODT)", "application/vnd.oasis.opendocument.text", "odt", _odt),
    )
}


def write(document, code, *, at=None):
    """The bytes of the document in the format `code`, dated `at`."""
    return FORMATS[code].write(document, at=at)
