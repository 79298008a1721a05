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


def spent(wallet: Wallet) -> dict[str, str]:
    """What the bank's own rows were booked on, by their amounts."""
    found = {}
    for each in json.loads(wallet.ok("history", "-l", "0", "--json"))["transactions"]:
        found[each["postings"][0]["amount"]["amount"]] = each["postings"][1]["account"]
    return found


def test_what_a_bank_says_was_refunded_is_less_spent_and_no_income(yuan: Wallet, tmp_path: Path) -> None:
    rows = (
        "2026-11-05,CNY,-128.90,871.10,快捷支付,天猫超市,支付宝-天猫超市",
        "2026-11-06,CNY,-100.00,771.10,快捷支付,当当网,支付宝-当当网",
        "2026-11-09,CNY,28.90,800.00,快捷退款,天猫超市,支付宝-天猫超市",
        "2026-11-10,CNY,100.00,900.00,快捷退款,当当网,支付宝-当当网",
        "2026-11-11,CNY,30.00,930.00,快捷退款,从没见过的店,支付宝-从没见过的店",
        "2026-11-12,CNY,50.00,980.00,奖励,推荐有礼,推荐奖励",
    )
    brought(yuan, tmp_path, cmb(*rows))
    found = spent(yuan)
    assert {each: found[each] for each in ("28.90", "100.00", "30.00")} == dict.fromkeys(
        ("28.90", "100.00", "30.00"), "uncategorised"
    )
    assert found["50.00"] == "uncategorised-income"


def test_a_refund_is_of_what_its_shop_got_in_the_same_file(yuan: Wallet, tmp_path: Path) -> None:
    yuan.ok("pay", "1", "当当网", "@cmb", "+food", "-d", "2026-10-01")
    rows = (
        "2026-11-06,CNY,-100.00,771.10,快捷支付,当当网,支付宝-当当网",
        "2026-11-10,CNY,40.00,900.00,快捷退款,当当网,支付宝-当当网",
        "2026-11-11,CNY,60.00,960.00,收款,新店,转入",
        "2026-11-12,CNY,5.00,965.00,快捷退款,新店,退款",
    )
    brought(yuan, tmp_path, cmb(*rows))
    found = spent(yuan)
    assert (found["40.00"], found["60.00"], found["5.00"]) == ("food", "uncategorised-income", "uncategorised")


HUABEI = "2026-11-05 12:31:14,服饰装扮,优衣库,/,衬衫,支出,299.00,花呗,交易成功,H1,N1,"


def test_what_a_debt_began_with_is_said_as_what_is_owed(yuan: Wallet, tmp_path: Path) -> None:
    yuan.ok("accounts", "add", "花呗", "--kind", "card")
    file = tmp_path / "a.csv"
    file.write_text(alipay(HUABEI), "utf-8")
    done = yuan("import", str(file), "@alipay", "--no-input")
    assert done.status == 0 and "wallet adjust @花呗 --owed AMOUNT -d 2026-11-04" in done.err, done.err
    yuan.ok("adjust", "@花呗", "--owed", "420", "-d", "2026-11-04")
    assert balances(yuan)["花呗"] == "-719.00"


def test_a_dry_run_names_no_transaction_and_keeps_no_number(yuan: Wallet, tmp_path: Path) -> None:
    yuan.ok("accounts", "add", "花呗", "--kind", "card")
    file, bank = tmp_path / "a.csv", tmp_path / "b.csv"
    out = "2026-11-06 12:00:00,账户存取,招商银行,/,提现-实时提现,不计收支,300.00,招商银行储蓄卡(1234),交易成功,W1,,"
    file.write_text(alipay(HUABEI, out), "utf-8")
    done = yuan("import", str(file), "@alipay", "--method", "招商银行储蓄卡(1234)=", "-n", "--no-input")
    assert done.status == 0 and "its balance would be what came and went since" in done.err, done.err
    assert "wallet adjust" not in done.err and "wallet edit" not in done.err
    assert "1 rows moved from or to an account that isn't known" in done.err
    cash = "2026-11-06,CNY,-500.00,964.50,ATM取款,,银联ATM取款"
    bank.write_text(cmb(cash), "utf-8")
    done = yuan("import", str(bank), "@cmb", "-n", "--learn-number", "--no-input")
    assert "they would be booked as income or spending" in done.err and "wallet edit" not in done.err, done.err
    assert "from now on" not in done.err


