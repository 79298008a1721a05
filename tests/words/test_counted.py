"""How many there are, with the word that fits the number, in both languages."""

import pytest

from wallet_cli import i18n
from wallet_cli.errors import Damaged
from wallet_cli.words.catalogue import text_of
from wallet_cli.words.counted import LINES, OPERATIONS, TRANSACTIONS, counted


def test_one_is_no_plural() -> None:
    assert [counted(count, OPERATIONS) for count in (0, 1, 2)] == ["0 operations", "1 operation", "2 operations"]
    assert [counted(1, words) for words in (LINES, TRANSACTIONS)] == ["1 line", "1 transaction"]


def test_an_error_counts_what_it_says() -> None:
    def said(found: int) -> str:
        return text_of(Damaged("backup-older", seen=6, found=found, keys=1, newest="", line="wallet restore x"))[0]

    assert said(1) == "this backup holds 1 operation, but 6 were seen on this machine"
    assert said(5) == "this backup holds 5 operations, but 6 were seen on this machine"


@pytest.mark.parametrize("count", [1, 7])
def test_chinese_has_one_form(count: int) -> None:
    i18n.choose("zh")
    try:
        assert counted(count, TRANSACTIONS) == f"{count} 笔交易"
    finally:
        i18n.choose("en")
