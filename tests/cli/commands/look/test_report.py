"""``wallet report``, and what else reads periods: for people, for pipes, as JSON. Today is 2026-11-20."""

import json

import pytest

from tests.cli.driver import Wallet
from wallet_cli.domain import calendar


@pytest.fixture
def spent(wallet: Wallet) -> Wallet:
    for day, amount in (("2026-10-24", "1"), ("2026-10-25", "2"), ("2026-11-09", "4"), ("2026-11-18", "8")):
        wallet.ok("pay", amount, "Shop", "@cash", "+food", "-d", day)
    return wallet


def columns(wallet: Wallet, *line: str) -> dict[str, str]:
    """Period and amount of food."""
    rows = [row.split("\t") for row in wallet.ok("report", "spending", *line).splitlines()[1:]]
    return {row[0]: row[4] for row in rows if row[1] == "food" and row[4] != "0.00"}


def test_a_column_for_each_period_of_a_kind(spent: Wallet) -> None:
    assert columns(spent, "2026", "--by", "week") == {
        "2026-10-19..2026-10-25": "3.00",
        "2026-11-09..2026-11-15": "4.00",
        "2026-11-16..2026-11-22": "8.00",
    }
    assert columns(spent, "2026", "--by", "month from 25") == {
        "2026-09-25..2026-10-24": "1.00",
        "2026-10-25..2026-11-24": "14.00",
    }
    assert columns(spent, "2026", "--by", "quarter") == {"2026-Q4": "15.00"}
    assert columns(spent, "all", "--by", "year") == {"2026": "15.00"}
    refused = spent("report", "--by", "day")
    assert (refused.status, f"of {', '.join(calendar.named())}, period;" in refused.err) == (2, True)
    assert spent("report", "--by", "two-weeks from 2026-11-06").status == 0


@pytest.mark.parametrize("own", ["month", "two-weeks from 2026-11-06", "pay-days 2026-10-25 2026-11-18"])
def test_every_kind_that_is_offered_is_taken(spent: Wallet, own: str) -> None:
    spent.ok("config", "set", "period", own)
    help_text = " ".join(spent.ok("help", "report", "summary").split())
    in_help = help_text.partition("for every period of a kind: ")[2].partition(" (")[0].split(", ")
    at_tab = [line.split("\t")[0] for line in spent.ok("__complete", "zsh", "--", "report", "--by", "").splitlines()]
    in_error = json.loads(spent("report", "--by", "day", "--json").err)["params"]["kinds"]
    assert in_help == at_tab == [*calendar.named(), "period"]
    assert set(in_error) == {*at_tab, own.split()[0]}
    assert [name for name in in_error if spent("report", "--by", name).status] == []


def test_the_name_of_a_kind_that_needs_dates_means_the_wallets_own(spent: Wallet) -> None:
    assert spent("report", "--by", "two-weeks").status == 2
    spent.ok("config", "set", "period", "two-weeks from 2026-11-06")
    assert columns(spent, "2026", "--by", "two-weeks") == columns(spent, "2026", "--by", "period") != {}


def test_the_wallets_own_period_is_the_running_one_and_a_column(spent: Wallet) -> None:
    spent.ok("config", "set", "period", "pay-days 2026-10-25 2026-11-18")
    assert columns(spent) == {"2026-11-18..2199-12-31": "8.00"}
    assert columns(spent, "lastperiod") == {"2026-10-25..2026-11-17": "6.00"}
    assert columns(spent, "2026-10..", "--by", "period") == {
        "1900-01-01..2026-10-24": "1.00",
        "2026-10-25..2026-11-17": "6.00",
        "2026-11-18..2199-12-31": "8.00",
    }
    document = json.loads(spent.ok("report", "cashflow", "lastperiod", "--json"))
    assert (document["first"], document["rows"][0]["spending"]["amount"]) == ("2026-10-25", "-6.00")
    assert "2026-10-25..2026-11-17" in spent.ok("report", "cashflow", "lastperiod", tty=True)


def test_history_knows_the_same_words(spent: Wallet) -> None:
    spent.ok("config", "set", "period", "week from 2026-11-01")
    assert spent.ok("history", "-p", "thisperiod").count("Shop") == 1
    assert spent.ok("history", "-p", "lastperiod").count("Shop") == 1


