"""``wallet import`` of e-wallets, from nothing and in Chinese: what is asked, what is booked where, what stays out."""

import json
import re
import shlex
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import begun
from tests.cli.driver import Wallet
from tests.services.bank_files import ofx, row, statement
from tests.shape.source import ROOT

SAMPLES = ROOT / "tests" / "vectors" / "statements"
NEW, LIKELY = "+\n", "1\n"
"""A new account; the one that fits best."""
ALIPAY = NEW * 3 + LIKELY + NEW
"""The answers for the sample: the same card is called by another name, too."""


@pytest.fixture
def chinese(bare: Wallet) -> Wallet:
    """A wallet in yuan that has no account yet."""
    begun(bare, _chinese)
    bare.env["WALLET_LANG"] = "zh"
    bare.today = "2027-03-01"
    return bare


def _chinese(bare: Wallet) -> None:
    bare.ok("init", "--currency", "CNY", "--lang", "zh", "--no-input")


def sample(name: str) -> str:
    return str(SAMPLES / f"{name}.csv")


def month(folder: Path, name: str, month: int) -> str:
    """The sample as another month's file: other days, other orders."""
    year = 2026 + (month - 1) // 12
    text = (SAMPLES / f"{name}.csv").read_text("utf-8").replace("2026-11", f"{year}-{(month - 1) % 12 + 1:02}")
    for letter in "AMTSJK":
        text = text.replace(f",{letter}", f",{letter}{month}").replace(f'"{letter}', f'"{letter}{month}')
    path = folder / f"{name}-{month}.csv"
    path.write_text(text, "utf-8")
    return str(path)


def balances(wallet: Wallet) -> dict[str, str]:
    found = json.loads(wallet.ok("balance", "--json"))["accounts"]
    return {each["account"]: each["balance"]["amount"] for each in found}


def transactions(wallet: Wallet) -> list[dict[str, Any]]:
    return json.loads(wallet.ok("history", "-l", "0", "--json"))["transactions"]


def brought(found: dict[str, Any]) -> dict[str, str]:
    return {each["account"]: each["amount"]["amount"] for each in found["postings"]}


def test_alipay_from_nothing_is_booked_on_the_accounts_that_its_rows_name(chinese: Wallet) -> None:
    done = chinese("import", sample("alipay"), tty=True, typed=ALIPAY)
    assert (done.status, done.err.count("选几号？ [0]: ")) == (0, 5)
    assert "支付宝：新增 8、确认 0、已有 0、3 条不动钱" in done.out
    assert "记在：余额宝 4 条、支付宝 3 条、招商银行储蓄卡1234 2 条、花呗 1 条；其中账户互转 2 条" in done.out
    assert "文件没写多少，已按全额记入：1 条" in done.out
    assert balances(chinese) == {
        "支付宝": "-132.00",  # -20.00 -200.00 +88.00
        "余额宝": "-2999.80",  # -50.00 +50.00 +0.20 -3000.00
        "招商银行储蓄卡1234": "164.50",  # -35.50 +200.00
        "花呗": "3000.00",
    }
    kinds = {row["name"]: row["kind"] for row in json.loads(chinese.ok("accounts", "--json"))["accounts"]}
    assert kinds == {"支付宝": "ewallet", "余额宝": "savings", "招商银行储蓄卡1234": "bank", "花呗": "card"}
    (refund,) = [each for each in transactions(chinese) if brought(each) == {"余额宝": "50.00", "交通": "-50.00"}]
    shown = json.loads(chinese.ok("show", refund["ref"], "--json"))
    (order,) = [each for each in transactions(chinese) if brought(each) == {"余额宝": "-50.00", "交通": "50.00"}]
    assert (shown["refund_of"], shown["postings"][0]["bank_id"]) == ([order["ref"]], "A1003_R1")
    assert chinese("verify").status == 0


def test_the_same_file_adds_nothing_asks_nothing_and_undo_takes_all_back(chinese: Wallet) -> None:
    chinese.ok("import", sample("alipay"), tty=True, typed=ALIPAY)
    again = chinese("import", sample("alipay"))
    assert (again.status, again.out.splitlines()[1]) == (0, "支付宝\t0\t0\t8\t0\t3\t0")
    chinese.ok("undo", "o2", "-y")
    assert (transactions(chinese), balances(chinese)) == ([], {})
    assert json.loads(chinese.ok("accounts", "--json"))["accounts"] == []


