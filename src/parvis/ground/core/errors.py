"""What the domain says when it does not do what it was asked."""

from dataclasses import dataclass


class Refused(Exception):
    """A rule of the domain said no; the message is a French sentence for the person who asked."""


@dataclass(frozen=True)
class Caution:
    """A rule that warns: it may be overridden with a written reason by an allowed role (rule 2 of part B)."""

    code: str
    message: str


class Warned(Refused):
    """One or several cautions stand in the way; the same verb passes once `override` gives a reason."""

    def __init__(self, cautions):
        self.cautions = tuple(cautions)
        super().__init__(" ".join(c.message for c in self.cautions))
