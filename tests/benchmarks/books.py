"""The benchmark's ledger: read from the generator's CSV, loaded through the real services, ten thousand at a time."""

import csv
import os
import runpy
import sys
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from tests.raw import bare
from wallet_cli.domain.account import CONVERSION, OPENING, Account, Payee
from wallet_cli.domain.amounts import read_plain
from wallet_cli.domain.transaction import BOOKED, PENDING, Posting, Transaction
from wallet_cli.services import names
from wallet_cli.services.record.receipt import Entry
from wallet_cli.services.record.write import record
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts, starting
from wallet_cli.services.vault import create, location

OPERATION_TRANSACTIONS = 10_000
MIDDLE = date(2022, 6, 15)
"""The clock stands in the middle of the books, with as many rows ahead as behind."""

KINDS = {
    "Assets:Bank": "bank", "Assets:Wallet": "ewallet", "Assets:Cash": "cash", "Assets:Receivable": "asset",
    "Liabilities:CreditCard": "card", "Liabilities:Loan": "loan", "Income": "income", "Expenses": "expense",
}  # fmt: skip


def generate(generator: Path, size: int, folder: Path) -> Path:
    """Run the ledger generator once; the folder with its files."""
    if not (folder / f"{size}.full.csv").exists():
        module = runpy.run_path(str(generator))
        module["main"](size, folder)
    return folder


class Loader:
    """Loads one generated ledger into a new vault."""

    def __init__(self, place: location.Place, passphrase: bytes) -> None:
        self.store = create.create(place, passphrase, "cheap", os.urandom)
        self.session = Session(self.store, MIDDLE.toordinal(), lambda: time.time_ns() // 1000, os.urandom, "benchmark")
        starting.start(self.session, starting.InitialSettings("CNY"))
        self.uids: dict[str, bytes] = {"Equity:Opening": names.equity(self.session, OPENING).uid}
        self.conversion = names.equity(self.session, CONVERSION).uid
        self.payees: dict[str, Payee] = {}

    def load(self, path: Path) -> tuple[int, float]:
        """Load the CSV; how many transactions, and the CPU seconds of the services (reading the CSV left out)."""
        self._accounts(path)
        source, count, spent = self._transactions(path), 0, 0.0
        while True:
            known = set(self.payees)
            chunk = list(islice(source, OPERATION_TRANSACTIONS))
            if not chunk:
                return count, spent
            fresh = [payee for name, payee in self.payees.items() if name not in known]
            start = time.process_time()
            record(self.session, lambda chunk=chunk, fresh=fresh: Entry(chunk, fresh))  # type: ignore[misc]
            spent += time.process_time() - start
            count += len(chunk)

    def _accounts(self, path: Path) -> None:
        wanted: dict[str, set[str]] = {}
        with path.open(newline="") as file:
            for row in csv.DictReader(file):
                wanted.setdefault(row["account"], set()).add(row["commodity"])
        for name, codes in sorted(wanted.items()):  # parents before their children
            kind = next((kind for prefix, kind in KINDS.items() if name.startswith(prefix)), "")
            if kind:
                currencies = tuple(sorted(codes)) if kind not in ("income", "expense") else ()
                self.uids[name] = accounts.add(self.session, Account(b"", name, kind, currencies)).account.uid

    def _transactions(self, path: Path) -> Iterator[Transaction]:
        with path.open(newline="") as file:
            reader = csv.reader(file)
            next(reader)
            current, rows = "", []
            for row in reader:
                if row[0] != current and rows:
                    yield self._transaction(rows)
                    rows = []
                current = row[0]
                rows.append(row)
            if rows:
                yield self._transaction(rows)

    def _transaction(self, rows: list[list[str]]) -> Transaction:
        _number, day, status, payee, note, tag, _link, *_rest = rows[0]
        when = date.fromisoformat(day).toordinal()
        state = BOOKED if status == "*" else PENDING
        if payee not in self.payees:
            self.payees[payee] = Payee(self.session.new_uid(), payee)
        postings = []
        for row in rows:
            minor = read_plain(row[8], 2)
            postings.append(Posting(self.uids[row[7]], row[9], minor, when, state))
            if any(other[10] for other in rows):
                postings.append(Posting(self.conversion, row[9], -minor, when, state))
        return Transaction(
            self.session.new_uid(), when, tuple(postings), self.payees[payee].uid, note, "", (tag,) if tag else ()
        )


def floor_cpu_seconds(folder: Path, path: Path, loader: Loader) -> tuple[int, float]:
    """The floor: the same rows, from plain tuples, into the same tables and indexes of an encrypted store.

    No triggers, foreign keys' targets, journal, roll-ups or values: what SQLCipher and a plain Python loop need.
    (transactions, CPU seconds of building the tuples and inserting them).
    """
    from wallet_cli.store.vault import connect

    db = connect.connect(folder / "floor.db", os.urandom(32), create=True)
    bare.make(db)
    rows = {uid: n for n, uid in enumerate([*loader.uids.values(), loader.conversion])}
    source, count, spent = loader._transactions(path), 0, 0.0
    payees: dict[bytes, int] = {}
    while True:
        chunk = list(islice(source, OPERATION_TRANSACTIONS))
        if not chunk:
            db.close()
            return count, spent
        start = time.process_time()
        txns, postings = [], []
        for txn in chunk:
            count += 1
            payee = payees.setdefault(txn.payee, len(payees))
            txns.append((count, txn.uid, 1, txn.date, payee, txn.memo, "", " ".join(txn.tags), 0, 0, 1))
            for n, p in enumerate(txn.postings):
                postings.append((count, n, rows[p.account], p.currency, p.amount_minor, p.date, p.state, 0, "", 0, ""))
        bare.fill(db, txns, postings)
        spent += time.process_time() - start


def main() -> None:
    """``python -m tests.benchmarks.books CSV HOME STATE PASSPHRASE_FILE``: load, and print the figures as one line."""
    path, home, state, secret = (Path(word) for word in sys.argv[1:5])
    place = location.Place(home / "main", state)
    loader = Loader(place, secret.read_bytes().strip())
    loaded, spent = loader.load(path)
    loader.store.close()
    count, floor = floor_cpu_seconds(home, path, loader)
    (home / "floor.db").unlink()
    size = sum(each.stat().st_size for each in (home / "main").iterdir())
    import resource

    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert loaded == count
    sys.stdout.write(f"{loaded} {spent:.3f} {floor:.3f} {size} {peak_mib:.1f}\n")


if __name__ == "__main__":
    main()
