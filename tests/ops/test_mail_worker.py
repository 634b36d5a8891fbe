"""A worker killed in the middle of a delivery: every message arrives, the one in flight at most twice."""

import asyncio
import subprocess
import sys
import time
from collections import Counter
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller

from .conftest import Installation, free_port, until

COUNT, CUT_AT = 12, 5
LEASE = 1

WRITE = f"""
from django.utils import timezone
from parvis.ground.authorities.models import Authority, Host
from parvis.ground.mailing.models import Message
town = Authority.objects.create(slug="orzenne", name="Val d’Orzenne", short_name="Orzenne", kind="epci")
Host.objects.create(authority=town, name="orzenne.localhost", is_primary=True)
now = timezone.now()
Message.objects.bulk_create(
    Message(authority=town, letter="welcome", channel="email", name="Maëlle", email=f"m{{n}}@exemple.invalid",
            subject="Bienvenue", body="Bonjour", created_at=now, next_try_at=now)
    for n in range({COUNT})
)
"""
READ = """
from parvis.ground.mailing.models import Message
print(",".join(Message.objects.order_by("pk").values_list("status", flat=True)))
"""


class Sink:
    """A mail server on the loopback that notes what it takes, and holds its answer to one message."""

    def __init__(self, hold):
        self.hold, self.taken = hold, []
        self.release = asyncio.Event()

    @property
    def holding(self):
        return len(self.taken) >= self.hold

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(message_from_bytes(envelope.content)["X-Parvis-Message"])
        if len(self.taken) == self.hold:
            await self.release.wait()
        return "250 OK"


@pytest.fixture
def sink():
    handler = Sink(hold=CUT_AT)
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    handler.port = controller.port
    yield handler
    controller.loop.call_soon_threadsafe(handler.release.set)
    controller.stop()


@pytest.fixture
def office(with_tables, sink):
    """An installation whose letters go to the sink."""
    mail = {
        "PARVIS_EMAIL_HOST": "127.0.0.1", "PARVIS_EMAIL_PORT": str(sink.port), "PARVIS_EMAIL_STARTTLS": "false",
        "PARVIS_MAIL_LEASE_SECONDS": str(LEASE),
    }  # fmt: skip
    return Installation(with_tables.folder, **with_tables.environment | mail)


def shell(office, code):
    done = office.run("shell", "--no-imports", "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def start_worker(office):
    return subprocess.Popen(
        [sys.executable, "-m", "parvis", "worker"], env=office.environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def test_a_worker_killed_in_a_delivery_loses_nothing_and_repeats_one_message_at_most(office, sink):
    shell(office, WRITE)
    first = start_worker(office)
    try:
        until(lambda: sink.holding, what=lambda: f"only {len(sink.taken)} messages left")
    finally:
        first.kill()
        first.wait()
    in_flight, died_at = sink.taken[-1], time.monotonic()
    assert len(sink.taken) == CUT_AT
    until(lambda: time.monotonic() > died_at + LEASE + 0.5, what="the lease of the dead worker never ends")
    second = start_worker(office)
    try:
        until(lambda: set(shell(office, READ).split(",")) == {"sent"}, what=lambda: shell(office, READ))
    finally:
        second.terminate()
        second.wait(30)
    times = Counter(sink.taken)
    assert len(times) == COUNT, "no message is lost"
    assert times.pop(in_flight) == 2, "the one in flight leaves once more"
    assert set(times.values()) == {1}, "no other message leaves twice"
