"""What people hand over is looked at before it is kept: its size, what it really is, and, when asked, for viruses."""

import codecs
import re
import zipfile
from pathlib import PurePosixPath

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.forms import FileField

from parvis.ground.core.errors import Refused
from parvis.ground.core.french import weight

from . import antivirus
from .choices import ANY, BY_TYPE, MEGABYTE

SAMPLE = 64 * 1024
MOST_ENTRIES = 5000  # of an office file: a list of entries longer than this is an attack on memory
INVISIBLE = re.compile("[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Receives a file on the disk, and stops keeping it once it is larger than any that is accepted.

    The rest is read and dropped, so that the form can be shown again with what was typed: the file comes out empty,
    with its true size, and `check` refuses it.
    """

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) <= settings.UPLOAD_MAX_MB * MEGABYTE:
            self.file.write(raw_data)
        elif self.file.tell():
            self.file.seek(0)
            self.file.truncate()


class UploadField(FileField):
    """A form field for one file; `accepted` holds the content types it takes."""

    def __init__(self, *, accepted=ANY, **options):
        self.accepted = accepted
        super().__init__(**options)
        self.widget.attrs.setdefault("accept", ",".join(_extensions(accepted)))
        self.error_messages["empty"] = EMPTY

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if not upload or upload is initial:
            return upload
        try:
            upload.checked_type = check(upload, accepted=self.accepted)
        except Refused as refused:
            raise ValidationError(str(refused)) from refused
        return upload


EMPTY = "Ce fichier est vide : choisissez-en un autre."


def check(upload, *, accepted=ANY):
    """The content type of an upload, told from what it contains.

    `Refused` when it is empty, too large, of a kind that is not accepted, not what its name says, or infected.
    """
    if not upload.size:
        raise Refused(EMPTY)
    if upload.size > settings.UPLOAD_MAX_MB * MEGABYTE:
        most = weight(settings.UPLOAD_MAX_MB * MEGABYTE)
        raise Refused(f"Ce fichier pèse {weight(upload.size)} : la limite est de {most}. Allégez-le ou scindez-le.")
    found = content_type_of(upload)
    _refuse_other_kinds(found, accepted)
    _refuse_lies(upload.name, found)
    antivirus.scan(upload)
    upload.seek(0)
    return found


def content_type_of(upload):
    """What the file is by its content; an empty text when it is nothing that we know."""
    upload.seek(0)
    sample = upload.read(SAMPLE)
    if sample.startswith(b"PK\x03\x04"):
        return _office_type(upload)
    guess = filetype.guess(sample)
    if guess is not None:
        return ALIASES.get(guess.mime, guess.mime)
    return _text_type(upload.name, sample)


def clean_name(name):
    """The name of a file without its folders and without characters that would make it look like another."""
    name = INVISIBLE.sub("", PurePosixPath(name.replace("\\", "/")).name).strip(". ")
    stem, dot, extension = name.rpartition(".")
    return f"{stem[:140]}{dot}{extension[:10]}" or "fichier"


ALIASES = {"audio/x-m4a": "audio/mp4", "video/x-m4v": "video/mp4", "image/apng": "image/png"}
_OOXML = "application/vnd.openxmlformats-officedocument"
_OFFICE = {
    "word": f"{_OOXML}.wordprocessingml.document",
    "xl": f"{_OOXML}.spreadsheetml.sheet",
    "ppt": f"{_OOXML}.presentationml.presentation",
}
_TEXTS = {"csv": "text/csv", "txt": "text/plain", "md": "text/plain", "ics": "text/calendar"}


def _office_type(upload):
    """Office files are archives: what is inside tells which."""
    if _entries(upload) > MOST_ENTRIES:
        return ""
    try:
        with zipfile.ZipFile(upload) as archive:
            names = archive.namelist()
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise Refused("Ce fichier contient des macros : enregistrez-le sans macros puis déposez-le à nouveau.")
            if "mimetype" in names:
                return archive.open("mimetype").read(100).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return ""
    folders = {name.partition("/")[0] for name in names}
    return next((kind for folder, kind in _OFFICE.items() if folder in folders), "application/zip")


def _entries(upload):
    """How many entries the archive says it has, read from its end without loading the list."""
    upload.seek(max(0, upload.size - 65_557))
    tail = upload.read(65_557)
    place = tail.rfind(b"PK\x05\x06")
    return int.from_bytes(tail[place + 10 : place + 12], "little") if place >= 0 else MOST_ENTRIES + 1


def _text_type(name, sample):
    return _TEXTS.get(_extension(name), "text/plain") if _is_text(sample) else ""


def _is_text(sample):
    if b"\x00" in sample and not sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    controls = sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in sample)
    return controls == 0 or sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _refuse_other_kinds(found, accepted):
    if found in accepted:
        return
    wanted = ", ".join(dict.fromkeys(BY_TYPE[code].label for code in accepted))
    raise Refused(f"Ce type de fichier n’est pas accepté ici. Formats acceptés : {wanted}.")


def _refuse_lies(name, found):
    extension = _extension(name)
    kind = BY_TYPE[found]
    if extension in kind.extensions:
        return
    right = kind.extensions[0]
    if not extension:
        raise Refused(f"Ce fichier n’a pas d’extension : c’est un fichier {kind.label}, nommez-le « .{right} ».")
    raise Refused(
        f"Ce fichier se nomme « .{extension} » mais son contenu est celui d’un fichier {kind.label} : "
        f"nommez-le « .{right} » ou choisissez le bon fichier."
    )


def _extension(name):
    return clean_name(name).rpartition(".")[2].lower() if "." in name else ""


def _extensions(accepted):
    return [f".{extension}" for code in accepted for extension in BY_TYPE[code].extensions]
