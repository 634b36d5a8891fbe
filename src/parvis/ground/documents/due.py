"""Dated work: files that no row knows any more."""

import datetime as dt

from django.core.files.storage import default_storage
from django.utils import timezone

from parvis.ground.core.jobs import every

from .models import StoredFile

PATIENCE = dt.timedelta(days=1)


@every(hours=24)
def forget_orphans(now):
    """Delete files a day old whose row was never written: a server killed in the middle of an upload leaves some."""
    old = timezone.now() - PATIENCE
    for folder in _folders():
        names = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
        known = set(StoredFile.objects.filter(file__in=names).values_list("file", flat=True))
        for name in names:
            if name not in known and default_storage.get_modified_time(name) < old:
                default_storage.delete(name)


def _folders():
    """Folders of stored files: authority/year/month."""
    if not default_storage.exists("."):
        return
    for authority in _numbered(""):
        for year in _numbered(authority):
            yield from _numbered(year)


def _numbered(folder):
    folders, _ = default_storage.listdir(folder)
    return [f"{folder}/{name}".lstrip("/") for name in sorted(folders) if name.isdecimal()]
