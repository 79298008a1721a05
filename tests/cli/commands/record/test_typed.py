"""What people type: amounts as Chinese says them, dates first or last in a line, full-width signs. Real store."""

import json

import pytest

from tests.cli.conftest import begun
from tests.cli.driver import Wallet


@pytest.fixture
def yuan(bare: Wallet) -> Wallet:
    """A wallet in yuan with 现金 (1,000.00) and 餐饮."""
    return begun(bare, _yuan)


def _yuan(bare: Wallet) -> None:
    bare.ok("init", "--currency", "CNY", "--no-input", "--lang", "zh")
    bare.ok("accounts", "add", "现金", "--opening", "1000", "-d", "2026-11-01")
    bare.ok("categories", "add", "吃饭")


def last(wallet: Wallet) -> tuple[str, str, str]:
    """Day, payee and amount of the transaction recorded last."""
    found = json.loads(wallet.ok("history", "--json", "--all-dates"))["transactions"]
    latest = max(found, key=lambda each: int(each["ref"][1:]))
    return (
        latest["date"],
        latest["payee"],
        next(each["amount"]["amount"] for each in latest["postings"] if each["account"] == "现金"),
    )


@pytest.mark.parametrize(
    ("amount", "taken"),
    [
        ("四十五", "-45.00"),
        ("12块5", "-12.50"),
        ("5毛", "-0.50"),
        ("两百五", "-250.00"),
        ("３５元", "-35.00"),
        ("1百2", "-120.00"),
    ],
)
def test_an_amount_that_is_said_is_booked(yuan: Wallet, amount: str, taken: str) -> None:
    yuan.ok("pay", amount, "午饭", "@现金", "+吃饭")
    assert last(yuan) == ("2026-11-20", "午饭", taken)


@pytest.mark.parametrize("payee", ["一点点", "三只松鼠", "千层饼", "百果园"])
def test_a_payee_that_begins_with_a_numeral_is_a_payee(yuan: Wallet, payee: str) -> None:
    yuan.ok("pay", "四十五", payee, "@现金", "+吃饭")
    assert last(yuan)[1:] == (payee, "-45.00")


def test_what_can_be_two_amounts_is_refused_with_both(yuan: Wallet) -> None:
    result = yuan("pay", "1万23", "手机", "@现金", "+吃饭", "--lang", "zh")
    assert result.status == 2
    assert "“1万23”可以是 10023 或 12300" in result.err
    result = yuan("pay", "三四", "手机", "@现金", "+吃饭")
    assert "write 34" in result.err


@pytest.mark.parametrize(
    ("line", "day", "payee"),
    [
        ("昨天 35 午饭 @现金 +吃饭", "2026-11-19", "午饭"),
        ("y 35 午饭 @现金 +吃饭", "2026-11-19", "午饭"),
        ("nov 3 35 午饭 @现金 +吃饭", "2026-11-03", "午饭"),
        ("35 午饭 昨天 @现金 +吃饭", "2026-11-19", "午饭"),
        ("35 午饭 @现金 +吃饭 三天前", "2026-11-17", "午饭"),
        ("35 午饭 @现金 +吃饭 －d 11/18", "2026-11-18", "午饭"),
        ("35 午饭 @现金 +吃饭 明天", "2026-11-21", "午饭"),
    ],
)
def test_a_date_word_first_or_last_is_the_day_at_the_prompt_and_in_a_batch(
    yuan: Wallet, line: str, day: str, payee: str
) -> None:
    yuan.ok("pay", tty=True, typed=f"{line}\n")
    assert last(yuan) == (day, payee, "-35.00")
    yuan.ok("batch", "-", typed=f"{line}\n")
    assert last(yuan) == (day, payee, "-35.00")


