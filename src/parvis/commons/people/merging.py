"""Two records of one person become one. Everything that pointed to the second points to the first.

The tables are found in the model registry, so that an app added later is merged without being named here. The second
record stays in its table, out of sight, and the trace keeps the ids of the rows that moved: the merge can be undone.
"""

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import announce, record
from parvis.ground.search import index

from .links import links
from .models import Person, PersonMerge

FILLED = (
    "gender", "birth_date", "email", "phone", "address_line", "postcode", "city", "territory_id", "occupation",
    "photo_id", "user_id",
)  # fmt: skip
"""Fields that the kept record takes from the other when it has nothing."""

APART = ("people.PersonMerge", "people.NotDuplicates")
"""Tables that speak of the two records as two."""


@transaction.atomic
def merge(person_kept, person_removed, *, by):
    """Keep the first record and hide the second. `Refused` when both have an account, or hold the same place twice."""
    kept, removed = _locked(person_kept, person_removed)
    _refuse_unlike(kept, removed)
    filled = _fill(kept, removed)
    moved = {}
    for label, rows, change in _references(removed, kept):
        if ids := _repoint(rows, change):
            moved[label] = ids
    Person._base_manager.filter(pk=removed.pk).update(merged_into=kept, user=None)
    trace = PersonMerge.objects.create(
        authority_id=kept.authority_id, kept=kept, removed=removed, moved=moved, filled=filled, by=by
    )
    record(
        kept, "merge", by=by, facts={"removed": removed.pk, "merge": trace.pk, "rows": sum(map(len, moved.values()))}
    )
    announce(kept)
    transaction.on_commit(lambda: index.forget(Person, [removed.pk]))
    return trace


@transaction.atomic
def undo_merge(trace, *, by):
    """Give the second record back what it had. `Refused` when a row cannot go back, and then nothing goes back."""
    if not PersonMerge.objects.filter(pk=trace.pk, undone_at=None).update(undone_at=clock.now()):
        raise Refused("Cette fusion est déjà défaite.")
    kept = Person._base_manager.get(pk=trace.kept_id)
    removed = Person._base_manager.get(pk=trace.removed_id)
    if kept.merged_into_id:
        raise Refused("La fiche gardée a elle-même été fusionnée : défaites d’abord cette autre fusion.")
    account = _empty(kept, removed, trace)
    Person._base_manager.filter(pk=removed.pk).update(merged_into=None, user=account)
    for label, rows, change in _references(kept, removed):
        _give_back(rows.filter(pk__in=trace.moved.get(label, [])), change)
    record(kept, "undo_merge", by=by, facts={"removed": removed.pk, "merge": trace.pk})
    announce(kept)
    announce(Person._base_manager.get(pk=removed.pk))


def _locked(kept, removed):
    """Both rows as they are now, held until the end of the transaction, always in the same order."""
    rows = Person._base_manager.select_for_update().filter(pk__in=[kept.pk, removed.pk]).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) != 2:
        raise Refused("Choisissez deux fiches différentes.")
    return found[kept.pk], found[removed.pk]


def _refuse_unlike(kept, removed):
    if kept.authority_id != removed.authority_id:
        raise Refused("Choisissez deux fiches de la même collectivité.")
    if kept.merged_into_id or removed.merged_into_id:
        raise Refused("L’une de ces fiches a déjà été fusionnée. Rechargez la page.")
    if kept.user_id and removed.user_id:
        raise Refused("Les deux fiches ont un compte : fermez d’abord celui qui ne sert plus.")


# --- Fields ---


def _fill(kept, removed):
    """Give the kept record what it lacks; returns the names of the fields filled."""
    names = [name for name in FILLED if not getattr(kept, name) and getattr(removed, name)]
    values = {name: getattr(removed, name) for name in names}
    if "user_id" in values:
        Person._base_manager.filter(pk=removed.pk).update(user=None)
    if values:
        Person._base_manager.filter(pk=kept.pk).update(updated_at=clock.now(), **values)
    return names


def _empty(kept, removed, trace):
    """Take back what the merge filled, where nobody wrote anything else since; returns the account to give back."""
    names = [name for name in trace.filled if name != "user_id"]
    back = {name: _blank(name) for name in names if getattr(kept, name) == getattr(removed, name)}
    account = kept.user_id if "user_id" in trace.filled else None
    if account:
        back["user_id"] = None
    if back:
        Person._base_manager.filter(pk=kept.pk).update(**back)
    return account


def _blank(name):
    field = Person._meta.get_field(name.removesuffix("_id"))
    return None if field.null else ""


# --- Rows of other tables ---


def _references(origin, target):
    """(label, rows that point to `origin`, what makes them point to `target`) for every table of the product."""
    for model, field in links():
        if model._meta.label not in APART:
            label = f"{model._meta.label}.{field.name}"
            yield label, model._base_manager.filter(**{field.name: origin.pk}), {field.attname: target.pk}
    for model in apps.get_models():
        yield from _generic_references(model, origin, target)


def _generic_references(model, origin, target):
    # The journal and the index tell what happened to each record: they are not repointed.
    if model._meta.app_label in ("journal", "search"):
        return
    for field in model._meta.private_fields:
        if isinstance(field, GenericForeignKey):
            kind = ContentType.objects.get_for_model(Person)
            rows = model._base_manager.filter(**{field.ct_field: kind, field.fk_field: origin.pk})
            yield f"{model._meta.label}.{field.name}", rows, {field.fk_field: target.pk}


def _repoint(rows, change):
    """Make the rows point elsewhere; returns their ids. Links and lines that would be double stay where they are."""
    ids = list(rows.values_list("pk", flat=True))
    if not ids:
        return []
    try:
        with transaction.atomic():
            rows.model._base_manager.filter(pk__in=ids).update(**change)
        return ids
    except IntegrityError:
        return [pk for pk in ids if _repoint_one(rows.model, pk, change)]


def _repoint_one(model, pk, change):
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=pk).update(**change)
    except IntegrityError as error:
        if model._meta.auto_created or getattr(model, "merge_conflict", "") == "leave":
            return False
        raise Refused(
            f"Les deux fiches tiennent la même place ({model._meta.verbose_name} : "
            f"{model._base_manager.get(pk=pk)}). Mettez fin à l’une des deux, puis fusionnez."
        ) from error
    return True


def _give_back(rows, change):
    try:
        with transaction.atomic():
            rows.update(**change)
    except IntegrityError as error:
        raise Refused(
            f"La fusion ne se défait plus : une place est prise ({rows.model._meta.verbose_name})."
        ) from error
