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
    assert "filled in from last time: cash · food" in out


def test_without_a_terminal_nothing_is_inferred(wallet: Wallet) -> None:
    wallet.ok("pay", "12.50", "Coffee", "@cash", "+food")
    assert wallet("pay", "12.50", "Coffee").status == 2
    assert wallet("pay", "12.50", "Coffee", "--infer").status == 0


def test_a_repayment_of_a_card_is_answered_with_the_transfer(wallet: Wallet) -> None:
    result = wallet("pay", "500", "card", "@bank")
    assert result.status == 5
    assert "wallet transfer 500 @bank @card" in result.err
    assert "wallet pay 500 NAME @bank +CATEGORY" in result.err


def test_a_payee_that_looks_like_a_number_needs_force(wallet: Wallet) -> None:
    result = wallet("pay", "12", "50", "@cash", "+food")
    assert result.status == 2
    assert "12 NAME @cash +food   (if it is the name: --force)" in result.err
    assert "€12.00 to 50 from cash" in wallet.ok("pay", "12", "50", "@cash", "+food", "--force")


def test_options_count_at_the_prompt_too(wallet: Wallet) -> None:
    out = wallet.ok("pay", tty=True, typed="86 Dinner @cash +food --with anna --tag a --tag b\n")
    assert "cash €320.00 → €234.00" in out
    assert "anna €0.00 → €43.00 owes you" in out


def test_control_characters_never_reach_the_screen(wallet: Wallet) -> None:
    out = wallet.ok("pay", "5", "a\x1b[31mb\u202e", "@cash", "+food")
    assert "a<U+001B>[31mb<U+202E>" in out
    error = wallet("pay", "5", "X", "@a\x1b[31m", "+food").err
    assert "\x1b" not in error
    assert "a<U+001B>[31m" in error
