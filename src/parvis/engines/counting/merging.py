"""Paper and web ballots together: one ballot per person, by the priority that the rules state.

`paper` or `internet`: that channel wins over the other (in Lot-et-Garonne paper wins). `first`: the ballot cast first
counts, the others are refused. `last`: voting again replaces. Times are the column `cast_at`, any text that sorts
(2026-09-21T10:32). Names are not needed: `voter_id` is whatever the voter list gives to both channels.
"""

from dataclasses import replace

from ..errors import BadInput
from .pabulib import Table

PRIORITIES = {
    "paper": "le bulletin papier l’emporte sur le vote en ligne",
    "internet": "le vote en ligne l’emporte sur le bulletin papier",
    "first": "le premier bulletin enregistré compte",
    "last": "le dernier bulletin enregistré compte",
}

CHANNELS = {"paper": "papier", "internet": "en ligne", "": "canal non précisé"}
"""What a person calls the channels of `voting_method`; another name is its own."""


def channel(name):
    """The channel of a ballot, in words."""
    return CHANNELS.get(name, name)


def sentence(priority):
    """The priority, as a sentence of the rules."""
    return f"Un seul bulletin par personne : {PRIORITIES[priority]}."


def merged(document, priority):
    """One ballot per voter: (document, {channel: received, kept, doubles}).

    Among ballots of the winning channel the last cast counts. Raises BadInput when two ballots of one person differ
    and no time says which counts.
    """
    if priority not in PRIORITIES:
        raise BadInput(f"La priorité « {priority} » n’est pas connue ; choix possibles : {', '.join(PRIORITIES)}.")
    votes = document.votes
    by_voter = {}
    for place, voter in enumerate(votes.column("voter_id")):
        by_voter.setdefault(voter, []).append(place)
    choose = _Choice(votes, priority)
    kept = sorted(places[0] if len(places) == 1 else choose(places) for places in by_voter.values())
    rows = [votes.rows[place] for place in kept]
    lines = [votes.lines[place] for place in kept]
    ours = replace(votes, rows=rows, lines=lines)
    return replace(document, meta=_recounted(document.meta, len(kept)), votes=ours), _report(votes, kept)


def joined(web, paper):
    """The ballots of two files on the same projects, each marked with its channel where it is not.

    Raises BadInput when their projects or costs differ.
    """
    ours, theirs = _costs(web), _costs(paper)
    different = sorted(one for one in {**ours, **theirs} if ours.get(one) != theirs.get(one))
    if different:
        raise BadInput(f"Le projet « {different[0]} » n’est pas le même dans les deux fichiers.")
    first, second = _marked(web.votes, "internet"), _marked(paper.votes, "paper")
    columns = [*first.columns, *(name for name in second.columns if name not in first.columns)]
    rows = _aligned(first, columns) + _aligned(second, columns)
    votes = Table(columns, rows, first.lines + second.lines)
    return replace(web, meta=_recounted(web.meta, len(rows)), votes=votes)


def _costs(document):
    return dict(zip(document.projects.column("project_id"), document.projects.column("cost"), strict=True))


def _marked(votes, channel):
    found = votes.column("voting_method")
    return votes.with_column("voting_method", [cell or channel for cell in found])


def _aligned(votes, columns):
    return [list(cells) for cells in zip(*(votes.column(name) for name in columns), strict=True)] if votes.rows else []


def _recounted(meta, ballots):
    rows = [[row[0], str(ballots), *row[2:]] if row[0].strip() == "num_votes" else row for row in meta.rows]
    return replace(meta, rows=rows)


class _Choice:
    """Which of a person's ballots counts."""

    def __init__(self, votes, priority):
        self.votes, self.priority = votes, priority
        self.channels, self.times = votes.column("voting_method"), votes.column("cast_at")
        self.said = list(zip(votes.column("vote"), votes.column("points"), strict=True))

    def __call__(self, places):
        winning = [place for place in places if self.channels[place] == self.priority] or places
        wanted = (min if self.priority == "first" else max)(self.times[place] for place in winning)
        left = [place for place in winning if self.times[place] == wanted]
        if len({self.said[place] for place in left}) > 1:
            lines = " et ".join(map(self._where, left[:2]))
            raise BadInput(
                f"un votant a deux bulletins différents ({lines}) et rien ne dit lequel compte : "
                "donnez leur heure dans la colonne « cast_at »."
            )
        return min(left, key=lambda place: (self.channels[place], place))

    def _where(self, place):
        """The line and the channel: paper and web come from two files, which have the same lines."""
        return f"ligne {self.votes.lines[place]}, {channel(self.channels[place])}"


def _report(votes, kept):
    channels = [cell or "non précisé" for cell in votes.column("voting_method")]
    report = {name: {"received": channels.count(name), "kept": 0, "doubles": 0} for name in sorted(set(channels))}
    for place in kept:
        report[channels[place]]["kept"] += 1
    for line in report.values():
        line["doubles"] = line["received"] - line["kept"]
    return report
