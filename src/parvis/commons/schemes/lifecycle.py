"""Composing the team of a scheme: roles granted by somebody, roles that follow from a seat in a body."""

import datetime as dt

from django.db import transaction

from parvis.ground.authorities.choices import TIME_LIMITED
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import record

from .choices import GRANTABLE, Source
from .models import SchemeRole


@transaction.atomic
def grant_scheme_role(scheme, *, user, persona, by, title="", starts_on=None, ends_on=None):
    """Give somebody a role on this scheme. `Refused` to oneself, twice, or without an end when the role needs one."""
    starts_on = starts_on or clock.today()
    _refuse_oneself(user, by)
    if persona not in GRANTABLE:
        raise Refused("Ce rôle ne s’attribue pas : il suit le mandat de la personne dans l’instance.")
    if persona in TIME_LIMITED and ends_on is None:
        raise Refused("Ce rôle est limité dans le temps : indiquez sa date de fin.")
    if ends_on and ends_on < starts_on:
        raise Refused("La date de fin précède la date de début.")
    if SchemeRole.objects.filter(scheme_id=scheme.pk, user=user, persona=persona).in_force(starts_on).exists():
        raise Refused("Cette personne a déjà ce rôle à cette date.")
    return _open(scheme, user, persona, by, title, starts_on, ends_on, Source.GRANT, "grant_scheme_role")


@transaction.atomic
def end_scheme_role(role, *, by, on=None):
    """A role granted stops on the eve of `on`, today by default. A member's stops with the mandate, in the body."""
    if role.source == Source.MEMBERSHIP:
        raise Refused("Ce rôle suit le mandat dans l’instance : mettez fin au mandat.")
    _close(role, by, on or clock.today(), "end_scheme_role")


@transaction.atomic
def seat(scheme, *, user, persona, by, starts_on=None, ends_on=None, title=""):
    """For bodies: the role that follows from a mandate. One and the same seat is written once.

    A mandate whose dates change moves the role's dates instead of adding a second one.
    """
    starts_on = starts_on or clock.today()
    role = _membership_roles(scheme, user, persona).in_force(starts_on).first()
    if role is None:
        return _open(scheme, user, persona, by, title, starts_on, ends_on, Source.MEMBERSHIP, "seat")
    if (role.ends_on, role.title) != (ends_on, title):
        role.ends_on, role.title = ends_on, title
        role.save(update_fields=["ends_on", "title"])
        _write(role, "seat", by)
    return role


@transaction.atomic
def unseat(scheme, *, user, persona, by, on=None):
    """For bodies: the mandate is over on `on` (its first day without), and so is the role. Returns how many ended."""
    on = on or clock.today()
    roles = list(_membership_roles(scheme, user, persona).in_force(on))
    for role in roles:
        _close(role, by, on, "unseat")
    return len(roles)


def _membership_roles(scheme, user, persona):
    return SchemeRole.objects.filter(scheme_id=scheme.pk, user=user, persona=persona, source=Source.MEMBERSHIP)


def _refuse_oneself(user, by):
    if by is not None and by.pk == user.pk:
        raise Refused("Personne ne s’attribue un rôle : demandez à une autre personne habilitée.")


def _open(scheme, user, persona, by, title, starts_on, ends_on, source, verb):
    role = SchemeRole.objects.create(
        authority_id=scheme.authority_id, scheme_id=scheme.pk, user=user, persona=persona, title=title,
        starts_on=starts_on, ends_on=ends_on, source=source, granted_by=by,
    )  # fmt: skip
    _write(role, verb, by)
    return role


def _close(role, by, on, verb):
    """Set the last day, unless somebody changed the role meanwhile. A role opened and closed on one day keeps it."""
    last = max(on - dt.timedelta(days=1), role.starts_on)
    if not SchemeRole.objects.filter(pk=role.pk, ends_on=role.ends_on).update(ends_on=last):
        raise Refused("Ce rôle vient d’être modifié par quelqu’un d’autre. Rechargez la page.")
    role.ends_on = last
    _write(role, verb, by)


def _write(role, verb, by):
    facts = {"persona": role.persona, "user": role.user_id, "scheme": role.scheme_id}
    record(role, verb, by=by, facts=facts)
