"""The line that ``wallet pay`` alone asks for: asked again while it is refused, up to the end of input."""

import json

import pytest

from tests.cli.driver import Wallet

GOOD = "12.50 Coffee @cash +food"


def test_after_a_refused_line_it_is_asked_again(wallet: Wallet) -> None:
    told = wallet("pay", typed=f"12.50\n12.50 Coffee @csh +food\n12.50 Coffee @cash +foo\n{GOOD}\n", tty=True)
    assert told.status == 0
    assert told.err.count("pay> ") == 4
    assert told.err.count("wallet: ") == 3
    assert "Recorded €12.50 to Coffee" in told.out
    assert len(wallet.ok("history", "coffee", "-q").split()) == 1


def test_the_end_of_input_ends_it_and_nothing_is_recorded(wallet: Wallet) -> None:
    before = wallet.ok("log", "-q")
    told = wallet("pay", typed="12.50 Coffee @csh +food\n", tty=True)
    assert (told.status, told.err.count("pay> ")) == (130, 2)
    assert wallet.ok("log", "-q") == before


@pytest.mark.parametrize("typed", ["", "  ", "q", "Quit"])
def test_enter_alone_or_a_word_for_leaving_ends_it(wallet: Wallet, typed: str) -> None:
    before = wallet.ok("log", "-q")
    told = wallet("pay", typed=f"x\n{typed}\n{GOOD}\n", tty=True)
    assert (told.status, told.err.count("pay> ")) == (130, 2)
    assert wallet.ok("log", "-q") == before


def test_a_name_of_two_words_stands_in_quotes_behind_its_sign(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "my bank", "--kind", "bank")
    wallet.ok("categories", "add", "going out")
    told = wallet("pay", "5", "Tea", "@my", "bank", "+going-out")
    assert (told.status, "did you mean my-bank?" in told.err) == (3, True)
    assert "from my bank" in wallet.ok("pay", "5", "Tea", "@my-bank", "+going-out")
    told = wallet("pay", typed='5 Tea @"my bank" +"going out"\n', tty=True)
    assert "from my bank · going out" in told.out


def test_options_of_a_refused_line_are_forgotten(wallet: Wallet) -> None:
    wallet.ok("pay", "--tag", "kept", typed=f"1 X @csh +food -d 2026-11-02 --tag gone\n{GOOD} -m two\n", tty=True)
    (found,) = json.loads(wallet.ok("history", "coffee", "--json"))["transactions"]
    assert (found["date"], found["tags"], found["memo"]) == ("2026-11-20", ["kept"], "two")


def test_the_id_belongs_to_the_line_that_was_taken(wallet: Wallet) -> None:
    wallet.ok("pay", "--id", "k", typed=f"1 X @csh +food\n{GOOD}\n", tty=True)
    again = json.loads(wallet.ok("pay", *GOOD.split(), "--id", "k", "--json"))
    assert again["repeated"] is True
    assert wallet("pay", "1", "X", "@cash", "+food", "--id", "k").status == 6


def test_a_line_given_as_arguments_is_not_asked_for_again(wallet: Wallet) -> None:
    told = wallet("pay", "12.50", "Coffee", "@csh", "+food", typed=f"{GOOD}\n", tty=True)
    assert (told.status, "pay> " in told.err) == (3, False)


@pytest.mark.parametrize("verb", ["receive", "transfer", "lend"])
def test_every_verb_asks_again(wallet: Wallet, verb: str) -> None:
    lines = {"receive": "5 Acme @cash +salary", "transfer": "5 @bank @cash", "lend": "5 anna @cash"}
    assert wallet(verb, typed=f"?\n{lines[verb]}\n", tty=True).err.count(f"{verb}> ") == 2


def test_a_wrong_passphrase_is_no_matter_of_the_line(wallet: Wallet) -> None:
    wallet.passphrase_file.write_text("something else entirely\n")
    told = wallet("pay", typed=f"{GOOD}\n{GOOD}\n", tty=True)
    assert (told.status, told.err.count("pay> ")) == (4, 1)


@pytest.mark.parametrize(
    ("option", "says"),
    [
        ("-n", "wallet pay -n"),
        ("--dry-run", "wallet pay --dry-run"),
        ("-q", "wallet pay -q"),
        ("--json", "wallet pay --json"),
        ("--id z1", "wallet pay --id KEY"),
        ("--id=z1", "wallet pay --id KEY"),
        ("-w other", "wallet pay -w NAME"),
        ("--help", "wallet pay --help"),
        ("--forse", "did you mean --force?"),
        ("--force=yes", 'the option "--force" takes no value'),
        ("-dy", "wallet help pay"),
    ],
)
def test_an_option_that_does_not_count_there_is_never_part_of_the_payee(wallet: Wallet, option: str, says: str) -> None:
    before = wallet.ok("log", "-q")
    told = wallet("pay", typed=f"6 Tea @cash +food {option}\n", tty=True)
    assert (told.status, told.err.count("pay> "), says in told.err) == (130, 2, True), told.err
    assert wallet.ok("log", "-q") == before


