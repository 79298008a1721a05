"""What joining is held to: almost nothing silently wrong, nothing missed, few rows to look at."""

import pytest

from tests.households.generator import household
from tests.households.measure import total


def test_a_seed_is_one_household_and_all_that_misleads_is_in_it():
    one = household(7, 0.5)
    assert one == household(7, 0.5)
    assert one != household(8, 0.5)
    refunds = {(event.name, event.minor) for event in one.events if 0 < event.minor < 250000}
    assert refunds and all(
        (name, -minor) in {(each.name, each.minor) for each in one.events} for name, minor in refunds
    )
    assert any(row.pending for file in one.files for row in file)
    assert {-60000, -999, -2000, -350} <= {typed.minor for typed in one.typed}


@pytest.mark.parametrize("share", [0.3, 0.5, 1.0])
def test_of_what_is_joined_silently_one_in_a_thousand_is_wrong_at_most(share):
    found = total(20, share)
    assert len(found.wrong) * 1000 <= found.silent, found.wrong
    assert found.missed == 0
    assert found.silent > 1_000


def test_a_year_half_recorded_by_hand_leaves_twenty_rows_to_look_at():
    looked_at = total(20, 0.5).looked_at
    assert looked_at[len(looked_at) // 2] <= 20