def test_three_months_of_three_files_ask_in_the_first_alone(chinese: Wallet, tmp_path: Path) -> None:
    questions = 0
    for name, answers in (("alipay", 5), ("wechat", 5), ("cmb", 2)):
        done = chinese("import", sample(name), tty=True, typed=NEW * answers)
        assert done.status == 0, done.err
        questions += done.err.count("选几号") + done.err.count("？ @") + done.err.count("[Y/n]")
    # a digit and Enter each
    assert (questions <= 12, 2 * questions <= 150) == (True, True)
    for number in (12, 13):
        for name in ("alipay", "wechat"):
            done = chinese("import", month(tmp_path, name, number), tty=True)
            assert (done.status, "选几号" in done.err) == (0, False), done.err
    found = balances(chinese)
    # a month of Alipay: -20.00 -200.00 +88.00; of WeChat: +3.85 -100.10 -500.00 -11.50
    assert Decimal(found["支付宝"]) == 3 * Decimal("-132.00")
    assert Decimal(found["微信"]) == 3 * Decimal("-607.75")
    assert chinese("verify").status == 0


def test_a_fee_is_a_posting_of_its_own_and_what_moved_inside_is_a_transfer(chinese: Wallet) -> None:
    chinese.ok("import", sample("wechat"), tty=True, typed=NEW * 6)
    found = [brought(each) for each in transactions(chinese)]
    assert {"微信": "-100.10", "工商银行9876": "100.00", "手续费": "0.10"} in found
    assert {"工商银行9876": "-2000.00", "零钱通": "2000.00"} in found
    assert {"微信": "-500.00", "建设银行信用卡": "500.00"} in found
    # it is dated before what it takes back, and has its number
    (back,) = [each for each in transactions(chinese) if brought(each).get("零钱通") == "1234.50"]
    (rent,) = [each for each in transactions(chinese) if brought(each).get("零钱通") == "-1234.50"]
    assert json.loads(chinese.ok("show", back["ref"], "--json"))["refund_of"] == [rent["ref"]]


def test_a_refund_in_a_later_file_is_linked_to_its_order_and_no_more_than_that_comes_back(
    chinese: Wallet, tmp_path: Path
) -> None:
    lines = Path(sample("alipay")).read_text("utf-8").splitlines(keepends=True)
    order, back = (next(line for line in lines if mark in line) for mark in ("A1003\t", "A1003_R1\t"))
    at = lines.index(back)
    first, later = tmp_path / "first.csv", tmp_path / "later.csv"
    first.write_text("".join([*lines[:at], order]), "utf-8")
    part = back.replace("50.00", "30.00").replace("2026-11-19", "2026-12-03")
    again = part.replace("A1003_R1", "A1003_R2")
    later.write_text("".join([*lines[: at - 2], part, again]), "utf-8")
    chinese.ok("import", str(first), tty=True, typed=NEW * 3)
    chinese.ok("import", str(later))
    found = {each["date"]: each for each in transactions(chinese) if "交通" in brought(each)}
    backs = [each for each in transactions(chinese) if brought(each).get("余额宝") == "30.00"]
    linked = [json.loads(chinese.ok("show", each["ref"], "--json"))["refund_of"] for each in backs]
    assert sorted(linked) == [[], [found["2026-11-19"]["ref"]]]


def test_a_script_is_asked_all_at_once_with_a_line_that_answers(chinese: Wallet) -> None:
    chinese.env["WALLET_LANG"] = "en"
    chinese.ok("accounts", "add", "支付宝", "--kind", "ewallet")
    asked = chinese("import", sample("alipay"))
    assert (asked.status, transactions(chinese)) == (2, [])
    assert "余额宝, 招商银行储蓄卡(1234), 招商银行, 花呗 (rows: 7)" in asked.err
    (line,) = [each for each in asked.err.splitlines() if "wallet import" in each]
    words = shlex.split(line[line.index("wallet import") :])[1:]
    done = chinese(*words)
    assert (done.status, done.out.splitlines()[1]) == (0, "支付宝\t8\t0\t0\t0\t3\t0")
    kinds = {row["name"]: row["kind"] for row in json.loads(chinese.ok("accounts", "--json"))["accounts"]}
    assert (kinds["花呗"], kinds["余额宝"], kinds["招商银行"]) == ("card", "savings", "bank")
    assert chinese("import", sample("alipay")).out.splitlines()[1] == "支付宝\t0\t0\t8\t0\t3\t0"


