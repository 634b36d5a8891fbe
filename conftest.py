"""What every test shares: its database, the real clock, and Chromium where a journey needs it."""

import os
import shutil
from itertools import count

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from tests import templates

from parvis.config import memory

memory.look_seldom()
# A slow machine fails no test: nothing here is timed.
hypothesis_settings.register_profile("parvis", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("parvis")

# Started first, so that no process ends with one of them while the others have nothing left to do.
LONG = (
    "tests/browser/test_every_desk_page.py",
    "tests/browser/test_every_meeting_page.py",
    "tests/browser/",
    "tests/test_who_enters.py",
    "tests/ops/",
    "src/parvis/demo/",
)
NUMBERS = count(1)
LEFT_OUT = []
DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium_path():
    """The browser of this machine, or an empty text."""
    return os.environ.get("PARVIS_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), "")


def on_postgresql():
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def touches_the_database(item):
    return bool(item.get_closest_marker("django_db") or DATABASE.intersection(item.fixturenames))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark the tests before anybody leaves some out, put the long files first once everybody has sorted them.

    pytest-django puts the tests that commit at the end, as Django does, because they empty the database: here each of
    them gives it back as it was, and a journey in a browser may come first.
    """
    for item in items:
        _mark(item)
    result = yield
    items.sort(key=rank)
    return result


def rank(item):
    """What starts first is what `LONG` names first; the others stay as they were."""
    return [not item.nodeid.startswith(start) for start in LONG]


def _mark(item):
    """A test that asks nothing of the database is `pure`: on the second engine it would say the same again.

    Journeys are on PostgreSQL only, where the server's threads and the test share the database.
    """
    if not touches_the_database(item):
        item.add_marker("pure")
    if item.get_closest_marker("browser") and (reason := _no_journey()):
        item.add_marker(pytest.mark.skip(reason=reason))


def _no_journey():
    if not on_postgresql():
        return "browser journeys run on PostgreSQL only"
    return "" if chromium_path() else "Chromium is missing: set PARVIS_CHROMIUM or install it"


def pytest_deselected(items):
    if hasattr(items[0].config, "workeroutput"):
        items[0].config.workeroutput["left_out"] = len(items)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error):
    LEFT_OUT.append(getattr(node, "workeroutput", {}).get("left_out", 0))


def pytest_terminal_summary(terminalreporter):
    """Processes that share the tests do not say how many they left out: each has left out the same."""
    if any(LEFT_OUT):
        terminalreporter.write_line(
            f"{max(LEFT_OUT)} left out, as -m « {terminalreporter.config.option.markexpr} » asks"
        )


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings):
    """Start from a copy of the last database with the same tables, when there is one: migrating takes long."""
    return templates.put_back()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_keepdb, django_db_blocker):
    """The database of this run, which nobody is connected to any longer when it is dropped at the end."""
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            templates.keep()
    yield
    with django_db_blocker.unblock():
        templates.disconnect_others()


@pytest.fixture(autouse=True, scope="session")
def _copy_in_place_of_flush():
    """After a test that commits, the tables come back from their template: emptying each of them takes far longer."""
    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda self: templates.renew()
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture(autouse=True)
def _own_files_and_clock(settings, tmp_path_factory):
    """A test writes its files, and sets its clock, where no other test looks; no folder is made for who writes none."""
    place, number = tmp_path_factory.getbasetemp(), next(NUMBERS)
    settings.MEDIA_ROOT = place / f"files-{number}"
    settings.CLOCK_FILE = str(place / f"clock-{number}")


@pytest.fixture(autouse=True)
def _empty_caches():
    """No page, counter or fragment of a test is served to the next one."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(scope="session")
def chromium():
    """The machine's Chromium under Playwright, one for the whole run."""
    from playwright.sync_api import sync_playwright

    # Playwright's loop lives in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def work(db, monkeypatch):
    """Run every queued job now, as the worker would; failed jobs keep their trace in their row."""
    from django_tasks_db.management.commands import db_worker

    from parvis.ground.core.jobs import Worker

    # The worker renews its connection between jobs; here it would cut the test's own transaction.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    return lambda: Worker(worker_id="test", batch=True, interval=0).run_queue()


@pytest.fixture
def run_jobs(work):
    """Run every queued job now; a job that fails fails the test."""
    from django_tasks_db.models import DBTaskResult

    def run():
        work()
        failed = DBTaskResult.objects.failed().first()
        assert failed is None, failed.traceback

    return run
