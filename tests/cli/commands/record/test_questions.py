"""What a terminal asks where a line is refused: nothing that was typed is lost, and each answer leads to the end."""

import json

import pytest

from tests.cli.driver import PASSPHRASE, Wallet
from wallet_cli.cli.commands.record import questions

NEXT = "12.50 Coffee @cash +food"


def _found(wallet: Wallet, payee: str) -> list[dict[str, object]]:
    return list(json.loads(wallet.ok("history", "--payee", payee, "--json"))["transactions"])


def _categories(wallet: Wallet) -> list[str]:
    return wallet.ok("categories", "-q").split()


@pytest.mark.parametrize("answers", ["1\n1\n", "\n"])
def test_a_line_in_place_of_an_answer_comes_next(wallet: Wallet, answers: str) -> None:
    told = wallet("pay", typed=f"5 Tea\n{NEXT}\n{answers}\n", tty=True)
    assert "reads as a line of its own: it comes next" in told.err
    assert f"pay> {NEXT}\n" in told.err
    assert "Recorded €12.50 to Coffee from cash · food" in told.out
    assert ("€5.00 to Tea" in told.out) is (answers != "\n")


def test_a_line_in_place_of_a_yes_comes_next_as_it_was_typed(wallet: Wallet) -> None:
    told = wallet("lend", typed="5 Ben @cash\n3 anna @cash -m Owed\ny\n\n", tty=True)
    assert told.out.count("Recorded ") == 2
    assert '"memo": "Owed"' in wallet.ok("history", "--json")


def test_without_a_prompt_a_line_in_place_of_an_answer_is_said_to_come_later(wallet: Wallet) -> None:
    told = wallet("pay", "5", "Tea", "@cash", typed=f"{NEXT}\nfood\n", tty=True)
    assert "this one first" in told.err
    assert "it comes next" not in told.err
    assert told.out.count("Recorded ") == 1


@pytest.mark.parametrize(
    ("verb", "line", "kind", "says"),
    [
        ("pay", "5 Tea @cash +sweets", "expense", "+ add it: sweets (spending)"),
        ("receive", "5 Acme @cash +bonus", "income", "+ add it: bonus (income)"),
        ("refund", "5 Shop @cash +sweets", "expense", "+ add it: sweets (spending)"),
    ],
)
def test_an_unknown_category_can_be_made_and_undone_with_the_record(
    wallet: Wallet, verb: str, line: str, kind: str, says: str
) -> None:
    before = _categories(wallet)
    told = wallet(verb, typed=f"{line}\nn\n+\n\n", tty=True)
    name = line.rpartition("+")[2]
    assert says in told.err
    assert "; Enter alone leaves the line out" in told.err
    assert f"new category: {name}" in told.out
    (made,) = set(_categories(wallet)) - set(before)
    listed = json.loads(wallet.ok("categories", "--json"))["categories"]
    assert {each["name"]: each["kind"] for each in listed}[made] == kind
    wallet.ok("undo", tty=True)
    assert _categories(wallet) == before
    assert wallet("verify").status == 0


@pytest.mark.parametrize("answer", ["food", "1"])
def test_an_unknown_category_may_be_one_of_those_there_are(wallet: Wallet, answer: str) -> None:
    told = wallet("pay", typed=f"300 Market @cash +foood=220 +home\n{answer}\n\n", tty=True)
    assert "  1 food  " in told.err  # what looks like it comes first
    assert "from cash · food, home" in told.out
    (found,) = _found(wallet, "Market")
    assert '"minor": "22000"' in json.dumps(found)


@pytest.mark.parametrize("answer", ["", "q"])
def test_an_unknown_category_left_out_makes_none(wallet: Wallet, answer: str) -> None:
    before = _categories(wallet), wallet.ok("log", "-q")
    told = wallet("pay", typed=f"5 Tea @cash +sweets\n{answer}\n\n", tty=True)
    assert (told.status, "Enter alone leaves this line out" in told.err) == (130, True)
    assert "left out" in told.err
    assert (_categories(wallet), wallet.ok("log", "-q")) == before


