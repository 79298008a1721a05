"""The index: what it finds a rule by, and that it never hides one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.rules import index
from wallet_cli.domain.rules.index import Index, pieces
from wallet_cli.domain.rules.texts import has, key, term


def entered(*rules: str) -> Index:
    made = Index()
    for at, text in enumerate(rules):
        made.enter(at, [term(each) for each in text.split("&")])
    return made


def test_a_text_falls_into_letters_digits_and_the_rest():
    assert pieces("rewe4711 美团-外卖 a.b") == ["rewe", "4711", "美团-外卖", "a", ".", "b"]
    assert pieces(" ") == []


def test_a_rule_is_found_by_one_whole_word_of_it_the_rarest_or_else_the_longest():
    made = Index()
    assert made.enter(0, [term("tea shop")]) == "shop"
    assert made.enter(1, [term("tea shop")]) == "tea"
    assert made.enter(2, [term("tea"), term("biscuits")]) == "biscuits"
    assert made.enter(3, [term("12 ab")]) in ("12", "ab")
    assert (made.of("shop"), made.of("tea"), made.of("biscuits")) == ([0], [1], [2])
    assert made.of("teas shops") == []


@pytest.mark.parametrize("text", ["*coffee*", "coffee*", "*coffee", "/coffee/", "/co|coffee/", "美团", "*美*", "/a?/"])
def test_a_part_is_no_whole_word(text):
    assert Index().enter(0, [term(text)]) == ""


@pytest.mark.parametrize(
    ("rule", "row", "other"),
    [
        ("*offe*", "xcoffeex", "tea"),
        ("/coffe+ shop/", "shops", "coffee"),
        ("/ab|美团/", "美团", "团美"),
        ("/ab|美团/", "xaby", "ba"),
        ("*a*", "xay", "xyz"),
        ("*ab 1234*", "x1234", "xab"),
        ("/ab/&*longer*", "longer", "ab"),
        ("/zz/&*longer*", "longer", "zz"),
        ("/a|longest/&/abc/", "abc", "longest"),
        ("*0*", "10", "1"),
        ("*美*", "-美", "-"),
        ("*{*", "x{}", "xy"),
        ("*:*", "x:;", "1"),
        ("*zz*", "zz", "z"),
        ("*99*", "99", "9"),
    ],
)
def test_parts_are_found_inside_pieces(rule, row, other):
    made = entered("never", rule)
    assert made.of(key(row)) == [1]
    assert made.of(key(other)) == []


def test_what_has_no_piece_is_always_looked_at():
    made = entered("/./", "coffee", "/ /", "/a|./")
    assert made.of("tea") == [0, 2, 3]
    assert made.of("coffee") == [0, 1, 2, 3]
    assert made.of("") == [0, 2, 3]


def test_rules_come_in_their_order_and_once():
    made = entered("*bb*", "aa", "/aab|bba|aabb/")
    assert made.of("bb aa aabb bba") == [0, 1, 2]


def test_of_parts_the_one_with_the_fewest_rules_is_taken():
    made = entered("*abcd*", "*abcde*", "*abcdef*")
    assert (made.of("abcd"), made.of("bcde"), made.of("cdef")) == ([0], [1], [2])


def test_a_short_part_is_found_as_a_whole_by_each_of_its_rules():
    made = entered("*ab*", "*ab*")
    assert (made.of("ab"), made.of("a"), made.of("b")) == ([0, 1], [], [])


def test_what_is_kept_is_bounded():
    assert (index.MOST_KEPT, index.LONGEST_KEPT) == (8192, 64)


def test_pieces_are_kept_up_to_a_number_and_a_length(monkeypatch):
    monkeypatch.setattr(index, "MOST_KEPT", 2)
    monkeypatch.setattr(index, "LONGEST_KEPT", 4)
    made = entered("*ab*")
    for row in ("ab", "abab", "ababa", "ab", "cabc", "dabd"):
        assert made.of(row) == [0]
        assert len(made._kept) <= 2
    assert set(made._kept) == {"cabc", "dabd"} or set(made._kept) == {"dabd"}


def test_where_no_part_is_of_a_sort_its_pieces_are_not_kept():
    made = entered("*ab*", "4711")
    assert made.of("x 4711 4712") == [1]
    assert set(made._kept) == {"x"}


_TERMS = st.sampled_from(
    [
        "a",
        "ab",
        "abc 1",
        "*bc*",
        "ab*",
        "*de",
        "/a.c/",
        "/abc|de/",
        "/./",
        "美",
        "美团",
        "*1*",
        "é",
        "ø",
        "/ø|a/",
        "a b",
    ]
)
_TEXTS = st.text("abcde1 美团ø٣é.-²", max_size=14).map(key)


@given(st.lists(st.lists(_TERMS, min_size=1, max_size=2), max_size=8), _TEXTS)
def test_it_hides_no_rule(wanted, text):
    made = Index()
    for at, terms in enumerate(wanted):
        made.enter(at, [term(each) for each in terms])
    matching = {at for at, terms in enumerate(wanted) if all(has(text, term(each)) for each in terms)}
    assert matching <= set(made.of(text))


@given(st.text("abc1 ", min_size=1, max_size=8).map(key), st.text("abc1 .-", max_size=14).map(key))
def test_among_ascii_who_has_the_piece_has_the_word(word, text):
    made = Index()
    found = made.enter(0, [term(word)])
    if found == term(word).key and found in pieces(text):
        assert has(text, term(word))
