"""Whole books in: round trips to the byte, nothing twice, conflicts refused, wallets that give way or don't."""

import json
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.raw import books, journal
from tests.services.books import add, held, refused
from tests.services.conftest import opened
from tests.services.random_books import fill, totals
from wallet_cli.domain.account import Account
from wallet_cli.services.amend import edit, undo
from wallet_cli.services.amend.edit import Edit
from wallet_cli.services.files import books_import, export, source
from wallet_cli.services.files.books_import import BooksImported, Counts
from wallet_cli.services.files.export import ExportWish
from wallet_cli.services.names import NAME_CHARACTERS
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts as tree
from wallet_cli.services.things import starting
from wallet_cli.services.vault import create, location, verify
from wallet_cli.store.books import accounts
from wallet_cli.store.check.chain import Walk
from wallet_cli.store.check.findings import Findings
from wallet_cli.store.journal import entities


def out(session: Session) -> bytes:
    """The whole books as JSON lines."""
    stream = BytesIO()
    with session.store.snapshot():
        export.write(session, export.prepared(session, ExportWish("jsonl")), stream)
    return stream.getvalue()


def take(session: Session, data: bytes, *, skip_refused: bool = True) -> BooksImported:
    """Import books."""
    return books_import.record(session, source.source(BytesIO(data), "books.jsonl"), skip_refused=skip_refused)


@pytest.fixture
def fresh(tmp_path: Path) -> Any:
    """A wallet in which nothing happened since it was made."""
    place = location.Place(tmp_path / "fresh" / "main", tmp_path / "fresh-state")
    store = create.create(place, b"correct horse battery staple", "cheap", os.urandom)
    made = Session(store, 739940, iter(range(10**15, 10**16, 1000)).__next__, os.urandom, "test")
    starting.start(made, starting.InitialSettings("EUR"))
    yield made
    store.close()


def changed(data: bytes, record: str, change: Callable[[dict[str, Any]], Any]) -> bytes:
    """The books with ``change`` made to the first record of a kind; the count follows what it leaves out."""
    lines, done = [], False
    for line in map(json.loads, data.splitlines()):
        if line.get("record") == record and not done:
            done = True
            change(line)
        lines.append(line)
    return b"".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for line in lines)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_books_come_back_to_the_byte_with_equal_balances(session: Session, fresh: Session, seed: int) -> None:
    fill(session, seed)
    data = out(session)
    done = take(fresh, data)
    assert (done.refusals, done.transactions) == ((), Counts(62, 0))
    assert out(fresh) == data
    assert totals(fresh) == totals(session)
    again = take(fresh, data)
    assert (again.op, again.transactions, again.accounts.new, again.payees.new) == ("", Counts(0, 62), 0, 0)


def test_books_into_their_own_wallet_change_nothing(session: Session) -> None:
    fill(session, 4)
    data = out(session)
    assert take(session, data).op == ""
    assert out(session) == data


def test_undo_brings_the_new_wallet_back_and_it_can_be_done_again(session: Session, fresh: Session) -> None:
    fill(session, 5, states=2)  # what is reconciled can't be taken back
    data, before = out(session), [node.path for node in accounts.every(fresh.db)]
    done = take(fresh, data)
    undo.undo(fresh, int(done.op[1:]))
    assert [node.path for node in accounts.every(fresh.db)] == before
    assert totals(fresh) == {}
    assert take(fresh, data).transactions == Counts(62, 0)
    assert totals(fresh) == totals(session)


def test_the_new_wallet_goes_on_working(session: Session, fresh: Session) -> None:
    fill(session, 6)
    take(fresh, out(session))
    pay(fresh, Payment(("3", "Tea", "@bank", "+food")))
    fees = starting.FEE_CATEGORY["en"]
    node = accounts.find(fresh.db, fees)
    assert node is not None
    ((body, _op),) = books.items(fresh.db, "setting", "fee-category")
    assert json.loads(body) == node.uid.hex()
    assert verify.verify(fresh).problems == ()


def test_what_init_made_and_the_file_lacks_is_dropped_from_an_untouched_wallet_only(
    session: Session, fresh: Session
) -> None:
    for name in ("gifts", "fees"):
        node = accounts.find(session.db, name)
        assert node is not None
        tree.remove(session, node)
    data = out(session)
    take(fresh, data)
    assert accounts.find(fresh.db, "gifts") is None
    assert accounts.find(fresh.db, "fees") is not None  # verbs book fees there


