import datetime as dt
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from parvis.commons.imports import reading
from parvis.ground.core.errors import Refused
from parvis.ground.core.sheets import csv_bytes, xlsx_bytes


def upload(content, name="membres.csv"):
    return SimpleUploadedFile(name, content)


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


TEXT = "Prénom;Nom;Fonction\r\nHélène;Le Goff;Vice-présidente\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac-roman"])
def test_the_usual_encodings_of_spreadsheets_are_recognised(encoding):
    sheet = reading.read(upload(TEXT.encode(encoding)))
    assert sheet.headers == ["Prénom", "Nom", "Fonction"]
    assert sheet.lines == [(2, ["Hélène", "Le Goff", "Vice-présidente"])]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_usual_separators_are_recognised(separator):
    content = f'Prénom{separator}"Nom{separator} particule"\nAnne{separator}Dubois\n'.encode()
    assert reading.read(upload(content)).headers == ["Prénom", f"Nom{separator} particule".strip()]


def test_a_workbook_is_read_as_a_person_would_type_it():
    content = workbook(["Nom", "Depuis le", "Voix", "Présent"], ["Le Goff", dt.date(2026, 9, 26), 12.0, True])
    assert reading.read(upload(content, "membres.xlsx")).lines == [(2, ["Le Goff", "2026-09-26", "12", "oui"])]


def test_empty_lines_are_left_out_and_lines_keep_their_number():
    assert reading.read(upload(b"\n\nNom;Ville\n\nDubois;Agen\n;;\n")).lines == [(5, ["Dubois", "Agen"])]


@pytest.mark.parametrize(("kind", "write"), [("csv", csv_bytes), ("xlsx", xlsx_bytes)], ids=["csv", "xlsx"])
def test_our_own_exports_come_back_as_they_left(kind, write):
    content = b"".join(write(["Nom", "Téléphone"], [["Dubois", "+33612345678"]], title="Personnes"))
    assert reading.read(upload(content, f"x.{kind}")).lines == [(2, ["Dubois", "+33612345678"])]


def bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 201_000_000)
    return stream.getvalue()


def other_zip():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("notes.txt", b"x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "vide"),
        (b";;;\n;;\n", "vide"),
        (b"Nom;Ville\n", "pas de ligne sous ses titres"),
        (TEXT.encode("utf-8").decode("cp1252").encode("utf-8"), "mauvais encodage"),
        (b"%PDF-1.7 something\n\n", "ni un CSV ni un classeur"),
        (b"\x00\x01\x02\x03Nom", "ni un CSV ni un classeur"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "ancien format XLS"),
        (b"PK\x03\x04 broken", "abîmé"),
        (other_zip(), "ni un CSV ni un classeur"),
        (bomb(), "trop grand"),
        (b"Nom\n" + b"x\n" * 2001, "lignes au plus"),
        (b";".join([b"t"] * 101) + b"\nx\n", "100 colonnes"),
        (b"Nom\n" + b"x" * 10_001 + b"\n", "000 caract"),
    ],
    ids=range(13),
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(Refused, match=sentence):
        reading.read(upload(content))


def test_a_file_that_is_too_heavy_is_refused(settings):
    settings.UPLOAD_MAX_MB = 1
    with pytest.raises(Refused, match="la limite est de 1"):
        reading.read(upload(b"Nom\n" + b"x;" * 600_000))
