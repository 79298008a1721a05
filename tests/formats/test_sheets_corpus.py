"""Workbooks that banks and e-wallets really gave out; skipped where they are not. calamine reads the same cells."""

import io
from decimal import Decimal
from pathlib import Path

import pytest

from tests.formats.questions import ANSWERS, CORPUS, files
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import Profile, Refusal, Row
from wallet_cli.errors import UnclearFile
from wallet_cli.formats import registry
from wallet_cli.formats.packed import ole
from wallet_cli.formats.table import xls, xlsx, xlsx_rows
from wallet_cli.formats.table.xlsx_rows import of_float

FILES = files("xlsx")
pytestmark = pytest.mark.skipif(not FILES, reason="no statements of banks beside the repository (WALLET_CORPUS)")


def events(path: str) -> list:
    data = (CORPUS / path).read_bytes()
    name, _ = registry.recognise(data[:65536])
    assert name == ("csv" if "hxsec" in path else "sheets")
    options: dict[str, str] = {}
    while True:
        try:
            reader = registry.bank_reader(name, options)
            return list(reader.read(io.BytesIO(data), Profile(Currency("CNY", 2))))
        except UnclearFile as problem:
            options.update([ANSWERS[problem.slug]])


@pytest.mark.parametrize("file", FILES, ids=[Path(each["path"]).name for each in FILES])
def test_every_row_is_there_once_or_refused_with_its_line(file):
    found = events(file["path"])
    rows = [event for event in found if isinstance(event, Row)]
    refusals = [event for event in found if isinstance(event, Refusal)]
    assert len({event.line for event in (*rows, *refusals)}) == len(rows) + len(refusals) == file["rows"]
    if file["sum"] is not None:
        assert sum(Decimal(row.amount.minor).scaleb(-row.amount.currency.scale) for row in rows) == Decimal(file["sum"])


def test_of_the_sheets_of_an_e_wallet_the_one_with_numbers_counts():
    path = next(each["path"] for each in FILES if "wechat" in each["path"])
    assert [event.line for event in events(path) if isinstance(event, Row)][:2] == [19, 20]


@pytest.mark.parametrize("file", FILES, ids=[Path(each["path"]).name for each in FILES])
def test_calamine_reads_the_same_cells(file):
    calamine = pytest.importorskip("python_calamine")
    data = (CORPUS / file["path"]).read_bytes()
    if data.startswith(ole.BEGINNING):
        ours = {name: dict(rows) for name, rows in xls.opened(data)}
    elif data.startswith(b"PK"):
        book = xlsx.opened(data)
        ours = {name: dict(xlsx_rows.rows(book, name)) for name in book.sheets}
    else:
        return
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert list(ours) == book.sheet_names
    for name in ours:
        theirs = {
            line: [of_float(cell) if isinstance(cell, float) else cell for cell in cells]
            for line, cells in enumerate(book.get_sheet_by_name(name).iter_rows(), 1)
            if any(cell != "" for cell in cells)
        }
        width = max(map(len, theirs.values()))
        assert {line: cells + [""] * (width - len(cells)) for line, cells in ours[name].items()} == theirs
