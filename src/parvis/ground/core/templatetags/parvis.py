"""What templates say often: a state, a field, a date, a delay, a sum, an icon, a bar.

`docs/templates.md` shows each one; the words themselves are in `core/french.py`.
"""

import re
from functools import cache, lru_cache

from django import forms, template
from django.conf import settings
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template.loader import render_to_string
from django.templatetags.i18n import do_translate
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from parvis.ground.core import clock, colours, french, paving, typography

register = template.Library()

_INVERSION = re.compile(r"\b\w+-t-(?:ils?|elles?|on)\b")
DASHES = BLANK_CHOICE_DASH[0][1]
WORDS = {
    "wait": "en attente", "go": "en cours", "set": "en vigueur", "done": "fait", "late": "en retard",
    "off": "sans suite",
}  # fmt: skip


class Words(template.Node):
    """Words of a page in French, said at once while no other language is installed; else translated."""

    def __init__(self, translated):
        self.translated = translated
        self.french = translated.filter_expression.resolve(template.Context()).replace("%%", "%")

    def render(self, context):
        return self.french if len(settings.LANGUAGES) == 1 else self.translated.render(context)


@register.tag
def translate(parser, token):
    """Django's own tag, which costs a page a fifth of its time when it has nothing to translate."""
    node = do_translate(parser, token)
    words = node.filter_expression
    is_literal = isinstance(words.var, template.Variable) and words.var.literal is not None and not words.filters
    return Words(node) if is_literal and not node.asvar and not node.message_context else node


def _filter(function, name=None):
    """Register a formatter that leaves an absent value blank."""

    def apply(value, *args):
        return "" if value in (None, "") else function(value, *args)

    register.filter(name or function.__name__, apply)


for _format in (
    french.full_date,
    french.plain_date,
    french.short_date,
    french.full_datetime,
    french.hour,
    french.money,
    french.number,
    french.weight,
    french.unbroken,
):
    _filter(_format)
_filter(lambda due: french.delay(due, clock.today()), "delay")
_filter(lambda day: french.ago(day, clock.today()), "ago")
_filter(lambda due: french._day(due) < clock.today(), "is_past")


@register.filter
def plural(count, words):
    """`{{ 47|plural:"saisine" }}` → « 47 saisines »; give both words when « s » is not enough: "avis,avis".

    On a public page the words are `_("membre,membres")`: a translation always gives both.
    """
    one, _, many = words.partition(",")
    return french.plural(count or 0, one, many)


@register.filter
def initials(name):
    """Two letters for somebody without a photo: « Mathilde Larrieu » → « ML »."""
    parts = [part for part in str(name).replace("-", " ").split() if part[0].isalpha()]
    return "".join(part[0].upper() for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts))


@register.filter
def typeset(title):
    """A title that is not cut before « ? », nor in « manque-t-il » after its hyphens."""
    escaped = conditional_escape(typography.french(str(title)))
    return mark_safe(_INVERSION.sub(r'<span class="nowrap">\g<0></span>', escaped))


@register.filter
def get(mapping, key):
    """`{{ labels|get:code }}`: a value of a dict, or nothing."""
    return mapping.get(key, "")


@register.simple_tag
def when(value, with_delay=False):
    """`{% when meeting.starts_at %}` → a <time> in full; with `with_delay=True`, how far it is."""
    if not value:
        return ""
    text = french.full_datetime(value)
    far = f", {french.delay(value, clock.today())}" if with_delay else ""
    return format_html('<time datetime="{}">{}</time>{}', value.isoformat(), text, far)


@register.simple_tag
def due(value):
    """A due date in a list: short date then delay, marked by a shape and a word when late."""
    if not value:
        return ""
    late = french._day(value) < clock.today()
    stamp = format_html('<time datetime="{}">{}</time>', value.isoformat(), french.short_date(value))
    words = french.delay(value, clock.today())
    mark = shape("late") if late else ""
    return format_html(
        '<span class="due-date{}">{} <span>{}{}</span></span>', " is-late" if late else "", stamp, mark, words
    )


@cache
def _sprite():
    """The address of the drawn signs, which a page names dozens of times."""
    return static("core/icons.svg")


