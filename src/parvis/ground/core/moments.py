"""Values that are told when a question is asked, in a question that was worded before."""

from django.db import connection
from django.db.models import DateTimeField, Expression

from . import clock


class Told(Expression):
    """Stands where a value would: it is given, by name, each time the question is asked."""

    def __init__(self, name, field):
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def given(self, values):
        """The value of that name, as the database takes it."""
        value = values[self.name] if self.name in values else clock.now()
        return self.output_field.get_db_prep_value(value, connection)


WHEN_ASKED = Told("now", DateTimeField())
"""The present moment: what the conditions of a `gathering.Source` compare with, rather than with `clock.now()`. The
clock is read when the question is asked, not when it is worded."""


def filled(params, values):
    """The parameters of a statement, with a value wherever one was to be told."""
    return [param.given(values) if isinstance(param, Told) else param for param in params]
