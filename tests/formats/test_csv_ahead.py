"""Rows that were read ahead, while the table was surveyed, are those that a second walk would have given."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.test_csv_read import EUR, read, rows_of, slugs
from wallet_cli.domain.files.statement import BankEvent, Profile
from wallet_cli.errors import WalletError
from wallet_cli.formats.table.ahead_rows import ahead
from wallet_cli.formats.table.ahead_rows.ahead import Ahead
from wallet_cli.formats.table.csv_format import Csv

HEAD = "Date;Payee;Amount;Balance;Account\n"


def told(text: str, **options: str) -> list[BankEvent] | str:
    """All that reading says, or the error's slug."""
    try:
        return list(Csv().configured(options).read(io.BytesIO(text.encode()), Profile(EUR)))
    except WalletError as problem:
        return problem.slug


def both(text: str, patch: pytest.MonkeyPatch, **options: str) -> tuple[list[BankEvent] | str, list[BankEvent] | str]:
    """The same with what was read ahead, and without."""
    used = told(text, **options)
    with patch.context() as without:
        without.setattr(Ahead, "read_as", lambda _self, _shape, _layout: None)
        return used, told(text, **options)


DAYS = st.sampled_from(["03.11.2026", "13.11.2026", "2026-11-03", "04/05/2026", "14/05/2026", "05/14/2026", "", "soon"])
AMOUNTS = st.sampled_from(["-1,50", "1.234,50", "12.50", "1,234.50", "7", "1.234", "-0,00", "2,50 CR", "", "much"])
CELLS = st.tuples(DAYS, st.sampled_from(["Tea", "Shop, Inc.", ""]), AMOUNTS, AMOUNTS, st.sampled_from(["", "A", "B"]))


@given(st.lists(CELLS, max_size=12), st.sampled_from([0, 0, 250]))
@settings(max_examples=150, deadline=None)
def test_the_same_events_with_and_without(rows, more):
    text = HEAD + "".join(f"{';'.join(cells)}\n" for cells in [*rows[:3] * more, *rows])
    with pytest.MonkeyPatch.context() as patch:
        used, without = both(text, patch)
    assert used == without


def test_what_the_first_rows_let_assume_is_read_again_where_later_ones_show_otherwise(monkeypatch):
    open_days = "".join(f"0{n % 9 + 1}/0{n % 9 + 1}/2026;Tea;-1.50;;\n" for n in range(300))
    text = HEAD + open_days + "05/14/2026;Shop;-2.50;;\n"
    kept = []
    read_as = Ahead.read_as
    monkeypatch.setattr(Ahead, "read_as", lambda *args: kept.append(read_as(*args)) or kept[-1])
    assert rows_of(read(text.encode()))[-1].booking_date.isoformat() == "2026-05-14"
    assert kept == [None]


def test_a_line_that_goes_on_is_part_of_its_row_and_of_no_refusal():
    text = "Date;Payee;Memo;Amount\n2026-11-03;Tea;first;-1.50\n;;second;\n2026-11-04;Tea;;much\n;;third;\n"
    events = read(text.encode())
    assert ([row.memo for row in rows_of(events)], slugs(events)) == (["first second"], ["row-amount-unreadable"])


def test_with_many_refusals_nothing_more_is_read_ahead(monkeypatch):
    monkeypatch.setattr(ahead, "MOST_REFUSED", 3)
    text = HEAD + "2026-11-03;Tea;-1.50;;\n" + "2026-11-04;Tea;much;;\n" * 5 + "2026-11-05;Tea;-2.50;;\n"
    used, without = both(text, monkeypatch)
    assert used == without
    assert len(slugs(used)) == 5


def test_of_several_accounts_each_has_its_own(monkeypatch):
    text = HEAD + "2026-11-03;Tea;-1.50;;A\n2026-11-04;Tea;-2.50;;B\n2026-11-05;Tea;-3.50;;A\n"
    used, without = both(text, monkeypatch)
    assert used == without
    assert [each.amount.minor for each in rows_of(used)] == [-150, -350, -250]


