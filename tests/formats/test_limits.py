"""Files that hold more than any bank writes: refused by name, after so much work and memory as the limits say.

Work is counted in lines, tags and bytes, so that nothing depends on how fast a machine is.
"""

import io
import tracemalloc
import zlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.formats.test_sheets import HEADER, booked, read, rows_of
from tests.formats.workbooks import MAIN, TYPES, sheet, xlsx, zipped
from tests.services.books import refused
from wallet_cli.domain.currency import currency
from wallet_cli.domain.files.statement import BankEvent, Profile, Refusal, Row
from wallet_cli.formats import base, registry
from wallet_cli.formats.packed import directory, unpack
from wallet_cli.formats.table import cut, xlsx_rows
from wallet_cli.formats.table import xlsx as package

EUR = Profile(currency("EUR"))
CSV = "Date,Payee,Amount\n2026-11-20,Tea,-1.50\n"


def events(name: str, text: str) -> list[BankEvent]:
    return list(registry.bank_reader(name).read(io.BytesIO(text.encode()), EUR))


def slugs(name: str, text: str) -> list[str]:
    return [each.slug for each in events(name, text) if isinstance(each, Refusal)]


def grown(name: str, text: str) -> int:
    """The most memory that reading took, beside the file and its text."""
    tracemalloc.start()
    events(name, text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.mark.parametrize("body", ["<c/>", "<x/>", "<x></x>", "<c><v></v></c>", "<!-- -->"])
def test_a_workbook_has_room_for_so_many_tags_whatever_they_are(monkeypatch, body):
    monkeypatch.setattr(package, "TAGS_LIMIT", 2000)
    assert len(rows_of(xlsx(sheet(HEADER, booked(), body * 100)))) == 1
    with refused("sheet-too-large", 7):
        read(xlsx(sheet(HEADER, booked(), body * 2000)))


def test_a_member_that_many_sheets_name_is_read_as_long_as_there_is_room(monkeypatch):
    data = xlsx(sheet(HEADER, booked(), "<x/>" * 100))
    names = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(50))
    with io.BytesIO(data) as file:
        members = {each.name: unpack.whole(data, each, 1 << 20) for each in directory.members(file.getvalue())}
    book = members["xl/workbook.xml"].decode()
    at, end = book.index("<sheet "), book.index("</sheets>")
    target = members["xl/_rels/workbook.xml.rels"].decode().split('Id="')[1].split('"')[0]
    members["xl/workbook.xml"] = (book[:at] + names.replace("rId1", target) + book[end:]).encode()
    many = zipped(members)
    assert len(rows_of(many)) == 1
    monkeypatch.setattr(package, "WORKBOOK_BYTES", 10 * len(members["xl/workbook.xml"]))
    assert len(rows_of(data)) == 1
    with refused("sheet-too-large", 7):
        read(many)


def test_what_comes_before_the_end_of_a_value_is_not_held_without_end(monkeypatch):
    monkeypatch.setattr(xlsx_rows, "HELD_LIMIT", 1000)
    with refused("sheet-too-large", 7):
        read(xlsx(sheet(HEADER, booked(), "a" * 600_000 + "<row/>")))


def test_a_single_tag_of_megabytes_is_damage():
    with refused("sheet-damaged", 7):
        read(zipped({"[Content_Types].xml": TYPES, "xl/workbook.xml": f"<workbook {MAIN} a='{' ' * (6 << 20)}'/>"}))


def test_what_is_packed_is_handed_on_in_small_pieces_each_copied_once(monkeypatch):
    """Left over input is copied at each piece: fed whole, the time grows with the square of its size."""
    fed: list[int] = []
    real = zlib.decompressobj

    class Counted:
        def __init__(self, bits: int) -> None:
            self.inner = real(bits)

        def decompress(self, data: bytes, most: int) -> bytes:
            fed.append(len(data))
            return self.inner.decompress(data, most)

        def __getattr__(self, name: str) -> object:
            return getattr(self.inner, name)

    monkeypatch.setattr(unpack.zlib, "decompressobj", Counted)
    noise = b"".join(zlib.crc32(n.to_bytes(4, "big")).to_bytes(4, "big") for n in range(300_000))
    data = zipped({"a": noise + b"\0" * (8 << 20)})
    (member,) = directory.members(data)
    assert unpack.whole(data, member, 64 << 20) == noise + b"\0" * (8 << 20)
    assert max(fed) <= 1 << 16 and sum(fed) < 4 * len(data) + len(fed) * (1 << 14)


