"""Lists of books with Chinese names: no name is taken apart, no English stands between, and a colour says nothing that
no word says. What `balance` comes to is what the postings come to.
"""

import json
import re
from collections import defaultdict
from decimal import Decimal

import pytest

from tests.cli.driver import Wallet
from wallet_cli.cli.line.registry import ENTRIES
from wallet_cli.domain.text import width

RUN = re.compile(r"[\u4e00-\u9fff]+")
SGR = re.compile(r"\x1b\[[\d;]*m")
ENGLISH = re.compile(r"(?<![\w:/.])[A-Za-z][a-z]+")
MARKS = set("废途待转换退借导")
NAMES = ("建设银行工资卡二", "招商银行信用卡", "余额宝", "隔壁的王叔叔", "餐饮", "外卖和下午茶", "海底捞火锅店")
LISTS = [
    (),
    ("balance",),
    ("history",),
    ("history", "2026"),
    ("history", "@余额宝"),
    ("accounts",),
    ("accounts", "show", "招商银行信用卡"),
    ("categories",),
    ("payees",),
    ("payees", "show", "海底捞火锅店"),
    ("budget",),
    ("budget", "explain", "餐饮"),
    ("report", "2026"),
    ("report", "2026", "--by", "month"),
    ("report", "cashflow", "2026", "--by", "month"),
    ("statement", "2026", "@招商银行信用卡"),
    ("log",),
    ("show", "t9"),
    ("show", "o12"),
    ("show", "隔壁的王叔叔"),
    ("batch", "-n", "LINES"),
]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Wallet:
    """Books in yuan, dollars, euro and yen, with long names, a debt, somebody who owes, and something taken back."""
    made = Wallet(tmp_path_factory.mktemp("zh"))
    made.env["WALLET_LANG"] = "zh"
    made.ok("init", "--currency", "CNY", "--no-input")
    for line in (
        "建设银行工资卡二 --kind bank --opening 123456.78",
        "招商银行信用卡 --owed 23456.78",
        "余额宝 --opening 52000",
        "美元储蓄 --kind savings --currency USD --opening 5000",
        "欧元现金 --kind cash --currency EUR --opening 300",
        "日元现金 --kind cash --currency JPY --opening 50000",
        "隔壁的王叔叔 --kind person",
    ):
        made.ok("accounts", "add", *line.split(), "-d", "2026-01-01")
    made.ok("categories", "add", "餐饮:外卖和下午茶")
    made.ok(
        "pay", "1234.56", "海底捞火锅店", "@招商银行信用卡", "+餐饮", "-m", "部门聚餐和生日庆祝活动", "-d", "2026-09-10"
    )
    made.ok("pay", "88", "海底捞火锅店", "@余额宝", "+餐饮:外卖和下午茶", "--pending")
    made.ok("receive", "18000", "上海科技公司", "@建设银行工资卡二", "+工资")
    made.ok("exchange", "720cny", "100usd", "@余额宝", "@美元储蓄")
    made.ok("exchange", "780cny", "100eur", "@余额宝", "@欧元现金")
    made.ok("lend", "300", "@余额宝", "隔壁的王叔叔")
    made.ok("transfer", "5000", "@建设银行工资卡二", "@招商银行信用卡", "--arrives", "2026-11-24")
    made.ok("refund", "34.56", "--of", "t7")
    made.ok("budget", "set", "餐饮", "50")
    made.ok("pay", "5", "海底捞火锅店", "@余额宝", "+餐饮")
    made.ok("undo", "--yes", "o19")
    (made.folder / "LINES").write_text("35 海底捞火锅店 @建设银行工资卡二 +餐饮:外卖和下午茶\n")
    return made


def shown(books: Wallet, cells: int, language: str, argv: tuple[str, ...]) -> list[str]:
    books.width = cells
    words = [str(books.folder / each) if each == "LINES" else each for each in argv]
    return SGR.sub("", books.ok(*words, "--lang", language, tty=True)).splitlines()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("argv", LISTS, ids=" ".join)
def test_no_name_is_taken_apart(books: Wallet, argv: tuple[str, ...], language: str) -> None:
    whole = set(RUN.findall("\n".join(shown(books, 600, language, argv))))
    for cells in (60, 80, 120):
        lines = shown(books, cells, language, argv)
        assert [line for line in lines if width(line) > cells] == [], cells
        parts = set(RUN.findall("\n".join(lines))) - whole - MARKS
        broken = [part for part in parts if any(part in name and part != name for name in NAMES)]
        assert broken == [], cells


@pytest.mark.parametrize("argv", LISTS, ids=" ".join)
def test_no_english_stands_in_chinese(books: Wallet, argv: tuple[str, ...]) -> None:
    text = "\n".join(shown(books, 600, "zh", argv))
    typed = json.loads(books.ok("categories", "--json"))["categories"]
    kept = (
        {"id", "income", "add", "set"}
        | {name for each in typed for name in each["aliases"]}
        | {each.name for each in ENTRIES}
    )
    assert set(ENGLISH.findall(re.sub(r"wallet [a-z]+( \S+\.backup)?", "", text))) - kept == set()


@pytest.mark.parametrize("cells", [60, 120])
@pytest.mark.parametrize("argv", LISTS, ids=" ".join)
def test_a_colour_says_nothing_that_no_word_says(books: Wallet, argv: tuple[str, ...], cells: int) -> None:
    books.width = cells
    words = [str(books.folder / each) if each == "LINES" else each for each in argv]
    painted = books.ok(*words, tty=True)
    books.env["NO_COLOR"] = "1"
    try:
        assert SGR.sub("", painted) == books.ok(*words, tty=True)
    finally:
        del books.env["NO_COLOR"]
    rows = [line for line in painted.splitlines() if line.startswith("\x1b[31m")]
    assert [line for line in rows if "超" not in line] == []


@pytest.mark.parametrize("cells", [60, 80, 120])
def test_what_was_taken_back_is_said_by_a_word(books: Wallet, cells: int) -> None:
    assert any("已撤销" in line for line in shown(books, cells, "zh", ("log",)))


@pytest.mark.parametrize("cells", [60, 80, 120])
def test_the_totals_are_those_of_the_postings(books: Wallet, cells: int) -> None:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    whole = json.loads(books.ok("history", "--all-dates", "-l", "0", "--json"))
    for txn in whole["transactions"]:
        for part in txn["postings"]:
            if part["type"] == "account" and part["date"] <= "2026-11-20":
                sums[part["amount"]["currency"]] += Decimal(part["amount"]["amount"])
    lines = shown(books, cells, "en", ("balance",))
    totals = [line.split()[-1] for line in lines if line.startswith("total ") and "in CNY" not in line]
    signs = {"CNY": f"¥{sums['CNY']:,.2f}", "EUR": f"€{sums['EUR']:,.2f}", "JPY": f"JP¥{sums['JPY']:,}",
             "USD": f"${sums['USD']:,.2f}"}  # fmt: skip
    assert totals == [signs["CNY"], *(text for code, text in sorted(signs.items()) if code != "CNY")]
    worth = sums["CNY"] + sums["USD"] * Decimal("7.2") + sums["EUR"] * Decimal("7.8")
    assert f"about ¥{worth:,.2f}" in next(line for line in lines if "total in CNY" in line)
    assert "without JPY" in lines[-1]
    rows = lines[1 : next(at for at, line in enumerate(lines) if line.startswith("─"))]
    assert ["owed" in line or "owes" in line for line in rows] == [False] * 5 + [True] * 2
