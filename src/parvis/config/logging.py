"""Logs that say what happened without saying who: one JSON object a line in production, plain text elsewhere.

A line never holds a name, an e-mail, a path with a person's slug, a query string or a full address.
"""

import datetime as dt
import json
import logging

FACTS = ("method", "route", "status", "ms", "authority", "network", "worker", "job", "child")


class JsonFormatter(logging.Formatter):
    """Time, level, source and message, then the facts given with `extra=`; nothing else of the record."""

    def format(self, record):
        line = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": sentence(record),
        }
        line |= {fact: getattr(record, fact) for fact in FACTS if hasattr(record, fact)}
        if record.exc_info:
            line["trace"] = trace_without_values(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class PlainFormatter(logging.Formatter):
    """The same facts for somebody who watches the terminal."""

    def format(self, record):
        facts = " ".join(f"{fact}={getattr(record, fact)}" for fact in FACTS if hasattr(record, fact))
        return f"{super().format(record)} {facts}".rstrip()


def sentence(record):
    """The message of a record; where Django quotes the path of a failed request, its route stands instead."""
    request = getattr(record, "request", None)
    if request is None or not record.name.startswith("django."):
        return record.getMessage()
    match = getattr(request, "resolver_match", None)
    return f"request failed in {match.view_name if match else 'an unknown route'}"


def trace_without_values(exc_info):
    """The path of an error as `file:line function`, and its class: its message may quote personal data."""
    kind, _, frame = exc_info
    steps = []
    while frame:
        code = frame.tb_frame.f_code
        steps.append(f"{code.co_filename}:{frame.tb_lineno} {code.co_name}")
        frame = frame.tb_next
    return [kind.__name__ if kind else "", *steps]


def logging_config(*, json, level):
    """Django's LOGGING: everything to standard error, which systemd, a container or a terminal collects."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "parvis.config.logging.JsonFormatter"},
            "plain": {
                "()": "parvis.config.logging.PlainFormatter",
                "format": "%(levelname)s %(name)s %(message)s",
            },
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json" if json else "plain"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own request line quotes the path, which may hold a person's slug: ours replaces it.
            "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
            "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "django_tasks_db": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "django_tasks": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        },
    }
