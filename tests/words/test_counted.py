"""How many there are, with the word that fits the number, in both languages."""

import pytest

from wallet_cli import i18n
from wallet_cli.words.counted import LINES, OPERATIONS, TRANSACTIONS, counted


def test_one_is_no_plural() -> None:
    assert [counted(count, OPERATIONS) for count in (0, 1, 2)] == ["0 operations", "1 operation", "2 operations"]
    assert [counted(1, words) for words in (LINES, TRANSACTIONS)] == ["1 line", "1 transaction"]


@pytest.mark.parametrize("count", [1, 7])
def test_chinese_has_one_form(count: int) -> None:
    i18n.choose("zh")
    try:
        assert counted(count, TRANSACTIONS) == f"{count} 笔交易"
    finally:
        i18n.choose("en")
