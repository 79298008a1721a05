"""Changes of books as JSON lines: the records of whole books, and removals; never taken for books."""

import json
from io import BytesIO

from tests.formats.books import BOOKS, uid
from wallet_cli.domain.files.statement import Removal, Score
from wallet_cli.formats.jsonl import changes
from wallet_cli.formats.jsonl import format as jsonl


def test_changes_are_the_records_of_books_and_removals() -> None:
    out, books = BytesIO(), BytesIO()
    changes.write([*BOOKS, Removal(uid(7))], out)
    jsonl.write(BOOKS, books)
    lines = out.getvalue().splitlines()
    assert json.loads(lines[0]) == {"schema": "wallet.changes/1"}
    assert lines[1:-2] == books.getvalue().splitlines()[1:-1]
    assert json.loads(lines[-2]) == {"record": "removed", "id": uid(7)}
    assert json.loads(lines[-1]) == {"record": "end", "records": len(BOOKS) + 1}
    assert jsonl.sniff(out.getvalue()) == Score.SURE
