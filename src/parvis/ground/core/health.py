"""Whether this installation is well: database, storage, and a worker that beats."""

from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from .models import WorkerBeat

PROBE = "healthz-probe"


def report(*, worker=True):
    """`{"status": "ok" | "failing", "database": …, "storage": …}`; with `worker`, its state and last beat."""
    checks = {"database": database, "storage": storage} | ({"worker": worker_beats} if worker else {})
    found = {name: _outcome(check) for name, check in checks.items()}
    found["status"] = "ok" if all(state == "ok" for state in found.values()) else "failing"
    if worker:
        beat = last_beat() if found["database"] == "ok" else None
        found["worker_last_beat"] = beat.isoformat() if beat else None
    return found


def _outcome(check):
    # A probe reports whatever goes wrong; the class of the error says enough and quotes nothing.
    try:
        return check()
    except Exception as error:
        return type(error).__name__


def database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def storage():
    """Write, read back and remove a small file where the documents are kept."""
    name = default_storage.save(PROBE, ContentFile(b"parvis"))
    try:
        with default_storage.open(name) as file:
            return "ok" if file.read() == b"parvis" else "unreadable"
    finally:
        default_storage.delete(name)


def last_beat():
    return WorkerBeat.objects.aggregate(last=Max("beat_at"))["last"]


def worker_beats():
    beat = last_beat()
    if beat is None:
        return "absent"
    late = timezone.now() - beat > timedelta(seconds=settings.WORKER_LATE_SECONDS)
    return "late" if late else "ok"