@pytest.mark.parametrize("method", [0, 8])
def test_a_stored_member_comes_in_pieces_too(method):
    data = zipped({"a": b"x" * 1_000_000}, method)
    (member,) = directory.members(data)
    assert max(map(len, unpack.pieces(data, member, 1 << 30))) <= unpack.PIECE_BYTES


@pytest.mark.parametrize("line", ['"a","b', '2026-11-20,"Tea', '","', 'a,"b,"c'])
def test_each_line_is_looked_at_twice_at_most_however_many_quotes_are_open(monkeypatch, line):
    looks = 0
    real = cut.ends_open

    def counted(*args: str, is_open: bool) -> bool:
        nonlocal looks
        looks += 1
        return real(*args, is_open=is_open)

    monkeypatch.setattr(cut, "ends_open", counted)
    assert len(list(cut.CsvGrid(f"{line}\n" * 3000, ","))) <= 3000
    assert looks <= 2 * 3000 + 1


def is_open_after(line: str, *, is_open: bool) -> bool:
    """Sign by sign: a quote opens a cell only at its beginning, two of them inside are one. Pairs change nothing."""
    if line.count('"') % 2 == 0:
        return is_open
    is_fresh, at = not is_open, 0
    while at < len(line):
        if is_open and line[at] == '"':
            if line[at + 1 : at + 2] == '"':
                at += 1
            else:
                is_open = False
        elif not is_open:
            is_open = is_fresh and line[at] == '"'
            is_fresh = line[at] == "," or (is_fresh and line[at] == " ")
        at += 1
    return is_open


def tried(text: str) -> list[tuple[int, int]]:
    """The records, each with its first line and the one behind it, where every open quote is sought anew."""
    lines = text.removesuffix("\n").split("\n")
    found, at = [], 0
    while at < len(lines):
        end, is_open = at + 1, is_open_after(lines[at], is_open=False)
        while is_open and end < len(lines) and end <= at + 40:
            is_open = is_open_after(lines[end], is_open=True)
            end += 1
        end = at + 1 if is_open else end
        if lines[at].strip():
            found.append((at + 1, end + 1))
        at = end
    return found


@settings(max_examples=200, deadline=None)
@given(parts=st.lists(st.sampled_from(['"', '""', "a", " ", ",", "\n", " \n", "\n" * 39]), max_size=40))
@example(['"', "a", "\n", '"', "a", ",", '"', "a", "\n", '"', ",", '"', "\n", "a"])
def test_a_grid_has_the_records_of_one_that_tries_every_quote(parts):
    text = "".join(parts)
    assert [row.line for row in cut.CsvGrid(text, ",")] == [first for first, _ in tried(text)]


def test_a_quote_is_sought_over_forty_lines_and_what_is_known_of_them_is_kept():
    body = "x\n" * 38
    grid = list(cut.CsvGrid(f'"a\n{body}b",c\nd\n', ","))
    assert [(row.line, len(row.cells)) for row in grid] == [(1, 2), (41, 1)]
    # the first is never closed within reach, the second is
    grid = list(cut.CsvGrid(f'"a\n"b,"c\n{body}"d","e\nx\n"\nz\n', ","))
    assert grid[-1].cells == ["z"] and grid[0].line == 1


def test_blank_lines_are_passed_at_once_and_still_counted(monkeypatch):
    grid = list(cut.CsvGrid("\n" * 5000 + "a,b\n  \n\t\n\n c\n" + "\n" * 5000 + "d", ","))
    assert [(row.line, row.cells) for row in grid] == [(5001, ["a", "b"]), (5005, [" c"]), (10006, ["d"])]
    taken = 0
    real = cut.Lines.next

    def counted(self: cut.Lines) -> str | None:
        nonlocal taken
        taken += 1
        return real(self)

    monkeypatch.setattr(cut.Lines, "next", counted)
    assert len(list(cut.CsvGrid("a\n" + "\n" * 50_000 + "b", ","))) == 2
    assert taken <= 6


def test_a_record_has_only_so_many_cells():
    (row,) = cut.CsvGrid("," * 100_000, ",")
    assert len(row.cells) == 4097


def test_a_table_of_too_many_lines_is_refused_also_where_they_are_blank(monkeypatch):
    monkeypatch.setattr(cut, "ROWS_LIMIT", 50)
    assert len(events("csv", CSV + "2026-11-20,Tea,-1.50\n" * 48)) == 50
    for more in ("2026-11-20,Tea,-1.50\n" * 49, "\n" * 60 + "x"):
        with refused("file-too-many-rows", 7):
            events("csv", CSV + more)


