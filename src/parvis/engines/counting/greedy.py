"""Rules that follow the ranking: by votes, first of each territory, one winner per territory by repair."""

from dataclasses import dataclass

from .outcome import SKIP, Allotment, Verdict, check_misfit

MISFITS = {
    "skip": "un projet qui ne tient pas est passé, le suivant est examiné",
    "stop": "le premier projet qui ne tient pas arrête l’attribution",
}


@dataclass(frozen=True)
class ByVotes:
    """By votes until nothing more fits (`skip`), or until the first that does not fit (`stop`)."""

    misfit: str = SKIP

    def __post_init__(self):
        check_misfit(self.misfit)

    def sentence(self):
        """The rule as one reads it."""
        return f"Au nombre de voix ; {MISFITS[self.misfit]}."

    def allocate(self, contest):
        """Elect along the ranking."""
        allotment = Allotment(contest)
        allotment.go_through(contest.ranking, self.misfit)
        return allotment.outcome()


@dataclass(frozen=True)
class FirstOfEachTerritory:
    """The best project of each territory that fits, in the order of the ranking, then the others by votes."""

    misfit: str = SKIP

    def __post_init__(self):
        check_misfit(self.misfit)

    def sentence(self):
        """The rule as one reads it."""
        return f"Le premier projet de chaque territoire, puis au nombre de voix ; {MISFITS[self.misfit]}."

    def allocate(self, contest):
        """Serve each territory once, then elect along the ranking."""
        allotment = Allotment(contest)
        served = set()
        for project in contest.ranking:
            territory = contest.projects[project].territory
            if territory and territory not in served and not allotment.obstacle(project):
                allotment.give(project, "first_of_territory", word=territory)
                served.add(territory)
        allotment.go_through(contest.ranking, self.misfit)
        return allotment.outcome()


@dataclass(frozen=True)
class OnePerTerritory:
    """By votes first; then the best project of a territory without any takes the place of the last winners.

    A winner gives way only if its territory keeps another one. Territories are repaired in the order of their best
    project; what is left at the end goes along the ranking.
    """

    misfit: str = SKIP

    def __post_init__(self):
        check_misfit(self.misfit)

    def sentence(self):
        """The rule as one reads it."""
        return (
            "Au nombre de voix, puis au moins un projet par territoire, qui prend la place des derniers du classement "
            f"général ; {MISFITS[self.misfit]}."
        )

    def allocate(self, contest):
        """Elect along the ranking, repair each territory, then use what is left."""
        allotment = Allotment(contest)
        allotment.go_through(contest.ranking, self.misfit)
        for project in contest.ranking:
            territory = contest.projects[project].territory
            if territory and territory not in _served(allotment):
                _repair(allotment, project, territory)
        if self.misfit == SKIP:
            _use_what_is_left(allotment)
        return allotment.outcome()


def _served(allotment):
    return {allotment.contest.projects[one].territory for one in allotment.elected}


def _repair(allotment, project, territory):
    """Elect a project in the place of the last winners that can give way, if they make enough room."""
    giving, room = [], allotment.left
    for one in _who_can_give_way(allotment, project):
        if room >= allotment.contest.costs[project]:
            break
        giving.append(one)
        room += allotment.contest.costs[one]
    rivals = allotment.contest.rivals_of(project) & (allotment.contest.already | set(allotment.elected))
    if room < allotment.contest.costs[project] or rivals - set(giving):
        return
    for one in giving:
        allotment.take_back(one, Verdict("gave_way", other=project, word=territory))
    allotment.give(project, "territory_repaired", word=territory)


def _who_can_give_way(allotment, project):
    """Winners from the last of the ranking up, leaving each territory one."""
    contest, kept = allotment.contest, {}
    for one in allotment.elected:
        territory = contest.projects[one].territory
        kept[territory] = kept.get(territory, 0) + 1
    for one in sorted(allotment.elected, key=contest.places.get, reverse=True):
        territory = contest.projects[one].territory
        if not territory or kept[territory] > 1:
            kept[territory] -= 1
            yield one


def _use_what_is_left(allotment):
    for project in allotment.contest.ranking:
        if project in allotment.elected:
            continue
        obstacle = allotment.obstacle(project)
        if obstacle is None:
            allotment.give(project, "by_votes")
        elif allotment.verdicts[project].code != "gave_way":
            allotment.verdicts[project] = obstacle
