"""Chinese statements of the corpus (``WALLET_CORPUS``), beside the books that another program made of them.

That program's books state its opinion; where ours differs on purpose, the difference is listed with its reason, which
``docs/how-to/chinese-statements.md`` lists as well. Skipped where the corpus isn't there.
"""

import io
import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from tests.samples import STATEMENTS as CORPUS
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.ewallet import Part, meaning
from wallet_cli.domain.files.statement import BankEvent, Profile, Row
from wallet_cli.errors import BadFile
from wallet_cli.formats import registry
from wallet_cli.formats.base import HEAD_BYTES

FOLDERS = ("csv/deb-sig+double-entry-generator", "xlsx/deb-sig+double-entry-generator")
USUAL = Profile(Currency("CNY", 2))
NO_STATEMENT = {"huobi": "table-is-trades", "oklink": "table-is-chain"}
Books = Counter[tuple[str, str]]
"""Amounts on an account of the statement: (currency, decimal), each with how often."""

BANKS = {
    "abc_debit": ("abc_debit", "Assets:ABC:DebitCard"),
    "bmo_credit": ("bmo/credit", "Liabilities:CreditCard:BMO"),
    "bmo_debit": ("bmo/debit", "Assets:DebitCard:BMOChequing"),
    "boc_credit": ("boc/credit", "Liabilities:CC:BoC"),
    "bocom_credit": ("bocom_credit", "Liabilities:BOCOM:CreditCard"),
    "bocom_debit": ("bocom_debit", "Assets:DebitCard:BOCOM"),
    "ccb": ("ccb", "Assets:Bank:CN:CCB"),
    "cgb_credit": ("cgb_credit", "Liabilities:CGB:CreditCard"),
    "citic_credit": ("citic/credit", "Liabilities:CreditCard:CITIC"),
    "cmb_credit": ("cmb/credit", "Liabilities:CreditCard:CMB"),
    "cmb_debit": ("cmb/debit", "Assets:DebitCard:CMB"),
    "hsbchk_credit": ("hsbchk/credit", "Liabilities:CreditCard:HSBC"),
    "hsbchk_debit": ("hsbchk/debit", "Assets:Bank:HK:HSBC:Savings"),
    "htsec": ("htsec", r"Assets:(Htsec|Rule1):Cash"),
    "hxsec": ("hxsec", r"Assets:(Hxsec|Rule1):Cash"),
    "icbc_credit": ("icbc/credit", "Liabilities:Bank:CN:ICBC"),
    "icbc_debit-v1": ("icbc/debit-v1", "Assets:Bank:CN:ICBC"),
    "icbc_debit-v2": ("icbc/debit-v2", "Assets:Bank:CN:ICBC"),
    "spdb_debit": ("spdb_debit", "Assets:"),
}


def index() -> list[dict]:
    file = CORPUS / "index.jsonl"
    if not file.is_file():
        return []
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [row for row in rows if row["path"].startswith(FOLDERS)]


FILES = index()
pytestmark = pytest.mark.skipif(not FILES, reason="no statements of banks beside the repository (WALLET_CORPUS)")


def events_of(path: str) -> list[BankEvent]:
    data = (CORPUS / path).read_bytes()
    name, _role = registry.recognise(data[:HEAD_BYTES])  # what a file is called decides nothing
    return list(registry.bank_reader(name).read(io.BytesIO(data), USUAL))


def file_of(name: str) -> str:
    return next(row["path"] for row in FILES if f"/example_{name}_" in row["path"])


def amount_of(row: Row) -> Decimal:
    return Decimal(row.amount.minor).scaleb(-row.amount.currency.scale)


@pytest.mark.parametrize("file", FILES, ids=[Path(row["path"]).name[:30] for row in FILES])
def test_each_row_is_read_and_each_sum_agrees(file):
    slug = next((slug for name, slug in NO_STATEMENT.items() if f"_{name}_" in file["path"]), None)
    if slug:
        with pytest.raises(BadFile, match=slug):
            events_of(file["path"])
        return
    head, *rows = events_of(file["path"])
    assert head.source
    assert all(isinstance(row, Row) for row in rows)
    assert len(rows) == file["rows"]
    if file["sum"] is not None:
        assert sum(map(amount_of, rows)) == Decimal(file["sum"])


def reference(folder: str) -> list[list[tuple[str, Decimal, str]]]:
    """The postings of each transaction: account, amount, currency; those in shares are left out."""
    (file,) = (CORPUS / "expected" / folder).glob("*.beancount")
    found: list[list[tuple[str, Decimal, str]]] = []
    for line in file.read_text("utf-8").splitlines():
        if re.match(r"\d{4}-\d\d-\d\d \*", line):
            found.append([])
        elif match := re.fullmatch(r"\s+([A-Z]\S+) (-?[\d.]+) ([A-Z]{3})", line):
            found[-1].append((match[1], Decimal(match[2]), match[3]))
    return found


def on(account: str, folder: str) -> Books:
    """What each transaction brings to the account of the statement."""
    found: Books = Counter()
    for postings in reference(folder):
        own = [(amount, code) for name, amount, code in postings if re.match(account, name)]
        if own:
            found[own[0][1], str(sum(amount for amount, _code in own))] += 1
    return found


