"""What a row of an e-wallet brings to each place: exact, balanced, and nowhere else than its words say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files import ewallet_words as w
from wallet_cli.domain.files.ewallet import Meaning, Part
from wallet_cli.domain.files.ewallet_sides import FEES, GIVEN, OUTSIDE, OWN, SHARED, Side, Sides, sides
from wallet_cli.domain.money import Money

CNY = Currency("CNY", 2)


def yuan(minor: int) -> Money:
    return Money(minor, CNY)


def part(name: str, minor: int | None = None, *, gift: bool = False) -> Part:
    return Part(name, None if minor is None else yuan(minor), gift)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (Meaning(w.NOTE, yuan(500), why=w.CLOSED), Sides((), w.CLOSED)),
        (
            Meaning(w.PURCHASE, yuan(500), (part("花呗", 500),)),
            Sides((Side(OWN, "花呗", -500), Side(OUTSIDE, "", 500))),
        ),
        (
            Meaning(w.INCOME, yuan(500), (), (part("", 500),)),
            Sides((Side(OWN, "", 500), Side(OUTSIDE, "", -500))),
        ),
        (
            Meaning(w.WITHDRAWAL, yuan(10010), (part("", 10010),), (part("工商银行(9876)", 10010),), yuan(10)),
            Sides((Side(OWN, "", -10010), Side(OWN, "工商银行(9876)", 10000), Side(FEES, "", 10))),
        ),
        (
            Meaning(w.PURCHASE, yuan(500), (part("", 200), part("花呗", 250), part("红包", 50, gift=True))),
            Sides((Side(OWN, "", -200), Side(OWN, "花呗", -250), Side(OUTSIDE, "", 450))),
        ),
        (
            Meaning(w.PURCHASE, yuan(500), (part("花呗"), part("红包", gift=True))),
            Sides((Side(OWN, "花呗", -500), Side(OUTSIDE, "", 500)), "", at_most=True),
        ),
        (
            Meaning(w.PURCHASE, yuan(500), (part("花呗"), part("红包", 50, gift=True), part("积分", gift=True))),
            Sides((Side(OWN, "花呗", -450), Side(OUTSIDE, "", 450)), "", at_most=True),
        ),
        (Meaning(w.PURCHASE, yuan(500), (part("白条"), part(""))), Sides((), SHARED)),
        (Meaning(w.REFUND, yuan(500), (), (part("白条"), part(""))), Sides((), SHARED)),
        (Meaning(w.PURCHASE, yuan(500), (part("红包", 500, gift=True),)), Sides((), GIVEN)),
        (Meaning(w.PURCHASE, yuan(500), (part("红包", gift=True), part("积分", gift=True))), Sides((), GIVEN)),
        (
            Meaning(w.INCOME, yuan(500), (), (part("", 4), part("花呗", 496)), yuan(6)),
            Sides((Side(OWN, "花呗", 494), Side(FEES, "", 6), Side(OUTSIDE, "", -500))),
        ),
    ],
)
def test_the_sides_of_a_row(found, wanted):
    assert sides(found) == wanted


NAMES = st.sampled_from(["", "余额宝", "花呗", "招商银行(1234)", "红包", w.UNSAID])
PARTS = st.lists(
    st.builds(
        lambda name, minor: Part(name, None if minor is None else yuan(minor), name == "红包"),
        NAMES,
        st.none() | st.integers(0, 10**6),
    ),
    max_size=4,
).map(tuple)
WHATS = (w.PURCHASE, w.INCOME, w.REFUND, w.TOP_UP, w.WITHDRAWAL, w.TRANSFER, w.REPAYMENT, w.RED_PACKET, w.PERSON)


@given(
    st.sampled_from((*WHATS, w.NOTE)),
    st.integers(0, 10**6),
    PARTS,
    PARTS,
    st.none() | st.integers(0, 10**6),
)
def test_sides_sum_to_zero_and_are_at_the_places_that_the_meaning_names(what, minor, left, came, fee):
    found = Meaning(what, yuan(minor), left, came, None if fee is None else yuan(fee))
    result = sides(found)
    assert sum(side.minor for side in result.sides) == 0
    own = {part.name for part in (*left, *came) if not part.is_gift}
    assert {side.name for side in result.sides if side.what == OWN} <= own
    assert all(side.minor for side in result.sides)
    assert [side.minor for side in result.sides if side.what == FEES] in ([], [fee])
    if what == w.NOTE or result.why:
        assert result.sides == ()
