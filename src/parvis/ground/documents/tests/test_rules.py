import pytest
from django.template.loader import render_to_string

from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import STAFF, Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import clock
from parvis.ground.documents.models import ProducedDocument, StoredFile
from parvis.ground.documents.queries import documents_of, files_of
from parvis.ground.documents.tests.factories import ProducedDocumentFactory, StoredFileFactory


def sees(user, stored):
    """What the rule says; the list must say the same."""
    told = user.has_perm("documents.view_storedfile", stored)
    if stored.owner:
        assert (stored in files_of(stored.owner, user)) == told
    assert StoredFile.objects.visible_to(user).filter(pk=stored.pk).exists() == told
    return told


def test_a_file_of_a_record_that_one_does_not_see_is_not_seen(record, officer, resident, visitor):
    stored = StoredFileFactory(authority=record.authority, owner=record, is_public=True)
    assert sees(officer, stored)
    assert not sees(resident, stored)
    assert not sees(visitor, stored)


def test_a_private_file_of_a_public_record_is_for_the_staff(public_record, officer, resident, visitor):
    stored = StoredFileFactory(authority=public_record.authority, owner=public_record)
    assert sees(officer, stored)
    assert not sees(resident, stored)
    assert not sees(visitor, stored)


def test_a_public_file_of_a_public_record_is_for_everybody(public_record, resident, visitor):
    stored = StoredFileFactory(authority=public_record.authority, owner=public_record, is_public=True)
    assert sees(resident, stored)
    assert sees(visitor, stored)


def test_whoever_handed_a_file_over_reads_it_again(public_record, resident):
    stored = StoredFileFactory(authority=public_record.authority, owner=public_record, uploaded_by=resident)
    assert sees(resident, stored)


def test_a_file_of_no_record_is_for_whoever_handed_it_over(authority, officer, resident, visitor):
    stored = StoredFileFactory(authority=authority, uploaded_by=resident)
    assert sees(resident, stored)
    assert not sees(officer, stored)
    assert not sees(visitor, stored)


def test_the_staff_of_another_authority_sees_nothing(public_record):
    elsewhere = user_with(Persona.OFFICER, AuthorityFactory())
    assert not sees(elsewhere, StoredFileFactory(authority=public_record.authority, owner=public_record))


def test_a_record_may_say_who_reads_its_private_files_in_place_of_the_staff(public_record, officer, agent, monkeypatch):
    stored = StoredFileFactory(authority=public_record.authority, owner=public_record)
    assert sees(agent, stored)
    monkeypatch.setattr(
        type(public_record), "private_files_permission", "documents.change_documenttemplate", raising=False
    )
    assert sees(officer, stored)
    assert not sees(agent, stored), "working at the desk is no reason to read it"


def test_a_record_may_open_its_private_files_to_others(public_record, resident, monkeypatch):
    stored = StoredFileFactory(authority=public_record.authority, owner=public_record)
    assert not sees(resident, stored)
    monkeypatch.setattr(
        type(public_record), "private_files_permission", "documents.view_documenttemplate", raising=False
    )
    assert sees(resident, stored)


@pytest.mark.parametrize("persona", [Persona.OFFICER, Persona.AUDITOR, Persona.MEMBER])
def test_a_produced_document_follows_its_file(record, persona):
    user = user_with(persona, record.authority)
    produced = ProducedDocumentFactory(authority=record.authority, about=record)
    told = user.has_perm("documents.view_produceddocument", produced)
    assert told == (persona != Persona.MEMBER)
    assert ProducedDocument.objects.visible_to(user).filter(pk=produced.pk).exists() == told


@pytest.mark.parametrize("persona", STAFF)
def test_the_mission_alone_rewrites_texts_and_those_who_answer_for_them_read(record, persona):
    user = user_with(persona, record.authority)
    assert user.has_perm("documents.change_documenttemplate", record) == (persona == Persona.OFFICER)
    readers = {Persona.ADMIN, Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR}
    assert user.has_perm("documents.view_documenttemplate", record) == (persona in readers)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_files_costs_the_same_whatever_its_length(record, officer, count, django_assert_num_queries):
    for _ in range(count):
        ProducedDocumentFactory(authority=record.authority, about=record, stored__uploaded_by=officer)
    assert officer.grants
    with django_assert_num_queries(2):
        rows = StoredFile.objects.of(record.authority).visible_to(officer).about(record).for_list()
        assert [f"{row.uploaded_by} {row.is_accessible} {row.produced}" for row in rows]


@pytest.mark.parametrize("count", [1, 3])
def test_the_documents_of_a_record_cost_one_query(record, officer, count, django_assert_num_queries):
    moment = clock.now()
    for format_code in ("pdf", "docx"):
        ProducedDocumentFactory(authority=record.authority, about=record, format=format_code, produced_at=moment)
    StoredFileFactory.create_batch(count, authority=record.authority, owner=record)
    assert officer.grants
    with django_assert_num_queries(1):
        entries = documents_of(record, officer)
        page = render_to_string("documents/includes/documents.html", {"entries": entries})
    assert len(entries) == count + 1
    assert [p.produced.format for p in entries[-1].files] == ["pdf", "docx"]
    assert entries[-1].kind == "Lettre d’essai"
    assert page.count('class="document-line"') == count + 1
    assert "Aussi en" in page
