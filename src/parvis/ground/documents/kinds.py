"""The kinds of documents that features declare in their manifest, with the texts they come with."""

from dataclasses import dataclass

from parvis.ground.core.manifest import features

FORMATS = ("pdf", "docx", "odt")


@dataclass(frozen=True)
class TextPart:
    """A passage that an authority may rewrite. `default` is HTML; `{words}` in braces are filled by the product."""

    code: str
    label: str
    default: str
    help: str = ""


@dataclass(frozen=True)
class DocumentKind:
    """One document that a feature produces.

    `number` is that of the catalogue (« D12 »). `words` gives the words in braces that its texts may hold and what
    each stands for. `signed` kinds have a signature block; its default signatory's title is `signatory_title`.
    """

    code: str
    label: str
    parts: tuple[TextPart, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    formats: tuple[str, ...] = FORMATS
    signed: bool = False
    signatory_title: str = ""
    signatory_mention: str = ""
    number: str = ""

    def part(self, code):
        """The passage of that code."""
        return next(part for part in self.parts if part.code == code)


def kinds():
    """Every kind declared, in the order of the features."""
    return tuple(kind for feature in features() for kind in feature.documents)


def kind_of(code):
    """The kind of that code; one that no feature declares any more is shown by its code."""
    return next((kind for kind in kinds() if kind.code == code), DocumentKind(code, code))
