"""Balances as of any day equal what the postings say, and an old page of sums is never shown."""

import random
from collections import defaultdict
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.store.ledger import DAY, KEY, Ledger
from wallet_cli.domain.calendar import day_in, month_of
from wallet_cli.domain.transaction import PENDING, RECONCILED
from wallet_cli.errors import Damaged
from wallet_cli.store.books import balances, budgets
from wallet_cli.store.books.balances import Span, as_of, booked, by_span, cover, of_accounts
from wallet_cli.store.journal import rollup
from wallet_cli.store.journal.journal import Origin
from wallet_cli.store.journal.rollup import DAY as DAY_LEVEL
from wallet_cli.store.journal.rollup import MONTH
from wallet_cli.store.store import Store
from wallet_cli.store.vault.connect import connect, driver_error

FIRST, LAST = date(2023, 1, 1).toordinal(), date(2027, 12, 31).toordinal()
POSTINGS = "SELECT account, currency, state, date, amount FROM live_posting WHERE void = 0"


def brute_force(ledger: Ledger, day: int) -> dict[tuple[int, str], list[int]]:
    held: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for account, currency, state, when, amount in ledger.db.execute(POSTINGS):
        held[account, currency][state] += amount if when <= day else 0
    return {key: cell for key, cell in held.items() if any(cell)}


def test_random_books_on_random_days(ledger: Ledger) -> None:
    chance = random.Random(7)
    made = []
    for _round in range(6):
        with ledger.operation("import") as work:
            for _number in range(40):
                when = chance.randint(FIRST, LAST)
                code, state = chance.choice(["EUR", "USD"]), chance.randint(0, 2)
                made.append(ledger.transaction(chance.randint(-(10**6), 10**6), when, currency=code, state=state))
                work.add_transaction(made[-1])
        with ledger.operation("edit") as work:
            for old in chance.sample(made, 8):
                when, void = chance.randint(FIRST, LAST), chance.random() < 0.3
                work.put_transaction(ledger.transaction(chance.randint(1, 10**6), when, uid=old.uid, void=void))
    edges = [FIRST - 1, LAST, date(2024, 2, 29).toordinal(), date(2025, 1, 1).toordinal(), 1, date.max.toordinal()]
    for day in [*edges, *(chance.randint(FIRST, LAST) for _ in range(150))]:
        cells = as_of(ledger.db, date.fromordinal(day))
        told = {(cell.account, cell.currency): [*cell[2:]] for cell in cells if any(cell[2:])}
        assert told == brute_force(ledger, day), date.fromordinal(day)
        assert all(cell.total_minor == sum(cell[2:]) for cell in cells)
        sums = {key: sum(cell) for key, cell in brute_force(ledger, day).items() if sum(cell)}
        accounts = sorted({account for account, _currency in sums})
        assert {key: held for key, held in of_accounts(ledger.db, accounts, day).items() if held} == sums
    assert ledger.found() == set()


def by_month(db: Any, first: int, last: int) -> list[tuple[int, int, str, int, int]]:
    """The sums of each month, by its number."""
    return by_span(db, [Span(month, MONTH, month, month) for month in range(first, last + 1)])


def test_months_and_days_are_those_of_the_postings(ledger: Ledger) -> None:
    ledger.pay(100, date(2026, 10, 31).toordinal())
    ledger.pay(200, date(2026, 11, 1).toordinal())
    gone = ledger.pay(50, date(2026, 9, 1).toordinal())
    ledger.edit(gone, 50, void=True)
    food = ledger.db.execute("SELECT id FROM account WHERE path = 'food'").fetchone()[0]
    october = 2026 * 12 + 9
    told = [row for row in by_month(ledger.db, october - 2, october + 1) if row[1] == food]
    assert told == [(october, food, "EUR", 100, 1), (october + 1, food, "EUR", 200, 1)]
    first = date(2026, 10, 31).toordinal()
    days = by_span(ledger.db, cover(7, first, first + 1))
    assert [row for row in days if row[1] == food] == [(7, food, "EUR", 300, 2)]
    assert of_accounts(ledger.db, [food, 99], first + 1) == {(food, "EUR"): 300}
    assert of_accounts(ledger.db, [food, 99], first) == {(food, "EUR"): 100}


