"""The worker: it runs the queued jobs, beats, and once a minute sweeps.

Rows are the truth, jobs only wake up on them. The sweep gives back to the queue what a dead worker left half done
and queues each feature's due jobs; both may happen twice without harm.
"""

import logging
import os
import signal
import socket
import threading
from datetime import timedelta

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from .manifest import features
from .models import DueRun, WorkerBeat

BEAT_EVERY = 5  # seconds
SWEEP_EVERY = 60
MOST_ATTEMPTS = 5
KEEP_DONE = timedelta(days=7)
KEEP_DUE_RUNS = timedelta(hours=1)

log = logging.getLogger("parvis.worker")


class WorkersDied(Exception):
    """A job whose workers died one after the other is given up: it probably kills them."""


class Worker(QueueWorker):
    """The queue's worker, with a heart beside it that beats while a long job runs."""

    def __init__(self, *, worker_id, batch=False, interval=1):
        super().__init__(
            worker_id=worker_id,
            queue_names=["*"],
            excluded_queue_names=[],
            interval=interval,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
        )

    def run(self):
        with Heart(self.worker_id):
            self.run_queue()

    def run_queue(self):
        """Run jobs, without beating: until told to stop, or in a batch until none is left."""
        super().run()


class Heart:
    """A thread that beats every few seconds, sweeps every minute, and says goodbye at the end."""

    def __init__(self, worker_id):
        self.worker_id = worker_id
        self.parent = os.getppid()
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._live, name="heart", daemon=True)

    def __enter__(self):
        beat(self.worker_id)
        self.thread.start()
        return self

    def __exit__(self, *exc):
        self.stopping.set()
        self.thread.join(timeout=BEAT_EVERY)
        WorkerBeat.objects.filter(pk=self.worker_id).delete()

    def _live(self):
        next_sweep = 0
        while not self.stopping.is_set():
            now = timezone.now().timestamp()
            try:
                beat(self.worker_id)
                if now >= next_sweep:
                    next_sweep = now + SWEEP_EVERY
                    sweep()
            except Exception:
                # A database that is away for a moment must not stop the heart.
                log.exception("a beat was missed", extra={"worker": self.worker_id})
            finally:
                close_old_connections()
            self._follow_parent()
            self.stopping.wait(BEAT_EVERY)
        connections.close_all()

    def _follow_parent(self):
        # A supervisor killed outright cannot stop its children: they see that they were adopted, and stop.
        if os.environ.get("PARVIS_SUPERVISED") and os.getppid() != self.parent:
            os.kill(os.getpid(), signal.SIGTERM)


def beat(worker_id):
    """Note that this worker is alive now."""
    WorkerBeat.objects.update_or_create(
        worker_id=worker_id,
        defaults={"host": socket.gethostname(), "pid": os.getpid(), "beat_at": timezone.now()},
    )


def sweep():
    """Take up again what dead workers left, queue what is due, forget what was done long ago."""
    take_up_again()
    queue_due_jobs()
    forget_done_jobs()


def take_up_again():
    """Give back to the queue each running job whose worker is gone; returns how many."""
    forget_dead_workers()
    alive = set(WorkerBeat.objects.values_list("worker_id", flat=True))
    left = [job for job in DBTaskResult.objects.running() if job.worker_ids and job.worker_ids[-1] not in alive]
    return sum(_give_back(job) for job in left)


def _give_back(job):
    # Compare and set: of two sweeps at once, one gives the job back and the other finds it gone.
    claimed = DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at)
    if len(job.worker_ids) < MOST_ATTEMPTS:
        return claimed.update(status=TaskResultStatus.READY, started_at=None)
    if claimed.update(status=TaskResultStatus.RUNNING, started_at=timezone.now()):
        job.set_failed(WorkersDied(f"{len(job.worker_ids)} workers died while they ran this job."))
    return 0


def forget_dead_workers():
    """Drop the beats of workers that are late, or whose process on this machine is no more."""
    late = timezone.now() - timedelta(seconds=settings.WORKER_LATE_SECONDS)
    WorkerBeat.objects.filter(beat_at__lt=late).delete()
    for known in WorkerBeat.objects.filter(host=socket.gethostname()):
        if not _process_exists(known.pid):
            known.delete()


def _process_exists(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def due_jobs():
    """Every due job of every feature by its name, `module.function`."""
    return {f"{job.__module__}.{job.__qualname__}": job for feature in features() for job in feature.due_jobs}


def every(**interval):
    """Mark a due job that need not run each minute: `@every(hours=24)`."""

    def mark(job):
        job.every = timedelta(**interval)
        return job

    return mark


def queue_due_jobs():
    """Queue the due jobs whose turn has come; of several workers one wins each turn."""
    now = timezone.now()
    for name, job in due_jobs().items():
        # A few seconds of grace: two sweeps are never exactly a minute apart.
        turn = now - getattr(job, "every", timedelta(minutes=1)) + timedelta(seconds=BEAT_EVERY)
        _, first = DueRun.objects.get_or_create(job=name, defaults={"started_at": now})
        if first or DueRun.objects.filter(job=name, started_at__lte=turn).update(started_at=now):
            run_due_job.enqueue(name)


@task()
def run_due_job(name):
    """Call the due job of this name; a job that no longer exists was removed by an upgrade."""
    from . import clock

    if job := due_jobs().get(name):
        job(clock.now())


def forget_done_jobs():
    """Finished jobs are kept a week for whoever asks what happened, passages of due jobs an hour."""
    now = timezone.now()
    done = DBTaskResult.objects.finished()
    done.filter(finished_at__lt=now - KEEP_DONE).delete()
    done.successful().filter(task_path=run_due_job.module_path, finished_at__lt=now - KEEP_DUE_RUNS).delete()
