from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.amounts import plain
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.machine import machine_date, machine_money, shown_mark
from wallet_cli.domain.money import MAX_MINOR, MIN_MINOR
from wallet_cli.errors import BadFile, Refused, WalletError

EUR, JPY, KWD = Currency("EUR", 2), Currency("JPY", 0), Currency("KWD", 3)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("-12.50", -1250),
        ("+12,5", 1250),
        ("12", 1200),
        (".5", 50),
        ("5.", 500),
        ("-00000000001500.0000", -150000),
        ("1,234.56", 123456),
        ("1.234,56", 123456),
        ("1.234.567", 123456700),
        ("1 234,56", 123456),
        ("1'234.5", 123450),
        ("1,23,456.78", 12345678),
        ("-12,34,567", -123456700),
        ("\u2212 3", -300),
        ("0", 0),
        ("-0.00", 0),
    ],
)
def test_amounts_are_read_exactly(text, minor):
    assert machine_money(text, EUR).minor == minor


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "-",
        "abc",
        "1-2",
        "12,34,56",
        "1.23.456",
        "1,2.3,4",
        "1,23,45",
        "123,45,678",
        "12 34",
        "１２",
        "9" * 50,
        "1e5",
    ],
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(BadFile, match="row-amount-unreadable"):
        machine_money(text, EUR)


@given(st.integers(100_000, 10**15))
def test_digits_grouped_as_in_india_are_the_same_amount(number):
    digits, groups = str(number), [str(number)[-3:]]
    rest = digits[:-3]
    while rest:
        rest, group = rest[:-2], rest[-2:]
        groups.insert(0, group)
    assert machine_money(f"{','.join(groups)}.50", EUR).minor == number * 100 + 50
    assert machine_money(",".join(groups), EUR, ".").minor == number * 100


def test_a_blank_in_the_middle_never_shortens_an_amount():
    with pytest.raises(BadFile):
        machine_money("1" + " " * 100 + "2", EUR)


def test_more_decimals_than_the_currency_has_are_refused_not_rounded():
    for text, currency in (("115.8331", EUR), ("0,234", EUR), ("1234,567", EUR), ("1,2", JPY)):
        with pytest.raises(BadFile, match="row-amount-too-fine"):
            machine_money(text, currency)
    assert machine_money("1,234", KWD).minor == 1234


@pytest.mark.parametrize("text", ["1,500", "-1.500", "12,000", "+999.999", "1,234"])
def test_an_amount_that_can_be_two_a_thousand_apart_is_refused_unless_the_file_shows_which(text):
    for currency in (EUR, JPY):
        with pytest.raises(BadFile, match="row-amount-ambiguous"):
            machine_money(text, currency)
    mark = "," if "," in text else "."
    grouped = int(text.replace(mark, "")) * 100
    assert machine_money(text, EUR, "." if mark == "," else ",").minor == grouped


def test_the_file_s_mark_makes_three_digits_behind_it_decimals():
    assert machine_money("1,500", EUR, ",").minor == 150
    assert machine_money("1.500", EUR, ".").minor == 150
    assert machine_money("1,500", JPY, ".").minor == 1500
    with pytest.raises(BadFile, match="row-amount-too-fine"):
        machine_money("1,234", EUR, ",")


@pytest.mark.parametrize(
    ("amounts", "mark"),
    [
        ([], ""),
        (["12", "-1500", "1,500", "2,000"], ""),
        (["1,500", "12.5"], "."),
        (["1,500", "12,5"], ","),
        (["1,500", "0,500"], ","),
        (["1,500", "1234,567"], ","),
        (["1,500", "1,500,000"], "."),
        (["1,23,456"], "."),
        (["1.500", "1.234,5"], ","),
        (["1,500", "1'234.5"], "."),
        (["1,500", "12,50", "12.50"], ""),
        (["1,500", "12,34,56", "abc", "1,2x"], ""),
    ],
)
def test_the_decimal_mark_is_shown_by_all_amounts_of_a_file(amounts, mark):
    assert shown_mark(amounts) == mark


