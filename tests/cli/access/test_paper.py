"""Words for paper: a few to a line, and once more before they are taken off the screen."""

import re

import pytest

from tests.cli.driver import Wallet
from wallet_cli.cli.access import paper


@pytest.mark.parametrize(("how", "between"), [((), " "), (("--plain",), ", ")])
def test_words_are_shown_once_more_on_request(wallet: Wallet, how: tuple[str, ...], between: str) -> None:
    told = wallet("keys", "add", "recovery", *how, tty=True, typed="again\n再看\n\n")
    rows = re.findall(r"\b1\. \w+.*", told.err)
    assert len(rows) == 3
    assert len(set(rows)) == 1
    assert rows[0].count(". ") == paper.COLUMNS
    assert (f"{between}2. " in rows[0]) and ((", " in rows[0]) is bool(how))