@register.simple_tag
@lru_cache(256)
def icon(name, label="", size=16):
    """One drawn sign of the sprite; `label` only when no word stands beside it."""
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" width="{0}" height="{0}" {1} focusable="false"><use href="{2}#{3}"/></svg>',
        size,
        said,
        _sprite(),
        name,
    )


@register.simple_tag(name="tone_shape")
@cache
def shape(tone):
    """The drawn shape of a state: hourglass, disc, square, tick, triangle, ring."""
    return format_html(
        '<svg class="shape" width="12" height="12" aria-hidden="true" focusable="false"><use href="{}#tone-{}"/></svg>',
        _sprite(),
        tone,
    )


@register.simple_tag
def badge(subject, tone="", label=""):
    """A state: `{% badge referral %}`, or `{% badge "Publié" tone="go" %}`.

    The word is the object's `state_words`, or `get_status_display()`; the tone (wait, go, set, done, late, off) is the
    object's `tone`, or `TONES[status]` on its class.
    """
    words = label or _status_words(subject)
    tone = tone or _tone(subject)
    return format_html('<span class="badge badge-{}">{}{}</span>', tone, shape(tone), words)


def _status_words(subject):
    display = getattr(subject, "get_status_display", None)
    return getattr(subject, "state_words", "") or (display() if display else str(subject))


def _tone(subject):
    found = getattr(subject, "tone", "") or getattr(subject, "TONES", {}).get(getattr(subject, "status", ""), "")
    return found if found in WORDS else "wait"


@register.simple_tag
def field(bound, **options):
    """`{% field form.title %}`: label, help above, error under, and the links between them for screen readers.

    Options: `label`, `help`, `rows`, `draft` (keeps typed text in the browser), `counter` (shows what is left),
    `kind` (small, medium: width of the expected answer), `plain` (no « facultatif »).
    """
    _say_empty_choice(bound.field)
    attrs = _widget_attrs(bound, options)
    context = {
        "field": bound,
        "widget": bound.as_widget(attrs=attrs),
        "grouped": bound.use_fieldset,
        **options,
    }
    context["single_checkbox"] = bound.widget_type == "checkbox"
    context["optional"] = not bound.field.required and not options.get("plain") and not context["single_checkbox"]
    return render_to_string("core/includes/field.html", context)


def _say_empty_choice(asked):
    """Words instead of Django's « --------- », which says nothing when it is read aloud."""
    words = gettext("Non précisé") if not asked.required else gettext("Choisir")
    if getattr(asked, "empty_label", None) == DASHES:
        asked.empty_label = words
    elif isinstance(asked, forms.ChoiceField) and not isinstance(asked, forms.ModelChoiceField):
        asked.choices = [(value, words if label == DASHES else label) for value, label in asked.choices]


def _widget_attrs(bound, options):
    attrs = {}
    if options.get("rows"):
        attrs["rows"] = options["rows"]
    if options.get("draft"):
        attrs["data-draft"] = options["draft"] if isinstance(options["draft"], str) else ""
    if options.get("counter") or (bound.widget_type == "textarea" and bound.field.widget.attrs.get("maxlength")):
        attrs["data-counter"] = ""
    if bound.widget_type in ("clearablefile", "file"):
        attrs["data-max-size"] = str(getattr(bound.field, "max_size", "") or 20_000_000)
    return attrs


@register.simple_tag
def filter_control(bound):
    """One filter of a list with its label; a range is a group of two, « depuis » and « jusqu’à »."""
    if not hasattr(bound.field.widget, "widgets"):
        return format_html(
            '<div class="filter"><label for="{}">{}</label>{}</div>', bound.id_for_label, bound.label, bound
        )
    words = gettext("depuis"), gettext("jusqu’à")
    for ends, part, field_of in zip(words, bound.field.widget.widgets, bound.field.fields, strict=True):
        part.attrs["aria-label"] = f"{bound.label}, {ends}"
        if isinstance(field_of, forms.DateField):
            part.input_type = "date"
    return format_html(
        '<fieldset class="filter filter-range"><legend>{}</legend><div>{}</div></fieldset>',
        bound.label, format_html_join("", "<label>{} {}</label>", zip(words, _ends(bound), strict=True)),
    )  # fmt: skip


