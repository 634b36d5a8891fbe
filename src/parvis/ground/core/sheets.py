"""Tables written as CSV, XLSX and ODS, row after row, in constant memory.

Each writer is a generator of bytes: nothing is kept of the rows already sent. Values keep their type where the format
has one. A text is always written as a text, so that a spreadsheet never takes it for a formula.
"""

import csv
import datetime as dt
import io
import zipfile
import zlib
from decimal import Decimal
from itertools import chain
from xml.sax.saxutils import escape

from django.utils import timezone

BATCH = 500
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def write(kind, header, rows, *, title="Liste"):
    """Bytes of the table in the format `kind` (« csv », « xlsx » or « ods »)."""
    return {"csv": csv_bytes, "xlsx": xlsx_bytes, "ods": ods_bytes}[kind](header, rows, title=title)


# --- CSV ------------------------------------------------------------------------------------------


def csv_bytes(header, rows, *, title=""):
    """Semicolons, UTF-8 with a byte order mark: what a French spreadsheet opens without a question."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    yield b"\xef\xbb\xbf"
    for batch in batches(chain([header], rows)):
        writer.writerows([csv_value(value) for value in row] for row in batch)
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def csv_value(value):
    """A value as text; a text that a spreadsheet would run as a formula is preceded by an apostrophe."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, dt.datetime):
        return local(value).strftime("%d/%m/%Y %H:%M")
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    return str(value) if isinstance(value, int) else csv_value(str(value))


# --- XLSX -----------------------------------------------------------------------------------------

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OOXML = "http://schemas.openxmlformats.org"
MAIN = f"{OOXML}/spreadsheetml/2006/main"
XLSX_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{OOXML}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        '<Override PartName="/xl/styles.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{OOXML}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{OOXML}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{OOXML}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{OOXML}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OOXML}/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
        '<numFmt numFmtId="165" formatCode="dd/mm/yyyy hh:mm"/></numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="4"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/>'
        '<xf fontId="1" applyFont="1"/></cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}
EPOCH = dt.date(1899, 12, 30)


def xlsx_bytes(header, rows, *, title):
    """A workbook of one sheet whose first line, in bold, stays in view."""
    sink = Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, xml in XLSX_PARTS.items():
            archive.writestr(name, XML + xml)
        archive.writestr("xl/workbook.xml", XML + _workbook(title))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(
                f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
                '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
                f"<sheetData>{_xlsx_row(header, style=3)}".encode()
            )
            for batch in batches(rows):
                sheet.write("".join(map(_xlsx_row, batch)).encode())
                yield sink.take()
            sheet.write(b"</sheetData></worksheet>")
    yield sink.take()


def _workbook(title):
    # A sheet's name has at most 31 characters and none of these signs.
    name = "".join(" " if c in "[]:*?/\\'" else c for c in title)[:31].strip() or "Liste"
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OOXML}/officeDocument/2006/relationships"><sheets>'
        f'<sheet name="{xml_text(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _xlsx_row(row, style=0):
    return f"<row>{''.join([_xlsx_cell(value, style) for value in row])}</row>"


def _xlsx_cell(value, style):
    if isinstance(value, str):
        return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{xml_text(value)}</t></is></c>'
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float | Decimal):
        return f"<c><v>{value}</v></c>"
    if isinstance(value, dt.datetime):
        moment = local(value)
        seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
        return f'<c s="2"><v>{(moment.date() - EPOCH).days + seconds / 86400}</v></c>'
    if isinstance(value, dt.date):
        return f'<c s="1"><v>{(value - EPOCH).days}</v></c>'
    return _xlsx_cell(str(value), style)