@given(
    st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=6),
    st.sampled_from([".", ","]),
    st.booleans(),
    st.booleans(),
)
def test_a_file_in_one_style_is_read_as_meant_or_refused_but_never_otherwise(minors, mark, groups, strips):
    other = "," if mark == "." else "."

    def written(minor):
        whole, cents = divmod(abs(minor), 100)
        text = f"{whole:,}".replace(",", other) if groups else str(whole)
        return "-" * (minor < 0) + text + ("" if strips and not cents else f"{mark}{cents:02}")

    texts = [written(minor) for minor in minors]
    shown = shown_mark(texts)
    for text, minor in zip(texts, minors, strict=True):
        try:
            assert machine_money(text, EUR, shown).minor == minor
        except BadFile as problem:
            assert problem.slug == "row-amount-ambiguous" and not shown


def test_an_amount_beyond_64_bits_is_refused():
    with pytest.raises(Refused):
        machine_money("9" * 30, EUR)


@given(st.integers(MIN_MINOR, MAX_MINOR), st.integers(0, 9))
def test_the_machine_form_reads_back(minor, scale):
    assert machine_money(plain(minor, scale), Currency("XTS", scale)).minor == minor


@pytest.mark.parametrize(
    "text",
    [
        "20091215",
        "20091215202000.000[-4:EST]",
        "20091215093914:014",
        "200912151200",
        "2009-12-15",
        "2009/12/15",
        "2009.12.15",
        "2009-12-15T10:00:00Z",
        " 20091215 ",
    ],
)
def test_dates_are_the_banks_own_day(text):
    assert machine_date(text) == date(2009, 12, 15)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024013",
        "00000000",
        "05/07/2018",
        "1700000000",
        "2024-01/02",
        "99991231",
        "202401011",
        "2024-01-011",
    ],
)
def test_what_is_no_day_or_could_be_two_is_refused(text):
    with pytest.raises(BadFile, match="row-date-unreadable"):
        machine_date(text)


@pytest.mark.parametrize("text", ["20261344", "20240230", "2024-13-01", "20230229"])
def test_a_day_that_is_not_in_the_calendar_is_impossible(text):
    with pytest.raises(BadFile, match="row-date-impossible"):
        machine_date(text)


@given(st.text())
def test_any_text_is_read_or_refused(text):
    for read in (machine_date, lambda t: machine_money(t, EUR)):
        with suppress(WalletError):
            read(text)


def test_forty_digits_are_read_and_one_more_is_not():
    assert machine_money("0" * 38 + "12", EUR).minor == 1200
    assert machine_money("0" * 36 + "12.50", EUR).minor == 1250
    for text in ("0" * 39 + "12", "0" * 37 + "12.50", "1." + "0" * 40):
        with pytest.raises(BadFile) as told:
            machine_money(f" {text} ", EUR)
        assert told.value.params == {"amount": text[:40]}


@pytest.mark.parametrize(("text", "day"), [
    ("2024-3-07", date(2024, 3, 7)), ("2024-03-7", date(2024, 3, 7)), ("19000101", date(1900, 1, 1)),
    ("21991231", date(2199, 12, 31)), ("2024/1/2", date(2024, 1, 2)), ("20240102 10:00", date(2024, 1, 2)),
])  # fmt: skip
def test_each_part_of_a_day_is_read_from_its_place(text, day):
    assert machine_date(text) == day


def test_the_years_that_a_bank_can_mean_are_bounded_and_the_rest_of_a_long_text_is_nothing():
    for text in ("18991231", "22000101", "2024-01-02x", "2024-01-0210"):
        with pytest.raises(BadFile, match="row-date-unreadable"):
            machine_date(text)
    assert machine_date("20240102T" + "1" * 51 + "x" * 40) == date(2024, 1, 2)
    with pytest.raises(BadFile) as told:
        machine_date(" x" + "9" * 100)
    assert told.value.params == {"date": "x" + "9" * 59}
