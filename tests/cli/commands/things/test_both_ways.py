"""One name for what is given and what is received: two categories, of which a line takes the one it needs."""

import json
from pathlib import Path

from tests.cli.driver import Wallet


def test_one_name_serves_both_directions(wallet: Wallet) -> None:
    out = wallet.ok("categories", "add", "luck", "--both")
    assert "luck serves both directions: what comes in is luck:received" in out
    assert "to Mum from cash · luck" in wallet.ok("pay", "20", "Mum", "@cash", "+luck")
    assert "from Dad to cash · luck:received" in wallet.ok("receive", "8", "Dad", "@cash", "+luck")
    assert "luck\texpense\tEUR\t20.00\t20.00" in wallet.ok("report", "spending")
    assert "luck:received\tincome\tEUR\t-8.00\t-8.00" in wallet.ok("report", "income")
    both = wallet.ok("report")
    assert "luck\texpense\tEUR\t20.00\t20.00" in both
    assert "luck:received\tincome\tEUR\t-8.00\t-8.00" in both
    assert len(wallet.ok("history", "+luck", "-q").split()) == 2


def test_what_comes_in_fills_no_envelope(wallet: Wallet) -> None:
    wallet.ok("categories", "add", "luck", "--both")
    wallet.ok("budget", "set", "luck", "50")
    wallet.ok("pay", "20", "Mum", "@cash", "+luck")
    wallet.ok("receive", "8", "Dad", "@cash", "+luck")
    assert "luck\t50.00\t0.00\t20.00\t30.00" in wallet.ok("budget")


def test_a_category_that_is_there_gets_its_other_direction_once(wallet: Wallet) -> None:
    assert wallet("receive", "8", "Dad", "@cash", "+gifts").status == 5
    assert "gifts:received" in wallet.ok("categories", "add", "gifts", "--both")
    before = wallet.ok("categories", "list", "--json")
    assert "already" in wallet.ok("categories", "add", "gifts", "--both")
    assert wallet.ok("categories", "list", "--json") == before
    assert "what comes in is salary" in wallet.ok("categories", "add", "salary", "--both")
    assert "salary:given" in wallet.ok("pay", "5", "Acme", "@cash", "+salary")


def test_undo_takes_back_both(wallet: Wallet) -> None:
    before = wallet.ok("categories", "list", "--json")
    op = json.loads(wallet.ok("categories", "add", "luck", "--both", "--json"))["operation"]
    wallet.ok("undo", op)
    assert wallet.ok("categories", "list", "--json") == before


def test_a_new_name_for_one_keeps_the_pair(wallet: Wallet) -> None:
    wallet.ok("categories", "add", "luck", "--both")
    wallet.ok("categories", "rename", "luck:received", "luck:in")
    wallet.ok("categories", "rename", "luck", "fortune")
    assert "fortune:in" in wallet.ok("receive", "8", "Dad", "@cash", "+luck")


def test_an_edit_keeps_the_direction(wallet: Wallet) -> None:
    wallet.ok("categories", "add", "luck", "--both")
    wallet.ok("receive", "8", "Dad", "@cash", "+salary")
    wallet.ok("edit", "t3", "+luck")
    assert "luck:received\tincome" in wallet.ok("report", "income")


def test_a_category_of_the_other_direction_below_another_is_still_a_slip_without_it(wallet: Wallet) -> None:
    assert wallet("categories", "add", "food:wage", "--income").status == 5
    assert wallet("categories", "add", "luck", "--both", "--income").status == 2
    assert wallet("categories", "add", "cash", "--both").status == 5


def test_books_go_out_with_both_directions_and_come_back(wallet: Wallet, tmp_path: Path) -> None:
    wallet.ok("categories", "add", "luck", "--both")
    wallet.ok("pay", "20", "Mum", "@cash", "+luck")
    wallet.ok("receive", "8", "Dad", "@cash", "+luck")
    journal = wallet.ok("export", "--format", "hledger")
    assert "    expenses:luck  20.00 EUR" in journal
    assert "    income:luck:received  -8.00 EUR" in journal
    file = str(tmp_path / "books.jsonl")
    wallet.ok("export", "--format", "jsonl", "-o", file)
    wallet.ok("init", "--wallet", "second", "--currency", "EUR", "--no-input")
    wallet.ok("import", file, "--wallet", "second")
    assert wallet.ok("report", "--wallet", "second") == wallet.ok("report")
    assert "luck:received" in wallet.ok("receive", "1", "Dad", "@cash", "+luck", "--wallet", "second")
    wallet.ok("verify", "--wallet", "second")
