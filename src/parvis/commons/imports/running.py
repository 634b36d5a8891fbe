"""Going through the lines of a batch: parsing, writing under savepoints, and what each line gave."""

import hashlib
import json
from collections import defaultdict
from itertools import groupby

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.utils import DataError

from parvis.ground.core.errors import Refused

from .choices import Outcome
from .importing import LineError
from .models import ImportedRow


class Run:
    """One passage over the lines. It is what importers receive as `batch`."""

    def __init__(self, batch, by):
        self.record, self.by = batch, by
        self.authority = batch.authority
        self.memory = {}
        self.created = []
        """(line number, object), in order of creation."""
        self.outcomes = {}
        """Line number → (outcome, errors)."""
        self._number, self._joined = None, False

    def add(self, obj):
        """Say that the present line created this row: undoing the import will delete it."""
        self.created.append((self._number, obj))
        return obj

    def join(self):
        """Say that the present line went into a row that another line of the file created: it is new too."""
        self._joined = True

    def through(self, lines):
        """Write every line that can be; the others leave nothing behind them."""
        for line in lines:
            self._number, self._joined, before = line.number, False, len(self.created)
            errors = self._write(line)
            if errors:
                # What the line looked up may have been written by itself, and is gone with it.
                del self.created[before:]
                self.memory.clear()
            is_new = self._joined or len(self.created) > before
            outcome = Outcome.ERROR if errors else Outcome.NEW if is_new else Outcome.PRESENT
            self.outcomes[line.number] = (outcome, errors)
        return self

    def count(self, outcome):
        return sum(1 for found, _ in self.outcomes.values() if found == outcome)

    def _write(self, line):
        """The errors of a line as (column label, sentence); none when it was written."""
        row, errors = parse(self.record, line)
        if errors:
            return errors
        try:
            with transaction.atomic():
                self.record.importer.write(row, self)
        except (Refused, ValidationError, IntegrityError, DataError) as error:
            return explain(error, self.record.importer)
        return []


def parse(batch, line):
    """The values of a line by column name, and its errors."""
    row, errors = {}, []
    if len(line.cells) > len(batch.headers):
        errors.append(("", "Cette ligne a plus de cellules que de titres : un séparateur est de trop."))
    for column in batch.importer.columns:
        text = cell(batch, line, column.name)
        try:
            row[column.name] = column.parse(text)
        except (ValueError, ValidationError) as error:
            errors.append((column.label, " ".join(getattr(error, "messages", [str(error)]))))
            continue
        if column.required and row[column.name] in (None, ""):
            errors.append((column.label, "Cette cellule est vide, or elle est nécessaire."))
    return row, errors


def cell(batch, line, name):
    """The text that the line holds for a column, empty when the column is absent or the line is short."""
    position = batch.matching.get(name)
    return line.cells[position] if position is not None and position < len(line.cells) else ""


def explain(error, importer):
    """The sentences of an error, each with the label of its column."""
    if isinstance(error, LineError):
        label = importer.column(error.column).label if error.column else ""
        return [(label, str(error))]
    if isinstance(error, Refused):
        return [("", str(error))]
    if isinstance(error, ValidationError):
        return [(_label(importer, field), text) for field, text in _fields(error)]
    if isinstance(error, DataError):
        return [("", "Une valeur de cette ligne est trop longue ou hors des bornes.")]
    return [("", "Cette ligne contredit une fiche qui existe déjà, ou une règle de la base.")]


def _fields(error):
    if not hasattr(error, "error_dict"):
        return [("", text) for text in error.messages]
    return [(field, text) for field, errors in error.message_dict.items() for text in errors]


def _label(importer, field):
    return next((c.label for c in importer.columns if c.name == field), "")


# --- Traces ---


def keep_trace(run):
    """One `ImportedRow` per row created, with the fingerprint it has at the end of the run."""
    rows = []
    prints = fingerprints([obj for _, obj in run.created])
    for number, obj in run.created:
        kind = ContentType.objects.get_for_model(obj)
        rows.append(
            ImportedRow(
                batch=run.record, line_number=number, content_type=kind, object_id=obj.pk,
                fingerprint=prints[(kind.pk, obj.pk)],
            )
        )  # fmt: skip
    ImportedRow.objects.bulk_create(rows, batch_size=500)


def fingerprints(objects):
    """`{(content type, key): fingerprint}` of the rows as the database holds them now; deleted rows are absent."""
    found, by_model = {}, defaultdict(list)
    for obj in objects:
        by_model[type(obj)].append(obj.pk)
    for model, keys in by_model.items():
        kind = ContentType.objects.get_for_model(model).pk
        for obj in in_chunks(model, keys):
            found[(kind, obj.pk)] = fingerprint(obj)
    return found


def in_chunks(model, keys, size=500):
    """The rows of these keys, read a few hundred at a time (SQLite limits the parameters of a query)."""
    for start in range(0, len(keys), size):
        yield from model._base_manager.filter(pk__in=keys[start : start + size])


def fingerprint(obj):
    """What tells whether a row changed: every field of its table and of its parents' tables."""
    values = {field.attname: field.value_to_string(obj) for field in obj._meta.concrete_fields}
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()


def by_kind(rows):
    """Imported rows grouped by model, children first: the reverse of the order in which kinds first appeared."""
    order = list(dict.fromkeys(row.content_type_id for row in rows))
    rows = sorted(rows, key=lambda row: (-order.index(row.content_type_id), row.pk))
    for kind_id, group in groupby(rows, key=lambda row: row.content_type_id):
        yield ContentType.objects.get_for_id(kind_id).model_class(), list(group)