@pytest.mark.parametrize("line", ["35 午饭 昨天 @现金 +吃饭", "昨天 35 午饭 @现金 +吃饭"])
def test_such_a_line_with_an_id_is_recorded_once(yuan: Wallet, line: str) -> None:
    for _time in range(2):
        yuan.ok("batch", "-", typed=f"{line} --id k1\n")
    assert len(yuan.ok("history", "午饭", "-q").split()) == 1
    other = line.replace("35", "36")
    assert yuan("batch", "-", typed=f"{other} --id k1\n").status == 6
    for _time in range(2):
        yuan.ok("pay", "--id", "k2", tty=True, typed=f"{line}\n")
    assert len(yuan.ok("history", "午饭", "-q").split()) == 2


def test_a_payee_that_is_known_by_such_a_name_stays_the_payee(yuan: Wallet) -> None:
    yuan.ok("pay", "35", "咖啡 昨天", "@现金", "+吃饭", "--force")
    yuan.ok("batch", "-", typed="36 咖啡 昨天 @现金 +吃饭\n")
    assert last(yuan) == ("2026-11-20", "咖啡 昨天", "-36.00")


def test_a_line_that_a_shell_has_read_is_refused_with_the_line_that_was_meant(yuan: Wallet) -> None:
    result = yuan("pay", "35", "午饭", "昨天", "@现金", "+吃饭")
    assert (result.status, "wallet pay 35 午饭 @现金 +吃饭 -d 昨天" in result.err) == (2, True)
    assert yuan("pay", "昨天", "35", "午饭", "@现金", "+吃饭").status == 2


def test_a_date_word_alone_is_no_payee(yuan: Wallet) -> None:
    result = yuan("batch", "-", typed="35 昨天 @现金 +吃饭\n")
    assert (result.status, "NAME" in result.err) == (2, True)


def test_what_is_quoted_is_no_day(yuan: Wallet) -> None:
    result = yuan("batch", "-", typed='35 "老王 昨天" @现金 +吃饭\n')
    assert (result.status, "--force" in result.err) == (2, True)
    yuan.ok("batch", "-", typed='35 "老王 昨天" @现金 +吃饭 --force\n')
    assert last(yuan) == ("2026-11-20", "老王 昨天", "-35.00")


def test_other_verbs_read_such_amounts_too(yuan: Wallet) -> None:
    yuan.ok("accounts", "add", "招行", "--kind", "银行卡", "--opening", "1万2", "-d", "月初")
    yuan.ok("batch", "-", typed="r 1万2 工资 @现金 +salary\nt 一千 @招行 @现金 --fee 5毛\n")
    yuan.ok("pay", "四十五", "午饭", "@现金", "+吃饭＝三十", "+other")
    held = {each["account"]: each["balance"]["amount"] for each in json.loads(yuan.ok("balance", "--json"))["accounts"]}
    assert held == {"现金": "13955.00", "招行": "10999.50"}


def test_other_verbs_take_it_too(yuan: Wallet) -> None:
    yuan.ok("accounts", "add", "银行", "--kind", "bank")
    yuan.ok("accounts", "add", "小王", "--kind", "person")
    yuan.ok("batch", "-", typed="t 昨天 100 @现金 @银行\nt 50 @现金 @银行 前天\nlend 20 小王 @现金 昨天\n")
    dates = [each["date"] for each in json.loads(yuan.ok("history", "--json"))["transactions"][:3]]
    assert sorted(dates) == ["2026-11-18", "2026-11-19", "2026-11-19"]


def test_options_and_paths_with_full_width_signs_are_understood(yuan: Wallet) -> None:
    yuan.ok("categories", "add", "吃饭：外卖")
    yuan.ok("pay", "35", "午饭", "@现金", "+吃饭：外卖", "－d", "昨天", "－－memo", "－x")
    assert last(yuan)[0] == "2026-11-19"
    entry = json.loads(yuan.ok("history", "--json"))["transactions"][0]
    assert entry["memo"] == "－x"
    assert "吃饭:外卖" in [each["account"] for each in entry["postings"]]


