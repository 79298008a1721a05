import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.rules.texts import LONGEST, has, is_pattern, key, term


@pytest.mark.parametrize(
    ("typed", "inside", "outside"),
    [
        ("starbucks", "STARBUCKS 4711", "starbuckster"),
        ("bus", "the bus", "business; omnibus"),
        ("bus", "omnibus bus", "omnibus"),
        ("rewe", "REWE4711", "drewe"),
        ("47", "no. 47x", "471"),
        ("blue bottle", "SQ *Blue  Bottle", "blue bottles"),
        ("café", "CAFE", "cafes"),
        ("star*", "starbucks", "allstar"),
        ("*aa", "xaaa", "aab"),
        ("a1", "a1b", "a12"),
        ("*star", "allstar", "starbucks"),
        ("*star*", "allstars", "sta"),
        ("＊star＊", "allstars", "sta"),
        ("美团", "美团外卖", "美-团"),
        ("ＡＢＣ", "abc", "abcd"),
        ("/net ?flix/", "NET FLIX", "netflx"),
    ],
)
def test_what_a_term_is_found_in(typed, inside, outside):
    assert has(key(inside), term(typed))
    assert not has(key(outside), term(typed))


def test_a_pattern_stands_between_strokes():
    assert is_pattern("/a/")
    assert not is_pattern("//")
    assert not is_pattern("/a")
    assert not is_pattern("a/")
    assert term("//").key == "//"


def test_what_is_in_all_that_has_a_term():
    assert term("Blue  Bottle").keys == ("blue bottle",)
    assert term("/cat|dog/").keys == ("cat", "dog")
    assert term("*").key == ""
    assert term("**").key == ""


def test_only_the_beginning_of_a_long_text_counts():
    assert len(key("é" * 5000)) == LONGEST
    assert key("x" * LONGEST + "y") == "x" * LONGEST
    assert key("ß" * LONGEST) == "s" * LONGEST


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_part_is_found_wherever_it_is(one, other):
    wanted = term(f"*{one}*")
    assert not wanted.key or has(key(other) + wanted.key, wanted)


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(text):
    assert key(key(text)) == key(text)
