"""``verify`` finds each harm and names it, tells all of them, and says nothing of a vault that is well."""

import re

import pytest

from tests.store.at_once import compared_at_once
from tests.store.ledger import JOURNAL_KEY, Ledger
from wallet_cli.domain import operation as codec
from wallet_cli.errors import Advisory, Busy, Damaged, Refused
from wallet_cli.store.check import rebuilding, soundness, sums, verifying
from wallet_cli.store.check.findings import KEPT_OF_A_KIND, Check, Findings, Problem
from wallet_cli.store.journal.entities import Item
from wallet_cli.store.store import Store
from wallet_cli.store.vault import schema
from wallet_cli.store.vault.identity import Version

P, J, R = "projection", "journal", "rollups"
HARMS: dict[str, tuple[str, set[tuple[str, str]]]] = {
    "memo": ("UPDATE txn SET memo = 'x' WHERE id = 1", {(P, "row-differs")}),
    "index of memos": ("DELETE FROM memo_block", {(P, "memo-index-differs")}),
    "payee": ("UPDATE txn SET payee = NULL WHERE id = 1", {(P, "row-differs")}),
    "void": ("UPDATE txn SET void = 1 WHERE id = 1", {(P, "row-differs"), (R, "rollup-differs")}),
    "gone": ("UPDATE txn SET gone = 1 WHERE id = 1", {(P, "row-differs")}),
    "unsealed": (
        "UPDATE txn SET sealed = 0 WHERE id = 1",
        {("seals", "transaction-unsealed"), ("references", "reference-broken"), (P, "row-differs")},
    ),
    "owner forged": ("UPDATE txn SET op = 1 WHERE id = 1", {(P, "row-older")}),
    "owner to come": ("UPDATE txn SET op = 99 WHERE id = 1", {(P, "row-foreign")}),
    "amount": (
        "UPDATE posting SET amount = amount + 1 WHERE txn = 1 AND n = 0",
        {("zero", "unbalanced-in-store"), (P, "row-differs"), (R, "rollup-differs")},
    ),
    "both amounts": (
        "UPDATE posting SET amount = 2 * amount WHERE txn = 1",
        {(P, "row-differs"), (R, "rollup-differs")},
    ),
    "bank's id": ("UPDATE posting SET bank_id = 'x' WHERE txn = 1 AND n = 0", {(P, "row-differs")}),
    "orphan": (
        "DELETE FROM txn WHERE id = 2",
        {("references", "reference-broken"), (P, "row-missing"), (R, "rollup-differs")},
    ),
    "tag": ("INSERT INTO tag VALUES ('x', 1)", {(P, "row-differs")}),
    "link": ("INSERT INTO link VALUES (1, 'x', x'00')", {(P, "row-differs")}),
    "trace": ("UPDATE txn SET date = 5 WHERE gone = 1", {(P, "row-differs")}),
    "account": ("UPDATE account SET path = 'purse' WHERE path = 'cash'", {(P, "row-differs")}),
    "account's name": ("UPDATE account_name SET shown = 'purse' WHERE name = 'cash'", {(P, "row-differs")}),
    "removed account": ("UPDATE account SET gone = 0 WHERE gone = 1", {(P, "row-differs")}),
    "payee's name": ("DELETE FROM payee_name", {(P, "row-differs")}),
    "removed payee": ("UPDATE payee SET gone = 0 WHERE gone = 1", {(P, "row-differs")}),
    "item": ("UPDATE item SET body = '2' WHERE gone = 0", {(P, "row-differs")}),
    "removed item": ("UPDATE item SET gone = 0", {(P, "row-differs")}),
    "foreign item": ("INSERT INTO item VALUES (x'99', 'a', 'b', 1, '1', 0)", {(P, "row-foreign")}),
    "scale": ("UPDATE currency SET scale = 3 WHERE code = 'USD'", {(P, "row-differs")}),
    "currency": ("DELETE FROM currency WHERE code = 'EUR'", {("references", "reference-broken"), (P, "row-differs")}),
    "day": ("UPDATE rollup SET amount = amount + 1 WHERE level = 3 AND account = 1", {(R, "rollup-differs")}),
    "day's changes": ("UPDATE rollup SET changes = 9 WHERE level = 3 AND account = 1", {(R, "rollup-differs")}),
    "month": ("DELETE FROM rollup WHERE level = 2", {(R, "rollup-differs")}),
    "year": ("UPDATE rollup SET period = 1999 WHERE level = 1", {(R, "rollup-differs")}),
    "total": (
        "UPDATE rollup SET amount = amount + 1 WHERE level = 0",
        {(R, "rollup-differs"), ("balances", "balances-replayed")},
    ),
    "seal": ("UPDATE op SET mac = zeroblob(32) WHERE id = 2", {(J, "journal-forged"), (J, "journal-unlinked")}),
    "last seal": (
        "UPDATE op SET mac = zeroblob(32) WHERE id = (SELECT max(id) FROM op)",
        {(J, "journal-forged"), ("balances", "balances-replayed"), ("head", "store-forked")},
    ),
    "record": ("UPDATE op SET record = x'00' WHERE id = 2", {(J, "journal-record-unreadable")}),
    "key": ("UPDATE journal_key SET epoch = 2", {(J, "journal-forged"), ("balances", "balances-replayed")}),
    "gap": (
        "DELETE FROM op WHERE id = 2",
        {(J, "journal-gap"), (J, "journal-unlinked"), (J, "journal-body-foreign"), (P, "row-foreign")},
    ),
    "end": (
        "DELETE FROM op WHERE id = (SELECT max(id) FROM op)",
        {(J, "journal-body-foreign"), (P, "row-foreign"), ("head", "store-older")},
    ),
    "command": ("UPDATE op SET command = 'gift' WHERE id = 2", {(J, "journal-columns-differ")}),
    "undone": ("UPDATE op SET undone_by = 2 WHERE id = 1", {(J, "undone-differs")}),
    "undone hidden": ("UPDATE op SET undone_by = NULL", {(J, "undone-differs")}),
    "undoes": ("UPDATE op SET undoes = NULL", {(J, "journal-columns-differ")}),
    "table": ("CREATE TABLE mine (a)", {("schema", "schema-foreign")}),
    "column": ("ALTER TABLE meta ADD COLUMN more TEXT", {("schema", "schema-changed")}),
    "index": ("DROP INDEX tag_txn", {("schema", "schema-missing")}),
}  # fmt: skip


