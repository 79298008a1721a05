"""Numbers as Chinese says them: each reads back, and what has two readings is refused with both."""

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wallet_cli.domain.amounts import SCRIPT_STYLE, Style, is_amount_like, read_amount, read_signed_amount
from wallet_cli.domain.numerals import in_digits, is_number, is_row, read, readings
from wallet_cli.errors import UsageProblem

DIGITS = "零一二三四五六七八九"
SPOKEN = "零〇一二两三四五六七八九十百千万亿点块毛分元角钱半0123456789.,只层¥美元"


def below_ten_thousand(number: int) -> str:
    """The oracle's own way, digit by digit: a zero between digits is said once, one at the end never."""
    text, skipped = "", False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if skipped and text else "") + DIGITS[digit] + sign
        skipped = not digit if text else False
    return text


def spelled(number: int) -> str:
    """A whole number as a Chinese reader says it."""
    if not number:
        return "零"
    text = ""
    for power, sign in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // power % 10**4
        if part:
            text += ("零" if text and (part < 1000 or number // power // 10**4 % 10 == 0) else "") + (
                below_ten_thousand(part) + sign
            )
    return "十" + text.removeprefix("一十") if text.startswith("一十") else text


def value(text: str, style: Style = SCRIPT_STYLE) -> Fraction:
    typed = read_amount(text, style)
    return Fraction(typed.numerator, typed.denominator)


@example(90)
@given(st.integers(1, 10**12 - 1))
def test_every_number_that_is_said_reads_back(number):
    text = spelled(number)
    assert value(text) == number
    assert is_amount_like(text)
    assert value(text.replace("二百", "两百").replace("二千", "两千").replace("二万", "两万")) == number
    assert value(text.translate(str.maketrans("万亿零", "萬億〇"))) == number
    assert read_amount(f"{text}美元", SCRIPT_STYLE).word == "美元"
    if len(text) > 1:  # alone a capital is a family's name
        assert value(text.translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))) == number


@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from([("百", 2), ("千", 3), ("万", 4), ("亿", 8)]))
def test_a_digit_behind_a_unit_is_of_the_next_place(above, below, unit):
    sign, power = unit
    number = above * 10**power + below * 10 ** (power - 1)
    assert value(f"{above}{sign}{below}") == value(f"{DIGITS[above]}{sign}{DIGITS[below]}") == number


@given(st.integers(1, 99_999_999), st.integers(0, 99))
def test_yuan_and_what_stands_behind_read_back(whole, cents):
    tenths, rest = divmod(cents, 10)
    number = Fraction(whole * 100 + cents, 100)
    for text in (str(whole), spelled(whole)):
        spellings = [f"{text}块{cents:02}", f"{text}元{tenths}角{rest}分" if tenths else f"{text}块零{rest}"]
        spellings += [f"{text}块{DIGITS[tenths]}", f"{text}块{tenths}毛"] if tenths and not rest else []
        assert {value(each) for each in spellings} == {number}
    if tenths:
        assert value(f"{tenths}毛{rest}" if rest else f"{DIGITS[tenths]}毛") == Fraction(cents, 100)


@pytest.mark.parametrize(
    ("text", "number", "word"),
    [
        ("12块5", "12.5", "块"),
        ("１２块５", "12.5", "块"),
        ("12块", "12", "块"),
        ("35元", "35", "元"),
        ("5毛", "0.5", "元"),
        ("5毛钱", "0.5", "元"),
        ("1万2", "12000", None),
        ("8千5", "8500", None),
        ("1.2万", "12000", None),
        ("1万2345", "12345", None),
        ("一点二万", "12000", None),
        ("四十五", "45", None),
        ("三百二十", "320", None),
        ("两千五", "2500", None),
        ("一百零五", "105", None),
        ("三块半", "3.5", "块"),
        ("12块钱", "12", "块钱"),
        ("12元钱", "12", "元"),
        ("5分", "0.05", "元"),
        ("三块5分", "3.05", "块"),
        ("三块零五", "3.05", "块"),
        ("十块零五毛", "10.5", "块"),
        ("10块零5毛", "10.5", "块"),
        ("三百块零五角", "300.5", "块"),
        ("十块零五毛钱", "10.5", "块"),
        ("10块零5毛零2分", "10.52", "块"),
        ("10块5毛2", "10.52", "块"),
        ("10元05分", "10.05", "元"),
        ("10元25分", "10.25", "元"),
        ("10元零5分", "10.05", "元"),
        ("50元整", "50", "元"),
        ("50 元 整", "50", "元"),
        ("伍拾圆正", "50", "圆"),
        ("一百整", "100", None),
        ("¥四十五元", "45", "元"),
        ("¥12块5", "12.5", "块"),
        ("¥12.5元", "12.5", "元"),
        ("5w", "50000", None),
        ("三点一四", "3.14", None),
        ("四十五欧元", "45", "欧元"),
        ("¥四十五", "45", "¥"),
    ],
)
def test_what_people_say_is_read(text, number, word):
    typed = read_amount(text, SCRIPT_STYLE)
    assert (Fraction(typed.numerator, typed.denominator), typed.word) == (Fraction(number), word)
    assert is_amount_like(text)