def test_a_state_that_nothing_is_in_holds_nothing(ledger: Ledger) -> None:
    ledger.pay(100)
    cells = as_of(ledger.db, date.fromordinal(DAY))
    assert sorted(cell[2:] for cell in cells) == [(0, -100, 0), (0, 100, 0)]
    assert as_of(ledger.db, date.fromordinal(DAY - 1)) == [cell._replace(booked_minor=0) for cell in cells]
    ledger.pay(7, currency="USD", state=PENDING)
    ledger.pay(8, currency="EUR", state=RECONCILED)
    cells = as_of(ledger.db, date.fromordinal(DAY))
    assert sorted((cell.currency, *cell[2:]) for cell in cells) == [
        ("EUR", 0, -100, -8), ("EUR", 0, 100, 8), ("USD", -7, 0, 0), ("USD", 7, 0, 0),
    ]  # fmt: skip


def test_each_change_of_a_sum_is_counted(ledger: Ledger) -> None:
    with ledger.operation("import") as work:
        for amount in (1, 2, 3):
            work.add_transaction(ledger.transaction(amount))
    ledger.edit(ledger.pay(4), 5)
    query = "SELECT DISTINCT level, count, changes FROM rollup ORDER BY level"
    assert ledger.db.execute(query).fetchall() == [(level, 4, 6) for level in range(4)]


def test_every_year_that_is_asked_for_is_compared_with_its_months(ledger: Ledger) -> None:
    for year in (2024, 2025, 2026):
        ledger.pay(100, date(year, 5, 5).toordinal())
    whole = by_month(ledger.db, 2024 * 12, 2026 * 12 + 11)
    assert [row[0] for row in whole] == [month for year in (2024, 2025, 2026) for month in [year * 12 + 4] * 2]
    ledger.harm("UPDATE rollup SET amount = amount + 1 WHERE level = 2 AND period = 2025 * 12 + 4")
    for first, last in ((2024 * 12, 2026 * 12), (2025 * 12 + 11, 2026 * 12), (2024 * 12, 2025 * 12)):
        with pytest.raises(Damaged, match="balances-replayed"):
            by_month(ledger.db, first, last)
    assert len(by_month(ledger.db, 2026 * 12, 2026 * 12 + 11)) == 2
    assert len(by_month(ledger.db, 2024 * 12, 2024 * 12 + 11)) == 2


def older(ledger: Ledger, *tables: str) -> dict[int, bytes]:
    """Pages of before a change that leaves every sum but the days' (and of the posting, where it says) as it was."""
    made = ledger.pay(100, DAY)
    pages = ledger.pages(*tables)
    ledger.edit(made, 100, DAY - 9)
    return pages


def test_a_page_of_days_put_back_is_noticed_though_all_sums_agree(ledger: Ledger) -> None:
    pages = older(ledger, "rollup")
    ledger.replay(pages)
    amounts = "SELECT sum(CASE level WHEN 0 THEN amount WHEN 3 THEN -amount ELSE 0 END) FROM rollup GROUP BY account"
    assert ledger.db.execute(amounts).fetchall() == [(0,), (0,)]
    with pytest.raises(Damaged, match="balances-replayed"):
        ledger.store.check_balances()


def test_posting_and_sums_put_back_together_are_noticed(ledger: Ledger) -> None:
    old = ledger.pay(100)
    pages = ledger.pages("posting", "rollup", "txn")
    ledger.edit(old, 900)
    ledger.replay(pages)
    assert ledger.db.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert ledger.db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with pytest.raises(Damaged, match="balances-replayed"):
        ledger.store.check_balances()
    assert {("projection", "row-older"), ("balances", "balances-replayed")} <= ledger.found()


