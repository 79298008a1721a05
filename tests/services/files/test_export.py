"""The books out: other programs' strictest checks and sums agree, choices, and changes followed without a gap."""

import json
import os
import shutil
import subprocess
from collections import Counter
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.raw import books, harm
from tests.services.books import refused
from tests.services.random_books import fill, totals
from wallet_cli.domain.calendar import Period
from wallet_cli.services.amend import edit, undo
from wallet_cli.services.amend.edit import Edit
from wallet_cli.services.files import export as exporting
from wallet_cli.services.files.export import Export, ExportWish
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.session import Session
from wallet_cli.store.books import accounts

COFFEE = ("4.50", "Coffee", "@bank", "+food")


def sent(session: Session, wish: ExportWish) -> tuple[bytes, Export]:
    stream = BytesIO()
    with session.store.snapshot():
        export = exporting.prepared(session, wish)
        exporting.write(session, export, stream)
    return stream.getvalue(), export


def records(data: bytes, kind: str) -> list[dict[str, Any]]:
    return [line for line in map(json.loads, data.splitlines()) if line.get("record") == kind]


def nightly(session: Session, *, move: bool = True) -> tuple[list[str], list[str]]:
    """Ids of the transactions and of the removals that an export tells of; then the cursor moves."""
    data, export = sent(session, ExportWish("jsonl", state="nightly"))
    if move:
        exporting.advance(session, export)
    return [each["id"] for each in records(data, "transaction")], [each["id"] for each in records(data, "removed")]


def uid(session: Session, number: int) -> str:
    return books.uid_of(session.db, number).hex()


def journal_names(session: Session) -> dict[str, str]:
    """The names of accounts in a journal: under the five usual roots."""
    roots = {"card": "liabilities", "expense": "expenses", "income": "income"}
    found = {}
    for node in accounts.every(session.db):
        root = "" if node.kind == "equity" else roots.get(node.kind, "assets") + ":"
        found[node.path] = root + node.path
    return found


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_hledger_and_ledger_accept_the_journal_at_their_strictest_and_agree_on_every_sum(
    session: Session, tmp_path: Path, seed: int
) -> None:
    fill(session, seed)
    journal = tmp_path / "books.journal"
    journal.write_bytes(sent(session, ExportWish("hledger"))[0])
    names = journal_names(session)
    wanted = {
        (names[path], code): Decimal(minor).scaleb(0 if code == "JPY" else -2)
        for (path, code), minor in totals(session).items()
    }
    if not shutil.which("hledger") and not shutil.which("ledger"):
        pytest.skip("neither hledger nor ledger is installed")
    if shutil.which("hledger"):
        _run("hledger", "-f", str(journal), "check", "-s", "ordereddates")
        table = _run("hledger", "-f", str(journal), "bal", "--flat", "--no-total", "-O", "csv", "--layout", "bare")
        assert _sums(table) == wanted
    if shutil.which("ledger"):
        form = "%(account)\t%(quantity(amount))\t%(commodity(amount))\n"
        lines = _run("ledger", "-f", str(journal), "--strict", "--pedantic", "reg", "--format", form)
        sums: Counter[tuple[str, str]] = Counter()
        for line in lines.splitlines():
            account, amount, code = line.split("\t")
            sums[account, code] += Decimal(amount)  # type: ignore[assignment]
        assert {key: total for key, total in sums.items() if total} == wanted


