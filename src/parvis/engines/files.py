"""Files that engines read and publish: strict UTF-8, lines that can be named, one canonical form to fingerprint."""

import csv
import errno
import hashlib
import io
import json
from operator import itemgetter
from pathlib import Path

from .errors import BadInput

REASONS = {
    errno.ENOENT: "fichier ou dossier absent",
    errno.EACCES: "accès refusé",
    errno.EISDIR: "c’est un dossier",
    errno.ENOTDIR: "ce qui le contient n’est pas un dossier",
    errno.ENOSPC: "le disque est plein",
}
"""Why the operating system says no; it says the rest itself, in its own language."""

NOT_UTF8 = "ce fichier n’est pas en UTF-8 ; enregistrez-le de nouveau en UTF-8."


def read_text(path):
    """The text of a file.

    Raises BadInput when it is missing, empty or not UTF-8, with the line of the first byte that is not text.
    """
    try:
        raw = Path(path).read_bytes()
    except OSError as fault:
        raise BadInput(f"Le fichier « {path} » ne se lit pas : {_reason(fault)}.") from fault
    if not raw.strip():
        raise BadInput(f"Le fichier « {Path(path).name} » est vide.")
    if b"\0" in raw:
        # What a spreadsheet saves as « Unicode » is UTF-16: its zeros are not UTF-8 to be read, even where they decode.
        raise BadInput(NOT_UTF8, line=raw.count(b"\n", 0, raw.index(b"\0")) + 1)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        raise BadInput(NOT_UTF8, line=line) from fault


def write_text(path, text):
    """Write a file in UTF-8, ends of lines as they are. Raises BadInput where it cannot be written."""
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as fault:
        raise BadInput(f"Le fichier « {path} » ne s’écrit pas : {_reason(fault)}.") from fault


def read_rows(path, needed=()):
    """Rows of a CSV file whose first line names the columns: pairs (line number, {column: text}).

    The separator is `,` or `;`, whichever the first line holds. Raises BadInput when a column of `needed` is absent,
    a name comes twice, or a row has another number of cells than the first line.
    """
    return rows_of(read_text(path), needed)


def rows_of(text, needed=()):
    """The same, from text already read."""
    names, lines = lines_of(text, needed)
    return [(line, dict(zip(names, cells, strict=True))) for line, cells in lines]


def lines_of(text, needed=()):
    """The column names, then one pair (line number, cells) at a time, for tables too large to hold as dictionaries."""
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    rows = whole_rows(reader)
    names = [name.strip() for name in next(rows)]
    _check_names(names, needed)
    return names, _lines(rows, reader, len(names))


def whole_rows(reader):
    """The rows of a CSV reader, one at a time.

    Raises BadInput, with the line where it begins, for a cell too long to be one: its quote was never closed.
    """
    last = reader.line_num
    try:
        for cells in reader:
            last = reader.line_num
            yield cells
    except csv.Error as fault:
        sentence = "une cellule est trop longue : un guillemet ouvert n’est sans doute pas refermé."
        raise BadInput(sentence, line=last + 1) from fault


def check_ids(pairs):
    """Raise BadInput, with its line, for the first id of a file that is empty or already taken: pairs (line, id)."""
    taken = set()
    for line, one in sorted(pairs, key=itemgetter(0)):
        if not one:
            raise BadInput("l’identifiant est vide.", line=line)
        if one in taken:
            raise BadInput(f"l’identifiant « {one} » est déjà pris.", line=line)
        taken.add(one)


def _lines(rows, reader, width):
    begins = reader.line_num + 1
    for cells in rows:
        # A row may hold ends of lines between quotes: it is named by the line where it begins.
        line, begins = begins, reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != width:
            raise BadInput(f"{width} cellules étaient attendues, il y en a {len(cells)}.", line=line)
        yield line, [cell.strip() for cell in cells]


def read_json(path):
    """The value of a JSON file. Raises BadInput with the line where it stops being one."""
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as fault:
        raise BadInput(f"« {Path(path).name} » n’est pas du JSON.", line=fault.lineno) from fault


def read_published(path, kind, fields):
    """What an engine published: a JSON file that says its `format`.

    Raises BadInput when it is not of this kind, or when one of these fields is not there.
    """
    value = read_json(path)
    if not isinstance(value, dict) or value.get("format") != kind:
        raise BadInput(f"« {Path(path).name} » n’est pas un fichier « {kind} ».")
    absent = [name for name in fields if name not in value]
    if absent:
        raise BadInput(f"« {Path(path).name} » n’est pas entier : « {absent[0]} » y manque.")
    return value


def canonical_csv(columns, rows):
    """One text for one table, whoever writes it: comma, minimal quotes, LF, columns and rows as given."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def canonical_json(value):
    """One text for one value: sorted keys, no spaces, real accents (as RFC 8785 does for texts and integers)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(text):
    """SHA-256 of a text in UTF-8, in hexadecimal. Raises BadInput for what a terminal in another code gave."""
    try:
        return hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as fault:
        raise BadInput("Un caractère ne s’écrit pas en UTF-8 : recopiez le texte, accents compris.") from fault


def _reason(fault):
    return REASONS.get(fault.errno, fault.strerror)


def _check_names(names, needed):
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadInput(f"la colonne « {twice[0]} » est là deux fois.", line=1)
    absent = [name for name in needed if name not in names]
    if absent:
        raise BadInput(f"la colonne « {absent[0]} » manque ; colonnes lues : {', '.join(names)}.", line=1)
