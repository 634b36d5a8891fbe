"""Taking every fictional row out, journal lines included (docs/decisions: « The demonstration leaves no trace »)."""

from collections import defaultdict

from django.apps import apps
from django.db import connection, models, transaction

from parvis.ground.accounts.models import User
from parvis.ground.authorities.models import Authority
from parvis.ground.journal import chain, triggers
from parvis.ground.journal.models import JournalSeal
from parvis.ground.search import engines
from parvis.ground.search.models import SearchEntry

from .worlds import MAIL

CHUNK = 500
FOLLOWS = (models.CASCADE, models.PROTECT, models.RESTRICT, models.DO_NOTHING)


def remove_all():
    """Remove the fictional authorities, whatever hangs on them, and the accounts that nobody else needs.

    Returns how many rows went. The journal's triggers are lifted in the same transaction and put back before it ends;
    the lines that stay are sealed again from the first.
    """
    with transaction.atomic():
        doomed = _rows_of_fictional_authorities()
        doomed = _with_accounts(doomed)
        _forget_in_search(doomed)
        triggers.remove(connection)
        JournalSeal.objects.all()._raw_delete("default")
        _let_go(doomed)
        count = sum(_delete(model, ids) for model, ids in doomed.items())
        connection.check_constraints()
        _settle_constraints()
        triggers.install(connection)
        chain.seal_pending()
    return count


def _rows_of_fictional_authorities():
    """{model: ids} of the authorities marked as fictional and of every row that cannot live without them."""
    return _closure({Authority: set(Authority.objects.filter(is_fictional=True).values_list("pk", flat=True))})


def _with_accounts(doomed):
    """The same, with the fictional accounts that no surviving row needs, and what belongs to them."""
    accounts = set(User.objects.filter(email__endswith=MAIL).values_list("pk", flat=True))
    for field in _links_to(User):
        if field.remote_field.on_delete is models.PROTECT:
            rows = _of(field, accounts).exclude(pk__in=doomed.get(field.model, ()))
            accounts -= set(rows.values_list(field.attname, flat=True))
    return _closure({**doomed, User: accounts})


def _closure(found):
    """Follow every relation that does not survive its target, until nothing new appears."""
    found = defaultdict(set, {model: set(ids) for model, ids in found.items()})
    waiting = list(found.items())
    while waiting:
        model, ids = waiting.pop()
        for field in _links_to(model):
            if field.remote_field.on_delete not in FOLLOWS:
                continue
            new = set(_of(field, ids).values_list("pk", flat=True)) - found[field.model]
            if new:
                found[field.model] |= new
                waiting.append((field.model, new))
    return found


def _links_to(model):
    """Foreign keys, parents of inherited models included, that point to this model."""
    for other in apps.get_models(include_auto_created=True):
        for field in other._meta.local_fields:
            if field.remote_field and field.remote_field.model is model and field.concrete:
                yield field


class _Rows:
    """Rows of a relation towards many ids, a few hundred at a time: SQLite counts parameters."""

    def __init__(self, field, ids):
        self.field, self.ids, self.left_out = field, sorted(ids), set()

    def exclude(self, pk__in):
        self.left_out = set(pk__in)
        return self

    def values_list(self, name, flat):
        rows = self.field.model._base_manager.all()
        for start in range(0, len(self.ids), CHUNK):
            part = rows.filter(**{f"{self.field.attname}__in": self.ids[start : start + CHUNK]})
            for pk, value in part.values_list("pk", name):
                if pk not in self.left_out:
                    yield value


def _of(field, ids):
    return _Rows(field, ids)


def _forget_in_search(doomed):
    entries = list(SearchEntry.objects.filter(authority__in=doomed[Authority]).values_list("pk", flat=True))
    for start in range(0, len(entries), CHUNK):
        engines.erase(entries[start : start + CHUNK])


def _let_go(doomed):
    """What survives keeps no pointer to what goes."""
    for model, ids in list(doomed.items()):
        for field in _links_to(model):
            if field.remote_field.on_delete is models.SET_NULL:
                keep = field.model._base_manager.exclude(pk__in=[])
                for start in range(0, len(ids), CHUNK):
                    part = sorted(ids)[start : start + CHUNK]
                    keep.filter(**{f"{field.attname}__in": part}).update(**{field.attname: None})


def _delete(model, ids):
    """Straight from the table: foreign keys are checked at the end of the transaction, so order does not matter."""
    ids = sorted(ids)
    for start in range(0, len(ids), CHUNK):
        model._base_manager.filter(pk__in=ids[start : start + CHUNK])._raw_delete("default")
    return len(ids)


def _settle_constraints():
    """PostgreSQL refuses to change the triggers of a table whose checks are still pending."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