# --- ODS ------------------------------------------------------------------------------------------

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ODS_MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{CONTENT_TYPES["ods"]}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
ODS_HEAD = (
    f'<office:document-content xmlns:office="{OASIS}:office:1.0" xmlns:table="{OASIS}:table:1.0" '
    f'xmlns:text="{OASIS}:text:1.0" xmlns:style="{OASIS}:style:1.0" xmlns:number="{OASIS}:datastyle:1.0" '
    f'xmlns:fo="{OASIS}:xsl-fo-compatible:1.0" office:version="1.3"><office:automatic-styles>'
    '<number:date-style style:name="N1"><number:day number:style="long"/><number:text>/</number:text>'
    '<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
    '</number:date-style><style:style style:name="d" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="h" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
    "</style:style></office:automatic-styles><office:body><office:spreadsheet>"
)


HEAD_STYLE = ' table:style-name="h"'


def ods_bytes(header, rows, *, title):
    """An OpenDocument spreadsheet of one table."""
    sink = Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        _store_mimetype(archive, sink)
        archive.writestr("META-INF/manifest.xml", XML + ODS_MANIFEST)
        with archive.open("content.xml", "w", force_zip64=True) as content:
            name = xml_text(title, quote=True)
            content.write(f'{XML}{ODS_HEAD}<table:table table:name="{name}"><table:table-header-rows>'.encode())
            content.write((_ods_row(header, HEAD_STYLE) + "</table:table-header-rows>").encode())
            for batch in batches(rows):
                content.write("".join(map(_ods_row, batch)).encode())
                yield sink.take()
            content.write(b"</table:table></office:spreadsheet></office:body></office:document-content>")
    yield sink.take()


def _store_mimetype(archive, sink):
    """OpenDocument wants its type first, stored, and its size in the local header: a stream cannot go back to it."""
    data = CONTENT_TYPES["ods"].encode()
    info = zipfile.ZipInfo("mimetype")
    info.CRC, info.compress_size, info.file_size, info.header_offset = zlib.crc32(data), len(data), len(data), 0
    sink.write(info.FileHeader(zip64=False) + data)
    archive.filelist.append(info)
    archive.NameToInfo[info.filename] = info
    archive.start_dir = sink.tell()
    archive._didModify = True


def _ods_row(row, style=""):
    return f"<table:table-row>{''.join([_ods_cell(value, style) for value in row])}</table:table-row>"


def _ods_cell(value, style):
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"{style}>{_paragraphs(value)}</table:table-cell>'
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, bool):
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(value).lower()}"/>'
    if isinstance(value, int | float | Decimal):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p>'
            "</table:table-cell>"
        )
    if isinstance(value, dt.date):
        moment = local(value).replace(tzinfo=None, microsecond=0) if isinstance(value, dt.datetime) else value
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{moment.isoformat()}" table:style-name="d">'
            f"<text:p>{moment:%d/%m/%Y}</text:p></table:table-cell>"
        )
    return _ods_cell(str(value), style)


def _paragraphs(text):
    # OpenDocument reads a run of spaces as one unless they are marked.
    spaced = xml_text(text).replace("  ", " <text:s/>")
    return "".join([f"<text:p>{line}</text:p>" for line in spaced.split("\n")])


# --- Shared ---------------------------------------------------------------------------------------

_NOT_XML = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def xml_text(text, *, quote=True):
    """Text that any XML may hold: control characters leave, signs are escaped."""
    text = text.translate(_NOT_XML)
    return escape(text, {'"': "&quot;"}) if quote else escape(text)


def local(moment):
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def batches(rows, size=BATCH):
    """Lists of at most `size` rows."""
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


class Sink(io.RawIOBase):
    """A file that cannot go back, emptied as it is filled."""

    def __init__(self):
        super().__init__()
        self._parts, self._length = [], 0

    def writable(self):
        return True

    def seekable(self):
        return False

    def write(self, data):
        self._parts.append(bytes(data))
        self._length += len(data)
        return len(data)

    def tell(self):
        return self._length

    def take(self):
        """What was written since the last call."""
        data = b"".join(self._parts)
        self._parts.clear()
        return data
