"""How each of the two engines is opened: SQLite as the embedded default, PostgreSQL in production."""

import dj_database_url

# WAL lets pages be read while a save is written; FULL keeps an acknowledged save through a power cut.
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA cache_size=-16000;"

POSTGRES_OPTIONS = "-c jit=off -c join_collapse_limit=4 -c plan_cache_mode=force_generic_plan"


def database(url, *, var, test="", testing=False):
    """Django's settings for `url`; `test` names the test database so that parallel runs do not meet."""
    config = dj_database_url.parse(url, conn_max_age=600)
    if config["ENGINE"].endswith("sqlite3"):
        return config | _sqlite(config, var, test, testing)
    return config | {
        # Every page asks short questions: compiling one (JIT), or weighing the order of ten joins, takes longer than
        # answering it. A statement that is prepared is planned once, whatever its moments. An address that says its own
        # `?options=` has the last word.
        "OPTIONS": {
            "options": "-c jit=off -c join_collapse_limit=4 -c plan_cache_mode=force_generic_plan",
            **config.get("OPTIONS", {}),
        },
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": False,
        "TEST": {"NAME": f"test_parvis_{test or 'default'}"},
    }


def _sqlite(config, var, test, testing):
    var.mkdir(parents=True, exist_ok=True)
    return {
        "OPTIONS": {
            **config.get("OPTIONS", {}),
            # A transaction takes the write lock at once: it waits its turn instead of failing halfway.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS.format(synchronous="OFF" if testing else "FULL"),
        },
        # A file, as in production: a database in memory hides what two writers do to each other.
        "TEST": {"NAME": str(var / f"test-{test or 'default'}.sqlite3")},
    }
