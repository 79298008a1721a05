"""``wallet edit`` whose first word is no transaction."""

from tests.cli.driver import Wallet


def test_a_number_before_an_amount_is_a_transaction_without_its_letter(wallet: Wallet) -> None:
    wallet.ok("pay", "5", "Tea", "@cash", "+food")
    told = wallet("edit", "1", "6")
    assert (told.status, "write: wallet edit t1 6\n" in told.err) == (2, True), told.err
