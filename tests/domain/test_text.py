"""Foreign text is data: what controls a terminal is spelled out, everything else stays as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.text import clean, fold, names_near, narrow, slips, visible, width
from wallet_cli.errors import UsageProblem

UNSEEN = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\ufeff\u2028\u2029"
# as lists: one alphabet of both would hardly ever give one of the few
any_text = st.lists(st.characters() | st.sampled_from(UNSEEN)).map("".join)


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("Coffee", "Coffee"),
        ("a\nb\tc\r\u2028d", "a b c  d"),
        ("\x1b[2J", "<U+001B>[2J"),
        ("\x9b31m", "<U+009B>31m"),
        ("a\u202eb", "a<U+202E>b"),
        ("al\u200bice", "al<U+200B>ice"),
        ("al\u200dice", "al<U+200D>ice"),
        ("张\u200d三", "张<U+200D>三"),
        ("a\ufe0f", "a<U+FE0F>"),
        ("\ufe0f", "<U+FE0F>"),
        ("x\u3164y", "x<U+3164>y"),
        ("x\ufe05", "x<U+FE05>"),
        ("x\u180b", "x<U+180B>"),
        ("\ufdd0\U0001ffff", "<U+FDD0><U+1FFFF>"),
        ("\U000e0041", "<U+E0041>"),
        ("[red]:bank:", "[red]:bank:"),
    ],
)
def test_controls_are_spelled_out(raw, seen):
    assert visible(raw) == seen


@pytest.mark.parametrize(
    "text",
    ["👨‍👩‍👧 Family", "❤️", "1️⃣", "می‌خواهم", "क्‍ष", "葛󠄀", "7½ 店　①", "Zoë\u00a0&\u202fSons", "\U0001fae8", "\ue000", "©︎"],
)
def test_scripts_and_emoji_stay_as_they_are(text):
    assert visible(text) == text
    assert clean(text, limit=100) == text


@given(any_text)
def test_nothing_dangerous_is_left_and_seeing_twice_changes_nothing(text):
    seen = visible(text)
    assert visible(seen) == seen
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in seen)
    assert not set(UNSEEN) & set(seen)


@given(any_text)
def test_the_border_lets_pass_or_refuses(text):
    try:
        cleaned = clean(text, limit=10)
    except UsageProblem as problem:
        assert problem.slug in ("text-not-unicode", "text-too-long")
        return
    assert len(cleaned) <= 10
    assert clean(cleaned, limit=10) == cleaned == cleaned.strip()
    cleaned.encode()


def test_surrogates_and_overlong_text_are_refused():
    with pytest.raises(UsageProblem) as caught:
        clean("bad\udc80", limit=10)
    assert caught.value.params == {"text": "bad<U+DC80>"}
    with pytest.raises(UsageProblem) as caught:
        clean("x" * 30, limit=10)
    assert caught.value.params == {"length": 30, "limit": 10, "start": "x" * 20}


@given(any_text)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_folding_compares_what_looks_alike():
    assert fold("  Eating   OUT ") == "eating out"
    assert fold("CAFE\u0301") == fold("café") == "café"
    assert fold("Straße") == fold("STRASSE")
    assert fold("①号店") != fold("1号店")


def test_full_width_signs_become_narrow():
    assert narrow("＋餐饮＝２２０。５　＠￥－") == "+餐饮=220.5 @¥-"
    assert narrow("plain") == "plain"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("abc", 3),
        ("早餐", 4),
        ("é", 1),
        ("e\u0301", 1),
        ("¥", 1),
        ("￥", 2),
        ("👨‍👩‍👧", 2),
        ("👍🏽", 2),
        ("❤️", 2),
        ("🇩🇪🇫🇷", 4),
        ("a\u200db", 2),
        ("각", 2),
        ("각", 2),
        ("\u0301\ufe0f", 0),
        ("👩\ufe0f", 2),
        ("\U0001fae8", 2),
        ("👨‍a", 3),
    ],
)
def test_widths_are_terminal_cells(text, cells):
    assert width(text) == cells


@given(any_text, any_text)
def test_widths_are_never_negative_and_at_most_two_each(one, other):
    one, other = visible(one), visible(other)
    assert 0 <= width(one) <= 2 * len(one)
    assert width(one + " " + other) == width(one) + 1 + width(other)


def test_near_names_are_found_in_their_own_spelling():
    assert names_near("bnak", ["Bank", "cash", "支付宝"]) == ("Bank",)
    assert names_near("支付", ["Bank", "支付宝"]) == ("支付宝",)
    assert names_near("xyz", ["Bank"]) == ()
    assert names_near("my", ["mybank", "My Bank", "mine"])[0] == "My Bank"
    assert names_near("", ["a b"]) == ()
    for names in (["main", "main ", "MAIN"], ["MAIN", "main ", "main"]):
        assert names_near("maim", names) == ("main",)
    assert names_near("maim", ["Main", "Main ", "MAIN"]) == ("Main",)


@pytest.mark.parametrize("char", ["\ud800", "\udbff", "\udc00", "\udfff"])
def test_half_a_character_is_refused(char):
    with pytest.raises(UsageProblem, match="text-not-unicode"):
        clean(f"a{char}", limit=9)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("x\ufe00", "x<U+FE00>"),
        ("x\ufe0f", "x<U+FE0F>"),
        ("x\u180b", "x<U+180B>"),
        ("x\u180f", "x<U+180F>"),
        ("\ufdd0", "<U+FDD0>"),
        ("\ufdef", "<U+FDEF>"),
        ("\U0001fffe", "<U+1FFFE>"),
        ("\u2065", "<U+2065>"),
        ("中\ufe00", "中\ufe00"),
        ("中\ufe02", "中\ufe02"),
        ("中\ufe03", "中<U+FE03>"),
        ("中\U000e0100", "中\U000e0100"),
        ("中\U000e01ef", "中\U000e01ef"),
        ("中\U000e01f0", "中<U+E01F0>"),
        ("\uff0c\U000e0100", "\uff0c<U+E0100>"),
        ("\u05d0\U000e0100", "\u05d0<U+E0100>"),
    ],
)
def test_what_selects_a_form_is_seen_where_it_selects_none(text, seen):
    assert visible(text) == seen


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("\U0001f1e6\U0001f1f9", 2), ("\U0001f1ff\U0001f1e6", 2), ("\U0001f1e6\U0001f1f9\U0001f1e6\U0001f1f9", 4),
        ("\U0001f44d\U0001f3fb", 2), ("\U0001f44d\U0001f3ff", 2), ("a\U0001f3fb", 3),
    ],
)  # fmt: skip
def test_flags_and_colours_of_skin_count_once(text, cells):
    assert width(text) == cells


@pytest.mark.parametrize(
    ("word", "meant", "count"),
    [("", "", 0), ("", "abc", 3), ("rm", "rm", 0), ("blance", "balance", 1), ("shwo", "show", 1), ("review", "rm", 5)],
)
def test_slips_of_the_fingers_are_counted(word: str, meant: str, count: int) -> None:
    assert slips(word, meant) == slips(meant, word) == count
