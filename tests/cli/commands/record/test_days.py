"""A receipt names the day where it isn't today, and tells the balances of that day."""

import json

import pytest

from tests.cli.driver import Wallet
from wallet_cli.domain.text import width

PAY = ("pay", "5", "Typo", "@cash", "+food")


def test_a_slip_years_ahead_is_seen_in_the_receipt_and_leaves_today_alone(wallet: Wallet) -> None:
    ahead = wallet.ok(*PAY, "-d", "2062-11-03").splitlines()
    assert ahead[0] == "Recorded €5.00 to Typo from cash · food, Fri 3 Nov 2062   t3"
    assert ahead[1] == "on 3 Nov 2062: cash €320.00 → €315.00"
    assert "on 3 Nov 2062: cash €315.00 → €310.00" in wallet.ok(*PAY, "-d", "2062-11-03")
    today = wallet.ok(*PAY).splitlines()
    assert today[:2] == ["Recorded €5.00 to Typo from cash · food   t5", "cash €320.00 → €315.00"]
    past = wallet.ok(*PAY, "-d", "2026-11-18").splitlines()
    assert past[0] == "Recorded €5.00 to Typo from cash · food, Wed 18 Nov   t6"
    assert past[1] == "on 18 Nov: cash €320.00 → €315.00"
    assert past[2] == "wrong? wallet undo o9"


def test_every_verb_names_the_day(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "dollars", "--kind", "cash", "--currency", "USD")
    for line in (
        "pay 5 Shop @cash +food",
        "receive 5 Acme @cash +salary",
        "transfer 5 @bank @cash",
        "exchange 5eur 6usd @bank @dollars",
        "refund 1 Shop @cash +food",
        "lend 5 anna @cash",
        "repay 1 anna @cash",
        "borrow 9 anna @cash",
        "adjust @cash --to 7",
    ):
        head, balances = wallet.ok(*line.split(), "-d", "y").splitlines()[:2]
        assert ", Thu 19 Nov   t" in head, line
        assert balances.startswith("on 19 Nov: "), line
        assert "19 Nov" not in wallet.ok(*line.split()), line


def test_nothing_to_adjust_is_said_of_its_day(wallet: Wallet) -> None:
    assert "Recorded cash: €320.00, Thu 19 Nov   o" in wallet.ok("adjust", "@cash", "--to", "320", "-d", "y")


def test_what_arrives_later_tells_the_balances_of_that_day(wallet: Wallet) -> None:
    told = wallet.ok("transfer", "50", "@bank", "@cash", "--arrives", "+2d").splitlines()
    assert told[0] == "Recorded €50.00 from bank to cash   t3"
    assert told[1] == "on 22 Nov: bank €1,250.00 → €1,200.00    cash €320.00 → €370.00"


def test_a_batch_names_its_day_or_from_when_to_when(wallet: Wallet) -> None:
    one = wallet.ok("batch", "-", typed="5 A @cash +food -d y\n5 B @cash +food -d y\n").splitlines()
    assert one[0] == "Recorded 2 lines as 2 transactions, Thu 19 Nov   t3–t4"
    assert "on 19 Nov: cash €320.00 → €310.00" in one
    several = wallet.ok("batch", "-", typed="5 A @cash +food -d y\n5 B @cash +food -d 2027-12-24\n").splitlines()
    assert several[0] == "Recorded 2 lines as 2 transactions, Thu 19 Nov to Fri 24 Dec 2027   t5–t6"
    assert "cash €310.00 → €305.00" in several
    shown = wallet.ok("batch", "-", "-n", "--table", typed="5 A @cash +food -d y\n5 B @cash +food\n")
    assert "Thu 19 Nov" in shown and "Fri 20 Nov" not in shown
    assert "date" not in wallet.ok("batch", "-", "-n", "--table", typed="5 B @cash +food\n")


def test_below_zero_is_said_of_the_day_and_of_today(wallet: Wallet) -> None:
    wallet.ok("receive", "1000", "Acme", "@cash", "+salary")
    assert "cash is below zero on 19 Nov\n" in wallet.ok("pay", "400", "Sofa", "@cash", "+home", "-d", "y")
    now = wallet.ok("pay", "950", "Bed", "@cash", "+home", "-d", "y", "--json")
    assert json.loads(now)["below_zero"] == ["cash"]
    wallet.ok("undo", json.loads(now)["operation"])
    told = wallet.ok("pay", "950", "Bed", "@cash", "+home", "-d", "y")
    assert "cash is now below zero\n" in told and "on 19 Nov\n" not in told


