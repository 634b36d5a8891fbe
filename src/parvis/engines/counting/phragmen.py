"""Sequential Phragmén: everybody receives money at the same pace, and supporters buy as soon as they can.

L. E. Phragmén (1894); for projects with costs, M. Los, Z. Christoff and D. Grossi, « Proportional budget
allocations », IJCAI 2022. The load of a voter is the time of the last purchase they shared, so the time at which a
project is bought is (its cost + the loads of its supporters) / its supporters.

Loads are kept as whole counts: of the supporters of a project, how many last paid at each purchase. Doubles choose
when their error bound proves the choice; otherwise exact fractions do.
"""

from dataclasses import dataclass

import numpy as np

from .exact import ULP, Ledger
from .outcome import STOP, Allotment, Outcome, Verdict, check_misfit


@dataclass(frozen=True)
class Phragmen:
    """Sequential Phragmén; a project whose turn comes and that does not fit is passed over, or ends it all."""

    misfit: str = STOP
    needs_ballots = True

    def __post_init__(self):
        check_misfit(self.misfit)

    def sentence(self):
        """The rule as one reads it."""
        end = "l’attribution s’arrête" if self.misfit == STOP else "il est passé"
        return (
            "Méthode de Phragmén séquentielle : chaque votant reçoit de l’argent au même rythme, un projet est acheté "
            f"dès que ses soutiens ont ensemble son coût ; quand il ne tient pas dans l’enveloppe, {end}."
        )

    def allocate(self, contest):
        """Buy along the times."""
        return _Purchases(contest, self.misfit).run()


class _Purchases:
    """The purchases of one vote, in the order of time."""

    def __init__(self, contest, misfit):
        self.contest, self.misfit = contest, misfit
        self.ballots = contest.election.supports
        self.sizes = np.diff(self.ballots.by_project[0])
        self.allotment = Allotment(contest)
        self.open = np.zeros(self.ballots.projects, dtype=bool)
        self.counts = np.zeros((self.ballots.projects, 16))
        self.counts[:, 0] = self.sizes
        self.last = np.zeros(len(self.ballots), dtype=np.int64)
        self.times = np.zeros(16)
        self.bought, self.error, self.ties = 0, 0.0, []
        self.exact, self.waiting = Ledger(), []
        self.exact.add(0, 1)

    def run(self):
        """Elect until nobody can be; returns the outcome."""
        self._open()
        end = None
        while self.open.any() and end is None:
            project, time = self._next()
            self.open[project] = False
            obstacle = self.allotment.obstacle(project)
            if obstacle is None:
                self._buy(project, time)
            else:
                self.allotment.verdicts[project] = obstacle
                end = project if self.misfit == STOP and obstacle.code == "did_not_fit" else None
        for project in np.flatnonzero(self.open).tolist():
            self.allotment.verdicts[project] = self.allotment.obstacle(project) or Verdict("stopped", other=end)
        return Outcome(self.allotment.elected, self.allotment.verdicts, self.allotment.left, self.ties)

    def _open(self):
        for project in self.contest.ranking:
            obstacle = self.allotment.obstacle(project)
            if not self.sizes[project]:
                obstacle = Verdict("no_support")
            if obstacle:
                self.allotment.verdicts[project] = obstacle
            else:
                self.open[project] = True
        self.costs = np.array(self.contest.costs, dtype=float)

    def _next(self):
        """The project bought first and when, as a double whose relative error is `error`."""
        places = np.flatnonzero(self.open)
        paid = self.counts[places, : self.bought + 1] @ self.times[: self.bought + 1]
        times = (paid + self.costs[places]) / self.sizes[places]
        first = int(np.argmin(times))
        error = self.error + (self.bought + 6) * ULP
        near = places[times <= times[first] * (1 + 4 * error)]
        project = int(places[first]) if len(near) == 1 else self._exactly_first(near.tolist())
        return project, float(times[places.searchsorted(project)])

    def _exactly_first(self, near):
        self._write_down()
        times = {project: self._exact_time(self._paid(project), project) for project in near}
        first = near[0]
        for project in near[1:]:
            if times[project][0] * times[first][1] < times[first][0] * times[project][1]:
                first = project
        equal = [one for one in near if times[one][0] * times[first][1] == times[first][0] * times[one][1]]
        winner = self.contest.first(equal)
        self.ties += [(winner, one, self.contest.decided(winner, one)) for one in equal if one != winner]
        return winner

    def _paid(self, project):
        return self.counts[project, : self.bought + 1].astype(np.int64).tolist()

    def _exact_time(self, paid, project):
        """(numerator, denominator) of the time at which a project is bought, its supporters having paid so."""
        money = self.exact.combined(paid) + self.contest.costs[project] * self.exact.denominator
        return money, int(self.sizes[project]) * self.exact.denominator

    def _write_down(self):
        for project, paid in self.waiting:
            self.exact.add(*self._exact_time(paid, project))
        self.waiting.clear()

    def _buy(self, project, time):
        self.waiting.append((project, self._paid(project)))
        self.error += (self.bought + 6) * ULP
        self.bought += 1
        place = self.bought
        self.allotment.give(project, "phragmen", share=lambda: self._time_of(place))
        if place == self.counts.shape[1]:
            self.counts = np.hstack([self.counts, np.zeros_like(self.counts)])
            self.times = np.concatenate([self.times, np.zeros_like(self.times)])
        self.times[place] = time
        self._move(self.ballots.supporters(project), place)

    def _time_of(self, place):
        self._write_down()
        return self.exact.value(place)

    def _move(self, voters, place):
        """Count these voters at this purchase, for every project they support."""
        chosen = self.ballots.chosen_by(voters)
        before = np.repeat(self.last[voters], self.ballots.lengths[voters])
        cells = np.bincount(chosen * place + before, minlength=self.ballots.projects * place)
        self.counts[:, :place] -= cells.reshape(self.ballots.projects, place)
        self.counts[:, place] = np.bincount(chosen, minlength=self.ballots.projects)
        self.last[voters] = place