def test_a_dry_run_makes_no_category(wallet: Wallet) -> None:
    before = _categories(wallet), wallet.ok("log", "-q")
    assert "new category: sweets" in wallet.ok("pay", "-n", typed="5 Tea @cash +sweets\n+\n\n", tty=True)
    assert (_categories(wallet), wallet.ok("log", "-q")) == before


def test_what_cannot_be_a_category_is_not_offered(wallet: Wallet) -> None:
    told = wallet("pay", typed='5 Tea @cash +"a%b"\n\n\n', tty=True)
    assert "which is meant?" in told.err
    assert "make it" not in told.err
    assert "make it" not in wallet("transfer", typed="5 @bank @cash --fee 1 +sweets\n\n\n", tty=True).err


def test_scripts_are_asked_nothing_about_an_unknown_category(wallet: Wallet) -> None:
    told = wallet("pay", "5", "Tea", "@cash", "+sweets")
    assert (told.status, "wallet categories add sweets" in told.err, "make it" in told.err) == (3, True, False)


def test_an_unknown_account_is_a_question_too(wallet: Wallet) -> None:
    told = wallet("pay", typed="5 Tea @bnak +food\n1\n\n", tty=True)
    assert "  1 bank  " in told.err
    assert "Recorded €5.00 to Tea from bank · food" in told.out


def test_of_more_than_nine_the_rest_is_behind_more_and_a_part_narrows(wallet: Wallet) -> None:
    for name in ("eating out", "eating in"):
        wallet.ok("categories", "add", name)
    told = wallet("pay", typed="5 Tea @cash\n0\n0\neat\n0\neat\n1\n\n", tty=True)
    shown = [line for line in told.err.splitlines() if "0 more…" in line]
    assert shown[0].startswith(("  1 food", "pay>   1 food"))
    assert "1 food" not in shown[1]
    assert shown[2].endswith(shown[0].split(">")[-1].strip())
    assert "1 eating out  2 eating in  0 more…" in told.err or "1 eating in  2 eating out  0 more…" in told.err
    assert "· eating" in told.out


def test_few_answers_have_no_more(wallet: Wallet) -> None:
    assert "more…" not in wallet("receive", typed="5 Acme @cash\n\n\n", tty=True).err


def test_an_answer_that_is_none_is_said_and_asked_again(wallet: Wallet) -> None:
    told = wallet("pay", typed="5 Tea +food\nnowhere\n9\n1\n\n", tty=True)
    assert 'none of these is called "nowhere"' in told.err
    assert "Recorded €5.00 to Tea from cash · food" in told.out


@pytest.mark.parametrize(
    ("line", "answers", "says"),
    [
        ("5 Coffee cash +food", "1", "Recorded €5.00 to Coffee from cash · food"),
        ("5 Coffee cash +food", "2\n1", "Recorded €5.00 to Coffee cash from cash · food"),
        ("Coffee 4.50 cash", "1\n1", "Recorded €4.50 to Coffee from cash · food"),
        ("Coffee 4.50 food @cash", "1", "Recorded €4.50 to Coffee from cash · food"),
        ("5 Coffee cash y +food", "1", "Recorded €5.00 to Coffee from cash · food, Thu 19 Nov"),
        ("5 Coffee @cash @food", "1", "Recorded €5.00 to Coffee from cash · food"),
        ("5 Coffee +cash +food", "1", "Recorded €5.00 to Coffee from cash · food"),
        ("5 Coffee y @cash +foo", "food", "Recorded €5.00 to Coffee from cash · food, Thu 19 Nov"),
    ],
)
def test_the_line_that_is_meant_is_one_digit_away(wallet: Wallet, line: str, answers: str, says: str) -> None:
    assert says in wallet.ok("pay", typed=f"{line}\n{answers}\n\n", tty=True)


