"""Bills shared in unequal parts: exact in every currency, and what nobody else owes is mine."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.books import add, held, lines, recorded, refused
from wallet_cli.domain.amounts import plain
from wallet_cli.domain.currency import currency
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.session import Session
from wallet_cli.store.books import accounts

SCALES = {"JPY": 0, "EUR": 2, "KWD": 3, "CLF": 4, "BTC": 8, "ETH": 9}
"""A currency of each scale there is."""


def test_an_amount_and_a_part_are_taken_from_the_bill_and_the_rest_is_mine(session: Session) -> None:
    add(session, "bob", "person")
    receipt = pay(session, Payment(["86", "Dinner", "@cash", "+food"], people=("anna=20", "bob=30%")))
    assert lines(session, receipt) == {"food": 4020, "anna": 2000, "bob": 2580, "cash": -8600}


def test_who_has_no_part_of_their_own_shares_the_rest_with_me(session: Session) -> None:
    add(session, "bob", "person")
    receipt = pay(session, Payment(["86", "Dinner", "@cash", "+food"], people=("anna＝20", "bob")))
    assert lines(session, receipt) == {"food": 3300, "anna": 2000, "bob": 3300, "cash": -8600}


def test_an_odd_minor_unit_is_mine_whatever_way_it_is_shared(session: Session) -> None:
    receipt = pay(session, Payment(["0.99", "Tea", "@cash", "+food"], people=("anna=50%",)))
    assert lines(session, receipt) == {"food": 50, "anna": 49, "cash": -99}


def test_the_parts_of_a_foreign_bill_are_in_the_currency_of_the_line(session: Session) -> None:
    add(session, "bob", "person")
    wish = Payment(["90usd", "Hotel", "@card", "+travel=40", "+food"], charged="80", people=("anna=20", "bob=50%"))
    postings = recorded(session, pay(session, wish)).postings
    assert [(posting.amount_minor, posting.original_minor) for posting in postings] == [
        (988, 1111),
        (1235, 1389),
        (1777, 2000),
        (4000, 4500),
        (-8000, -9000),
    ]
    assert {posting.original_currency for posting in postings} == {"USD"}


@pytest.mark.parametrize(
    ("people", "slug", "status"),
    [
        (("anna=86",), "bill-nothing-left", 2),
        (("anna=100%",), "bill-nothing-left", 2),
        (("anna=90",), "bill-nothing-left", 2),
        (("anna=0.01%",), "bill-too-small", 5),
        (("anna=",), "bad-share", 2),
        (("=20",), "bad-share", 2),
        (("anna=30eur%",), "bad-share", 2),
        (("anna=0%",), "bad-share", 2),
        (("anna=0",), "zero-amount", 2),
        (("anna=20usd",), "part-in-other-currency", 2),
        (("anna=x",), "amount-unreadable", 2),
        (("anna=20", "anna=30%"), "person-twice", 2),
        (("carl=20",), "no-such-person", 3),
    ],
)
def test_what_is_no_share_is_refused(session: Session, people: tuple[str, ...], slug: str, status: int) -> None:
    with refused(slug, status):
        pay(session, Payment(["86", "Dinner", "@cash", "+food"], people=people))
    assert held(session, "cash") == 32000


PEOPLE = ("anna", "p1", "p2")


@settings(deadline=None, max_examples=80)
@given(
    code=st.sampled_from(sorted(SCALES)),
    total=st.integers(10**4, 10**12),
    shares=st.lists(
        st.none() | st.integers(1, 32).map(lambda p: f"{p}%") | st.integers(1, 300).map(lambda p: f"{p / 10}%")
        | st.integers(1, 3000),
        min_size=1, max_size=3,
    ),
    food=st.integers(1, 99),
)  # fmt: skip
def test_parts_sum_to_the_bill_in_every_scale(
    shared: Session, code: str, total: int, shares: list[str | int | None], food: int
) -> None:
    scale = SCALES[code]
    assert currency(code).scale == scale
    for name, kind, codes in ((f"in-{code}", "bank", (code,)), ("p1", "person", ()), ("p2", "person", ())):
        if accounts.find(shared.db, name) is None:
            add(shared, name, kind, *codes)
    people = [
        name if share is None else f"{name}={share if isinstance(share, str) else plain(share, scale)}"
        for name, share in zip(PEOPLE, shares, strict=False)
    ]
    typed = [plain(total, scale), "Dinner", f"@in-{code}", f"+food={plain(total * food // 100, scale)}", "+home"]
    found = recorded(shared, pay(shared, Payment(typed, people=people))).postings
    assert found[-1].amount_minor == -total
    assert sum(posting.amount_minor for posting in found[:-1]) == total
    owed = [posting.amount_minor for posting in found[-1 - len(people) : -1]]
    for share, minor in zip(shares, owed, strict=True):
        if isinstance(share, int):
            assert minor == share
        elif share is not None:
            tenths = round(float(share[:-1]) * 10)
            assert minor == total * tenths // 1000
