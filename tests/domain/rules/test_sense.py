import pytest

from wallet_cli.domain.rules.rule import Rule
from wallet_cli.domain.rules.sense import require_sense
from wallet_cli.errors import WalletError

DOES = {"shares": (("aa", ""),)}


@pytest.mark.parametrize(
    ("fields", "slug", "params"),
    [
        ({**DOES}, "rule-without-condition", {}),
        ({"terms": ("a",)}, "rule-without-action", {}),
        ({"terms": ("*",), **DOES}, "rule-text-empty", {"text": "*"}),
        ({"item": "**", **DOES}, "rule-text-empty", {"text": "**"}),
        ({"terms": ("/(/",), **DOES}, "rule-pattern", {"pattern": "(", "part": "(", "at": 1}),
        ({"below": "x", **DOES}, "rule-amount", {"text": "x"}),
        ({"terms": ("a",), "shares": (("aa", "x"), ("bb", ""))}, "rule-amount", {"text": "x"}),
        ({"days": "x", **DOES}, "rule-days", {"text": "x"}),
        ({"hours": "x", **DOES}, "rule-hours", {"text": "x"}),
        ({"below": "5", "above": "5", **DOES}, "rule-never", {"one": "--below 5", "other": "--above 5"}),
        ({"below": "5", "above": "5.01", **DOES}, "rule-never", {"one": "--below 5", "other": "--above 5.01"}),
        ({"below": "5", "exactly": "5", **DOES}, "rule-never", {"one": "--below 5", "other": "--amount 5"}),
        ({"above": "5", "exactly": "5", **DOES}, "rule-never", {"one": "--above 5", "other": "--amount 5"}),
        (
            {"above": "1 USD", "exactly": "5 EUR", **DOES},
            "rule-never",
            {"one": "--above 1USD", "other": "--amount 5EUR"},
        ),
        (
            {"below": "5", "above": "4", "exactly": "9", **DOES},
            "rule-never",
            {"one": "--below 5", "other": "--amount 9"},
        ),
        (
            {"below": "9", "above": "5", "exactly": "4", **DOES},
            "rule-never",
            {"one": "--above 5", "other": "--amount 4"},
        ),
        ({"below": "0", **DOES}, "rule-never", {"one": "--below 0", "other": "0"}),
        ({"account": "aa", "to": "aa"}, "rule-to-itself", {"account": "AA"}),
        ({"terms": ("a",), "shares": (("aa", ""), ("aa", ""))}, "category-twice", {"category": "AA"}),
        ({"terms": ("a",), "shares": (("aa", "5"),)}, "rule-share-unsaid", {"category": "AA"}),
        ({"terms": ("a",), "shares": (("aa", "1"), ("bb", "5"))}, "rule-share-unsaid", {"category": "BB"}),
        ({"terms": ("a",), "shares": (("aa", ""), ("bb", ""))}, "one-rest", {"categories": ("AA", "BB")}),
        (
            {"below": "20", "shares": (("aa", "20 EUR"), ("bb", ""))},
            "rule-shares-too-large",
            {"shares": ("+AA=20EUR",), "condition": "--below 20"},
        ),
        (
            {"exactly": "20", "shares": (("aa", "15"), ("cc", "5"), ("bb", ""))},
            "rule-shares-too-large",
            {"shares": ("+AA=15", "+CC=5"), "condition": "--amount 20"},
        ),
    ],
)
def test_what_makes_no_sense_is_refused(fields, slug, params):
    with pytest.raises(WalletError) as refused:
        require_sense(Rule("r1", 0, **fields), str.upper)
    assert (refused.value.slug, refused.value.params) == (slug, params)


@pytest.mark.parametrize(
    "fields",
    [
        {"terms": ("a",), "stops": True},
        {"below": "5", "above": "4.99", **DOES},
        {"below": "5", "above": "1", "exactly": "3 EUR", **DOES},
        {"below": "20", "exactly": "19", **DOES},
        {"below": "20", "shares": (("aa", "1.5"), ("cc", "0.25"), ("bb", ""))},
        {"days": "1-5", "hours": "11-12", **DOES},
        {"account": "bb", "to": "aa"},
        {"below": "20.01", "shares": (("aa", "20"), ("bb", ""))},
        {"terms": ("/a|b/",), "category": "x", "method": "y", "item": "z", "memo": "m"},
    ],
)
def test_what_makes_sense_is_taken(fields):
    require_sense(Rule("r1", 0, **fields), str.upper)
