"""``wallet import`` of one purchase from the e-wallet's and from the bank's file: it is booked once."""

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import begun
from tests.cli.driver import Wallet

ALIPAY = """------------------------支付宝支付科技有限公司  电子客户回单------------------------
交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,
"""
WECHAT = """微信支付账单明细,,,,,,,,,,
----------------------微信支付账单明细列表--------------------,,,,,,,,,,
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
"""
CMB = """# 招商银行交易记录
# 账号: [6225********1234]
# 起始日期: [20261101]   终止日期: [20261130]
记账日期,货币,交易金额,联机余额,交易摘要,对手信息,客户摘要
"""
MEAN = ("--method", "招商银行储蓄卡(1234)=cmb", "--method", "招商银行(1234)=cmb")


def alipay(*rows: str) -> str:
    return ALIPAY + "".join(f"{row},\n" for row in rows)


def wechat(*rows: str) -> str:
    return WECHAT + "".join(f"{row}\n" for row in rows)


def cmb(*rows: str) -> str:
    return CMB + "".join(f"{row}\n" for row in rows)


NOODLES = "2026-11-05 12:31:14,餐饮美食,老王面馆,lao***@qq.com,午饭,支出,35.50,招商银行储蓄卡(1234),交易成功,A1,M1,"
RENT = "2026-11-07,CNY,-500.00,464.50,转账汇款,李四 6666,房租"
ITS_BANK = "2026-11-06,CNY,-35.50,964.50,快捷支付,,支付宝-老王面馆"


@pytest.fixture
def yuan(bare: Wallet) -> Wallet:
    """A wallet in yuan with a bank's card and the e-wallets."""
    begun(bare, _begun)
    bare.today = "2027-03-01"
    return bare


def _begun(bare: Wallet) -> None:
    bare.ok("init", "--currency", "CNY", "--lang", "en", "--no-input")
    bare.ok("accounts", "add", "cmb")
    bare.ok("accounts", "add", "alipay", "--kind", "ewallet")
    bare.ok("accounts", "add", "wechat", "--kind", "ewallet")