def test_a_script_is_told_the_day_of_the_balances_where_it_is_not_today(wallet: Wallet) -> None:
    assert json.loads(wallet.ok(*PAY, "-d", "2027-12-24", "--json"))["as_of"] == "2027-12-24"
    assert json.loads(wallet.ok("edit", "t3", "6", "--json"))["as_of"] == "2027-12-24"
    assert json.loads(wallet.ok("rm", "t3", "--json"))["as_of"] == "2027-12-24"
    assert "as_of" not in json.loads(wallet.ok(*PAY, "--json"))


def test_an_edit_says_old_and_new_of_each_thing(wallet: Wallet) -> None:
    wallet.ok(*PAY, "-d", "y")
    told = wallet.ok(
        "edit", "t3", "6", "Market", "@bank", "+fun", "-d", "2026-11-18", "-m", "two", "--tag", "trip", "--pending"
    ).splitlines()
    assert told[0] == "Changed t3: paid €6.00 to Market from bank (fun), Wed 18 Nov   o7"
    assert told[1].split("    ") == [
        "amount €5.00 → €6.00",
        "day Thu 19 Nov → Wed 18 Nov",
        "payee Typo → Market",
        "account cash → bank",
        "category food → fun",
        'memo – → "two"',
        "tags – → #trip",
        "state booked → pending",
    ]
    assert told[2] == "new payee: Market"
    assert told[3].startswith("on 19 Nov: ")
    assert "payee Market → abc" in wallet.ok("edit", "t3", "abc")
    assert "state pending → void" in wallet.ok("edit", "t3", "--void")


def test_an_edit_of_shares_says_the_amounts(wallet: Wallet) -> None:
    wallet.ok(*PAY)
    told = wallet.ok("edit", "t3", "+food=2", "+fun").splitlines()
    assert told[1] == "category food €5.00 → food €2.00, fun €3.00"
    assert "amount €5.00 → €10.00\n" in wallet.ok("edit", "t3", "10")
    wallet.ok("transfer", "5", "@bank", "@cash")
    assert "out of bank → cash    into cash → bank" in wallet.ok("edit", "t4", "@cash", "@bank")


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_receipt_is_wrapped_between_words(wallet: Wallet, columns: int, language: str) -> None:
    wallet.width = columns
    wallet.env["WALLET_LANG"] = language
    line = ("pay", "5", "A payee whose name is longer than most names are", "@cash", "+food", "-d", "2027-12-24", "-y")
    for told in (wallet.ok(*line, tty=True), wallet.ok("edit", "t3", "6", "@bank", "-m", "three words here", tty=True)):
        for each in told.replace("\x1b[2m", "").replace("\x1b[0m", "").splitlines():
            assert width(each) <= columns
        assert "wallet undo o" in told
    assert ("12-24 周五" if language == "zh" else "24 Dec 2027") in " ".join(told.split())


def test_a_receipt_in_chinese_reads_as_people_write_it(wallet: Wallet) -> None:
    wallet.env["WALLET_LANG"] = "zh"
    wallet.ok("accounts", "add", "支付宝", "--kind", "ewallet", "--opening", "100", "-d", "2026-11-01")
    told = wallet.ok("pay", "35", "盒马", "@支付宝", "+food", "-d", "y").splitlines()
    assert told[0] == "已记账：支付宝 → 盒马 €35.00 · food（11-19 周四）   t4"
    assert told[1] == "11-19：支付宝 €100.00 → €65.00"
    assert "2027-01-05 周二" in wallet.ok("transfer", "5", "@支付宝", "@bank", "-d", "2027-01-05")
    assert wallet.ok("transfer", "5", "@支付宝", "@bank").startswith("已记账：支付宝 → bank €5.00   t6\n")
    assert "期初余额" in wallet.ok("show", "t3", "--table") and "equity" in wallet.ok("show", "t3", "--plain")


