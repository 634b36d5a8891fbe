"""A form field for rich text: an editor where JavaScript runs, a text area in a simple notation elsewhere."""

from django import forms

from parvis.ground.core.html import clean, plain

from .simple import from_simple, to_simple

HELP = (
    "Une ligne vide sépare deux paragraphes. « ## » commence un titre, « - » une liste, **gras**, *italique*, "
    "[mots](adresse)."
)


class RichTextarea(forms.Textarea):
    """Sends the HTML of the editor, or the simple notation: the field named `<name>_format` says which."""

    template_name = "writing/widgets/rich.html"

    def __init__(self, attrs=None):
        super().__init__({"rows": 14, **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        typed = data.get(name)
        if typed is None or data.get(f"{name}_format") == "html":
            return typed
        return from_simple(typed)

    def format_value(self, value):
        return to_simple(value or "")

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["html"] = clean(value or "")
        context["widget"]["notation"] = HELP
        return context


class RichTextField(forms.CharField):
    """Cleaned HTML with at least one word, unless it is optional."""

    widget = RichTextarea

    def __init__(self, *, max_length=100_000, rows=14, **kwargs):
        kwargs.setdefault("widget", RichTextarea({"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)

    def widget_attrs(self, widget):
        # The limit counts signs of HTML on the server; the browser would count signs of the notation.
        return {}

    def to_python(self, value):
        html = clean(super().to_python(value))
        return html if plain(html) else ""
