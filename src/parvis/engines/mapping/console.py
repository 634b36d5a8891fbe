"""`parvis-engines map`: the opinion map of votes, and the statement to show next."""

from ..asked import at_least_zero
from .certainty import TIMES
from .chart import draw
from .report import read_before, written
from .report import tell as tell_map
from .votes import read_votes

HELP = "faire la carte des opinions : qui pense comme qui, ce que dit chaque groupe, à quel point c’est sûr"


def arguments(parser):
    """What is asked of the map."""
    parser.add_argument("votes", metavar="CSV", help="les votes : person,statement,vote, ou le tableau de Polis")
    parser.add_argument("--statements", metavar="CSV", help="les affirmations : id,text")
    parser.add_argument("--before", metavar="JSON", help="la carte précédente, dont les noms de groupes sont gardés")
    sure = "cartes refaites pour dire si c’est sûr (0 : aucune)"
    parser.add_argument("--times", type=at_least_zero, default=TIMES, help=sure)
    parser.add_argument("--next", metavar="ID", help="dire seulement l’affirmation à montrer à cette personne")


def run(options, progress):
    """The map, or the next statement, as a value that JSON can write. Raises BadInput."""
    votes = read_votes(options.votes, options.statements)
    before = read_before(options.before) if options.before else None
    chart = draw(votes, before=before, times=0 if options.next else options.times, progress=progress)
    if options.next is None:
        return written(chart)
    found = chart.next_for(options.next)
    return {"person": options.next, "next": found, "title": None if found is None else votes.title(found)}


def tell(result):
    """The same for a person."""
    if "next" not in result:
        return tell_map(result)
    if result["next"] is None:
        return f"« {result['person']} » a tout vu."
    return f"Montrez {result['title']} à « {result['person']} »."
