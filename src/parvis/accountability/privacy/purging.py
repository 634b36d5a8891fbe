"""Purges: what has outlived its time is counted, shown, approved, then emptied or deleted; the counts stay."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from parvis.commons.people.models import Person
from parvis.commons.schemes.models import SchemeRole
from parvis.ground.accounts.models import User
from parvis.ground.authorities.models import Role
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import move, record

from . import erasing
from .choices import PurgeStatus
from .models import PurgeRun
from .retention import limit_for, months_of
from .subjects import authority_path, declared, lookup


@dataclass(frozen=True)
class Expired:
    """The rows of one table whose time has passed on one authority."""

    model: type
    personal: object
    months: int
    rows: object

    def as_json(self):
        return {
            "model": self.model._meta.label, "then": self.personal.retention.then, "months": self.months,
            "count": self.rows.count(),
        }  # fmt: skip


def expired(authority, on):
    """What the durations let go of on that day, table by table (tables to archive are shown, not touched)."""
    for model, personal in declared():
        if personal.retention:
            rows = _rows_past(model, personal, authority, on)
            if rows is not None:
                yield Expired(model, personal, months_of(model, personal.retention, authority, on), rows)


@transaction.atomic
def prepare(authority, *, by):
    """Count what a purge would take today. `Refused` while another one waits, or when there is nothing."""
    if PurgeRun.objects.of(authority).filter(status=PurgeStatus.PREPARED).exists():
        raise Refused("Une purge attend déjà d’être approuvée : approuvez-la ou abandonnez-la.")
    on = clock.today()
    planned = [line for found in expired(authority, on) if (line := found.as_json())["count"]]
    if not any(line["then"] != "archive" for line in planned):
        raise Refused("Rien n’a dépassé sa durée de conservation : il n’y a rien à purger.")
    run = PurgeRun.objects.create(authority=authority, as_of=on, prepared_by=by, planned=planned)
    record(run, "prepare_purge", by=by, facts={"rows": run.planned_count})
    return run


@transaction.atomic
def approve(run, *, by):
    """Do it, as of the day it was prepared: rows used again since then are left alone.

    `Refused` to whoever prepared it: what is erased for good was looked at by two people.
    """
    if by.pk == run.prepared_by_id:
        raise Refused("Vous avez préparé cette purge : une autre personne l’approuve.")
    move(run, "approve_purge", by=by, approved_by=by, done_at=clock.now())
    run.done = [_purge(found, by) for found in expired(run.authority, run.as_of)]
    run.done = [line for line in run.done if line["erased"] or line["left"]]
    run.save(update_fields=["done"])
    record(run, "purge", by=by, facts={"rows": run.done_count, "as_of": run.as_of.isoformat()})
    return run


@transaction.atomic
def discard(run, *, by):
    move(run, "discard_purge", by=by)


def _purge(found, by):
    """Empty or delete the rows of one table: `{"model", "erased", "left"}`."""
    ids = list(found.rows.values_list("pk", flat=True)) if found.personal.retention.then != "archive" else []
    if found.personal.fields:
        erased, left = erasing.empty(found.model, found.personal, ids, by=by), 0
    else:
        erased, left = erasing.delete(found.model, ids)
    return {"model": found.model._meta.label, "erased": erased, "left": left}


def _rows_past(model, personal, authority, on):
    """The rows of this authority past their time that still hold something; None when the table has no authority."""
    here = _here(model, authority)
    if here is None:
        return None
    since = lookup(personal.retention.since)
    rows = model._base_manager.filter(here, **{f"{since}__lt": limit_for(model, personal, authority, on)})
    if personal.fields:
        rows = rows.filter(erasing.not_yet_empty(personal))
    if personal.retention.unless:
        rows = rows.exclude(pk__in=personal.retention.unless(rows).values("pk"))
    return rows.distinct().order_by("pk")


def _here(model, authority):
    if model is User:
        return accounts_of_nobody_else(authority)
    path = authority_path(model)
    return Q(**{path: authority}) if path else None


def accounts_of_nobody_else(authority):
    """Accounts known to this authority and to no other, that hold no role any more and are still open."""
    today = clock.today()
    known, others, held = Q(), Q(), Q()
    for model in (Person, Role, SchemeRole):
        rows = model.objects.exclude(user=None)
        known |= Q(pk__in=rows.filter(authority=authority).values("user"))
        others |= Q(pk__in=rows.exclude(authority=authority).values("user"))
    for model in (Role, SchemeRole):
        held |= Q(pk__in=model.objects.in_force(today).values("user"))
    return Q(is_active=True) & known & ~others & ~held