def test_an_export_of_the_running_period(spent: Wallet) -> None:
    spent.ok("config", "set", "period", "week from 2026-11-01")
    rows = spent.ok("export", "--period", "thisperiod", "--format", "jsonl").splitlines()
    assert sum('"Shop"' in row and '"2026-11-18"' in row for row in rows) == 1
    assert not any('"2026-11-09"' in row for row in rows)


@pytest.fixture
def even(wallet: Wallet) -> Wallet:
    """A wallet in which all that was spent came back."""
    wallet.ok("pay", "30", "Shop", "@cash", "+food", "-d", "2026-11-09")
    wallet.ok("refund", "30", "--of", "t3", "-d", "2026-11-10")
    return wallet


def test_what_came_back_whole_is_shown_as_nothing_and_never_as_not_booked(even: Wallet) -> None:
    for line in (("summary",), ("spending",), ("cashflow",)):
        shown = even("report", *line, tty=True)
        assert "€0.00" in shown.out, line
        assert "nothing was" not in shown.err, line
        assert json.loads(even.ok("report", *line, "--json"))["rows"] == [], line
        assert len(even.ok("report", *line).splitlines()) == 1, line


def test_a_report_without_any_says_what_it_looked_for(even: Wallet) -> None:
    even.ok("transfer", "10", "@bank", "@cash", "-d", "2026-10-10")
    assert even("report", "lastmonth", tty=True).err == "nothing was spent or earned in 2026-10\n"
    assert even("report", "spending", "lastmonth", tty=True).err == "nothing was spent in 2026-10\n"
    assert even("report", "income", "lastmonth", tty=True).err == "nothing was earned in 2026-10\n"


def test_periods_become_rows_where_the_terminal_has_no_room_for_their_columns(wallet: Wallet) -> None:
    wallet.ok("categories", "add", "food:out")
    for month in range(1, 11):
        wallet.ok("pay", f"{month}000.25", "Shop", "@cash", "+food:out", "-d", f"2026-{month:02}-10")
    wallet.ok("pay", "7", "Bus", "@cash", "+transport", "-d", "2026-03-10")
    report = ("report", "spending", "2026", "--by", "month")
    wallet.width = 160
    assert "2026-01" in wallet.ok(*report, tty=True, stdout_tty=True).splitlines()[0]
    wallet.width = 60
    lines = [line.split() for line in wallet.ok(*report, tty=True).splitlines()]
    assert lines[1:3] == [["food", "2026-01", "€1,000.25"], ["2026-02", "€2,000.25"]]
    assert ["out", "2026-01", "€1,000.25"] in lines
    assert ["transport", "2026-03", "€7.00"] in lines
    assert ["total", "2026-01", "€1,000.25"] in lines
    assert [line for line in lines if "2026-03" in line][-1] == ["2026-03", "€3,007.25"]
    assert lines[-1] == ["total", "€55,009.50"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("spending", "上月", "本月"), "report spending 上月..本月"),
        (("october", "november"), "report october..november"),
    ],
)
def test_two_periods_in_a_row_are_one_from_the_first_to_the_second(
    wallet: Wallet, typed: tuple[str, ...], meant: str
) -> None:
    told = wallet("report", *typed)
    assert (told.status, f"wallet {meant}" in told.err) == (2, True)
    wallet.ok(*meant.split())
    assert "second period" not in wallet("report", "spending", "lastmonth", "soon").err


def test_what_lies_ahead_of_today_is_said(wallet: Wallet) -> None:
    wallet.ok("pay", "950", "Rent", "@bank", "+home", "-d", "2026-12-02")
    assert "1 transaction of it lies ahead of today\n" in wallet("report", "spending", "thisyear").err
    assert "ahead" not in wallet("report", "cashflow", "month").err
    assert "ahead" not in wallet("report", "cashflow", "thisyear", "--json").err
    wallet.ok("pay", "950", "Rent", "@bank", "+home", "-d", "2026-12-03")
    assert "2 transactions of it lie ahead of today\n" in wallet("report", "cashflow", "thisyear").err
