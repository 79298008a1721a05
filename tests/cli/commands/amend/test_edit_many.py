"""Editing several: by their names, by the words of a search once they were seen, and the last one."""

import json

import pytest

from tests.cli.driver import Wallet


def _books(wallet: Wallet) -> None:
    for amount in ("1", "2", "3"):
        wallet.ok("pay", amount, "Book Shop", "@bank", "+food")
    wallet.ok("pay", "4", "Kiosk", "@cash", "+food")


def _categories(wallet: Wallet) -> dict[str, str]:
    found = json.loads(wallet.ok("history", "--json", "-l", "0"))["transactions"]
    return {each["ref"]: each["postings"][0]["account"] for each in found}


def test_several_names_are_changed_alike_and_never_a_payee(wallet: Wallet) -> None:
    _books(wallet)
    wallet.ok("edit", "t3", "t4", "t5", "+fun")
    assert [_categories(wallet)[ref] for ref in ("t3", "t4", "t5", "t6")] == ["fun", "fun", "fun", "food"]
    wallet.ok("edit", "t3", "t4", "--void")
    assert wallet.ok("payees").count("\n") == 3
    for line in (["pay", "5", "t3", "@bank", "+food"], ["refund", "1", "t3", "@bank", "+home"], ["edit", "t3", "o2"]):
        assert wallet(*line).status == 2, line


def test_all_that_a_search_finds_is_changed_by_a_script_that_says_yes(wallet: Wallet) -> None:
    _books(wallet)
    assert "--yes" in wallet("edit", "--all-of", "book", "+fun").err
    assert "would do: Changed t5 t4 t3" in wallet.ok("edit", "--all-of", "book", "+fun", "-n")
    told = wallet.ok("edit", "--all-of", "book @bank", "+fun", "--yes")
    assert told.startswith("Changed t5 t4 t3   o10\n")
    assert "  t4: paid €2.00 to Book Shop from bank (fun) · category food → fun\n" in told
    assert _categories(wallet)["t6"] == "food" and _categories(wallet)["t4"] == "fun"
    wallet.ok("undo", "o10")
    assert _categories(wallet)["t4"] == "food"
    nothing = wallet("edit", "--all-of", "nowhere", "+fun", "--yes")
    assert (nothing.status, nothing.out, nothing.err) == (0, "", "nothing found\n")
    assert json.loads(wallet.ok("edit", "--all-of", "nowhere", "+fun", "--json"))["operation"] is None
    assert wallet("edit", "--all-of", "book", "t3", "+fun").status == 2
    assert wallet("edit", "--all-of", "book", "--yes").status == 2
    assert wallet("edit").status == 2


def test_on_a_terminal_all_are_shown_before_the_question(wallet: Wallet) -> None:
    _books(wallet)
    asked = wallet("edit", "--all-of", "book", "+fun", tty=True, typed="n\n")
    assert "t4: paid €2.00 to Book Shop from bank (fun) · category food → fun" in " ".join(asked.out.split())
    assert "change 3 transactions?" in asked.err and "nothing was changed" in asked.err
    assert _categories(wallet)["t4"] == "food"
    wallet.ok("edit", "--all-of", "book", "+fun", tty=True, typed="y\n")
    assert _categories(wallet)["t4"] == "fun"


def test_many_are_counted_and_not_listed_to_the_end(wallet: Wallet) -> None:
    wallet.ok("batch", "-", typed="1 Shop @cash +food\n" * 25)
    told = wallet.ok("edit", "--all-of", "shop", "+fun", "--yes")
    assert told.startswith("Changed 25 transactions   o7\n") and "  … and 5 more\n" in told