def test_no_operation_vouches_for_a_page_put_back(ledger: Ledger) -> None:
    old = ledger.pay(100)
    pages = ledger.pages("posting", "rollup")
    ledger.edit(old, 900)
    ledger.replay(pages)
    with pytest.raises(Damaged, match="balances-replayed"):
        ledger.pay(5)
    assert ledger.db.execute("SELECT max(id) FROM op").fetchone() == (3,)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_each_level_is_held_against_the_one_above(ledger: Ledger, level: int) -> None:
    ledger.pay(100)
    ledger.harm(f"UPDATE rollup SET changes = changes - 1 WHERE level = {level} AND account = 1")
    with pytest.raises(Damaged, match="balances-replayed"):
        as_of(ledger.db, date.fromordinal(DAY))
    ledger.store.check_balances()
    if level < 3:
        with pytest.raises(Damaged, match="balances-replayed"):
            by_month(ledger.db, 2026 * 12, 2026 * 12 + 11)


def test_an_account_put_back_is_noticed(ledger: Ledger) -> None:
    from wallet_cli.domain.account import Account

    ledger.pay(100)
    pages = ledger.pages("account")
    with ledger.operation("rename") as work:
        work.put_account(Account(ledger.uid["cash"], "purse", "cash"))
    ledger.replay(pages)
    with pytest.raises(Damaged, match="balances-replayed"):
        ledger.store.check_balances()


def test_sums_without_any_operation_are_no_books(ledger: Ledger) -> None:
    ledger.pay(100)
    ledger.harm("DELETE FROM op")
    with pytest.raises(Damaged, match="balances-replayed"):
        ledger.store.check_balances()


def test_the_clock_of_one_reader_stands_still_while_another_writes(ledger: Ledger) -> None:
    ledger.pay(100)
    from tests.store.ledger import KEY
    from wallet_cli.store.store import Store
    from wallet_cli.store.vault.connect import connect

    reader = Store(connect(ledger.path, KEY, read_only=True), ledger.seen, read_only=True)
    with reader.snapshot(), reader.snapshot():
        before = balances.as_of(reader.db, date.fromordinal(DAY))
        ledger.pay(200)
        reader.check_balances()
        assert balances.as_of(reader.db, date.fromordinal(DAY)) == before
    assert balances.as_of(reader.db, date.fromordinal(DAY)) != before
    reader.close()


@pytest.mark.parametrize("month", [11, 12])
def test_the_last_months_of_all_calendars_have_their_own_days(ledger: Ledger, month: int) -> None:
    days = [date(9999, each, 15).toordinal() for each in (11, 12)]
    for amount, day in zip((100, 200), days, strict=True):
        ledger.pay(amount, day)
    last = date(9999, month, 30).toordinal()
    held = {account: sum(cell) for (account, _currency), cell in brute_force(ledger, last).items()}
    assert sorted(held.values()) == ([-100, 100] if month == 11 else [-300, 300])
    assert {cell.account: cell.total_minor for cell in as_of(ledger.db, date.fromordinal(last))} == held


def test_a_change_beyond_64_bits_is_one_change(ledger: Ledger) -> None:
    query = "SELECT DISTINCT level, count, changes FROM rollup WHERE currency = ? ORDER BY level"
    for code, amount in (("EUR", 5), ("USD", 2**63 - 1)):
        ledger.edit(ledger.pay(-amount, currency=code), amount, currency=code)
    small, large = (ledger.db.execute(query, (code,)).fetchall() for code in ("EUR", "USD"))
    assert small == large
    held = {account: amount for (account, code), amount in of_accounts(ledger.db, [1, 3], DAY).items() if code == "USD"}
    assert sorted(held.values()) == [-(2**63) + 1, 2**63 - 1]
    assert ledger.found() == set()


def test_a_query_that_fails_for_another_reason_fails(ledger: Ledger) -> None:
    with pytest.raises(driver_error(), match="no such table"):
        rollup.summed(ledger.db, "SELECT sum(amount) FROM nowhere")


