"""Who passes first at equality: a part of the rules, stated beforehand, that anybody can redo."""

from dataclasses import dataclass

from ..errors import BadInput
from ..files import fingerprint
from .projects import natural

CRITERIA = {
    "cheaper": "le moins cher",
    "earlier": "le premier déposé",
    "draw": "le tirage au sort public",
    "identifier": "le plus petit identifiant",
}


@dataclass(frozen=True)
class TieBreak:
    """Criteria in their order, and the seed said aloud when one of them is the draw.

    Cheaper first, then the older deposit, then the older identifier, unless the rules say otherwise. The draw ranks
    projects by the SHA-256 of the seed, a line feed and the identifier: `printf 'graine\\nEM-001' | sha256sum`.
    """

    criteria: tuple[str, ...] = ("cheaper", "earlier", "identifier")
    seed: str = ""

    def __post_init__(self):
        for criterion in self.criteria:
            if criterion not in CRITERIA:
                raise BadInput(f"« {criterion} » ne départage rien ; critères connus : {', '.join(CRITERIA)}.")
        if "draw" in self.criteria and not self.seed:
            raise BadInput("Le tirage qui départage les égalités demande sa graine, dite en public.")

    def key(self, project):
        """What projects at equality are sorted by, one value per criterion."""
        return tuple(getattr(self, f"_{criterion}")(project) for criterion in self.criteria)

    def between(self, first, other):
        """The criterion that puts `first` before `other`, or "" when none does."""
        for criterion, ours, theirs in zip(self.criteria, self.key(first), self.key(other), strict=True):
            if ours != theirs:
                return criterion
        return ""

    def sentence(self):
        """The rule as one reads it."""
        words = ", puis ".join(CRITERIA[criterion] for criterion in self.criteria)
        return f"{words} (graine « {self.seed} »)" if "draw" in self.criteria else words

    def _cheaper(self, project):
        return project.cost

    def _earlier(self, project):
        return (not project.deposited, natural(project.deposited))

    def _identifier(self, project):
        return natural(project.id)

    def _draw(self, project):
        return fingerprint(f"{self.seed}\n{project.id}")
