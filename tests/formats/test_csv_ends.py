"""The ends of tables: balances before the first row and after the last one, and in which order days are written."""

from datetime import date

import pytest

from tests.formats.test_csv_read import read, rows_of, slugs
from wallet_cli.domain.files.statement import Refusal, Row, StatementHead
from wallet_cli.errors import BadFile, UnclearFile

BALANCED = (
    "Date;Text;Amount;Balance\n2026-11-03;Tea;-1.00;99.00\n2026-11-04;Cake;-2.00;97.00\n2026-11-05;Pie;-3.00;94.00\n"
)


def ends(text: str, **options: str) -> tuple[int | None, int | None, str]:
    """The opening and the closing balance of a table, and why there is no closing one."""
    head = read(text, **options)[0]
    opening, closing = (balance.amount.minor if balance else None for balance in (head.opening, head.closing))
    return opening, closing, head.closing_unsaid


def test_a_gap_between_the_balances_leaves_those_at_the_ends():
    more = "2026-11-06;Pie;-4.00;90.00\n2026-11-07;Pie;-5.00;85.00\n2026-11-08;Pie;-1.00;84.00\n"
    assert ends(BALANCED) == (10000, 9400, "")
    assert ends(BALANCED + more.replace("2026-11-06;Pie;-4.00;90.00\n", "2026-11-06;Pie;-4.00;\n")) == (10000, 8400, "")
    missing = BALANCED + "2026-11-07;Pie;-5.00;85.00\n2026-11-08;Pie;-1.00;84.00\n2026-11-09;Pie;-1.00;83.00\n"
    assert ends(missing) == (10000, 8300, "")
    refused = BALANCED.replace("-2.00", "-2,x")
    assert slugs(read(refused)) == ["row-currency-unknown"]
    assert ends(refused + more)[1:] == (8400, "")
    assert ends("Date;Text;Amount;Balance\n2026-11-03;Tea;-1.00;99.00\n") == (None, 9900, "")


def test_where_the_balance_at_the_end_is_not_known_it_is_said_why():
    assert ends(BALANCED.replace("94.00", "")) == (10000, 9700, "")  # of the day before the last row
    assert ends(BALANCED.replace("94.00", "").replace("2026-11-05", "2026-11-04"))[1:] == (None, "unusable")
    assert ends(BALANCED.replace("97.00", "1.00").replace("94.00", "7.00"))[1:] == (None, "broken")
    several = "Date;Text;Amount;Currency;Balance\n2026-11-03;A;-1.00;EUR;9.00\n2026-11-04;B;-2.00;EUR;7.00\n"
    assert ends(several + "2026-11-05;C;-2.00;USD;3.00\n2026-11-06;D;-2.00;USD;1.00\n")[1:] == (None, "several")
    assert ends("Date;Text;Amount\n2026-11-03;Tea;-1.00\n") == (None, None, "")


def test_each_account_of_a_file_has_its_own_balance_at_the_end():
    text = "Date,Account,Text,Amount,Balance\n" + "".join(
        f"2026-11-0{day},{account},Tea,-1.00,{held - day}.00\n"
        for day in (3, 4)
        for account, held in (("A", 90), ("B", 50))
    )
    heads = [each for each in read(text) if isinstance(each, StatementHead)]
    assert [each.closing and each.closing.amount.minor for each in heads] == [8600, 4600]


@pytest.mark.parametrize(
    ("given", "days", "shown"),
    [
        ("mdy", ("05/11/2026", "13/11/2026"), "dmy"),
        ("dmy", ("11/05/2026", "11/13/2026"), "mdy"),
        ("ymd", ("11/05/2026", "11/13/2026"), "mdy"),
        ("dmy", ("26-11-05", "26-11-13"), "ymd"),
        ("mdy", ("26-11-05", "26-11-13"), "ymd"),
    ],
)
def test_an_order_that_the_file_shows_to_be_wrong_is_refused(given: str, days: tuple[str, ...], shown: str):
    text = "Date;Text;Amount\n" + "".join(f"{day};Tea;-1.00\n" for day in days)
    with pytest.raises(BadFile, match="dates-contradicted") as caught:
        read(text, dates=given)
    assert caught.value.params == {"given": given, "shown": shown}
    assert len(rows_of(read(text, dates=shown))) == 2


