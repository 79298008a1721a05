"""Which account of one's own an import means: a masked number that was kept, and what is offered first."""

import shlex
from pathlib import Path

import pytest

from tests.cli.commands.files.test_import_accounts import held, put
from tests.cli.commands.files.test_import_ewallets import sample
from tests.cli.driver import Wallet


@pytest.fixture
def empty(bare: Wallet) -> Wallet:
    """A wallet in yuan without an account."""
    bare.ok("init", "--currency", "CNY", "--no-input")
    return bare


@pytest.mark.parametrize("masked", ["xi***@example.com", "138******78"])
def test_a_masked_number_that_was_kept_is_known_in_the_next_file(empty: Wallet, tmp_path: Path, masked: str) -> None:
    text = Path(sample("alipay")).read_text("utf-8").replace("xiaoming@example.com", masked)
    first = put(tmp_path, "11.csv", text)
    later = put(tmp_path, "12.csv", text.replace("2026-11", "2026-12").replace(",A1", ",A2").replace(",M", ",N"))
    assert empty("import", first, tty=True, typed="+\n" * 6).status == 0
    for file in (first, later):
        done = empty("import", file)
        assert (done.status, "number" in done.err) == (0, False), done.err


def test_an_e_wallet_s_own_account_is_always_offered(empty: Wallet) -> None:
    empty.ok("accounts", "add", "支付宝", "--kind", "ewallet", "--number", "other@example.com")
    done = empty("import", sample("alipay"), tty=True, typed="1\n" + "0\n" * 6)
    assert (done.status, "  1 支付宝" in done.err) == (0, True), done.err


def test_where_nothing_says_what_paid_the_statement_s_own_account_comes_first(empty: Wallet) -> None:
    for name in ("微信零钱", "招行", "支付宝"):
        empty.ok("accounts", "add", name, "--kind", "bank" if name == "招行" else "ewallet")
    asked = empty("import", sample("alipay-web"))
    (line,) = [each for each in asked.err.splitlines() if "wallet import" in each]
    assert (asked.status, "支付宝(未写明)=支付宝" in line) == (2, True), asked.err
    done = empty("import", sample("alipay-web"), "-n", tty=True, typed="1\n" + "0\n" * 6)
    assert "nothing says what was paid with? (rows: 1)" in done.err
    assert "  1 支付宝\n" in done.err, done.err
    assert empty(*shlex.split(line[line.index("wallet import") :])[1:]).status == 0
    assert held(empty)["微信零钱"] == "0.00"


def test_one_card_under_two_names_is_one_new_account_in_the_line_for_a_script(empty: Wallet, tmp_path: Path) -> None:
    text = Path(sample("wechat")).read_text("utf-8")
    at = text.index("工商银行(9876)", text.index("零钱提现"))
    file = put(tmp_path, "wechat.csv", text[:at] + text[at:].replace("工商银行(9876)", "工商银行储蓄卡(9876)"))
    empty.ok("accounts", "add", "微信", "--kind", "ewallet")
    asked = empty("import", file)
    (line,) = [each for each in asked.err.splitlines() if "wallet import" in each]
    words = shlex.split(line[line.index("wallet import") :])[1:]
    answers = dict(word.split("=") for word in words if "9876" in word)
    assert len(answers) == 2
    (made,) = set(answers.values())
    assert empty(*words).status == 0
    assert [name for name in held(empty) if "9876" in name] == [made.removeprefix("+")]
    assert empty("import", file).status == 0


def test_a_debit_and_a_credit_card_of_the_same_last_digits_stay_two(empty: Wallet, tmp_path: Path) -> None:
    text = Path(sample("wechat")).read_text("utf-8").replace("中国银行(1234)", "工商银行信用卡(9876)")
    empty.ok("accounts", "add", "微信", "--kind", "ewallet")
    asked = empty("import", put(tmp_path, "wechat.csv", text))
    assert "工商银行信用卡(9876)=+工商银行信用卡9876" in asked.err
    assert "工商银行(9876)=+工商银行9876" in asked.err


def test_a_bank_s_account_is_offered_first_for_the_bank_s_file(empty: Wallet) -> None:
    for name, kind in (("余额宝", "savings"), ("现金", "cash"), ("招行信用卡", "card"), ("招行储蓄卡", "bank")):
        empty.ok("accounts", "add", name, "--kind", kind)
    done = empty("import", sample("cmb"), "-n", tty=True, typed="1\n")
    assert (done.status, "  1 招行储蓄卡" in done.err) == (0, True), done.err
