"""Amounts as typed and shown: exact, or refused with a slug of its own."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.amounts import (
    SCRIPT_STYLE,
    Style,
    is_amount_like,
    plain,
    read_amount,
    read_plain,
    read_signed_amount,
    show,
    to_money,
)
from wallet_cli.domain.currency import codes, currency, currency_of_word
from wallet_cli.domain.money import Money
from wallet_cli.errors import Refused, UsageProblem, WalletError

POINT, COMMA = Style(".", ","), Style(",", ".")
STYLES = [POINT, COMMA, SCRIPT_STYLE, Style(",", ""), Style(",", "\u202f"), Style(".", "'"), Style(",", " ")]
EUR, JPY, KWD = currency("EUR"), currency("JPY"), currency("KWD")
amount_texts = st.text(st.sampled_from("0123456789.,'/+-ek万千 eurusd$€¥½１．－\u202fn"), max_size=25) | st.text()


@pytest.mark.parametrize(
    ("text", "value", "word"),
    [
        ("12.50", "12.50", None),
        ("4.5eur", "4.5", "eur"),
        ("45 usd", "45", "usd"),
        ("EUR 4.50", "4.50", "EUR"),
        ("¥35", "35", "¥"),
        ("￥３５．５", "35.5", "¥"),
        ("12。50", "12.50", None),
        ("1.2万", "12000", None),
        ("1.2萬元", "12000", "元"),
        ("1.2k", "1200", None),
        ("1.2K €", "1200", "€"),
        ("500kr", "500", "kr"),
        ("3千块", "3000", "块"),
        ("1.2345万", "12345", None),
        ("1.23456万", "12345.6", None),
        ("2亿", "200000000", None),
        ("86/2", "43", None),
        ("86 / 2 eur", "43", "eur"),
        ("12+3.5", "15.5", None),
        ("1k+200+10/4", "1202.5", None),
        ("1,234,567.8", "1234567.8", None),
        ("0", "0", None),
        ("007", "7", None),
    ],
)
def test_reads_what_people_type(text, value, word):
    typed = read_amount(text, POINT)
    assert Fraction(typed.numerator, typed.denominator) == Fraction(value)
    assert typed.word == word
    assert is_amount_like(text.replace(" ", ""))


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("1.234,50", COMMA),
        ("1234,50", COMMA),
        ("1 234,50", Style(",", " ")),
        ("1\u202f234,50", Style(",", " ")),
        ("1 234,50", Style(",", "\u202f")),
        ("1'234.50", Style(".", "'")),
        ("1’234.50", Style(".", "'")),
        ("1,234.50", POINT),
        ("１，２３４．５０", POINT),
        ("1234.50", SCRIPT_STYLE),
    ],
)
def test_reads_the_wallets_number_style(text, style):
    assert to_money(read_amount(text, style), EUR) == Money(123450, EUR)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("", "amount-missing"),
        ("　 ", "amount-missing"),
        (".50", "amount-leading-point"),
        ("€.50", "amount-leading-point"),
        (",50", "amount-leading-point"),
        ("12.", "amount-trailing-point"),
        ("1e5", "amount-exponent"),
        ("1E5", "amount-exponent"),
        ("1e+5", "amount-exponent"),
        ("nan", "amount-not-finite"),
        ("-Infinity", "amount-not-finite"),
        ("7½", "amount-fraction"),
        ("1⁄2", "amount-fraction"),
        ("-5", "amount-has-sign"),
        ("＋5", "amount-has-sign"),
        ("€-5", "amount-has-sign"),
        ("5-", "amount-has-sign"),
        ("12..5", "amount-double-separator"),
        ("1.2.3", "amount-double-separator"),
        ("1,,000", "amount-double-separator"),
        ("١٢", "amount-foreign-digits"),
        ("٣٠", "amount-foreign-digits"),
        ("5²", "amount-foreign-digits"),
        ("1234567890123456789", "amount-too-long"),
        ("1/1234567890123456789", "amount-too-long"),
        ("1+" * 50 + "1", "amount-too-long"),
        ("5/0", "division-by-zero"),
        ("5/2.5", "amount-unreadable"),
        ("1/2/3", "amount-unreadable"),
        ("5/", "amount-unreadable"),
        ("5+", "amount-unreadable"),
        ("20-5", "amount-unreadable"),
        ("eur", "amount-unreadable"),
        ("12:30", "amount-unreadable"),
        ("'5", "amount-wrong-separator"),
        ("1,23", "amount-bad-grouping"),
        ("1234,567", "amount-bad-grouping"),
        ("0,123", "amount-bad-grouping"),
        ("1.234,50", "amount-wrong-separator"),
        ("1'234", "amount-wrong-separator"),
        ("1 234", "amount-wrong-separator"),
        ("€5usd", "amount-two-currencies"),
        ("~50", "amount-approximate"),
        ("50ish", "amount-approximate"),
        ("20块左右", "amount-approximate"),
        ("5xyz", "unknown-currency"),
        ("5kxyz", "unknown-currency"),
        ("zz5", "unknown-currency"),
    ],
)
def test_each_way_to_be_wrong_has_its_own_slug(text, slug):
    with pytest.raises(UsageProblem) as caught:
        read_amount(text, POINT)
    assert caught.value.slug == slug


@pytest.mark.parametrize("text", ["1,5", "1,234", "1 234", "1'234"])
def test_scripts_know_no_grouping(text):
    with pytest.raises(UsageProblem) as caught:
        read_amount(text, SCRIPT_STYLE)
    assert caught.value.slug == "amount-wrong-separator"
    assert caught.value.params["example"] == ""


def test_corrections_are_offered():
    for text, corrected in ((".50", "0.50"), ("12.", "12"), ("-5eur", "5eur"), ("€-5", "€5")):
        with pytest.raises(UsageProblem) as caught:
            read_amount(text, POINT)
        assert caught.value.params["corrected"] == corrected


@pytest.mark.parametrize(
    ("text", "style", "below", "above"),
    [
        ("1.234", POINT, "1.23", "1.24"),
        ("1,234", COMMA, "1,23", "1,24"),
        ("1.200", POINT, "1.20", "1200"),
        ("1/8", POINT, "0.12", "0.13"),
        ("0.005/3", POINT, "", "0.01"),
        ("100/1003", POINT, "0.09", "0.10"),
    ],
)
def test_too_many_decimals_are_refused_with_the_nearest_amounts(text, style, below, above):
    with pytest.raises(UsageProblem) as caught:
        to_money(read_amount(text, style), EUR, style)
    assert caught.value.slug == "too-many-decimals"
    assert caught.value.params == {"currency": "EUR", "digits": 2, "below": below, "above": above}


def test_three_decimals_are_right_where_the_currency_has_three():
    assert to_money(read_amount("1.200", POINT), KWD) == Money(1200, KWD)
    assert to_money(read_amount("80/1000", POINT), EUR) == Money(8, EUR)
    assert to_money(read_amount("12.50+3.5", POINT), EUR) == Money(1600, EUR)


@pytest.mark.parametrize(
    ("text", "total", "parts", "shares"),
    [
        ("100/3", "100.00", 3, "33.34 + 33.33 + 33.33"),
        ("100.50/7", "100.50", 7, "5 x 14.36 + 2 x 14.35"),
        ("1234.51/3", "1234.51", 3, "411.51 + 411.50 + 411.50"),
    ],
)
def test_an_inexact_division_names_the_shares_that_would_do(text, total, parts, shares):
    with pytest.raises(UsageProblem) as caught:
        to_money(read_amount(text, POINT), EUR, POINT)
    assert caught.value.slug == "inexact-division"
    params = caught.value.params
    assert (params["total"], params["parts"], params["shares"]) == (total, parts, shares)


def test_an_amount_beyond_64_bits_is_refused():
    with pytest.raises(Refused) as caught:
        to_money(read_amount("123456789012345678亿", POINT), EUR)
    assert caught.value.slug == "amount-too-large"


@pytest.mark.parametrize(
    ("text", "value"), [("-420", -42000), ("-€5", -500), ("€-5", -500), ("＋3", 300), ("7eur", 700), ("-5 eur", -500)]
)
def test_some_options_take_a_sign(text, value):
    assert to_money(read_signed_amount(text, POINT), EUR).minor == value


@pytest.mark.parametrize("text", ["--5", "-", "+-5", "-5-"])
def test_one_sign_is_enough(text):
    with pytest.raises(UsageProblem):
        read_signed_amount(text, POINT)


@pytest.mark.parametrize("word", [".50", "-5", "12.", "1e5", "7½", "05/06", "-€5", "1,5", "¥35", "5kr", "3百"])
def test_a_person_would_mean_an_amount(word):
    assert is_amount_like(word)


@pytest.mark.parametrize(
    "word",
    ["Coffee", "7eleven", "7-eleven", "t412", "24h", "2026-11-20", "12:30", "3d", "", "-", "eur", "万", "3kg", "C3"],
)
def test_a_person_would_mean_something_else(word):
    assert not is_amount_like(word)


@pytest.mark.parametrize(
    ("minor", "code", "style", "shown"),
    [
        (123450, "EUR", POINT, "€1,234.50"),
        (-500, "EUR", POINT, "-€5.00"),
        (123456789, "EUR", COMMA, "€1.234.567,89"),
        (1250, "CHF", Style(".", "'"), "12.50 CHF"),
        (-1250, "CHF", POINT, "-12.50 CHF"),
        (3500, "CNY", POINT, "¥35.00"),
        (3500, "JPY", POINT, "JP¥3,500"),
        (1, "BTC", POINT, "0.00000001 BTC"),
        (99900, "USD", SCRIPT_STYLE, "$999.00"),
    ],
)
def test_people_see_symbols_groups_and_signs(minor, code, style, shown):
    money = Money(minor, currency(code))
    assert show(money, style) == shown
    assert show(money, style, symbol=False).strip("-") in shown


@given(st.integers(-(10**18) + 1, 10**18 - 1), st.sampled_from(codes()), st.sampled_from(STYLES))
def test_what_is_shown_reads_back_under_every_style(minor, code, style):
    money = Money(minor, currency(code))
    typed = read_signed_amount(show(money, style), style)
    assert typed.word is not None and currency_of_word(typed.word)[0] == code
    assert to_money(typed, money.currency) == money
    assert to_money(read_signed_amount(show(money, style, symbol=False), style), money.currency) == money


@given(st.integers(-(2**63), 2**63 - 1), st.integers(0, 9))
def test_the_machine_form_reads_back(minor, scale):
    assert read_plain(plain(minor, scale), scale) == minor


def test_nothing_has_no_sign_in_the_machine_form():
    assert [plain(0, scale) for scale in (0, 1, 2)] == ["0", "0.0", "0.00"]
    assert [plain(minor, 2) for minor in (-1, 1, -100)] == ["-0.01", "0.01", "-1.00"]


@pytest.mark.parametrize("text", ["", "-", ".5", "5.", "1.234", "１", "1,2", "--1", "1.2.3", "1" * 20, "abc"])
def test_the_machine_form_is_strict(text):
    with pytest.raises(UsageProblem):
        read_plain(text, 2)


def test_the_machine_form_may_have_fewer_decimals():
    assert read_plain("12.5", 2) == 1250
    assert read_plain("-12", 2) == -1200


@given(amount_texts, st.sampled_from(STYLES), st.sampled_from([EUR, JPY, KWD]))
def test_any_text_is_read_exactly_or_refused(text, style, unit):
    is_amount_like(text)
    for read in (read_amount, read_signed_amount):
        try:
            typed = read(text, style)
            money = to_money(typed, unit)
        except WalletError as problem:
            assert all(isinstance(value, str | int | tuple) for value in problem.params.values())
        else:
            assert Fraction(money.minor, 10**unit.scale) == Fraction(typed.numerator, typed.denominator)
            assert read is read_signed_amount or money.minor >= 0


@given(amount_texts, st.integers(0, 9))
def test_any_text_is_a_machine_form_or_refused(text, scale):
    try:
        assert isinstance(read_plain(text, scale), int)
    except UsageProblem as problem:
        assert problem.slug == "amount-unreadable"


@pytest.mark.parametrize("text", ["'234", "0'234", "1234'567", "1'23", "''5"])
def test_groups_are_of_three_with_one_to_three_digits_before_them(text):
    with pytest.raises(UsageProblem) as caught:
        read_amount(text, Style(".", "'"))
    assert caught.value.slug in ("amount-bad-grouping", "amount-double-separator")


@pytest.mark.parametrize(
    ("text", "style", "other"),
    [
        ("80,50", Style(), "1.234,50"),
        ("1.250,00", Style(), "1.234,50"),
        ("1.250,00", Style(",", ""), "1.234,50"),
        ("1.250", Style(",", ""), "1.234,50"),
        ("12.50", Style(",", "."), "1,234.50"),
        ("12.50", Style(",", ""), "1,234.50"),
        ("1'250.00", Style(",", "."), "1'234.50"),
        ("1 250,00", Style(), "1 234,50"),
        ("1'25.00", Style(), ""),
        ("1,250.00", SCRIPT_STYLE, ""),
    ],
)
def test_the_style_that_is_named_is_one_in_which_the_amount_is_right(text: str, style: Style, other: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        read_amount(text, style)
    assert caught.value.params["style"] == other
    if other:
        decimal, group = other[-3], other[1]
        read_amount(text, Style(decimal, group))


@pytest.mark.parametrize("dash", ["-", "--", "–", "—"])
@pytest.mark.parametrize("mark", [",", "."])
@given(st.integers(1, 999), st.sampled_from(["", "eur", " €"]))
def test_a_dash_for_the_cents_says_that_there_are_none(mark: str, dash: str, whole: int, unit: str) -> None:
    typed = f"{whole}{mark}{dash}{unit}"
    assert is_amount_like(typed)
    for style in (Style(), Style(",", ".")):
        assert read_amount(typed, style) == read_amount(f"{whole}{unit}", style)


def test_thousands_may_stand_in_front_of_it() -> None:
    assert read_amount("1.234,-", Style(",", ".")).numerator == 1234
    assert read_amount("1.234.-", Style(",", ".")).numerator == 1234
    assert read_amount("1,234.-", Style()).numerator == 1234


@pytest.mark.parametrize("text", ["5,-5", ",-", "a,-", "5-", "5,x"])
def test_other_dashes_are_none(text: str) -> None:
    assert not is_amount_like(text)
