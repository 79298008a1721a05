"""The line that ``wallet pay`` alone asks for: asked again while it is refused, up to the end of input."""

import json
from itertools import count

import pytest

from tests.cli.driver import PASSPHRASE, Wallet

GOOD = "12.50 Coffee @cash +food"


def test_after_a_refused_line_it_is_asked_again(wallet: Wallet) -> None:
    told = wallet("pay", typed=f"12.50\n12.50 Coffee @csh +food\n12.50 Coffee @cash +fud\n{GOOD}\n", tty=True)
    assert told.status == 0
    assert told.err.count("pay> ") == 5
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
    wallet.ok("pay", "--id", "k", typed=f"1 X @csh +food\n\n{GOOD}\n", tty=True)
    again = json.loads(wallet.ok("pay", *GOOD.split(), "--id", "k", "--json"))
    assert again["repeated"] is True
    assert wallet("pay", "1", "X", "@cash", "+food", "--id", "k").status == 6


def test_a_line_given_as_arguments_is_not_asked_for_again(wallet: Wallet) -> None:
    told = wallet("pay", "12.50", "Coffee", "@csh", "+food", typed=f"{GOOD}\n", tty=True)
    assert (told.status, "pay> " in told.err) == (3, False)


@pytest.mark.parametrize("verb", ["receive", "transfer", "lend"])
def test_every_verb_asks_again(wallet: Wallet, verb: str) -> None:
    lines = {"receive": "5 Acme @cash +salary", "transfer": "5 @bank @cash", "lend": "5 anna @cash"}
    assert wallet(verb, typed=f"?\n{lines[verb]}\n", tty=True).err.count(f"{verb}> ") == 3


def test_a_wrong_passphrase_is_no_matter_of_the_line(wallet: Wallet) -> None:
    wallet.passphrase_file.write_text("something else entirely\n")
    told = wallet("pay", typed=f"{GOOD}\n{GOOD}\n", tty=True)
    assert (told.status, told.err.count("pay> ")) == (4, 0)


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
        ("wallet transfer", "wallet transfer"),
        ("wallet lock", "wallet lock"),
        ("wallet export csv", "wallet export csv"),
        ("wallet undo o99", "wallet undo o99"),
        ("undo o99", "wallet undo o99"),
        ("wallet -w second balance", "wallet -w second balance"),
        ("wallet spend 5 Tea", "wallet spend 5 Tea"),
    ],
)
def test_another_command_is_not_taken_for_a_line(wallet: Wallet, typed: str, line: str) -> None:
    before = wallet.ok("log", "-q")
    told = wallet("pay", typed=f"{typed}\n\n", tty=True)
    assert 'this prompt only records with "pay"; nothing was done' in told.err
    assert f"end it with an empty line, then write: {line}\n" in told.err
    assert (told.status, told.err.count("pay> "), wallet.ok("log", "-q")) == (130, 2, before)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("got 50 from grandma @cash", "wallet receive 50 grandma @cash"),
        ("I received 50 eur from grandma", "wallet receive 50 eur grandma"),
    ],
)
def test_a_sentence_of_another_verb_is_offered_as_its_line_and_left_out_by_enter(
    wallet: Wallet, typed: str, line: str
) -> None:
    before = wallet.ok("log", "-q")
    told = wallet("pay", typed=f"{typed}\n\n\n", tty=True)
    assert f"  1 {line}\n" in told.err and f"  write: {line}\n" in told.err
    assert wallet.ok("log", "-q") == before


@pytest.mark.parametrize("typed", [f"wallet pay {GOOD}", f"pay {GOOD}", f"wallet {GOOD}"])
def test_the_whole_command_line_may_be_typed_once_more(wallet: Wallet, typed: str) -> None:
    assert "Recorded €12.50 to Coffee" in wallet.ok("pay", typed=f"{typed}\n", tty=True)


@pytest.mark.parametrize(
    ("typed", "payee"),
    [
        ("paid 45 for petrol @cash +transport", "petrol"),
        ("I spent 45 eur on petrol @cash +transport", "petrol"),
        ("bought 45 petrol @cash +transport", "petrol"),
        ('paid 45 "for petrol" @cash +transport', "for petrol"),
        ("paid 45 for @cash +transport", "for"),
    ],
)
def test_what_is_told_as_it_happened_is_a_line(wallet: Wallet, typed: str, payee: str) -> None:
    assert f"Recorded €45.00 to {payee} from cash" in wallet.ok("pay", typed=f"{typed}\n", tty=True)


def test_a_word_that_leads_to_the_account_is_no_part_of_the_payee(wallet: Wallet) -> None:
    told = wallet("pay", typed="paid 45 for petrol with cash +transport\n1\n\n", tty=True)
    assert "  1 45 petrol @cash +transport  2 as typed" in told.err
    assert "Recorded €45.00 to petrol from cash" in told.out


