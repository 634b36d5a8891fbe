"""What files may be, and the formats documents leave in."""

from dataclasses import dataclass

from django.db import models

MEGABYTE = 1_000_000


class Format(models.TextChoices):
    PDF = "pdf", "PDF accessible"
    DOCX = "docx", "Word (DOCX)"
    ODT = "odt", "OpenDocument (ODT)"


@dataclass(frozen=True)
class FileKind:
    """A kind of file that people may hand over: its content type, its name for them, its usual extensions."""

    content_type: str
    label: str
    extensions: tuple


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
FILE_KINDS = (
    FileKind("application/pdf", "PDF", ("pdf",)),
    FileKind("image/png", "image PNG", ("png",)),
    FileKind("image/jpeg", "image JPEG", ("jpg", "jpeg")),
    FileKind("image/gif", "image GIF", ("gif",)),
    FileKind("image/webp", "image WebP", ("webp",)),
    FileKind(f"{_OOXML}.wordprocessingml.document", "document Word", ("docx",)),
    FileKind(f"{_OOXML}.spreadsheetml.sheet", "classeur Excel", ("xlsx",)),
    FileKind(f"{_OOXML}.presentationml.presentation", "présentation PowerPoint", ("pptx",)),
    FileKind(f"{_ODF}.text", "document OpenDocument", ("odt",)),
    FileKind(f"{_ODF}.spreadsheet", "classeur OpenDocument", ("ods",)),
    FileKind(f"{_ODF}.presentation", "présentation OpenDocument", ("odp",)),
    FileKind("text/csv", "tableau CSV", ("csv",)),
    FileKind("text/plain", "texte", ("txt", "md")),
    FileKind("text/calendar", "agenda", ("ics",)),
    FileKind("audio/mpeg", "enregistrement MP3", ("mp3",)),
    FileKind("audio/mp4", "enregistrement audio", ("m4a",)),
    FileKind("audio/ogg", "enregistrement OGG", ("ogg", "oga")),
    FileKind("video/mp4", "vidéo MP4", ("mp4",)),
    FileKind("video/webm", "vidéo WebM", ("webm",)),
)
BY_TYPE = {kind.content_type: kind for kind in FILE_KINDS}
ANY = tuple(BY_TYPE)
IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp")
SHEETS = (f"{_OOXML}.spreadsheetml.sheet", f"{_ODF}.spreadsheet", "text/csv")
INLINE = (*IMAGES, "application/pdf", "audio/mpeg", "audio/mp4", "audio/ogg", "video/mp4", "video/webm")
"""What a browser may show in its window; everything else is downloaded."""
