"""The promises that the database itself keeps for a feature, and the rare moments when they are lifted.

A feature names in `Feature.extra["guards"]` a module that has `install(connection)` and `remove(connection)`. They are
lifted to take the demonstration out and to copy a whole database; never by a page.
"""

from .manifest import contributions


def lift(connection):
    """Take the triggers of every feature off this database."""
    for module in _guards():
        module.remove(connection)


def put_back(connection):
    """Put them back, all of them."""
    for module in _guards():
        module.install(connection)


def _guards():
    return [extra["guards"] for extra in contributions("extra") if "guards" in extra]
