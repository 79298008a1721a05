"""Tables whose amounts could be taken for others: two amounts, states, fees, lost signs; small files of our own."""

from datetime import date

import pytest

from tests.formats.test_csv_read import EUR, read, rows_of, slugs
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import Balance, StatementHead
from wallet_cli.domain.money import Money

USD = Currency("USD", 2)


def money(text: str, **options: str) -> list[Money]:
    return [row.amount for row in rows_of(read(text, EUR, **options))]


def moved(text: str, **options: str) -> list[int]:
    return [row.amount.minor for row in rows_of(read(text, EUR, **options)) if row.moves_money]


TWO_AMOUNTS = (
    "datum verrichting;Datum verrekening;bedrag;credit;debet;munt;koers;bedrag in EUR;Handelaar\n"
    "01/02/2026;13/02/2026;-100,00;;-100,00;USD;1,08;-92,10;Hotel\n"
    "24/01/2026;24/01/2026;35,77;35,77;;EUR;1;35,77;Payment\n"
)


def test_a_currency_in_the_name_of_the_amounts_column_comes_before_a_column_of_currencies():
    hotel, payment = rows_of(read(TWO_AMOUNTS, USD))
    assert (hotel.amount, hotel.original) == (Money(-9210, EUR), Money(10000, USD))
    assert (payment.amount, payment.original) == (Money(3577, EUR), None)
    table = "Datum;Text;Betrag;Betrag in EUR;Währung\n13.01.2026;Hotel;-100,00;-92,10;USD\n"
    assert money(table) == [Money(-9210, EUR)]


def test_a_column_said_to_be_the_currency_is_it_whatever_the_amounts_column_is_called():
    table = "Datum;Text;Betrag (EUR);Währung\n13.01.2026;Hotel;-100,00;USD\n"
    assert money(table) == [Money(-10000, EUR)]
    assert money(table, columns="currency=Währung") == [Money(-10000, USD)]


def test_yuan_behind_an_amount_only_says_how_it_is_counted():
    table = "日期,摘要,金额(元),币种\n2026-01-13,A,-5.00,USD\n"
    assert money(table) == [Money(-500, USD)]


@pytest.mark.parametrize(
    "table",
    [
        "Datum;Text;Originalbetrag;Währung;Betrag;Währung\n13.01.2026;Hotel;-100,00;USD;-92,10;EUR\n",
        "Datum;Text;Betrag;Währung;Originalbetrag;Währung\n13.01.2026;Hotel;-92,10;EUR;-100,00;USD\n",
        "Datum;Text;Währung;Betrag;Währung;Originalbetrag\n13.01.2026;Hotel;EUR;-92,10;USD;-100,00\n",
        "Datum;Text;Währung;Originalbetrag;Währung;Betrag\n13.01.2026;Hotel;USD;-100,00;EUR;-92,10\n",
    ],
)
def test_of_two_columns_of_currencies_the_one_beside_the_amount_is_its_own(table):
    (row,) = rows_of(read(table, None))
    assert (row.amount, row.original) == (Money(-9210, EUR), Money(10000, USD))


def test_a_currency_beside_the_balance_is_the_balances():
    table = "Datum;Text;Saldo;Währung;Betrag;Währung\n13.01.2026;Hotel;10,00;EUR;-92,10;USD\n"
    (row,) = rows_of(read(table, None))
    assert row.amount == Money(-9210, USD)


