"""How the dates of a month are written: hundreds of lines, each in the grid and in the list under it."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe


def drawn(weeks):
    """The grid, as `queries.month` gives it with its lines drawn, and the list: (day, lines) of the month itself."""
    named = {id(entry): _named(entry) for week in weeks for _, entries, *_ in week for _, entry in entries}
    grid = [
        [(day, _lines(_in_grid, entries, named), inside, why) for day, entries, inside, why in week] for week in weeks
    ]
    dated = [
        (day, _lines(_in_list, entries, named))
        for week in weeks
        for day, entries, inside, _ in week
        if inside and entries
    ]
    return grid, dated


def _lines(line, entries, named):
    return mark_safe("".join(line(hour, entry, named[id(entry)]) for hour, entry in entries))


def _named(entry):
    """The title of a date, which leads to its page when there is one."""
    return format_html('<a href="{}">{}</a>', entry.url, entry.title) if entry.url else format_html("{}", entry.title)


def _in_grid(hour, entry, name):
    doubt = ", à confirmer" if entry.state == "tentative" else ""
    return f'<p>{name} <span class="soft">{hour}{doubt}</span></p>'


def _in_list(hour, entry, name):
    where = format_html(", {}", entry.place) if entry.place else ""
    kind = format_html(' <span class="soft">{}</span>', entry.kind) if entry.kind else ""
    return f"<dd>{hour} {name}{where}{kind}</dd>"
