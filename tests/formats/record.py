"""What becomes of the corpus, file by file: ``python -m tests.formats.record`` writes it down for the page of formats.

The corpus are files that banks, e-wallets and programs really gave out, kept beside the repository or at
``WALLET_CORPUS``. A file is recognised by its content, as ``wallet import`` does; what it asks is answered as
``questions`` has it.
"""

import io
import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.formats.questions import ANSWERS
from tests.samples import STATEMENTS
from wallet_cli.domain.currency import currency
from wallet_cli.domain.files.statement import Profile, Refusal, Row
from wallet_cli.errors import BadFile, UnclearFile
from wallet_cli.formats import registry
from wallet_cli.formats.base import HEAD_BYTES

RECORD = Path(__file__).with_name("record.json")


def index() -> list[dict[str, Any]]:
    """A row for each file of the corpus; none where there is none."""
    file = STATEMENTS / "index.jsonl"
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.is_file() else []


def measured() -> dict[str, dict[str, Any]]:
    """By format: files, those that ask nothing, rows read, files whose sum is given and equal, refusals by slug."""
    found: dict[str, dict[str, Any]] = {}
    for entry in index():
        told = found.setdefault(
            entry["format"],
            {"files": 0, "silent": 0, "rows": 0, "sums": 0, "refused_rows": Counter(), "refused_files": Counter()},
        )
        told["files"] += 1
        _add(told, entry)
    return found


def _add(told: dict[str, Any], entry: dict[str, Any]) -> None:
    try:
        events, questions = _read(
            (STATEMENTS / entry["path"]).read_bytes(), "CNY" if "deb-sig" in entry["path"] else "EUR"
        )
    except BadFile as error:
        told["refused_files"][error.slug] += 1
        return
    rows = [each for each in events if isinstance(each, Row)]
    refused = [each for each in events if isinstance(each, Refusal)]
    told["silent"] += not questions
    told["rows"] += len(rows)
    told["refused_rows"].update(each.slug for each in refused)
    total = sum((Decimal(each.amount.minor).scaleb(-each.amount.currency.scale) for each in rows), Decimal())
    told["sums"] += entry["sum"] is not None and not refused and total == Decimal(entry["sum"])


def _read(data: bytes, code: str) -> tuple[list[Any], int]:
    name, _role = registry.recognise(data[:HEAD_BYTES])
    options: dict[str, str] = {}
    asked = 0
    while True:
        try:
            return list(registry.bank_reader(name, options).read(io.BytesIO(data), Profile(currency(code)))), asked
        except UnclearFile as problem:
            asked += 1
            option, answer = ANSWERS[problem.slug]
            before = f"{options[option]}," if option in options else ""
            options[option] = before + answer.format(**problem.params)


def main() -> None:
    """Write it down."""
    if not index():
        sys.exit("no statements of banks beside the repository (WALLET_CORPUS)")
    RECORD.write_text(json.dumps(measured(), indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
