"""Which backups stay: the newest of so many days, weeks, months and years, and never fewer than rules allow."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.retention import Rule, kept, read_rules
from wallet_cli.errors import UsageProblem

DAYS = st.lists(st.integers(700_000, 760_000), max_size=60).map(sorted)
RULES = st.lists(st.builds(Rule, st.integers(1, 20), st.sampled_from("dwmy")), max_size=4, unique_by=lambda r: r.unit)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def test_rules_are_read() -> None:
    assert read_rules("7d,4w, 12m,2y") == (Rule(7, "d"), Rule(4, "w"), Rule(12, "m"), Rule(2, "y"))


@pytest.mark.parametrize("text", ["", "7", "d", "0d", "7d,", "7x", "-1d", "7d,3d", "7d 4w", "99999d", "７d"])
def test_what_are_no_rules(text: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        read_rules(text)
    assert caught.value.slug == "bad-keep"


def test_the_newest_of_each_period_stays() -> None:
    days = [day(each) for each in ("2026-09-30", "2026-10-31", "2026-11-08", "2026-11-09", "2026-11-15", "2026-11-15")]
    assert kept(days, [Rule(1, "d")]) == {5}
    assert kept(days, [Rule(2, "d")]) == {3, 5}
    assert kept(days, [Rule(2, "w")]) == {2, 5}  # a week ends with its Sunday, the 8th
    assert kept(days, [Rule(2, "m")]) == {1, 5}
    assert kept(days, [Rule(3, "y")]) == {5}
    assert kept([], [Rule(3, "y")]) == set()
    assert kept(days, []) == {5}


@given(DAYS, RULES)
def test_the_newest_always_stays_and_no_rule_keeps_more_than_it_says(days: list[int], rules: list[Rule]) -> None:
    stay = kept(days, rules)
    assert not days or len(days) - 1 in stay
    assert stay <= set(range(len(days)))
    assert len(stay) <= 1 + sum(rule.most for rule in rules)
    for index in stay:
        assert index == len(days) - 1 or days[index + 1] != days[index]


@given(DAYS, RULES)
def test_what_went_once_would_go_again(days: list[int], rules: list[Rule]) -> None:
    stay = [days[index] for index in sorted(kept(days, rules))]
    assert kept(stay, rules) == set(range(len(stay)))


def test_the_last_month_of_a_year_is_not_the_first_of_the_next() -> None:
    days = [day(each) for each in ("2025-11-30", "2025-12-31", "2026-01-01", "2026-01-31", "2027-01-01")]
    assert kept(days, [Rule(9, "m")]) == {0, 1, 3, 4}
    assert kept(days, [Rule(9, "y")]) == {1, 3, 4}
