"""A command line that is too long goes on behind a backslash, and is the same to a shell."""

import re
import shlex

from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.cli.render.wrap import continued
from wallet_cli.domain.text import width
from wallet_cli.words.spelling import spelled

words = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12))


def test_a_line_that_fits_stays_and_a_longer_one_is_broken_between_words() -> None:
    line = "wallet pay 86 Dinner @card --with anna=20"
    assert continued(line, 60, 2) == [line]
    assert continued(line, 30, 2) == ["wallet pay 86 Dinner @card \\", "  --with anna=20"]
    assert continued("wallet pay 5 'a b c d e f' @cash", 20, 2) == ["wallet pay 5 \\", "  'a b c d e f' \\", "  @cash"]
    assert continued("wallet pay 5 Bob's shop", 10, 2) == ["wallet pay 5 Bob's shop"], "half a quote isn't touched"


@given(words, st.integers(10, 40))
def test_it_means_the_same_and_no_line_is_wider_than_its_longest_word(found: list[str], cells: int) -> None:
    line = spelled(found)
    lines = continued(line, cells, 2)
    assert re.sub(r" \\\n +", " ", "\n".join(lines)) == line
    for each in lines:
        assert width(each) <= cells or len(lines) == 1 or len(shlex.split(each.removesuffix(" \\"))) == 1
