"""Images: whole copies of a store under another key, made page by page, read without being written to.

An image is made inside the caller's snapshot, so that it is one state of the vault whatever others write meanwhile.
Nothing of it is ever in plain text, and memory stays flat.
"""

from __future__ import annotations

import hashlib

from wallet_cli.store.journal import journal
from wallet_cli.store.vault import connect, files, schema
from wallet_cli.store.vault.backup_file import Contents

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any, BinaryIO

_PAGES_AT_ONCE = 1024
_PIECE_BYTES = 1 << 20


def copy(source: Any, path: Path, key: bytes, progress: Callable[[int, int], None], salt: bytes = b"") -> None:
    """Copy the open store ``source`` into a new file under ``key``, on the disk when this returns; it begins with
    ``salt``, where one is given.

    ``progress`` gets how many pages are done, and all. Raises what ``connect.translated`` lists.
    """
    with connect.translated():
        target = connect.unlogged(path, key, salt)
        try:
            source.backup(
                target,
                pages=_PAGES_AT_ONCE,
                progress=lambda _status, left, whole: progress(whole - left, whole),
            )
        finally:
            target.close()
        files.sync(path)


def contents(db: Any) -> Contents:
    """What an image of this store must hold: the transactions and accounts (categories, too) that haven't gone."""
    return _counted(db, "txn WHERE gone = 0", "posting", "account WHERE gone = 0")


def holds(db: Any, told: Contents) -> bool:
    """Whether this is what an image says that it holds; earlier ones counted what had gone, too."""
    return told in (contents(db), _counted(db, "txn", "posting", "account"))


def _counted(db: Any, *tables: str) -> Contents:
    head = journal.head(db)
    transactions, postings, accounts = (
        int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - names of ours
        for table in tables
    )
    balances = head.record.balances if head.record else b""
    return Contents(head.number, head.mac, balances, transactions, postings, accounts, schema.version_of(db))


def digest(stream: BinaryIO, out: BinaryIO | None = None) -> tuple[int, bytes]:
    """Length and SHA-256 of the rest of ``stream``, which is written to ``out`` on the way."""
    size, told = 0, hashlib.sha256()
    while piece := stream.read(_PIECE_BYTES):
        size += len(piece)
        told.update(piece)
        if out is not None:
            out.write(piece)
    return size, told.digest()
