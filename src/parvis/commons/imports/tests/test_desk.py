import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.commons.imports.models import ImportBatch
from parvis.commons.imports.tests.factories import ImportBatchFactory
from parvis.commons.schemes.models import Theme
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority():
    return AuthorityFactory()


@pytest.fixture
def desk(client, authority):
    client.defaults["HTTP_HOST"] = authority.primary_host()
    client.force_login(user_with(Persona.OFFICER, authority))
    return client


def hand_over(desk, content="Intitulé;Ouvert le\nMobilités;16/11/2026\nInterdit;\n", key="test-themes"):
    file = SimpleUploadedFile("thèmes.csv", content.encode())
    return desk.post(reverse("desk:imports:upload", args=[key]), {"file": file}, follow=True)


def test_a_file_goes_from_upload_to_records_and_back(desk):
    page = hand_over(desk)
    assert "Quelle colonne porte quoi" in page.content.decode()
    batch = ImportBatch.objects.get()
    page = desk.post(reverse("desk:imports:columns", args=[batch.pk]), {"name": "0", "opened_on": "1"}, follow=True)
    assert "Ce thème n’est pas admis." in page.content.decode()
    refused = desk.post(reverse("desk:imports:confirm", args=[batch.pk]))
    assert (refused.status_code, Theme.objects.count()) == (422, 0)
    page = desk.post(reverse("desk:imports:confirm", args=[batch.pk]), {"skip_errors": "on"}, follow=True)
    assert "1\xa0fiche créée" in page.content.decode()
    page = desk.post(reverse("desk:imports:undo", args=[batch.pk]), follow=True)
    assert "L’import est défait" in page.content.decode()
    assert not Theme.objects.exists()


def test_what_was_read_wrong_is_said_under_the_field(desk):
    page = hand_over(desk, "Ã©lue;Ã¨re\nx;y\n")
    assert page.status_code == 422
    assert "mauvais encodage" in page.content.decode()


def test_titles_that_nobody_knows_are_listed(desk):
    page = hand_over(desk, "colonne A;colonne B\nx;y\n")
    assert "Titres lus : colonne A, colonne B" in page.content.decode()


def test_a_model_file_can_be_downloaded(desk):
    content = desk.get(reverse("desk:imports:model_file", args=["test-themes"])).content.decode("utf-8-sig")
    assert content.splitlines() == ["Nom du thème;Ouvert le", "Mobilités;"]


def test_an_unknown_content_does_not_exist(desk):
    assert desk.get(reverse("desk:imports:upload", args=["rien"])).status_code == 404


def test_the_batch_of_another_authority_does_not_exist(desk):
    other = ImportBatchFactory(importer_key="test-themes")
    for name in ("detail", "columns", "confirm", "undo", "discard"):
        assert desk.get(reverse(f"desk:imports:{name}", args=[other.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(desk, authority, count, django_assert_num_queries):
    ImportBatchFactory.create_batch(count, authority=authority, importer_key="test-themes")
    desk.get(reverse("desk:imports:list"))
    with django_assert_num_queries(8):
        page = desk.get(reverse("desk:imports:list"))
    assert "membres.csv" in page.content.decode()


@pytest.mark.parametrize("persona", [*Persona])
def test_the_list_tells_the_same_truth_as_the_record(authority, persona):
    batch = ImportBatchFactory(authority=authority, importer_key="test-themes")
    for user in (user_with(persona, authority), user_with(persona, AuthorityFactory()), UserFactory()):
        listed = ImportBatch.objects.visible_to(user).filter(pk=batch.pk).exists()
        assert listed == user.has_perm("imports.view_importbatch", batch)
