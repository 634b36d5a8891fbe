"""Somebody with neither password nor second factor proves their address again before changing their protection."""

import re

import pytest

from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.mailing.models import Message
from parvis.shells.public.account import freshness

PROVE = "/compte/confirmation/code/"
PROTECTED = (
    "/compte/mot-de-passe/choix/", "/compte/adresse/", "/compte/second-facteur/application/",
    "/compte/second-facteur/cles/ajout/",
)  # fmt: skip


@pytest.fixture
def bare(site):
    """Somebody who entered by a code or a service, long enough ago."""
    user = UserFactory(email="odile@exemple.invalid")
    user.set_unusable_password()
    user.save()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    site.force_login(user)
    wait(site)
    return user


def wait(site):
    session = site.session
    session[freshness.PROVED_AT] -= 3600
    session.save()


def code_of_the_last_letter():
    return re.search(r"^\d{6}$", Message.objects.latest("pk").body, re.MULTILINE)[0]


@pytest.mark.parametrize("page", PROTECTED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_old_session_is_asked_for_a_code_before_a_change(site, bare, page, method):
    answer = getattr(site, method)(page)
    assert answer.status_code == 302
    assert answer["Location"].startswith(PROVE)


@pytest.mark.parametrize("page", PROTECTED)
def test_a_sign_in_of_the_last_minutes_is_proof_enough(site, bare, page):
    site.force_login(bare)
    assert PROVE not in site.get(page).get("Location", "")


def test_the_code_opens_the_page_where_one_was_going(site, bare):
    page = f"{PROVE}?next={PROTECTED[0]}"
    assert "ni mot de passe ni second facteur" in site.get(page).content.decode()
    assert not Message.objects.exists(), "a page that is only read sends nothing"
    site.post(page)
    letter = Message.objects.get()
    assert (letter.email, letter.confidential) == (bare.email, True)
    code = code_of_the_last_letter()
    assert code not in str(dict(site.session)), "the session keeps only what checks it"
    answer = site.post(page, {"code": f"{code[:3]} {code[3:]}"})
    assert answer["Location"] == PROTECTED[0]
    assert site.get(PROTECTED[0]).status_code == 200


def test_a_code_serves_once(site, bare):
    site.post(PROVE)
    code = code_of_the_last_letter()
    site.post(PROVE, {"code": code})
    wait(site)
    assert "ne sert plus" in site.post(PROVE, {"code": code}).content.decode()


def test_three_wrong_codes_make_it_useless(site, bare):
    site.post(PROVE)
    code = code_of_the_last_letter()
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(freshness.MOST_TRIES):
        assert "n’est pas le bon" in site.post(PROVE, {"code": wrong}).content.decode()
    late = site.post(PROVE, {"code": code})
    assert late.status_code == 422
    assert "ne sert plus" in late.content.decode()


def test_codes_are_not_sent_without_end(site, bare):
    for _ in range(freshness.MOST_LETTERS):
        assert site.post(PROVE).status_code == 302
    assert site.post(PROVE).status_code == 429
    assert Message.objects.count() == freshness.MOST_LETTERS


def test_one_is_never_sent_to_another_site(site, bare):
    site.post(PROVE)
    answer = site.post(f"{PROVE}?next=https://ailleurs.exemple/", {"code": code_of_the_last_letter()})
    assert answer["Location"] == "/compte/"


def test_who_has_a_password_is_asked_for_it_and_not_for_a_code(site, holder):
    site.force_login(holder)
    wait(site)
    answer = site.get("/compte/second-facteur/application/")
    assert answer["Location"].startswith("/compte/confirmation/?")
