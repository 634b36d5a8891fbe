"""What is already on the stage: the records made so far, found again by the key they have in the story."""

import copy
from collections import defaultdict
from contextlib import contextmanager

from django.db import connection
from django.db.models import Model

from parvis.commons.people.models import Person
from parvis.ground.core.errors import Warned


class Stage:
    """The records of one authority under way, by model and key."""

    def __init__(self, world, moved_by=0):
        self.world = world
        self.moved_by = moved_by
        self.authority = None
        self.last_letter = 0
        self._kept = defaultdict(dict)
        self._users = {}

    def keep(self, key, record):
        """Remember under which key of the story a record was made."""
        self._kept[type(record)][key] = record
        return record

    def knows(self, model: type[Model], key):
        return key in self._kept[model]

    def get(self, model: type[Model], key):
        """The record as it was made; for what the story does not change any more. None when the key is None."""
        return None if key is None else self._kept[model][key]

    def fresh(self, model: type[Model], key):
        """The record as the database holds it now."""
        if key is None:
            return None
        return model._base_manager.get(pk=self._kept[model][key].pk)

    def person(self, key):
        return self.get(Person, key)

    def join(self, key, user):
        """Remember the account of a person."""
        self._users[key] = user

    def user(self, key):
        """The account that acts, with rights read again on the day of the act. None for somebody without one."""
        user = self._users.get(key)
        if user is None:
            return None
        user = copy.copy(user)
        user.__dict__.pop("grants", None)
        return user

    def has_account(self, key):
        return key in self._users


def heeding(verb, *args, reason, **facts):
    """Take an act; what it warns of was known at the time, and overridden for that reason."""
    try:
        with savepoints(True):
            return verb(*args, **facts)
    except Warned:
        return verb(*args, **facts, override=reason)


@contextmanager
def savepoints(kept):
    """Whether an act that is given up leaves the transaction as it found it, in this block."""
    before = connection.features.uses_savepoints
    connection.features.uses_savepoints = kept
    try:
        yield
    finally:
        connection.features.uses_savepoints = before