def test_balances_that_follow_upwards_show_the_order_of_days_too():
    text = "Date;Text;Amount;Balance\n05/11/2026;A;-1.00;99.00\n06/11/2026;B;-2.00;97.00\n07/12/2026;C;-1.00;96.00\n"
    assert len(rows_of(read(text, dates="dmy"))) == 3
    text = text.replace("07/12", "01/12")  # 1 December comes after 6 November, and 12 January doesn't
    with pytest.raises(BadFile, match="dates-contradicted"):
        read(text, dates="mdy")


def test_years_of_two_digits_are_found_wherever_they_are():
    def days(*found: str, **options: str) -> list:
        text = "Date;Text;Amount\n" + "".join(f"{day};Tea;-1.00\n" for day in found)
        return [each.booking_date if isinstance(each, Row) else each.slug for each in read(text, **options)[1:]]

    november = [date(2026, 11, 5), date(2026, 11, 29)]
    assert days("26-11-05", "26-11-29") == days("05-11-26", "29-11-26") == days("11/05/26", "11/29/26") == november
    assert days("26-11-29", "26-11-31", "26-11-05") == [november[1], "row-date-impossible", november[0]]
    assert days("26-11-29", "05-11-2026", "26-11-05", dates="ymd") == [november[1], "row-date-impossible", november[0]]
    assert days("25-12-31", "26-01-02", "26-01-20")[0] == date(2025, 12, 31)
    with pytest.raises(UnclearFile, match="dates-ambiguous") as caught:
        days("26-11-30")
    assert caught.value.params == {"date": "26-11-30", "one": "2030-11-26", "other": "2026-11-30", "corrected": ""}
    assert (caught.value.seen.likely, days("26-11-30", dates="ymd")) == ("ymd", [date(2026, 11, 30)])
    assert read("Date;Text;Amount\n26-11-05;Tea;-1.00\n26-11-29;Tea;-1.00\n")[0].newest_first is False


def test_a_booking_day_that_cannot_be_read_is_not_the_value_day():
    text = "Booking date;Value date;Text;Amount\n{};2026-11-04;Tea;-1.00\n2026-11-05;2026-11-05;Pie;-2.00\n"
    found = read(text.format("2026-1l-04"))
    assert [(each.line, each.slug) for each in found if isinstance(each, Refusal)] == [(2, "row-date-unreadable")]
    assert rows_of(read(text.format("")))[0].booking_date == date(2026, 11, 4)
    pending = rows_of(read(text.format("pending")))[0]
    assert (pending.booking_date, pending.pending) == (date(2026, 11, 4), True)
    assert rows_of(read(text.format("30.12").replace("2026-11-04", "2027-01-02")))[0].booking_date == date(2026, 12, 30)
    assert slugs(read(text.format("31.11"))) == ["row-date-impossible"]


def test_a_column_called_a_day_without_any_is_none():
    found = rows_of(read("Booking date;Value date;Text;Amount\nA-17;2026-11-04;Tea;-1.00\nA-18;2026-11-05;Pie;-2.00\n"))
    assert [row.booking_date.day for row in found] == [4, 5]


def test_a_column_that_only_seemed_the_balance_is_none_once_another_is_the_amount():
    text = "Datum;Text;Netto;Brutto\n05.11.2026;Tee;-1,00;-1,19\n06.11.2026;Kuchen;-2,00;-2,38\n"
    with pytest.raises(UnclearFile, match="amount-column-unclear"):
        read(text)
    head, *found = read(text, columns="amount=3")
    assert [(row.amount.minor, row.balance_after) for row in found] == [(-100, None), (-200, None)]
    assert (head.closing, head.closing_unsaid, dict(head.table.roles)) == (
        None, "", {"Datum": "day", "Text": "description", "Netto": "amount"},
    )  # fmt: skip
    kept = head.table._replace(roles=(*head.table.roles, ("Brutto", "balance")))
    again = rows_of(read(text, table=kept, columns="amount=3"))
    assert [row.balance_after for row in again] == [None, None]
