"""Acts on an authority itself: creating it, granting and ending roles, delegating, breaking the glass."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Q

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import record

from .choices import TIME_LIMITED
from .models import Authority, BreakGlass, Delegation, Host, Role


@transaction.atomic
def create_authority(*, by=None, host, **fields):
    """Open an authority with its primary host. `Refused` when the host or the short address is taken."""
    authority = Authority(**fields)
    authority.full_clean()
    try:
        with transaction.atomic():
            authority.save()
            Host.objects.create(authority=authority, name=host.lower(), is_primary=True)
    except IntegrityError as error:
        raise Refused(f"L’hôte « {host} » appartient déjà à une collectivité.") from error
    record(authority, "create_authority", by=by)
    return authority


@transaction.atomic
def keep(setting, *, by, changed):
    """Write a setting (venue, department, act…) and say in the journal which fields changed, never their content."""
    verb = "create" if setting.pk is None else "change"
    setting.save()
    record(setting, f"{verb}_{setting._meta.model_name}", by=by, facts={"fields": sorted(changed)})
    return setting


@transaction.atomic
def grant_role(authority, *, user, persona, by, starts_on=None, ends_on=None, department=None):
    """Give a role between two dates. `Refused` to oneself, and without an end date for time-limited personas."""
    if by is not None and by.pk == user.pk:
        raise Refused("Personne ne s’attribue un rôle : demandez à une autre personne habilitée.")
    if persona in TIME_LIMITED and ends_on is None:
        raise Refused("Ce rôle est limité dans le temps : indiquez sa date de fin.")
    starts_on = starts_on or clock.today()
    if ends_on and ends_on < starts_on:
        raise Refused("La date de fin précède la date de début.")
    role = Role.objects.create(
        authority=authority, user=user, persona=persona, department=department,
        starts_on=starts_on, ends_on=ends_on, granted_by=by,
    )  # fmt: skip
    record(role, "grant_role", by=by, facts={"persona": str(persona), "user": user.pk})
    return role


@transaction.atomic
def end_role(role, *, by, on=None):
    """A role stops on the eve of `on`, today by default: nothing is deleted."""
    last = (on or clock.today()) - dt.timedelta(days=1)
    if last < role.starts_on:
        last = role.starts_on
    updated = Role.objects.filter(pk=role.pk, ends_on=role.ends_on).update(ends_on=last)
    if not updated:
        raise Refused("Ce rôle vient d’être modifié par quelqu’un d’autre. Rechargez la page.")
    role.ends_on = last
    record(role, "end_role", by=by, facts={"persona": role.persona, "user": role.user_id})


@transaction.atomic
def delegate(authority, *, principal, delegate, act, by, starts_on=None, ends_on=None):
    """An elected member lets a named agent submit or acknowledge for them; `by` is the elected member."""
    if by.pk != principal.pk:
        raise Refused("Seule la personne élue délègue ses propres actes.")
    if principal.pk == delegate.pk:
        raise Refused("On délègue un acte à quelqu’un d’autre que soi.")
    row = Delegation.objects.create(
        authority=authority, principal=principal, delegate=delegate, act=act,
        starts_on=starts_on or clock.today(), ends_on=ends_on,
    )  # fmt: skip
    record(row, "delegate", by=by, facts={"act": act, "delegate": delegate.pk})
    return row


def principal_for(user, authority, act, on=None):
    """The elected member in whose name `user` may do `act` today, or None."""
    on = on or clock.today()
    rows = Delegation.objects.filter(authority=authority, delegate=user, act=act, starts_on__lte=on)
    row = rows.filter(Q(ends_on=None) | Q(ends_on__gte=on)).select_related("principal").first()
    return row.principal if row else None


@transaction.atomic
def break_glass(authority, *, user, reason, hours=1):
    """Open personal content to an administrator for a few hours, with a written reason, told to the DPO.

    The message to the DPO is sent by the caller's layer (`mailing` stands above this app).
    """
    if not reason.strip():
        raise Refused("Écrivez pourquoi cet accès est nécessaire : le motif est conservé et transmis au DPO.")
    start = clock.now()
    duration = min(dt.timedelta(hours=hours), BreakGlass.LONGEST)
    row = BreakGlass.objects.create(
        authority=authority, user=user, reason=reason, starts_at=start, ends_at=start + duration
    )
    record(row, "break_glass", by=user, reason=reason)
    return row
