"""``wallet refund`` at the command line."""

from tests.cli.driver import Wallet


def test_a_purchase_is_refunded_in_parts_and_then_no_more(wallet: Wallet) -> None:
    assert wallet.ok("p", "300", "Market", "@card", "+food=220", "+home", "-q") == "t3\n"
    assert "Recorded €100.00 back from Market to card · food, home   t4" in wallet.ok("refund", "100", "--of", "t3")
    assert "card €200.00 → €0.00 owed" in wallet.ok("refund", "all", "--of", "t3")
    over = wallet("refund", "1", "--of", "t3")
    assert (over.status, over.out) == (5, "")


def test_more_than_is_left_names_what_is(wallet: Wallet) -> None:
    wallet.ok("p", "30", "Market", "@card", "+food")
    result = wallet("refund", "31", "--of", "t3")
    assert result.status == 5
    assert 'only €30.00 are left of "t3"' in result.err


def test_a_refund_by_itself_and_at_the_prompt(wallet: Wallet) -> None:
    assert "€20.00 back from Shop to card · food" in wallet.ok("refund", "20", "Shop", "--to", "card", "+food")
    wallet.ok("p", "30", "Market", "@card", "+food")
    assert "€5.00 back from Market to card · food" in wallet.ok("refund", tty=True, typed="5 --of t4\n")
    assert "€1.00 back from Shop to card · food" in wallet.ok("refund", tty=True, typed="1 Shop\n")
    assert "€25.00" in wallet.ok("refund", "--of", "t4", tty=True, typed="all\n")
