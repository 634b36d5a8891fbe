import hashlib
import io
import os
import time

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.documents import due, lifecycle
from parvis.ground.documents.models import DocumentTemplate, ProducedDocument, StoredFile
from parvis.ground.documents.texts import texts_for
from parvis.ground.documents.tree import Document
from parvis.ground.journal.models import JournalLine

from .factories import ProducedDocumentFactory, StoredFileFactory
from .test_uploads import PDF


def handed_over(authority, by, owner=None, **options):
    upload = SimpleUploadedFile("Annexe 1.pdf", PDF)
    return lifecycle.store(upload, authority=authority, by=by, owner=owner, **options)


def files_on_disk():
    return [name for folder in due._folders() for name in default_storage.listdir(folder)[1]]


def test_a_file_is_kept_private_with_its_fingerprint(record, officer):
    stored = handed_over(record.authority, officer, record)
    assert not stored.is_public
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()
    assert stored.title == "Annexe 1"
    assert stored.content_type == "application/pdf"
    assert "Annexe" not in stored.file.name
    assert stored.file.read() == PDF
    line = JournalLine.objects.about(record).first()
    assert (line.verb, line.facts["sha256"]) == ("store_file", stored.sha256)


def test_a_refused_file_leaves_nothing(record, officer):
    with pytest.raises(Refused):
        lifecycle.store(SimpleUploadedFile("a.pdf", b""), authority=record.authority, by=officer, owner=record)
    assert not StoredFile.objects.exists()
    assert files_on_disk() == []


