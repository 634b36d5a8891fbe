import pytest

from parvis.ground.accounts.models import ConnectionLog, DemoPersona, User
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.mailing import delivery
from parvis.ground.mailing.models import Message

from .conftest import PASSWORD, code_sent, sign_in


def user_of(client):
    return int(client.session.get("_auth_user_id", 0))


def test_a_code_received_by_email_opens_the_door(site, holder):
    site.post("/compte/connexion/code/", {"email": holder.email})
    assert Message.objects.get().email == holder.email
    response = site.post("/compte/connexion/code/saisie/", {"code": code_sent().lower().replace("-", "")})
    assert response["Location"] == "/compte/arrivee/"
    assert user_of(site) == holder.pk
    assert ConnectionLog.objects.get().method == "code par courriel"


def test_the_first_code_confirms_the_address_of_an_account_opened_by_another(site):
    newcomer = User.objects.create_user("Nouvelle@exemple.invalid", name="Nour Belhamdi")
    site.post("/compte/connexion/code/", {"email": newcomer.email})
    response = site.post("/compte/connexion/code/saisie/", {"code": code_sent()})
    assert (response["Location"], user_of(site)) == ("/compte/arrivee/", newcomer.pk)
    assert newcomer.emailaddress_set.get().verified
    assert Message.objects.count() == 1


def test_a_code_leaves_the_outbox_once_sent(site, holder):
    site.post("/compte/connexion/code/", {"email": holder.email})
    assert delivery.deliver_waiting() == 1
    letter = Message.objects.get()
    assert letter.confidential
    assert letter.body == ""


def test_three_wrong_codes_close_the_door_and_are_traced(site, holder):
    site.post("/compte/connexion/code/", {"email": holder.email})
    for _ in range(3):
        response = site.post("/compte/connexion/code/saisie/", {"code": "FAUX-CODE"})
    assert response.status_code == 302
    assert ConnectionLog.objects.filter(event="failed", user=holder).count() == 3
    site.post("/compte/connexion/code/saisie/", {"code": code_sent()})
    assert user_of(site) == 0


def test_a_password_opens_the_door(site, holder):
    sign_in(site)
    assert user_of(site) == holder.pk
    assert ConnectionLog.objects.get().method == "mot de passe"


def test_a_wrong_password_is_told_without_saying_what_is_wrong(site, holder):
    wrong = sign_in(site, password="autre chose").content.decode()
    unknown = sign_in(site, email="personne@exemple.invalid").content.decode()
    assert "L’adresse ou le mot de passe ne convient pas." in wrong
    assert "L’adresse ou le mot de passe ne convient pas." in unknown
    assert ConnectionLog.objects.filter(event="failed", user=None).count() == 2


@pytest.mark.parametrize("address", ["/compte/connexion/code/", "/compte/mot-de-passe/oubli/"])
def test_nothing_says_whether_an_account_exists(site, another_site, holder, address):
    known = site.post(address, {"email": holder.email})
    unknown = another_site.post(address, {"email": "personne@exemple.invalid"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    pages = [c.get(known["Location"]).content.decode() for c in (site, another_site)]
    assert "Si un compte existe" in pages[0]
    assert "Si un compte existe" in pages[1]
    assert Message.objects.count() == 2, "a letter leaves in both cases, so that neither takes longer"


def test_an_account_made_twice_looks_the_same(site, another_site, holder):
    form = {"name": "Maëlle Quintard", "password1": PASSWORD}
    known = site.post("/compte/creation/", {**form, "email": holder.email})
    fresh = another_site.post("/compte/creation/", {**form, "email": "nouvelle@exemple.invalid"})
    assert (known.status_code, known["Location"]) == (fresh.status_code, fresh["Location"])
    assert [m.subject for m in Message.objects.order_by("pk")] == [
        "Vous avez déjà un compte",
        "Confirmez votre adresse",
    ]


def test_an_account_is_made_without_a_password(site):
    site.post("/compte/creation/", {"name": "Émile Dorval", "email": "emile@exemple.invalid"})
    site.post("/compte/adresse/code/", {"code": code_sent()})
    user = User.objects.get(email="emile@exemple.invalid")
    assert user_of(site) == user.pk
    assert user.name == "Émile Dorval"
    assert not user.has_usable_password()


def test_a_forgotten_password_is_replaced_by_a_code(site, another_site, holder):
    sign_in(another_site)
    site.post("/compte/mot-de-passe/oubli/", {"email": holder.email})
    site.post("/compte/mot-de-passe/oubli/code/", {"code": code_sent()})
    new = {"password1": "un tout autre mot de passe", "password2": "un tout autre mot de passe"}
    site.post("/compte/mot-de-passe/oubli/nouveau/", new)
    holder.refresh_from_db()
    assert holder.check_password("un tout autre mot de passe")
    assert Message.objects.latest("pk").subject == "Votre mot de passe a changé"
    assert another_site.get("/compte/").status_code == 302, "the sessions opened with the old one are over"


def test_an_address_changes_once_the_new_one_is_confirmed(site, holder):
    sign_in(site)
    site.post("/compte/confirmation/", {"password": PASSWORD})
    site.post("/compte/adresse/", {"email": "autre@exemple.invalid", "action_add": ""})
    holder.refresh_from_db()
    assert holder.email == "maelle@exemple.invalid"
    site.post("/compte/adresse/code/", {"code": code_sent()})
    holder.refresh_from_db()
    assert holder.email == "autre@exemple.invalid"
    told = Message.objects.latest("pk")
    assert told.email == "maelle@exemple.invalid"
    assert "remplacée par autre@exemple.invalid" in told.body


def test_one_changes_the_name_that_others_see(site, holder):
    sign_in(site)
    assert site.post("/compte/nom/", {"name": ""}).status_code == 422
    site.post("/compte/nom/", {"name": "Maëlle Q."})
    holder.refresh_from_db()
    assert holder.name == "Maëlle Q."


@pytest.mark.parametrize(
    "next_page", ["https://ailleurs.example/", "//ailleurs.example/", "https://cerzelles.localhost/"]
)
def test_one_is_never_sent_to_another_site(site, holder, next_page):
    response = site.post(f"/compte/connexion/?next={next_page}", {"login": holder.email, "password": PASSWORD})
    assert response["Location"] == "/compte/arrivee/"


@pytest.mark.parametrize(
    ("persona", "landing"), [(Persona.OFFICER, "/gestion/"), (Persona.MEMBER, "/espace-membre/"), (None, "/compte/")]
)
def test_one_lands_where_one_has_something_to_do(site, authority, holder, persona, landing):
    user = user_with(persona, authority) if persona else holder
    site.force_login(user)
    assert site.get("/compte/arrivee/")["Location"] == landing


# --- Demonstration ---


@pytest.fixture
def officer(authority, settings):
    settings.DEMO = True
    user = user_with(Persona.OFFICER, authority)
    DemoPersona.objects.create(authority=authority, user=user, title="Chargée de mission", can_do="Tout")
    return user


def test_one_click_makes_one_a_persona_of_the_demonstration(site, officer):
    assert officer.name in site.get("/compte/connexion/").content.decode()
    response = site.post("/compte/connexion/demonstration/", {"user": officer.pk})
    assert response["Location"] == "/gestion/"
    assert ConnectionLog.objects.filter(user=officer, event="signed_in").count() == 1


def test_nobody_becomes_a_persona_of_a_real_town(site, authority, officer):
    authority.is_fictional = False
    authority.save()
    assert site.post("/compte/connexion/demonstration/", {"user": officer.pk}).status_code == 404
