"""The most pairs, then the cheapest: compared with all ways that there are."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.files.joins.assignment import NOBODY, assigned


def test_a_row_that_may_be_one_is_that_one_and_others_stay_alone():
    assert assigned([]) == []
    assert assigned([[], [(0, 5)], []]) == [NOBODY, 0, NOBODY]
    assert assigned([[(0, 5)], [(0, 4)]]) == [NOBODY, 0]
    assert assigned([[(0, 4)], [(0, 4)]]) == [0, NOBODY]


def test_more_pairs_are_better_than_cheap_ones():
    assert assigned([[(0, 0), (1, 90)], [(0, 80)]]) == [1, 0]


def test_of_as_many_pairs_the_cheapest_are_taken_along_a_chain():
    assert assigned([[(0, 1), (1, 2)], [(0, 1), (1, 4)]]) == [1, 0]
    assert assigned([[(0, 0), (1, 1)], [(1, 0), (2, 1)], [(0, 0)], [(2, 9)]]) == [1, 2, 0, NOBODY]
    assert assigned([[(0, 0), (1, 1)], [(1, 0), (2, 1)], [(0, 0)], []]) == [1, 2, 0, NOBODY]


def test_an_entry_that_is_reached_in_two_ways_is_reached_by_the_cheaper_one():
    assert assigned([[(0, 1)], [(1, 2)], [(0, 2), (1, 0), (2, 9)]]) == [0, 1, 2]
    assert assigned([[(0, 3), (3, 3)], [(1, 0), (0, 0)], [(0, 9), (1, 1)], [(0, 1), (1, 5)]]) == [3, 0, 1, NOBODY]


choices = st.lists(
    st.dictionaries(st.integers(0, 3), st.integers(0, 6), max_size=4).map(lambda row: list(row.items())), max_size=5
)


def _worth(rows: list[list[tuple[int, int]]], chosen: list[int]) -> tuple[int, int]:
    pairs = [dict(row)[entry] for row, entry in zip(rows, chosen, strict=True) if entry != NOBODY]
    return -len(pairs), sum(pairs)


@given(choices)
def test_no_way_is_better(rows):
    chosen = assigned(rows)
    taken = [entry for entry in chosen if entry != NOBODY]
    assert len(set(taken)) == len(taken)
    ways = product(*[[NOBODY, *dict(row)] for row in rows])
    allowed = [list(way) for way in ways if len({e for e in way if e >= 0}) == sum(e >= 0 for e in way)]
    assert _worth(rows, chosen) == min(_worth(rows, way) for way in allowed)


def test_many_rows_in_a_chain_take_their_time_in_proportion():
    rows = [[(entry, (entry - n) ** 2) for entry in range(max(0, n - 3), n + 3)] for n in range(2_000)]
    assert assigned(rows)[:3] == [0, 1, 2]
