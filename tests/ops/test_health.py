"""`/healthz`: what a probe learns, and what it never learns."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from parvis.ground.core import health, jobs
from parvis.ground.core.models import WorkerBeat

pytestmark = pytest.mark.django_db


def test_all_is_well_when_database_storage_and_worker_answer(client):
    jobs.beat("here")
    answer = client.get("/healthz", headers={"host": "10.0.0.7"})
    assert answer.status_code == 200
    assert answer.json() | {"worker_last_beat": ""} == {
        "status": "ok",
        "database": "ok",
        "storage": "ok",
        "worker": "ok",
        "worker_last_beat": "",
    }
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("seconds", "state"), [(None, "absent"), (3600, "late")])
def test_a_silent_worker_is_a_failure_of_the_whole_but_not_of_the_web(client, seconds, state):
    jobs.beat("here")
    if seconds is None:
        WorkerBeat.objects.all().delete()
    else:
        WorkerBeat.objects.update(beat_at=timezone.now() - timedelta(seconds=seconds))
    whole, web = client.get("/healthz"), client.get("/healthz/web")
    assert (whole.status_code, whole.json()["worker"]) == (503, state)
    assert (web.status_code, "worker" in web.json()) == (200, False)


def test_a_storage_that_fails_is_named_without_its_secrets(client, monkeypatch):
    def refuse(*args):
        raise OSError("disk s3://key:secret@host is full")

    monkeypatch.setattr(default_storage, "save", refuse)
    answer = client.get("/healthz/web")
    assert (answer.status_code, answer.json()["storage"]) == (503, "OSError")
    assert "secret" not in answer.text


def test_a_database_that_fails_is_said(client, monkeypatch):
    def refuse():
        raise ConnectionError

    monkeypatch.setattr(health, "database", refuse)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["database"], answer.json()["worker_last_beat"]) == (
        503,
        "ConnectionError",
        None,
    )


def test_the_probe_leaves_nothing_behind(client):
    client.get("/healthz/web")
    assert default_storage.listdir("") == ([], [])
