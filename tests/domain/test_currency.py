"""Currencies: codes and words."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain import currency as module
from wallet_cli.domain.currency import (
    Currency,
    codes,
    currency,
    currency_of_word,
    unknown,
)
from wallet_cli.errors import UsageProblem


@pytest.mark.parametrize(
    ("code", "scale"),
    [
        ("EUR", 2),
        ("JPY", 0),
        ("KWD", 3),
        ("CLF", 4),
        ("CNY", 2),
        ("VND", 0),
        ("XCG", 2),
        ("BGN", 2),
    ],
)
def test_a_code_has_its_scale(code, scale):
    assert currency(code.lower()) == Currency(code, scale)


def test_bitcoin_and_ether_have_scales():
    assert currency("btc") == Currency("BTC", 8)
    assert currency("ETH") == Currency("ETH", 9)


def test_the_list_is_whole_and_every_code_leads_back_to_itself():
    assert len(codes()) == 173
    for code in codes():
        assert currency(code).code == code
        assert currency_of_word(code.lower()) == (code,)


def test_a_code_with_one_letter_too_many_is_a_slip_and_with_two_it_is_none():
    assert [unknown(word).params["near"] for word in ("chff", "CHFFF")] == [("CHF",), ("EUR", "USD", "CNY")]


def test_a_code_of_no_money_is_no_slip_of_another() -> None:
    for word in ("XAU", "xag", "XDR"):
        assert unknown(word).params["near"] == ("EUR", "USD", "CNY")
    assert unknown("EUT").params["near"][0] == "EUR"


def test_an_unknown_code_is_refused_with_the_nearest():
    with pytest.raises(UsageProblem) as caught:
        currency("EURO")
    assert caught.value.slug == "unknown-currency"
    assert caught.value.params == {"currency": "EURO", "near": ("EUR",)}
    with pytest.raises(UsageProblem) as caught:
        currency("USX")
    assert "USD" in caught.value.params["near"]


@pytest.mark.parametrize(
    ("word", "candidates"),
    [
        ("€", ("EUR",)),
        ("¥", ("CNY", "JPY")),
        ("￥", ("CNY", "JPY")),
        ("元", ("CNY",)),
        ("块", ("CNY",)),
        ("人民币", ("CNY",)),
        ("港币", ("HKD",)),
        ("HK$", ("HKD",)),
        ("Euros", ("EUR",)),
        ("usd", ("USD",)),
        ("₿", ("BTC",)),
        ("coffee", ()),
        ("", ()),
    ],
)
def test_a_word_tells_its_candidates(word, candidates):
    assert currency_of_word(word) == candidates


def test_a_dollar_is_american_first_but_not_only():
    assert currency_of_word("$")[0] == "USD"
    assert len(currency_of_word("$")) > 5


def test_every_candidate_of_every_word_exists():
    text = Path(module.__file__).read_text(encoding="utf-8")
    words = re.findall(r"(\S+)=[A-Z]{3}[,\s]", text)
    assert len(words) > 100
    for word in words:
        assert set() < set(currency_of_word(word)) <= set(codes()), word


@given(st.text())
def test_any_text_is_a_currency_or_refused(text):
    currency_of_word(text)
    try:
        assert currency(text).code in codes()
    except UsageProblem as problem:
        assert problem.slug == "unknown-currency"


def test_no_more_than_three_codes_are_offered_and_all_are_known_in_order():
    for word in ("USX", "XAX", "BBB", "EUX", "MXX"):
        with pytest.raises(UsageProblem) as caught:
            currency(word)
        assert 0 < len(caught.value.params["near"]) <= 3
    assert list(codes()) == sorted(codes()) and {"EUR", "BTC", "XAF"} < set(codes())