def test_sums_are_compared_again_once_somebody_else_has_recorded(ledger: Ledger) -> None:
    def tried() -> None:
        with ledger.operation("pay", dry_run=True) as work:
            work.add_transaction(ledger.transaction(100))

    ledger.pay(100)
    ledger.reopen()
    for _again in range(2):
        tried()
    other = Store(connect(ledger.path, KEY), ledger.seen)
    with other.operation(Origin("pay", 1_796_000_000_000_000, "tty2"), ledger.new()) as work:
        work.add_transaction(ledger.transaction(300))
    tried()
    with other.operation(Origin("pay", 1_796_000_000_000_001, "tty2"), ledger.new()) as work:
        work.add_transaction(ledger.transaction(400))
    other.db.execute("UPDATE rollup SET amount = amount + 1 WHERE level = 0")
    other.close()
    with pytest.raises(Damaged, match="balances-replayed"):
        tried()


@given(st.integers(1, 3_652_059), st.integers(0, 1500))
@example(1, 0)
@example(3_652_059, 0)
@example(date(2026, 2, 1).toordinal(), 27)
@example(date(9999, 12, 1).toordinal(), 30)
def test_a_cover_is_its_days_each_once_with_whole_months_as_months(first: int, length: int) -> None:
    last = min(first + length, date.max.toordinal())
    spans = cover(5, first, last)
    days = [day for span in spans for each in range(span.first, span.last + 1) for day in _days(span.level, each)]
    assert sorted(days) == list(range(first, last + 1))
    assert len(spans) <= 3
    loose = {day for span in spans if span.level == DAY_LEVEL for day in range(span.first, span.last + 1)}
    months = {date.fromordinal(day).strftime("%Y-%m") for day in loose}
    assert len(months) <= 2
    assert not any(set(_days(MONTH, month_of(date.fromordinal(day)))) <= loose for day in loose)


def _days(level: int, unit: int) -> range:
    return range(day_in(unit, 1), day_in(unit + 1, 1)) if level == MONTH else range(unit, unit + 1)


def test_the_days_of_a_cut_month_are_compared_with_it(ledger: Ledger) -> None:
    ledger.pay(100, date(2026, 10, 31).toordinal())
    ledger.pay(200, date(2026, 11, 1).toordinal())
    first = date(2026, 10, 31).toordinal()
    assert len(by_span(ledger.db, cover(0, first, first))) == 2
    ledger.harm(f"UPDATE rollup SET changes = changes - 1 WHERE level = 3 AND period = {first + 1}")
    assert len(by_span(ledger.db, cover(0, first, first))) == 2
    with pytest.raises(Damaged, match="balances-replayed"):
        by_span(ledger.db, cover(0, first, first + 1))


def test_what_was_booked_is_seen_on_every_level(ledger: Ledger) -> None:
    assert booked(ledger.db) is None
    ledger.pay(100, date(2024, 5, 5).toordinal())
    ledger.pay(100, date(2026, 5, 5).toordinal())
    whole = date(2024, 1, 1).toordinal(), date(2026, 12, 31).toordinal()
    assert booked(ledger.db) == whole
    ledger.harm("DELETE FROM rollup WHERE level = 3 AND period < 739000")
    assert booked(ledger.db) == whole
    ledger.harm("DELETE FROM rollup WHERE level = 1 AND period = 2024")
    assert booked(ledger.db) == whole


def test_few_accounts_have_the_sums_that_all_have(ledger: Ledger) -> None:
    for day in range(DAY - 70, DAY, 7):
        ledger.pay(day % 13 + 1, day)
    spans = [span for at in range(5) for span in cover(at, DAY - 75 + 15 * at, DAY - 61 + 15 * at)]
    rows = [(at, account, minor) for at, account, _code, minor, _count in by_span(ledger.db, spans)]
    assert sorted(budgets.of_spans(ledger.db, [row[1] for row in rows], "EUR", spans)) == rows
    assert len(rows) == 10
