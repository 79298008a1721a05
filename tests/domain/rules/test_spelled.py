import pytest

from wallet_cli.domain.rules.rule import Rule
from wallet_cli.domain.rules.spelled import actions, conditions

FULL = Rule(
    "r3", 0, ("blue bottle", "/a+/"), "Rewe", "own", "20", "5.50 EUR", "7", "1-5", "11:00-12:00", "out", "food", "visa",
    "green tea", (("aa", "3.50"), ("bb", "")), "", "REWE", ("a", "b"), "a note", True,
)  # fmt: skip
PATHS = {"own": "main account", "aa": "food:eating out", "bb": "home"}


def test_a_rule_is_said_as_it_is_typed():
    assert conditions(FULL, PATHS.__getitem__) == [
        "blue bottle", "--text", "/a+/", "--payee", "Rewe", "--below", "20", "--above", "5.50EUR", "--amount", "7",
        "--days", "1-5", "--hours", "11:00-12:00", "--their-category", "food", "--paid-with", "visa",
        "--item", "green tea", "--out", "@main-account",
    ]  # fmt: skip
    assert actions(FULL, PATHS.__getitem__, ",") == [
        "+food:eating-out=3,50", "+home", "--name", "REWE", "--tag", "a", "--tag", "b", "--memo", "a note", "--stop",
    ]  # fmt: skip
    assert conditions(Rule("r1", 0, way="in", exactly="7.5"), PATHS.__getitem__, ",") == ["--amount", "7,5", "--in"]
    assert actions(Rule("r1", 0, to="own"), PATHS.__getitem__) == ["--transfer", "@main-account"]
    assert actions(Rule("r1", 0), PATHS.__getitem__) == []
    assert conditions(Rule("r1", 0, ("a",)), PATHS.__getitem__) == ["a"]


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (("@x",), ["--text", "@x"]),
        (("＋x", "a"), ["--text", "＋x", "--text", "a"]),
        (("-5",), ["--text=-5"]),
        (("－n", "－5"), ["--text=－n", "--text=－5"]),
        (("/a/", "b c"), ["/a/", "--text", "b c"]),
    ],
)
def test_what_would_be_read_as_something_else_is_named(terms, words):
    assert conditions(Rule("r1", 0, terms), PATHS.__getitem__) == words
    assert actions(Rule("r1", 0, memo="-x", called="-y", tags=("-z",)), PATHS.__getitem__) == [
        "--name=-y", "--tag=-z", "--memo=-x",
    ]  # fmt: skip
