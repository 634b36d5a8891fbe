"""Emptying rows as their tables declare it: shared by erasure on request and by purges."""

from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ProtectedError, Q, RestrictedError

from parvis.commons.people.models import Person
from parvis.ground.accounts.models import User
from parvis.ground.documents import lifecycle as documents
from parvis.ground.documents.models import StoredFile
from parvis.ground.journal.acts import announce
from parvis.ground.search.index import sources

from .subjects import account_rows

CHUNK = 500


def empty(model, personal, ids, *, by):
    """Put the declared values in place of the data of these rows; returns how many were written.

    `_base_manager` sees rows that lists hide, and no signal runs: search is told row by row.
    """
    special = SPECIAL.get(model)
    if special:
        special(model._base_manager.filter(pk__in=ids), by)
    constants, computed = _split(personal)
    for row in _chunks(model, ids) if computed or _is_searched(model) else ():
        if computed:
            values = {name: value(row) for name, value in computed.items()}
            model._base_manager.filter(pk=row.pk).update(**values)
        announce(row)
    if constants:
        for start in range(0, len(ids), CHUNK):
            model._base_manager.filter(pk__in=ids[start : start + CHUNK]).update(**constants)
    return len(ids)


def delete(model, ids):
    """Delete rows that have no value to keep; those that others hold to stay. Returns (deleted, kept)."""
    deleted = 0
    for pk in ids:
        try:
            with transaction.atomic():
                row = model._base_manager.filter(pk=pk).first()
                if row is not None:
                    row.delete()
                    deleted += 1
        except (ProtectedError, RestrictedError):
            continue
    return deleted, len(ids) - deleted


def not_yet_empty(personal):
    """The condition of rows that still hold something: false for those emptied before."""
    constants, computed = _split(personal)
    if computed and not constants:
        return ~Q(pk__in=[])
    done = Q()
    for name, value in constants.items():
        done &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    return ~done


def _split(personal):
    """Declared values that are the same for each row, and those that a row gives."""
    constants = {name: value for name, value in personal.fields.items() if not callable(value)}
    computed = {name: value for name, value in personal.fields.items() if callable(value)}
    return constants, computed


def _chunks(model, ids):
    for start in range(0, len(ids), CHUNK):
        yield from model._base_manager.filter(pk__in=ids[start : start + CHUNK])


def _is_searched(model):
    return model in sources()


# --- What a declaration of fields cannot say ---


def forget_files_of(people, by):
    """The photograph and the other files of a record are deleted with it."""
    kind = ContentType.objects.get_for_model(Person)
    for stored in StoredFile.objects.filter(owner_type=kind, owner_id__in=people.values("pk")):
        Person._base_manager.filter(photo=stored).update(photo=None)
        documents.remove(stored, by=by)


def close_accounts(users, by):
    """Nobody enters with these accounts any more, and the sign-in libraries forget them."""
    for user in users:
        for _, rows in account_rows(user):
            rows.delete()
        Person._base_manager.filter(user=user).update(user=None)
    User.objects.filter(pk__in=[user.pk for user in users]).update(is_active=False, password=make_password(None))


SPECIAL = {Person: forget_files_of, User: close_accounts}
