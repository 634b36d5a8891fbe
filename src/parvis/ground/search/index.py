"""Keeping the index up to date, and looking things up in it with the rights of the person who asks."""

from functools import cache

from django.apps import apps
from django.db import transaction
from django.db.models import CharField, Value

from parvis.ground.core.manifest import active_features, features
from parvis.ground.core.text import shorten, words

from . import engines
from .audience import audiences_of, token
from .models import SearchEntry

LONGEST_QUERY = 12


@cache
def sources():
    """Search sources by model class."""
    return {apps.get_model(s.model): s for f in features() for s in f.search}


def refresh(obj):
    """Index a record again, or take it out when nobody may find it."""
    refresh_all(type(obj), [obj])


def refresh_all(model, objects):
    """Index many records of one model: what `bulk_create` must be followed by."""
    source = sources()[model]
    found, gone = [], []
    for obj in objects:
        audience = source.audience(obj)
        audience = [audience] if isinstance(audience, str) else list(audience)
        (found.append((obj, audience)) if audience else gone.append(obj.pk))
    forget(model, gone)
    entries = _entries(source, [obj for obj, _ in found])
    engines.write([_row(source, obj, audience, entries[obj.pk]) for obj, audience in found])


def forget(model, ids):
    """Take records out of the index."""
    rows = SearchEntry.objects.filter(model=model._meta.label, object_id__in=ids)
    if ids:
        engines.erase(list(rows.values_list("pk", flat=True)))
        rows.delete()


def _entries(source, objects):
    drafts = [
        SearchEntry(
            authority_id=obj.authority_id,
            model=type(obj)._meta.label,
            object_id=obj.pk,
            label=source.label,
            title=shorten(source.title(obj), 300),
            excerpt=shorten(source.text(obj), 320),
            url=source.url(obj),
            public_url=(source.public_url(obj) if source.public_url else "") or "",
        )
        for obj in objects
    ]
    SearchEntry.objects.bulk_create(
        drafts,
        update_conflicts=True,
        unique_fields=["model", "object_id"],
        update_fields=["label", "title", "excerpt", "url", "public_url", "updated_at", "authority"],
    )
    if not drafts:
        return {}
    rows = SearchEntry.objects.filter(model=drafts[0].model, object_id__in=[d.object_id for d in drafts])
    return dict(rows.values_list("object_id", "pk"))


def _row(source, obj, audience, entry_id):
    text = words(source.text(obj))
    return entry_id, words(source.title(obj)), text, [token(obj.authority_id, code) for code in audience]


@transaction.atomic
def rebuild(model, size=500):
    """Index every row of a model again; returns how many."""
    source, count = sources()[model], 0
    rows = source.rows() if source.rows else model._default_manager.all()
    batch = []
    for obj in rows.order_by("pk").iterator(chunk_size=size):
        batch.append(obj)
        if len(batch) == size:
            refresh_all(model, batch)
            count, batch = count + len(batch), []
    refresh_all(model, batch)
    return count + len(batch)


def search(user, authority, query, *, limit=20, public=False):
    """The entries that match every word of `query` and that the person may see, best first.

    `public` keeps to what everybody may see. Accents, case and plurals do not matter; the last word may be unfinished.
    """
    wanted = words(query)[:LONGEST_QUERY]
    codes = ["public"] if public else audiences_of(user, authority)
    ids = engines.look_up(wanted, [token(authority.pk, code) for code in codes], limit=limit)
    entries = SearchEntry.objects.filter(authority=authority, model__in=_models_of(authority)).in_bulk(ids)
    return _closest_first(_visible([entries[i] for i in ids if i in entries], user), wanted)


def _closest_first(entries, wanted):
    """Titles that say the words asked and little else lead: a person comes before each of their mandates."""

    def distance(entry):
        title = words(entry.title)
        held = all(any(found.startswith(word) for found in title) for word in wanted)
        return (0, len(title)) if held else (1, 0)

    return sorted(entries, key=distance)


def _models_of(authority):
    """The models that the features switched on for this authority let people find."""
    return [apps.get_model(s.model)._meta.label for f in active_features(authority) for s in f.search]


def _visible(entries, user):
    """Only what `visible_to` confirms, in the same order; one query, whatever the kinds of records found."""
    by_model = {}
    for entry in entries:
        by_model.setdefault(entry.model, set()).add(entry.object_id)
    if not entries:
        return []
    first, *others = (_seen(label, ids, user) for label, ids in by_model.items())
    confirmed = set(first.union(*others, all=True))
    return [entry for entry in entries if (entry.model, entry.object_id) in confirmed]


def _seen(label, ids, user):
    rows = apps.get_model(label).objects.filter(pk__in=ids).visible_to(user)
    return rows.order_by().annotate(model_label=Value(label, CharField())).values_list("model_label", "pk")