def test_of_two_columns_in_front_of_one_amount_the_nearer_is_its_currency():
    table = "Datum;Währung;Text;Währung;Betrag\n13.01.2026;EUR;Hotel;USD;-92,10\n"
    assert money(table) == [Money(-9210, USD)]
    assert money("Datum;Saldo;Währung;Währung;Betrag\n13.01.2026;1,00;EUR;USD;-92,10\n") == [Money(-9210, EUR)]


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ("Date,Description,Amount\n2026-01-13,A,-5.00\n2026-01-14,B,8.00 CR\n", [-500, 800]),
        ("Date,Description,Amount\n2026-01-13,A,5.00\n2026-01-14,B,8.00 CR\n", [-500, 800]),
        ("Date,Text,Amount\n2026-01-13,A,€-5.00\n2026-01-14,B,(€7.00)\n2026-01-15,C,€8.00 CR\n", [-500, -700, 800]),
        ("Date,Description,Amount\n2026-01-13,A,5.00 DR\n2026-01-14,B,8.00\n2026-01-15,C,-3.00\n", [-500, 800, -300]),
        ("Date,Text,Amount,Type\n2026-01-13,A,-5,\n2026-01-14,B,8.00,Credit\n2026-01-15,C,-3.00,\n", [-500, 800, -300]),
        ("Date,Text,Amount,Type\n2026-01-13,A,5.00,\n2026-01-14,B,8.00,Credit\n", [-500, 800]),
    ],
)  # fmt: skip
def test_a_minus_counts_where_only_money_in_is_marked(table, wanted):
    assert moved(table) == wanted


def test_a_dash_in_the_place_of_the_cents_is_no_sign():
    table = "Datum;Text;Betrag\n13.01.2026;Lohn;5'000.-\n14.01.2026;Miete;-1'200.-\n15.01.2026;Zins;1'000.—\n"
    assert moved(table) == [500000, -120000, 100000]
    table = (
        "Datum;Text;Betrag\n13.01.2026;A;1.000,-\n14.01.2026;B;-1000,—\n15.01.2026;C;1.000,00-\n16.01.2026;D;5,-- €\n"
    )
    assert moved(table) == [100000, -100000, -100000, 500]


@pytest.mark.parametrize(
    "state",
    ["REVERTED", "Declined", "FAILED", "Cancelled", "Canceled", "Denied", "Expired", "Voided", "blocked", "Storniert",
     "abgelehnt", "annulé", "Refusée", "Rechazado", "TRANSACTION_FAILED", "Returned", "Reversed", "失败"],
)  # fmt: skip
def test_a_state_says_that_money_never_moved_in_any_case_of_letters(state):
    table = f"Date,Payee,Amount,Status\n2026-01-13,{state},-1.00,Completed\n2026-01-14,b,-2.00,{state}\n"
    assert moved(table) == [-100]
    assert moved(table.replace("Status", "Notes")) == [-100, -200]


@pytest.mark.parametrize("state", ["Completed", "Avoided", "Unblocked", "Refunded", "Booked", "cleared"])
def test_other_states_and_parts_of_words_let_it_move(state):
    assert moved(f"Date,Payee,Amount,Status\n2026-01-14,b,-2.00,{state}\n") == [-200]


def test_what_came_back_in_a_row_of_its_own_went_out_before():
    table = "Date,Payee,Amount,Status\n2026-01-13,a,-2.00,Reversed\n2026-01-14,a,2.00,Completed\n"
    assert moved(table) == [-200, 200]
    table = "Date,Payee,Amount,Type,State\n2026-01-13,a,2.00,debit,returned\n2026-01-14,a,2.00,credit,done\n"
    assert moved(table) == [-200, 200]


PAYPAL = (
    "Date,Time,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Balance,Balance Impact\n"
    "13/01/2026,10:00:00,Buyer,Payment,Completed,EUR,100.00,-3.50,96.50,T1,96.50,Credit\n"
    "14/01/2026,10:00:00,Shop,General Authorization,Pending,EUR,-20.00,0.00,-20.00,T2,96.50,Memo\n"
    "14/01/2026,11:00:00,Shop,Express Checkout,Completed,EUR,-20.00,0.00,-20.00,T3,76.50,Debit\n"
    "15/01/2026,11:00:00,Shop9,Order,Completed,EUR,-30.00,0.00,-30.00,T4,76.50,Memo\n"
    "15/01/2026,12:00:00,Shop9,Payment,Denied,EUR,-11.00,0.00,-11.00,T5,76.50,Debit\n"
    "15/01/2026,13:00:00,,Transfer,Pending,EUR,-10.00,0.00,-10.00,T6,76.50,Debit\n"
)


