"""Tables that banks really gave out, kept beside the repository or at ``WALLET_CORPUS``; skipped where they are not."""

import io
import json
import os
from decimal import Decimal
from pathlib import Path

import pytest

from tests.shape.source import ROOT
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import Profile, Refusal, Row
from wallet_cli.errors import BadFile, UnclearFile
from wallet_cli.formats.table.csv_format import Csv

CORPUS = Path(os.environ.get("WALLET_CORPUS") or ROOT.parent / "shared" / "data" / "statements")
ANSWERS = {"dates-ambiguous": ("dates", "dmy"), "decimal-ambiguous": ("decimal", "."), "sign-unknown": ("sign", "out")}
REFUSED = {
    "xero": "table-is-journal",
    "amazon": "table-is-orders",
    "stripe-all": "table-is-takings",
    "huobi": "table-is-trades",
    "oklink": "table-is-chain",
}
NO_ROWS = {"cmd-convert3": "row-without-amount", "cmd-convert4": "row-date-unreadable", "1110": "row-currency-unknown"}


def files(kind: str = "csv") -> list[dict]:
    index = CORPUS / "index.jsonl"
    if not index.is_file():
        return []
    return [each for line in index.read_text("utf-8").splitlines() if (each := json.loads(line))["format"] == kind]


FILES = files()
pytestmark = pytest.mark.skipif(not FILES, reason="no statements of banks beside the repository (WALLET_CORPUS)")


def answered(path: str) -> tuple[list, list[str]]:
    """What is read of a file once its questions are answered, and the questions."""
    data = (CORPUS / path).read_bytes()
    assert Csv().sniff(data[:65536])
    options: dict[str, str] = {}
    asked = []
    while True:
        try:
            return list(Csv().configured(options).read(io.BytesIO(data), Profile(Currency("EUR", 2)))), asked
        except UnclearFile as problem:
            asked.append(problem.slug)
            name, answer = ANSWERS[problem.slug]
            assert name not in options
            options[name] = answer


@pytest.mark.parametrize("file", FILES, ids=[Path(each["path"]).name for each in FILES])
def test_every_row_is_there_or_refused_with_its_line(file):
    slug = next((slug for name, slug in REFUSED.items() if f"_{name}" in file["path"]), None)
    if slug:
        with pytest.raises(BadFile, match=slug):
            answered(file["path"])
        return
    events, asked = answered(file["path"])
    rows = [event for event in events if isinstance(event, Row)]
    refusals = [event for event in events if isinstance(event, Refusal)]
    assert len(asked) <= 2
    assert len({(event.line, type(event)) for event in (*rows, *refusals)}) == len(rows) + len(refusals)
    slug = next((slug for name, slug in NO_ROWS.items() if name in file["path"]), None)
    if slug:
        assert ([each.slug for each in refusals], rows, asked) == ([slug], [], [])
        return
    assert len(rows) + len(refusals) == file["rows"]
    if file["sum"] is not None and not refusals:
        assert sum(Decimal(row.amount.minor).scaleb(-row.amount.currency.scale) for row in rows) == Decimal(file["sum"])


def test_most_files_ask_nothing():
    silent = 0
    for file in FILES:
        try:
            silent += not answered(file["path"])[1]
        except BadFile:
            continue
    assert silent >= 40
