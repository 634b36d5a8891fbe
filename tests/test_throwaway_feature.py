"""A feature introduces itself once, in its manifest, and every reader of the product finds it."""

import importlib
import sys

import pytest
from django.urls import clear_url_caches

import parvis.config.urls
import parvis.shells.desk.urls
import parvis.shells.public.member_urls
import parvis.shells.public.urls
from parvis.accountability.privacy import access, erasure, purging
from parvis.accountability.privacy.subjects import subject_of
from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.schemes.queries import chapters, panels
from parvis.commons.schemes.tests.factories import SchemeFactory
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities import defaults
from parvis.ground.authorities.models import Authority, Delegation, LegalRule
from parvis.ground.authorities.tests.factories import AuthorityFactory, DelegationFactory, VenueFactory
from parvis.ground.core import clock, manifest
from parvis.ground.core.personal import PersonalData, Retention
from parvis.ground.journal.acts import record
from parvis.ground.search import index
from parvis.shells.desk import history

pytestmark = pytest.mark.django_db


@pytest.fixture
def installed(monkeypatch):
    """The throw-away feature stands among the others, its addresses included, for one test."""
    from tests.throwaway.feature import feature

    known = manifest.features
    everything = (*known(), feature)
    for module in list(sys.modules.values()):
        if getattr(module, "features", None) is known:
            monkeypatch.setattr(module, "features", lambda: everything)
    rebuild()
    clock.freeze("2026-12-09T09:00")
    yield
    monkeypatch.undo()
    rebuild()


def rebuild():
    """Make again what was made from the manifests at start."""
    index.sources.cache_clear()
    history.acts.cache_clear()
    for module in (parvis.shells.desk, parvis.shells.public):
        importlib.reload(module.urls)
    importlib.reload(parvis.shells.public.member_urls)
    importlib.reload(parvis.config.urls)
    clear_url_caches()


@pytest.fixture
def authority():
    return AuthorityFactory(slug="orzenne")


@pytest.fixture
def officer(client, authority):
    user = user_with("officer", authority)
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def get(officer, installed):
    def words(path, **query):
        response = officer.get(path, query, HTTP_HOST="orzenne.localhost", headers={})
        assert response.status_code == 200, path
        body = b"".join(response.streaming_content) if response.streaming else response.content
        return body.decode()

    return words


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/gestion/", "Liste jetable"),
        ("/gestion/", "Échéance jetable"),
        ("/gestion/", "Changement jetable"),
        ("/gestion/reglages/", "Réglage jetable"),
        ("/gestion/reglages/modules/", "Jetables"),
        ("/gestion/jetables/", "Jetables"),
        ("/gestion/imports/nouveau/", "Tableau jetable"),
        ("/gestion/imports/nouveau/throwaway/", "Nom"),
        ("/espace-membre/", "Membre jetable."),
        ("/espace-membre/", "Menu de membre jetable"),
        ("/espace-membre/jetables/", "Page de membre jetable"),
        ("/jetables/", "Page publique jetable"),
        ("/", "Rien de jetable."),
        ("/", "Menu public jetable"),
        ("/", "Une question jetable\u202f?"),
        ("/", "Promesse jetable."),
        ("/agenda/", "Rencontre jetable"),
        ("/agenda.ics", "Rencontre jetable"),
        ("/actualite.atom", "Nouvelle jetable"),
        ("/plan-du-site/", "Page jetable"),
    ],
)
def test_every_page_that_reads_manifests_finds_it(get, authority, path, words):
    if "modules" in path:
        user_with_admin(authority)
    assert words in get(path)


def user_with_admin(authority):
    """The page of modules is for administrators: the officer becomes one for the occasion."""
    from parvis.ground.authorities.models import Role

    Role.objects.update(persona="admin")


def test_it_stands_on_the_pages_of_people_and_of_schemes(get, authority, officer):
    assert "Personne jetable." in get(PersonFactory(authority=authority).get_desk_url())
    scheme = SchemeFactory(authority=authority)
    contexts = [block.context.get("title") for block in panels(scheme, officer.user)]
    assert "Dispositif jetable." in contexts
    assert "Chapitre jetable" in [chapter.title for chapter in chapters(scheme)]