def test_at_the_prompt_nobody_is_sent_to_the_prompt(wallet: Wallet) -> None:
    told = wallet("pay", typed="Coffee @cash\n\n", tty=True)
    assert "write it first, for example 12.50 Coffee\n" in told.err
    assert "or type at the pay> prompt" in wallet("pay", "Coffee", "@cash").err


def test_an_account_may_be_called_like_a_command(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "budget", "--kind", "cash")
    assert "budget: €5.00" in wallet.ok("adjust", typed="budget --to 5\n", tty=True)
    told = wallet("adjust", typed="wallet status\n", tty=True)
    assert (told.status, "then write: wallet status" in told.err) == (130, True)


def test_it_asks_for_the_next_line_until_enter_alone(wallet: Wallet) -> None:
    told = wallet("pay", typed=f"{GOOD}\n3 Tea @cash +food\n\n{GOOD}\n", tty=True)
    assert (told.status, told.out.count("Recorded "), told.err.count("pay> ")) == (0, 2, 3)


def test_the_end_of_input_after_a_record_is_no_interruption(wallet: Wallet) -> None:
    told = wallet("pay", typed=f"{GOOD}\n", tty=True)
    assert (told.status, told.err.endswith("pay> \n")) == (0, True)


def test_options_of_the_command_line_count_for_every_line_and_those_of_a_line_for_it_alone(wallet: Wallet) -> None:
    lines = f"{GOOD}\n3 Tea @cash +food -d 2026-11-03\n4 Tea @cash +food\n"
    wallet.ok("pay", "-d", "2026-11-02", typed=lines, tty=True)
    found = json.loads(wallet.ok("history", "--since", "2026-11-02", "--until", "2026-11-19", "--json"))
    assert sorted(each["date"] for each in found["transactions"]) == ["2026-11-02", "2026-11-02", "2026-11-03"]


@pytest.mark.parametrize("option", [("--id", "k"), ("--json",)])
def test_what_answers_one_record_takes_one_line(wallet: Wallet, option: tuple[str, ...]) -> None:
    told = wallet("pay", *option, typed=f"{GOOD}\n3 Tea @cash +food\n", tty=True)
    assert (told.status, told.err.count("pay> ")) == (0, 1)


def test_without_a_wallet_nothing_is_asked(bare: Wallet) -> None:
    told = bare("pay", typed=f"{GOOD}\n", tty=True)
    assert (told.status, "pay> " in told.err, "wallet init" in told.err) == (3, False, True)


@pytest.mark.parametrize(
    ("tongue", "verb", "like"),
    [
        ("en", "pay", "like 12.50 Coffee @cash +food"),
        ("zh", "pay", "如 35 午饭 @cash +餐饮"),
        ("zh", "receive", "如 12000 公司 @cash +工资"),
        ("en", "lend", "like 50 anna @cash"),
    ],
)
def test_the_first_line_says_what_can_be_typed(wallet: Wallet, tongue: str, verb: str, like: str) -> None:
    told = wallet(verb, "--lang", tongue, typed="?\n\n", tty=True)
    assert told.err.startswith(like)
    assert told.err.count(like) == 1


@pytest.mark.parametrize("verb", ["pay", "receive", "transfer", "exchange", "refund", "lend", "borrow", "repay"])
def test_every_verb_with_a_prompt_says_what_can_be_typed(wallet: Wallet, verb: str) -> None:
    assert wallet(verb, typed="\n", tty=True).err.startswith("like ")


def test_a_missing_account_or_category_is_a_question_with_digits(wallet: Wallet) -> None:
    for _each in range(3):
        wallet.ok("pay", "1", "Bus", "@bank", "+transport")
    told = wallet("pay", typed="5 Kiosk\n1\n1\n\n", tty=True)
    assert "  1 bank  2 cash  3 card\nwhich account? (Enter alone leaves this line out) " in told.err
    assert "  1 transport  2 food  3 home  4 " in told.err
    assert "Recorded €5.00 to Kiosk from bank · transport" in told.out
    told = wallet("pay", "6", "Newsstand", "@cash", typed="home\n", tty=True)
    assert "Recorded €6.00 to Newsstand from cash · home" in told.out
    told = wallet("receive", "6", "Oma", "@cash", typed="1\n", tty=True)
    assert "  1 salary  2 interest  3 other-income\nwhich category? (Enter alone leaves this line out) " in told.err


@pytest.mark.parametrize(
    ("line", "corrected"),
    [("5 Kiosk cash", "@cash"), ("5 Kiosk cash food", "@cash +food"), ("5 Kiosk @cash food", "@cash +food")],
)
def test_what_a_line_names_is_not_asked_for_but_whether_it_is_meant(wallet: Wallet, line: str, corrected: str) -> None:
    """An answer would leave the name in the payee."""
    told = wallet("pay", typed=f"{line}\n\n", tty=True)
    assert f"1 5 Kiosk {corrected}  2 as typed: it is a part of the name\nwhich is meant?" in told.err
    assert f"5 Kiosk {corrected}" in told.err.partition("which is meant?")[2]
    assert ("which account" in told.err or "which category" in told.err, "Recorded" in told.out) == (False, False)