@pytest.mark.parametrize(
    ("words", "payee", "taken"),
    [
        (("15元10个鸡蛋",), "10个鸡蛋", "-15.00"),
        (("10块三斤橘子",), "三斤橘子", "-10.00"),
        (("十块零五毛", "饭"), "饭", "-10.50"),
        (("50元整", "饭"), "饭", "-50.00"),
        (("35买菜",), "买菜", "-35.00"),
        (("25，地铁",), "地铁", "-25.00"),
    ],
)
def test_glued_words_are_booked_as_they_are_meant(yuan: Wallet, words: tuple[str, ...], payee: str, taken: str) -> None:
    yuan.ok("pay", *words, "@现金", "+吃饭")
    assert last(yuan)[1:] == (payee, taken)


@pytest.mark.parametrize(
    ("line", "taken"),
    [
        ("25，地铁，@现金，+吃饭", ("2026-11-20", "地铁", "-25.00")),
        ("１２．５　奶茶　＠现金　＋吃饭", ("2026-11-20", "奶茶", "-12.50")),
    ],
)
def test_a_line_that_no_shell_parted_is_booked(yuan: Wallet, line: str, taken: tuple[str, str, str]) -> None:
    yuan.ok("pay", line)
    assert last(yuan) == taken
    yuan.ok("batch", "-", typed=line)
    assert last(yuan) == taken


@pytest.mark.parametrize("amount", ["5块多", "20块左右", "一百来块", "100多块", "大概50"])
def test_about_an_amount_is_refused(yuan: Wallet, amount: str) -> None:
    for words in (("pay", amount, "饭", "@现金", "+吃饭"), ("adjust", "@现金", "--to", amount), ("edit", "t1", amount)):
        result = yuan(*words, "--lang", "zh")
        assert (result.status, "只是大概的金额" in result.err) == (2, True), result.err


def test_both_readings_of_a_glued_word_are_offered(yuan: Wallet) -> None:
    refused = yuan("pay", "10块三明治", "@现金", "+吃饭")
    assert refused.status == 2
    assert "wallet pay 10块三 明治 @现金 +吃饭 or wallet pay 10块 三明治 @现金 +吃饭" in refused.err
    asked = yuan("pay", "10块三明治", "@现金", "+吃饭", typed="2\n", tty=True)
    assert asked.status == 0, asked.err
    assert last(yuan)[1:] == ("三明治", "-10.00")
    left = yuan("pay", "10块三明治", "@现金", "+吃饭", typed="\n", tty=True)
    assert left.status == 2


def test_people_are_a_list_and_a_debt_is_with_one(yuan: Wallet) -> None:
    for name in ("小王", "小李", "李和平"):
        yuan.ok("accounts", "add", name, "--kind", "person")
    for people in ("小王、小李", "小王,小李", "小王和小李", "小王 and 小李"):
        told = yuan.ok("pay", "60", "饭", "@现金", "+吃饭", "--with", people, "-n")
        assert told.count("20.00") >= 2, told
    assert "30.00" in yuan.ok("pay", "60", "饭", "@现金", "+吃饭", "--with", "李和平", "-n")
    unknown = yuan("pay", "60", "饭", "@现金", "+吃饭", "--with", "Tom,Anna")
    assert (unknown.status, '"Tom"' in unknown.err) == (3, True)
    refused = yuan("lend", "60", "小王、小李", "@现金")
    assert (refused.status, "one person" in refused.err) == (2, True)


def test_a_debt_is_repaid_in_full(yuan: Wallet) -> None:
    yuan.ok("accounts", "add", "花呗", "--kind", "card", "--owed", "420", "-d", "2026-11-01")
    yuan.ok("accounts", "add", "小王", "--kind", "person")
    yuan.ok("accounts", "add", "银行", "--kind", "bank")
    told = yuan("repay", "花呗", "@现金")
    assert (told.status, "wallet transfer 420.00CNY @现金 @花呗" in told.err) == (5, True), told.err
    assert "wallet repay all 小王 @ACCOUNT" in yuan("repay", "小王").err
    assert yuan("repay", "@现金").status == 2
    told = yuan("transfer", "全部", "@现金", "@银行")
    assert (told.status, "wallet transfer 1000.00 @现金 @银行" in told.err) == (2, True), told.err
    yuan.ok("transfer", "全部", "@现金", "@花呗")
    assert last(yuan)[2] == "-420.00"
    assert yuan("transfer", "all", "@现金", "@花呗").status == 5


