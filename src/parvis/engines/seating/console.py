"""`parvis-engines seat`: a plan of tables over several rounds."""

from ..asked import at_least_zero, columns
from .plan import seat, tell, written
from .room import read_room
from .search import STEPS

HELP = "répartir des personnes à des tables sur plusieurs tours : chacun rencontre le plus de monde possible"

__all__ = ["HELP", "arguments", "run", "tell"]


def arguments(parser):
    """What is asked of the plan."""
    parser.add_argument("people", metavar="CSV", help="les personnes : une colonne id, une par catégorie")
    parser.add_argument("--tables", type=int, required=True, help="nombre de tables")
    parser.add_argument("--rounds", type=int, required=True, help="nombre de tours")
    parser.add_argument("--mix", default="", metavar="COLONNES", help="catégories à mélanger : genre,age")
    parser.add_argument("--fixed", metavar="CSV", help="places fixées : id,round,table (round vide : tous les tours)")
    parser.add_argument("--apart", metavar="CSV", help="personnes à séparer : first,second")
    parser.add_argument("--seed", default="1", help="la graine : la même donne le même plan")
    parser.add_argument("--steps", type=at_least_zero, default=STEPS, help="nombre d’échanges essayés")


def run(options, progress):
    """The plan, as a value that JSON can write. Raises BadInput."""
    room = read_room(
        options.people,
        tables=options.tables,
        rounds=options.rounds,
        categories=columns(options.mix),
        fixed=options.fixed,
        apart=options.apart,
    )
    return written(seat(room, seed=options.seed, steps=options.steps, progress=progress), options.seed)