def test_of_what_is_left_out_the_e_wallet_s_own_side_is_booked(chinese: Wallet, tmp_path: Path) -> None:
    for name, kind in (("支付宝", "ewallet"), ("余额宝", "savings"), ("cmb", "bank")):
        chinese.ok("accounts", "add", name, "--kind", kind)
    line = ("import", sample("alipay"), "--method", "招商银行储蓄卡(1234)=cmb")
    done = chinese(*line, "--method", "招商银行=", "--method", "花呗=", "--json")
    (statement,) = json.loads(done.out)["statements"]
    assert (done.status, statement["new"], statement["left"], statement["notes"]) == (0, 8, 0, 3)
    apart = {row["account"]: row["ref"] for row in statement["rows"] if row["reason"] == "apart"}
    assert (statement["apart"], set(apart)) == (2, {"支付宝", "余额宝"})
    assert balances(chinese) == {"支付宝": "-132.00", "余额宝": "-2999.80", "cmb": "-35.50"}
    (drawn,) = [each for each in transactions(chinese) if each["ref"] == apart["支付宝"]]
    assert brought(drawn) == {"支付宝": "-200.00", "equity:adjustment": "200.00"}
    # what was answered with no account isn't asked again
    again = chinese("import", month(tmp_path, "alipay", 12))
    assert (again.status, again.out.splitlines()[1]) == (0, "支付宝\t8\t0\t0\t0\t3\t0")
    assert "wallet edit" in again.err and "@支付宝 @cmb" in again.err
    chinese.ok("edit", drawn["ref"], "@支付宝", "@cmb")
    assert (balances(chinese)["cmb"], chinese("verify").status) == ("129.00", 0)


@pytest.mark.parametrize("text", ["cmb", "=cmb", " = cmb"])
def test_a_means_of_payment_without_an_account_is_refused(chinese: Wallet, text: str) -> None:
    assert chinese("import", sample("alipay"), "--method", text).status == 2


def test_enter_leaves_rows_to_the_other_file_and_stops_where_the_account_is_asked(chinese: Wallet) -> None:
    assert chinese("import", sample("wechat"), tty=True, typed="\n").status == 2
    done = chinese("import", sample("wechat"), tty=True, typed=NEW + "0\n\n\nx\n9\n\n")
    assert (done.status, "4 条留给别的账户的文件" in done.out) == (0, True)
    assert "微信 → ?" in done.out
    assert "中国银行(1234)" in chinese.ok("import", sample("wechat"), "-v", tty=True, typed="\n" * 4)


@pytest.mark.parametrize("left", ["q\n", "exit\n", "", "x\nquit\n"])
def test_leaving_a_question_records_nothing_and_it_is_asked_again(chinese: Wallet, left: str) -> None:
    done = chinese("import", sample("wechat"), tty=True, typed=NEW + "0\n" + left)
    assert (done.status, "没有记账：关于这个文件" in done.err, transactions(chinese)) == (7, True, [])
    assert json.loads(chinese.ok("accounts", "--json"))["accounts"] == []
    assert chinese("import", sample("wechat"), tty=True, typed=left).status == 2
    chinese.ok("import", sample("wechat"), tty=True, typed=NEW * 6)


@pytest.mark.parametrize("left", ["q\n", ""])
def test_leaving_the_question_what_paid_a_card_off_records_nothing(wallet: Wallet, tmp_path: Path, left: str) -> None:
    wallet.ok("accounts", "add", "visa", "--kind", "card")
    path = tmp_path / "card.ofx"
    path.write_bytes(ofx(statement([row("20261110", "40.00", "PAYMENT - THANK YOU", "C2")], "")))
    done = wallet("import", str(path), "@visa", tty=True, typed=left)
    assert (done.status, "which account paid it off" in done.err, "THANK YOU" in wallet.ok("history")) == (
        7,
        True,
        False,
    )
    assert wallet("import", str(path), "@visa", "--json", tty=True, typed=left).status == 7
    done = wallet("import", str(path), "@visa", tty=True, typed="\n")
    assert (done.status, "THANK YOU" in wallet.ok("history")) == (0, True)


def test_what_is_in_the_books_by_hand_is_confirmed_or_known(chinese: Wallet) -> None:
    for name, kind in (("支付宝", "ewallet"), ("余额宝", "savings"), ("花呗", "card"), ("cmb", "bank")):
        chinese.ok("accounts", "add", name, "--kind", kind)
    chinese.ok("pay", "20", "便民超市", "@支付宝", "+居家", "-d", "2026-11-20")
    chinese.ok("pay", "35.50", "老王面馆", "@cmb", "+餐饮", "-d", "2026-11-21")
    chinese.ok("transfer", "200", "@支付宝", "@cmb", "-d", "2026-11-17")
    methods = ("--method", "招商银行储蓄卡(1234)=cmb", "--method", "招商银行=cmb")
    done = chinese("import", sample("alipay"), *methods)
    assert (done.status, done.out.splitlines()[1]) == (0, "支付宝\t5\t2\t1\t0\t3\t0")
    assert balances(chinese)["支付宝"] == "-132.00"
    assert balances(chinese)["cmb"] == "164.50"
    assert chinese("import", sample("alipay")).out.splitlines()[1] == "支付宝\t0\t0\t8\t0\t3\t0"


