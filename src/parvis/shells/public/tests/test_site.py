import datetime as dt
import gzip
import re
from xml.etree import ElementTree

import feedparser
import icalendar
import pytest
from django.core import signing
from django.utils.safestring import mark_safe

from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import french, manifest
from parvis.ground.core.manifest import CalendarEntry, Feature, Promises
from parvis.ground.core.text import shorten, words
from parvis.ground.mailing import stopping
from parvis.ground.mailing.models import Message, Preference
from parvis.ground.mailing.tests.factories import MessageFactory
from parvis.shells.desk import exports
from parvis.shells.public import feeds

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority():
    return AuthorityFactory(slug="orzenne", name="Val d’Orzenne", email="participation@exemple.invalid")


@pytest.fixture
def site(client, authority):
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    return client


@pytest.mark.parametrize(
    "path",
    [
        "/", "/agenda/", "/agenda.ics", "/actualite.atom", "/rechercher/", "/rechercher/?q=mobilité", "/plan-du-site/",
        "/mentions-legales/", "/accessibilite/", "/instances/", "/saisines/", "/engagements/", "/donnees-personnelles/",
        "/contact/", "/contact/?fait=message", "/donnees-personnelles/demande/",
    ],
)  # fmt: skip
def test_a_page_of_the_site_leaves_no_cookie(site, path):
    response = site.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert not path.endswith("/") or "<h1" in response.content.decode()


def test_the_sign_in_page_leaves_one_cookie_that_goes_with_the_browser(site):
    cookies = site.get("/compte/connexion/").cookies
    assert list(cookies) == ["csrf"]
    assert cookies["csrf"]["max-age"] == cookies["csrf"]["expires"] == ""
    assert cookies["csrf"]["httponly"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", "hébergé par la collectivité ou son prestataire"),
        ("Syndicat numérique, 2 rue du Port, 00100 Virazelle", "hébergé par Syndicat numérique, 2 rue du Port"),
    ],
)
def test_the_legal_page_says_who_hosts_the_site(site, authority, written, read):
    authority.hosting = written
    authority.save()
    assert read in site.get("/mentions-legales/").content.decode()


def test_signing_in_and_saving_leave_the_cookies_that_the_legal_page_names(site, authority):
    user = user_with(Persona.OFFICER, authority)
    user.set_password("quatre mots sans rapport")
    user.save()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    site.get("/compte/connexion/")
    site.post("/compte/connexion/", {"login": user.email, "password": "quatre mots sans rapport"})
    answer = site.post("/compte/nom/", {"name": "Maëlle Quintard"})
    assert answer.status_code == 302
    assert set(site.cookies) == {"csrf", "session", "messages"}
    for path in ("/mentions-legales/", "/donnees-personnelles/"):
        told = site.get(path).content.decode()
        assert re.findall(r"<li><strong>(\w+)</strong> : déposé", told) == ["csrf", "session", "messages"]
        assert "article 82" in told
        assert french.plural(10, "heure") in told


@pytest.mark.parametrize("host", ["orzenne.localhost", "localhost"])
def test_the_old_address_of_the_icon_answers(site, host):
    icon = site.get("/favicon.ico", HTTP_HOST=host)
    assert (icon.status_code, icon["Content-Type"]) == (200, "image/x-icon")
    assert "max-age=604800" in icon["Cache-Control"]
    assert b"".join(icon.streaming_content)[:4] == b"\x00\x00\x01\x00"


def test_the_security_file_gives_a_contact_that_exists(site, authority):
    assert "Contact: mailto:participation@exemple.invalid\n" in site.get("/.well-known/security.txt").content.decode()
    authority.email = ""
    authority.save()
    assert "Contact: http://orzenne.localhost:8000/contact/\n" in site.get("/.well-known/security.txt").content.decode()


def test_what_a_machine_reads_keeps_ordinary_spaces(authority, monkeypatch):
    title, place = f"Avis attendu le {french.plain_date(dt.date(2027, 1, 29))}", french.unbroken("05 53 00 00 01")
    entry = CalendarEntry("essai@parvis", title, dt.date(2027, 1, 29), place=place)
    event = next(iter(icalendar.Calendar.from_ical(feeds.ics_response(authority, [entry], "Agenda").content).events))
    assert event["summary"] == "Avis attendu le 29 janvier 2027"
    assert event["location"] == "05 53 00 00 01"
    assert exports.untagged(mark_safe(f"<b>{title}</b>")) == exports.untagged(title) == event["summary"]
    assert shorten(title) == event["summary"]
    assert words(title) == ["avi", "attendu", "le", "29", "janvier", "2027"]