@pytest.fixture
def busy(ledger: Ledger) -> Ledger:
    """A vault in which everything has happened once."""
    from wallet_cli.domain.account import Account, Payee

    ledger.pay(100, memo="true", tags=("a",))
    ledger.pay(200)
    gone = ledger.pay(300)
    with ledger.operation("rm") as work:
        work.put("txn", gone.uid, None)
        for put, uid in ((work.put_account, ledger.new()), (work.put_payee, ledger.new())):
            made = Account(uid, "old", "bank") if put == work.put_account else Payee(uid, "Old")
            put(made, new=True)  # type: ignore[arg-type]
        work.put_item(Item(bytes(16), "note", "one", 1), new=True)
        work.put_item(Item(bytes(15) + b"\1", "note", "two", 1), new=True)
    with ledger.operation("rm") as work:
        work.put("item", bytes(16), None)
        work.put("account", ledger.db.execute("SELECT uid FROM account WHERE path = 'old'").fetchone()[0], None)
        work.put("payee", ledger.db.execute("SELECT uid FROM payee WHERE name = 'Old'").fetchone()[0], None)
    with ledger.operation("undo", undoes=ledger.db.execute("SELECT uid FROM op WHERE id = 3").fetchone()[0]) as work:
        work.put_item(Item(bytes(15) + b"\2", "note", "three", 1), new=True)
    assert ledger.found() == set()
    return ledger


@pytest.mark.parametrize(("harm", "wanted"), HARMS.values(), ids=HARMS)
def test_each_harm_is_named(busy: Ledger, harm: str, wanted: set[tuple[str, str]]) -> None:
    busy.harm(harm)
    assert wanted <= (found := busy.found())
    # nothing is accused that was not harmed, but for what can't be known any more
    assert {check for check, _slug in found} - {check for check, _slug in wanted} <= {P, R, "balances"}


