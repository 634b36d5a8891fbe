"""Writing in the journal, and taking the steps it records."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.dispatch import Signal

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused, Warned

from .models import JournalLine, JournalReason

moved = Signal()
"""Sent after commit with `instance` when a step changed a record without `save()`: search listens."""


def record(obj, verb, *, by, behalf=None, from_state="", to_state="", rule="", cautions=(), reason="", facts=None):
    """Write one line about `obj` in the transaction of the caller; `by` is a user, or None for the product itself.

    `facts` holds ids, codes, counts and fingerprints only. `reason` is free text: it goes to its erasable row.
    """
    salt, digest = JournalReason.seal_text(reason) if reason else ("", "")
    line = JournalLine.objects.create(
        authority_id=getattr(obj, "authority_id", None),
        at=clock.now(),
        actor=by,
        behalf=behalf,
        verb=verb,
        content_type=ContentType.objects.get_for_model(obj),
        object_id=obj.pk,
        from_state=from_state,
        to_state=to_state,
        rule=rule or getattr(obj, "RULES", ""),
        cautions=[getattr(c, "code", c) for c in cautions],
        facts=facts or {},
        reason_hash=digest,
    )
    if reason:
        JournalReason.objects.create(line=line, text=reason, salt=salt)
    return line


def move(obj, step, *, by, behalf=None, rule="", cautions=(), reason="", facts=None, **changes):
    """Take `step` if the object still stands where the step starts, and journal it.

    A compare-and-set: of two people who press at once, one wins and the other gets `Refused`. `changes` are fields
    of the object's own table. The object in hand is refreshed only with what was written.
    """
    sources, target = obj.STEPS[step]
    _refuse_inherited(type(obj), changes)
    before = obj.status
    changes["status"] = target
    with transaction.atomic():
        if before not in sources or not _compare_and_set(obj, before, changes):
            raise Refused("Cette action n’est plus possible : la fiche a changé d’état. Rechargez la page.")
        for name, value in changes.items():
            setattr(obj, name, value)
        line = record(
            obj, step, by=by, behalf=behalf, from_state=before, to_state=target,
            rule=rule, cautions=cautions, reason=reason, facts=facts,
        )  # fmt: skip
        announce(obj)
    return line


def announce(obj):
    """Tell search, after commit, that a record changed without `save()`."""
    transaction.on_commit(lambda: moved.send(type(obj), instance=obj))


def heed(cautions, override):
    """Stop on cautions unless a reason overrides them; returns them for the journal.

    The interface checks who may override; the reason goes to `move(..., cautions=…, reason=override)`.
    """
    cautions = tuple(cautions)
    if cautions and not override.strip():
        raise Warned(cautions)
    return cautions


def _compare_and_set(obj, before, changes):
    rows = type(obj)._base_manager.filter(pk=obj.pk, status=before)
    return rows.update(**changes) == 1


def _refuse_inherited(model, changes):
    own = {f.name for f in model._meta.local_fields} | {f.attname for f in model._meta.local_fields}
    foreign = set(changes) - own
    if foreign:
        raise TypeError(f"{model.__name__} does not own {sorted(foreign)}: an inherited field is not compare-and-set.")
