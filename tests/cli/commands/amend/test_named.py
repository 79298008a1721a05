"""A payee where a transaction is meant: which of its transactions that may be is said, and how to see all."""

import re

import pytest

from tests.cli.driver import Wallet


@pytest.mark.parametrize("line", [("rm", "netflix & co"), ("edit", "netflix & co", "5")])
def test_a_payee_in_place_of_a_transaction_brings_its_newest(wallet: Wallet, line: tuple[str, ...]) -> None:
    wallet.ok("pay", "9.99", "Netflix & Co", "@bank", "+fun", "-d", "2026-11-03")
    wallet.ok("pay", "9.99", "Netflix & Co", "@bank", "+fun", "-d", "2026-11-02")
    told = wallet(*line)
    assert told.status == 2
    assert "the newest with Netflix & Co is t3, of 2026-11-03" in told.err
    assert 'wallet history --payee "Netflix & Co"' in told.err
    assert wallet.ok("history", "--payee", "Netflix & Co", "-q").split() == ["t3", "t4"]


def test_a_payee_without_transactions_brings_none(wallet: Wallet) -> None:
    wallet.ok("pay", "9.99", "Netflix", "@bank", "+fun")
    wallet.ok("rm", "t3")
    assert "newest" not in wallet("rm", "Netflix").err


def test_other_words_can_be_searched_for(wallet: Wallet) -> None:
    wallet.ok("pay", "9.99", "Netflix", "@bank", "+fun")
    told = wallet("rm", "netfl")
    assert re.search(r"wallet history netfl$", told.err, re.MULTILINE)
    assert "wallet history 4" not in wallet("rm", "4").err
