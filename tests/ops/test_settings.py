"""The settings as a process sees them: what production refuses, what the browser is told."""

import json

import pytest

from .conftest import Installation

PRODUCTION = {
    "PARVIS_PRODUCTION": "true",
    "PARVIS_SECRET_KEY": "aZ3-uy7!kQ" * 6,
    "PARVIS_ALLOWED_HOSTS": "participer.example.fr",
    "PARVIS_EMAIL_HOST": "mail.example.fr",
    "PARVIS_EMAIL_FROM": "participer@example.fr",
}
SHOW = "import json; from django.conf import settings; print(json.dumps([getattr(settings, n, None) for n in {names}]))"


def settings_of(installation, *names, **variables):
    done = installation.run("shell", "--no-imports", "-c", SHOW.format(names=names), **variables)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", sorted(set(PRODUCTION) - {"PARVIS_PRODUCTION"}))
def test_production_says_which_variable_is_missing(installation, name):
    refused = installation.run("check", **(PRODUCTION | {name: ""}))
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Parvis does not start. {name} is not set: production needs ")
    assert len(refused.stderr.splitlines()) == 1


def test_production_refuses_a_key_that_can_be_guessed(installation):
    refused = installation.run("check", **(PRODUCTION | {"PARVIS_SECRET_KEY": "secret"}))
    assert "PARVIS_SECRET_KEY is too short" in refused.stderr


def test_a_complete_production_passes_the_deployment_checks(installation):
    done = installation.run("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr


def test_production_speaks_only_through_tls(installation):
    names = ("SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_NAME", "DEBUG", "DEMO")
    assert settings_of(installation, *names, **PRODUCTION, PARVIS_DEBUG="true", PARVIS_DEMO="false") == [
        31_536_000,
        True,
        True,
        "__Host-csrf",
        False,
        False,
    ]


def test_forwarded_headers_are_believed_only_behind_a_proxy(installation):
    names = ("SECURE_PROXY_SSL_HEADER", "PROXIES")
    assert settings_of(installation, *names) == [None, 0]
    assert settings_of(installation, *names, PARVIS_PROXIES="2") == [["HTTP_X_FORWARDED_PROTO", "https"], 2]


def test_sqlite_reads_while_it_writes_and_waits_its_turn(installation):
    code = (
        "from django.db import connection as c; cursor = c.cursor();"
        "print(*[cursor.execute(f'PRAGMA {p}').fetchone()[0] for p in ('journal_mode', 'foreign_keys', 'synchronous',"
        "'busy_timeout')], c.transaction_mode)"
    )
    assert installation.run("shell", "--no-imports", "-c", code).stdout.split() == [
        "wal",
        "1",
        "2",
        "20000",
        "IMMEDIATE",
    ]


def test_database_url_and_port_are_honoured(tmp_path):
    elsewhere = Installation(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/elsewhere.sqlite3", PORT="8123")
    database, port = settings_of(elsewhere, "DATABASE_URL", "PORT")
    assert (database, port) == (f"sqlite:///{tmp_path}/elsewhere.sqlite3", 8123)