def test_a_row_that_cannot_be_written_takes_its_file_away(record, officer, monkeypatch):
    monkeypatch.setattr(lifecycle, "record", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        handed_over(record.authority, officer, record)
    assert not StoredFile.objects.exists()
    assert files_on_disk() == []


def test_a_file_joins_its_record_once(record, officer):
    stored = handed_over(record.authority, officer)
    lifecycle.attach(stored, record, by=officer)
    assert list(StoredFile.objects.about(record)) == [stored]
    with pytest.raises(Refused, match="modifié par quelqu’un d’autre"):
        lifecycle.attach(stored, record, by=officer)


def test_a_file_is_made_public_only_with_its_accessible_equivalent(record, officer):
    stored = handed_over(record.authority, officer, record)
    with pytest.raises(Refused, match="équivalent accessible"):
        lifecycle.publish_file(stored, by=officer)
    lifecycle.describe(stored, by=officer, title="Annexe", alternative="Le plan en trois phrases.")
    lifecycle.publish_file(stored, by=officer)
    stored.refresh_from_db()
    assert (stored.is_public, stored.title) == (True, "Annexe")
    lifecycle.withdraw_file(stored, by=officer)
    assert not StoredFile.objects.get(pk=stored.pk).is_public


def test_two_people_publish_a_file_and_one_wins(record, officer):
    stored = StoredFileFactory(authority=record.authority, owner=record, alternative="x")
    stale = StoredFile.objects.get(pk=stored.pk)
    lifecycle.publish_file(stored, by=officer)
    with pytest.raises(Refused):
        lifecycle.publish_file(stale, by=officer)


def test_a_removed_file_leaves_the_disk_and_a_line(record, officer, django_capture_on_commit_callbacks):
    stored = handed_over(record.authority, officer, record)
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.remove(stored, by=officer)
    assert files_on_disk() == []
    assert JournalLine.objects.about(record).first().verb == "remove_file"


def test_a_produced_document_cannot_be_removed(record, officer):
    produced = ProducedDocumentFactory(authority=record.authority, about=record)
    with pytest.raises(Refused, match="se conserve"):
        lifecycle.remove(produced.stored, by=officer)


def test_the_database_refuses_an_empty_file_and_half_an_owner(record):
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFileFactory(authority=record.authority, size=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFileFactory(authority=record.authority, owner_id=3)


def test_a_document_is_produced_in_each_format_with_its_fingerprint(record, officer):
    clock.freeze("2026-03-03T09:00")
    document = Document("Lettre", ["Bonjour."])
    produced = lifecycle.produce(document, kind="test_letter", about=record, by=officer, template=record)
    assert [p.format for p in produced] == ["pdf", "docx", "odt"]
    for one in produced:
        assert one.sha256 == hashlib.sha256(one.stored.file.read()).hexdigest()
        assert one.fingerprint == document.fingerprint
        assert (one.template_version, one.produced_by, one.about) == (1, officer, record)
        assert one.produced_at == clock.now()
        assert one.stored.is_accessible
    facts = JournalLine.objects.about(record).first().facts
    assert facts["files"]["pdf"] == produced[0].sha256
    assert facts["version"] == 1


def test_a_document_that_cannot_be_accessible_does_not_leave(record, officer):
    with pytest.raises(Refused):
        lifecycle.produce(Document("Lettre", ["中文"]), kind="test_letter", about=record, by=officer)
    assert not ProducedDocument.objects.exists()
    assert files_on_disk() == []


def test_asking_for_one_format_gives_one(record, officer):
    document = Document("Lettre", ["Bonjour."])
    lifecycle.produce(document, kind="test_letter", about=record, by=officer, formats=("docx",), public=True)
    only = ProducedDocument.objects.about(record).get()
    assert (only.format, only.stored.is_public, only.template_version) == ("docx", True, 0)


def test_the_texts_of_an_authority_have_versions(authority, officer):
    first = lifecycle.edit_template(
        authority, "test_letter", by=officer, over=0, parts={"opening": "<p>Chère {recipient},</p>"}, header="En-tête"
    )
    second = lifecycle.edit_template(authority, "test_letter", by=officer, over=1, signatory_name="Ida Roux")
    assert (first.version, second.version) == (1, 2)
    assert DocumentTemplate.objects.current(authority, "test_letter") == second
    assert second.parts == {"opening": "<p>Chère {recipient},</p>", "closing": "<p>Bien à vous.</p>"}
    assert (second.header, second.signatory_title) == ("En-tête", "La présidente")


def test_two_people_rewrite_a_template_and_one_is_told(authority, officer):
    lifecycle.edit_template(authority, "test_letter", by=officer, over=0)
    with pytest.raises(Refused, match="vient de modifier ce modèle"):
        lifecycle.edit_template(authority, "test_letter", by=officer, over=0)


def test_a_word_that_cannot_be_filled_is_refused(authority, officer):
    with pytest.raises(Refused, match=r"\{recipiant\}. Mots possibles : \{recipient\}"):
        lifecycle.edit_template(authority, "test_letter", by=officer, over=0, parts={"opening": "{recipiant}"})


def test_scripts_do_not_enter_a_template(authority, officer):
    parts = {"opening": "<p onclick='x()'>a</p><script>b</script>"}
    template = lifecycle.edit_template(authority, "test_letter", by=officer, over=0, parts=parts)
    assert template.parts["opening"] == "<p>a</p>"


def test_a_letter_says_the_authority_texts(authority, officer):
    lifecycle.edit_template(
        authority, "test_letter", by=officer, over=0, parts={"opening": "<p>Chère {recipient},</p>"},
        footer="Hôtel de ville", signatory_name="Ida Roux", place="Cerzelles",
    )  # fmt: skip
    texts = texts_for(authority, "test_letter")
    blocks = [*texts.part("opening", recipient="<b>Léa</b>"), *texts.part("closing")]
    blocks.append(texts.signature(on=clock.today()))
    document = texts.document("Lettre à Léa", blocks)
    produced = lifecycle.produce(
        document, kind="test_letter", about=authority, by=officer, formats=("pdf",), template=texts.template
    )
    words = PdfReader(io.BytesIO(produced[0].stored.file.read())).pages[0].extract_text()
    for said in (
        "Chère <b>Léa</b>,",
        "Bien à vous.",
        "Hôtel de ville",
        "Ida Roux",
        "La présidente",
        "1 place du Marché",
    ):
        assert said in words, said


def test_a_fictional_authority_says_so_on_each_page(authority):
    authority.is_fictional = True
    assert "fictive" in texts_for(authority, "test_letter").footer


def test_files_without_a_row_go_after_a_day(record, officer):
    kept = handed_over(record.authority, officer, record)
    for name in ("old", "new"):
        default_storage.save(f"{record.authority_id}/2026/03/{name}.pdf", SimpleUploadedFile("x", b"x"))
    long_ago = time.time() - 2 * 86_400
    for name in (f"{record.authority_id}/2026/03/old.pdf", kept.file.name):
        os.utime(default_storage.path(name), (long_ago, long_ago))
    due.forget_orphans(clock.now())
    due.forget_orphans(clock.now())
    assert sorted(files_on_disk()) == sorted([kept.file.name.rpartition("/")[2], "new.pdf"])