def test_all_harms_are_told_and_not_only_the_first(busy: Ledger) -> None:
    chosen = [HARMS[name] for name in ("memo", "day", "command", "table", "undone hidden", "index")]
    busy.harm(*(harm for harm, _wanted in chosen))
    assert busy.found() == set().union(*(wanted for _harm, wanted in chosen))


def test_every_check_counts_what_it_looked_at_and_tells_how_far_it_is(busy: Ledger) -> None:
    told: list[tuple[str, int, int]] = []
    report = verifying.verify(busy.store, lambda *where: told.append(where))
    assert [check.name for check in report.checks] == [row.name for row in verifying.STORE_CHECKS]
    assert all(check.looked_at for check in report.checks)
    assert {name for name, _done, _total in told} == {row.name for row in verifying.STORE_CHECKS}
    journal_told = [(done, total) for name, done, total in told if name == "journal"]
    assert journal_told == [(0, 0), *((1000 * number, 7000) for number in range(7))]
    assert (report.problems, report.more, report.operations, report.erased) == ((), 0, 7, 0)


def test_each_row_and_each_currency_is_looked_at_once(busy: Ledger) -> None:
    tables = ("txn", "account", "payee", "item", "currency")
    there = [busy.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
    assert there[4] == 2
    report = verifying.verify(busy.store)
    assert [check.looked_at for check in report.checks if check.name == P] == [sum(there)]


def test_no_more_rows_than_a_batch_has_are_compared_at_once(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    compared_at_once(monkeypatch, 7)
    with ledger.operation("import") as work:
        for number in range(1, 31):
            work.add_transaction(ledger.transaction(number))
    asked: list[str] = []
    ledger.db.set_trace_callback(asked.append)
    assert ledger.found() == set()
    ledger.db.set_trace_callback(None)
    together = [len(re.findall(r"x'|\?", text, re.I)) for text in asked if text.startswith("SELECT uid, id, op, date")]
    assert together == [7, 7, 7, 7, 2]


def test_an_image_of_a_kind_that_a_later_wallet_has_is_told(ledger: Ledger) -> None:
    with ledger.operation() as work:
        work._keep(codec.encode_image(codec.Image("hologram", ledger.new(), b"", [])))
    assert ledger.found() == {("projection", "journal-newer")}


def test_progress_is_told_inside_a_large_operation_too(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    from wallet_cli.store.journal import journal

    monkeypatch.setattr(journal, "CHUNK_BYTES", 500)
    with ledger.operation("import") as work:
        for number in range(1, 41):
            work.add_transaction(ledger.transaction(number))
    told: list[tuple[str, int, int]] = []
    verifying.verify(ledger.store, lambda *where: told.append(where))
    journal_told = [done / total for name, done, total in told if name == "journal" and total]
    assert journal_told == sorted(journal_told)
    assert len(set(journal_told)) > 5


def test_of_a_kind_the_first_are_kept_and_the_others_counted(ledger: Ledger) -> None:
    with ledger.operation("import") as work:
        for number in range(1, 101):
            work.add_transaction(ledger.transaction(number))
    ledger.harm("UPDATE txn SET memo = 'x'")
    report = verifying.verify(ledger.store)
    assert (len(report.problems), report.more) == (KEPT_OF_A_KIND, 100 - KEPT_OF_A_KIND)
    assert [check.problems for check in report.checks if check.name == P] == [100]


def test_books_of_many_blocks_and_batches(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr(sums, "BLOCK", 7)
    compared_at_once(monkeypatch, 3)
    made = [ledger.transaction(number) for number in range(1, 41)]
    with ledger.operation("import") as work:
        for each in made:
            work.add_transaction(each)
        for each in made[::3]:
            work.put_transaction(ledger.transaction(7, uid=each.uid))
    ledger.edit(made[0], 9)
    assert ledger.found() == set()
    ledger.harm("UPDATE txn SET memo = 'x' WHERE id = 40", "UPDATE posting SET amount = 0 WHERE txn = 20 AND n = 0")
    assert ledger.found() == {(P, "row-differs"), (R, "rollup-differs"), ("zero", "unbalanced-in-store")}


def test_a_read_only_vault_is_verified_too(ledger: Ledger) -> None:
    ledger.pay(100)
    ledger.reopen(read_only=True)
    assert ledger.found() == set()


def test_a_flipped_bit_is_found_where_it_is(ledger: Ledger) -> None:
    page = ledger.root_page("payee_name")
    ledger.store.close()
    data = bytearray(ledger.path.read_bytes())
    data[(page - 1) * 4096 + 99] ^= 1
    ledger.path.write_bytes(data)
    ledger.reopen()
    assert ("pages", "page-damaged") in ledger.found()


def test_a_changed_setting_is_found(ledger: Ledger) -> None:
    from sqlcipher3 import dbapi2

    loose = dbapi2.connect(":memory:")
    findings = Findings()
    with findings.check("settings"):
        soundness.check_settings(loose, findings)
    assert {each.error.params["setting"] for each in findings.problems} >= {"foreign_keys", "trusted_schema"}
    loose.close()


def test_a_later_schema_is_not_judged(ledger: Ledger) -> None:
    ledger.db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    assert ("schema", "schema-newer") in ledger.found()
    with pytest.raises(Damaged, match="schema-newer"):
        schema.migrate(ledger.db)


def test_an_older_key_header_is_found(ledger: Ledger) -> None:
    ledger.store.set_meta("generation", 5)
    ledger.store = Store(ledger.db, ledger.seen, header=Version(4, bytes(32)))
    assert ledger.found() == {("header", "header-older")}


def test_another_key_header_of_the_same_generation_is_found(ledger: Ledger) -> None:
    ledger.store.set_meta("generation", 4)
    ledger.store.set_meta("header_sha256", bytes(32))
    ledger.store = Store(ledger.db, ledger.seen, header=Version(4, bytes(32)))
    assert ledger.found() == set()
    ledger.store = Store(ledger.db, ledger.seen, header=Version(4, b"x" * 32))
    assert ledger.found() == {("header", "header-differs")}


def test_a_vault_that_others_hold_is_no_damage() -> None:
    with pytest.raises(Busy), Findings().check("pages"):
        raise Busy("vault-busy")


def test_a_full_disk_is_no_damage_either() -> None:
    with pytest.raises(Refused, match="disk-full"), Findings().check("pages"):
        raise Refused("disk-full")


def test_periods_are_written_as_people_do() -> None:
    labels = [
        sums.label(level, period) for level, period in ((0, 0), (1, 2026), (2, 2026 * 12 + 10), (3, 739940), (3, 0))
    ]
    assert labels == ["*", "2026", "2026-11", "2026-11-20", "0"]


def test_a_journal_that_a_later_wallet_went_on_with_is_no_damage(ledger: Ledger) -> None:
    ledger.pay(100)
    ledger.pay(200)
    (data,) = ledger.db.execute("SELECT record FROM op WHERE id = 3").fetchone()
    later = codec.frame((codec.VERSION + 1).to_bytes(2, "big"), *list(codec.unframe(data))[1:], b"more")
    mac = codec.seal(JOURNAL_KEY, later)
    ledger.harm(f"UPDATE op SET record = x'{later.hex()}', mac = x'{mac.hex()}' WHERE id = 3")
    ledger.seen.unlink()
    assert ledger.found() == {("journal", "journal-newer"), ("balances", "journal-newer")}
    with pytest.raises(Damaged, match="journal-newer"):
        rebuilding.rebuild(ledger.store)
    with pytest.raises(Damaged, match="journal-newer"):
        ledger.pay(300)


@pytest.mark.parametrize("batch", [1, 1000])
def test_a_wrong_row_is_told_once_however_many_operations_follow(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    compared_at_once(monkeypatch, batch)
    made = ledger.pay(100)
    for amount in range(1, 5):
        ledger.pay(amount)
    ledger.harm(f"UPDATE txn SET memo = 'changed' WHERE uid = x'{made.uid.hex()}'")
    told = [(check, error.slug) for check, error in verifying.verify(ledger.store).problems]
    assert told == [("projection", "row-differs")]


@pytest.mark.parametrize("batch", [1, 2, 2000])
def test_of_two_images_in_one_operation_the_last_counts(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    compared_at_once(monkeypatch, batch)
    first, second = ledger.transaction(100), ledger.transaction(200)
    with ledger.operation("batch") as work:
        work.add_transaction(first)
        work.add_transaction(second)
        work.put_transaction(first._replace(memo="later"))
    ledger.pay(1)
    assert ledger.found() == set()


@pytest.mark.parametrize("number", [7, 8, 9, 4096, 4097, 4098, 8194, 2**62])
def test_a_row_that_was_put_in_is_foreign_whatever_its_number(ledger: Ledger, number: int) -> None:
    for amount in range(1, 7):
        ledger.pay(amount)
    fields = "op, date, payee, memo, delivered, tags, void, gone, sealed"
    ledger.harm(f"INSERT INTO txn SELECT {number}, x'99', {fields} FROM txn WHERE id = 2")
    assert ("projection", "row-foreign") in ledger.found()


@pytest.mark.parametrize("number", [8, 4096, 4098, 2**62])
def test_a_row_is_known_by_its_uid_whatever_its_number(ledger: Ledger, number: int) -> None:
    made = [ledger.pay(amount) for amount in range(1, 4)]
    for each in made:
        ledger.edit(each, 50)
    ledger.harm(f"UPDATE txn SET id = {number} WHERE id = 2", f"UPDATE posting SET txn = {number} WHERE txn = 2")
    assert ledger.found() == set()


def test_rows_whose_images_are_unreadable_are_not_called_foreign(ledger: Ledger) -> None:
    ledger.pay(100)
    ledger.pay(200)
    ledger.harm("UPDATE body SET data = x'00' WHERE id = 2 << 20")
    assert ledger.found() == {("journal", "journal-body-damaged")}


def test_the_library_tells_its_versions() -> None:
    assert re.fullmatch(r"4\.\d+\.\d+ \w+, SQLite 3\.\d+\.\d+", soundness.library_version())


@pytest.mark.parametrize("number", [-1, 2**62 - 1, 2**62, 2**63 - 1])
def test_a_chunk_that_was_put_in_is_foreign_whatever_its_number(ledger: Ledger, number: int) -> None:
    ledger.harm(f"INSERT INTO body VALUES ({number}, x'', x'00')")
    assert ledger.found() == {("journal", "journal-body-foreign")}


def test_what_is_wrong_is_told_in_order(ledger: Ledger) -> None:
    names = [f"T{number:02}" for number in range(12)]
    ledger.harm(
        *(f"CREATE TABLE {name} (a)" for name in reversed(names)),
        *(f"INSERT INTO currency VALUES ('{name}', 2)" for name in reversed(names)),
    )
    problems = [error for _check, error in verifying.verify(ledger.store).problems]
    assert [error.params["name"] for error in problems if error.slug == "schema-foreign"] == names
    assert [error.params["ref"] for error in problems if error.slug == "row-differs"] == names


def test_what_is_no_damage_is_counted_apart_also_where_it_is_not_listed() -> None:
    damage, advice = Damaged("row-differs"), Advisory("assertion-failed")
    checks = (Check("one", 9, 2), Check("two", 9, 5), Check("three", 9, 3), Check("four", 9, 0))
    problems = (
        Problem("one", damage), Problem("one", damage),
        Problem("two", advice), Problem("two", advice),
        Problem("three", advice), Problem("three", damage),
    )  # fmt: skip
    report = verifying.Verified(checks, problems, 4, 1, 0)
    assert (report.advised, report.damages) == (7, 3)
    none = verifying.Verified(checks[3:], (), 0, 1, 0)
    assert (none.advised, none.damages) == (0, 0)


def test_operations_are_counted_also_where_a_later_wallet_went_on(ledger: Ledger) -> None:
    assert verifying.verify(ledger.store).operations == 1
    for amount in (100, 200, 300):
        ledger.pay(amount)
    assert verifying.verify(ledger.store).operations == 4
    (data,) = ledger.db.execute("SELECT record FROM op WHERE id = 4").fetchone()
    later = codec.frame((codec.VERSION + 1).to_bytes(2, "big"), *list(codec.unframe(data))[1:], b"more")
    mac = codec.seal(JOURNAL_KEY, later)
    ledger.harm(f"UPDATE op SET record = x'{later.hex()}', mac = x'{mac.hex()}' WHERE id = 4")
    ledger.seen.unlink()
    assert verifying.verify(ledger.store).operations == 3
