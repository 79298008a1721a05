"""Every refusal of a typed value has a text whose fields are all given."""

from collections.abc import Callable
from datetime import date

import pytest

from wallet_cli import wiring
from wallet_cli.domain.amounts import Style, read_amount, read_plain, to_money
from wallet_cli.domain.calendar import read_calendar
from wallet_cli.domain.currency import currency
from wallet_cli.domain.dates import read_date
from wallet_cli.domain.money import Money, allocate
from wallet_cli.domain.new_payee import check_new_payee
from wallet_cli.domain.period_words import read_period
from wallet_cli.domain.quickline import read_line, split_line
from wallet_cli.domain.text import clean
from wallet_cli.errors import UsageProblem, WalletError
from wallet_cli.words.catalogue import text_of
from wallet_cli.words.problems.values import TEXTS

STYLE, TODAY = Style(), date(2026, 11, 20)
EUR = currency("EUR")


def amount(text: str) -> Callable[[], object]:
    return lambda: to_money(read_amount(text, STYLE), EUR, STYLE)


def line(text: str) -> Callable[[], object]:
    return lambda: check_new_payee(read_line(split_line(text)))


def _ends_in_account() -> None:
    """Only the books know that it does."""
    raise UsageProblem("payee-ends-in-account", payee="Coffee cash", account="cash", corrected="12 Coffee @cash")


def _far_ahead() -> None:
    """Only a person says that it isn't meant."""
    raise UsageProblem("date-far-ahead", text="2035-01-01")


REFUSED: dict[str, Callable[[], object]] = {
    "unknown-currency": lambda: currency("zz"),
    "currencies-differ": lambda: Money(1, EUR) + Money(1, currency("USD")),
    "amount-too-large": lambda: Money(2**63, EUR),
    "weight-negative": lambda: allocate(1, [-1]),
    "weights-missing": lambda: allocate(1, []),
    "amount-missing": line("Coffee"),
    "amounts-several": line("tea 3 and cake 4"),
    "amount-first": line("Coffee 5"),
    "amount-split": line("1 234 Rent"),
    "amount-leading-point": amount(".50"),
    "amount-trailing-point": amount("12."),
    "amount-exponent": amount("1e5"),
    "amount-not-finite": amount("nan"),
    "amount-fraction": amount("7½"),
    "amount-foreign-digits": amount("٣"),
    "amount-two-readings": amount("1万23"),
    "amount-digits-in-row": amount("三四"),
    "amount-has-sign": amount("-5"),
    "amount-double-separator": amount("1..2"),
    "amount-bad-grouping": amount("1,2"),
    "amount-wrong-separator": amount("1'000"),
    "amount-too-long": amount("1" * 19),
    "amount-per-period": amount("300/month"),
    "amount-two-currencies": amount("€5 usd"),
    "amount-unreadable": lambda: read_plain("1.234", 2),
    "division-by-zero": amount("5/0"),
    "too-many-decimals": amount("1.234"),
    "inexact-division": amount("100/3"),
    "name-missing": line("5 @"),
    "share-missing": line("5 +food="),
    "amount-glued": line("10块三明治"),
    "amount-approximate": line("5块多 饭"),
    "amount-times": line("2x3.20 coffee"),
    "payee-is-mark": line("12 -"),
    "payee-is-number": line("12 50"),
    "payee-is-short-name": line("12 t3"),
    "payee-ends-in-date": line("12 Coffee y"),
    "payee-ends-in-period": line("12 午饭 上个月"),
    "payee-has-memo": line("12 午饭 备注：和同事"),
    "payee-says-shared": lambda: check_new_payee(read_line(["12", "饭", "AA", "小王"]), "pay"),
    "payee-says-fee": lambda: check_new_payee(read_line(["12", "手续费", "0.2"]), "transfer"),
    "payee-ends-in-account": _ends_in_account,
    "date-far-ahead": _far_ahead,
    "date-unreadable": lambda: read_date("soon", TODAY),
    "date-impossible": lambda: read_date("02-30", TODAY),
    "today-unreadable": lambda: wiring.today({"WALLET_TODAY": "soon"}),
    "date-out-of-range": lambda: read_date("1800-01-01", TODAY),
    "date-ambiguous": lambda: read_date("05/06", TODAY),
    "date-order": lambda: read_date("12.25.2026", TODAY),
    "period-unreadable": lambda: read_period("sometime", TODAY),
    "no-such-month": lambda: read_period("13月", TODAY),
    "period-backwards": lambda: read_period("2..1", TODAY),
    "period-not-recorded": lambda: read_period("nextperiod", TODAY, read_calendar("pay-days 2000-01-01")),
    "not-a-calendar": lambda: read_calendar("fortnight"),
    "text-not-unicode": lambda: clean("\udc80", limit=9),
    "text-too-long": lambda: clean("x" * 10, limit=9),
}


def test_no_text_is_without_a_refusal() -> None:
    assert set(REFUSED) == set(TEXTS)


@pytest.mark.parametrize("slug", REFUSED)
def test_each_refusal_says_what_and_how_to_mend_it(slug: str) -> None:
    with pytest.raises(WalletError) as caught:
        REFUSED[slug]()
    assert caught.value.slug == slug
    message, hint = text_of(caught.value)
    assert message and "{" not in message + hint
    assert message[0] == message[0].lower() and not message.endswith(".")
    assert hint or slug == "amount-too-large"
