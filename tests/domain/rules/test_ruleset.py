"""Rules in their order: which match, what they make of a row, and that the index never hides one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.rules.rule import IN, OUT, Rule
from wallet_cli.domain.rules.ruleset import NOTHING, Fact, Outcome, RuleSet
from wallet_cli.domain.rules.texts import has, key, term

OPEN = {"aa": (), "bb": (), "cc": ("USD",), "own": ("EUR",)}
ROW = Fact(key("REWE 4711 Berlin 美团"), "pp", "own", -1500, 2, "EUR", 739_936, 700, "food", "visa", "tea")


def of(*rules: Rule, row: Fact = ROW) -> Outcome:
    return RuleSet(rules, OPEN).of(row)


@pytest.mark.parametrize(
    "conditions",
    [
        {"terms": ("rewe",)}, {"terms": ("rewe", "berlin")}, {"terms": ("美团",)}, {"terms": ("/re.e/",)},
        {"terms": ("/rewe|aldi/",)}, {"terms": ("/./",)}, {"payee": "pp"}, {"account": "own"}, {"below": "15.01"},
        {"above": "14.99 EUR"}, {"exactly": "15"}, {"days": "16"}, {"days": "mon"}, {"hours": "11:00-12:00"},
        {"way": OUT}, {"category": "food"}, {"method": "visa"}, {"item": "tea"}, {"item": "tea", "terms": ("rewe",)},
    ],
)  # fmt: skip
def test_conditions_that_hold(conditions):
    assert of(Rule("r1", 0, memo="x", **conditions)).by == ("r1",)


@pytest.mark.parametrize(
    "conditions",
    [
        {"terms": ("aldi",)}, {"terms": ("rewe", "aldi")}, {"terms": ("rew",)}, {"terms": ("/ald./",)},
        {"payee": "qq"},
        {"account": "aa"}, {"below": "15"}, {"below": "20 USD"}, {"above": "15"}, {"above": "1 USD"},
        {"exactly": "15.01"}, {"exactly": "15 USD"}, {"days": "15"}, {"days": "tue"}, {"hours": "12:00-13:00"},
        {"way": IN}, {"category": "fun"}, {"method": "amex"}, {"item": "cake"}, {"terms": ("tea",)}, {"item": "rewe"},
        {"terms": ("rewe",), "is_off": True},
        {"terms": ("rewe",), "is_newer": True},
    ],
)  # fmt: skip
def test_conditions_that_do_not_hold(conditions):
    assert of(Rule("r1", 0, memo="x", **conditions)) == NOTHING


def test_the_first_that_matches_counts_for_each_thing_and_tags_come_together():
    found = of(
        Rule("r2", 5, ("berlin",), shares=(("bb", ""),), memo="second", tags=("b", "a")),
        Rule("r1", 1, ("rewe",), shares=(("aa", ""),), tags=("a",)),
        Rule("r3", 9, ("rewe",), called="Rewe", memo="third"),
        Rule("r4", 9, ("rewe",), memo="fourth"),
    )
    assert found == Outcome((("aa", 1500),), "", "Rewe", ("a", "b"), "second", ("r1", "r2", "r3"))


def test_a_rule_does_what_it_says_and_no_more():
    assert of(Rule("r1", 0, ("rewe",), memo="x")) == Outcome(memo="x", by=("r1",))


def test_amounts_without_decimals_are_compared_as_well():
    assert of(Rule("r1", 0, above="1499", memo="x"), row=ROW._replace(scale=0)).by == ("r1",)


def test_a_rule_whose_tags_are_all_there_does_not_count():
    assert of(Rule("r1", 0, ("rewe",), tags=("a",)), Rule("r2", 1, ("rewe",), tags=("a",))).by == ("r1",)


def test_a_side_that_stays_leaves_the_rest_of_a_rule():
    rules = RuleSet([Rule("r1", 0, ("rewe",), shares=(("aa", ""),)), Rule("r2", 1, ("rewe",), to="aa", memo="x")], OPEN)
    assert rules.of(ROW, is_sided=True) == Outcome(memo="x", by=("r2",))


def test_what_a_platform_says_is_looked_at_where_one_rule_asks_for_it():
    assert of(Rule("r1", 0, ("rewe",), memo="x"), Rule("r2", 1, item="tea", called="y")).by == ("r1", "r2")
    row = ROW._replace(text="aldi")
    assert of(Rule("r1", 0, ("tea",), memo="x"), Rule("r2", 1, item="tea", called="y"), row=row).by == ("r2",)


@pytest.mark.parametrize(("minor", "way"), [(1, IN), (0, OUT), (-1, OUT)])
def test_money_comes_in_from_the_smallest_amount_on(minor, way):
    found = of(*(Rule(each, 0, memo="x", way=each) for each in (IN, OUT)), row=ROW._replace(minor=minor))
    assert found.by == (way,)


def test_a_word_that_the_index_finds_leaves_the_other_texts_to_be_looked_for():
    assert of(Rule("r1", 0, ("rewe", "/x/"), memo="x"), row=ROW._replace(text="rewe")) == NOTHING
    assert of(Rule("r1", 0, ("/x/", "rewe"), memo="x"), row=ROW._replace(text="rewe x")).by == ("r1",)
    assert of(Rule("r1", 0, ("/rew.$/",), memo="x"), row=ROW._replace(text="rewe x")) == NOTHING
    assert of(Rule("r1", 0, ("rewe markt",), memo="x"), row=ROW._replace(text="markt rewe")) == NOTHING


def test_a_word_beside_another_script_is_checked():
    assert of(Rule("r1", 0, ("bmand",), memo="x"), row=ROW._replace(text="købmand")) == NOTHING
    assert of(Rule("r1", 0, ("bmand",), memo="x"), row=ROW._replace(text="kø bmand")).by == ("r1",)


def test_after_one_that_stops_no_other_is_looked_at():
    assert of(Rule("r1", 0, ("rewe",), stops=True), Rule("r2", 1, ("rewe",), memo="x")) == NOTHING
    assert of(Rule("r1", 0, ("aldi",), stops=True), Rule("r2", 1, ("rewe",), memo="x")).by == ("r2",)


def test_what_cannot_be_done_is_left_to_the_next():
    later = Rule("r9", 9, ("rewe",), shares=(("bb", ""),))
    parts = ("15", "20", "1 USD", "1.001")
    refused = [(("aa", part), ("bb", "")) for part in parts]
    for shares in (*refused, (("gone", ""),), (("cc", ""),), (("cc", "1"), ("bb", ""))):
        assert of(Rule("r1", 0, ("rewe",), shares=shares), later).by == ("r9",)
    for to in ("own", "gone", "cc"):
        assert of(Rule("r1", 0, ("rewe",), to=to), later).by == ("r9",)


def test_shares_leave_the_rest_to_the_last():
    assert of(Rule("r1", 0, ("rewe",), shares=(("aa", "5.5"), ("bb", "1 EUR"), ("aa", "")))).shares == (
        ("aa", 550), ("bb", 100), ("aa", 850),
    )  # fmt: skip


def test_a_transfer_comes_before_later_categories():
    row = ROW._replace(account="aa")
    found = of(Rule("r1", 0, ("rewe",), to="own"), Rule("r2", 1, ("rewe",), shares=(("bb", ""),)), row=row)
    assert (found.to, found.shares, found.by) == ("own", (), ("r1",))


def test_a_transfer_that_cannot_be_is_left_to_the_next():
    row = ROW._replace(account="aa")
    rules = RuleSet([Rule("r1", 0, ("rewe",), to="own"), Rule("r2", 1, ("rewe",), shares=(("bb", ""),))], OPEN)
    assert rules.of(row, besides="own").by == ("r2",)
    assert rules.of(row, besides="bb").by == ("r1",)


def test_chinese_texts_are_looked_for_in_chinese_rows_alone():
    assert of(Rule("r1", 0, ("美团",), memo="x"), row=ROW._replace(text="rewe")) == NOTHING
    assert of(Rule("r1", 0, ("美团",), memo="x"), row=ROW._replace(text="rewe 美团")).by == ("r1",)


def test_a_set_without_rules_is_empty():
    assert not RuleSet([Rule("r1", 0, ("a",), is_off=True)], {})
    assert RuleSet([Rule("r1", 0, ("a",))], {})


_TERMS = st.sampled_from(
    ["a", "ab", "abc", "abcd", "abcde", "*bc*", "ab*", "*de", "/a.c/", "/abc|de/", "/./", "美", "美团"]
)
_TEXTS = st.text("abcde 美团", max_size=12).map(key)


@given(st.lists(st.tuples(_TERMS, _TERMS, st.sampled_from(["", "abc", "*e*"])), max_size=8), _TEXTS, _TEXTS)
def test_the_index_hides_no_rule(wanted, text, item):
    rules = [Rule(f"r{n}", n, terms[:2], item=terms[2], memo="x") for n, terms in enumerate(wanted)]
    row = ROW._replace(text=text, item=item)
    slow = [
        rule.name
        for rule in rules
        if all(has(text, term(each)) for each in rule.terms) and (not rule.item or has(item, term(rule.item)))
    ]
    assert [rule.name for rule in RuleSet(rules, OPEN).matching(row)] == slow


@given(st.integers(-(10**6), 10**6), st.lists(st.integers(1, 10**6), max_size=3))
def test_shares_add_up_to_the_amount_or_there_are_none(minor, parts):
    shares = (*((f"c{n}", f"{part / 100:.2f}") for n, part in enumerate(parts)), ("aa", ""))
    allowed = {uid: () for uid, _part in shares}
    found = RuleSet([Rule("r1", 0, ("rewe",), shares=shares)], allowed).of(ROW._replace(minor=minor))
    assert sum(part for _uid, part in found.shares) == (abs(minor) if found.shares else 0)
    assert bool(found.shares) == (sum(parts) < abs(minor))
    assert all(part > 0 for _uid, part in found.shares)
