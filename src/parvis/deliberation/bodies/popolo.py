"""Bodies in Popolo 1.0: Organization, Post, Membership, Person (https://www.popoloproject.com/specs/).

A body is an Organization, a seat a Post, a membership a Membership. No private contact, no birth date, no photograph.
"""

from parvis.ground.core import clock

from . import queries
from .models import Seat

GENDERS = {"f": "female", "m": "male", "x": "other"}


def organization(body, on, *, public=False):
    """The body with its posts and its memberships on a day; `public` keeps the names that may be published."""
    members = list(queries.with_faces(queries.members_on(body, on)))
    named = {face["member"].pk for face in queries.faces(members, desk=not public)}
    authority = body.authority
    return {
        "@type": "Organization",
        "id": _id(body),
        "name": body.name,
        "classification": body.get_type_display(),
        "parent_id": f"body-{body.parent_id}" if body.parent_id else None,
        "founding_date": body.creation_act.date.isoformat() if body.creation_act else None,
        "dissolution_date": _iso(body.dissolved_on),
        "area": {"id": f"authority-{authority.slug}", "name": authority.name},
        "links": [{"url": authority.address_of(body.get_absolute_url())}] if body.is_public else [],
        "posts": [_post(seat, body) for seat in _seats(body, on)],
        "memberships": [_membership(m, m.pk in named) for m in members],
        "persons": [_person(m.person) for m in members if m.pk in named],
        "sources": [{"note": f"Composition au {on:%d/%m/%Y}, relevée le {clock.today():%d/%m/%Y}"}],
    }


def _seats(body, on):
    return Seat.objects.filter(college__in=queries.colleges_on(body, on)).select_related("college", "territory")


def _post(seat, body):
    found = {"id": f"seat-{seat.pk}", "label": str(seat), "organization_id": _id(body), "role": str(seat.college)}
    if seat.territory:
        found["area"] = {"id": f"territory-{seat.territory.code or seat.territory_id}", "name": seat.territory.name}
    return found


def _membership(member, named):
    return {
        "id": f"membership-{member.pk}",
        "organization_id": _id(member.body),
        "person_id": f"person-{member.person_id}" if named else None,
        "post_id": f"seat-{member.seat_id}" if member.seat_id else None,
        "role": member.capacity,
        "on_behalf_of_id": f"organisation-{member.organisation_id}" if member.organisation_id else None,
        "start_date": _iso(member.starts_on),
        "end_date": _iso(member.last_day),
    }


def _person(person):
    found = {
        "id": f"person-{person.pk}",
        "name": person.full_name,
        "given_name": person.given_name,
        "family_name": person.family_name,
    }
    return found | ({"gender": GENDERS[person.gender]} if person.gender else {})


def _id(body):
    return f"body-{body.pk}"


def _iso(day):
    return day.isoformat() if day else None
