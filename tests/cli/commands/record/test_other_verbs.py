"""A payment that belongs to another verb: the line of that verb is said before anything is asked. Real store."""

import json

import pytest

from tests.cli.conftest import begun
from tests.cli.driver import Wallet


@pytest.fixture
def yuan(bare: Wallet) -> Wallet:
    """A wallet in yuan with 现金, 招行, the debts 花呗 and 房贷, and the person 小王."""
    return begun(bare, _yuan)


def _yuan(bare: Wallet) -> None:
    bare.ok("init", "--currency", "CNY", "--no-input", "--lang", "zh")
    bare.ok("accounts", "add", "现金", "--opening", "1000", "-d", "2026-11-01")
    bare.ok("accounts", "add", "招行", "--opening", "9000", "-d", "2026-11-01")
    bare.ok("accounts", "add", "花呗", "--owed", "800", "-d", "2026-11-01")
    bare.ok("accounts", "add", "房贷", "--owed", "80000", "-d", "2026-11-01")
    bare.ok("accounts", "add", "小王", "--kind", "person")


def told(wallet: Wallet, line: str, *answers: str) -> str:
    """What is said of a line at the prompt of ``wallet pay``, and of these answers; Enter alone then."""
    return wallet("pay", "--lang", "en", tty=True, typed="\n".join([line, *answers, "", "", ""])).err


@pytest.mark.parametrize(
    ("line", "remark"),
    [
        ("还花呗 800 招行", "1 wallet transfer 800 @招行 @花呗\n"),
        ("800 还花呗 @招行", "if 花呗 was paid off with it: wallet transfer 800 @招行 @花呗\n"),
        ("还了房贷 500 @招行", "1 wallet transfer 500 @招行 @房贷\n"),
        ("花呗还款 300 招行", "1 wallet transfer 300 @招行 @花呗\n"),
        ("还花呗 800", "1 wallet transfer 800 --to 花呗\n"),
        ("昨天还花呗 300 招行", "1 wallet transfer 300 @招行 @花呗 -d 昨天\n"),
        ("小王还我200 现金", "1 wallet repay 200 小王 @现金\n"),
        ("还小王 200 现金", "1 wallet repay 200 小王 @现金\n"),
        ("小张还我200 现金", "1 wallet receive 200 小张 @现金\n"),
        ("借给小李 200 现金", "1 wallet lend 200 小李 @现金\n"),
        ("小李借我 200", "1 wallet borrow 200 小李\n"),
        ("向小李借 200", "1 wallet borrow 200 小李\n"),
        ("妈妈给我500", "1 wallet receive 500 妈妈\n"),
        ("提现 200 招行", "1 wallet transfer 200 @招行\n"),
        ("取钱 200", "1 wallet transfer 200 --to 现金  2 wallet pay 200 取钱\n"),
        ("退款 35 招行", "1 wallet refund 35 @招行\n"),
        ("35 淘宝退款 @招行", "if it came in: wallet refund 35 淘宝退款 @招行\n"),
    ],
)
def test_a_payment_that_belongs_to_another_verb_leads_to_it(yuan: Wallet, line: str, remark: str) -> None:
    assert remark in told(yuan, line)


@pytest.mark.parametrize("line", ["还可以餐厅 30 招行", "还白条 30 招行", "12 花呗", "买菜 30 招行"])
def test_other_payments_are_left_alone(yuan: Wallet, line: str) -> None:
    shown = told(yuan, line)
    assert ("paid off" in shown, "between you" in shown, "if it " in shown) == (False, False, False)


def test_the_line_that_is_said_can_be_run_and_pays_the_debt(yuan: Wallet) -> None:
    line = told(yuan, "还花呗 800 招行").partition("write: wallet ")[2].partition("\n")[0]
    yuan.ok(*line.split())
    document = json.loads(yuan.ok("balance", "--json"))
    held = {each["account"]: each["balance"]["amount"] for each in document["accounts"]}
    assert (held.get("花呗", "0.00"), held["招行"]) == ("0.00", "8200.00")


def test_the_line_that_is_said_is_done_where_it_is_chosen(yuan: Wallet) -> None:
    shown = yuan("pay", "--lang", "en", tty=True, typed="还花呗 800\n1\n招行\n\n")
    assert "Recorded ¥800.00 from 招行 to 花呗" in shown.out
    assert '"kind": "expense"' not in yuan.ok("history", "--json")


