"""Which rows of a bank's own file only moved between own accounts: banks' words, and what only looks alike."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import currency
from wallet_cli.domain.files.own_movements import CARD, CASH, PLATFORM, SELF, Movement, movement, platform_names
from wallet_cli.domain.files.statement import Row
from wallet_cli.domain.money import Money

EUR = currency("EUR")


def row(payee: str = "", minor: int = -1000, memo: str = "", kind: str = "", *, moves: bool = True) -> Row:
    return Row(1, date(2026, 11, 10), Money(minor, EUR), payee, memo, kind, moves_money=moves)


TAKEN = (
    "银联ATM取款", "取款", "ATM取现", "现金支取", "卡取", "ATM WITHDRAWAL           CENTRAL BRANCH", "ATM08SEP",
    "ATMD 22 SEP", "CASH WITHDRAWAL  ATM", "Cashpoint", "Geldautomat 12.11.", "BARGELDAUSZAHLUNG", "Barauszahlung",
    "RETRAIT DAB 12/11", "Geldopname", "Prelievo bancomat", "Retirada de efectivo", "Reintegro en cajero",
)  # fmt: skip


@pytest.mark.parametrize("text", TAKEN)
def test_cash_that_was_taken_out(text: str) -> None:
    assert movement(row(text)) == movement(row("Bank", memo=text)) == Movement(CASH)
    assert movement(row(text, 1000)) is None  # given back by the machine, perhaps: nothing is known of it


@pytest.mark.parametrize(
    "text", ["现金存入", "ATM存款", "无卡存款", "CASH DEPOSIT", "Bareinzahlung", "Versement espèces"]
)
def test_cash_that_was_paid_in(text: str) -> None:
    assert movement(row(text, 1000)) == Movement(CASH)


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("信用卡还款", ""),
        ("信用卡还款 转账还款-哈哈 6666", "6666"),
        ("还款 招商银行信用卡(1234) 5678", ""),
        ("CREDIT CARD PAYMENT", ""),
        ("Kreditkartenabrechnung", ""),
        ("Abrechnung Ihrer Kreditkarte", ""),
    ],
)
def test_a_card_that_was_paid_off(text: str, tail: str) -> None:
    assert movement(row(text)) == Movement(CARD, tail)
    assert movement(row(text, 1000)) is None


@pytest.mark.parametrize(
    ("text", "minor", "name"),
    [
        ("财付通-微信零钱提现", 50000, "微信"),
        ("支付宝-余额提现", 50000, "支付宝"),
        ("支付宝 余额宝提现", 50000, "余额宝"),
        ("零钱通转出到银行卡", 50000, "零钱通"),
        ("财付通-微信零钱充值", -50000, "微信"),
        ("支付宝-充值", -50000, "支付宝"),
        ("余额宝-转入 支付宝", -50000, "余额宝"),
    ],
)
def test_a_platform_s_balance_that_was_topped_up_or_taken_out(text: str, minor: int, name: str) -> None:
    assert movement(row(text, minor)) == Movement(PLATFORM, name)
    assert movement(row(text, -minor)) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "Market", "财付通-话费充值", "支付宝-充值缴费", "财付通-微信支付-手机充值", "取款手续费",
        "ATM WITHDRAWAL FEE",
        "ATM转账 张三", "ATM transfer", "信用卡年费", "信用卡还款手续费", "ATM取款冲正", "支付宝-取款机维修",
        "Card payment Tesco", "支付宝 零钱充值 话费", "Batman", "Abrechnung Strom",
    ],
)  # fmt: skip
def test_what_only_looks_alike(text: str) -> None:
    assert movement(row(text)) is movement(row(text, 1000)) is None


def test_money_to_oneself_by_the_name_that_the_file_gives() -> None:
    assert movement(row("张三", memo="转账"), "张三") == Movement(SELF)
    assert movement(row("李四", memo="转账"), "张三") is movement(row("", memo="转账"), "") is None


def test_what_moves_no_money_is_none() -> None:
    assert movement(row("ATM取款", moves=False)) is movement(row("ATM取款", 0)) is None


def test_what_an_account_with_a_platforms_money_is_called() -> None:
    assert "零钱" in platform_names("微信")
    assert platform_names("余额宝") == ("余额宝",)


@given(st.text(max_size=60), st.text(max_size=60), st.integers(-(10**6), 10**6), st.text(max_size=10))
def test_any_text_is_one_of_these_or_none(payee: str, memo: str, minor: int, owner: str) -> None:
    found = movement(row(payee, minor, memo), owner)
    assert found is None or found.where in (CASH, CARD, PLATFORM, SELF)