def told(sentence, order):
    promises = Promises(sentence, (), "") if sentence else None
    return Feature(slug=f"order-{order}", label="", promises=lambda authority: promises, promises_order=order)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([("Des engagements.", 50), ("Des avis.", 10)], "Des avis."),
        ([("Des avis.", 10), ("Des engagements.", 50)], "Des avis."),
        ([("", 10), ("Des engagements.", 50)], "Des engagements."),
        ([("", 10)], None),
    ],
)
def test_the_promises_are_told_by_the_first_in_order_who_has_something_to_tell(authority, monkeypatch, given, sentence):
    monkeypatch.setattr(manifest, "features", lambda: [told(*one) for one in given])
    promises = manifest.promises_of(authority)
    assert (promises and promises.sentence) == sentence


def test_what_became_of_the_opinions_is_told_before_the_promises_that_came_of_them():
    order = {f.slug: f.promises_order for f in manifest.features() if f.promises}
    assert order["referrals"] < order["commitments"]


def test_the_home_page_carries_the_compulsory_mention_and_says_it_truly(site, authority):
    assert "Accessibilité : non conforme" in site.get("/").content.decode()
    authority.accessibility_rate, authority.accessibility_audited_on = "85.7", dt.date(2026, 11, 2)
    authority.save()
    authority.refresh_from_db()
    assert "partiellement conforme" in site.get("/mentions-legales/").content.decode()


def test_a_visitor_gets_the_same_page_for_a_few_bytes(site):
    first = site.get("/")
    again = site.get("/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_kept_for_visitors_travels_compressed_to_who_reads_it_so(site):
    plain, packed = site.get("/"), site.get("/", headers={"accept-encoding": "br, gzip"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed["Vary"]


def test_a_host_that_is_nobodys_gives_the_directory(client, authority):
    response = client.get("/", headers={"host": "localhost"})
    assert "Val d’Orzenne" in response.content.decode()
    assert client.get("/agenda/", headers={"host": "localhost"}).status_code == 404


def test_feeds_are_read_by_libraries(site):
    atom = feedparser.parse(site.get("/actualite.atom").content)
    assert (atom.version, atom.bozo) == ("atom10", False)
    calendar = icalendar.Calendar.from_ical(site.get("/agenda.ics").content)
    assert [str(z["TZID"]) for z in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]


def test_one_click_stops_a_message_without_signing_in(site, authority):
    message = MessageFactory(authority=authority, email="p@exemple.invalid", letter="welcome")
    path = "/" + stopping.stop_url(message).split("/", 3)[3]
    assert "Un clic suffit" in site.get(path).content.decode()
    assert site.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Preference.objects.get(email="p@exemple.invalid").stopped == ["welcome"]


def test_a_stop_link_of_another_authority_is_unknown_here(site):
    other = MessageFactory(email="p@exemple.invalid")
    token = signing.dumps([other.authority_id, "p@exemple.invalid", "welcome"], salt=stopping.SALT)
    assert site.get(f"/messages/stop/{token}/").status_code == 404
    assert site.get("/messages/stop/nothing/").status_code == 404


def test_a_message_from_the_contact_page_reaches_the_authority(site):
    data = {"name": "Zélie Fontarel", "email": "zelie@exemple.invalid", "message": "Où sont les comptes rendus ?"}
    assert site.post("/contact/", data).status_code == 302
    assert Message.objects.get().email == "participation@exemple.invalid"
    refused = site.post("/contact/", data | {"email": "zelie"})
    assert refused.status_code == 422
    assert "Où sont les comptes rendus" in refused.content.decode()


def test_search_engines_are_told_what_to_read(site, authority):
    robots = site.get("/robots.txt").content.decode()
    assert "Disallow: /gestion/" in robots
    assert f"Sitemap: {authority.address_of('/sitemap.xml')}" in robots
    listed = ElementTree.fromstring(site.get("/sitemap.xml").content)
    addresses = [place.text for place in listed.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert authority.address_of("/") in addresses
    assert all(address.startswith(authority.address_of("/")) for address in addresses)
