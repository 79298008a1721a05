"""``wallet refund`` at the command line."""

from tests.cli.driver import Wallet


def test_more_than_is_left_of_any_purchase_is_refused_where_the_rest_is_taken_from_it(wallet: Wallet) -> None:
    wallet.ok("pay", "89.90", "Shoes", "@card", "+other")
    wallet.ok("refund", "40", "--of", "t3")
    told = wallet("refund", "500", "from", "shoes", tty=True, typed="\n")
    assert told.status == 5
    assert 'only €49.90 are left of "t3" to refund' in told.err
    assert "wallet refund all --of t3\n" in told.err
    assert "name account and category: wallet refund 500 from shoes @ACCOUNT +CATEGORY\n" in told.err
    wallet.ok("refund", "500", "Shoes", "@card", "+other")
    wallet.ok("refund", "all", "--of", "t3")
    told = wallet("refund", "5", "Shoes", "--infer")
    assert (told.status, "only €0.00 are left" in told.err, "all --of" in told.err) == (5, True, False)


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


def test_a_refund_from_a_shop_is_of_the_only_purchase_there_that_fits(wallet: Wallet) -> None:
    wallet.ok("pay", "39.95", "Shoes", "@bank", "+fun")
    told = wallet.ok("refund", "9.95", "from", "shoes", tty=True)
    assert "back from Shoes to bank · fun" in told and "taken for a refund of t3, the only purchase that fits" in told
    assert "t3" in wallet.ok("show", "t4", "--table")
    wallet.ok("undo", "o7")
    wallet.ok("pay", "12", "Shoes", "@bank", "+fun")
    assert "taken for" not in wallet.ok("refund", "5", "Shoes", tty=True)  # of either
    assert "refund of t5" in wallet.ok("refund", "12", "Shoes", tty=True)  # just so much
    assert wallet("refund", "50", "Shoes", tty=True).status == 5  # more than both have left
    assert "taken for" not in wallet.ok("refund", "5", "Shoes", "@bank", "+food", tty=True)
    assert "taken for" not in wallet.ok("refund", "5", "Shoes", "@bank", "+fun")  # a script names it
