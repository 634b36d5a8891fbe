"""Acts on an authority itself: creating it, granting and ending roles, delegating, breaking the glass."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Q

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.core.validators import host_name
from parvis.ground.journal.acts import record

from .choices import TIME_LIMITED, Persona, RuleStanding
from .defaults import load_rules
from .models import Authority, BreakGlass, Delegation, Host, LegalRule, Role


@transaction.atomic
def create_authority(*, by=None, host, **fields):
    """Open an authority with its primary host and the general legal rules. `Refused` when the host is taken.

    `ValidationError` when a field, or the host's name, is not what it should be.
    """
    host = host_name(host)
    authority = Authority(**fields)
    authority.full_clean()
    try:
        with transaction.atomic():
            authority.save()
            Host.objects.create(authority=authority, name=host, is_primary=True)
    except IntegrityError as error:
        raise Refused(f"L’hôte « {host} » appartient déjà à une collectivité.") from error
    load_rules()
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
    if role.persona == Persona.ADMIN and not _other_admins(role).exists():
        raise Refused("C’est le dernier rôle d’administration : accordez-le d’abord à une autre personne.")
    last = (on or clock.today()) - dt.timedelta(days=1)
    if last < role.starts_on:
        last = role.starts_on
    updated = Role.objects.filter(pk=role.pk, ends_on=role.ends_on).update(ends_on=last)
    if not updated:
        raise Refused("Ce rôle vient d’être modifié par quelqu’un d’autre. Rechargez la page.")
    role.ends_on = last
    record(role, "end_role", by=by, facts={"persona": role.persona, "user": role.user_id})


def _other_admins(role):
    """Administrators who stay: their role has no end in sight."""
    rows = Role.objects.of(role.authority).filter(persona=Persona.ADMIN, ends_on=None, starts_on__lte=clock.today())
    return rows.exclude(user=role.user_id)


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


@transaction.atomic
def end_delegation(delegation, *, by, on=None):
    """A delegation stops on the eve of `on`, today by default."""
    last = max((on or clock.today()) - dt.timedelta(days=1), delegation.starts_on)
    if not Delegation.objects.filter(pk=delegation.pk, ends_on=delegation.ends_on).update(ends_on=last):
        raise Refused("Cette délégation vient d’être modifiée par quelqu’un d’autre. Rechargez la page.")
    delegation.ends_on = last
    record(delegation, "end_delegation", by=by, facts={"act": delegation.act, "delegate": delegation.delegate_id})


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


@transaction.atomic
def change_rule(authority, code, *, value, valid_from, source, by, source_url="", standing=RuleStanding.LOCAL):
    """A legal figure changes for this authority: the row in force ends on the eve, a new one opens.

    A general row (without authority) is never touched: the row of the authority comes before it from `valid_from`.
    """
    rows = LegalRule.objects.filter(code=code)
    model = rows.filter(authority=authority).order_by("-valid_from").first() or rows.filter(authority=None).first()
    if model is None:
        raise Refused(f"Aucune règle ne porte le code « {code} ».")
    if model.authority_id:
        _close(model, valid_from)
    rule = LegalRule.objects.create(
        authority=authority, code=code, label=model.label, unit=model.unit, value=value, valid_from=valid_from,
        source=source, source_url=source_url, standing=standing,
    )  # fmt: skip
    record(rule, "change_rule", by=by, facts={"code": code, "value": str(value), "from": valid_from.isoformat()})
    return rule


def _close(rule, new_start):
    """The row in force ends on the eve of the new one."""
    if new_start <= rule.valid_from:
        raise Refused(
            f"La valeur actuelle vaut depuis le {rule.valid_from:%d/%m/%Y} : choisissez une date postérieure."
        )
    eve = new_start - dt.timedelta(days=1)
    if not LegalRule.objects.filter(pk=rule.pk, valid_to=rule.valid_to).update(valid_to=eve):
        raise Refused("Cette règle vient d’être modifiée par quelqu’un d’autre. Rechargez la page.")


@transaction.atomic
def make_primary(host, *, by):
    """Letters and feeds point to this host from now on."""
    Host.objects.filter(authority=host.authority_id, is_primary=True).update(is_primary=False)
    Host.objects.filter(pk=host.pk).update(is_primary=True)
    host.is_primary = True
    record(host, "make_host_primary", by=by)


@transaction.atomic
def remove_host(host, *, by):
    """The host no longer leads here. `Refused` for the primary one: letters point to it."""
    if host.is_primary:
        raise Refused("Les courriels mènent à cet hôte : rendez-en d’abord un autre principal.")
    record(host, "remove_host", by=by)
    Host.objects.filter(pk=host.pk).delete()
