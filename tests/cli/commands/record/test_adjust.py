"""``wallet adjust`` at the command line."""

import json

from tests.cli.driver import Wallet


def test_an_account_is_brought_to_what_it_holds(wallet: Wallet) -> None:
    out = wallet.ok("adjust", "@cash", "--to", "57.30", "+fun")
    assert "Recorded cash: €57.30   t3" in out
    assert "cash €320.00 → €57.30" in out


def test_debts_are_below_zero_or_owed(wallet: Wallet) -> None:
    assert "card: €420.00 owed   t3" in wallet.ok("adjust", "@card", "--to", "-420")
    assert "card €420.00 → €400.00 owed" in wallet.ok("adjust", "card", "--owed", "400")


def test_what_was_right_is_said_to_be_and_kept(wallet: Wallet) -> None:
    out = wallet.ok("adjust", "@cash", "--to", "320")
    assert "the books already said so" in out
    assert json.loads(wallet.ok("adjust", "@cash", "--to", "320", "--json"))["transactions"] == []
    assert wallet.ok("adjust", "@cash", "--to", "320", "-q").startswith("o")


def test_the_line_is_read_at_the_prompt(wallet: Wallet) -> None:
    result = wallet("adjust", tty=True, typed="@cash --to 57.30 -d y\n")
    assert result.err.startswith("like @cash --to 80; TAB completes, Enter alone ends\nadjust> ")
    assert "cash: €57.30, Thu 19 Nov" in result.out


def test_without_a_balance_the_right_line_is_named(wallet: Wallet) -> None:
    result = wallet("adjust", "@cash")
    assert result.status == 2
    assert "wallet adjust @cash --to AMOUNT" in result.err