@pytest.mark.parametrize(
    ("typed", "payee"),
    [
        ('6 "Tea -n" @cash +food', "Tea -n"),
        ('6 Tea "-n" @cash +food', "Tea -n"),
        ('6 "--force" @cash +food', "--force"),
        ("6 @cash +food -- Tea", "-- Tea"),
        ("6 @cash +food -- --json Tea", "--json Tea"),
        ("6 Tea - green @cash +food", "Tea - green"),
        ("6 -5° @cash +food", "-5°"),
        ("6 A&B's $hop @cash +food", "A&B's $hop"),
    ],
)
def test_what_is_quoted_or_no_option_is_literal(wallet: Wallet, typed: str, payee: str) -> None:
    wallet.ok("pay", typed=f"{typed}\n", tty=True)
    (found,) = json.loads(wallet.ok("history", "+food", "-l", "1", "--json"))["transactions"]
    assert found["payee"] == payee


def test_an_option_that_was_refused_works_on_the_command_line(wallet: Wallet) -> None:
    before = wallet.ok("log", "-q")
    told = wallet("pay", "-n", typed="6 Tea @cash +food\n", tty=True)
    assert (told.status, wallet.ok("log", "-q")) == (0, before)


@pytest.mark.parametrize("option", ["--dry-run", "--forse", "-q"])
def test_a_batch_takes_no_such_option_for_a_name(wallet: Wallet, option: str) -> None:
    file = wallet.folder / "lines"
    file.write_text(f"6 Tea @cash +food\n6 Tea @cash +food {option}\n")
    before = wallet.ok("log", "-q")
    told = wallet("batch", str(file))
    assert (told.status, "line 2: " in told.err) == (2, True)
    assert (f"wallet batch {option} FILE" in told.err) is (option != "--forse")
    assert wallet.ok("log", "-q") == before


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("wallet repay 1 anna @cash", "wallet repay 1 anna @cash"),
        ("wallet transfer 5 @bank @cash -d y", "wallet transfer 5 @bank @cash -d y"),
        ("wallet balance", "wallet balance"),
        ("wallet undo o99", "wallet undo o99"),
        ("undo o99", "wallet undo o99"),
        ("repay 1 anna @cash", "wallet repay 1 anna @cash"),
        ("wallet -w second balance", "wallet -w second balance"),
        ("wallet spend 5 Tea", "wallet spend 5 Tea"),
        ("wallet rm t3 -n", "wallet rm t3 -n"),
        ('wallet receive 5 "A & B" @cash', 'wallet receive 5 "A & B" @cash'),
    ],
)
def test_another_command_is_not_taken_for_a_line(wallet: Wallet, typed: str, line: str) -> None:
    before = wallet.ok("log", "-q")
    told = wallet("pay", typed=f"{typed}\n\n", tty=True)
    assert 'this prompt only records with "pay"; nothing was done' in told.err
    assert f"leave it with Enter alone, then write: {line}\n" in told.err
    assert (told.status, told.err.count("pay> "), wallet.ok("log", "-q")) == (130, 2, before)


@pytest.mark.parametrize("typed", [f"wallet pay {GOOD}", f"pay {GOOD}", f"wallet {GOOD}"])
def test_the_whole_command_line_may_be_typed_once_more(wallet: Wallet, typed: str) -> None:
    assert "Recorded €12.50 to Coffee" in wallet.ok("pay", typed=f"{typed}\n", tty=True)


def test_at_the_prompt_nobody_is_sent_to_the_prompt(wallet: Wallet) -> None:
    told = wallet("pay", typed="Coffee @cash\n\n", tty=True)
    assert "write it first, as in 12.50 Coffee\n" in told.err
    assert "or type at the pay> prompt" in wallet("pay", "Coffee", "@cash").err


def test_an_account_may_be_called_like_a_command(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "budget", "--kind", "cash")
    assert "budget: €5.00" in wallet.ok("adjust", typed="budget --to 5\n", tty=True)
    told = wallet("adjust", typed="wallet balance\n", tty=True)
    assert (told.status, "then write: wallet balance" in told.err) == (2, True)
