"""A store as earlier versions wrote it: its records written again in version 1, which salted nothing."""

from collections.abc import Mapping

from tests.raw.second_reader import Balances
from tests.store.ledger import JOURNAL_KEY, KEY, Ledger
from wallet_cli.domain import operation as codec
from wallet_cli.store.journal import journal
from wallet_cli.store.journal.journal import BALANCES_SALT
from wallet_cli.store.store import Store
from wallet_cli.store.vault.connect import connect


def as_version_1(ledger: Ledger, asked: Mapping[str, bytes] | None = None) -> None:
    """Write every record again, as version 1 would have. ``asked``: by id, the digest of what was asked under it."""
    balances, parent, rows = Balances(), bytes(32), []
    for op, data in ledger.db.execute("SELECT id, record FROM op ORDER BY id"):
        record = codec.decode(data)
        for image in journal.read_images(ledger.db, op, record):
            balances.follow(op, image.kind, image.uid.hex(), image.body)
        old = record._replace(
            version=1,
            counter=op,
            predecessor=b"",
            parents=(parent,),
            request=(asked or {}).get(record.key, b""),
            balances=balances.digest(JOURNAL_KEY),
        )
        written = codec.encode(old)
        parent = codec.seal(JOURNAL_KEY, written)
        rows.append((written, parent, old.request, op))
    ledger.store.close()
    database = connect(ledger.path, KEY)
    database.executemany("UPDATE op SET record = ?, mac = ?, request = ? WHERE id = ?", rows)
    database.execute("DELETE FROM meta WHERE name = ?", (BALANCES_SALT,))
    ledger.seen.unlink(missing_ok=True)
    ledger.store = Store(database, ledger.seen)
    assert ledger.found() == set()
