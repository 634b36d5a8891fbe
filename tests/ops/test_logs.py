"""What the logs say, and that they name nobody."""

import json
import logging
import sys

import pytest

from parvis.config.logging import JsonFormatter
from parvis.config.middleware import client_address, network


def line(record):
    return json.loads(JsonFormatter().format(record))


@pytest.mark.django_db
def test_a_request_leaves_its_route_and_neither_its_path_nor_its_address(client, caplog):
    caplog.set_level("INFO", logger="parvis.requests")
    client.get("/personnes/jeanne-martin/?q=jeanne", headers={"user-agent": "x"}, REMOTE_ADDR="203.0.113.77")
    written = line(caplog.records[-1])
    assert (written["method"], written["status"], written["network"]) == ("GET", 404, "203.0.113.0/24")
    assert written["ms"] >= 0
    assert "jeanne" not in json.dumps(written)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("not an address", ""),
        ("", ""),
    ],
)
def test_an_address_is_cut_to_its_network(address, kept):
    assert network(address) == kept


@pytest.mark.parametrize(
    ("proxies", "believed"), [(0, "10.0.0.1"), (1, "198.51.100.9"), (2, "203.0.113.77"), (3, "10.0.0.1")]
)
def test_forwarded_addresses_are_believed_as_deep_as_the_declared_proxies(rf, settings, proxies, believed):
    settings.PROXIES = proxies
    request = rf.get("/", headers={"x-forwarded-for": "203.0.113.77, 198.51.100.9"}, REMOTE_ADDR="10.0.0.1")
    assert client_address(request) == believed


def test_an_error_is_told_by_its_place_and_not_by_its_message():
    try:
        raise ValueError("jeanne.martin@example.fr")
    except ValueError:
        record = logging.makeLogRecord({"msg": "it failed", "exc_info": sys.exc_info()})
    written = line(record)
    assert written["trace"][0] == "ValueError"
    assert "test_logs.py" in written["trace"][1]
    assert "jeanne" not in json.dumps(written)


def test_djangos_line_on_a_failed_request_loses_its_path(rf):
    request = rf.get("/personnes/jeanne-martin/")
    request.resolver_match = None
    record = logging.makeLogRecord(
        {"name": "django.request", "msg": "Internal Server Error: %s", "args": (request.path,), "request": request}
    )
    assert line(record)["what"] == "request failed in an unknown route"