def test_an_older_wallet_keeps_its_accounts_and_gets_what_it_lacks(session: Session, tmp_path: Path) -> None:
    fill(session, 7)
    with opened(location.Place(tmp_path / "other" / "main", tmp_path / "other-state"), anew=True) as other:
        pay(other, Payment(("3", "Tea", "@bank", "+food")))
        own = {path: minor for (path, _code), minor in totals(other).items()}
        known = {node.path for node in accounts.every(other.db)}
        wanted = [node.path in known for node in accounts.every(session.db)]
        done = take(other, out(session))
        assert (done.refusals, done.accounts) == ((), Counts(wanted.count(False), wanted.count(True)))
        assert done.transactions == Counts(62, 0)
        assert held(other, "bank") == own["bank"] + totals(session)["bank", "EUR"]


def test_removed_transactions_come_back_and_edited_ones_are_a_conflict(session: Session) -> None:
    pay(session, Payment(("3", "Tea", "@bank", "+food")))
    data = out(session)
    edit.remove(session, ["t3"])
    assert take(session, data).transactions == Counts(1, 2)
    assert out(session) == data
    edit.edit(session, "t3", Edit(("4",)))
    head = journal.last(session.db)
    with refused("transaction-differs", 6):
        take(session, data)
    assert journal.last(session.db) == head


CONFLICTS: list[tuple[str, str, Callable[[dict[str, Any]], Any]]] = [
    ("account-differs", "account", lambda line: line.update(number="77")),
    ("account-path-taken", "account", lambda line: line.update(id="0" * 32, type="account", kind="cash")),
    ("payee-differs", "payee", lambda line: line.update(aliases=["x"])),
    ("payee-name-taken", "payee", lambda line: line.update(id="0" * 32, name="New", aliases=["Tea"])),
    ("transaction-differs", "transaction", lambda line: line.update(memo="other")),
    ("currency-scale-differs", "currency", lambda line: line.update(scale=3)),
]


@pytest.mark.parametrize(("slug", "record", "change"), CONFLICTS)
def test_the_same_id_or_name_with_other_content_is_refused(
    session: Session, slug: str, record: str, change: Callable[[dict[str, Any]], Any]
) -> None:
    pay(session, Payment(("3", "Tea", "@bank", "+food")))
    data = out(session)
    with refused(slug, 6):
        take(session, changed(data, record, change))
    assert out(session) == data


def test_a_payee_of_the_same_name_is_the_same_one(session: Session, fresh: Session) -> None:
    pay(session, Payment(("3", "Tea", "@bank", "+food")))
    data = changed(out(session), "payee", lambda line: line.update(id="0" * 32))
    done = take(session, data)
    assert (done.payees, done.transactions) == (Counts(0, 1), Counts(0, 3))
    undeclared = changed(out(session), "payee", lambda line: line.update(name="Somebody else"))
    assert take(fresh, undeclared).payees == Counts(2, 0)


REFUSED: list[tuple[str, str, Callable[[dict[str, Any]], Any]]] = [
    ("field-wrong", "account", lambda line: line.update(kind="nothing")),
    ("field-wrong", "account", lambda line: line.update(kind="income" if line["type"] != "category" else "bank")),
    ("field-wrong", "account", lambda line: line.update(currencies=["E U R"])),
    ("bad-name", "account", lambda line: line.update(account="a@b")),
    ("field-wrong", "currency", lambda line: line.update(code="E U R")),
    ("field-wrong", "transaction", lambda line: line.update(tags=["two words"])),
    ("too-few-postings", "transaction", lambda line: line.update(postings=[])),
    ("account-undeclared", "transaction", lambda line: line["postings"][0].update(account="nowhere")),
]


@pytest.mark.parametrize(("slug", "record", "change"), REFUSED)
def test_where_a_record_is_bad_nothing_is_taken_unless_it_is_to_be_left_out(
    session: Session, fresh: Session, slug: str, record: str, change: Callable[[dict[str, Any]], Any]
) -> None:
    pay(session, Payment(("3", "Tea", "@bank", "+food")))
    data = changed(out(session), record, change)
    with refused("rows-refused", 7):
        take(fresh, data, skip_refused=False)
    done = take(fresh, data)
    assert slug in [each.slug for each in done.refusals]
    assert done.transactions.new + len(done.refusals) >= 3


def test_books_that_end_early_say_so_and_what_is_no_books_is_refused(session: Session, fresh: Session) -> None:
    lines = out(session).splitlines(keepends=True)
    done = take(fresh, b"".join(lines[:-2]))
    assert [each.slug for each in done.refusals] == ["books-cut-off"]
    with refused("nothing-usable", 7):
        take(session, lines[0] + b"{}\n")
    with refused("changes-not-books", 7):
        take(session, b'{"schema":"wallet.changes/1"}\n')


