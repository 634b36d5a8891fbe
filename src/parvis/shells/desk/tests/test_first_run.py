import pytest
from django.apps import apps

from parvis.ground.accounts.models import User
from parvis.ground.authorities.models import Authority
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import firstday

pytestmark = pytest.mark.django_db
PAGE = "/premier-jour/"
ANSWERS = {
    "name": "Ville d’Aubrac", "short_name": "Aubrac", "kind": "commune", "host": "aubrac.localhost",
    "officer_name": "Léa Rivière", "officer_email": "lea@aubrac.fr",
}  # fmt: skip


def answers(**changes):
    return {**ANSWERS, "jeton": firstday.token(), **changes}


def test_the_first_page_asks_for_the_token_of_the_terminal(client):
    assert client.get(PAGE, HTTP_HOST="localhost").status_code == 403
    assert client.get(PAGE, {"jeton": "faux"}, HTTP_HOST="localhost").status_code == 403
    page = client.get(PAGE, {"jeton": firstday.token()}, HTTP_HOST="localhost")
    assert page.status_code == 200
    assert "Ouvrir votre collectivité" in page.content.decode()


def test_the_first_page_opens_the_authority_and_closes(client):
    done = client.post(PAGE, answers(), HTTP_HOST="localhost")
    assert "http://aubrac.localhost" in done.content.decode()
    authority = Authority.objects.get()
    assert User.objects.get().grants.personas(authority.pk) == {"officer", "admin"}
    assert client.get(PAGE, {"jeton": firstday.token()}, HTTP_HOST="localhost").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_body_may_be_named_on_the_first_day(client):
    body = {"bodies-name": "Conseil de développement", "bodies-type": "development_council"}
    assert client.post(PAGE, answers(**body), HTTP_HOST="localhost").status_code == 200
    assert apps.get_model("bodies", "Body").objects.get().name == "Conseil de développement"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"jeton": "faux"}, "jeton"),
        ({"siren": "123456789"}, "Ce SIREN n’existe pas"),
        ({"host": "http://aubrac"}, "le nom seul"),
        ({"officer_email": "lea"}, "adresse"),
        ({"bodies-name": "Conseil"}, "Votre première instance, nature : Ce champ est obligatoire."),
    ],
)
def test_a_wrong_answer_is_said_and_nothing_is_written(client, changes, said):
    page = client.post(PAGE, answers(**changes), HTTP_HOST="localhost")
    assert page.status_code in (403, 422)
    assert said in page.content.decode()
    assert not Authority.objects.exists()
    assert not User.objects.exists()


def test_the_first_page_is_not_on_the_host_of_an_authority(client):
    AuthorityFactory(slug="orzenne")
    assert client.get(PAGE, HTTP_HOST="orzenne.localhost").status_code == 404


def test_nothing_answers_once_an_authority_exists(client):
    AuthorityFactory()
    page = client.post(PAGE, answers(), HTTP_HOST="localhost")
    assert page.status_code == 404
    assert Authority.objects.count() == 1


def test_the_page_that_follows_says_which_bodies_the_law_asks_for(client):
    page = client.post(PAGE, answers(population="82000"), HTTP_HOST="localhost").content.decode()
    assert "Conseil de quartier : obligatoire à partir de 80" in page
    assert "CGCT, article L2143-1" in page
    assert "à créer." in page


def test_a_small_authority_is_told_of_no_obligation(client):
    assert (
        "Ce que la loi demande"
        not in client.post(PAGE, answers(population="900"), HTTP_HOST="localhost").content.decode()
    )
