"""Workbooks as programs write them, and as nobody should: XLSX from its parts, ZIPs from their fields."""

import io
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>'
    '<numFmt numFmtId="165" formatCode="&quot;day&quot;0.00"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
)
"""Style 1 is a day, 2 a day with its time, 3 a number."""


def cell(value: object, place: str = "", style: int = 0) -> str:
    """A cell: numbers and texts as such."""
    at = f' r="{place}"' if place else ""
    if isinstance(value, str):
        text = value.replace("&", "&amp;").replace("<", "&lt;")
        return f'<c{at} t="inlineStr"><is><t>{text}</t></is></c>' if value else f"<c{at}/>"
    return f'<c{at} s="{style}"><v>{value}</v></c>'


def row(*cells: str, line: int = 0) -> str:
    """A row of cells."""
    return f"<row{f' r={chr(34)}{line}{chr(34)}' if line else ''}>{''.join(cells)}</row>"


def values(*found: object, line: int = 0) -> str:
    """A row of values."""
    return row(*map(cell, found), line=line)


def sheet(*rows: str) -> str:
    """A sheet's XML."""
    return f"<worksheet {MAIN}><sheetData>{''.join(rows)}</sheetData></worksheet>"


def xlsx(
    *sheets: str,
    texts: str = "",
    styles: str = STYLES,
    hidden: tuple[int, ...] = (),
    more: str = "",
    parts: dict[str, str] | None = None,
    names: Sequence[str] = (),
) -> bytes:
    """A workbook of these sheets, S1, S2 … unless they have ``names``; ``parts`` take the place of its own."""
    called = names or [f"S{at}" for at, _ in enumerate(sheets, 1)]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="r{at}" state="{"hidden" if at in hidden else "visible"}"/>'
        for at, name in enumerate(called, 1)
    )
    related = "".join(f'<Relationship Id="r{at}" Target="worksheets/s{at}.xml"/>' for at in range(1, len(sheets) + 1))
    found = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'<Relationships {RELATIONS}><Relationship Id="a" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}">{more}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships {RELATIONS}>{related}</Relationships>",
        "xl/styles.xml": styles,
        **{f"xl/worksheets/s{at}.xml": text for at, text in enumerate(sheets, 1)},
    }
    if texts:
        found["xl/sharedStrings.xml"] = f"<sst {MAIN}>{texts}</sst>"
    return zipped({**found, **(parts or {})})


def tables(file: str, *sheets: str) -> None:
    """For pages: write a workbook of sheets like ``March=day,who,amount/2026-03-02,Bakery,-4.10``."""
    named = [each.partition("=") for each in sheets]
    written = [sheet(*(values(*map(_value, line.split(","))) for line in text.split("/"))) for _, _, text in named]
    Path(file).write_bytes(xlsx(*written, names=[name for name, _, _ in named]))


def _value(cell: str) -> object:
    try:
        return float(cell)
    except ValueError:
        return cell


def zipped(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


if __name__ == "__main__":
    tables(*sys.argv[1:])
