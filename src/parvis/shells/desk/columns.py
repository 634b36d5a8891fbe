"""Columns and the base of every table of the desk: how a value is shown, and what it is in an export."""

from functools import cache
from inspect import signature

import django_tables2 as tables
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django_tables2.rows import BoundRow

from parvis.ground.core import french
from parvis.ground.core.templatetags import parvis as tags


class Table(tables.Table):
    """A table of the desk. Columns named in `Meta.folded` are offered but not shown at first."""

    class Meta:
        template_name = "core/includes/table.html"
        default = ""
        order_by_field = "sort"
        empty_text = ""

    folded = ()
    """Names of columns that are shown only to who asks for them."""

    def drawn(self):
        """The cells of each row of the page, as HTML: drawn once per column, filled once per row."""
        drawers = [Drawer(self, bound) for bound in self.columns]
        return [mark_safe("".join(drawer.cell(row.record) for drawer in drawers)) for row in self.paginated_rows]


class Drawer:
    """How the cells of one column are drawn: what each function wants is looked up once, not for each cell."""

    def __init__(self, table, bound):
        self.table, self.bound, self.column = table, bound, bound.column
        self.opening = format_html(
            '<td role="cell" class="{}" data-label="{}">', bound.attrs["td"].get("class") or "", bound.header
        )
        self.fetch, self.render = fetcher(bound), bound.render
        self.wanted = wanted(bound.render)
        self.address_of = bound.link and bound.link.url
        self.address_wants = wanted(self.address_of) if self.address_of else ()

    def cell(self, record):
        """The cell of a record, whole."""
        return f"{self.opening}{conditional_escape(self.content(record))}</td>"

    def content(self, record):
        """What the cell of a record says, with the link of the column if it has one."""
        value = self.fetch(record)
        if value in self.column.empty_values:
            return self.bound.default
        content = self.render(**self.known(record, value, self.wanted))
        if self.address_of:
            url = self.address_of(**self.known(record, value, self.address_wants))
            return format_html('<a href="{}">{}</a>', url, content) if url else content
        return content

    def known(self, record, value, names):
        """Of what may be told to a function of django-tables2, these names."""
        told = {
            "value": value,
            "record": record,
            "column": self.column,
            "bound_column": self.bound,
            "table": self.table,
        }
        if "bound_row" in names:
            told["bound_row"] = BoundRow(record, self.table)
        return {name: told[name] for name in names if name in told}


def wanted(function):
    """The names of what a function wants to be told."""
    return _wanted(getattr(function, "__func__", function))


@cache
def _wanted(function):
    return tuple(signature(function).parameters)


def fetcher(bound):
    """Follows the accessor of a column from a record to its value; states and choices are given in words."""
    *path, last = bound.accessor.bits

    def fetch(row):
        for name in path:
            row = getattr(row, name, None)
        if row is None:
            return None
        display = getattr(row, f"get_{last}_display", None)
        value = display() if display else getattr(row, last, None)
        return value() if callable(value) and not hasattr(value, "_meta") else value

    return fetch


class RecordColumn(tables.Column):
    """The column that names the row: a link to its page on the desk.

    Where several rows bear the same name, `also(record)` says which is which to whoever hears links one by one.
    """

    def __init__(self, *args, also=None, **kwargs):
        self.also = also
        kwargs.setdefault("linkify", desk_url)
        kwargs.setdefault("attrs", {"td": {"class": "row-title"}})
        super().__init__(*args, **kwargs)

    def render(self, value, record):
        words = tags.typeset(value)
        return format_html('{}<span class="sr-only">, {}</span>', words, self.also(record)) if self.also else words


def desk_url(record):
    return record.get_desk_url()


class DateColumn(tables.Column):
    """« 10 déc. 2026 »."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("attrs", {"td": {"class": "nowrap"}})
        super().__init__(*args, **kwargs)

    def render(self, value):
        return french.short_date(value)


class DateTimeColumn(tables.Column):
    """« 10 déc. 2026, 18 h 30 »."""

    def render(self, value):
        return f"{french.short_date(value)}, {french.hour(value)}"


class DueColumn(tables.Column):
    """A due date with its delay; late ones carry a shape and a word. Done rows (`done(record)`) show the date alone."""

    def __init__(self, *args, done=None, **kwargs):
        self.done = done
        super().__init__(*args, **kwargs)

    def render(self, value, record):
        if self.done and self.done(record):
            return french.short_date(value)
        return tags.due(value)


class BadgeColumn(tables.Column):
    """The state of the record: shape, word, colour."""

    def render(self, value, record):
        return tags.badge(record)


class NumberColumn(tables.Column):
    """A figure, on the right."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("attrs", {"cell": {"class": "num"}})
        super().__init__(*args, **kwargs)

    def render(self, value):
        return french.number(value)


class YesNoColumn(tables.Column):
    """« oui », « non », or nothing when it is not known."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, empty_values=(None, ""), **kwargs)

    def render(self, value):
        return "oui" if value else "non"


class ChoiceBoxColumn(tables.Column):
    """A box to tick the row, named after the record for those who do not see the row."""

    def __init__(self):
        super().__init__(
            verbose_name="Choisir", accessor="pk", orderable=False, exclude_from_export=True,
            attrs={"cell": {"class": "row-choice"}},
        )  # fmt: skip

    def render(self, value, record):
        return format_html('<input type="checkbox" name="selection" value="{}" aria-label="Choisir {}">', value, record)