def test_the_last_one_is_that_of_this_terminal(wallet: Wallet) -> None:
    _books(wallet)
    assert "Changed t6: " in wallet.ok("edit", "last", "5", tty=True)
    wallet.terminal = "tty1"
    wallet.ok("pay", "7", "Tea", "@cash", "+food", tty=True)
    wallet.terminal = "tty2"
    wallet.ok("pay", "8", "Tea", "@cash", "+food", tty=True)
    assert "t8" in wallet.ok("show", "last", tty=True)
    wallet.terminal = "tty1"
    assert "Changed t7: " in wallet.ok("edit", "last", "7.50", tty=True)
    assert "back from Tea" in wallet.ok("refund", "1", "--of", "last", tty=True)
    wallet.ok("undo", tty=True)
    wallet.ok("rm", "上一笔", tty=True)
    wallet.terminal = "tty3"
    assert "t8" in wallet.ok("show", "last", tty=True)


def test_there_is_no_last_one_in_empty_books(bare: Wallet) -> None:
    bare.ok("init", "--currency", "EUR", "--no-input")
    assert bare("show", "last").status == bare("rm", "last").status == bare("edit", "last", "5").status == 3
    assert bare("rm", "last", "--erase-body", "--yes").status == 3


def test_a_thing_called_last_is_shown_by_its_name(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "last", "--kind", "cash")
    assert "account" in wallet.ok("show", "last")


@pytest.mark.parametrize(
    "line",
    ["rm last", "rm LAST -n", "edit last 5", "rm 上一笔", "refund 1 --of last", "show last", "rm last --erase-body -y"],
)
def test_without_a_terminal_the_last_one_could_be_anyones(wallet: Wallet, line: str) -> None:
    _books(wallet)
    before = wallet.ok("log", "--json")
    refused = wallet(*line.split(), "--json")
    told = json.loads(refused.err)
    assert (refused.status, told["slug"], told["params"]) == (2, "last-needs-terminal", {"ref": "t6"})
    assert wallet.ok("log", "--json") == before


def test_nor_is_it_known_in_a_batch(wallet: Wallet) -> None:
    _books(wallet)
    told = json.loads(wallet("batch", "-", "--json", typed="refund 1 --of last\n").err)
    assert told["slug"] == "last-needs-terminal"


def test_the_last_one_is_never_an_opening_balance(wallet: Wallet) -> None:
    wallet.ok("pay", "7", "Tea", "@cash", "+food", tty=True)
    wallet.ok("accounts", "add", "jar", "--kind", "cash", "--opening", "5", tty=True)
    assert "Changed t3: " in wallet.ok("edit", "last", "8", tty=True)
    wallet.ok("undo", "o8", tty=True)
    wallet.ok("undo", "o6", tty=True)
    refused = wallet("edit", "last", "9", tty=True)
    assert refused.status == 3
    assert 'nothing was recorded yet that "last" could mean' in refused.err
    assert "an opening balance goes by its id: wallet show t4" in refused.err
    assert wallet("show", "last").status == 3


def test_where_nothing_was_recorded_there_is_no_last_one(bare: Wallet) -> None:
    bare.ok("init", "--currency", "EUR", "--no-input")
    refused = bare("show", "last", tty=True)
    assert (refused.status, "its id" in refused.err) == (3, False)


@pytest.mark.parametrize(
    "words",
    ["5 to 30", "from 5 to 30", "From 5eur to 30", "5改成30", "从5改为30", "5->30", "amount 5 to 30", "5.00 → 30"],
)
def test_both_amounts_may_be_said(wallet: Wallet, words: str) -> None:
    wallet.ok("pay", "5", "Tea", "@cash", "+food")
    told = wallet.ok("edit", "t3", *words.split(), "@bank", tty=True)
    assert "paid €30.00 to Tea from bank" in told
    assert "new payee" not in told
    for other in (words.replace("5", "7"), words.replace("5", "5.001")):
        refused = wallet("edit", "t3", *other.split(), tty=True)
        assert refused.status == 2
    assert "t3 isn't about 7" in wallet("edit", "t3", "7", "to", "30").err
    assert "isn't about" in wallet("edit", "t3", "30usd", "to", "31").err