def test_without_an_account_to_pay_from_the_line_has_a_blank(bare: Wallet) -> None:
    bare.ok("init", "--currency", "CNY", "--no-input", "--lang", "zh")
    bare.ok("accounts", "add", "花呗", "--owed", "800", "-d", "2026-11-01")
    assert "write: wallet transfer 800 @FROM @花呗\n" in told(bare, "还花呗 800")


def test_the_command_line_says_it_too(yuan: Wallet) -> None:
    shown = yuan("pay", "还花呗", "100", "招行", "--lang", "en", tty=True, typed="\n").err
    assert "wallet transfer 100 @招行 @花呗\n" in shown


@pytest.mark.parametrize("line", ["500 小王 招行", "昨天 500 小王 招行", "500 小王 招行 昨天"])
def test_an_account_behind_a_person_is_told_from_the_name(yuan: Wallet, line: str) -> None:
    shown = yuan("lend", "--lang", "en", tty=True, typed=f"{line}\n\n")
    assert (shown.status, "add them?" in shown.err) == (0, False)
    assert "¥500.00 lent to 小王 from 招行" in shown.out


def test_a_line_of_the_shell_is_read_so_too(yuan: Wallet) -> None:
    shown = yuan("lend", "500", "小王", "招行", "--lang", "en", tty=True)
    assert "¥500.00 lent to 小王 from 招行" in shown.out


def test_someone_new_is_asked_about_without_the_account(yuan: Wallet) -> None:
    shown = yuan("lend", "500", "小赵", "招行", "--lang", "en", tty=True, typed="y\n")
    assert 'there is no person "小赵" yet; add them?' in shown.err
    assert "¥500.00 lent to 小赵 from 招行" in shown.out
    assert "¥500.00 lent to 小王 from 招行" in yuan.ok("lend", "500", "小王", "招行")


@pytest.mark.parametrize("verb", ["repay", "borrow"])
def test_the_other_verbs_of_debts_tell_them_apart_too(yuan: Wallet, verb: str) -> None:
    yuan.ok("lend", "500", "小王", "@招行")
    shown = yuan(verb, "200", "小王", "现金", "--lang", "en", tty=True)
    assert (shown.status, "现金" in shown.out) == (0, True), shown.err
    assert "no person" in yuan(verb, "200", "小赵 @现金", "--lang", "en", tty=True).err
    assert "no person" in yuan(verb, "200", "小赵", "@现金", "--lang", "en", tty=True).err


@pytest.mark.parametrize(
    ("line", "remark"),
    [
        ("300 还花呗 @招行 +其他", "if 花呗 was paid off with it: wallet transfer 300 @招行 @花呗\n"),
        ("300 还花呗 @招行", "if 花呗 was paid off with it: wallet transfer 300 @招行 @花呗\n"),
        ("200 小王 @现金 +其他", '"小王" is a person you have debts with; if this is one: '),
        ("200 借给小李 @现金 +其他", "wallet lend 200 小李 @现金\n"),
    ],
)
def test_it_is_said_as_well_where_the_category_was_typed_or_is_remembered(yuan: Wallet, line: str, remark: str) -> None:
    yuan.ok("pay", "5", "还花呗", "@招行", "+其他")
    shown = yuan("pay", "--lang", "en", tty=True, typed=f"{line}\n\n").out
    assert remark in shown
    assert "before that, take this back: wallet undo o" in shown
    assert remark in yuan("pay", "--lang", "en", "-n", tty=True, typed=f"{line}\n\n").out


def test_it_is_said_once_and_not_of_other_payments(yuan: Wallet) -> None:
    shown = yuan("pay", "--lang", "en", tty=True, typed="300 还花呗 @招行\n其他\n\n")
    assert (shown.out + shown.err).count("was paid off with it") == 1
    for line in ("300 还可以餐厅 @招行 +其他", "5 Tea @招行 +其他", "5 工资代发 @招行 +其他"):
        assert "if " not in yuan("pay", "--lang", "en", tty=True, typed=f"{line}\n\n").out.replace("if it", "")
    assert "before that" not in yuan.ok("pay", "300", "还花呗", "@招行", "+其他", "--lang", "en")


def test_its_lines_work_where_they_are_printed(yuan: Wallet) -> None:
    lines = "300 还花呗 @招行 +其他\nundo\nwallet transfer 300 @招行 @花呗\n\n"
    shown = yuan("pay", "--lang", "en", tty=True, typed=lines)
    assert "Undid" in shown.out and "nothing was done" not in shown.err
    assert "花呗\tcard\t-500.00" in yuan.ok("balance")
