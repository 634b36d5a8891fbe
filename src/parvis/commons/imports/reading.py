"""From a file that somebody hands over to titles and lines of text. Everything that goes wrong is said in French."""

import csv
import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass

from django.conf import settings

from parvis.ground.core.errors import Refused
from parvis.ground.core.french import number, weight
from parvis.ground.core.sheets import FORMULA_STARTS
from parvis.ground.documents import antivirus

# The trial of the lines holds the embedded database’s write lock: five milliseconds a line, ten seconds at most.
MOST_LINES = 2000
MOST_COLUMNS = 100
LONGEST_CELL = 10_000
UNPACKED = 200_000_000  # octets of a workbook once unpacked: beyond, it is an attack on memory
SEPARATORS = ";,\t|"
SAVE_AS = "Dans votre tableur : Fichier, Enregistrer sous, CSV UTF-8 ou XLSX."


@dataclass(frozen=True)
class Sheet:
    """The titles of the columns, and the lines under their number in the file."""

    headers: list
    lines: list  # (number, [cells])


def read(upload):
    """The sheet of an uploaded CSV or XLSX file. `Refused` when it is empty, too large or not readable."""
    content = _content(upload)
    antivirus.scan(upload)
    rows = _workbook_rows(content) if content.startswith(b"PK") else _text_rows(content)
    return _sheet(rows)


def _content(upload):
    most = settings.UPLOAD_MAX_MB * 1_000_000
    if upload.size > most:
        raise Refused(f"Ce fichier pèse {weight(upload.size)} : la limite est de {weight(most)}. Scindez-le.")
    upload.seek(0)
    content = upload.read()
    if not content.strip(b"\x00 \t\r\n;,\xef\xbb\xbf"):
        raise Refused("Ce fichier est vide : choisissez-en un autre.")
    return content


# --- Spreadsheets ---


def _workbook_rows(content):
    """Rows of the first sheet. Only values are read: formulas give their last result."""
    # A quarter of the time that the application takes to load: only who hands over a workbook waits for it.
    from openpyxl import load_workbook

    _refuse_bombs(content)
    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = workbook.worksheets[0]
    except Exception as error:  # the library raises whatever the broken part happens to break
        raise Refused(f"Ce classeur ne s’ouvre pas : il est abîmé ou protégé. {SAVE_AS}") from error
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1):
        yield [_cell_text(value) for value in row]


def _refuse_bombs(content):
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise Refused(f"Ce classeur ne s’ouvre pas : il est abîmé. {SAVE_AS}") from error
    if "xl/workbook.xml" not in archive.namelist():
        raise Refused(f"Ce fichier n’est ni un CSV ni un classeur XLSX. {SAVE_AS}")
    if sum(entry.file_size for entry in archive.infolist()) > UNPACKED:
        raise Refused("Ce classeur est trop grand une fois ouvert. Scindez-le, ou enregistrez-le en CSV.")


def _cell_text(value):
    """A cell as a person would have typed it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


# --- Text ---


def _text_rows(content):
    text = decode(content)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text)):
            yield [_bare(cell) for cell in row]
    except csv.Error as error:
        raise Refused(f"Ce fichier CSV ne se lit pas : un guillemet n’est pas refermé. {SAVE_AS}") from error


def _bare(cell):
    """The text without the apostrophe that our own exports put before what a spreadsheet would run."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in FORMULA_STARTS else cell


def decode(content):
    """The text of a CSV file: UTF-8, UTF-16 with its mark, or the older encodings of Windows and Mac spreadsheets.

    `Refused` when the bytes are no text, or when accents were already broken before they came here.
    """
    _refuse_binary(content)
    text = _decoded(content)
    if re.search(r"Ã[©¨ªàâ§´¯®¹»€]|â€™|Ã\u00a0", text) or "\ufffd" in text:
        raise Refused(
            "Les accents de ce fichier sont abîmés (« Ã© » à la place de « é ») : il a été enregistré dans un "
            f"mauvais encodage. {SAVE_AS}"
        )
    return text


def _decoded(content):
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    text = content.decode("cp1252", errors="replace")
    # In the Mac encoding « é » is 0x8E, which Windows reads « Ž »: French has no such letter.
    return content.decode("mac-roman") if re.search("[ŽžŠ•]", text) and not re.search("[éèàç]", text) else text


def _refuse_binary(content):
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(f"Ce classeur est dans l’ancien format XLS. {SAVE_AS}")
    head = content[:4096]
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")) or (not wide and b"\x00" in head):
        raise Refused(f"Ce fichier n’est ni un CSV ni un classeur XLSX. {SAVE_AS}")


def separator_of(text):
    """The separator of the first line: the one that cuts it most, quotes left aside."""
    first = re.sub(r'"[^"]*"', "", text.lstrip("\ufeff\r\n").split("\n", 1)[0])
    return max(SEPARATORS, key=first.count)


# --- Both ---


def _sheet(rows):
    """The first line that says something holds the titles; empty lines are left out."""
    headers, lines = None, []
    for position, row in enumerate(rows, start=1):
        cells = _trimmed(row)
        if not cells:
            continue
        if headers is None:
            headers = _titles(cells)
        else:
            lines.append((position, _checked(cells, position)))
        if len(lines) > MOST_LINES:
            raise Refused(f"Un import lit {number(MOST_LINES)} lignes au plus : scindez le fichier.")
    if not lines:
        raise Refused("Ce fichier n’a pas de ligne sous ses titres : la première ligne doit porter les titres.")
    return Sheet(headers, lines)


def _trimmed(row):
    cells = [cell.replace("\x00", "").strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _titles(cells):
    if len(cells) > MOST_COLUMNS:
        raise Refused(f"Ce fichier a plus de {MOST_COLUMNS} colonnes : gardez celles qui sont à importer.")
    return [cell[:200] or f"colonne {position}" for position, cell in enumerate(cells, start=1)]


def _checked(cells, position):
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise Refused(f"Ligne {position} : une cellule dépasse {number(LONGEST_CELL)} caractères.")
    return cells
