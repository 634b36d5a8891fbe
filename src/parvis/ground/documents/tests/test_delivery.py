import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.documents.models import StoredFile

from .factories import StoredFileFactory


@pytest.fixture
def get(client, authority):
    def ask(stored, user=None, host="", **options):
        if user is not None:
            client.force_login(user)
        query = options.pop("query", "")
        return client.get(
            reverse("public:file", args=[stored.pk]) + query,
            headers={"host": host or authority.primary_host()},
            **options,
        )

    return ask


def test_a_private_file_is_served_to_the_staff_only(get, record, officer, resident):
    stored = StoredFileFactory(authority=record.authority, owner=record, content=b"%PDF-1.7 secret")
    assert get(stored).status_code == 404
    assert get(stored, resident).status_code == 404
    response = get(stored, officer)
    assert b"".join(response.streaming_content) == b"%PDF-1.7 secret"


def test_a_visitor_reads_a_public_file_without_signing_in(get, public_record):
    stored = StoredFileFactory(authority=public_record.authority, owner=public_record, is_public=True)
    response = get(stored)
    assert response.status_code == 200
    response.close()


def test_a_file_of_another_authority_does_not_exist_here(get, public_record, officer):
    stored = StoredFileFactory(authority=public_record.authority, owner=public_record, is_public=True)
    elsewhere = AuthorityFactory().primary_host()
    assert get(stored, officer, host=elsewhere).status_code == 404


def test_a_file_that_nobody_knows_is_not_found(get, authority, officer):
    stored = StoredFileFactory.build(pk=4_000)
    assert get(stored, officer).status_code == 404


def test_the_headers_keep_a_file_harmless(get, record, officer):
    stored = StoredFileFactory(
        authority=record.authority, owner=record, title="Été / plan", content_type="image/png",
        file=ContentFile(b"x", "a.png"),
    )  # fmt: skip
    response = get(stored, officer)
    response.close()
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["Content-Disposition"] == "inline; filename*=utf-8''%C3%89t%C3%A9%20-%20plan.png"
    assert "private" in response["Cache-Control"]
    assert response["Content-Length"] == "1"


def test_what_a_browser_should_not_show_is_downloaded(get, record, officer):
    stored = StoredFileFactory(authority=record.authority, owner=record, content_type="text/csv")
    response = get(stored, officer)
    response.close()
    assert response["Content-Disposition"].startswith("attachment")


def test_a_pdf_is_shown_or_saved_as_one_asks(get, record, officer):
    stored = StoredFileFactory(authority=record.authority, owner=record, title="Avis")
    shown, saved = get(stored, officer), get(stored, query="?telecharger")
    for response in (shown, saved):
        response.close()
    assert shown["Content-Disposition"].startswith("inline")
    assert saved["Content-Disposition"] == 'attachment; filename="Avis.pdf"'


def test_a_file_already_read_is_not_sent_twice_but_the_right_is_asked_again(get, record, officer, resident):
    stored = StoredFileFactory(authority=record.authority, owner=record)
    etag = f'"{stored.sha256}"'
    assert get(stored, officer, HTTP_IF_NONE_MATCH=etag).status_code == 304
    assert get(stored, resident, HTTP_IF_NONE_MATCH=etag).status_code == 404


def test_a_file_lost_from_the_disk_is_not_found(get, record, officer):
    stored = StoredFileFactory(authority=record.authority, owner=record)
    stored.file.storage.delete(stored.file.name)
    assert get(stored, officer).status_code == 404


def test_the_accessible_equivalent_is_a_page_with_the_same_rights(client, public_record, visitor):
    stored = StoredFileFactory(
        authority=public_record.authority, owner=public_record, is_public=True, alternative="Trois phrases."
    )
    host = {"host": public_record.authority.primary_host()}
    assert "Trois phrases." in client.get(stored.get_alternative_url(), headers=host).content.decode()
    StoredFile.objects.update(is_public=False)
    assert client.get(stored.get_alternative_url(), headers=host).status_code == 404


def test_a_file_without_equivalent_has_no_such_page(client, public_record):
    stored = StoredFileFactory(authority=public_record.authority, owner=public_record, is_public=True)
    assert stored.get_alternative_url() == ""
    address = reverse("public:file_text", args=[stored.pk])
    assert client.get(address, headers={"host": public_record.authority.primary_host()}).status_code == 404
