import json

from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.rules.rule import Rule, from_json

FULL = Rule(
    "r3", -1024, ("rewe", "/a+/"), "Rewe", "aa", "20", "5 EUR", "", "1-5", "11:00-12:00", "out", "food", "card", "tea",
    (("bb", "3"), ("cc", "")), "", "REWE", ("a", "b"), "note", True, True,
)  # fmt: skip


def test_a_rule_comes_back_as_it_was():
    assert from_json("r3", json.loads(json.dumps(FULL.as_json()))) == FULL
    small = Rule("r1", 0, ("rewe",), to="aa")
    assert small.as_json() == {"place": 0, "to": "aa", "terms": ["rewe"]}
    assert from_json("r1", small.as_json()) == small


def test_what_a_later_wallet_adds_is_not_half_followed():
    assert from_json("r1", {"place": 0, "terms": ["a"], "moon": "full"}).is_newer
    assert not from_json("r1", {"place": 0, "terms": ["a"]}).is_newer


def test_what_it_asks_and_does():
    assert FULL.has_condition
    assert FULL.has_action
    assert not Rule("r1", 0, memo="x").has_condition
    assert Rule("r1", 0, stops=True).has_action
    assert not Rule("r1", 0, ("a",)).has_action


_TEXT = st.text(max_size=5)


@given(
    st.tuples(
        st.just("r1"), st.integers(-9, 9), st.lists(_TEXT, max_size=2).map(tuple), *[_TEXT] * 11,
        st.lists(st.tuples(_TEXT, _TEXT), max_size=2).map(tuple), _TEXT, _TEXT, st.lists(_TEXT, max_size=2).map(tuple),
        _TEXT, st.booleans(), st.booleans(),
    )
)  # fmt: skip
def test_any_rule_comes_back(values):
    rule = Rule(*values)
    assert from_json(rule.name, json.loads(json.dumps(rule.as_json()))) == rule