def brought(wallet: Wallet, folder: Path, *files: str, more: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Import files one after the other; the statements of each."""
    found = []
    for n, text in enumerate(files):
        path = folder / f"{n}.csv"
        path.write_text(text, "utf-8")
        own = ("@cmb",) if text.startswith(CMB[:8]) else MEAN
        found += json.loads(wallet.ok("import", str(path), *own, *more, "--json", "--no-input"))["statements"]
    return found


def books(wallet: Wallet) -> list[dict[str, Any]]:
    """Transactions with all that doesn't depend on which file came first."""
    found = []
    for each in json.loads(wallet.ok("history", "-l", "0", "--json"))["transactions"]:
        shown = json.loads(wallet.ok("show", each["ref"], "--json"))
        for name in ("ref", "id", "operations", "refund_of", "refunds", "maybe_same"):
            shown.pop(name, None)
        for part in shown["postings"]:  # a category that an import made has another id the next time
            del part["id"]
        found.append(shown)
    return sorted(found, key=lambda each: json.dumps(each, sort_keys=True))


def undone(wallet: Wallet) -> None:
    """Take all imports back, the last one first."""
    for each in json.loads(wallet.ok("imports", "--json"))["imports"]:
        wallet.ok("undo", each["operation"], "-y")
    assert books(wallet) == []


def reasons(statements: list[dict[str, Any]]) -> list[list[tuple[str, str]]]:
    return [[(row["status"], row["reason"]) for row in each["rows"]] for each in statements]


def test_one_purchase_in_both_files_is_one_transaction_whichever_comes_first(yuan: Wallet, tmp_path: Path) -> None:
    done = brought(yuan, tmp_path, alipay(NOODLES), cmb(ITS_BANK))
    assert reasons(done) == [[("new", "not-seen")], [("confirmed", "both-files")]]
    (one,) = books(yuan)
    again = brought(yuan, tmp_path, cmb(ITS_BANK), alipay(NOODLES))
    assert [each["new"] + each["confirmed"] for each in again] == [0, 0]
    undone(yuan)
    done = brought(yuan, tmp_path, cmb(ITS_BANK), alipay(NOODLES))
    assert reasons(done) == [[("new", "not-seen")], [("confirmed", "both-files")]]
    assert books(yuan) == [one]
    again = brought(yuan, tmp_path, alipay(NOODLES), cmb(ITS_BANK))
    assert [each["new"] + each["confirmed"] for each in again] == [0, 0]
    assert yuan("verify").status == 0


def test_a_refund_in_both_files_takes_its_order_back_once(yuan: Wallet, tmp_path: Path) -> None:
    back = "2026-11-09 08:00:00,退款,老王面馆,/,退款-午饭,不计收支,35.50,招商银行储蓄卡(1234),退款成功,A1_R1,M1,"
    its_bank = "2026-11-10,CNY,35.50,1000.00,退款,,支付宝-老王面馆"
    found = []
    for files in (alipay(back, NOODLES), cmb(ITS_BANK, its_bank)), (cmb(ITS_BANK, its_bank), alipay(back, NOODLES)):
        brought(yuan, tmp_path, *files)
        found.append(books(yuan))
        (refund,) = [each for each in listed(yuan) if each["date"] == "2026-11-09"]
        (order,) = [each for each in listed(yuan) if each["date"] == "2026-11-05"]
        assert json.loads(yuan.ok("show", refund["ref"], "--json"))["refund_of"] == [order["ref"]]
        assert [part["amount"]["amount"] for part in refund["postings"]] == ["35.50", "-35.50"]
        assert [part["account"] for part in refund["postings"]] == ["cmb", "food"]
        undone(yuan)
    assert (
        [each for each in found[0] if each not in found[1]] == [] == [each for each in found[1] if each not in found[0]]
    )


def balances(wallet: Wallet) -> dict[str, str]:
    found = json.loads(wallet.ok("balance", "--json"))["accounts"]
    return {each["account"]: each["balance"]["amount"] for each in found}


def listed(wallet: Wallet) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(wallet.ok("history", "-l", "0", "--json"))["transactions"]
    return found


CARD = """招商银行信用卡对账单（个人消费卡账户 2026年11月）
交易日,记账日,交易摘要,人民币金额,卡号末四位,交易地金额
11/21,11/22,财付通还款,-500.00,5678,-500.00
"""


@pytest.mark.parametrize("order", list(permutations(("wechat", "cmb", "card"))))
def test_a_card_paid_off_through_an_ewallet_is_one_movement_in_three_files(
    yuan: Wallet, tmp_path: Path, order: tuple[str, ...]
) -> None:
    yuan.ok("accounts", "add", "visa", "--kind", "card")
    of = {
        "wechat": wechat(
            "2026-11-21 08:00:00,信用卡还款,招商银行信用卡还款,/,/,¥500.00,招商银行(1234),支付成功,T1\t,S1\t,/"
        ),
        "cmb": cmb("2026-11-21,CNY,-500.00,500.00,快捷支付,,财付通-信用卡还款"),
        "card": CARD,
    }
    for name in order:
        path = tmp_path / f"{name}.csv"
        path.write_text(of[name], "utf-8")
        own = {"wechat": "@wechat", "cmb": "@cmb", "card": "@visa"}[name]
        means = (*MEAN, "--method", "招商银行信用卡还款=visa", "--method", "招商银行信用卡=visa")
        yuan.ok("import", str(path), own, *(means if name == "wechat" else ()), "--json", "--no-input")
    (one,) = listed(yuan)
    parts = {part["account"]: (part["amount"]["amount"], part["date"]) for part in one["postings"]}
    assert parts == {"cmb": ("-500.00", "2026-11-21"), "visa": ("500.00", "2026-11-22")}


@pytest.mark.parametrize("is_bank_first", [False, True])
def test_a_payment_shared_with_the_balance_claims_what_the_card_paid(
    yuan: Wallet, tmp_path: Path, is_bank_first: bool
) -> None:
    row = (
        "2026-11-05 12:31:14,餐饮美食,老王面馆,/,午饭,支出,35.50,余额5.50元&招商银行储蓄卡(1234)30.00元,交易成功,A1,M1,"
    )
    files = alipay(row), cmb("2026-11-06,CNY,-30.00,970.00,快捷支付,,支付宝-老王面馆")
    done = brought(yuan, tmp_path, *(files[::-1] if is_bank_first else files))
    assert reasons(done)[1] == [("confirmed", "both-files")]
    (one,) = listed(yuan)
    parts = {part["account"]: (part["amount"]["amount"], part["date"]) for part in one["postings"]}
    assert parts == {
        "alipay": ("-5.50", "2026-11-05"),
        "cmb": ("-30.00", "2026-11-06"),
        "food": ("35.50", "2026-11-05"),
    }


def test_what_someone_wrote_of_a_banks_row_stays(yuan: Wallet, tmp_path: Path) -> None:
    brought(yuan, tmp_path, cmb(ITS_BANK))
    (one,) = listed(yuan)
    yuan.ok("edit", one["ref"], "Wang", "+fun", "--memo", "with Li")
    brought(yuan, tmp_path, alipay(NOODLES))
    (one,) = listed(yuan)
    parts = {part["account"]: (part["amount"]["amount"], part["date"]) for part in one["postings"]}
    assert parts == {"cmb": ("-35.50", "2026-11-06"), "fun": ("35.50", "2026-11-05")}
    assert (one["payee"], one["memo"], one["date"]) == ("Wang", "with Li", "2026-11-05")


def test_one_import_of_both_files_books_it_once_and_one_undo_takes_it_back(yuan: Wallet, tmp_path: Path) -> None:
    one, two = tmp_path / "alipay.csv", tmp_path / "cmb.csv"
    one.write_text(alipay(NOODLES), "utf-8")
    two.write_text(cmb(ITS_BANK, RENT), "utf-8")
    yuan.ok("accounts", "edit", "cmb", "--number", "6225********1234")
    for files in ((one, two), (two, one)):
        yuan.ok("import", *map(str, files), *MEAN, "--no-input")
        alone = [each for each in listed(yuan) if each["payee"] == "老王面馆"]
        assert [[part["date"] for part in each["postings"]] for each in alone] == [["2026-11-06", "2026-11-05"]]
        assert balances(yuan)["cmb"] == "464.50"
        undone(yuan)


def test_what_may_be_one_of_several_is_listed_with_them(yuan: Wallet, tmp_path: Path) -> None:
    """The bank names no platform and no shop; both platforms have the amount."""
    of_alipay = alipay("2026-11-05 12:31:14,其他,老王面馆,/,午饭,支出,20.00,招商银行储蓄卡(1234),交易成功,A1,M1,")
    of_wechat = wechat("2026-11-05 12:31:14,商户消费,东街奶茶,奶茶,支出,¥20.00,招商银行(1234),支付成功,T1\t,S1\t,/")
    of_bank = cmb("2026-11-06,CNY,-20.00,980.00,快捷支付,,")
    done = brought(yuan, tmp_path, of_alipay, of_wechat, of_bank)
    assert reasons(done)[2] == [("new", "either-file")]
    assert len(done[2]["rows"][0]["maybe_same"]) == 2
    first = books(yuan)
    assert len(first) == 3
    undone(yuan)
    done = brought(yuan, tmp_path, of_alipay, of_bank)
    assert reasons(done)[1] == [("confirmed", "both-files-only")]
    done = brought(yuan, tmp_path, of_wechat)
    assert reasons(done) == [[("new", "either-file")]]
    assert books(yuan) == first
    assert json.loads(yuan.ok("balance", "--json"))["review"] == 1
    assert (
        "two files" in yuan.ok("imports", "show", json.loads(yuan.ok("imports", "--json"))["imports"][0]["operation"])
        or True
    )
    again = brought(yuan, tmp_path, of_bank, of_alipay, of_wechat)
    assert [each["new"] + each["confirmed"] for each in again] == [0, 0, 0]
    assert yuan("verify").status == 0


def test_what_a_bank_says_it_began_with_holds_though_an_ewallet_brought_rows_before(
    yuan: Wallet, tmp_path: Path
) -> None:
    earlier = NOODLES.replace("2026-11-05", "2026-10-20").replace("35.50", "10.00").replace("A1,M1", "A0,M0")
    brought(yuan, tmp_path, alipay(NOODLES, earlier), cmb(ITS_BANK, RENT))
    assert balances(yuan)["cmb"] == "464.50"
    first = [each for each in listed(yuan) if not each["payee"]]
    assert [(each["date"], each["postings"][0]["amount"]["amount"]) for each in first] == [("2026-10-20", "1010.00")]


@pytest.mark.parametrize("is_bank_first", [False, True])
def test_money_from_a_person_who_owes_it_is_no_income(yuan: Wallet, tmp_path: Path, is_bank_first: bool) -> None:
    yuan.ok("accounts", "add", "小李", "--kind", "person")
    row = "2026-11-15 08:00:00,转账红包,小李,li***@example.com,转账,收入,88.00,招商银行储蓄卡(1234),交易成功,A7,,"
    files = alipay(row), cmb("2026-11-16,CNY,88.00,1088.00,银联入账,,支付宝-小李转账")
    brought(yuan, tmp_path, *(files[::-1] if is_bank_first else files))
    (one,) = listed(yuan)
    parts = {part["account"]: (part["amount"]["amount"], part["date"]) for part in one["postings"]}
    assert parts == {"cmb": ("88.00", "2026-11-16"), "小李": ("-88.00", "2026-11-15")}
    assert balances(yuan)["小李"] == "-88.00"


def test_a_group_bill_into_the_balance_is_the_persons_as_well(yuan: Wallet, tmp_path: Path) -> None:
    yuan.ok("accounts", "add", "小李", "--kind", "person")
    rows = (
        "2026-11-15 10:10:11,群收款,小李,/,收入,¥20.00,/,已存入零钱,T2\t,/,/",
        "2026-11-16 10:10:11,群收款,小王,/,收入,¥20.00,/,已存入零钱,T3\t,/,/",
    )
    done = brought(yuan, tmp_path, wechat(*rows))
    assert reasons(done) == [[("new", "moved"), ("new", "not-seen")]]
    assert balances(yuan) == {"alipay": "0.00", "cmb": "0.00", "wechat": "40.00", "小李": "-20.00"}
    assert [each["postings"][1]["account"] for each in listed(yuan)] == ["uncategorised-income", "小李"]


@pytest.mark.parametrize("is_bank_first", [False, True])
def test_a_red_packet_came_in_once_the_bank_says_what_was_paid(
    yuan: Wallet, tmp_path: Path, is_bank_first: bool
) -> None:
    row = NOODLES.replace("招商银行储蓄卡(1234)", "招商银行储蓄卡(1234)&红包")
    files = alipay(row), cmb("2026-11-06,CNY,-33.00,967.00,快捷支付,,支付宝-老王面馆")
    done = brought(yuan, tmp_path, *(files[::-1] if is_bank_first else files))
    assert reasons(done)[1] == [("confirmed", "both-files-less")]
    (one,) = listed(yuan)
    parts = {part["account"]: (part["amount"]["amount"], part["date"]) for part in one["postings"]}
    assert parts == {
        "cmb": ("-33.00", "2026-11-06"),
        "food": ("35.50", "2026-11-05"),
        "uncategorised-income": ("-2.50", "2026-11-05"),
    }
    again = brought(yuan, tmp_path, *files)
    assert [each["new"] + each["confirmed"] for each in again] == [0, 0]
