"""The right of access (RGPD, art. 15 and 20): everything the product holds of somebody, for them to read and reuse."""

import io
import json
import zipfile

from django.conf import settings
from django.db import transaction
from django.db.models import FileField, Model
from django.template.loader import render_to_string

from parvis.ground.core import clock
from parvis.ground.documents.models import StoredFile
from parvis.ground.journal.acts import record

from .retention import sentence
from .subjects import account_rows, rows_about
from .words import SECRETS, TECHNICAL, capital, field_words, table_words, value_words

MOST_FILES = 200_000_000


@transaction.atomic
def archive(subject, *, by):
    """A ZIP with the data as JSON and as an accessible page, and the files handed over. The journal says who asked."""
    content = _zip(subject, collect(subject))
    about = subject.person or subject.authority
    record(about, "access_archive", by=by, facts={"octets": len(content), "user": getattr(subject.user, "pk", None)})
    return content


def collect(subject):
    """Everything held, table by table: `{"name", "purpose", "basis", "kept", "rows": [{label: value}]}`."""
    tables = [_table(model, personal, rows, subject) for model, personal, rows in rows_about(subject)]
    if subject.user is not None:
        tables += [_library_table(model, rows, subject) for model, rows in account_rows(subject.user) if rows]
    return tables


def _table(model, personal, rows, subject):
    return {
        "name": table_words(model),
        "purpose": personal.purpose,
        "basis": personal.basis,
        "kept": sentence(model, personal, subject.authority),
        "rows": [personal.export(row) if personal.export else row_values(row, subject) for row in rows],
    }


def _library_table(model, rows, subject):
    return {
        "name": table_words(model),
        "purpose": "Compte d’accès",
        "basis": "mission d’intérêt public",
        "kept": "avec le compte",
        "rows": [row_values(row, subject) for row in rows],
    }


def row_values(row, subject):
    """A row by the names of its fields; other people are not named."""
    values = {}
    for field in row._meta.concrete_fields:
        if field.name not in SECRETS | TECHNICAL:
            shown = _value(row, field, subject)
            if shown not in (None, "", [], {}):
                values[capital(field_words(field))] = shown
    return values


def _value(row, field, subject):
    if field.is_relation:
        return _related(getattr(row, field.name), subject)
    value = getattr(row, field.attname)
    if isinstance(field, FileField):
        return value.name if value else ""
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def _related(other, subject):
    """The words for a related record: a person who is not the subject stays unnamed."""
    if not isinstance(other, Model):
        return None
    label = other._meta.label_lower
    if label == settings.AUTH_USER_MODEL.lower():
        return str(other) if subject.user and other.pk == subject.user.pk else "une autre personne"
    if label == "people.person":
        return str(other) if other.pk in subject.person_ids else "une autre personne"
    return str(other)


# --- The file ---


def _zip(subject, tables):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as sink:
        files = list(_files(subject))
        sink.writestr("donnees.json", json.dumps(_head(subject) | {"tables": tables}, ensure_ascii=False, indent=2))
        names = [name for name, _ in files]
        context = {"subject": subject, "tables": _as_read(tables), "files": names, "now": clock.now()}
        sink.writestr("donnees.html", render_to_string("privacy/archive.html", context))
        for name, stored in files:
            with stored.file.open("rb") as source:
                sink.writestr(name, source.read())
    return stream.getvalue()


def _as_read(tables):
    """The tables with their values in words, for the page."""
    return [
        table | {"rows": [{name: value_words(value) for name, value in row.items()} for row in table["rows"]]}
        for table in tables
    ]


def _head(subject):
    return {"collectivite": subject.authority.name, "personne": subject.name, "date": clock.now().isoformat()}


def _files(subject):
    """(name in the archive, stored file) of what the person handed over, as far as the size allows."""
    if subject.user is None:
        return
    total = 0
    for stored in StoredFile.objects.of(subject.authority).filter(uploaded_by=subject.user).order_by("pk"):
        total += stored.size
        if total > MOST_FILES or not stored.file.storage.exists(stored.file.name):
            return
        yield f"fichiers/{stored.pk}-{stored.download_name}", stored