def _run(*argv: str) -> str:
    env = os.environ | {"LC_ALL": "C.UTF-8"}  # hledger reads files as the locale says
    done = subprocess.run(argv, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def _sums(table: str) -> dict[tuple[str, str], Decimal]:
    import csv

    rows = list(csv.reader(table.splitlines()))[1:]
    return {(account, code): Decimal(amount) for account, code, amount in rows if Decimal(amount)}


def test_a_choice_holds_whole_transactions_of_the_days_and_the_account(session: Session) -> None:
    fill(session, 14)
    march = Period(date(2026, 3, 1), date(2026, 3, 31), "2026-03")
    chosen = records(sent(session, ExportWish("jsonl", "visa", march))[0], "transaction")
    assert chosen
    for each in chosen:
        assert each["date"][:7] == "2026-03"
        assert "visa" in [line["account"] for line in each["postings"]]
    later = records(sent(session, ExportWish("jsonl", since=date(2026, 3, 15), period=march))[0], "transaction")
    assert later and min(each["date"] for each in later) >= "2026-03-15"


def test_csv_has_a_line_for_every_posting_that_counts(session: Session) -> None:
    fill(session, 15)
    assert len(sent(session, ExportWish("csv"))[0].split(b"\r\n")) == books.standing_postings(session.db) + 2


def test_what_cannot_be_exported_is_refused(session: Session) -> None:
    with refused("unknown-format", 2):
        sent(session, ExportWish("pdf"))
    with refused("format-without-changes", 2):
        sent(session, ExportWish("csv", state="nightly"))
    with refused("state-name", 2):
        sent(session, ExportWish("jsonl", state="  "))
    with refused("no-such-account", 3):
        sent(session, ExportWish("jsonl", "nobody"))


def test_the_cursor_tells_what_is_new_edited_removed_and_brought_back_each_once(session: Session) -> None:
    assert nightly(session) == ([uid(session, 1), uid(session, 2)], [])
    assert nightly(session) == ([], [])
    for _ in range(3):
        pay(session, Payment(COFFEE))
    assert nightly(session) == ([uid(session, n) for n in (3, 4, 5)], [])
    edit.edit(session, "t3", Edit(("5",)))
    gone = edit.remove(session, ["t4"])
    assert nightly(session) == ([uid(session, 3)], [uid(session, 4)])
    undo.undo(session, int(gone.op[1:]))
    assert nightly(session) == ([uid(session, 4)], [])
    assert nightly(session) == ([], [])


def test_who_is_interrupted_before_the_cursor_moves_gets_the_same_again(session: Session) -> None:
    first = nightly(session, move=False)
    pay(session, Payment(COFFEE))
    assert nightly(session)[0] == [*first[0], uid(session, 3)]


def test_what_is_recorded_while_an_export_runs_comes_next_time(session: Session) -> None:
    _, export = sent(session, ExportWish("jsonl", state="nightly"))
    pay(session, Payment(COFFEE))
    exporting.advance(session, export)
    assert nightly(session) == ([uid(session, 3)], [])


def test_a_slower_export_never_moves_the_cursor_back(session: Session) -> None:
    _, slow = sent(session, ExportWish("jsonl", state="nightly"))
    pay(session, Payment(COFFEE))
    nightly(session)
    exporting.advance(session, slow)
    assert nightly(session) == ([], [])


def test_cursors_of_other_names_know_nothing_of_each_other(session: Session) -> None:
    nightly(session)
    data, _ = sent(session, ExportWish("jsonl", state="weekly"))
    assert len(records(data, "transaction")) == 2


def test_later_changes_declare_new_accounts_and_payees_alone(session: Session) -> None:
    data, export = sent(session, ExportWish("jsonl", state="nightly"))
    assert len(records(data, "account")) > 10
    exporting.advance(session, export)
    pay(session, Payment(COFFEE))
    data, _ = sent(session, ExportWish("jsonl", state="nightly"))
    assert (records(data, "account"), [each["name"] for each in records(data, "payee")]) == ([], ["Coffee"])
    assert json.loads(data.splitlines()[0]) == {"schema": "wallet.changes/1"}
    assert json.loads(data.splitlines()[-1])["records"] == len(data.splitlines()) - 2


def test_a_cursor_of_another_history_is_refused(session: Session) -> None:
    nightly(session)
    harm.move_cursors(session.db)
    with refused("cursor-lost", 5):
        nightly(session)


def test_whether_there_is_anything_to_tell(session: Session) -> None:
    def is_empty(wish: ExportWish) -> bool:
        with session.store.snapshot():
            return exporting.is_empty(session, exporting.prepared(session, wish))

    nightly(session)
    assert is_empty(ExportWish("jsonl", state="nightly"))
    assert not is_empty(ExportWish("jsonl"))
    pay(session, Payment(COFFEE))
    assert not is_empty(ExportWish("jsonl", state="nightly"))
    nightly(session)
    edit.remove(session, ["t3"])
    assert not is_empty(ExportWish("jsonl", state="nightly"))


def test_the_cursors_operation_is_no_terminals(session: Session) -> None:
    at_home = session._replace(terminal="tty1")
    done = pay(at_home, Payment(COFFEE))
    nightly(at_home)
    last = undo.last(at_home)
    assert last.here is not None and last.here.ref == done.op
