"""What is left when a process is killed outright: every acknowledged save, every message."""

import asyncio
import re
import signal
import subprocess
import sys
import threading
from collections import Counter
from contextlib import suppress

import httpx
import psutil
import pytest
from aiosmtpd.controller import Controller

from .conftest import descendants, free_port, until
from .test_backup import shell

TOWN = """
from parvis.ground.accounts.models import DemoPersona
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.authorities.tests.factories import AuthorityFactory, RoleFactory
authority = AuthorityFactory(slug="ville", is_fictional=True)
role = RoleFactory(authority=authority, persona="admin")
DemoPersona.objects.create(authority=authority, user=role.user, title="Administration", landing="/gestion/")
print(role.user_id)
"""
DEPARTMENTS = """
from parvis.ground.authorities.models import Department
print(*Department.objects.values_list("name", flat=True), sep="|")
"""
MESSAGES = """
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.mailing.tests.factories import MessageFactory
MessageFactory.create_batch(3, authority=AuthorityFactory())
"""
CONVOCATIONS = MESSAGES.replace("create_batch(3,", "create_batch(3, never_twice=True,")
ELEVEN_MINUTES_LATER = """
import datetime as dt
from django.utils import timezone
from parvis.ground.mailing.models import Message
Message.objects.filter(status="sending").update(claimed_at=timezone.now() - dt.timedelta(minutes=11))
"""
STATES = "from parvis.ground.mailing.models import Message; print(*Message.objects.values_list('status', flat=True))"


class Officer:
    """Somebody who works on the desk of the town, through HTTP."""

    def __init__(self, installation, user):
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{installation.port}", headers={"host": f"ville.localhost:{installation.port}"}
        )
        answer = self.post("/compte/connexion/", "/compte/connexion/demonstration/", user=user)
        assert answer.status_code == 302, answer.text

    def post(self, page, to, **data):
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.client.get(page).text)
        return self.client.post(to, data=data | {"csrfmiddlewaretoken": token[1]}, timeout=10)

    def add_department(self, name):
        """Whether the desk acknowledged the new department."""
        page = "/gestion/reglages/services/nouveau/"
        return self.post(page, page, name=name, kind="service").status_code == 302


def keep_saving(officer, prefix, acknowledged):
    """Save one department after the other until the server is no more."""
    with suppress(httpx.HTTPError, TypeError):
        for number in range(10_000):
            if officer.add_department(f"{prefix} {number}"):
                acknowledged.append(f"{prefix} {number}")


def test_a_server_killed_during_saves_loses_none_that_was_acknowledged(prepared):
    prepared.environment["PARVIS_DEMO"] = "true"
    user = shell(prepared, TOWN).strip()
    acknowledged = []
    with prepared.served() as process:
        officers = [Officer(prepared, user) for _ in range(3)]
        savers = [
            threading.Thread(target=keep_saving, args=(officer, f"Service {rank}", acknowledged))
            for rank, officer in enumerate(officers)
        ]
        for saver in savers:
            saver.start()
        until(lambda: len(acknowledged) >= 15, what=lambda: f"only {len(acknowledged)} saves")
        for member in [*descendants(process.pid), psutil.Process(process.pid)]:
            with suppress(psutil.NoSuchProcess):
                member.send_signal(signal.SIGKILL)
        for saver in savers:
            saver.join(20)
    assert len(acknowledged) >= 15
    assert set(acknowledged) - set(shell(prepared, DEPARTMENTS).strip().split("|")) == set()


class MailServer:
    """A mail server that takes the second message, and says nothing until it is released."""

    def __init__(self):
        self.received = []
        self.is_stuck = threading.Event()

    async def handle_DATA(self, server, session, envelope):
        self.received.append(re.search(rb"^Message-ID: (.+?)\r?$", envelope.content, re.MULTILINE | re.IGNORECASE)[1])
        if len(self.received) == 2:
            self.is_stuck.set()
            await asyncio.Event().wait()
        return "250 OK"


@pytest.fixture
def mail_server():
    handler = MailServer()
    handler.port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


def kill_a_worker_that_sends(installation, mail_server, messages):
    """The worker dies while the server reads the second message; eleven minutes pass."""
    installation.environment |= {
        "PARVIS_EMAIL_HOST": "127.0.0.1",
        "PARVIS_EMAIL_PORT": str(mail_server.port),
        "PARVIS_EMAIL_STARTTLS": "false",
    }
    shell(installation, messages)
    with worker(installation) as first:
        assert mail_server.is_stuck.wait(60), "nothing was sent"
        first.kill()
    assert sorted(shell(installation, STATES).split()) == ["sending", "sent", "waiting"]
    shell(installation, ELEVEN_MINUTES_LATER)


def test_a_worker_killed_during_a_delivery_sends_no_convocation_twice(with_tables, mail_server):
    kill_a_worker_that_sends(with_tables, mail_server, CONVOCATIONS)
    with worker(with_tables):
        settled = ["failed", "sent", "sent"]
        until(lambda: sorted(shell(with_tables, STATES).split()) == settled, what="not all are settled")
    assert sorted(Counter(mail_server.received).values()) == [1, 1, 1]


def test_a_worker_killed_during_a_delivery_loses_no_message_and_repeats_one_at_most(with_tables, mail_server):
    kill_a_worker_that_sends(with_tables, mail_server, MESSAGES)
    with worker(with_tables):
        until(lambda: len(mail_server.received) == 4, what=lambda: f"received: {mail_server.received}")
        until(lambda: shell(with_tables, STATES).split() == ["sent"] * 3, what="not all are marked as sent")
    assert sorted(Counter(mail_server.received).values()) == [1, 1, 2]


class worker:
    """`parvis worker`, alive inside the block."""

    def __init__(self, installation):
        self.installation = installation

    def __enter__(self):
        command = [sys.executable, "-m", "parvis", "worker"]
        self.process = subprocess.Popen(command, env=self.installation.environment, stderr=subprocess.DEVNULL)
        return self.process

    def __exit__(self, *error):
        self.process.kill()
        self.process.wait()
