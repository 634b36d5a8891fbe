"""The life of an import: handed over, matched and checked, written whole, undone whole."""

import hashlib
from itertools import chain

from django.db import transaction
from django.db.models import ProtectedError
from django.db.models.deletion import Collector, RestrictedError

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.core.french import plural
from parvis.ground.journal.acts import move, record

from . import reading
from .choices import Outcome
from .models import ImportBatch, ImportLine
from .running import Run, by_kind, fingerprint, in_chunks, keep_trace

LATER = "Rien n’a été défait."


@transaction.atomic
def upload(authority, importer, file, *, by):
    """Read a file and keep its lines aside, columns matched as well as they can be. Nothing of it is written."""
    sheet = reading.read(file)
    file.seek(0)
    batch = ImportBatch.objects.create(
        authority=authority, importer_key=importer.key, filename=file.name[-200:], by=by,
        fingerprint=hashlib.sha256(file.read()).hexdigest(), headers=sheet.headers,
        matching=importer.suggest(sheet.headers), line_count=len(sheet.lines),
    )  # fmt: skip
    lines = [ImportLine(batch=batch, number=number, cells=cells) for number, cells in sheet.lines]
    ImportLine.objects.bulk_create(lines, batch_size=500)
    record(batch, "upload", by=by, facts={"importer": importer.key, "lines": len(lines)})
    return batch


@transaction.atomic
def match(batch, matching, *, by):
    """Say which title feeds which column (`{column name: position}`), then try every line without writing any."""
    _refuse_bad_matching(batch, matching)
    batch.matching = matching
    run = _try(batch, by)
    counts = _counts(run)
    move(batch, "match", by=by, facts=counts, matching=matching, **counts)
    _keep_outcomes(batch, run)
    return run


@transaction.atomic
def confirm(batch, *, by, skip_errors=False):
    """Write the lines. `Refused` when lines are wrong, unless they are knowingly left out, or when nothing is new."""
    if batch.error_count and not skip_errors:
        raise Refused(
            f"{plural(batch.error_count, 'ligne')} en erreur : corrigez le fichier, ou laissez ces lignes de côté."
        )
    move(batch, "confirm", by=by, written_at=clock.now(), facts={"skip_errors": skip_errors})
    run = Run(batch, by).through(_good_lines(batch))
    _refuse_new_errors(run)
    if not run.created:
        raise Refused("Aucune ligne n’apporte de fiche nouvelle : il n’y a rien à écrire.")
    keep_trace(run)
    batch.lines.update(cells=[], errors=[])
    record(batch, "import_rows", by=by, facts={"lines": len(run.outcomes), "rows": len(run.created)})
    return run


@transaction.atomic
def undo(batch, *, by):
    """Delete what the import created, whole or not at all.

    `Refused` when a row was changed since, or when something else now holds to it; the message names it.
    """
    move(batch, "undo", by=by, undone_at=clock.now())
    undo_of = batch.importer and batch.importer.undo
    finish = undo_of(batch) if undo_of else None
    rows = list(batch.rows.all())
    for model, group in by_kind(rows):
        _delete(model, group)
    if finish:
        finish()
    record(batch, "undo_rows", by=by, facts={"rows": len(rows)})
    batch.rows.all().delete()


@transaction.atomic
def discard(batch, *, by):
    """Give the file up: its lines are erased at once."""
    move(batch, "discard", by=by)
    batch.lines.all().delete()


# --- Trying ---


def _try(batch, by):
    """Write every line for real, then take it all back: the errors are exactly those that writing would meet."""
    with transaction.atomic():
        run = Run(batch, by).through(batch.lines.all())
        transaction.set_rollback(True)
    return run


def _counts(run):
    return {
        "new_count": run.count(Outcome.NEW),
        "present_count": run.count(Outcome.PRESENT),
        "error_count": run.count(Outcome.ERROR),
    }


def _keep_outcomes(batch, run):
    for outcome in (Outcome.NEW, Outcome.PRESENT):
        numbers = [number for number, (found, _) in run.outcomes.items() if found == outcome]
        for start in range(0, len(numbers), 500):
            batch.lines.filter(number__in=numbers[start : start + 500]).update(outcome=outcome, errors=[])
    wrong = [line for line in batch.lines.all() if run.outcomes[line.number][0] == Outcome.ERROR]
    for line in wrong:
        line.outcome, line.errors = run.outcomes[line.number]
    ImportLine.objects.bulk_update(wrong, ["outcome", "errors"], batch_size=200)


def _good_lines(batch):
    return batch.lines.exclude(outcome=Outcome.ERROR)


def _refuse_bad_matching(batch, matching):
    columns = {column.name: column for column in batch.importer.columns}
    missing = [c.label for c in columns.values() if c.required and matching.get(c.name) is None]
    if missing:
        raise Refused(f"Ces colonnes sont nécessaires : {', '.join(missing)}. Dites quel titre du fichier les porte.")
    positions = list(matching.values())
    if any(not 0 <= position < len(batch.headers) for position in positions) or set(matching) - set(columns):
        raise Refused("Ce rapprochement ne correspond pas au fichier. Rechargez la page.")
    twice = next((p for p in positions if positions.count(p) > 1), None)
    if twice is not None:
        raise Refused(f"Le titre « {batch.headers[twice]} » est choisi deux fois : un titre sert une seule fois.")


def _refuse_new_errors(run):
    for number, (outcome, errors) in run.outcomes.items():
        if outcome == Outcome.ERROR:
            raise Refused(
                f"La ligne {number} ne passe plus depuis la vérification : {errors[0][1]} Rien n’a été écrit. "
                "Vérifiez le fichier à nouveau."
            )


# --- Undoing ---


def _delete(model, group):
    """Delete rows of one model, after making sure that they are as they were and that nothing holds to them."""
    expected = {row.object_id: row for row in group}
    found = list(in_chunks(model, list(expected)))
    _refuse_gone(model, expected, found)
    for obj in found:
        if fingerprint(obj) != expected[obj.pk].fingerprint:
            raise Refused(f"{_named(obj)} a été modifiée depuis l’import. {LATER}")
    for start in range(0, len(found), 200):
        _collect(model, found[start : start + 200], set(expected)).delete()


def _refuse_gone(model, expected, found):
    gone = len(expected) - len(found)
    if gone:
        raise Refused(f"{plural(gone, 'fiche')} « {model._meta.verbose_name} » a disparu depuis l’import. {LATER}")


def _collect(model, objects, ours):
    """What deleting these rows takes with them: their own tables only, else `Refused`."""
    collector = Collector(using=objects[0]._state.db, origin=objects)
    try:
        collector.collect(objects)
    except (ProtectedError, RestrictedError) as error:
        holder = next(iter(getattr(error, "protected_objects", None) or error.restricted_objects))
        raise Refused(f"{_named(holder)} tient désormais à une fiche importée. {LATER}") from error
    for other in _others(collector, model, ours):
        raise Refused(f"{_named(other)} tient désormais à une fiche importée. {LATER}")
    return collector


def _others(collector, model, ours):
    """Rows that are not the import's and that the deletion would carry away.

    The tables of a multi-table row's parents are the row itself; links of many-to-many fields go with it.
    """
    parents = set(model._meta.all_parents)
    rows = (rows[:1] for rows in collector.fast_deletes)
    for obj in chain(chain.from_iterable(collector.data.values()), chain.from_iterable(rows)):
        same = type(obj) is model and obj.pk in ours
        if not (same or type(obj) in parents or obj._meta.auto_created):
            yield obj


def _named(obj):
    return f"La fiche « {obj} » ({obj._meta.verbose_name})"
