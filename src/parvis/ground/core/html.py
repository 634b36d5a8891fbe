"""Rich text typed by people: cleaned on the way in, so that templates may show it."""

import nh3
from django.utils.safestring import mark_safe

from .typography import french_html

TAGS = {
    "p", "br", "strong", "em", "b", "i", "sup", "sub", "a", "ul", "ol", "li", "blockquote",
    "h2", "h3", "h4", "table", "caption", "thead", "tbody", "tr", "th", "td", "hr",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}


def clean(html):
    """Sanitised HTML that keeps only the structure of a text (no style, no script, no image)."""
    return nh3.clean(
        html or "",
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )


def shown(html):
    """Cleaned HTML marked safe for a template, set as a French printer would."""
    return mark_safe(french_html(clean(html)))


def plain(html):
    """The words alone, blocks separated by a space."""
    spaced = _space_blocks(html or "")
    return " ".join(nh3.clean(spaced, tags=set()).split())


def _space_blocks(html):
    for tag in ("p", "li", "h2", "h3", "h4", "td", "th", "blockquote"):
        html = html.replace(f"</{tag}>", f"</{tag}> ")
    return html.replace("<br>", " ")