def test_the_same_transaction_twice_in_one_file_is_taken_once(session: Session, fresh: Session) -> None:
    lines = out(session).splitlines(keepends=True)
    assert take(fresh, b"".join([*lines[:-1], lines[-2]])).transactions == Counts(2, 1)


def test_accounts_that_were_never_used_give_way_to_the_files(session: Session, fresh: Session) -> None:
    add(fresh, "bank", "bank", "EUR")
    tree.add(fresh, Account(b"", "purse", "cash", ("EUR",), aliases=("koffie",)))
    fill(session, 8)
    data = out(session)
    done = take(fresh, data)
    assert done.transactions == Counts(62, 0)
    assert accounts.find(fresh.db, "purse") is None  # its alias is an account's of the file
    assert totals(fresh) == totals(session)


def without_accounts(data: bytes) -> bytes:
    """The books without their accounts' records."""
    *lines, end = (json.loads(line) for line in data.splitlines())
    kept = [line for line in lines if line.get("record") != "account"]
    kept.append({**end, "records": len(kept) - 1})
    return b"".join(json.dumps(line).encode() + b"\n" for line in kept)


def test_an_account_that_the_file_does_not_declare_is_the_wallet_s_of_that_name_and_type(session: Session) -> None:
    pay(session, Payment(["5", "Market", "@cash", "+food"]))
    data = without_accounts(out(session))
    done = take(session, data)
    assert (done.refusals, done.transactions) == ((), Counts(0, 3))
    wrong = changed(data, "transaction", lambda line: line["postings"][0].update(type="category", kind="expense"))
    assert [each.slug for each in take(session, wrong).refusals] == ["account-undeclared"]


def test_two_accounts_of_one_name_in_a_file_are_a_conflict(session: Session, fresh: Session) -> None:
    lines = out(session).splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if b'"account":"bank"' in line)
    twin = json.loads(lines[at]) | {"id": "f" * 32}
    with refused("account-path-taken", 6):
        take(fresh, b"".join([*lines[: at + 1], json.dumps(twin).encode() + b"\n", *lines[at + 1 :]]))


def test_aliases_in_any_order_are_the_same_and_the_name_itself_is_none(session: Session, fresh: Session) -> None:
    data = changed(out(session), "account", lambda line: line.update(aliases=["zz", "aa", line["account"], "mm"]))
    path = next(json.loads(line)["account"] for line in data.splitlines() if b'"zz"' in line)
    take(fresh, data)
    node = accounts.find(fresh.db, path)
    assert node is not None and sorted(accounts.aliases(fresh.db, node)) == ["aa", "mm", "zz"]
    assert take(fresh, data).op == ""


def test_a_payee_s_aliases_in_any_order_are_the_same(session: Session, fresh: Session) -> None:
    fill(session, 1)
    data = changed(out(session), "payee", lambda line: line.update(aliases=["zz", "aa", "mm"]))
    take(fresh, data)
    assert take(fresh, data).op == ""


def test_what_gives_way_is_removed_once(session: Session, fresh: Session) -> None:
    fill(session, 9)
    made = {node.uid for node in accounts.every(fresh.db)}
    take(fresh, out(session))
    removed = [
        image.uid
        for chunk in Walk(fresh.db, Findings())
        for image in chunk.images
        if image.kind == entities.ACCOUNT and image.body is None
    ]
    assert set(removed) <= made and len(removed) == len(set(removed)) > 0


def test_links_in_any_order_are_the_same(session: Session, fresh: Session) -> None:
    pay(session, Payment(("3", "Tea", "@bank", "+food")))
    links = [{"kind": kind, "id": f"{number:032x}"} for kind in ("refunds", "repays") for number in range(9)]
    data = changed(out(session), "transaction", lambda line: line.update(links=links[::-1]))
    assert take(fresh, data).refusals == ()
    again = take(fresh, data)
    assert (again.op, again.refusals) == ("", ())


def test_a_payee_that_no_record_declares_has_a_name_that_can_be_found_again(session: Session, fresh: Session) -> None:
    pay(session, Payment(("3", "Tea", "@bank", "+food")))
    for end in ("x", "y"):
        long = b'"payee":"' + b"M" * NAME_CHARACTERS + end.encode() * 50 + b'"'
        data = out(session).replace(b'"payee":"Tea"', long)
        assert take(fresh, data).payees == Counts(2 if end == "x" else 0, 0 if end == "x" else 1)
        assert take(fresh, data).op == ""
    assert books.payees(fresh.db, "M") == ["M" * NAME_CHARACTERS]
