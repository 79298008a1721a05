"""What a store holds, with a log or without: found out on copies, whatever that does to them."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import NamedTuple

from tests.raw import journal
from wallet_cli.errors import WalletError
from wallet_cli.store.check import verifying
from wallet_cli.store.store import Store
from wallet_cli.store.vault import connect


class State(NamedTuple):
    """Whether it opens with any of the keys and is whole; the MACs of its operations."""

    sound: bool
    chain: tuple[bytes, ...]


NOTHING = State(sound=False, chain=())


class Oracle:
    """Remembers what it has looked at."""

    def __init__(self, room: Path, keys: list[bytes]) -> None:
        self._room, self.keys = room, keys
        self._known: dict[bytes, State] = {}

    def look(self, store: bytes, log: bytes) -> State:
        """The state that these two make."""
        name = hashlib.sha256(store).digest() + hashlib.sha256(log).digest()
        if name not in self._known:
            self._known[name] = next(
                (each for key in self.keys if (each := self._with(key, store, log)).chain), NOTHING
            )
        return self._known[name]

    def _with(self, key: bytes, store: bytes, log: bytes) -> State:
        shutil.rmtree(self._room, ignore_errors=True)
        self._room.mkdir()
        path = self._room / "wallet.db"
        path.write_bytes(store)
        if log:
            connect.log_of(path).write_bytes(log)
        try:
            db = connect.connect(path, key)
        except WalletError:
            return NOTHING
        try:
            chain = journal.chain(db)
            report = verifying.verify(Store(db, self._room / "no-head"))
        except (WalletError, connect.driver_error()):
            return NOTHING
        finally:
            db.close()
        return State(not [each for each in report.problems if each.check not in ("head", "header")], chain)
