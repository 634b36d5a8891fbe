"""The engines at a terminal: `parvis-engines count|draw|seat|map|read|weigh`, without a database.

Each engine's `console` module says `HELP`, lays its arguments (`arguments(parser)`), calculates
(`run(options, progress)`, which gives a value that JSON can write) and tells it to a person (`tell(result)`).
"""

import json
import os
import sys
from importlib import import_module
from importlib.util import find_spec

from .asked import Parser
from .errors import BadInput
from .files import write_text
from .progress import Told, silent

ENGINES = {
    "count": "counting",
    "draw": "drawing",
    "seat": "seating",
    "map": "mapping",
    "read": "reading",
    "weigh": "weighing",
}


def main(arguments=None):
    """Run one engine; returns the exit code: 0 done, 1 refused with a sentence on the error stream."""
    options = parser().parse_args(arguments)
    progress = silent if options.quiet else Told()
    try:
        result = options.engine.run(options, progress)
        text = _written(options, result)
    except BadInput as refusal:
        print(f"Refusé. {refusal}", file=sys.stderr)
        return 1
    finally:
        if isinstance(progress, Told):
            progress.close()
    if text is not None:
        _print(text)
    return 0


def parser():
    """The command line of every engine that is installed."""
    whole = Parser(prog="parvis-engines", description=__doc__.split("\n", 1)[0])
    commands = whole.add_subparsers(required=True, metavar="count|draw|seat|map|read|weigh")
    for command, name in ENGINES.items():
        place = f"{__package__}.{name}"
        if find_spec(place) and find_spec(f"{place}.console"):
            _lay(commands, command, import_module(f"{place}.console"))
    return whole


def _lay(commands, command, engine):
    one = commands.add_parser(command, help=engine.HELP, description=engine.HELP)
    engine.arguments(one)
    one.add_argument("--json", action="store_true", help="écrire le résultat en JSON plutôt qu’en phrases")
    one.add_argument("--output", metavar="FICHIER", help="écrire dans ce fichier plutôt qu’à l’écran")
    one.add_argument("--quiet", action="store_true", help="ne pas montrer l’avancement")
    one.set_defaults(engine=engine)


def _written(options, result):
    """The result as it was asked for, or None once it is in a file."""
    text = json.dumps(result, ensure_ascii=False, indent=2) if options.json else options.engine.tell(result)
    return write_text(options.output, f"{text}\n") if options.output else text


def _print(text):
    """Print, and say nothing when the reader (`head`, `less`) has seen enough and left."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # Python flushes once more as it ends: what is left goes nowhere rather than into a closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
