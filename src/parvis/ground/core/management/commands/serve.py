"""`parvis serve`: the web server and the worker under one supervisor."""

import os
import socket
import sys
import time
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from parvis.ground.core import firstday, preparation
from parvis.ground.core.supervisor import Child, Supervisor

GUNICORN = ("gunicorn", "-c", "python:parvis.config.gunicorn", "parvis.config.wsgi")


class Command(BaseCommand):
    requires_system_checks = []  # `parvis check` and `make lint` run them; starting must be quick
    help = "Serve the pages and run the jobs, until Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument(
            "--prepare",
            action="store_true",
            help="first bring tables and static files up to date, and load the demonstration into an empty database",
        )

    def handle(self, *, prepare, **options):
        self.began = time.monotonic()
        if port := listening_port():
            refuse_taken_port(port)
        if prepare:
            preparation.prepare(self.say)
        addresses = list(authority_addresses())
        connections.close_all()
        self.say("Starting the web server and the worker…")
        Supervisor(children(), say=self.say).run(is_ready=answers, when_ready=lambda: self.welcome(addresses))
        self.say("Stopped.")

    def say(self, line, ending="\n"):
        self.stdout.write(line, ending=ending)
        self.stdout.flush()

    def welcome(self, addresses):
        """Say where to go and how to enter."""
        lines = [("Every authority served here", f"http://localhost:{settings.PORT}/"), *addresses]
        width = max(len(name) for name, _ in lines)
        self.say(f"\nParvis is ready ({time.monotonic() - self.began:.1f} s).\n")
        for name, address in lines:
            self.say(f"  {name:<{width}}  {address}")
        self.say(f"\n{how_to_enter(addresses)}\nCtrl-C stops everything.\n")


def children():
    """The web server and the worker, run by the Python that runs this command."""
    return [
        Child("web server", [sys.executable, "-m", *GUNICORN], {"PORT": str(settings.PORT)}, work=serve_pages),
        Child("worker", [sys.executable, "-m", "parvis", "worker"], waits=True),
    ]


def serve_pages():
    """Be gunicorn, in a process that has the application loaded already."""
    from gunicorn.app import wsgiapp

    sys.argv = list(GUNICORN)
    wsgiapp.run()


def refuse_taken_port(port):
    """Say at once that somebody else listens there, rather than let the web server try again and again."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise CommandError(f"Port {port} is taken; choose another one: make run PORT={port + 1}") from None


def listening_port():
    """The port of the web server, as `PARVIS_BIND` or `PORT` gives it; None when it listens on a Unix socket."""
    bind = os.environ.get("PARVIS_BIND", "")
    if not bind:
        return settings.PORT
    port = bind.rpartition(":")[2]
    return int(port) if port.isdecimal() else None


def answers():
    """Whether the web server answers; a Unix socket is believed."""
    port = listening_port()
    if port is None:
        return True
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz/web", timeout=1):
            return True
    except HTTPError:
        return True
    except (URLError, OSError):
        return False


def authority_addresses():
    """Name and local address of each authority served, by name."""
    hosts = apps.get_model("authorities", "Host").objects.filter(is_primary=True)
    for name, host in hosts.order_by("authority__name").values_list("authority__name", "name"):
        yield name, f"http://{host}:{settings.PORT}/" if host.endswith(".localhost") else f"https://{host}/"


def how_to_enter(addresses):
    if not addresses:
        return f"No authority yet: open {firstday.address(settings.PORT)}\nor run « parvis authority create »."
    if settings.DEMO:
        return "To enter: « Se connecter » on any of these pages offers the personas of the demonstration by name."
    return "To enter: « Se connecter » on the page of an authority, with the address of an account."
