"""The moment at which a question is asked, in a condition that was worded before."""

from django.db import connection
from django.db.models import DateTimeField, Expression

from . import clock


class _WhenAsked(Expression):
    """Stands where a moment would; the clock is read when the question is asked, not when it is worded."""

    output_field = DateTimeField()

    def as_sql(self, compiler, connection):
        return "%s", [WHEN_ASKED]


WHEN_ASKED = _WhenAsked()
"""What the conditions of a `gathering.Source` compare with, rather than with `clock.now()`."""


def now():
    """The present moment, as the database takes it."""
    return connection.ops.adapt_datetimefield_value(clock.now())


def filled(params):
    """The parameters of a statement, with the present moment where one was expected."""
    told = now()
    return [told if param is WHEN_ASKED else param for param in params]
