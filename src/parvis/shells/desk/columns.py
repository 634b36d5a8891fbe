"""Columns and the base of every table of the desk: how a value is shown, and what it is in an export."""

import django_tables2 as tables
from django.utils.html import format_html

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


class RecordColumn(tables.Column):
    """The column that names the row: a link to its page on the desk."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("linkify", desk_url)
        kwargs.setdefault("attrs", {"td": {"class": "row-title"}})
        super().__init__(*args, **kwargs)


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


class MoneyColumn(NumberColumn):
    """Integer cents, shown and exported in euros."""

    def render(self, value):
        return french.money(value)

    def exported(self, value):
        return value / 100


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
