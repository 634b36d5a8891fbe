"""The worker and its minute: what dead workers left, what is due, and the heart that beats."""

import os
import socket
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from parvis.ground.core import jobs
from parvis.ground.core.manifest import Feature
from parvis.ground.core.models import DueRun, WorkerBeat

calls = []


@task()
def note(what):
    calls.append(what)


@task()
def fail():
    raise ValueError("no")


def each_minute(now):
    calls.append("each minute")


@jobs.every(hours=24)
def each_day(now):
    calls.append("each day")


def broken(now):
    raise ValueError("a broken feature")


@pytest.fixture(autouse=True)
def _no_calls():
    calls.clear()


@pytest.fixture
def feature(monkeypatch):
    """A throw-away feature with due jobs, and no other."""

    def install(*due):
        monkeypatch.setattr(jobs, "features", lambda: [Feature(slug="throwaway", label="Jetable", due_jobs=due)])

    return install


def left_running(by, attempts=1):
    note.enqueue("again")
    job = DBTaskResult.objects.get()
    for _ in range(attempts):
        job.claim(by)
    return job


def minutes_pass(minutes):
    DueRun.objects.update(started_at=timezone.now() - timedelta(minutes=minutes))


@pytest.mark.django_db
def test_a_queued_job_is_run_once(run_jobs):
    note.enqueue("hello")
    run_jobs()
    run_jobs()
    assert calls == ["hello"]


@pytest.mark.django_db
def test_a_job_of_a_worker_that_is_gone_is_taken_up_again(run_jobs):
    left_running(by="dead")
    assert jobs.take_up_again() == 1
    run_jobs()
    assert calls == ["again"]


@pytest.mark.django_db
def test_a_job_of_a_worker_that_beats_is_left_to_it():
    left_running(by="alive")
    jobs.beat("alive")
    assert jobs.take_up_again() == 0
    assert DBTaskResult.objects.running().count() == 1


@pytest.mark.django_db
def test_two_sweeps_at_once_give_a_job_back_once():
    job = left_running(by="dead")
    assert [jobs._give_back(job), jobs._give_back(job)] == [1, 0]


@pytest.mark.django_db
def test_a_job_that_kills_its_workers_is_given_up():
    job = left_running(by="dead", attempts=jobs.MOST_ATTEMPTS)
    assert jobs.take_up_again() == 0
    job.refresh_from_db()
    assert (job.status, job.exception_class_path.rpartition(".")[2]) == ("FAILED", "WorkersDied")


@pytest.mark.django_db
def test_a_worker_is_dead_once_it_is_late_or_its_process_is_gone(settings):
    late = timezone.now() - timedelta(seconds=settings.WORKER_LATE_SECONDS + 1)
    here, now = socket.gethostname(), timezone.now()
    nobody = 2**22 + 1  # above the largest process number Linux gives
    for name, host, pid, at in [
        ("late elsewhere", "elsewhere", 1, late),
        ("alive elsewhere", "elsewhere", 2, now),
        ("gone here", here, nobody, now),
        ("alive here", here, os.getpid(), now),
    ]:
        WorkerBeat.objects.create(worker_id=name, host=host, pid=pid, beat_at=at)
    jobs.forget_dead_workers()
    assert sorted(WorkerBeat.objects.values_list("worker_id", flat=True)) == ["alive elsewhere", "alive here"]


@pytest.mark.django_db
def test_a_due_job_has_its_turn_each_time_its_interval_has_passed(feature, run_jobs):
    feature(each_minute, each_day)
    for minutes in (0, 0, 1, 24 * 60):
        minutes_pass(minutes)
        jobs.queue_due_jobs()
        run_jobs()
    assert (calls.count("each minute"), calls.count("each day")) == (3, 2)


@pytest.mark.django_db
def test_a_broken_feature_does_not_hold_up_the_others(feature, work):
    feature(broken, each_minute)
    jobs.queue_due_jobs()
    work()
    assert calls == ["each minute"]
    assert DBTaskResult.objects.failed().get().exception_class_path.endswith("ValueError")


@pytest.mark.django_db
def test_a_due_job_removed_by_an_upgrade_is_forgotten(feature, run_jobs):
    feature(each_minute)
    jobs.queue_due_jobs()
    feature()
    run_jobs()
    assert calls == []


@pytest.mark.django_db
def test_finished_jobs_are_forgotten_after_a_week_and_passages_after_an_hour(feature, run_jobs):
    feature(each_minute)
    note.enqueue("kept")
    jobs.queue_due_jobs()
    run_jobs()
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(hours=2))
    jobs.forget_done_jobs()
    assert DBTaskResult.objects.get().task_path == note.module_path
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=8))
    jobs.forget_done_jobs()
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_heart_beats_and_sweeps_beside_the_work_and_says_goodbye(feature):
    feature(each_minute)
    with jobs.Heart("here") as heart:
        assert WorkerBeat.objects.get().worker_id == "here"
        wait_for(lambda: DBTaskResult.objects.exists(), heart)
    assert not WorkerBeat.objects.exists()
    assert DueRun.objects.get().job.endswith("each_minute")


def wait_for(fact, heart):
    from .conftest import until

    until(lambda: fact() or not heart.thread.is_alive(), what="the heart never swept", within=20)