ROWS = {
    "ofx": ("<OFX><STMTRS>", "<STMTTRN>", "</STMTRS>"),
    "mt940": (":20:A\n", ":61:\n", ""),
    "qif": ("!Type:Bank\nD2026-11-20\nT1\n^\n", "D2026-11-20\n^\n", ""),
}
STATEMENTS = {
    "ofx": ("<OFX>", "<STMTRS>", ""),
    "mt940": (":20:A\n:61:\n", ":20:B\n:61:\n:86:x\n:20:B\n:25:1\n", ""),
    "qif": ("D2026-11-20\nT1\n^\n", "!Type:Bank\n", ""),
}


@pytest.mark.parametrize("name", ROWS)
def test_rows_are_counted_before_any_is_kept(monkeypatch, name):
    monkeypatch.setattr(base, "ROWS_LIMIT", 50)
    before, unit, after = ROWS[name]
    assert len(slugs(name, before + unit * 48 + after)) >= 47
    with refused("file-too-many-rows", 7):
        events(name, before + unit * 51 + after)


@pytest.mark.parametrize("name", STATEMENTS)
def test_statements_are_counted_before_any_is_kept(monkeypatch, name):
    monkeypatch.setattr(base, "STATEMENTS_LIMIT", 50)
    before, unit, after = STATEMENTS[name]
    events(name, before + unit * 20 + after)
    with refused("file-too-many-statements", 7):
        events(name, before + unit * 52 + after)


@pytest.mark.parametrize("note", ["<INTRARS>", "<STATUS><SEVERITY>ERROR</STATUS>"])
def test_notes_of_ofx_are_counted_as_rows(monkeypatch, note):
    monkeypatch.setattr(base, "ROWS_LIMIT", 50)
    with refused("file-too-many-rows", 7):
        events("ofx", "<OFX>" + note * 51)


def test_of_a_statement_s_head_only_so_many_fields_are_kept():
    fields = "".join(f"<A{n}>1" for n in range(3000))
    refused, head = events("ofx", f"<OFX><STMTRS><BANKACCTFROM>{fields}<ACCTID>7</BANKACCTFROM></STMTRS></OFX>")
    assert (refused.slug, head.account) == ("row-too-many-parts", "")  # type: ignore[union-attr]


def test_a_split_has_only_so_many_parts_and_an_entry_so_many_lines():
    before = "!Type:Bank\nD2026-11-20\nT-1\n"
    (row,) = [each for each in events("qif", before + "Sa\n$1\n" * 1000 + "^\n") if isinstance(each, Row)]
    assert len([name for name, _ in row.extra if name.endswith("-amount")]) == 1000
    for more in ("Sa\n$1\n" * 1001, "Astreet\n" * 1001, "Sa\n" * 600 + "Astreet\n" * 600):
        assert slugs("qif", before + more + "^\nD2026-11-21\nT-2\n^\n") == ["row-too-many-parts"]
    assert grown("qif", before + "Sa\n$1\n" * 100_000 + "^\n") < 6_000_000


@pytest.mark.parametrize("piece", ["x" * 64 + "\n", "?20" + "x" * 27, "/NAME/x"])
def test_a_booking_s_text_has_an_end(piece):
    start = ":20:A\n:25:1\n:60F:C261119EUR1,\n:61:2611201120C1,NTRF\n:86:"
    end = "\n:61:2611201120C2,NTRF\n:62F:C261120EUR4,\n"
    size = base.TEXT_CHARS // len(piece)
    assert slugs("mt940", start + piece * (size - 1) + end) in ([], ["text-too-long"])
    assert slugs("mt940", start + piece * (size + 1) + end) == ["row-too-long"]
    text = start + piece * (1_000_000 // len(piece)) + end
    assert grown("mt940", text) < 8 * len(text)


def test_a_row_of_ofx_has_an_end():
    row = "<STMTTRN><DTPOSTED>20261120<TRNAMT>-1{}</STMTTRN>"
    text = "<OFX><STMTRS><CURDEF>EUR{}{}</STMTRS></OFX>"
    long = row.format("".join(f"<A{n}>b" for n in range(20_000)))
    assert slugs("ofx", text.format(row.format(""), long)) == ["row-too-long"]
    assert len([each for each in events("ofx", text.format(long, row.format(""))) if isinstance(each, Row)]) == 1
