"""The table of arguments: for, against and questions by theme, from debate notes, each with how many hold it."""

from dataclasses import dataclass

from .choices import NoteKind
from .models import DebateNote

SIDES = (NoteKind.FOR, NoteKind.AGAINST, NoteKind.QUESTION)
HEADS = ("Pour", "Contre", "Questions")
NO_THEME = "Sans thème"


@dataclass(frozen=True)
class ThemeArguments:
    """What was said of one theme: three lists of notes, those that most people hold first."""

    theme: str
    sides: tuple

    @property
    def columns(self):
        """(head, notes) of each side, for pages."""
        return list(zip(HEADS, self.sides, strict=True))


def arguments_of(text):
    """The arguments and questions noted on a text, theme by theme; those without theme come last. Nobody is named."""
    found = {}
    rows = DebateNote.objects.filter(text=text, kind__in=SIDES).prefetch_related("themes")
    for note in rows.order_by("-supporters_count", "pk"):
        for theme in [t.name for t in note.themes.all()] or [NO_THEME]:
            found.setdefault(theme, {side: [] for side in SIDES})[note.kind].append(note)
    ordered = sorted(found, key=lambda theme: (theme == NO_THEME, theme))
    return [ThemeArguments(theme, tuple(found[theme][side] for side in SIDES)) for theme in ordered]
