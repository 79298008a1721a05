"""Which rows of a card's statement pay it off: the words of issuers in several languages, and what only looks alike."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import currency
from wallet_cli.domain.files.repayments import is_repayment, moved_to, paid_off, reverses, says_back, says_so, wording
from wallet_cli.domain.files.statement import Row
from wallet_cli.domain.money import Money

EUR = currency("EUR")


def row(payee: str = "", minor: int = 1000, memo: str = "", kind: str = "", *, moves: bool = True) -> Row:
    return Row(1, date(2026, 11, 10), Money(minor, EUR), payee, memo, kind, moves_money=moves)


PAYS = (
    "掌上生活还款", "财付通还款", "银联转账还款", "人民币自动转帐还款", "信用卡还款 转账还款-哈哈 6666", "还清",
    "PAYMENT - THANK YOU", "Payment Thank You-Mobile", "THANK YOU FOR YOUR PAYMENT", "PAYMENT RECEIVED", "AUTOPAY",
    "INTERNET PAYMENT", "CAPITAL ONE MOBILE PYMT", "ONLINE PMT", "Bill Pay", "DIRECTPAY FULL BALANCE", "Payment",
    "received your payment",
    "ZAHLUNG/ÜBERWEISUNG ERHALTEN BESTEN DANK", "Zahlungseingang", "Ihre Zahlung", "Kontoausgleich", "Einzahlung",
    "AUSGLEICH KARTE", "Kreditkartenabrechnung", "Abrechnung Kreditkarte", "Lastschrifteinzug",
    "PAIEMENT REÇU MERCI", "Votre règlement", "Betaling ontvangen", "Uw betaling", "Pago recibido",
    "Pagamento ricevuto",
)  # fmt: skip


@pytest.mark.parametrize("text", PAYS)
def test_what_issuers_write_is_one_in_payee_or_memo(text: str) -> None:
    assert (is_repayment(row(text)), is_repayment(row("Bank", memo=text)), says_so(text)) == (True, True, True)


@pytest.mark.parametrize(
    "text",
    ["", "手机银行饭票", "退货 美团", "还款 返现", "退款", "Amazon", "PAYMENT REVERSAL", "Refund of payment received",
     "Autopay cashback", "Paymentus Corp", "MERCHANDISE PAYMENT - THANK YOU", "Gutschrift Rückgabe"],
)  # fmt: skip
def test_what_came_back_from_a_shop_is_none(text: str) -> None:
    assert (is_repayment(row(text)), says_so(text)) == (False, False)


def test_only_what_comes_in_and_moves_can_be_one() -> None:
    assert not is_repayment(row("还款", -1000))
    assert not is_repayment(row("还款", moves=False))
    assert is_repayment(row("Nordbank", kind="PAYMENT"))
    assert not is_repayment(row("Nordbank 退款", kind="payment"))


def test_what_it_is_called_is_the_first_text_it_has() -> None:
    found = [wording(each) for each in (row("a", memo="b"), row(memo="b", kind="c"), row(kind="c"))]
    assert found == ["a", "b", "c"]


@given(st.text(max_size=80), st.text(max_size=80), st.integers(-(10**12), 10**12))
def test_any_text_gets_an_answer(payee: str, memo: str, minor: int) -> None:
    found = is_repayment(row(payee, minor, memo))
    assert not (found and minor <= 0)


@pytest.mark.parametrize(
    ("found", "name"),
    [
        (row("支付宝", -10000, kind="花呗还款"), "花呗"),
        (row("京东白条自动还款", -10000), "京东白条"),
        (row("支付宝", -10000, memo="还款-花呗"), "花呗"),
        (row("花呗还款", 10000), ""),
        (row("花呗还款", -10000, moves=False), ""),
        (row("还款", -10000), ""),
        (row("花呗", -10000), ""),
    ],
)
def test_what_an_e_wallet_lends_is_named_by_the_row_that_pays_it_off(found: Row, name: str) -> None:
    assert paid_off(found) == name


def test_the_other_side_of_a_movement_is_what_the_program_calls_it() -> None:
    assert moved_to(row("Machine")._replace(extra=(("class", "x"), ("transfer", "Bank")))) == "Bank"
    assert moved_to(row("Machine")) == ""


@pytest.mark.parametrize(
    "text",
    ["退款", "交易冲正", "退税", "Refund", "PAYMENT REVERSAL", "Rückbuchung", "Storno", "Remboursement", "退货 美团"],
)
def test_what_says_that_money_came_back(text: str) -> None:
    assert says_back(row(text)) and says_back(row("Shop", memo=text)) and says_back(row("Shop", kind=text))


@pytest.mark.parametrize("text", ["快捷退款", "Refund", "交易冲正"])
def test_what_was_spent_comes_back(text: str) -> None:
    assert reverses(row(text)) and reverses(row("Shop", memo=text)) and reverses(row("Shop", kind=text))


@pytest.mark.parametrize("text", ["推荐奖励", "个税退税", "Tax refund", "Steuererstattung", "工资"])
def test_what_comes_in_and_was_never_spent(text: str) -> None:
    assert not reverses(row("Shop", memo=text))


@pytest.mark.parametrize("text", ["", "网联收款 支付宝", "Amazon", "转账", "Gutschrift"])
def test_what_does_not_say_so(text: str) -> None:
    assert not says_back(row(text, memo=text, kind=text))
