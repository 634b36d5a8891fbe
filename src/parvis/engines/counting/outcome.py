"""What a rule decided: who is elected, in which order and why, and why the others are not."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ..errors import BadInput

SKIP, STOP = "skip", "stop"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why one project is elected or not: a code that `sentences` puts into words, with its figures.

    `left` is money in parts (that was left when the project came up), `other` the index of another project, `word` a
    territory, a theme or the name of a reserve, `share` gives a fraction of parts when asked.
    """

    code: str
    left: int = 0
    other: int | None = None
    word: str = ""
    share: Callable | None = None


@dataclass
class Outcome:
    """Elected projects (indexes, in the order they were elected), why for each candidate, money left in parts, ties
    that decided something (first, next, criterion) and remarks in French."""

    elected: list
    verdicts: dict
    left: int
    ties: list = field(default_factory=list)
    remarks: list = field(default_factory=list)


class Allotment:
    """Money being given, project after project."""

    def __init__(self, contest):
        self.contest = contest
        self.left = contest.budget
        self.elected = []
        self.verdicts = {one: Verdict("below_minimum") for one in contest.candidates if not contest.reaches(one)}

    def obstacle(self, project):
        """Why a project cannot be elected now, or None."""
        rivals = self.contest.rivals_of(project)
        if rivals and rivals & (self.contest.already | set(self.elected)):
            return Verdict("rival_elected", other=min(rivals & (self.contest.already | set(self.elected))))
        if self.contest.costs[project] > self.left:
            return Verdict("did_not_fit", left=self.left)
        return None

    def give(self, project, code, **figures):
        """Elect a project."""
        self.verdicts[project] = Verdict(code, left=self.left, **figures)
        self.elected.append(project)
        self.left -= self.contest.costs[project]

    def take_back(self, project, verdict):
        """Give an elected project's money to others."""
        self.elected.remove(project)
        self.left += self.contest.costs[project]
        self.verdicts[project] = verdict

    def go_through(self, projects, misfit, code="by_votes"):
        """Elect what fits, in this order; one that does not is passed over, or ends it all (`stop`)."""
        end = None
        for project in projects:
            if project in self.elected:
                continue
            obstacle = Verdict("stopped", other=end) if end is not None else self.obstacle(project)
            if obstacle is None:
                self.give(project, code)
                continue
            self.verdicts[project] = obstacle
            if misfit == STOP and obstacle.code == "did_not_fit":
                end = project

    def outcome(self):
        """What was decided."""
        return Outcome(self.elected, self.verdicts, self.left, self.contest.ties())


def check_misfit(misfit):
    """Refuse a word that says neither to pass over a project that does not fit, nor to stop there."""
    if misfit not in (SKIP, STOP):
        raise BadInput(f"« {misfit} » n’est ni « skip » (passer au suivant) ni « stop » (s’arrêter).")


def check_word(word, known, what):
    """Refuse a word of the rules that nothing knows, with the list of those that are."""
    if word not in known:
        raise BadInput(f"{what} : « {word} » n’est pas connu ; choix possibles : {', '.join(known)}.")