LEFT = (
    "2026-11-20 10:50:11,投资理财,余额宝,/,余额宝-单次转入,不计收支,500.00,招商银行储蓄卡(1234),交易成功,L1,,",
    "2026-11-18 18:00:11,账户存取,招商银行,/,提现-实时提现,不计收支,300.00,招商银行储蓄卡(1234),交易成功,L2,,",
    "2026-11-10 08:00:11,信用借还,花呗,/,花呗主动还款,不计收支,420.00,招商银行储蓄卡(1234),还款成功,L3,,",
)
ITS_LEFT = (
    "2026-11-10,CNY,-420.00,580.00,快捷支付,重庆蚂蚁消费金融有限公司,支付宝-重庆蚂蚁消费金融有限公司",
    "2026-11-19,CNY,300.00,880.00,网联收款,支付宝（中国）网络技术有限公司,支付宝-张伟-余额提现",
    "2026-11-20,CNY,-500.00,380.00,快捷支付,天弘基金管理有限公司,支付宝-天弘基金管理有限公司",
)


def test_what_was_left_to_the_banks_file_is_one_movement_once_that_comes(yuan: Wallet, tmp_path: Path) -> None:
    for name, kind in (("花呗", "card"), ("余额宝", "savings")):
        yuan.ok("accounts", "add", name, "--kind", kind)
    file, bank = tmp_path / "a.csv", tmp_path / "b.csv"
    file.write_text(alipay(HUABEI, *LEFT), "utf-8")
    bank.write_text(cmb(*ITS_LEFT), "utf-8")
    done = yuan("import", str(file), "@alipay", "--method", "招商银行储蓄卡(1234)=", "--no-input")
    assert "if they went to cmb:" in done.err and "@alipay @cmb" in done.err, done.err
    told = json.loads(yuan.ok("import", str(bank), "@cmb", "--json", "--no-input"))["statements"]
    assert reasons(told) == [[("confirmed", "moved")] * 3]
    held = balances(yuan)
    assert (held["花呗"], held["余额宝"], held["alipay"], held["cmb"]) == ("121.00", "500.00", "-300.00", "380.00")
    again = json.loads(yuan.ok("import", str(bank), "@cmb", "--json", "--no-input"))["statements"]
    assert again[0]["new"] == again[0]["confirmed"] == 0
    assert yuan("verify").status == 0
    (bank_import, *_rest) = json.loads(yuan.ok("imports", "--json"))["imports"]
    yuan.ok("undo", bank_import["operation"], "-y")
    assert balances(yuan)["花呗"] == "121.00"


CARD_BILL = """招商银行信用卡对账单（个人消费卡账户 2026年12月）
交易日,记账日,交易摘要,人民币金额,卡号末四位,交易地金额
11/11,11/12,支付宝-小米官方旗舰店,"1,999.00",4321,"1,999.00(CN)"
,11/22,财付通还款,"-1,999.00",4321,"-1,999.00"
"""


