"""What journeys share: the demonstration of one authority, and people at their browsers."""

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread

from parvis.ground.core import clock, jobs
from tests import templates

from . import worlds
from .visitor import Visitor


class KeptStatics(StaticFilesHandler):
    """Styles and scripts that a browser keeps, as in production, where their names carry a fingerprint."""

    def get_response(self, request):
        response = super().get_response(request)
        response["Cache-Control"] = "max-age=86400"
        return response


@pytest.fixture
def _django_db_helper(django_db_setup, django_db_blocker):
    """In place of pytest-django's: nothing to empty afterwards, each test starts from a copy of its world."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="session")
def served(django_db_setup):
    """The product behind a real socket, for the whole run; gives its port."""
    thread = LiveServerThread("localhost", KeptStatics)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    assert thread.error is None, thread.error
    yield thread.port
    thread.terminate()


@pytest.fixture(scope="module")
def _empty_database_afterwards(django_db_setup, django_db_blocker):
    yield
    with django_db_blocker.unblock():
        templates.renew()


@pytest.fixture
def stand_on(settings, db, served, _empty_database_afterwards):
    """Stand on a day in an authority of the demonstration: `stand_on(date, "orzenne")` gives its address."""
    settings.DEMO = True
    settings.PUBLIC_PORT = str(served)

    def stand(day, slug="orzenne"):
        worlds.stand_on(day, slug)
        return f"http://{slug}.localhost:{served}"

    yield stand
    clock.release()


@pytest.fixture
def night(run_jobs):
    """One passage of every due job, then everything it queued, as the worker would do."""

    def pass_by():
        for job in jobs.due_jobs().values():
            job(clock.now())
        run_jobs()

    return pass_by


@pytest.fixture
def people(chromium):
    """Open browsers: `people(base)` is a visitor; each has their own cookies. Options go to the browser's context.

    `way` is how they act: with a pointer unless one says `Typist`.
    """
    contexts = []

    def arrive(base, way=Visitor, **options):
        context = chromium.new_context(locale="fr-FR", timezone_id="Europe/Paris", **options)
        contexts.append(context)
        return way(context, base, look=str(sorted(options.items())))

    yield arrive
    for context in contexts:
        context.close()
