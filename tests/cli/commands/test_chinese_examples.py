"""Every example that help shows in Chinese is Chinese, and does what it says in a Chinese wallet."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.docs.reference import leaves
from tests.services.bank_files import ofx, row, statement
from tests.templates import laid
from wallet_cli import i18n

REFS = {"t412": "t3", "t415": "t4", "t418": "t5"}
ACCOUNTS = (
    ("现金", "--kind", "现金", "--opening", "500"),
    ("支付宝", "--kind", "电子钱包"),
    ("余额宝", "--kind", "储蓄"),
    ("公积金", "--kind", "资产"),
    ("银行卡", "--kind", "银行卡", "--opening", "1万", "--iban", "DE89370400440532013000"),
    ("银行卡:备用金", "--kind", "银行卡"),
    ("信用卡", "--kind", "信用卡"),
    ("招行信用卡", "--kind", "信用卡"),
    ("美元", "--currency", "USD"),
    ("多币种", "--currency", "CNY,USD"),
    ("小王", "--kind", "往来"),
    ("小李", "--kind", "往来"),
)
BEFORE = {
    "wallet lend 20美元": ("accounts edit 银行卡 --currency CNY,USD",),
    "wallet accounts add 招行信用卡": ("accounts rm 招行信用卡",),
    "wallet accounts add 小王": ("accounts rm 小王",),
    "wallet accounts close 零钱包": ("accounts add 零钱包",),
    "wallet accounts rm 零钱包": ("accounts add 零钱包",),
    "wallet budget cover": ("budget set 娱乐 300", "budget set 餐饮 20", "pay 30 午饭 @现金 +餐饮"),
    "wallet budget carry": ("budget set 餐饮 300",),
    "wallet budget explain": ("budget set 餐饮 300 --from 2026-10",),
    "wallet budget move": ("budget set 餐饮 300", "budget set 娱乐 300", "budget set 旅行 300"),
    "wallet budget rm": ("budget set 娱乐 300",),
    "wallet categories merge": ("categories add 下馆子",),
    "wallet edit t412 -d": ("edit t2 --tag 出差",),
    "wallet qr request 25 午饭 ": ("config set owner Wang",),
    "wallet payees alias 星巴克 --drop": ("payees alias 星巴克 星爸爸",),
    "wallet payees merge": ("pay 3 星巴咯 @现金 +餐饮",),
    "wallet payees rename": ("pay 3 咖啡 @现金 +餐饮",),
    "wallet payees rm": ("pay 3 星巴咯 @现金 +餐饮", "rm last -y"),
    "wallet profiles export": ("profiles add 招行.csv --name 招行",),
    "wallet profiles rm": ("profiles add 招行.csv --name 招行",),
    "wallet profiles show": ("profiles add 招行.csv --name 招行",),
    "wallet refund 20": ("pay 100 淘宝 @信用卡 +餐饮",),
    "wallet rules edit r3": ("rules add 甲 +餐饮", "rules add 乙 +餐饮", "rules add 丙 +餐饮"),
    "wallet repay": ("borrow 50 小王 @现金", "borrow 50 小王 @银行卡"),
}
"""What must have been done before a line, by how that begins."""
ELSEWHERE = ("backup", "restore", "keys", "erase", "unlock", "init", '"$(wallet')
"""What leaves the books for disks, keys and wallets that aren't here: of these only the words are checked."""


def pairs() -> list[tuple[str, str]]:
    """Examples that are other lines in Chinese, each behind the English one."""
    found = [example for _entry, _words, spec in leaves() for example in spec.examples]
    i18n.choose("zh")
    try:
        return [(each, i18n._(each)) for each in dict.fromkeys(found) if i18n._(each) != each]
    finally:
        i18n.choose("en")


PAIRS = pairs()
EXAMPLES = [line for _english, line in PAIRS if line.split()[1] not in ELSEWHERE]


def furnish(folder: Path) -> int:
    made = Wallet(folder)
    made.ok("init", "--currency", "CNY", "--no-input", "--lang", "zh")
    for name, *more in ACCOUNTS:
        made.ok("accounts", "add", name, *more)
    for line in ("30 星巴克 @现金 +餐饮", "30 咖啡 @现金 +餐饮", "30 午饭 @信用卡 +餐饮", "30 星巴克 @现金 +餐饮"):
        made.ok("pay", *line.split(), "-d", "10月20日")
    return made.microseconds


def wallet_in(folder: Path) -> Wallet:
    """The Chinese wallet, with the files of the examples beside it."""
    found = Wallet(folder)
    found.microseconds = laid(furnish, folder)
    found.env["WALLET_LANG"] = "zh"
    (folder / "elsewhere").mkdir()
    (folder / "十一月.txt").write_text("35 午饭 @支付宝 +餐饮\n昨天 12块5 咖啡 @现金 +餐饮\n", encoding="utf-8")
    (folder / "银行.ofx").write_bytes(ofx(statement([row("20261120", "-12.50")], code="CNY")))
    (folder / "信用卡.ofx").write_bytes(ofx(statement([row("20261120", "-2.50", "Tea")], code="CNY")))
    (folder / "招行.csv").write_text("日期,说明,金额\n2026-11-03,午饭,-3.50\n", encoding="utf-8")
    found.ok("export", "--format", "jsonl", "-o", str(folder / "elsewhere" / "账本.jsonl"))
    found.ok("qr", "request", "25eur", "Lunch", "--to", "银行卡", "--name", "Wang", "-o", str(folder / "照片.png"))
    return found


def test_there_are_many() -> None:
    assert len(EXAMPLES) > 80


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_in_chinese_does_what_it_says(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wallet = wallet_in(tmp_path)
    if line == "wallet import 账本.jsonl":
        monkeypatch.chdir(tmp_path / "elsewhere")
    for begin, before in BEFORE.items():
        for each in before if line.startswith(begin) else ():
            wallet.ok(*each.split(), tty="last" in each)
    typed, _bar, after = line.partition(" | ")
    words = [REFS.get(word, word) for word in shlex.split(after or typed, comments=True)[1:]]
    lines = shlex.split(typed)[1].replace("\\n", "\n") if after else ""
    told = wallet(*words, *(["-y"] if "--all-of" in words else []), typed=lines, tty="上一笔" in words)
    assert told.status == 0, told.err


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
def test_both_languages_show_the_same_command_with_the_same_options(english: str, chinese: str) -> None:
    def shape(line: str) -> list[str]:
        words = shlex.split(line, comments=True)
        at = words.index("wallet") + 1 if "wallet" in words else 0
        return [word for word in words if word == words[at] or re.match(r"--?[a-z]|-$", word)]

    assert shape(english) == shape(chinese)