def test_with_one_account_its_name_at_the_end_is_no_silent_part_of_the_payee(bare: Wallet) -> None:
    bare.ok("init", "--currency", "EUR", "--no-input")
    bare.ok("accounts", "add", "cash", "--kind", "cash", "--opening", "320")
    told = bare("pay", "5", "Coffee", "cash", "+food", typed="1\n", tty=True)
    assert "Recorded €5.00 to Coffee from cash · food" in told.out
    told = bare("pay", "5", "Petty", "cash", "+food", "--force", tty=True)
    assert "to Petty cash" in told.out


def test_a_sign_of_many_currencies_is_asked_for_with_those_the_wallet_has(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "aussie", "--kind", "bank", "--currency", "AUD", "--opening", "100")
    told = wallet("pay", typed="$5 Tea @cash +food --charged 4\n1\n\n", tty=True)
    assert "  1 AUD\nwhich currency" in told.err
    assert "Recorded €4.00 to Tea" in told.out
    told = wallet("pay", typed="5$ Tea @cash +food --charged 4\nnzd\n\n", tty=True)
    assert '"currency": "NZD"' in wallet.ok("history", "--json") or "Recorded" in told.out
    told = wallet("pay", "¥5", "Tea", "@cash", "+food")
    assert (told.status, "or another currency" in told.err) == (2, True)


def test_undo_at_the_prompt_takes_back_its_lines_the_last_first(wallet: Wallet) -> None:
    wallet.ok("pay", "1", "Before", "@cash", "+food", tty=True)
    lines = "5 Tea @cash +food\n6 Cake @cash +food\nundo\nwallet undo\nu\n\n"
    told = wallet("pay", typed=lines, tty=True)
    assert [wallet.ok("history", name, "-q").split() for name in ("Before", "Tea", "Cake")] == [["t3"], [], []]
    assert told.out.index("to Cake from cash (food)") < told.out.index("to Tea from cash (food)")
    assert "nothing was recorded at this prompt" in told.err
    assert told.status == 0


def test_undo_with_the_operation_that_a_receipt_names_works_at_the_prompt(wallet: Wallet) -> None:
    lines = "5 Tea @cash +food\n6 Cake @cash +food\nwallet undo o6\nundo o6\nundo\nundo o1\n\n"
    told = wallet("pay", typed=lines, tty=True)
    assert "wrong? wallet undo o6" in told.out
    assert [wallet.ok("history", name, "-q").split() for name in ("Tea", "Cake")] == [[], []]
    assert told.err.count("wallet undo o6") == 1  # it is taken back already
    assert "wallet undo o1" in told.err


def test_redo_at_the_prompt_does_again_what_was_undone_there(wallet: Wallet) -> None:
    lines = "redo\n5 Tea @cash +food\nundo\nwallet redo o6\nu last\nredo\nredo o6\nredo\n6 Cake @cash +food\nundo\n\n"
    told = wallet("pay", typed=lines, tty=True)
    assert told.status == 0
    assert told.out.count("Redid o6") == 2
    assert told.err.count("nothing was undone at this prompt yet") == 2
    assert "then write: wallet redo\n" in told.err
    assert told.err.count('only records with "pay"') == 1
    assert wallet.ok("history", "-q").split()[:1] == ["t3"]


def test_what_cannot_be_redone_is_refused_at_the_prompt(wallet: Wallet) -> None:
    told = wallet("pay", typed="5 Tea @cash +food\nundo\nwallet redo o1\n\n", tty=True)
    assert "then write: wallet redo o1\n" in told.err


def test_undo_at_the_prompt_asks_for_no_passphrase_again(wallet: Wallet) -> None:
    wallet.ok("config", "unlock-again", "off")
    del wallet.env["WALLET_PASSPHRASE_FILE"]
    told = wallet("pay", typed="5 Tea @cash +food\nundo\n\n", secrets=[PASSPHRASE] * 3, tty=True)
    assert (told.status, told.err.count("passphrase for main: "), "Undid" in told.out) == (0, 1, True)


