"""``wallet balance`` for people: money before debts, a total a currency, and what it is worth in the main one."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.driver import Wallet
from wallet_cli.domain.look.name_order import name_order


def table(wallet: Wallet, *argv: str) -> list[str]:
    """The lines on a terminal, runs of blanks as one."""
    shown = re.sub(r"\x1b\[\d+m", "", wallet.ok("balance", *argv, tty=True))
    return [" ".join(line.split()) for line in shown.splitlines()]


def first(lines: list[str]) -> list[str]:
    return [line.split()[0] for line in lines]


def test_money_comes_first_then_debts_each_by_name(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "aa-mortgage", "--kind", "loan", "--owed", "100")
    wallet.ok("accounts", "add", "wise", "--kind", "ewallet")
    wallet.ok("lend", "20", "@cash", "anna")
    assert first(table(wallet))[1:7] == ["bank", "cash", "wise", "aa-mortgage", "anna", "card"]
    rows = [line.split("\t")[0] for line in wallet.ok("balance").splitlines()[1:]]
    assert rows == sorted(rows), "programs get the order that they always had"


def test_chinese_names_are_in_the_order_of_pinyin(bare: Wallet) -> None:
    bare.ok("init", "--currency", "CNY", "--no-input")
    for name in ("支付宝", "余额宝", "Cash", "招商银行", "微信", "工资卡"):
        bare.ok("accounts", "add", name, "--kind", "bank")
    assert first(table(bare))[1:7] == ["Cash", "工资卡", "微信", "余额宝", "招商银行", "支付宝"]


@given(st.lists(st.text(max_size=4), max_size=6))
def test_any_names_have_an_order_and_what_is_below_one_follows_it(names: list[str]) -> None:
    for name in sorted(names, key=name_order):
        assert name_order(name) < name_order(name + ":a")


def test_rarer_characters_follow_the_common_ones_by_radical() -> None:
    by_pinyin = "阿八一座"
    by_radical = "亍丌齄"
    unknown_to_gb2312 = "丂亄\u9fff"
    letters = "azé"
    every = [*letters, *by_pinyin, *by_radical, *unknown_to_gb2312]
    assert sorted(sorted(every), key=name_order) == every
    assert sorted(sorted(every, reverse=True), key=name_order) == every


@pytest.mark.parametrize(
    ("asked", "day"), [(("-d", "yesterday"), "2026-11-19"), (("yesterday",), "2026-11-19"),
                       (("-d", "12-05"), "2025-12-05"), (("-d", "11-25"), "2025-11-25"),
                       (("-d", "11-18"), "2026-11-18")],
)  # fmt: skip
def test_another_day_is_said_and_one_without_a_year_is_one_that_was(
    wallet: Wallet, asked: tuple[str, ...], day: str
) -> None:
    said = wallet("balance", *asked, tty=True)
    assert f"at the end of {day}\n" in said.err + said.out
    assert json.loads(wallet.ok("balance", *asked, "--json"))["as_of"] == day


def test_one_account_has_a_total_too(wallet: Wallet) -> None:
    assert table(wallet, "bank")[-1] == "total €1,250.00"
    assert table(wallet)[-1] == "total €1,570.00"


@pytest.fixture
def abroad(wallet: Wallet) -> Wallet:
    """The wallet with dollars, changed twice, and yen, never changed."""
    wallet.ok("accounts", "add", "dollars", "--currency", "USD", "--opening", "1000", "-d", "2026-11-01")
    wallet.ok("exchange", "100eur", "110usd", "@bank", "@dollars", "-d", "2026-11-05")
    wallet.ok("exchange", "220usd", "190eur", "@dollars", "@bank", "-d", "2026-11-10")
    wallet.ok("exchange", "1eur", "9usd", "@bank", "@dollars", "-d", "2026-11-25")
    return wallet


def test_each_currency_has_its_total_and_the_main_one_their_sum_by_the_last_exchange_until_the_day(
    abroad: Wallet,
) -> None:
    assert table(abroad)[-4:] == [
        "total €1,660.00",
        "total $890.00",
        "total in EUR about €2,428.64",  # 890 * 190 / 220 = 768.636…
        "USD as exchanged on 2026-11-10",
    ]
    assert "about €2,479.09" in table(abroad, "-d", "2026-11-09")[-2]  # 1470 + 1110 * 100 / 110
    assert table(abroad, "dollars")[-2] == "total in EUR about €768.64"


def test_a_currency_that_was_never_exchanged_is_said_to_be_left_out(abroad: Wallet) -> None:
    abroad.ok("accounts", "add", "yen", "--currency", "JPY", "--opening", "500")
    told = " ".join(table(abroad)[-2:])
    assert "without JPY: no exchange for EUR is recorded" in told
    assert "about €2,428.64" in told
    assert not any("about" in line for line in table(abroad, "yen"))


def test_an_exchange_that_was_removed_counts_no_more(abroad: Wallet) -> None:
    ref = next(line.split("\t")[0] for line in abroad.ok("history").splitlines() if "2026-11-10" in line)
    abroad.ok("rm", ref)
    assert table(abroad)[-1] == "USD as exchanged on 2026-11-05"


def test_part_of_a_name_is_enough_for_a_person_and_not_for_a_script(wallet: Wallet) -> None:
    assert first(table(wallet, "ban"))[1] == "bank"
    for options, tty in ((["--json"], False), (["--json"], True), (["--json", "--no-input"], True)):
        refused = wallet("balance", "ban", *options, tty=tty)
        told = json.loads(refused.err)
        assert (refused.status, refused.out, told["slug"]) == (3, "", "no-such-account")
        assert told["params"]["near"] == ["bank"]
    assert wallet("balance", "ban", "-q", tty=True).status == wallet("balance", "a").status == 3


def test_a_script_names_an_account_by_any_of_its_names_and_what_is_below_it(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "bank:savings", "--alias", "nest")
    wallet.ok("accounts", "rename", "cash", "purse")

    def told(name: str) -> list[str]:
        return [each["account"] for each in json.loads(wallet.ok("balance", name, "--json"))["accounts"]]

    assert (told("nest"), told("cash"), told("@Purse")) == (["bank:savings"], ["purse"], ["purse"])
    assert told("bank") == ["bank", "bank:savings"]


@pytest.mark.parametrize("argv", [("lastmonth",), ("-p", "lastmonth"), ("2026-10",), ("上月",), ("october", "bank")])
def test_a_period_shows_what_there_was_at_its_end(wallet: Wallet, argv: tuple[str, ...]) -> None:
    told = json.loads(wallet.ok("balance", *argv, "--json"))
    assert told["as_of"] == "2026-10-31"
    assert {each["balance"]["amount"] for each in told["accounts"]} == {"0.00"}
    shown = wallet("balance", *argv, tty=True)
    assert shown.err == "at the end of 2026-10-31\n"


def test_an_account_goes_before_a_period_and_one_day_is_enough(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "may", "--kind", "cash", "--opening", "5")
    assert json.loads(wallet.ok("balance", "may", "--json"))["as_of"] == "2026-11-20"
    for argv, slug in ((("q3", "q4"), "several-periods"), (("q3", "-p", "q4"), "several-periods"),
                       (("-p", "q3", "-d", "y"), "options-exclude"), (("2026-13",), "period-unreadable")):  # fmt: skip
        assert json.loads(wallet("balance", *argv, "--json").err)["slug"] == slug