NAMED = st.sampled_from(
    [
        "Datum;Zahlungspartner;Zahl;Stand;Valuta",
        "Datum;Zahlungspartner;Betrag;Saldo;Valuta",
        "Datum;Zahlungspartner;Betrag;Stand;Valuta",
    ]
)
SOME_DAYS = st.sampled_from(["03.11.2026", "04.11.", "04.11", "31.12.", "Vorgemerkt", "soon", "", "2026-11-05"])
LINES = st.tuples(
    SOME_DAYS,
    st.sampled_from(["Tea", "Saldovortrag", ""]),
    st.sampled_from(["-1,50", "2,50", "", "x"]),
    st.sampled_from(["100,00", "98,50", "101,00", ""]),
    st.sampled_from(["03.11.2026", "05.11.2026", "02.01.2027", ""]),
)


@given(NAMED, st.lists(LINES, min_size=1, max_size=12), st.sampled_from([0, 0, 250]))
@settings(max_examples=60, deadline=None)
def test_the_same_with_balances_that_were_guessed_and_days_that_another_one_dates(head, rows, more):
    text = f"{head}\n" + "".join(f"{';'.join(cells)}\n" for cells in [*rows[:2] * more, *rows])
    with pytest.MonkeyPatch.context() as patch:
        used, without = both(text, patch, columns="amount=Zahl" if "Zahl" in head else "")
    assert used == without


def test_a_column_that_is_no_balance_after_all_is_read_again(monkeypatch):
    kept = []
    read_as = Ahead.read_as
    monkeypatch.setattr(Ahead, "read_as", lambda *args: kept.append(read_as(*args)) or kept[-1])
    balances = ("100,00", "7,20", "55,00", "3,00", "81,10", "9,99")
    text = "Datum;Zahlungspartner;Zahl;Stand\n"
    text += "".join(f"0{day}.11.2026;Tea;-1,50;{held}\n" for day, held in enumerate(balances, 1))
    rows = rows_of(read(text, columns="amount=Zahl"))
    assert [row.balance_after for row in rows] == [None] * 6
    assert kept == [None]


def test_what_came_back_in_a_row_of_its_own_further_down_went_out(monkeypatch):
    text = "Date;Payee;Amount;State\n2026-11-03;Shop;-20.00;Returned\n2026-11-04;Tea;-1.50;Completed\n"
    text += "2026-11-05;Shop;20.00;Completed\n"
    used, without = both(text, monkeypatch)
    assert used == without
    assert [row.moves_money for row in rows_of(used)] == [True, True, True]


FEES = st.tuples(
    st.sampled_from(["2026-11-03 10:00:00", "2026-11-04 09:00:00", ""]),
    st.sampled_from(["Current", "Current", "Current", "Savings"]),
    st.sampled_from(["-1.50", "2.50", "-0.00", "x"]),
    st.sampled_from(["0.00", "0.50", "-0.50"]),
    st.sampled_from(["COMPLETED", "COMPLETED", "REVERTED", "Returned", "Pending"]),
    st.sampled_from(["10.00", "8.50", "8.00", "10.50", ""]),
)


@given(st.lists(FEES, min_size=1, max_size=12), st.sampled_from([0, 0, 250]))
@settings(max_examples=60, deadline=None)
def test_the_same_with_products_fees_and_states(rows, more):
    text = "Started Date;Product;Completed Date;Amount;Fee;State;Balance;Description;Currency\n"
    for day, product, amount, fee, state, held in [*rows[:2] * more, *rows]:
        text += f"{day};{product};{day};{amount};{fee};{state};{held};Shop;EUR\n"
    with pytest.MonkeyPatch.context() as patch:
        used, without = both(text, patch)
    assert used == without
