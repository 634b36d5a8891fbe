"""What a record's page shows of its files and documents."""

from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from .kinds import kind_of
from .models import StoredFile
from .rules import opens_private_files, shared_kinds


@dataclass(frozen=True)
class Entry:
    """One document for the reader, in one format or several; `files` are in the order in which it was produced."""

    title: str
    kind: str
    files: tuple[StoredFile, ...]

    @property
    def main(self):
        """The file that one opens first."""
        return self.files[0]


def documents_of(obj, user):
    """The files of a record that the person may read, as `Entry` values, latest first; one query."""
    return _entries(files_of(obj, user))


def latest_of_kind(obj, user, kind, *, formats=3, count=4):
    """The last documents of one kind about a record that keeps many; one query."""
    return _entries(files_of(obj, user).filter(produced__kind=kind)[: count * formats])


def _entries(files):
    return [Entry(group[0].title, _kind(group[0]), group) for group in _groups(files)]


def documents_of_each(objects, user):
    """The same for several records, one list each; one query for all."""
    found = list(reduce(or_, (files_of(obj, user) for obj in objects)))
    for obj in objects:
        owner = (ContentType.objects.get_for_model(obj).pk, obj.pk)
        theirs = [stored for stored in found if (stored.owner_type_id, stored.owner_id) == owner]
        yield [Entry(group[0].title, _kind(group[0]), group) for group in _groups(theirs)]


def files_of(obj, user):
    """The files of a record that the person may read, latest first: the rule of each file, asked once for all."""
    meta = obj._meta
    rows = StoredFile.objects.about(obj).for_list()
    if not user.has_perm(f"{meta.app_label}.view_{meta.model_name}", obj):
        return rows.none()
    if opens_private_files(user, obj):
        return rows
    seen = Q(is_public=True)
    if user.is_authenticated:
        seen |= Q(uploaded_by=user)
    if kinds := shared_kinds(user, obj):
        seen |= Q(produced__kind__in=kinds)
    return rows.filter(seen)


def _groups(files):
    # Formats of one document are written at the same moment, with the same words.
    for _, group in groupby(files, key=_occasion):
        yield tuple(sorted(group, key=lambda stored: stored.pk))


def _occasion(stored):
    produced = getattr(stored, "produced", None)
    return (produced.kind, produced.fingerprint, produced.produced_at) if produced else stored.pk


def _kind(stored):
    produced = getattr(stored, "produced", None)
    return kind_of(produced.kind).label if produced else ""
