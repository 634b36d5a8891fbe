"""What the commands of engines ask alike: an action among several, an option that it needs, a list of columns."""

from .errors import BadInput


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


def columns(text):
    """The columns that an option names: `genre,age`."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