def test_rows_of_days_before_an_account_begins_move_its_beginning_or_stay_out(chinese: Wallet) -> None:
    for name, kind in (("支付宝", "ewallet"), ("余额宝", "savings"), ("花呗", "card")):
        chinese.ok("accounts", "add", name, "--kind", kind)
    chinese.ok("accounts", "add", "cmb", "--kind", "bank", "--opening", "1000", "-d", "2026-12-01")
    line = ("import", sample("alipay"), "--method", "招商银行储蓄卡(1234)=cmb", "--method", "招商银行=cmb")
    asked = chinese(*line)
    assert (asked.status, "cmb" in asked.err) == (7, True)
    skipped = chinese(*line, "--before-opening", "skip")
    assert (skipped.status, skipped.out.splitlines()[1]) == (0, "支付宝\t6\t0\t0\t0\t3\t0")
    assert balances(chinese)["cmb"] == "1000.00"
    chinese.ok("undo", "-y", "o6")
    left = chinese(*line, tty=True, typed="2\n")
    assert (left.status, "cmb：早于期初日的有 2 行" in left.err, "让 cmb 从 2026-11-17 开始" in left.err) == (
        0,
        True,
        True,
    )
    chinese.ok("undo", "-y", "o8")
    moved = chinese(*line, "--before-opening", "move")
    assert (moved.status, moved.out.splitlines()[1]) == (0, "支付宝\t8\t0\t0\t0\t3\t0")
    assert balances(chinese)["cmb"] == "1000.00"


def test_how_several_accounts_shared_a_payment_is_not_guessed(chinese: Wallet) -> None:
    done = chinese("import", sample("jd"), tty=True, typed=NEW * 6)
    assert (done.status, "1 条留给别的账户的文件" in done.out) == (0, True)
    rows = json.loads(chinese.ok("import", sample("jd"), "--json"))["statements"][0]["rows"]
    assert [row["reason"] for row in rows if row["status"] == "left"] == ["shared"]


def test_two_equal_orders_of_one_day_are_two_even_in_two_files(chinese: Wallet, tmp_path: Path) -> None:
    lines = Path(sample("alipay")).read_text("utf-8").splitlines(keepends=True)
    for number, mark in enumerate(("A1001\t", "A1002\t")):
        row = next(line for line in lines if mark in line)
        first, second = tmp_path / f"{number}a.csv", tmp_path / f"{number}b.csv"
        first.write_text("".join([*lines[:18], row]), "utf-8")
        second.write_text("".join([*lines[:18], row.replace(mark, f"B{mark}")]), "utf-8")
        assert chinese("import", str(first), tty=True, typed=NEW * 2).status == 0
        assert chinese("import", str(second)).out.splitlines()[1] == "支付宝\t1\t0\t0\t0\t0\t0"
    assert balances(chinese) == {"支付宝": "-40.00", "招商银行储蓄卡1234": "-71.00"}


def test_files_of_one_import_are_of_one_account_and_the_same_one_twice_adds_nothing(
    chinese: Wallet, tmp_path: Path
) -> None:
    files = [month(tmp_path, "wechat", number) for number in (11, 12)]
    done = chinese("import", *files, files[0], "-n", tty=True, typed=ALIPAY)
    assert (done.status, done.err.count("选几号？"), transactions(chinese)) == (0, 5, [])
    done = chinese("import", *files, files[0], tty=True, typed=ALIPAY)
    assert (done.status, done.out.count("新增 8"), done.out.count("新增 0、确认 0、已有 8")) == (0, 2, 1)


def test_where_nothing_says_what_paid_it_is_asked_once(chinese: Wallet) -> None:
    done = chinese("import", sample("alipay-web"), tty=True, typed=NEW + LIKELY + "0\n")
    assert (done.status, "没写支付方式的，是哪个账户？（1 条）" in done.err) == (0, True)
    assert chinese("import", sample("alipay-web"), tty=True).err == ""
    known = next(row for row in json.loads(chinese.ok("accounts", "--json"))["accounts"] if row["name"] == "支付宝")
    assert "支付宝(未写明)" in known["also"]


