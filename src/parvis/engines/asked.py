"""What the commands of engines ask alike, and refuse alike: an action, a whole number, an option that it needs."""

import re
from argparse import ArgumentParser, ArgumentTypeError

from .errors import BadInput

_FRENCH = {
    r"the following arguments are required: (.+)": "Il manque {}.",
    r"argument (.+): invalid int value: '(.*)'": "{} : il faut un nombre entier, pas « {} ».",
    r"argument (.+): invalid float value: '(.*)'": "{} : il faut un nombre, pas « {} ».",
    r"argument (.+): invalid choice: '(.*)' \(choose from (.+)\)": "{} : « {} » n’est pas un choix ; il y a {}.",
    r"argument (.+): expected (?:one|at least one) argument": "{} : il manque sa valeur.",
    r"unrecognized arguments: (.+)": "Cette commande ne connaît pas « {} ».",
    r"ambiguous option: (.+) could match (.+)": "« {} » peut vouloir dire {}.",
    r"argument ([^:]+): (.+)": "{} : {}.",
}
"""What argparse says of a command line, and how it is said here; the first that matches whole."""


class Parser(ArgumentParser):
    """A command line that refuses in French, as engines do."""

    def error(self, message):
        """Say how the command is used, what is wrong, and leave with 2."""
        found = ((re.fullmatch(said, message), told) for said, told in _FRENCH.items())
        french = next((told.format(*match.groups()) for match, told in found if match), message)
        self.exit(2, f"{self.format_usage()}Refusé. {french}\n")


def add_action(parser, actions):
    """The action as the first argument, each one told by its help."""
    told = " ; ".join(f"{name} : {what}" for name, what in actions.items())
    parser.add_argument("action", choices=actions, help=told)


def needed(options, name):
    """The value of an option that this action cannot do without. Raises BadInput when it was not given."""
    value = getattr(options, name)
    if not value:
        raise BadInput(f"Il manque --{name} pour « {options.action} ».")
    return value


def at_least_zero(text):
    """A whole number that is not under zero, for `type=`."""
    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError(f"il faut un nombre entier, zéro ou plus, pas « {text} »")
    return int(text)


def columns(text):
    """The columns that an option names: `genre,age`."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