def test_the_banks_row_of_a_repayment_says_who_paid_it_whatever_was_answered(yuan: Wallet, tmp_path: Path) -> None:
    for name, kind in (("招行信用卡", "card"), ("余额宝", "savings"), ("招商银行", "bank")):
        yuan.ok("accounts", "add", name, "--kind", kind)
    file, bank = tmp_path / "card.csv", tmp_path / "b.csv"
    file.write_text(CARD_BILL, "utf-8")
    bank.write_text(cmb("2026-11-22,CNY,-1999.00,380.00,快捷支付,财付通-信用卡还款,财付通-信用卡还款"), "utf-8")
    done = yuan("import", str(file), "@招行信用卡", "-n", tty=True, typed="n\n0\n")
    offered = [line.split()[-1] for line in done.err.splitlines() if line.strip()[:2] in ("1 ", "2 ", "3 ")]
    assert offered.index("招商银行") < offered.index("余额宝"), done.err
    done = yuan("import", str(file), "@招行信用卡", "--method", "财付通还款=余额宝", "--no-input")
    assert balances(yuan)["余额宝"] == "-1999.00", done.err
    told = json.loads(yuan.ok("import", str(bank), "@招商银行", "--json", "--no-input"))["statements"]
    assert reasons(told) == [[("confirmed", "moved")]]
    held = balances(yuan)
    assert (held["招行信用卡"], held["余额宝"], held["招商银行"]) == ("0.00", "0.00", "-1999.00")


def test_each_files_question_has_its_own_digits(yuan: Wallet, tmp_path: Path) -> None:
    for name, kind in (("招行储蓄卡", "bank"), ("招行信用卡", "card")):
        yuan.ok("accounts", "add", name, "--kind", kind)
    bank, card = tmp_path / "招行储蓄卡.csv", tmp_path / "招行信用卡.csv"
    bank.write_text(cmb(ITS_BANK).replace("6225********1234", ""), "utf-8")
    card.write_text(CARD_BILL, "utf-8")
    alone = yuan("import", str(card), "-n", tty=True, typed="1\n" + "0\n" * 4)
    assert "1 招行信用卡" in alone.err, alone.err
    both = yuan("import", str(bank), str(card), "-n", tty=True, typed="招行储蓄卡\n1\n" + "0\n" * 4)
    assert "招行储蓄卡.csv of? @   1 招行信用卡" in both.err, both.err


def test_a_card_whose_number_is_known_stays_the_likely_one(yuan: Wallet, tmp_path: Path) -> None:
    yuan.ok("accounts", "add", "花呗", "--kind", "card")
    yuan.ok("accounts", "add", "招行信用卡", "--kind", "card", "--number", "6225880000004321")
    file = tmp_path / "a.csv"
    file.write_text(alipay(NOODLES.replace("招商银行储蓄卡(1234)", "招商银行信用卡")), "utf-8")
    done = yuan("import", str(file), "@alipay", "-n", tty=True, typed="1\n")
    assert "  1 招行信用卡" in done.err, done.err


def test_the_undo_of_an_import_that_confirmed_rows_lists_none_of_them(yuan: Wallet, tmp_path: Path) -> None:
    brought(yuan, tmp_path, alipay(NOODLES), cmb(ITS_BANK))
    (bank_import, *_rest) = json.loads(yuan.ok("imports", "--json"))["imports"]
    assert "now: " not in yuan.ok("undo", bank_import["operation"], "-y", tty=True)


def test_a_purchase_of_the_same_amount_is_not_what_was_left_to_the_bank(yuan: Wallet, tmp_path: Path) -> None:
    yuan.ok("accounts", "add", "花呗", "--kind", "card")
    yuan.ok("accounts", "add", "余额宝", "--kind", "savings")
    file, bank = tmp_path / "a.csv", tmp_path / "b.csv"
    file.write_text(alipay(HUABEI, *LEFT), "utf-8")
    shop = "2026-11-20,CNY,-500.00,-120.00,快捷支付,某某商店,支付宝-某某商店"
    bank.write_text(cmb(*ITS_LEFT[:2], shop, ITS_LEFT[2].replace("380.00", "-120.00")), "utf-8")
    yuan.ok("import", str(file), "@alipay", "--method", "招商银行储蓄卡(1234)=", "--no-input")
    told = json.loads(yuan.ok("import", str(bank), "@cmb", "--json", "--no-input"))["statements"]
    assert reasons(told) == [[("confirmed", "moved")] * 2 + [("new", "not-seen"), ("confirmed", "moved")]]
