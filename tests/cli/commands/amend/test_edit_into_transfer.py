"""What was booked on one account becomes a transfer where both accounts are named, source first."""

import json

from tests.cli.driver import Wallet


def held(wallet: Wallet) -> dict[str, str]:
    return {row["account"]: row["balance"]["amount"] for row in json.loads(wallet.ok("balance", "--json"))["accounts"]}


def test_an_adjustment_or_a_payment_becomes_a_transfer_and_undo_takes_it_back(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "visa", "--kind", "card", "--owed", "40")
    before = held(wallet)
    wallet.ok("adjust", "@visa", "--to", "0")
    paid = wallet.ok("adjust", "@cash", "--to", "300", "-q").strip()
    made = json.loads(wallet.ok("history", "@visa", "--json"))["transactions"][0]["ref"]
    wallet.ok("edit", made, "@bank", "@visa")
    assert (held(wallet)["visa"], held(wallet)["bank"]) == ("0.00", "1210.00")
    assert float(before["bank"]) == 1250
    assert wallet("edit", paid, "@bank", "@cash").status == 5  # it went out, not in
    wallet.ok("edit", paid, "@cash", "@bank")
    assert (held(wallet)["cash"], held(wallet)["bank"]) == ("300.00", "1230.00")
    assert wallet("verify").status == 0


def test_neither_side_may_be_another_account_and_shared_bills_stay(wallet: Wallet) -> None:
    ref = wallet.ok("pay", "12", "Coffee", "@cash", "+food", "-q").strip()
    wallet.ok("accounts", "add", "savings", "--kind", "savings")
    assert wallet("edit", ref, "@bank", "@savings").status == 5
    split = wallet.ok("pay", "12", "Shop", "@cash", "+food=4", "+fun", "-q").strip()
    assert wallet("edit", split, "@cash", "@bank").status == 5
    wallet.ok("edit", ref, "@cash", "@bank")
    assert wallet("verify").status == 0
