"""A store as it would be read in one way, with its log or without, on a connection that changes nothing.

What is asked: does it open, with which head does it end, is it sound, does its chain hold a certain head. A fault of
the machine (a failing or full disk, a later wallet's schema) is not an answer to any of it, and is raised.
"""

from __future__ import annotations

from wallet_cli.errors import Damaged, WalletError
from wallet_cli.store.store import Store
from wallet_cli.store.vault import connect
from wallet_cli.store.vault.head import Seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Any

_ABSENT = ("store-damaged", "store-missing", "store-no-file")
_NO_ANSWER = ("store-io", "disk-full", "vault-busy", "schema-newer", "store-unopenable", "vault-read-only", "file-shut")
_OUTSIDE = ("head", "header")
"""Checks of a store against what lies outside it."""


class StoreView:
    """One way to read a store; ``path`` None for one that there isn't. To be used as a context."""

    def __init__(self, path: Path | None, key: bytes, *, frozen: bool) -> None:
        """Raises Damaged("store-io", "schema-newer"), Refused("disk-full", "store-unopenable"), Busy("vault-busy")."""
        self._store: Store | None = None
        self._problems: int | None = None
        if path is None:
            return
        try:
            db = connect.view(path, key, frozen=frozen)
        except Damaged as error:
            if error.slug not in _ABSENT:
                raise
            return
        self._store = Store(db, path.with_name("no-head"), read_only=True)

    def __enter__(self) -> StoreView:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Close it."""
        if self._store is not None:
            self._store.close()

    @property
    def opens(self) -> bool:
        """Whether the key opens it."""
        return self._store is not None

    def head(self) -> Seen | None:
        """With which operation it ends; None where that can't be read."""
        if self._store is None:
            return None
        try:
            with connect.translated():
                row = self._store.db.execute("SELECT id, mac FROM op ORDER BY id DESC LIMIT 1").fetchone()
        except WalletError as error:
            _require_answer(error)
            return None
        except connect.driver_error():
            return None
        return Seen(int(row[0]), bytes(row[1]), 0) if row else Seen(0, b"", 0)

    def mac_at(self, number: int) -> bytes | None:
        """The MAC of an operation; None where there is none, or it can't be read."""
        if self._store is None:
            return None
        try:
            with connect.translated():
                row = self._store.db.execute("SELECT mac FROM op WHERE id = ?", (number,)).fetchone()
        except WalletError as error:
            _require_answer(error)
            return None
        except connect.driver_error():
            return None
        return bytes(row[0]) if row else None

    def holds(self, seen: Seen | None) -> bool:
        """Whether its chain goes through this head; one that isn't known is not an objection."""
        return seen is None or seen.operations == 0 or self.mac_at(seen.operations) == seen.mac

    def is_sound(self) -> bool:
        """Whether it opens and no check of the store finds anything."""
        return self._store is not None and self.problems() == 0

    def problems(self) -> int:
        """How many problems the checks of the store find, 0 for one that doesn't open; found out once."""
        if self._problems is None:
            self._problems = 0 if self._store is None else _problems(self._store)
        return self._problems

    def meta(self, name: str) -> Any:
        """A value of the vault's own table, None where it isn't set or nothing is open. Raises as
        ``connect.translated``.
        """
        with connect.translated():
            return None if self._store is None else self._store.meta(name)

    def number(self, name: str) -> int:
        """A number of the vault's own table, 0 where none is set or nothing is open. Raises as ``meta``."""
        value = self.meta(name)
        return value if isinstance(value, int) else 0


def _problems(store: Store) -> int:
    from wallet_cli.store.check import verifying

    try:
        report = verifying.verify(store)
    except connect.driver_error():
        return 1
    for each in report.problems:
        _require_answer(each.error)
    return report.more + sum(each.check not in _OUTSIDE for each in report.problems)


def _require_answer(error: WalletError) -> None:
    if error.slug in _NO_ANSWER:
        raise error
