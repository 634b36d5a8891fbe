"""The texts, header, colours and signature that an authority puts in its documents."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.utils.html import escape

from parvis.ground.core import colours, french
from parvis.ground.core.paving import paving_svg

from . import tree
from .kinds import DocumentKind, kind_of, kinds
from .models import DocumentTemplate
from .rich import from_html

EDITABLE = ("header", "footer", "place", "signatory_mention", "signatory_title", "signatory_name")
WORD = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Texts:
    """The texts in force for one kind of document; without `template`, those the product comes with."""

    authority: object
    kind: DocumentKind
    template: DocumentTemplate | None = None

    @cached_property
    def values(self):
        """Header, footer, place, signatory and parts in force."""
        return in_force(self.kind, self.template)

    def html(self, code, **words):
        """A passage with its words in braces filled."""
        return WORD.sub(lambda found: escape(words[found[1]]), self.values["parts"][code])

    def part(self, code, *, under=0, numbered=False, **words):
        """A passage as nodes of the tree."""
        return from_html(self.html(code, **words), under=under, numbered=numbered)

    def document(self, title, blocks, *, cover_lines=None, **options):
        """A document with the authority's header, colours and logo; `cover_lines` asks for a cover."""
        look = branding(self.authority)
        paving = look.pop("paving")
        cover = None if cover_lines is None else tree.Cover(paving, tuple(cover_lines))
        return tree.Document(
            title, tuple(blocks), cover=cover, header=self.header, footer=self.footer, **(look | options)
        )

    @property
    def header(self):
        """The authority's words at the top: its own, else its name and address."""
        return self.values["header"] or "\n".join(filter(None, (self.authority.name, self.authority.address)))

    @property
    def footer(self):
        """The authority's words at the bottom; fictional ones say so on each page."""
        fiction = "Collectivité fictive : document de démonstration." if self.authority.is_fictional else ""
        return "\n".join(filter(None, (self.values["footer"], fiction)))

    def signature(self, *, on, name="", title="", mention=""):
        """The signature block: the template's signatory, unless the caller names one."""
        person = tree.Signatory(
            name=name or self.values["signatory_name"],
            title=title or self.values["signatory_title"],
            mention=mention or self.values["signatory_mention"],
        )
        return tree.SignatureBlock((person,), place_and_date(self.place, on))

    @property
    def place(self):
        """Where documents are signed: the words of the template, else the town of the address."""
        return self.values["place"] or self.authority.town or self.authority.short_name


def texts_for(authority, kind):
    """The texts in force of an authority for a kind of document (its code)."""
    return Texts(authority, kind_of(kind), DocumentTemplate.objects.current(authority, kind))


def in_force(kind, template):
    """Every text of a kind as it stands: the template's, or those the product comes with."""
    if template is None:
        own = dict.fromkeys(EDITABLE, "")
        own |= {"signatory_title": kind.signatory_title, "signatory_mention": kind.signatory_mention}
        return own | {"parts": {part.code: part.default for part in kind.parts}}
    parts = {part.code: template.parts.get(part.code, part.default) for part in kind.parts}
    return {name: getattr(template, name) for name in EDITABLE} | {"parts": parts}


def place_and_date(place, on):
    """« Fait à Cerzelles, le 10 décembre 2026 »."""
    return f"Fait à {place}, le {french.plain_date(on)}"


def branding(authority):
    """What makes a document the authority's: name, logo, legible colours, paving."""
    logo = _logo(authority)
    return {
        "author": authority.name,
        "logo": logo,
        "logo_alt": f"Logo : {authority.name}" if logo else "",
        "brand": colours.darken_until(authority.primary_colour, colours.TEXT, "#ffffff"),
        "accent": authority.accent_colour,
        "paving": paving_svg(authority.name, authority.primary_colour, authority.accent_colour, columns=40, rows=20),
    }


def unknown_words(kind, text):
    """The words in braces of a text that the product cannot fill."""
    known = {word for word, _ in kind.words}
    return sorted({found for found in WORD.findall(text) if found not in known})


def catalogue(authority):
    """Every kind of document with the version in force of the authority's texts: (kind, template or None)."""
    current = {}
    for template in DocumentTemplate.objects.of(authority).select_related("edited_by").order_by("version"):
        current[template.kind] = template
    return [(kind, current.get(kind.code)) for kind in kinds()]


def _logo(authority):
    if not authority.logo:
        return None
    extension = authority.logo.name.rpartition(".")[2].lower()
    with authority.logo.open("rb") as file:
        data = file.read()
    return tree.Image(data, "jpeg" if extension == "jpg" else extension)