def test_rows_that_paypal_calls_a_memo_move_nothing_and_leave_the_balances_proved():
    head, *rows = read(PAYPAL)
    assert [(row.amount.minor, row.moves_money, row.pending) for row in rows] == [
        (9650, True, False), (-2000, False, True), (-2000, True, False), (-3000, False, False), (-1100, False, False),
        (-1000, True, True),
    ]  # fmt: skip
    assert head.closing.amount == Money(7650, EUR) and head.evidence == ("running balance",)
    table = "Date,Name,Amount,Balance Impact\n2026-01-13,A,-5.00,Debit\n2026-01-14,B,-7.00,Memo\n"
    assert moved(table) == [-500]


REVOLUT = (
    "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n"
    "CARD_PAYMENT,Current,2026-01-13 10:00:00,2026-01-14 10:00:00,Tesco,-5.00,0.00,EUR,COMPLETED,95.00\n"
    "EXCHANGE,Current,2026-01-15 10:00:00,2026-01-15 10:00:00,To USD,-40.00,0.40,EUR,COMPLETED,54.60\n"
    "CARD_PAYMENT,Current,2026-01-17 10:00:00,,Shop,-3.00,0.00,EUR,PENDING,\n"
    "CARD_PAYMENT,Current,2026-01-18 10:00:00,,Shop2,-9.00,0.00,EUR,REVERTED,\n"
    "TRANSFER,Current,2026-01-19 10:00:00,2026-01-19 10:00:00,Out,-10.00,0.20,EUR,COMPLETED,44.40\n"
)


def test_fees_that_the_balances_show_to_be_taken_besides_the_amounts_are_booked():
    head, *rows = read(REVOLUT)
    assert [row.amount.minor for row in rows if row.moves_money and not row.pending] == [-500, -4040, -1020]
    assert [row.charges for row in rows][1] == Money(40, EUR)
    assert (head.account, head.opening.amount, head.closing.amount) == ("", Money(10000, EUR), Money(4440, EUR))
    assert dict(rows[0].extra)["Product"] == "Current"
    table = (
        "Date,Text,Amount,Fee,Balance\n"
        "2026-01-13,A,-5.00,0.50,94.50\n2026-01-14,B,10.00,0.00,104.50\n2026-01-15,C,-4,0.25,100.25\n"
    )
    assert moved(table) == [-550, 1000, -425]
    assert moved(table.replace(",0.50", ",-0.50").replace(",0.25", ",-0.25")) == [-550, 1000, -425]


def test_fees_within_the_amounts_and_fees_of_which_nothing_is_shown_are_left():
    table = "Date,Text,Amount,Fee,Balance\n2026-01-13,A,-5.00,0.50,95.00\n2026-01-14,B,10.00,0.30,105.00\n"
    assert moved(table) == [-500, 1000]
    assert moved("Date,Text,Amount,Fee\n2026-01-13,A,-5.00,0.50\n2026-01-14,B,10.00,0.00\n") == [-500, 1000]


def test_fees_of_revolut_are_taken_besides_the_amounts_without_balances_too():
    table = "\n".join(line.rpartition(",")[0] + "," * (at > 0) for at, line in enumerate(REVOLUT.splitlines()))
    assert moved(table.replace("State", "State,Balance")) == [-500, -4040, -300, -1020]
    against = REVOLUT.replace("54.60", "55.00").replace("44.40", "45.00")
    assert moved(against) == [-500, -4000, -300, -1000]


def test_a_fee_in_another_currency_is_not_taken_off():
    table = (
        "Date,T,Amount,Fee,Balance\n2026-01-13,A,€-5,€0.50,95\n2026-01-14,B,€-9,€0.50,85.5\n2026-01-15,C,€-4,£1,81.5\n"
    )
    assert moved(table) == [-550, -950, -400]


def test_each_product_of_revolut_is_an_account():
    savings = "TRANSFER,Savings,2026-01-20 10:00:00,2026-01-20 10:00:00,In,10.00,0.00,EUR,COMPLETED,10.00\n"
    events = read(REVOLUT + savings)
    heads = [event for event in events if isinstance(event, StatementHead)]
    assert [(head.account, head.closing.amount.minor) for head in heads] == [("Current", 4440), ("Savings", 1000)]


