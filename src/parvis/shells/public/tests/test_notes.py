"""A sentence said once a form was sent, carried by the address."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.core import signing
from django.test import RequestFactory

from parvis.shells.public import notes

pytestmark = pytest.mark.pure
SENTENCES = {"vote": "Votre vote est reçu."}


def said(address, **options):
    request = RequestFactory().get(address)
    request._messages = CookieStorage(request)
    notes.say(request, SENTENCES, **options)
    return [str(message) for message in request._messages]


def test_the_word_of_the_address_is_said():
    assert said(notes.done("/votes/", "vote").url) == ["Votre vote est reçu."]


def test_what_was_done_to_something_else_is_not_said():
    address = notes.done("/votes/", "vote", about=12).url
    assert said(address, about={12, 13}) == ["Votre vote est reçu."]
    assert said(address, about={13}) == []
    assert said(address) == []


@pytest.mark.parametrize("forged", ["vote", "WyJ2b3RlIixudWxsXQ:1x:y", "", signing.dumps(["vote", None], salt="autre")])
def test_a_word_that_the_product_did_not_sign_says_nothing(forged):
    assert said(f"/votes/?fait={forged}") == []


def test_a_minute_later_nothing_is_said_again(monkeypatch):
    address = notes.done("/votes/", "vote").url
    assert parse_qs(urlsplit(address).query)[notes.NAME]
    monkeypatch.setattr(notes, "SECONDS", -1)
    assert said(address) == []
