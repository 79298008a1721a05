import csv
import io
import re
import shutil
import subprocess
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.books import BOOKS, COFFEE, DAY, EXCHANGE, HOSTILE, books, posting, uid
from wallet_cli.domain.amounts import plain
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import AccountDeclaration, BookTransaction
from wallet_cli.formats import hledger

needs_hledger = pytest.mark.skipif(not shutil.which("hledger"), reason="hledger is not installed")
needs_ledger = pytest.mark.skipif(not shutil.which("ledger"), reason="ledger is not installed")

needs_either = pytest.mark.skipif(
    not shutil.which("hledger") and not shutil.which("ledger"), reason="neither hledger nor ledger is installed"
)


def written(entries) -> str:
    out = io.BytesIO()
    hledger.write(iter(entries), out)
    return out.getvalue().decode("utf-8")


def by_date(entries) -> list:
    """As an export orders them: declarations, then transactions by date."""
    return sorted(entries, key=lambda e: (1, e.date) if isinstance(e, BookTransaction) else (0, DAY))


def run(command: list[str], journal: str) -> str:
    done = subprocess.run(
        command, input=journal, capture_output=True, encoding="utf-8", env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin"}
    )
    assert done.returncode == 0, done.stderr + journal
    return done.stdout


def check_both(journal: str) -> None:
    if shutil.which("hledger"):
        run(["hledger", "-f", "-", "check", "-s", "ordereddates"], journal)
    if shutil.which("ledger"):
        run(["ledger", "-f", "-", "--args-only", "bal", "--strict", "--pedantic"], journal)


def our_sums(entries) -> Counter:
    """Per currency, what the transactions' postings over zero add up to: enough to catch any amount that is lost."""
    sums: Counter = Counter()
    for entry in entries:
        if isinstance(entry, BookTransaction) and not entry.void:
            for line in entry.postings:
                sums[line.account, line.amount.currency] += line.amount.minor
    return Counter({key: minor for key, minor in sums.items() if minor})


def amounts_of(cell: str) -> list[tuple[str, str]]:
    return [(number, code.strip('"')) for number, code in re.findall(r'(-?[0-9.]+) ("[^"]*"|[A-Za-z]+)', cell)]


def test_the_journal_looks_as_both_tools_want_it():
    assert written(BOOKS) == (
        "; -*- ledger -*-\ncommodity EUR\ncommodity JPY\naccount assets\naccount assets:bank\n"
        "account expenses\naccount expenses:food\naccount expenses:food:coffee\n"
        "payee Coffee\ntag trip\ntag two-words\ntag kind\ntag time\ntag x-date-of\n\n"
        f"2026-11-21 ({uid(1)}) Coffee\n    ; to go\n    ; trip:\n    ; two-words:\n"
        "    * assets:bank  -12.50 EUR\n      ; kind: POS\n      ; time: 12:30:05+08:00\n"
        "      ; x-date-of: a， ［b］: c\n    expenses:food:coffee  12.50 EUR\n"
        "payee -\naccount equity\naccount equity:conversion\naccount assets:yen\n\n"
        f"2026-11-21 ({uid(2)}) -\n    assets:bank  -100.00 EUR\n    equity:conversion  100.00 EUR\n"
        "    equity:conversion  -16950 JPY\n    ! assets:yen  16950 JPY  ; [2026-11-24]\n\n"
        f"; void: 2026-11-23 ({uid(3)}) Coffee\n"
    )


def test_debts_income_and_own_equity_have_their_roots():
    lines = [posting("visa", -1, kind="card"), posting("salary", 1, kind="income"), posting("mine", 0, kind="equity")]
    journal = written([COFFEE._replace(postings=tuple(lines))])
    assert all(f"\naccount {name}\n" in journal for name in ("liabilities:visa", "income:salary", "equity:mine"))


def test_names_that_become_equal_are_kept_apart():
    pair = (posting("a  b", 5), posting("a b", -5))
    journal = written([COFFEE._replace(postings=pair)])
    assert "    assets:a b  5" in journal.replace("0.0", "") or "assets:a b  0.05 EUR" in journal
    assert "assets:a b (2)  -0.05 EUR" in journal


def test_a_transaction_without_postings_is_a_comment():
    assert f"; without postings: 2026-11-21 ({uid(1)}) Coffee" in written([COFFEE._replace(postings=())])


@needs_hledger
def test_hledger_takes_it_at_its_strictest_and_sums_as_we_do():
    journal = written(BOOKS)
    check_both(journal)
    table = csv.reader(io.StringIO(run(["hledger", "-f", "-", "bal", "--flat", "-N", "-O", "csv"], journal)))
    found = {(name, code): number for name, cell in list(table)[1:] for number, code in amounts_of(cell)}
    roots = {"bank": "assets:bank", "yen": "assets:yen", "food:coffee": "expenses:food:coffee"}
    wanted = {
        (roots.get(path, path), currency.code): plain(minor, currency.scale)
        for (path, currency), minor in our_sums(BOOKS).items()
    }
    assert found == wanted


@needs_ledger
def test_ledger_takes_it_at_its_strictest_and_sums_as_we_do():
    journal = written(BOOKS)
    check_both(journal)
    lines = run(
        ["ledger", "-f", "-", "--args-only", "reg", "--format", "%(account)  %(amount)\n"], journal
    ).splitlines()
    posted = [line[4:] for line in journal.splitlines() if line.startswith("    ") and line.lstrip()[0] != ";"]
    assert Counter(lines) == Counter(line.lstrip("*! ").partition("  ; ")[0] for line in posted)
    assert len(lines) == 6 and "assets:yen  16950 JPY" in lines


@needs_either
def test_hostile_names_and_texts_pass_both_tools():
    entries = []
    for n, text in enumerate(HOSTILE):
        name = text.replace(":", ".")
        entries.append(
            BookTransaction(
                uid(n),
                DAY,
                (
                    posting(f"{name}:x{name}", n + 1, Currency(text[:4], 2)),
                    posting(name, -n - 1, Currency(text[:4], 2)),
                ),
                payee=text,
                memo=text,
                tags=(text, "date", "payee"),
            )
        )
    check_both(written([AccountDeclaration(uid(0), "a; b:(c)", "account", "bank"), *entries]))


@needs_either
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(books, min_size=3, max_size=6))
def test_any_books_pass_both_tools(several):
    check_both(written(by_date(entry for entries in several for entry in entries)))


@needs_hledger
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books)
def test_any_books_keep_their_amounts(entries):
    journal = written(by_date(entries))
    out = run(["hledger", "-f", "-", "reg", "-O", "csv"], journal)
    found = Counter(amount for row in list(csv.reader(io.StringIO(out)))[1:] for amount in amounts_of(row[5]))
    wanted = Counter(
        (plain(line.amount.minor, line.amount.currency.scale), line.amount.currency.code)
        for entry in entries
        if isinstance(entry, BookTransaction) and not entry.void
        for line in entry.postings
        if line.amount.minor
    )
    assert found == wanted


def test_an_exchange_is_two_literal_conversion_postings():
    assert "@" not in written([EXCHANGE])
