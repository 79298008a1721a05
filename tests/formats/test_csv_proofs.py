"""What balances beside the rows prove, account by account, and what an amount's own word means; files of our own."""

from tests.formats.test_csv_read import EUR, days, read, rows_of
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import StatementHead
from wallet_cli.domain.money import Money

USD = Currency("USD", 2)


def test_each_amounts_own_word_says_its_currency_whatever_was_before():
    table = "Date,Text,Amount\n2026-01-13,A,-5.00 EUR\n2026-01-14,B,-6.00 USD\n2026-01-15,C,-7.00\n"
    assert [row.amount for row in rows_of(read(table))] == [Money(-500, EUR), Money(-600, USD), Money(-700, EUR)]


def test_balances_of_several_accounts_are_proved_apart():
    table = (
        "Date,Account,Text,Amount,Balance\n"
        "2026-01-13,one,A,-5.00,95.00\n2026-01-13,two,B,-7.00,43.00\n2026-01-14,one,C,-1.00,94.00\n"
        "2026-01-14,two,D,-1.00,42.00\n2026-01-15,one,E,-1.00,93.00\n2026-01-15,two,F,-2.00,40.00\n"
    )
    heads = [event for event in read(table) if isinstance(event, StatementHead)]
    assert [(head.account, head.opening.amount.minor, head.closing.amount.minor) for head in heads] == [
        ("one", 10000, 9300),
        ("two", 5000, 4000),
    ]
    assert all(head.evidence == ("running balance",) for head in heads)


def test_a_balance_with_dr_behind_it_is_below_zero():
    table = (
        "Date,Text,Amount,Balance\n2026-01-13,A,-5.00,2.00 DR\n2026-01-14,B,10.00,8.00 CR\n2026-01-15,C,-9.00,1.00 DR\n"
    )
    head, *rows = read(table)
    assert head.evidence == ("running balance",)
    assert (head.opening.amount.minor, head.closing.amount.minor) == (300, -100)
    assert [row.balance_after.minor for row in rows] == [-200, 800, -100]


def test_years_of_two_digits_from_70_on_are_of_the_last_century():
    table = "Datum;Text;Betrag\n13.01.69;A;-5,00\n13.01.70;B;-5,00\n13.01.99;C;-5,00\n"
    assert days(table) == ["2069-01-13", "1970-01-13", "1999-01-13"]