def test_adjust_asks_for_the_next_line_as_the_others_do(wallet: Wallet) -> None:
    told = wallet("adjust", typed="@cash --to 80\n@csh --to 3\n\n@bank --to 90\nundo\n\n", tty=True)
    assert (told.status, told.out.count("Recorded "), told.out.count("Undid ")) == (0, 2, 1)
    assert told.err.startswith("like @cash --to 80")
    assert "cash\tcash\t80.00" in wallet.ok("balance")


@pytest.mark.parametrize(
    ("argv", "lines"),
    [
        (("pay", "5", "cash", "@cash"), ["wallet pay 5 NAME @cash +CATEGORY"]),
        (
            ("pay", "5", "Tea shop", "@cash", "@bank"),
            ["wallet pay 5 Tea shop @cash +CATEGORY", "wallet transfer 5 Tea shop @cash @bank"],
        ),
        (("pay", "5", "Tea", "@cash", "@food"), ["wallet pay 5 Tea @cash +food"]),
        (("transfer", "5", "@bank", "@food"), ["wallet pay 5 NAME @bank +food"]),
        (("transfer", "5", "Tea", "@bank", "@food", "-d", "y"), ["wallet pay 5 Tea @bank +food -d y"]),
        (("transfer", "5", "Acme", "@bank", "@salary"), ["wallet receive 5 Acme @bank +salary"]),
        (("pay", "4.50", "Coffee", "cash"), ["wallet pay 4.50 Coffee @cash +CATEGORY"]),
        (("pay", "Coffee", "4.50", "cash", "-m", "x"), ["wallet pay 4.50 Coffee @cash -m x"]),
    ],
)
def test_a_printed_line_keeps_every_word_and_leads_to_the_end(
    wallet: Wallet, argv: tuple[str, ...], lines: list[str]
) -> None:
    told = wallet(*argv)
    assert told.status in (2, 3, 5)
    for line in lines:
        assert line in told.err
        words = line.replace("NAME", "Shop").replace("CATEGORY", "food").split()[1:]
        if "+food" not in words and words[0] == "pay":
            words.append("+food")
        assert wallet(*words).status == 0, line
    assert "@cash @cash" not in told.err


def test_a_choice_keeps_its_digit_when_it_is_asked_about_again(wallet: Wallet) -> None:
    told = wallet("pay", tty=True, typed="5 Tea +food\nan\n2\n6 Bun +food\n2\n\n").err
    assert told.count("  2 bank") == 3, "asked, asked again about a part of the name, asked for the next line"
    assert "1 bank" not in told


def test_digits_that_are_free_go_to_what_had_none() -> None:
    before = {"1": "bank", "2": "cash", "3": "card"}
    assert questions.with_digits(["card", "till", "bank", "purse"], before) == {
        "1": "bank", "2": "till", "3": "card", "4": "purse",
    }  # fmt: skip


@pytest.mark.parametrize("amount", ["0.5.5", "1,2,3", "5k5", "5e3"])
@pytest.mark.parametrize("verb", ["pay", "receive"])
def test_an_amount_that_is_none_is_refused_before_anything_is_asked(wallet: Wallet, verb: str, amount: str) -> None:
    for account in ((), ("@nowhere",)):
        told = wallet(verb, amount, "Tea", *account, tty=True, typed="1\n1\n")
        assert told.status == 2
        assert told.err.startswith("wallet: "), "no question first"
        assert amount in told.err


def test_a_transfer_that_is_not_meant_records_nothing_and_says_so(wallet: Wallet) -> None:
    told = wallet("transfer", "100", "bank", "cash", typed="balance\nn\n", tty=True)
    assert told.err.count("answer y or n; nothing else is read here") == 1
    assert "wallet: nothing was recorded\n  as it was asked: wallet transfer 100 @bank @cash\n" in told.err
    assert "  the other way: wallet transfer 100 @cash @bank\n" in told.err
    told = wallet("transfer", typed="100 bank cash\nn\n\n", tty=True)
    assert "as it was asked: 100 @bank @cash\n  the other way: 100 @cash @bank\n" in told.err
    assert "Recorded " in wallet("transfer", "100", "bank", "cash", typed="对\n", tty=True).out


