"""Why a project is elected or not, in a sentence that its proposer can read."""

from functools import cached_property

from ..words import euros, number, ordinal


def reason(contest, project, verdict):
    """The sentence of one project, from its verdict."""
    return _WORDS[verdict.code](_Case(contest, project, verdict))


class _Case:
    """The figures that sentences quote."""

    def __init__(self, contest, project, verdict):
        self.contest, self.project, self.verdict = contest, project, verdict
        self.score = contest.election.scores.told[project]
        self.cost = euros(contest.projects[project].cost)
        self.left = euros(contest.euros(verdict.left))
        self.word = verdict.word
        self.place = ordinal(contest.places[project]) if project in contest.places else ""
        self.other = "" if verdict.other is None else contest.projects[verdict.other].title
        self.share = "" if verdict.share is None else euros(contest.euros(verdict.share()))

    @cached_property
    def count(self):
        """How many people support the project."""
        return len(self.contest.election.supports.supporters(self.project))

    @property
    def supporters(self):
        """`ses 12 soutiens`."""
        return f"ses {number(self.count)} soutiens"


_WORDS = {
    "by_votes": lambda case: f"{case.score}, {case.place} : ses {case.cost} tenaient dans les {case.left} restants.",
    "first_of_territory": lambda case: (
        f"{case.score}, premier projet de « {case.word} » : ses {case.cost} tenaient dans les {case.left} restants."
    ),
    "territory_repaired": lambda case: (
        f"{case.score}, premier projet de « {case.word} », qui n’en avait aucun : il prend la place des derniers du "
        "classement général."
    ),
    "from_reserve": lambda case: (
        f"{case.score} : ses {case.cost} tenaient dans les {case.left} restants de la part « {case.word} »."
    ),
    "did_not_fit": lambda case: f"{case.score}, mais {case.cost} ne tenaient pas dans les {case.left} restants.",
    "stopped": lambda case: (
        f"{case.score}, {case.place} : l’attribution s’est arrêtée avant, à {case.other}, qui ne tenait pas."
    ),
    "rival_elected": lambda case: f"{case.score}, mais incompatible avec {case.other}, déjà lauréat.",
    "below_minimum": lambda case: f"{case.score} : moins que le minimum demandé par le règlement.",
    "gave_way": lambda case: (
        f"{case.score}, {case.place}, mais cède sa place à {case.other}, premier projet de « {case.word} »."
    ),
    "no_envelope": lambda case: f"{case.score}, mais aucune enveloppe ne couvre son {case.word}.",
    "equal_shares": lambda case: (
        f"{case.score} : {case.supporters} l’ont payé ensemble, {case.share} au plus chacun."
        if case.count != 1
        else f"{case.score} : son seul soutien l’a payé, {case.share}."
    ),
    "supporters_short": lambda case: (
        f"{case.score}, mais {case.supporters} n’avaient plus que {case.share} à eux tous, pour {case.cost}."
        if case.count != 1
        else f"{case.score}, mais son seul soutien n’avait plus que {case.share}, pour {case.cost}."
    ),
    "completed": lambda case: (
        f"{case.score} : complété au nombre de voix, ses {case.cost} tenaient dans les {case.left} restants."
    ),
    "phragmen": lambda case: (
        f"{case.score} : {case.supporters} l’ont payé dès que chacun avait reçu {case.share}."
        if case.count != 1
        else f"{case.score} : son seul soutien l’a payé dès qu’il avait reçu {case.share}."
    ),
    "no_support": lambda case: f"{case.score} : personne ne le soutient.",
}
