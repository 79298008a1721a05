"""What a sign means in a table of a card or a loan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.files.debt_signs import INVERTED, NATURAL, Shown, balances_say, meant, way_of

PAID = "PAYMENT RECEIVED - THANK YOU"
COUNTS = st.integers(0, 5)


def shown(words: dict[tuple[int, int], int] | None = None, balances: str = "", **counts: int) -> Shown:
    """What lines show, nothing where it isn't said."""
    return Shown(words or {}, *(counts.get(name, 0) for name in ("positive", "negative", "plus")), balances)


@pytest.mark.parametrize(
    ("found", "kind", "wanted"),
    [
        (shown({(1, -1): 1}, positive=1, negative=9), "card", INVERTED),
        (shown({(-1, -1): 1}, positive=9, negative=1), "card", NATURAL),
        (shown(positive=9, negative=1, plus=9), "card", NATURAL),
        (shown(positive=4, negative=2), "card", INVERTED),
        (shown(positive=2, negative=4), "card", NATURAL),
        (shown(positive=3, negative=2), "card", ""),
        (shown(positive=2, negative=1), "card", ""),
        (shown(positive=9, negative=1), "loan", ""),
        (shown(negative=1), "loan", NATURAL),
        (shown(positive=2, negative=2, balances=INVERTED), "loan", INVERTED),
        (shown(positive=2, negative=2, balances=NATURAL), "loan", NATURAL),
        (shown(positive=2, negative=4, balances=INVERTED), "card", ""),
        (shown(positive=4, negative=2, balances=INVERTED), "card", INVERTED),
    ],
)
def test_rows_words_come_first_and_what_disagrees_is_left_open(found: Shown, kind: str, wanted: str):
    assert meant(found, kind) == wanted


@given(*[COUNTS] * 6)
def test_all_signs_turned_mean_the_other_thing(a: int, b: int, c: int, d: int, e: int, f: int):
    one = meant(Shown({(1, 1): a, (-1, 1): b}, c + 1, d + 1, 0, balances_say(e - f, turns=False)), "card")
    other = meant(Shown({(1, -1): a, (-1, -1): b}, d + 1, c + 1, 0, balances_say(e - f, turns=True)), "card")
    assert {one, other} in ({NATURAL, INVERTED}, {""})


@pytest.mark.parametrize(
    ("side", "turns", "wanted"),
    [
        (2, False, INVERTED),
        (2, True, NATURAL),
        (-2, False, NATURAL),
        (-2, True, INVERTED),
        (0, False, ""),
        (0, True, ""),
    ],
)
def test_a_balance_is_owed(side: int, turns: bool, wanted: str):
    assert balances_say(side, turns=turns) == wanted


def test_the_words_of_charges_and_repayments():
    assert [way_of(text) for text in (PAID, "INTEREST CHARGED", "Sollzinsen", "年费", "TESCO")] == [1, -1, -1, -1, 0]
