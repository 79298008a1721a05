"""Words for paper: a few to a line, and once more before they are taken off the screen."""

import pytest

from tests.cli.driver import Wallet
from wallet_cli.cli.access import paper


@pytest.mark.parametrize(("how", "row"), [((), "  1. "), (("--plain",), "1. ")])
def test_words_are_shown_once_more_on_request(wallet: Wallet, how: tuple[str, ...], row: str) -> None:
    told = wallet("keys", "add", "recovery", *how, tty=True, typed="again\n再看\n\n")
    first = [line for line in told.err.splitlines() if line.startswith(row)]
    assert len(first) == 3
    assert len(set(first)) == 1
    assert first[0].count(". ") == paper.COLUMNS
    assert (", 2. " in first[0]) is bool(how)