def test_the_wallets_grouping_counts_before_the_sign_of_the_currency():
    assert value("1,200块5", Style()) == Fraction("1200.5")
    assert is_amount_like("1,200块5")


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [("1万23", "10023", "12300"), ("8千50", "8050", "8500"), ("1亿2000", "100002000", "120000000")],
)
def test_where_two_readings_remain_both_are_named(text, one, other):
    with pytest.raises(UsageProblem) as caught:
        read_amount(text, SCRIPT_STYLE)
    assert caught.value.slug == "amount-two-readings"
    assert caught.value.params == {"text": text, "one": one, "other": other}


@pytest.mark.parametrize("text", ["三四", "二〇", "五一"])
def test_digits_in_a_row_are_no_number(text):
    with pytest.raises(UsageProblem) as caught:
        read_amount(text, SCRIPT_STYLE)
    assert caught.value.slug == "amount-digits-in-row"
    assert is_row(text) and not is_amount_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "12块500",
        "12块毛",
        "一百五百",
        "一千零二百",
        "1.2万5",
        "¥四十五欧元",
        "10元05毛",
        "12块零",
        "毛5",
        "万",
        "百万",
        "半",
        "12块零分",
        "3块5毛零",
    ],
)
def test_what_is_said_wrong_is_refused(text):
    with pytest.raises(UsageProblem):
        read_amount(text, SCRIPT_STYLE)


@pytest.mark.parametrize(
    "name",
    ["一点点", "三只松鼠", "千层饼", "百果园", "万科", "七十二街", "两", "伍", "万", "千", "三元里", "一鸣", "五芳斋"],
)
def test_a_name_that_begins_with_such_a_sign_stays_a_name(name):
    assert not is_amount_like(name)


def test_a_sign_before_a_numeral_is_heeded():
    assert read_signed_amount("-四十五", SCRIPT_STYLE).numerator == -45
    with pytest.raises(UsageProblem) as caught:
        read_amount("-四十五", SCRIPT_STYLE)
    assert caught.value.params["corrected"] == "四十五"


@given(st.text(SPOKEN, max_size=90))
def test_any_of_these_signs_are_an_amount_or_refused(text):
    is_amount_like(text)
    in_digits(text)
    for style in (SCRIPT_STYLE, Style(), Style(",", ".")):
        try:
            assert read_amount(text, style).numerator >= 0
        except UsageProblem as problem:
            assert all(isinstance(each, str | int | tuple) for each in problem.params.values())


@pytest.mark.parametrize(
    "text", ["05", "05万", "1万0", "1百234", "三百一百", "一万一万", "十五百", "二十百", "0万", "零百", "一百零零", ""]
)
def test_what_nobody_says_is_no_numeral(text):
    assert readings(text) == ()


@pytest.mark.parametrize("text", ["块5", "十钱", "1.5毛", "1,5,块5"])
def test_parts_without_a_whole_in_front_are_no_amount(text):
    assert read(text, lambda _digits: None) is None


def test_a_zero_alone_is_a_numeral():
    assert readings("0") == readings("零") == (0,)


def test_a_number_has_no_currency_and_no_digits_in_a_row():
    assert [text for text in ("四十五", "1万23", "四十五元", "三四", "两", "") if is_number(text)] == [
        "四十五",
        "1万23",
    ]


def test_a_numeral_has_forty_signs_at_most():
    assert is_number("1" * 39 + "万")
    assert not is_number("1" * 40 + "万")


def test_a_long_word_costs_nothing():
    assert not is_amount_like("一亿" * 5000)
    assert not is_amount_like("一百" * 5000 + "店")


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("三天前", "3天前"),
        ("周三", "周三"),
        ("星期五", "星期五"),
        ("十一月二十八", "11月28"),
        ("二〇二六年", "2026年"),
        ("三四天前", "三四天前"),
    ],
)
def test_a_date_word_has_its_numerals_in_digits(text, digits):
    assert in_digits(text) == digits