def test_its_records_are_found_by_their_words(get, authority, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        VenueFactory(authority=authority, name="Halle aux grains")
    found = get("/gestion/recherche/", q="grain")
    assert "Halle aux grains" in found
    assert "Lieu jetable" in found


def test_ctrl_k_offers_its_verbs(officer, installed):
    page = officer.get(
        "/gestion/recherche/", {"q": "jetable"}, HTTP_HOST="orzenne.localhost", headers={"HX-Request": "true"}
    )
    assert "Commencer un jetable" in page.content.decode()
    assert "Réglage jetable" in page.content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_its_list_leaves_as_a_file(officer, authority, installed, kind):
    VenueFactory(authority=authority, name="Halle aux grains")
    answer = officer.get("/gestion/jetables/", {"format": kind}, HTTP_HOST="orzenne.localhost")
    data = b"".join(answer.streaming_content)
    assert data if kind != "csv" else "Halle aux grains" in data.decode()


def test_its_acts_are_told_in_words(authority, officer, installed):
    venue = VenueFactory(authority=authority)
    record(venue, "throw_away", by=officer.user)
    assert [e["what"] for e in history.history_of(venue, officer.user)] == ["Jeté sans retour"]


@pytest.mark.usefixtures("installed")
def test_its_legal_rules_are_loaded():
    defaults.load_rules()
    assert LegalRule.objects.filter(code="throwaway.delay").exists()


@pytest.fixture
def throwaway_data(monkeypatch, authority):
    """A table says for the first time that it holds something of people; the row of one of them."""
    retention = Retention(since="starts_on", months=1)
    declared = PersonalData(
        purpose="Traitement jetable", subject="delegate", fields={"ends_on": None}, retention=retention
    )
    monkeypatch.setattr(Delegation, "personal", declared)
    return DelegationFactory(authority=authority, starts_on="2026-01-05", ends_on="2026-02-01")


def test_its_data_enter_the_register_the_copy_the_erasure_and_the_purge(get, authority, throwaway_data):
    subject = subject_of(authority, user=throwaway_data.delegate)
    assert "Traitement jetable" in get("/gestion/donnees-personnelles/registre/")
    assert "Traitement jetable" in [table["purpose"] for table in access.collect(subject)]
    planned = {line.model: line for line in erasure.plan(subject)}
    assert (planned[Delegation].ids, planned[Delegation].ground) == ([throwaway_data.pk], "")
    past = {found.model: list(found.rows) for found in purging.expired(authority, clock.today())}
    assert past[Delegation] == [throwaway_data]


@pytest.fixture
def switched_off(authority):
    Authority.objects.filter(pk=authority.pk).update(modules_off=["throwaway"])


@pytest.mark.parametrize(
    "path",
    ["/", "/gestion/", "/gestion/reglages/", "/espace-membre/", "/agenda/", "/agenda.ics", "/actualite.atom",
     "/plan-du-site/", "/gestion/imports/nouveau/"],
)  # fmt: skip
def test_switched_off_it_is_spoken_of_nowhere(get, switched_off, path):
    assert "jetable" not in get(path).lower()


def test_switched_off_it_leaves_the_pages_of_people_and_of_schemes(get, authority, officer, switched_off):
    authority.refresh_from_db()
    scheme = SchemeFactory(authority=authority)
    assert "Personne jetable." not in get(PersonFactory(authority=authority).get_desk_url())
    assert "Dispositif jetable." not in [block.context.get("title") for block in panels(scheme, officer.user)]
    assert "Chapitre jetable" not in [chapter.title for chapter in chapters(scheme)]


@pytest.mark.parametrize("path", ["/gestion/jetables/", "/espace-membre/jetables/", "/jetables/"])
def test_switched_off_its_doors_are_closed(officer, installed, switched_off, path):
    assert officer.get(path, HTTP_HOST="orzenne.localhost").status_code == 404


def test_switched_off_its_records_are_not_found(get, authority, switched_off, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        VenueFactory(authority=authority, name="Halle aux grains")
    assert "Lieu jetable" not in get("/gestion/recherche/", q="grain")
