"""Tables as an OpenDocument spreadsheet, written by hand: typed cells, the same bytes for the same tables on any day.

The kept library for it dates every part by the clock (docs/dependencies.md says more).
"""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from html import escape

from common.tables import Cell, Table, lines_of, typed

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
MOMENT = (1980, 1, 1, 0, 0, 0)
"""The day that every part bears: the first that a zip can write."""
SIGN_WIDTH = 0.21
"""Width of a sign, in centimetres."""

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACES = " ".join(
    f'xmlns:{name}="{uri if ":" in uri else f"urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"}"'
    for name, uri in [
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("number", "datastyle"),
        ("config", "config"),
        ("fo", "xsl-fo-compatible"),
        ("ooo", "http://openoffice.org/2004/office"),
    ]
)
_PARTS = ("content.xml", "settings.xml", "styles.xml")
_MANIFEST = (
    f'{_DECLARATION}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
    + "".join(f'<manifest:file-entry manifest:full-path="{part}" manifest:media-type="text/xml"/>' for part in _PARTS)
    + "</manifest:manifest>"
)
_PAGE = (
    '<office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties '
    'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" style:scale-to-X="1"/>'
    "</style:page-layout></office:automatic-styles><office:master-styles>"
    '<style:master-page style:name="Default" style:page-layout-name="page"/></office:master-styles>'
)
_LOOKS = (
    '<number:date-style style:name="dmy"><number:day number:style="long"/><number:text>/</number:text>'
    '<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
    "</number:date-style>"
    '<style:style style:name="sheet" style:family="table" style:master-page-name="Default"/>'
    '<style:style style:name="text" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>'
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="dmy">'
    '<style:table-cell-properties style:vertical-align="top"/>'
    '<style:paragraph-properties fo:text-align="center"/></style:style>'
    '<style:style style:name="head" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" '
    'style:vertical-align="top" fo:background-color="#efe9dc" fo:border-bottom="0.06cm solid #000000"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)
_FROZEN = "".join(
    f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
    for name, kind, value in [
        ("VerticalSplitMode", "short", 2),
        ("VerticalSplitPosition", "int", 1),
        ("ActiveSplitRange", "short", 2),
        ("PositionBottom", "int", 1),
    ]
)


def ods_bytes(*tables: Table) -> bytes:
    """Write a sheet for each table; a text is a typed text, never a formula."""
    parts = {
        "META-INF/manifest.xml": _MANIFEST,
        "content.xml": _document("content", _content(tables)),
        "settings.xml": _document("settings", _settings(tables)),
        "styles.xml": _document("styles", _PAGE),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(_entry("mimetype"), MIMETYPE, zipfile.ZIP_STORED)
        for name, text in parts.items():
            archive.writestr(_entry(name), text, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, MOMENT)
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry


def _document(kind: str, body: str) -> str:
    return f'{_DECLARATION}<office:document-{kind} {_NAMESPACES} office:version="1.3">{body}</office:document-{kind}>'


def _content(tables: Sequence[Table]) -> str:
    widths = [table.widths() for table in tables]
    columns = "".join(
        f'<style:style style:name="w{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * SIGN_WIDTH:.2f}cm"/></style:style>'
        for width in sorted({width for row in widths for width in row})
    )
    sheets = "".join(_sheet(table, row) for table, row in zip(tables, widths, strict=True))
    return (
        f"<office:automatic-styles>{columns}{_LOOKS}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    )


def _sheet(table: Table, widths: Sequence[int]) -> str:
    columns = "".join(f'<table:table-column table:style-name="w{width}"/>' for width in widths)
    return (
        f'<table:table table:name="{escape(table.title)}" table:style-name="sheet">{columns}'
        f"<table:table-header-rows>{_row(table.header, 'head')}</table:table-header-rows>"
        f"{''.join(_row(row, 'text') for row in table.rows)}</table:table>"
    )


def _row(cells: Sequence[Cell], look: str) -> str:
    return f"<table:table-row>{''.join(_cell(typed(cell), look) for cell in cells)}</table:table-row>"


def _cell(cell: Cell, look: str) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, str):
        value, lines = 'office:value-type="string"', [_spaced(line) for line in lines_of(cell)]
    elif isinstance(cell, date):
        look, lines = "day", [f"{cell:%d/%m/%Y}"]
        value = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    else:
        value, lines = f'office:value-type="float" office:value="{cell}"', [str(cell)]
    shown = "".join(f"<text:p>{line}</text:p>" for line in lines)
    return f'<table:table-cell table:style-name="{look}" {value}>{shown}</table:table-cell>'


def _spaced(line: str) -> str:
    """Write a line so that OpenDocument, which folds white space, keeps its tabs and each of its spaces."""
    kept = re.sub("^ +|(?<= ) +| +$", lambda run: f'<text:s text:c="{len(run[0])}"/>', escape(line))
    return kept.replace("\t", "<text:tab/>")


def _settings(tables: Sequence[Table]) -> str:
    """Keep the header of every sheet in sight."""
    frozen = "".join(
        f'<config:config-item-map-entry config:name="{escape(table.title)}">{_FROZEN}</config:config-item-map-entry>'
        for table in tables
    )
    return (
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        f'<config:config-item-map-named config:name="Tables">{frozen}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>"
    )
