"""Workbooks that claim more than they hold, or hold more than they should: our refusals, in bounded time and memory."""

import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.test_sheets import EUR, HEADER, booked, read, rows_of
from tests.formats.workbooks import MAIN, TYPES, cell, row, sheet, values, xlsx, zipped
from tests.services.books import refused
from wallet_cli.domain.files.statement import Profile
from wallet_cli.errors import BadFile
from wallet_cli.formats.table import sheet_format, xlsx_rows
from wallet_cli.formats.table import xlsx as package
from wallet_cli.formats.table.sheet_format import bank

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def test_a_document_type_of_its_own_is_refused_in_every_part():
    whole = xlsx(sheet(HEADER, booked()), texts="<si><t>x</t></si>")
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for name in parts:
        if name != "[Content_Types].xml":
            with refused("file-declares-entities", 7):
                read(zipped({**parts, name: BOMB + parts[name]}))


def test_many_empty_rows_cost_no_memory():
    empty = "".join(f'<row r="{line}"/>' for line in range(3, 100_003))
    data = xlsx(sheet(HEADER, booked(line=2), empty, booked(line=100_003)))
    tracemalloc.start()
    found = [each.line for each in rows_of(data)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [2, 100_003]
    assert peak < 8 << 20


@pytest.mark.parametrize(("serial", "more"), [(2958000, '<workbookPr date1904="1"/>'), (2958465.9999999, "")])
def test_a_day_behind_the_last_year_is_no_day(serial, more):
    data = xlsx(sheet(HEADER, booked(line=2), booked(serial=serial, line=3)), more=more)
    assert [each.line for each in rows_of(data)] == [2]


def test_a_text_in_very_many_pieces_is_damage(monkeypatch):
    """Each is added to those before: the time grows with the square of their number."""
    monkeypatch.setattr(xlsx_rows, "PIECES_LIMIT", 3)

    def book(count: int) -> bytes:
        text = f'<c t="inlineStr"><is>{"<r><t>Shop</t></r>" * count}</is></c>'
        return xlsx(sheet(HEADER, row(cell(46329, style=1), text, cell(-1)), booked()))

    assert [each.payee for each in rows_of(book(4))] == ["Shop" * 4, "Shop"]
    with refused("sheet-damaged", 7):
        read(book(5))


def test_corners_that_lie_far_apart_cost_nothing():
    data = xlsx(sheet(HEADER, booked(line=2), row(cell(1, "ZZ1048576"), line=1048576)))
    with refused("sheet-too-large", 7):
        read(data)
    assert len(rows_of(xlsx(sheet(HEADER, booked(line=2), row(cell("note", "A1048576"), line=1048576))))) == 1


@pytest.mark.parametrize(
    "broken",
    [
        row(cell(1, "1")), row(cell(1, "é1")), row(line=0) + "<row r='x'/>", "<row r='0'/>", "<row r='1048577'/>",
        "<row r='5'/><row r='5'/>", "<row r='99999999999'/>", row("<c t='s'><v>0</v></c>"),
        row("<c t='s'><v>x</v></c>"), row("<c t='s'><v>-5</v></c>"), "<row>", "</row>", "\x00",
        "<c r='A1'><v>&x;</v></c>",
    ],
)  # fmt: skip
def test_a_broken_sheet_is_refused(broken):
    with refused("sheet-damaged", 7):
        read(xlsx(sheet(HEADER, broken)))


def test_a_negative_number_of_a_text_is_no_text():
    with refused("sheet-damaged", 7):
        read(xlsx(sheet(HEADER, row("<c t='s'><v>-1</v></c>")), texts="<si><t>x</t></si>"))


def test_a_cell_that_is_there_twice_is_damage_and_one_out_of_order_is_none():
    with refused("sheet-damaged", 7):
        read(xlsx(sheet(HEADER, row(cell(46329, "A2", 1), cell("a", "B2"), cell(-1, "C2"), cell(-2, "C2")))))
    found = rows_of(xlsx(sheet(HEADER, row(cell(-1, "C2"), cell("a", "B2"), cell(46329, "A2", 1)))))
    assert [(each.payee, each.amount.minor) for each in found] == [("a", -100)]


def test_more_columns_than_a_statement_has_are_refused():
    with refused("sheet-too-large", 7):
        read(xlsx(sheet(HEADER, row("<c/>" * 600, cell(1)))))


def test_what_is_packed_too_tightly_is_refused(monkeypatch):
    monkeypatch.setattr(package, "SHEET_BYTES", 1 << 20)
    with refused("zip-bomb", 7):
        read(xlsx(sheet(HEADER, booked(), row("<c/>" * 300_000))))
    monkeypatch.setattr(package, "PART_BYTES", 1 << 20)
    with refused("zip-bomb", 7):
        read(xlsx(sheet(HEADER), texts="<si><t>" + "a" * (2 << 20) + "</t></si>"))


def test_a_long_text_that_many_cells_share_is_refused(monkeypatch):
    monkeypatch.setattr(sheet_format, "CHARS_LIMIT", 1 << 20)
    shared = row(*["<c t='s'><v>0</v></c>"] * 100)
    with refused("sheet-too-large", 7):
        read(xlsx(sheet(HEADER, *[shared] * 100), texts="<si><t>" + "a" * 1000 + "</t></si>"))
    monkeypatch.setattr(package, "TEXTS_LIMIT", 1000)
    with refused("sheet-too-large", 7):
        read(xlsx(sheet(HEADER), texts="<si><t>x</t></si>" * 100))


def test_what_is_no_workbook_of_ours_is_refused():
    for parts in (
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"},
        {"[Content_Types].xml": TYPES, "xl/workbook.bin": b"\0"},
        {"[Content_Types].xml": TYPES, "word/document.xml": "<x/>"},
    ):
        with refused("sheet-kind-unknown", 7):
            read(zipped(parts))
    with refused("zip-damaged", 7):
        read(b"PK\x03\x04" + b"\0" * 100)


def test_a_relation_to_elsewhere_is_none():
    outside = "<Relationships><Relationship Id='r1' Target='http://x/s1.xml' TargetMode='External'/></Relationships>"
    with refused("sheet-none", 7):
        read(xlsx(sheet(HEADER, booked()), parts={"xl/_rels/workbook.xml.rels": outside}))
    above = "<Relationships><Relationship Id='r1' Target='../../../etc/passwd'/></Relationships>"
    with refused("sheet-none", 7):
        read(xlsx(sheet(HEADER, booked()), parts={"xl/_rels/workbook.xml.rels": above}))
    whole = "<Relationships><Relationship Id='r1' Target='/xl/worksheets/s1.xml'/></Relationships>"
    assert len(rows_of(xlsx(sheet(HEADER, booked()), parts={"xl/_rels/workbook.xml.rels": whole}))) == 1


def test_a_workbook_without_styles_or_relations_of_its_own_is_read():
    data = xlsx(sheet(HEADER, values("2026-11-03", "Shop", -1)), styles="<styleSheet/>", parts={"_rels/.rels": "<x/>"})
    assert len(rows_of(data)) == 1


WHOLE = xlsx(sheet(HEADER, booked(), booked(more=cell("x"))), texts="<si><t>x</t></si>")


def harmless(data: bytes) -> None:
    bank.sniff(data[:65536])
    try:
        list(bank.read(io.BytesIO(data), Profile(EUR)))
    except BadFile:
        return


def test_a_file_that_is_cut_off_anywhere_is_refused():
    for end in range(1, len(WHOLE)):
        with pytest.raises(BadFile):
            read(WHOLE[:end])


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_changed_bytes_are_read_or_refused(at, change):
    harmless(WHOLE[:at] + change + WHOLE[at + len(change) :])


PIECES = st.sampled_from(
    [
        "<row>", "</row>", "<row r='7'>", "<c>", "</c>", "<c r='B2' t='s'>", "<c t='inlineStr'>", "<is>", "</is>",
        "<t>", "</t>", "<v>", "</v>", "46329", "-1.5", "<f>A1</f>", "<rPh>", "</rPh>", "<!-- x -->", "<![CDATA[x]]>",
        "&amp;",
        "<c s='1'><v>1e300</v></c>", "<c s='2'><v>-0</v></c>", "</sheetData>", "_x0000_",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_any_elements_are_read_or_refused(pieces):
    harmless(xlsx(f"<worksheet {MAIN}><sheetData>{HEADER}{''.join(pieces)}</sheetData></worksheet>"))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789.eE+-_naif x", max_size=40))
def test_any_number_is_read_back_or_left_out(text):
    shown = xlsx_rows.number(text)
    assert "E" not in shown.upper() or shown == text.strip()[:40]
    xlsx_rows.day(text)
    xlsx_rows.day(text, from_1904=True)
