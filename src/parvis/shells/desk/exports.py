"""A list as a file: the same rows, in the same order, with the same columns as on the page."""

from django import forms
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django_tables2 import Column
from django_tables2.rows import BoundRow

from parvis.ground.core import clock, french, sheets
from parvis.ground.journal.acts import record
from parvis.shells.actions import ReasonForm

from .columns import fetcher

FORMATS = {"csv": "CSV", "xlsx": "Excel (XLSX)", "ods": "LibreOffice (ODS)"}
CHUNK = 1000


class ExportReasonForm(ReasonForm):
    """Personal data leave with a reason (separation rule 6)."""

    reason = forms.CharField(
        label="Pourquoi exporter ces données ?",
        help_text="Ce fichier contient des données personnelles. Le motif, la date et le nombre de lignes sont "
        "inscrits au journal.",
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def respond(table, rows, kind, *, title):
    """The file, sent as it is read from the database."""
    columns = [c for c in table.columns if not c.column.exclude_from_export]
    response = StreamingHttpResponse(
        sheets.write(kind, [str(c.header) for c in columns], values(table, columns, rows), title=title),
        content_type=sheets.CONTENT_TYPES[kind],
    )
    name = f"{slugify(title) or 'liste'}-{clock.today():%Y-%m-%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def values(table, columns, rows):
    """Each row as a list of plain values."""
    readers = [reader(table, column) for column in columns]
    for row in rows.iterator(chunk_size=CHUNK):
        yield [read(row) for read in readers]


def hand_over(request, *, key, kind, count, title, kicker, back, send):
    """A file of personal data: the reason is asked, journalled with the number of lines, then `send()` gives it."""
    form = ExportReasonForm(request.POST or None, user=request.user, authority=request.authority)
    if form.is_valid():
        journal(request, key, kind, count, form.cleaned_data["reason"])
        return send()
    context = {
        "form": form, "title": title, "button": "Télécharger", "cancel_url": back, "kicker": kicker, "kicker_url": back,
    }  # fmt: skip
    return render(request, "desk/form.html", context, status=422 if form.is_bound else 200)


def journal(request, key, kind, count, reason):
    """Who took which list away, why, and how many lines."""
    record(
        request.authority, "export_personal_data", by=request.user, reason=reason,
        facts={"list": key, "format": kind, "lines": count},
    )  # fmt: skip


def reader(table, bound):
    """A function from a record to the plain value of this column.

    A column that computes what it shows (`value_x` or `render_x` on the table) gives that, without its tags.
    """
    name = bound.name
    if (
        hasattr(table, f"value_{name}")
        or hasattr(table, f"render_{name}")
        or type(bound.column).value is not Column.value
    ):
        return lambda row: untagged(BoundRow(row, table).get_cell_value(name))
    fetch = fetcher(bound)
    exported = getattr(bound.column, "exported", plain)
    return lambda row: None if (value := fetch(row)) in (None, "") else exported(value)


def plain(value):
    """A value that a cell may hold: a related record is named."""
    value = str(value) if hasattr(value, "_meta") else value
    return french.spaced(value) if isinstance(value, str) else value


def untagged(value):
    return french.spaced(strip_tags(value)) if isinstance(value, SafeString) else plain(value)