@pytest.mark.parametrize(("language", "said"), [("en", "answer 1 to 3; Enter"), ("zh", "请回答 1 到 3；直接按回车")])
def test_yes_to_a_question_with_digits_says_which(wallet: Wallet, language: str, said: str) -> None:
    assert said in wallet("pay", "5", "Tea", "+food", "--lang", language, typed="y\n\n", tty=True).err


@pytest.mark.parametrize("answer", ["y", "8"])
def test_the_question_is_asked_again_as_it_was_after_an_answer_that_is_none(wallet: Wallet, answer: str) -> None:
    told = wallet("pay", "5", "Tea", "+food", typed=f"{answer}\n\n", tty=True).err
    assert "{" not in told
    assert told.count("which account?") == 2


@pytest.mark.parametrize("answer", ["y", "1", "ok", "是"])
def test_a_yes_takes_the_one_answer_that_is_offered(wallet: Wallet, answer: str) -> None:
    told = wallet("pay", "5", "Tea", "@bnak", "+food", typed=f"{answer}\n", tty=True)
    assert "from bank · food" in told.out


def test_a_no_to_the_one_answer_asks_about_all_others(wallet: Wallet) -> None:
    told = wallet("pay", "5", "Tea", "@bnak", "+food", typed="n\n1\n", tty=True)
    assert 'no account "bnak"; which is meant? (Enter alone leaves this line out)' in told.err
    assert "from cash · food" in told.out


@pytest.mark.parametrize("answer", ["n", "no"])
def test_a_no_to_a_corrected_line_leaves_it_out(wallet: Wallet, answer: str) -> None:
    told = wallet("pay", typed=f"Tea 5 @cash +food\n{answer}\n\n", tty=True)
    assert (told.out.strip(), "left out" in told.err) == ("", True)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("bread 3.20 @cash +food", "3,20 bread @cash +food"),
        ("bread 1,250.50 @cash +food", "1.250,50 bread @cash +food"),
        ("bread 3,20 @cash +food", "3,20 bread @cash +food"),
        ("bread 3 @cash +food", "3 bread @cash +food"),
    ],
)
def test_an_offered_line_is_in_the_number_style_of_the_wallet(wallet: Wallet, typed: str, offered: str) -> None:
    wallet.ok("config", "numbers", "1.234,50")
    told = wallet("pay", typed=f"{typed}\n1\n\n", tty=True)
    assert f"  1 {offered}\n" in told.err
    assert "to bread from cash" in told.out


def test_an_offered_line_of_any_verb_is_in_the_number_style_of_the_wallet(wallet: Wallet) -> None:
    wallet.ok("config", "numbers", "1.234,50")
    told = wallet("lend", typed="anna 3.20 @cash\n1\n\n", tty=True)
    assert "  1 3,20 anna @cash\n" in told.err
    assert "€3,20 lent to anna" in told.out


@pytest.mark.parametrize("answer", ["?", "？", "help", "what is a category"])
def test_a_question_in_place_of_a_name_is_answered(wallet: Wallet, answer: str) -> None:
    told = wallet("pay", typed=f"5 Tea @cash\n{answer}\n1\n\n", tty=True)
    assert "answer with a digit, a name of the list or a new one; Enter alone leaves the line out\n" in told.err
    assert "+ add it" not in told.err
    assert "to Tea from cash" in told.out


def test_a_question_in_place_of_an_account_is_answered(wallet: Wallet) -> None:
    told = wallet("pay", typed="5 Tea +food\n?\n1\n\n", tty=True)
    assert "answer with a digit or a name; Enter alone leaves the line out\n" in told.err


def test_a_bill_that_was_split_says_with_whom(wallet: Wallet) -> None:
    told = wallet("pay", typed="8.40 beer split with anna @cash +food\n\n", tty=True)
    assert "write who shares it: 8.40 beer @cash +food --with anna" in told.err