def test_two_accounts_of_one_name_are_refused(chinese: Wallet, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text(Path(sample("alipay")).read_text("utf-8").replace("xiaoming@", "xiaohong@"), "utf-8")
    done = chinese("import", sample("alipay"), str(other), tty=True, typed=NEW * 6)
    assert (done.status, transactions(chinese)) == (5, [])


def test_an_account_that_does_not_hold_the_currency_is_refused(chinese: Wallet) -> None:
    chinese.ok("accounts", "add", "支付宝", "--kind", "ewallet")
    chinese.ok("accounts", "add", "余额宝", "--kind", "savings", "--currency", "EUR")
    assert chinese("import", sample("alipay"), "--method", "花呗=").status == 5


def test_the_books_made_of_the_journal_anew_are_the_same(chinese: Wallet) -> None:
    chinese.ok("import", sample("wechat"), tty=True, typed=ALIPAY)
    before = balances(chinese)
    chinese.ok("verify", "--rebuild")
    assert balances(chinese) == before
    assert chinese("import", sample("wechat")).out.splitlines()[1] == "微信\t0\t0\t8\t0\t1\t0"


def test_a_withdrawal_that_the_bank_lists_as_well_is_one_transfer(chinese: Wallet, tmp_path: Path) -> None:
    chinese.ok("import", sample("alipay"), tty=True, typed=ALIPAY)
    bank = tmp_path / "cmb.ofx"
    bank.write_bytes(
        ofx(statement([row("20261118", "200.00", "支付宝提现", "B1")], "1234567890").replace("EUR", "CNY"))
    )
    done = chinese("import", str(bank), "@招商银行储蓄卡1234")
    assert (done.status, done.out.splitlines()[1]) == (0, "招商银行储蓄卡1234\t0\t1\t0\t0\t0\t0")
    assert balances(chinese)["招商银行储蓄卡1234"] == "164.50"


FUND = """支付宝交易记录
交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,
2026-10-20 10:00:00,投资理财,蚂蚁财富,/,蚂蚁财富-某基金-卖出至余额宝,不计收支,99.34,余额宝,交易成功,A1	,	,,
2026-10-10 10:00:00,投资理财,蚂蚁财富,/,蚂蚁财富-某基金-买入,不计收支,200.00,余额宝,交易成功,A2	,	,,
2026-10-08 10:00:00,信用借还,花呗,/,花呗分期手续费,支出,5.00,余额,交易成功,A4	,	,,
2026-10-07 10:00:00,餐饮美食,肯德基,/,套餐,支出,40.00,余额,交易成功,A5	,	,,
"""


def test_the_other_end_of_its_own_rows_is_not_offered_for_a_fund(chinese: Wallet, tmp_path: Path) -> None:
    file = tmp_path / "fund.csv"
    file.write_text(FUND, "gb18030")
    done = chinese("import", str(file), tty=True, typed=NEW * 3)
    question = done.err[done.err.index("‘蚂蚁财富’") if "‘蚂蚁财富’" in done.err else done.err.index("“蚂蚁财富”") :]
    assert done.status == 0 and "  1" not in question
    assert balances(chinese) == {"支付宝": "-45.00", "余额宝": "-100.66", "蚂蚁财富": "100.66"}
    assert "手续费" in chinese.ok("history", "花呗")
    for account, day in (("支付宝", "10-06"), ("余额宝", "10-09"), ("蚂蚁财富", "10-09")):
        assert f"wallet adjust @{account} --to 金额 -d 2026-{day}" in done.err


def test_what_stays_inside_one_account_says_so(chinese: Wallet, tmp_path: Path) -> None:
    file = tmp_path / "fund.csv"
    file.write_text(FUND, "gb18030")
    chinese.ok("accounts", "add", "支付宝")
    chinese.ok("accounts", "add", "余额宝")
    done = chinese("import", str(file), "@支付宝", "--method", "蚂蚁财富=余额宝", "-v", tty=True)
    assert done.status == 0
    assert done.out.count("只在同一个账户里进出") == 2 and "交易成功" not in done.out


@pytest.mark.parametrize("columns", [60, 70, 80])
def test_names_stay_whole_where_it_is_said_on_what_rows_were_booked(bare: Wallet, columns: int) -> None:
    bare.env["WALLET_LANG"], bare.width = "zh_CN", columns
    bare.ok("init", "--currency", "CNY", "--no-input")
    told = bare("import", sample("alipay"), tty=True, typed="+\n" * 30).out.splitlines()
    at = next(at for at, line in enumerate(told) if line.strip().startswith("记在："))
    said = "\n".join(told[at : at + 3])
    assert "\n" in said.strip()
    for name in ("支付宝", "招商银行储蓄卡1234", "余额宝", "招商银行", "花呗"):
        assert re.search(rf"{name} \d+ 条", said), said
