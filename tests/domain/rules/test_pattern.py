"""Patterns find what ``re`` finds, refuse what they can't read, and never take long."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wallet_cli.domain.rules import pattern
from wallet_cli.domain.rules.pattern import LONGEST, MOST_STATES, Pattern
from wallet_cli.errors import UsageProblem


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("netflix", "my netflix.com", "netfli"),
        ("net ?flix", "net flix", "net  flix"),
        ("^rewe", "rewe 4711", "a rewe"),
        ("rewe$", "a rewe", "rewe a"),
        (r"\bbus\b", "the bus 7", "business"),
        (r"a\Bb", "ab", "a b"),
        (r"\d{3,4}x", "0123x", "12x"),
        (r"^\d{2}$", "12", "123"),
        (r"^x{2,}$", "xxx", "x"),
        (r"^x{0}y$", "y", "xy"),
        ("cat|dog", "hotdog", "do"),
        ("(?:re|pre)?paid$", "prepaid", "paid out"),
        ("a(b|c)*d", "abcbd", "abxd"),
        ("a(b|c)+d", "acd", "ad"),
        ("[a-c]+z", "abcz", "dz"),
        ("[^a-c]z", "dz", "az"),
        ("[]x]y", "]y", "ay"),
        ("[a-]z", "-z", "bz"),
        (r"[\d_]z", "_z", "az"),
        (r"[\]]", "]", "["),
        ("[A-C]", "b", "d"),
        ("[a-a]z", "az", "bz"),
        (r"a\Sb", "axb", "a b"),
        ("(a.|a[bc])d", "acd", "ad"),
        ("[ÉÄ]", "e", "o"),
        (r"\w\W\s?\S", "a- b", "ab"),
        (r"\D\.", "a.", "1."),
        ("a.c", "abc", "ac"),
        (r"a\tb\nc", "a b c", "abc"),
        ("Straße", "strasse", "strase"),
        ("CAFÉ", "cafe", "caf"),
        ("美团.*外卖", "美团-外卖", "外卖美团"),
        ("a{2}b{1,2}", "aab", "ab"),
        ("", "anything", None),
        (r"a\/b", "a/b", "ab"),
    ],
)
def test_what_is_found(text, inside, outside):
    found = Pattern(text)
    assert found.is_in(inside)
    assert found.is_in(inside)
    assert outside is None or not found.is_in(outside)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("(a", 1), ("a)", 2), ("[a", 1), ("[", 1), ("*a", 1), ("a**", 1), ("a+?", 1), ("a{", 2), ("a{x}", 2),
        ("a{1,y}", 2),
        ("a{,3}", 2), ("a{3,2}", 2), ("a{101}", 2), ("a{1,101}", 2), ("a{1000}", 2), ("a{2}{3}", 1), (r"(a)\1", 4),
        ("(?=a)", 1), ("(?<n>a)", 1), ("\\", 1), (r"\q", 1), ("[z-a]", 1), (r"[\d-z-a]", 1), (r"[a-\d]", 1), ("^*", 1),
        (r"[\q]", 1), ("[\\", 1), ("(" * 21 + ")" * 21, 22), ("{2}", 1),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_place(text, at):
    with pytest.raises(UsageProblem) as refused:
        Pattern(text)
    assert refused.value.slug == "rule-pattern"
    assert refused.value.params == {"pattern": text, "part": text[at - 1 :][:20], "at": at}


@pytest.mark.parametrize("text", ["a" * (LONGEST + 1), "a{100}" * 6, "((a{50}){50}){50}"])
def test_what_is_too_large_is_refused(text):
    with pytest.raises(UsageProblem, match="rule-pattern-large") as refused:
        Pattern(text)
    assert refused.value.params == {"pattern": text[:40], "limit": LONGEST}


@pytest.mark.parametrize(
    ("text", "literals"),
    [
        ("netflix", ("netflix",)),
        ("net ?flix", ("flix",)),
        ("cat|horse", ("cat", "horse")),
        ("cat|.", ()),
        ("(cat|horse)x", ("cat", "horse")),
        ("x(abc)+", ("abc",)),
        ("(abc)*", ()),
        ("(ab)?cd", ("cd",)),
        (".*", ()),
        ("a.bc", ("bc",)),
        ("(abcd)a", ("abcd",)),
        ("(abc|def)(abcdef|x)", ("abc", "def")),
        ("(abc|def)xyz", ("xyz",)),
        ("^$", ()),
        ("", ()),
    ],
)
def test_a_text_that_is_in_all_that_it_finds_is_known(text, literals):
    assert Pattern(text).literals == literals


@pytest.mark.parametrize("text", ["(a+)+b", "(a|a)*b", "(a*)*b", "a*a*a*a*a*a*b", "(.*.*.*){9}b", "(a?){100}a{100}b"])
def test_what_hangs_elsewhere_is_a_walk_through_few_sets_of_states(text):
    found = Pattern(text)
    assert not found.is_in("a" * 1000)
    assert found.kept <= MOST_STATES


def test_sets_that_are_kept_are_bounded(monkeypatch):
    monkeypatch.setattr(pattern, "MOST_KEPT", 100)
    chance = random.Random(5)
    found = Pattern("a.{12}z")
    text, most = "".join(chance.choices("ab", k=300)), 0
    for end in range(len(text)):  # each has one set at most that none before it has
        assert not found.is_in(text[:end])
        most = max(most, found.kept)
    assert most == 100
    assert found.is_in("a" * 13 + "z")


_PIECES = st.recursive(
    st.sampled_from(["a", "b", "c", ".", "[ab]", "[^a]", r"\w", r"\s", r"\b", "^", "$", "ab"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map("|".join).map("({})".format),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{1,2}"])).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
    ),
    max_leaves=6,
)


@settings(max_examples=100)
@given(_PIECES, st.text("abc -", max_size=8))
def test_it_finds_what_re_finds(text, inside):
    found = Pattern(text)
    assert found.is_in(inside) == bool(re.search(text.replace("$", r"\Z"), inside))
    assert not found.is_in(inside) or not found.literals or any(each in inside for each in found.literals)


@given(st.text(max_size=40))
def test_any_pattern_is_read_or_refused(text):
    try:
        Pattern(text).is_in("some text 12")
    except UsageProblem as problem:
        assert problem.slug in ("rule-pattern", "rule-pattern-large")
