"""What an import says and does about refunds, openings, and what an e-wallet's file left to a bank's own."""

import json
from pathlib import Path

from tests.cli.commands.files.test_import_both_files import (
    ITS_BANK,
    NOODLES,
    alipay,
    balances,
    brought,
    cmb,
    reasons,
    yuan,
)
from tests.cli.driver import Wallet

__all__ = ["yuan"]


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
