"""``wallet pay`` at the command line."""

import json

from tests.cli.driver import Wallet


def test_a_payment_is_recorded_and_shown(wallet: Wallet) -> None:
    out = wallet.ok("pay", "12.50", "Coffee", "@cash", "+food")
    assert "Recorded €12.50 to Coffee from cash · food" in out
    assert "cash €320.00 → €307.50" in out
    assert "cash\tcash\t307.50\tEUR\t0.00" in wallet.ok("balance")


def test_a_dry_run_keeps_nothing(wallet: Wallet) -> None:
    assert "Would record €12.50" in wallet.ok("pay", "12.50", "Coffee", "@cash", "+food", "-n")
    assert "cash\tcash\t320.00\tEUR\t0.00" in wallet.ok("balance")


def test_a_repeated_id_records_once(wallet: Wallet) -> None:
    line = ("pay", "5", "Bakery", "@cash", "+food", "--id", "k1", "--json")
    first, second = json.loads(wallet.ok(*line)), json.loads(wallet.ok(*line))
    assert first["transactions"] == second["transactions"]
    assert (first["repeated"], second["repeated"]) == (False, True)
    other = wallet("pay", "6", "Bakery", "@cash", "+food", "--id", "k1")
    assert other.status == 6


def test_on_a_terminal_the_line_is_read_literally_and_the_last_time_is_remembered(wallet: Wallet) -> None:
    wallet.ok("pay", "12.50", "Bob's H&M", "@cash", "+food")
    out = wallet.ok("pay", tty=True, typed="3 Bob's H&M\n")
    assert "taken from last time: cash · food" in out


def test_without_a_terminal_nothing_is_inferred(wallet: Wallet) -> None:
    wallet.ok("pay", "12.50", "Coffee", "@cash", "+food")
    assert wallet("pay", "12.50", "Coffee").status == 2
    assert wallet("pay", "12.50", "Coffee", "--infer").status == 0