def _ends(bound):
    """The two controls of a range, each drawn apart so that its word stands before it."""
    for part in bound.subwidgets[0].data["subwidgets"]:
        yield bound.form.renderer.render(part["template_name"], {"widget": part})


@register.simple_tag
def fields(form):
    """Every visible field of a form, grouped by `form.groups` [(title, [names…])…] when the form has it."""
    groups = getattr(form, "groups", None) or [("", [bound.name for bound in form.visible_fields()])]
    hidden = format_html_join("", "{}", ((bound,) for bound in form.hidden_fields()))
    return hidden + format_html_join("", "{}", ((_group(form, title, names),) for title, names in groups))


def _group(form, title, names):
    body = format_html_join("", "{}", ((field(form[name]),) for name in names if name in form.fields))
    return format_html('<fieldset class="group"><legend>{}</legend>{}</fieldset>', title, body) if title else body


@register.inclusion_tag("core/includes/bar.html")
def bar(rows, caption="", unit="", total=None):
    """Horizontal bars and their figures in one table; `rows`: (label, value) or (label, value, tone)."""
    rows = [tuple(row) + ("",) * (3 - len(row)) for row in rows]
    top = total or max((row[1] for row in rows), default=0) or 1
    drawn = [
        {"label": label, "value": value, "tone": tone, "width": round(200 * value / top, 1)}
        for label, value, tone in rows
    ]
    return {"rows": drawn, "caption": caption, "unit": unit}


@register.inclusion_tag("core/includes/share.html")
def share(rows, caption="", unit=""):
    """One bar cut into parts that are named under it; `rows`: (label, value, tone)."""
    rows = [row for row in rows if row[1]]
    total = sum(row[1] for row in rows) or 1
    left, parts = 0, []
    for label, value, tone in rows:
        width = round(1000 * value / total, 1)
        parts.append({"label": label, "value": value, "tone": tone, "left": left, "width": max(width - 4, 1)})
        left = round(left + width, 1)
    return {"parts": parts, "caption": caption, "unit": unit, "total": total}


@register.inclusion_tag("core/includes/paving.html")
def paving_band(authority, columns=60, rows=4):
    """The flagstones of an authority, coloured by the theme so that they follow day, night and contrast."""
    return {
        "width": columns * paving.CELL,
        "height": rows * paving.CELL,
        "paths": paving.paths(str(authority), columns, rows),
    }


@register.simple_tag
def home_of(authority):
    """Address of an authority's public site, from its primary host."""
    return authority.address_of("/")


@register.simple_tag
def own_paving(authority, columns=24, rows=2):
    """The flagstones of an authority in its own colours, where several authorities stand on one page."""
    colours_of = (authority.primary_colour, authority.accent_colour)
    return mark_safe(paving.paving_svg(str(authority), *colours_of, columns=columns, rows=rows))


@register.simple_tag
def theme_url(authority):
    """Address of the authority's colours; the product's own colours on the directory host."""
    primary = getattr(authority, "primary_colour", "") or colours.PRIMARY
    return colours.theme_path(primary, getattr(authority, "accent_colour", "") or colours.ACCENT)


@register.simple_tag(takes_context=True)
def block_content(context, block):
    """The inside of a `Block`, or of a step of a story: its template, with its context on top of the page's."""
    of = block.get if isinstance(block, dict) else lambda name: getattr(block, name)
    with context.push(**(of("context") or {})):
        return context.template.engine.get_template(of("template")).render(context)


@register.simple_tag(takes_context=True)
def sort_query(context, table, column):
    """The present address sorted by this column, or the other way round; back to the first page."""
    return query(context, page=None, **{table.prefixed_order_by_field: str(column.order_by_alias.next)})


@register.simple_tag(takes_context=True)
def query(context, **changes):
    """The current address with some parameters changed or dropped (None): `href="{% query page=2 %}"`."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            parameters.pop(name, None)
        else:
            parameters[name] = value
    return f"?{parameters.urlencode()}"