IGNORED = "its owner's rules leave out what an e-wallet or another account brings as well"
NOTHING = "it leaves out lines of nothing, which we read as notes"
UNPLACED = "it books what no rule fits on an unnamed account instead of the statement's"
# what we read and the other program doesn't have on the account; it has nothing that we lack
ONLY_OURS: dict[str, tuple[tuple[str, ...], str]] = {
    "boc_credit": (("-0.59", "-68.19", "-468.32", "-448.32", "361.19", "-131.77", "-60.90"), IGNORED),
    "boc_credit, interest": (("0.01",), UNPLACED),
    "citic_credit": (("-4.00",), IGNORED),
    "cmb_credit": (("345.67",), IGNORED),
    "hsbchk_debit": (("-1.00",), IGNORED),
    "htsec": (("0.00", "0.00"), NOTHING),
    "hxsec": (("0.00", "0.00"), NOTHING),
    "icbc_credit": (("-18.00", "-26.00", "-17.32", "-238.00", "-22.00"), IGNORED),
    "icbc_debit-v1": (("-1234.56", "341.58", "-24.00", "1.04"), IGNORED),
    "icbc_debit-v2": (("-1234.56", "341.58", "-24.00", "1.04"), IGNORED),
}


@pytest.mark.parametrize("name", BANKS)
def test_a_bank_s_rows_are_those_of_the_books_beside_them(name):
    folder, account = BANKS[name]
    rows = [event for event in events_of(file_of(name)) if isinstance(event, Row)]
    ours: Books = Counter((row.amount.currency.code, str(amount_of(row))) for row in rows)
    theirs = on(account, folder)
    wanted = [amount for key, (amounts, _why) in ONLY_OURS.items() if key.split(",")[0] == name for amount in amounts]
    assert Counter(amount for _code, amount in (ours - theirs).elements()) == Counter(wanted)
    assert not theirs - ours


Sides = tuple[tuple[str, str], ...]
"""What a transaction brings to each place and, as ``outside``, to categories: (place, decimal), in order."""

PLACES = {
    "wechat": (
        ("Assets:Digital:Wechat:Cash", ""),
        ("Assets:Digital:Wechat:MiniFund", "零钱通"),
        ("Assets:Bank:CN:ICBC:Savings", "工商银行"),
        ("Assets:Bank:CN:BOC:Savings", "中国银行"),
        ("Liabilities:Bank:CN:CCB", "建设银行信用卡"),
        ("Assets:Trade:Tencent:LiCaiTong", "理财通"),
    ),
    "alipay": (
        ("Assets:Alipay", ""),
        ("Liabilities:CC:COMM:7449", "交通银行信用卡(7449)"),
        ("Assets:FIXME", "?"),
    ),
}
# ours and theirs where they differ, and why
OTHERWISE: dict[str, tuple[tuple[Sides, ...], tuple[Sides, ...], str]] = {
    "alipay": (
        (
            (("", "50.00"), ("outside", "-50.00")),
            (("", "-50.00"), ("outside", "50.00")),
            (("", "99.34"), ("蚂蚁财富", "-99.34")),
        ),
        ((("", "-99.34"), ("outside", "99.34")),),
        "it drops an order with its refund, and takes a sale of funds into 余额宝 for spending",
    ),
    "wechat": ((), (), ""),
}


def sides_of(row: Row, pockets: dict[str, str]) -> Sides:
    found = meaning(row)
    brought: Counter[str] = Counter()
    fee = Decimal(found.fee.minor if found.fee else 0) / 100
    for parts, sign in ((found.left, -1), (found.came, 1)):
        for part in parts:
            brought[_place(part, pockets)] += sign * abs(amount_of(row)) - (fee if sign > 0 else 0)
    brought["outside"] = -sum(brought.values())
    return _sides(brought)


def _place(part: Part, pockets: dict[str, str]) -> str:
    return pockets.get(
        part.name, re.sub(r"(储蓄卡)?\(\d{4}\)$", "", part.name) if "银行" in part.name[2:4] else part.name
    )


def _sides(brought: Counter[str]) -> Sides:
    return tuple(sorted((place, f"{amount:.2f}") for place, amount in brought.items() if amount))


@pytest.mark.parametrize(
    ("name", "pockets"), [("wechat", {}), ("alipay", {"余额宝": "", "交通银行信用卡(7449)": "交通银行信用卡(7449)"})]
)
def test_what_rows_mean_is_what_the_books_beside_them_say(name, pockets):
    places = PLACES[name]
    ours = Counter(
        sides_of(event, pockets)
        for event in events_of(file_of(name))
        if isinstance(event, Row) and meaning(event).what != "note"
    )
    theirs: Counter[Sides] = Counter()
    for postings in reference(name):
        brought: Counter[str] = Counter()
        for account, amount, _code in postings:
            brought[next((place for start, place in places if account.startswith(start)), "outside")] += amount
        theirs[_sides(brought)] += 1
    only_ours, only_theirs, _why = OTHERWISE[name]
    assert (ours - theirs, theirs - ours) == (Counter(only_ours), Counter(only_theirs))
