"""What changed in the books since an earlier export, as JSON lines: the records of whole books, and removals.

    {"schema": "wallet.changes/1"}
    {"record": "transaction", "id": "…", …}     new, or as it is now: it replaces the one with this id
    {"record": "removed", "id": "…"}            taken out of the books
    {"record": "end", "records": 2}

A file for programs that follow the books; it is not whole books, and is not read back.
"""

from __future__ import annotations

import json

from wallet_cli.domain.files.statement import ChangeEntry, Removal
from wallet_cli.formats.jsonl.writer import head, record_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any, BinaryIO

    from wallet_cli.formats.base import ChangeWriter
    from wallet_cli.formats.jsonl import changes as itself

    _held: ChangeWriter = itself

SCHEMA = "wallet.changes/1"


def write(changes: Iterable[ChangeEntry], out: BinaryIO, *, redacted: Sequence[str] = ()) -> None:
    """The schema, one line per entry in the order given, and their count."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

    def put(record: dict[str, Any]) -> None:
        out.write((encode(record) + "\n").encode("utf-8", errors="backslashreplace"))

    put(head(SCHEMA, redacted))
    count = 0
    for entry in changes:
        put({"record": "removed", "id": entry.uid} if isinstance(entry, Removal) else record_of(entry))
        count += 1
    put({"record": "end", "records": count})
