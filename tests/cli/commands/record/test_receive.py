"""``wallet receive`` at the command line."""

import json

from tests.cli.driver import Wallet


def test_the_gross_is_recorded_and_the_net_arrives(wallet: Wallet) -> None:
    line = ("r", "2500", "Acme", "@bank", "+salary", "--less", "tax=450", "--less", "insurance=250")
    out = wallet.ok(*line)
    assert "Recorded €2,500.00 from Acme to bank · salary, tax, insurance   t3" in out
    assert "bank €1,250.00 → €3,050.00" in out


def test_options_stand_for_sigils(wallet: Wallet) -> None:
    assert wallet.ok("receive", "5", "Acme", "--to", "@bank", "--for", "+salary", "-q") == "t3\n"
    assert "bank\tbank\t1255.00" in wallet.ok("balance")


def test_the_line_is_read_at_the_prompt_with_its_options(wallet: Wallet) -> None:
    result = wallet("r", tty=True, typed="2500 Bob's @bank +salary --less tax=450 -d y --memo=May --pending\n")
    assert "\nreceive> " in result.err
    assert "€2,500.00 from Bob's to bank · salary, tax" in result.out
    assert "bank\tbank\t3300.00\tEUR\t2050.00" in wallet.ok("balance")


def test_an_option_at_the_prompt_needs_its_value(wallet: Wallet) -> None:
    result = wallet("r", tty=True, typed="5 X @bank +salary --less\n")
    assert (result.status, result.out) == (130, "")  # asked again, and nothing more came
    assert 'the option "--less" needs a value' in result.err


def test_quoted_words_at_the_prompt_are_literal(wallet: Wallet) -> None:
    out = wallet.ok("r", tty=True, typed='5 A "--nonsense" "-d=y" "--pending=no" $B @bank +salary\n')
    assert "from A --nonsense -d=y --pending=no $B to bank" in out


def test_without_a_terminal_the_line_must_be_given(wallet: Wallet) -> None:
    assert wallet("r").status == 2
    assert wallet("r", "5", "Acme", "@bank").status == 2


def test_an_own_account_as_payer_is_answered_with_both_right_lines(wallet: Wallet) -> None:
    result = wallet("r", "500", "bank", "@cash", "+salary")
    assert result.status == 5
    assert "wallet transfer 500 @bank @cash" in result.err
    assert "wallet receive 500 NAME @cash +salary" in result.err


def test_a_deduction_goes_into_an_account(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "pension", "--kind", "asset")
    out = wallet.ok("r", "9000", "Acme", "@bank", "+salary", "--less", "@pension=1050", "--less", "tax=450")
    assert "Recorded €9,000.00 from Acme to bank, pension · salary, tax" in out
    assert "bank €1,250.00 → €8,750.00    pension €0.00 → €1,050.00" in out
    assert "salary\tincome\tEUR\t-9000.00" in wallet.ok("report", "income")
    assert "tax\texpense\tEUR\t450.00" in wallet.ok("report", "spending")


def test_next_month_the_account_is_the_one_that_was_named(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "pension", "--kind", "asset")
    line = ("--less", "＠pension＝1050")
    wallet.ok("r", "9000", "Acme", "@bank", "+salary", *line)
    assert "filled in from last time: bank · salary" in wallet.ok("r", "9000", "Acme", *line, "--infer")


def test_a_deduction_into_an_account_that_cannot_take_it_is_refused(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "dollars", "--kind", "bank", "--currency", "USD")
    line = ("r", "9000", "Acme", "@bank", "+salary", "--less")
    for less, slug, status in (
        (["@bank=1"], "deduction-twice", 2),
        (["@cash=1", "--less", "@cash=2"], "deduction-twice", 2),
        (["@nowhere=1"], "no-such-account", 3),
        (["@dollars=1"], "currency-not-held", 5),
        (["@=1"], "bad-deduction", 2),
    ):
        refused = wallet(*line, *less, "--json")
        assert (refused.status, json.loads(refused.err)["slug"]) == (status, slug)
