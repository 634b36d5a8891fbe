"""Short constructors for the evenings, Saturdays, recoveries and journeys of officers."""

from .shapes import Recovery, Trip, WorkSession
from .when import d, t


def session(person, day, start, end, label, planned, *, meeting=None, scheme=None):
    """One stretch of work on a day, planned some time before."""
    return WorkSession(
        key=f"{person}-{d(day):%Y-%m-%d}-{start}",
        person=person,
        starts_at=t(day, start),
        ends_at=t(day, end),
        label=label,
        planned_on=d(planned),
        meeting=meeting,
        scheme=scheme,
    )


def recovery(person, day, minutes, label):
    return Recovery(key=f"{person}-{d(day):%Y-%m-%d}", person=person, day=d(day), minutes=minutes, label=label)


def trip(person, day, origin, destination, km, purpose, vehicle="personal"):
    return Trip(
        key=f"{person}-{d(day):%Y-%m-%d}-{km}",
        person=person,
        day=d(day),
        origin=origin,
        destination=destination,
        km=km,
        purpose=purpose,
        vehicle=vehicle,
    )
