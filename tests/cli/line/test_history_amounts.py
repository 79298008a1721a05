"""An amount among the words of a search: nothing is called so, and the options that look for it are named."""

import pytest

from tests.cli.driver import Wallet


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_amount_that_was_searched_for_names_the_options(wallet: Wallet, language: str) -> None:
    wallet.ok("pay", "12.50", "Tea", "@cash", "+food")
    told = wallet("history", "12.50", "--lang", language, tty=True)
    line = "history --min 12.50 --max 12.50"
    assert f"wallet {line}" in told.err
    assert "Tea" in wallet.ok(*line.split())


def test_the_help_says_which_is_first(wallet: Wallet) -> None:
    assert "the other way round: the oldest first" in " ".join(wallet.ok("help", "history").split())
    for word in ("One", "Two"):
        wallet.ok("pay", "1", word, "@cash", "+food")
    assert wallet.ok("history", "--reverse").index("One") < wallet.ok("history", "--reverse").index("Two")
    assert wallet.ok("history").index("Two") < wallet.ok("history").index("One")
