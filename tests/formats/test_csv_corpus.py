"""Tables that banks really gave out, kept beside the repository or at ``WALLET_CORPUS``; skipped where they are not."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.formats.questions import FILES, answered, asked
from wallet_cli.domain.files.statement import Refusal, Row
from wallet_cli.errors import BadFile

REFUSED = {
    "xero": "table-is-journal",
    "amazon": "table-is-orders",
    "stripe-all": "table-is-takings",
    "huobi": "table-is-trades",
    "oklink": "table-is-chain",
}
SILENT = 51
"""Files that ask nothing: ``python -m tests.formats.questions`` tells them all."""
NO_ROWS = {"cmd-convert3": "row-without-amount", "cmd-convert4": "row-date-unreadable", "1110": "row-currency-unknown"}


pytestmark = pytest.mark.skipif(not FILES, reason="no statements of banks beside the repository (WALLET_CORPUS)")


@pytest.mark.parametrize("file", FILES, ids=[Path(each["path"]).name for each in FILES])
def test_every_row_is_there_or_refused_with_its_line(file):
    slug = next((slug for name, slug in REFUSED.items() if f"_{name}" in file["path"]), None)
    if slug:
        with pytest.raises(BadFile, match=slug):
            answered(file["path"])
        return
    events, questions = answered(file["path"])
    rows = [event for event in events if isinstance(event, Row)]
    refusals = [event for event in events if isinstance(event, Refusal)]
    assert len(questions) <= 2
    assert len({(event.line, type(event)) for event in (*rows, *refusals)}) == len(rows) + len(refusals)
    slug = next((slug for name, slug in NO_ROWS.items() if name in file["path"]), None)
    if slug:
        assert ([each.slug for each in refusals], rows, questions) == ([slug], [], [])
        return
    assert len(rows) + len(refusals) == file["rows"]
    if file["sum"] is not None and not refusals:
        assert sum(Decimal(row.amount.minor).scaleb(-row.amount.currency.scale) for row in rows) == Decimal(file["sum"])


def test_most_files_ask_nothing():
    found = asked()
    assert max(map(len, found.values())) <= 2
    assert sum(not each for each in found.values()) >= SILENT