@pytest.mark.parametrize("columns", [40, 60, 120])
def test_the_likely_answers_are_whole_at_any_width_and_debts_for_a_house_come_last(
    wallet: Wallet, columns: int
) -> None:
    wallet.width = columns
    wallet.ok("accounts", "add", "a mortgage", "--owed", "9")
    wallet.ok("accounts", "add", "a card", "--kind", "card")
    offers = wallet("pay", typed="5 Kiosk\n\n\n", tty=True).err.split("pay> ")[1].partition("which")[0].splitlines()
    assert max(map(len, offers)) <= columns
    assert [each.split(" ", 1)[1] for line in offers for each in line.strip().split("  ")][-2:] == [
        "a card",
        "a mortgage",
    ]


@pytest.mark.parametrize("answer", ["", "q"])
def test_an_unanswered_question_is_the_refusal_and_the_prompt_goes_on(wallet: Wallet, answer: str) -> None:
    told = wallet("pay", typed=f"5 Kiosk\n{answer}\n{GOOD}\n\n", tty=True)
    assert (told.status, told.err.count("wallet: "), told.out.count("Recorded ")) == (0, 1, 1)


def test_an_answer_that_is_no_account_is_refused_and_nothing_is_recorded(wallet: Wallet) -> None:
    before = wallet.ok("log", "-q")
    assert wallet("pay", "5", "Kiosk", "+food", typed="nowhere\n", tty=True).status == 2
    assert wallet.ok("log", "-q") == before


def test_without_a_terminal_nothing_is_asked_for_a_missing_account(wallet: Wallet) -> None:
    told = wallet("pay", "5", "Kiosk", "+food")
    assert (told.status, "which account" in told.err) == (2, False)
    told = wallet("pay", "5", "Kiosk", "+food", "--json", tty=True, typed="1\n")
    assert (told.status, "which account" in told.err) == (2, False)


def test_a_transfer_asks_for_the_end_that_it_lacks(wallet: Wallet) -> None:
    told = wallet("transfer", typed="5\n2\n1\n\n", tty=True)
    assert [told.err.find("from which account?") > 0, told.err.find("to which account?") > 0] == [True, True]
    assert "from bank to cash" in told.out
    assert "from cash to bank" in wallet("transfer", "6", "@cash", typed="bank\n", tty=True).out
    assert "from cash to bank" in wallet("transfer", "7", "--to", "bank", typed="cash\n", tty=True).out
    told = wallet("transfer", "50", "from", "bank", "to", "cash", typed="1\n", tty=True)
    assert (told.status, "which account" in told.err) == (2, False)


@pytest.mark.parametrize(("seconds", "asked"), [(0, 1), (1000, 3)])
def test_where_nothing_keeps_the_key_the_prompt_does_for_a_quarter_of_an_hour(
    wallet: Wallet, seconds: int, asked: int
) -> None:
    wallet.ok("config", "unlock-again", "off")
    del wallet.env["WALLET_PASSPHRASE_FILE"]
    wallet.uptime = count(0, seconds).__next__
    told = wallet("pay", typed=f"{GOOD}\n3 Tea @cash +food\n\n", secrets=[PASSPHRASE] * 3, tty=True)
    assert (told.status, told.out.count("Recorded "), told.err.count("passphrase for main: ")) == (0, 2, asked)
    assert told.err.startswith("passphrase for main")  # before anything is typed


def test_what_may_cost_more_asks_anew_after_the_first_record(wallet: Wallet) -> None:
    wallet.ok("config", "confirm-above", "10eur")
    wallet.ok("config", "unlock-again", "off")
    del wallet.env["WALLET_PASSPHRASE_FILE"]
    told = wallet("pay", typed=f"{GOOD}\n{GOOD}\n3 Tea @cash +food\n\n", secrets=[PASSPHRASE] * 2, tty=True)
    assert (told.out.count("Recorded "), told.err.count("passphrase for main: ")) == (3, 2)


def test_a_command_is_no_answer_to_a_question(wallet: Wallet) -> None:
    told = wallet("pay", "5", "Kiosk", "@cash", tty=True, typed="wallet undo\nundo\n撤销\nfood\n")
    assert (told.status, told.err.count("that is a command"), "n make it" in told.err) == (0, 3, False)
    assert "food" in told.out


def test_a_person_or_a_salary_is_remarked_before_the_category(wallet: Wallet) -> None:
    assert "wallet lend 50 anna @cash" in wallet("pay", "50", "anna", "@cash", tty=True, typed="\n").err
    told = wallet("receive", "50", "anna", "@cash", "-d", "y", tty=True, typed="\n").err
    assert "wallet repay 50 anna @cash -d y" in told
    told = wallet("pay", tty=True, typed="发工资 8000 @bank\n1\n\n\n").err
    assert "wallet receive 8000 工资 @bank" in told
    assert "is this what you mean?" in told
