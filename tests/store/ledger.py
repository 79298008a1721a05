"""A small vault for the tests of the store: real, encrypted, its clock and ids counted, and ways to do it harm."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from tests.templates import laid
from wallet_cli.domain.account import Account, Payee
from wallet_cli.domain.transaction import BOOKED, Posting, Transaction
from wallet_cli.store.check import verifying
from wallet_cli.store.journal import entities
from wallet_cli.store.journal.journal import Operation, Origin
from wallet_cli.store.new_vault import prepare
from wallet_cli.store.store import Store
from wallet_cli.store.vault.connect import connect

KEY = bytes(range(32))
JOURNAL_KEY = bytes(range(32, 64))
PAGE = 4096
DAY = date(2026, 11, 20).toordinal()
ACCOUNTS = {"cash": "cash", "bank": "bank", "food": "expense", "equity:opening": "equity"}


class Ledger:
    """One vault in a folder; ``store`` is open, ``uid`` names accounts and payees."""

    def __init__(self, folder: Path) -> None:
        self.path, self.seen = folder / "wallet.db", folder / "state" / "test.head"
        named, used, tick = laid(_furnish, folder)
        self.uid, self._ids, self._clock = dict(named), count(used), count(tick, 1000)
        self.store = Store(connect(self.path, KEY), self.seen)

    @property
    def db(self) -> Any:
        return self.store.db

    def new(self) -> bytes:
        return next(self._ids).to_bytes(16, "big")

    @contextmanager
    def operation(self, command: str = "test", undoes: bytes = b"", **wish: Any) -> Iterator[Operation]:
        asked = wish.pop("key", ""), wish.pop("request", b"")
        origin = Origin(command, next(self._clock), "tty1", *asked, undoes)
        with self.store.operation(origin, self.new(), **wish) as work:
            yield work

    def transaction(self, amount: int, day: int = DAY, **more: Any) -> Transaction:
        """``amount`` minor units from cash to food."""
        code, state = more.pop("currency", "EUR"), more.pop("state", BOOKED)
        postings = (
            Posting(self.uid["food"], code, amount, day, state),
            Posting(self.uid["cash"], code, -amount, day, state),
        )
        return Transaction(more.pop("uid", b"") or self.new(), day, postings, self.uid["Coffee"], **more)

    def pay(self, amount: int, day: int = DAY, **more: Any) -> Transaction:
        made = self.transaction(amount, day, **more)
        with self.operation("pay") as work:
            work.add_transaction(made)
        return made

    def edit(self, old: Transaction, amount: int, day: int = DAY, **more: Any) -> Transaction:
        changed = self.transaction(amount, day, uid=old.uid, **more)
        with self.operation("edit") as work:
            work.put_transaction(changed)
        return changed

    def reopen(self, *, read_only: bool = False) -> Store:
        self.store.close()
        self.store = Store(connect(self.path, KEY, read_only=read_only), self.seen, read_only=read_only)
        return self.store

    def harm(self, *statements: str) -> None:
        """Change the store as somebody with the key and no scruples would: no triggers, no foreign keys, no guard."""
        from sqlcipher3 import dbapi2

        self.store.close()
        raw = dbapi2.connect(str(self.path), isolation_level=None)
        raw.set_key(b"x'" + KEY.hex().encode() + b"'")
        triggers = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)
        for _name, sql in triggers:
            raw.execute(sql)
        raw.close()
        self.store = Store(connect(self.path, KEY), self.seen)

    def root_page(self, table: str) -> int:
        """The page a small table begins at, and doesn't go beyond."""
        return int(self.db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0])

    def pages(self, *tables: str) -> dict[int, bytes]:
        """These tables' pages as they are on the disk now."""
        numbers = [self.root_page(table) for table in tables]
        self.reopen()
        data = self.path.read_bytes()
        return {number: data[(number - 1) * PAGE : number * PAGE] for number in numbers}

    def replay(self, pages: dict[int, bytes]) -> None:
        """Put older pages back, with their seals, which fit."""
        self.store.close()
        with self.path.open("r+b") as file:
            for number, page in pages.items():
                file.seek((number - 1) * PAGE)
                file.write(page)
        self.store = Store(connect(self.path, KEY), self.seen)

    def found(self) -> set[tuple[str, str]]:
        """What ``verify`` finds: (check, slug)."""
        return {(check, error.slug) for check, error in verifying.verify(self.store).problems}

    def tables(self) -> dict[str, list[Any]]:
        """Every table of the projection, in order."""
        names = ("txn", "posting", "tag", "link", "account", "account_name", "payee", "payee_name", "item", "currency")
        dumped = {name: self.db.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in names}
        dumped["rollup"] = self.db.execute("SELECT * FROM rollup").fetchall()
        dumped["op"] = self.db.execute("SELECT * FROM op ORDER BY id").fetchall()
        return dumped


def _furnish(folder: Path) -> tuple[dict[str, bytes], int, int]:
    """Make that vault; its names, its next id, and when its clock ticks next."""
    database = connect(folder / "wallet.db", KEY, create=True)
    prepare(database, b"device-one------", JOURNAL_KEY)
    store, ids, tick = Store(database, folder / "state" / "test.head"), count(1), 1_795_000_000_000_000
    named = {name: next(ids).to_bytes(16, "big") for name in ("operation", "EUR", "USD", *ACCOUNTS, "Coffee")}
    with store.operation(Origin("init", tick, "tty1"), named.pop("operation")) as work:
        for code in ("EUR", "USD"):
            work.put(entities.CURRENCY, named.pop(code), [code, 2], new=True)
        for name, kind in ACCOUNTS.items():
            work.put_account(Account(named[name], name, kind), new=True)
        work.put_payee(Payee(named["Coffee"], "Coffee", ("Café",)), new=True)
    store.close()
    return named, next(ids), tick + 1000