def test_what_an_account_begins_with_is_said(wallet: Wallet) -> None:
    assert "added account visa (card): €420.00 owed   o" in wallet.ok(
        "accounts", "add", "visa", "--kind", "card", "--owed", "420"
    )
    mistaken = wallet("accounts", "add", "loan", "--kind", "loan", "--opening", "420")
    assert "added account loan (loan): €420.00 in credit   o7" in mistaken.out
    assert "if you owe it, wallet undo o7, and add it with --owed" in mistaken.err


def test_a_statement_says_once_what_a_movement_was_for(wallet: Wallet) -> None:
    wallet.ok("transfer", "5", "@bank", "@cash")
    line = next(row for row in wallet.ok("statement", "2026-11", "@bank", "--table").splitlines() if "-€5" in row)
    assert line.count("cash") == 1


def test_balances_are_parted_between_accounts(wallet: Wallet) -> None:
    wallet.width = 60
    told = wallet.ok("transfer", "5", "@bank", "@cash", "-d", "2027-12-24", "-y", tty=True).splitlines()
    assert told[1:3] == ["on 24 Dec 2027: bank €1,250.00 → €1,245.00", "cash €320.00 → €325.00"]
    wallet.env["NO_COLOR"] = "1"
    wallet.ok("accounts", "add", "a long name of an account", "--kind", "bank")
    long = wallet.ok("edit", "t3", "6", "@a-long-name-of-an-account", "@bank", "-m", "x" * 70, tty=True)
    assert all("wallet undo" not in line or line.endswith("wallet undo o8") for line in long.splitlines())
    assert any(line.endswith("into cash → bank") for line in long.splitlines())


@pytest.mark.parametrize("day", ["三天前", "昨天", "y"])
def test_a_day_in_front_of_the_amount_is_taken_on_a_terminal(wallet: Wallet, day: str) -> None:
    line = ("pay", day, "25", "奶茶", "@cash", "+food")
    assert ("Tue 17 Nov" if day == "三天前" else "Thu 19 Nov") in wallet.ok(*line, tty=True)
    told = wallet(*line)
    assert (told.status, f"wallet pay 25 奶茶 @cash +food -d {day}" in told.err) == (2, True)


def test_a_day_without_a_year_is_the_nearest_and_which_one_is_said(wallet: Wallet) -> None:
    wallet.today = "2026-11-28"
    ahead = wallet.ok(*PAY, "-d", "12-05").splitlines()
    assert ahead[0] == "Recorded €5.00 to Typo from cash · food, Sat 5 Dec   t3"
    line = "wallet edit t3 -d 2025-12-05"
    assert f'"12-05" was taken for 2026-12-05, the nearest; if 2025-12-05 was meant: {line}' in ahead
    assert "day Sat 5 Dec → Fri 5 Dec 2025" in wallet.ok(*line.split()[1:])
    past = wallet.ok(*PAY, "-d", "31 december", today="2027-01-02")
    assert '"31 december" was taken for 2026-12-31, the nearest; if 2027-12-31 was meant: wallet edit t4 -d' in past
    assert "was taken for" not in wallet.ok(*PAY, "-d", "11-20")
    alone = '"30" was taken for 2026-10-30, the last one; '
    assert f"{alone}if 2026-11-30 was meant: wallet edit t6 -d 2026-11-30" in wallet.ok(*PAY, "-d", "30")
    assert f"{alone}for 2026-11-30 write the month, too" in wallet.ok(*PAY, "-d", "30", "-n")
    assert "was taken for" not in wallet.ok(*PAY, "-d", "25")
    assert "was taken for" not in wallet.ok(*PAY, "-d", "2026-12-05")
    assert "for 2025-12-05 write the year, too" in wallet.ok(*PAY, "-d", "12-05", "-n")
    at_prompt = wallet.ok("pay", typed="5 Typo @cash +food 12-05\n\n", tty=True)
    assert '"12-05" was taken for 2026-12-05' in at_prompt


def test_a_day_of_a_month_and_the_beginning_of_an_account_lie_back(wallet: Wallet) -> None:
    wallet.today = "2026-11-28"
    assert "Fri 30 Oct" in wallet.ok(*PAY, "-d", "30")
    wallet.ok("accounts", "add", "savings", "--kind", "savings", "--opening", "80", "-d", "12-05")
    assert "savings\tsavings\t80.00" in wallet.ok("balance", "savings", "-d", "2025-12-05")
    assert "cash\tcash\t315.00" in wallet.ok("balance", "cash", "-d", "11-20")