def test_rows_that_wholly_say_so_are_the_balances_before_and_after():
    table = (
        "Datum;Text;Betrag\n01.01.2026;Saldovortrag;100,00\n13.01.2026;A;-5,00\n14.01.2026;B;10,00\n"
        "31.01.2026;Neuer Saldo;105,00\n"
    )
    head, *rows = read(table)
    assert [row.amount.minor for row in rows] == [-500, 1000]
    assert (head.opening, head.closing) == (Balance(Money(10000, EUR)), Balance(Money(10500, EUR), date(2026, 1, 31)))
    assert [note.slug for note in head.aside] == ["row-is-note", "row-is-note"]
    assert moved(table.replace("Saldovortrag", "Saldovortrag Depot")) == [10000, -500, 1000]


def test_rows_that_tell_a_balance_in_its_own_column_are_not_refused():
    table = (
        "Datum;Text;Betrag;Saldo\n01.01.2026;Anfangssaldo;;100,00\n13.01.2026;A;-5,00;95,00\n14.01.2026;B;10,00;105,00\n"
        "31.01.2026;Endsaldo;;105,00\n"
    )
    head, *rows = read(table)
    assert [row.amount.minor for row in rows] == [-500, 1000]
    assert (head.opening.amount.minor, head.closing.amount.minor) == (10000, 10500)
    one = (
        "Date,T,Sum,Balance\n01/01/2026,Opening balance,,-100\n13/01/2026,A,-5,\n31/01/2026,Closing balance:,,105 DR\n"
    )
    head, *rows = read(one)
    assert (head.opening.amount.minor, head.closing.amount.minor, len(rows)) == (-10000, -10500, 1)


def test_of_balances_carried_from_page_to_page_the_first_and_the_last_count():
    table = (
        "Date,Text,Paid in,Paid out\n2026-01-01,Brought forward,100.00,\n2026-01-01,A,,5.00\n"
        "2026-01-01,Carried forward,95.00,\n2026-01-01,Brought forward,95.00,\n2026-01-04,B,,100.00\n"
        "2026-01-04,Carried forward,,5.00\n2026-01-04,Closing balance,much,\n"
    )
    head, *rows = read(table)
    assert [row.amount.minor for row in rows] == [-500, -10000]
    assert (head.opening.amount.minor, head.closing.amount.minor) == (10000, -500)
    head, *_rows = read("Date,Text,Amount\n2026-01-01,Opening balance,n/a\n2026-01-02,A,5.00\n2026-01-03,B,-5\n")
    assert (head.opening, head.closing) == (None, None)


def test_digits_grouped_as_in_india_are_read():
    table = (
        "Date,Narration,Withdrawal Amt.,Deposit Amt.,Closing Balance\n"
        '13/01/26,A,"1,23,456.78",,"10,00,000.00"\n14/01/26,B,,"2,00,000.00","12,00,000.00"\n'
    )
    assert moved(table) == [-12345678, 20000000]


@pytest.mark.parametrize("name", ["Amount (cents)", "amount_minor", "Betrag in Cent", "金额(分)"])
def test_a_column_that_counts_cents_is_read_as_cents(name):
    table = f'Date,Payee,{name},Balance (cents)\n2026-01-02,A,-500,9500\n2026-02-13,B,"1,250",10750\n'
    head, *rows = read(table, EUR, decimal=".")
    assert [row.amount.minor for row in rows] == [-500, 1250]
    assert (head.opening.amount.minor, head.closing.amount.minor) == (10000, 10750)
    assert slugs(read(f"Date,Payee,{name}\n2026-01-02,A,-5.25\n")) == ["row-amount-unreadable"]


def test_another_word_with_cent_in_it_counts_no_cents():
    assert moved("Date,Payee,Amount of centre\n2026-01-02,A,-5\n") == [-500]
