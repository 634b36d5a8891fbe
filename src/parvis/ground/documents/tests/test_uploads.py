import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import Form
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_file

from parvis.ground.core.errors import Refused
from parvis.ground.documents import choices, uploads

from .samples import archive, picture

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
DOCX = archive("[Content_Types].xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")
ODS = archive("mimetype", "content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet")


def upload(name, content):
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.PNG", picture(), "image/png"),
        ("a.jpeg", picture(kind="JPEG"), "image/jpeg"),
        ("a.docx", DOCX, choices.FILE_KINDS[5].content_type),
        ("a.xlsx", XLSX, choices.FILE_KINDS[6].content_type),
        ("a.ods", ODS, "application/vnd.oasis.opendocument.spreadsheet"),
        ("a.csv", "nom;âge\n".encode("cp1252"), "text/csv"),
        ("a.txt", "été".encode("utf-16"), "text/plain"),
    ],
)
def test_a_file_is_known_by_its_content(name, content, found):
    assert uploads.check(upload(name, content)) == found


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"", "vide"),
        ("a.pdf", picture(), "se nomme « .pdf » mais son contenu est celui d’un fichier image PNG"),
        ("photo.jpg", PDF, "fichier PDF : nommez-le « .pdf »"),
        ("avis", PDF, "n’a pas d’extension"),
        ("a.txt", b"\x7fELF\x02\x01\x01" + bytes(60), "n’est pas accepté"),
        ("a.csv", b"nom\x00prenom", "n’est pas accepté"),
        ("page.html", b"<html><script>alert(1)</script>", "se nomme « .html » mais"),
        ("dessin.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "se nomme « .svg » mais"),
        ("a.docx", b"PK\x03\x04" + bytes(100), "n’est pas accepté"),
        ("a.docx", archive("[Content_Types].xml", "word/vbaProject.bin"), "macros"),
        ("a.zip", archive("a", "b"), "n’est pas accepté"),
    ],
)
def test_a_file_that_lies_or_is_not_wanted_is_refused_in_clear_words(name, content, said):
    with pytest.raises(Refused, match=said):
        uploads.check(upload(name, content))


def test_only_the_kinds_asked_for_are_accepted():
    with pytest.raises(Refused, match="image PNG, image JPEG"):
        uploads.check(upload("a.pdf", PDF), accepted=choices.IMAGES)


def test_an_archive_with_countless_entries_is_not_opened():
    crowded = archive(*(f"word/{n}" for n in range(uploads.MOST_ENTRIES + 1)))
    with pytest.raises(Refused, match="n’est pas accepté"):
        uploads.check(upload("a.docx", crowded))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\Ida\\avis.pdf", "avis.pdf"),
        ("../../etc/passwd", "passwd"),
        ("avis\u202efdp.exe", "avisfdp.exe"),
        ("a" * 300 + ".pdf", "a" * 140 + ".pdf"),
    ],
)
def test_a_name_keeps_nothing_that_could_deceive(given, kept):
    assert uploads.clean_name(given) == kept


class OneFile(Form):
    piece = uploads.UploadField(label="Pièce")


def post(name, content):
    body = b"\r\n".join([*encode_file(BOUNDARY, "piece", upload(name, content)), b"--" + BOUNDARY.encode() + b"--"])
    request = RequestFactory().generic("POST", "/", body, content_type=MULTIPART_CONTENT)
    return OneFile(request.POST, request.FILES)


def test_a_form_says_what_is_wrong_next_to_the_field():
    form = post("a.pdf", picture())
    assert "image PNG" in form.errors["piece"][0]
    assert post("a.pdf", PDF).is_valid()


def test_an_empty_file_is_told_as_empty():
    assert post("a.pdf", b"").errors["piece"] == [uploads.EMPTY]


def test_fifty_megabytes_are_refused_without_being_kept(settings):
    settings.UPLOAD_MAX_MB = 20
    handler = uploads.CappedUploadHandler()
    handler.new_file("piece", "gros.pdf", "application/pdf", None)
    chunk = PDF.ljust(64 * 1024, b"x")
    for start in range(0, 50 * choices.MEGABYTE, len(chunk)):
        handler.receive_data_chunk(chunk, start)
        assert handler.file.tell() <= 20 * choices.MEGABYTE
    received = handler.file_complete(50 * choices.MEGABYTE)
    assert received.read() == b""
    with pytest.raises(Refused, match="limite est de 20"):
        uploads.check(received)


def test_a_large_upload_passes_through_the_disk_and_is_refused_by_the_form(settings):
    settings.UPLOAD_MAX_MB = 3
    form = post("gros.pdf", PDF.ljust(4 * choices.MEGABYTE, b"x"))
    assert "limite est de 3" in form.errors["piece"][0]
    assert isinstance(form.files["piece"].file.name, str)


def test_a_file_at_the_limit_is_received_whole(settings):
    settings.UPLOAD_MAX_MB = 3
    form = post("juste.pdf", PDF.ljust(3 * choices.MEGABYTE, b"x"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["piece"].size == 3 * choices.MEGABYTE