def test_all_of_several_currencies_needs_one(yuan: Wallet) -> None:
    yuan.ok("accounts", "edit", "现金", "--currency", "CNY,USD")
    yuan.ok("accounts", "add", "卡", "--kind", "card", "--currency", "CNY,USD")
    yuan.ok("pay", "5usd", "茶", "@卡", "+吃饭")
    told = yuan("transfer", "all", "@卡", "@现金")
    assert "wallet transfer AMOUNT @卡 @现金" in told.err
    yuan.ok("transfer", "all", "@现金", "@卡", "-n")
    yuan.ok("pay", "5", "茶", "@卡", "+吃饭")
    assert yuan("transfer", "all", "@现金", "@卡").status == 2
    yuan.ok("receive", "7usd", "甲", "@现金", "+工资")
    yuan.ok("transfer", "1000", "@现金", "@卡")
    assert "wallet transfer 2.00USD" not in yuan("transfer", "all", "@现金", "@现金").err


@pytest.mark.parametrize(
    "words", [("余额", "100"), ("余额100",), ("余额是", "100"), ("balance", "is", "100"), ("100",)]
)
def test_a_balance_that_is_said_gets_its_option(yuan: Wallet, words: tuple[str, ...]) -> None:
    assert "wallet adjust @现金 --to 100" in yuan("adjust", "@现金", *words).err


def test_a_day_far_ahead_is_asked_about(yuan: Wallet) -> None:
    line = ("pay", "5", "茶", "@现金", "+吃饭", "-d", "2035-01-01")
    assert "1 Jan 2035 is more than a year ahead" in yuan.ok(*line, "-n")
    refused = yuan(*line, typed="\n", tty=True)
    assert (refused.status, "nothing was recorded" in refused.err) == (2, True), refused.err
    assert yuan(*line, typed="y\n", tty=True).status == 0
    assert yuan("edit", "last", "-d", "2036-01-01", typed="n\n", tty=True).status == 2
    assert yuan("pay", "5", "茶", "@现金", "+吃饭", "-d", "soon", typed="", tty=True).status == 2
    assert "more than a year" not in yuan.ok("pay", "5", "茶", "@现金", "+吃饭", "-d", "2027-01-01")


def test_hints_lead_to_lines_that_work(yuan: Wallet) -> None:
    assert "wallet receive 2000 NAME @ACCOUNT +CATEGORY" in yuan("salary", "2000").err
    assert "wallet receive AMOUNT NAME @现金 +CATEGORY" in yuan("salary", "@现金").err
    assert "wallet receive 2000 NAME @现金 +工资 -d y" in yuan("salary", "2000", "@现金", "+工资", "-d", "y").err
    assert "wallet pay 5 茶 @现金" in yuan("消费", "5", "茶", "@现金").err
    told = yuan("edit", "coffee")
    assert "AMOUNT" not in told.err and "not a transaction" in told.err


@pytest.mark.parametrize("line", ["昨天打车 25块", "昨天打车25块", "昨天 打车 25", "25 昨天打车", "昨天25块打车"])
def test_a_day_that_is_written_with_the_name_is_the_day(yuan: Wallet, line: str) -> None:
    shown = yuan("pay", tty=True, typed=f"{line} @现金 +吃饭\n1\n\n").err
    assert last(yuan) == ("2026-11-19", "打车", "-25.00"), shown
    assert not shown.count("1  25") or "-d 昨天" in shown


def test_a_script_keeps_such_a_name(yuan: Wallet) -> None:
    yuan.ok("pay", "25", "昨天便利店", "@现金", "+吃饭")
    assert last(yuan) == ("2026-11-20", "昨天便利店", "-25.00")
