"""Controls of forms written by hand where Django runs two or three templates for each option of a list.

The same HTML, blanks between tags apart (a test compares them); templates that are not listed here are rendered as
Django does. A form with two lists of two hundred names is drawn ten times faster.
"""

from django.forms.renderers import TemplatesSetting, get_default_renderer
from django.utils.html import conditional_escape as text
from django.utils.safestring import mark_safe

WIDGETS = "django/forms/widgets/{}.html"
INPUTS = (
    "input", "text", "number", "email", "url", "color", "search", "tel", "password", "hidden", "date", "datetime",
    "time", "checkbox", "file",
)  # fmt: skip


class Renderer(TemplatesSetting):
    """What `FORM_RENDERER` names."""

    def render(self, template_name, context, request=None):
        draw = DRAWERS.get(template_name)
        return mark_safe(draw(context["widget"])) if draw else super().render(template_name, context, request)


def _attributes(widget):
    """`False` leaves the attribute out, `True` writes its name alone."""
    return "".join(
        f" {text(name)}" if value is True else f' {text(name)}="{text(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _input(widget):
    value = "" if widget["value"] is None else f' value="{text(widget["value"])}"'
    return f'<input type="{text(widget["type"])}" name="{text(widget["name"])}"{value}{_attributes(widget)}>'


def _textarea(widget):
    """The line feed that a browser drops keeps the one that the text may begin with."""
    return f'<textarea name="{text(widget["name"])}"{_attributes(widget)}>\n{text(widget["value"] or "")}</textarea>'


def _select(widget):
    return select_of(widget, "\n".join(_options(*group[:2]) for group in widget["optgroups"]))


def select_of(widget, options):
    """A list to choose from: its name, its attributes, and options that are drawn already."""
    return f'<select name="{text(widget["name"])}"{_attributes(widget)}>\n{options}\n</select>'


def option_of(value, label, attributes=""):
    """One line of a list to choose from."""
    return f'<option value="{text(value)}"{attributes}>{text(label)}</option>'


def _options(group, options):
    drawn = "\n".join(option_of(one["value"], one["label"], _attributes(one)) for one in options)
    return f'<optgroup label="{text(group)}">\n{drawn}\n</optgroup>' if group else drawn


def _choices(widget):
    """Boxes to tick or buttons to choose from, each in its label."""
    held = "".join(f' {name}="{text(widget["attrs"][name])}"' for name in ("id", "class") if widget["attrs"].get(name))
    return f"<div{held}>{''.join(_group(*group[:2]) for group in widget['optgroups'])}</div>"


def _group(group, options):
    drawn = "".join(f"<div>{_drawn(option)}</div>" for option in options)
    return f"<div><label>{text(group)}</label>{drawn}</div>" if group else drawn


def _option(widget):
    if not widget["wrap_label"]:
        return _input(widget)
    target = f' for="{text(widget["attrs"]["id"])}"' if widget["attrs"].get("id") else ""
    return f"<label{target}>{_input(widget)} {text(widget['label'])}</label>"


def _several(widget):
    return "".join(_drawn(part) for part in widget["subwidgets"])


def _drawn(widget):
    """A part of a control, whichever way it is drawn."""
    return get_default_renderer().render(widget["template_name"], {"widget": widget})


DRAWERS = {WIDGETS.format(name): _input for name in INPUTS} | {
    WIDGETS.format(name): draw
    for name, draw in (
        ("textarea", _textarea),
        ("select", _select),
        ("radio", _choices),
        ("checkbox_select", _choices),
        ("radio_option", _option),
        ("checkbox_option", _option),
        ("multiwidget", _several),
        ("splitdatetime", _several),
        ("multiple_hidden", _several),
    )
}
