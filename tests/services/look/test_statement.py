"""Statements: balances, lines and sums agree with the postings, per currency; what is under way is marked."""

from datetime import date
from io import BytesIO

import pytest

from tests.raw import harm
from tests.raw.books import moved
from tests.services.books import add, held, refused
from tests.services.random_books import fill
from wallet_cli.domain.calendar import Period
from wallet_cli.domain.period_words import read_period
from wallet_cli.services import names
from wallet_cli.services.look import statement
from wallet_cli.services.look.statement import Statement, asked, statements_of
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.record.transfer import Transfer, transfer
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.session import Session

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30), "2026-11")


def of(session: Session, name: str, period: Period = NOVEMBER) -> tuple[Statement, ...]:
    return statements_of(session, names.account(session, name, closed=True), period)


@pytest.mark.parametrize("seed", [21, 22])
@pytest.mark.parametrize("account", ["bank", "visa", "日元 现金"])
def test_every_statement_is_the_sum_of_the_postings(session: Session, seed: int, account: str) -> None:
    fill(session, seed)
    ends: dict[str, int] = {}
    for month in range(1, 13):
        period = read_period(f"2026-{month:02}", date(2026, 12, 31))
        first, last = period.first.toordinal(), period.last.toordinal()
        for each in of(session, account, period):
            code = each.currency.code
            assert each.opening_minor == moved(session.db, account, code, 1, first - 1)
            assert each.closing_minor == moved(session.db, account, code, 1, last)
            assert each.opening_minor + each.in_minor + each.out_minor == each.closing_minor
            assert each.in_count + each.out_count == len(each.lines)
            # one month ends as the next begins
            assert ends.get(code, each.opening_minor) == each.opening_minor
            ends[code] = each.closing_minor


def test_lines_carry_the_running_balance_and_the_other_side(session: Session) -> None:
    pay(session, Payment(("4.50", "Coffee", "@bank", "+food=3", "+home"), Notes(day="11-03", memo="to go")))
    (found,) = of(session, "bank")
    opening, coffee = found.lines
    assert (opening.others, opening.balance_minor) == (("equity:opening",), 125000)
    assert (coffee.others, coffee.balance_minor, coffee.memo) == (("food", "home"), 124550, "to go")
    assert (found.opening_minor, found.closing_minor) == (0, 124550)


def test_a_transfer_is_in_transit_until_it_has_arrived(session: Session) -> None:
    transfer(session, Transfer(("100", "@bank", "@cash"), Notes(day="10-30"), arrives="11-02"))
    october = Period(date(2026, 10, 1), date(2026, 10, 31), "2026-10")
    assert [line.in_transit for line in of(session, "bank", october)[0].lines] == [True]
    line = next(iter(of(session, "bank", Period(date(2026, 10, 1), date(2026, 11, 30), "x"))[0].lines))
    assert not line.in_transit
    pay(session, Payment(("4.50", "Coffee", "@bank", "+food"), Notes(day="11-03", pending=True)))
    assert [line.pending for line in of(session, "bank")[0].lines] == [False, True]


def test_an_account_without_movements_has_a_statement_too(session: Session) -> None:
    (found,) = of(session, "card")
    assert (found.opening_minor, found.closing_minor, list(found.lines)) == (0, 0, [])
    assert of(session, "anna")[0].currency.code == "EUR"


def test_a_page_put_back_is_noticed(session: Session) -> None:
    harm.forge_sums(session.db, 3)
    with refused("balances-replayed", 8):
        of(session, "bank")


def test_lines_that_are_not_the_balances_are_noticed(session: Session) -> None:
    harm.lose_transaction(session.db, 2)
    with refused("balances-replayed", 8):
        of(session, "bank")


@pytest.mark.parametrize(
    "words", [("2026-10", "@bank"), ("@bank", "2026-10"), ("bank", "10"), ("lastmonth", "＠bank"), ("@bank",)]
)
def test_period_and_account_come_in_any_order(session: Session, words: tuple[str, ...]) -> None:
    period, node = asked(session, words, None)
    assert (period.label, period.first, period.last) == ("2026-10", date(2026, 10, 1), date(2026, 10, 31))
    assert node.path == "bank"


def test_what_is_missing_or_too_much_is_said(session: Session) -> None:
    with refused("statement-accounts", 2):
        asked(session, ("@bank", "cash"), None)
    with refused("statement-accounts", 2):
        asked(session, ("2026-10", "2026-11", "bank"), None)
    with refused("statement-account-missing", 2):
        asked(session, ("2026-10",), None)
    with refused("date-impossible", 2):
        asked(session, ("2026-02-30", "@bank"), None)
    assert asked(session, (), "bank")[1].path == "bank"


def test_the_only_account_is_meant(session: Session) -> None:
    from wallet_cli.services.things import accounts as tree

    for name in ("cash", "card"):
        node = names.account(session, name)
        if held(session, name):
            pay(session, Payment(("320", "Bin", "@cash", "+other")))
        tree.edit(session, node, tree.AccountEdit(closed=True))
    assert asked(session, (), None)[1].path == "bank"


def test_a_file_has_the_balances_and_the_lines(session: Session) -> None:
    add(session, "wise", "bank", "USD")
    pay(session, Payment(("4.50", "=1+1", "@bank", "+food"), Notes(day="11-03")))
    out = BytesIO()
    statement.write(of(session, "bank")[0], "csv", out)
    lines = out.getvalue().decode().split("\r\n")
    assert lines[1].startswith("opening,2026-11-01,")
    assert "entry,2026-11-03,,'=1+1" in lines[3]
    assert lines[4].startswith("closing,2026-11-30,")
    with refused("unknown-format", 2):
        statement.write(of(session, "bank")[0], "pdf", out)


def test_a_foreign_purchase_keeps_the_shops_amount(session: Session) -> None:
    pay(session, Payment(("45usd", "Hotel", "@bank", "+travel"), Notes(day="11-05"), charged="41.87"))
    line = list(of(session, "bank")[0].lines)[-1]
    assert line.original is not None
    assert (line.original.minor, line.original.currency.code) == (-4500, "USD")
