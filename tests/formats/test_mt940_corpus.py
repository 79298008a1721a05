"""Statements that banks and programs really delivered, MT940 and QIF: every row of the index is read or refused.

The files are not part of the repository (``tests.samples``).
"""

import json
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from tests.samples import STATEMENTS as CORPUS
from wallet_cli.domain.currency import currency
from wallet_cli.domain.files.statement import Profile, Refusal, Row, Score, StatementHead
from wallet_cli.errors import BadFile
from wallet_cli.formats import registry

INDEX = CORPUS / "index.jsonl"
ENTRIES: list[dict[str, Any]] = [json.loads(line) for line in INDEX.read_text().splitlines()] if INDEX.is_file() else []
OURS = [entry for entry in ENTRIES if entry["format"] in ("mt940", "qif")]
WHOLE = {"invalid_statement.sta": "not-mt940", "empty.qif": "file-empty"}
pytestmark = pytest.mark.skipif(not OURS, reason="no corpus of statements: set WALLET_CORPUS to the folder of samples")


def data_of(entry: dict[str, Any]) -> bytes:
    return (CORPUS / str(entry["path"])).read_bytes()


def worth(row: Row) -> Decimal:
    return Decimal(row.amount.minor).scaleb(-row.amount.currency.scale)


@pytest.mark.parametrize("entry", OURS, ids=lambda entry: entry["path"].rpartition("/")[2])
def test_every_row_of_a_file_is_read_or_refused_and_the_sum_is_exact(entry: dict[str, Any]) -> None:
    reader = registry.bank_reader(entry["format"])
    data = data_of(entry)
    slug = next((slug for name, slug in WHOLE.items() if entry["path"].endswith(name)), "")
    if slug:
        with pytest.raises(BadFile, match=slug):
            list(reader.read(BytesIO(data)))
        return
    assert reader.sniff(data[:65536]) != Score.NO
    events = list(reader.read(BytesIO(data), Profile(currency("EUR"))))
    rows = [each for each in events if isinstance(each, Row)]
    refused = [each for each in events if isinstance(each, Refusal)]
    heads = [each for each in events if isinstance(each, StatementHead)]
    assert len(rows) + len(refused) == entry["rows"]
    allowed = {"investments-left-out", "row-without-amount"} if "investment_rows" in entry else {"unknown-currency"}
    assert {each.slug for each in refused} <= allowed
    assert all(row.line for row in rows) and all(each.line for each in refused)
    if refused:
        return
    if entry["sum"] is not None:
        assert sum(map(worth, rows), Decimal()) == Decimal(entry["sum"])
    if entry.get("balances_agree"):
        assert all(head.evidence == ("balances",) for head in heads)


@pytest.mark.parametrize("name", ["mt940", "qif"])
def test_no_other_file_is_taken_for_one(name: str) -> None:
    sniff = registry.bank_reader(name).sniff
    others = [entry for entry in ENTRIES if entry["format"] != name]
    assert [entry["path"] for entry in others if sniff(data_of(entry)[:65536]) != Score.NO] == []
