"""Every page of the account is ours, in French, with one title; nothing of allauth's own words is left."""

import re

import pytest
from django.urls import reverse

from parvis.ground.mailing.models import Message

from .conftest import PASSWORD, code_sent, sign_in

ENTRANCE = ["account_login", "account_signup", "account_request_login_code", "account_reset_password"]
INSIDE = [
    "account_home", "account_name", "account_email", "account_change_password", "mfa_index", "mfa_activate_totp",
    "mfa_add_webauthn", "mfa_list_webauthn", "usersessions_list",
]  # fmt: skip
ENGLISH = re.compile(r"\b(sign|your|email|password|code sent|submit|cancel|remember)\b(?![-_])", re.IGNORECASE)


def words_of(page):
    """What a person reads: no tags, no attributes, no data."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", text)


def check(response, status=200):
    page = response.content.decode()
    assert response.status_code == status
    assert page.count("<h1") == 1
    assert "Val d’Orzenne" in page
    assert not ENGLISH.search(words_of(page))
    assert "placeholder" not in page
    return page


@pytest.mark.parametrize("name", ENTRANCE)
def test_the_entrance_pages_are_ours(site, name):
    check(site.get(reverse(name)))


@pytest.mark.parametrize("name", ENTRANCE)
def test_an_empty_form_says_what_is_missing(site, name):
    page = check(site.post(reverse(name), {}))
    assert "réponses sont à corriger" in page or "Une réponse est à corriger" in page
    assert "<title>Erreur : " in page


@pytest.mark.parametrize("name", INSIDE)
def test_the_inside_pages_are_ours(site, holder, name):
    sign_in(site)
    site.post("/compte/confirmation/", {"password": PASSWORD})
    check(site.get(reverse(name)))


def test_changing_the_protection_of_an_account_asks_who_one_is(site, holder):
    sign_in(site)
    asked = site.get(reverse("mfa_add_webauthn"))
    assert asked["Location"].startswith("/compte/confirmation/")
    check(site.get(asked["Location"]))


def test_the_code_pages_are_ours(site, holder):
    site.post("/compte/connexion/code/", {"email": holder.email})
    check(site.get("/compte/connexion/code/saisie/"))
    assert "Ce code n’est pas le bon." in check(site.post("/compte/connexion/code/saisie/", {"code": "FAUX"}))


def test_the_password_pages_are_ours(site, holder):
    site.post("/compte/mot-de-passe/oubli/", {"email": holder.email})
    check(site.get("/compte/mot-de-passe/oubli/code/"))
    site.post("/compte/mot-de-passe/oubli/code/", {"code": code_sent()})
    check(site.get("/compte/mot-de-passe/oubli/nouveau/"))
    check(site.get("/compte/mot-de-passe/oubli/fait/"))


def test_a_closed_account_is_told_so(site, holder):
    holder.is_active = False
    holder.save()
    response = site.post("/compte/connexion/", {"login": holder.email, "password": PASSWORD}, follow=True)
    assert "Compte fermé" in check(response)


def test_somebody_without_password_may_choose_one(site, holder):
    holder.set_unusable_password()
    holder.save()
    site.force_login(holder)
    assert site.get("/compte/mot-de-passe/")["Location"] == "/compte/mot-de-passe/choix/"
    check(site.get("/compte/mot-de-passe/choix/"))


def test_letters_are_in_french_and_lead_to_the_primary_host(site, holder, settings):
    settings.PUBLIC_SCHEME, settings.PUBLIC_PORT = "https", ""
    site.post("/compte/connexion/code/", {"email": "personne@exemple.invalid"})
    letter = Message.objects.get()
    assert letter.subject == "Votre demande de connexion"
    assert "https://orzenne.localhost/compte/creation/" in letter.body
    assert not ENGLISH.search(letter.body)


def test_a_change_of_password_is_told_to_its_owner(site, holder):
    sign_in(site)
    new = {
        "oldpassword": PASSWORD,
        "password1": "un tout autre mot de passe",
        "password2": "un tout autre mot de passe",
    }
    site.post("/compte/mot-de-passe/", new)
    letter = Message.objects.get()
    assert letter.subject == "Votre mot de passe a changé"
    assert "terminez toutes vos sessions" in letter.body
    assert "127.0.0.1" not in letter.body
