"""``wallet categories`` at the command line."""

import json

from tests.cli.driver import Wallet


def test_people_see_a_tree(wallet: Wallet) -> None:
    wallet.ok("categories", "add", "food:out:coffee", "--alias", "kaffee")
    lines = wallet.ok("categories", tty=True).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("food"))
    assert [line.split("  expense")[0].rstrip() for line in lines[at : at + 3]] == ["food", "  out", "    coffee"]
    assert "kaffee" in lines[at + 2]


def test_programs_see_full_names(wallet: Wallet) -> None:
    wallet.ok("categories", "add", "food:coffee")
    assert "food:coffee\texpense\t\t" in wallet.ok("categories", "list")
    found = json.loads(wallet.ok("categories", "--json"))
    assert {"name": "food:coffee", "kind": "expense", "aliases": [], "closed": False}.items() <= found["categories"][
        2
    ].items()
    assert "salary" in wallet.ok("categories", "--jsonl")
    assert "food:coffee\n" in wallet.ok("categories", "-q")


def test_income_has_its_own_list(wallet: Wallet) -> None:
    wallet.ok("categories", "add", "royalties", "--income")
    out = wallet.ok("categories", "list", "--income")
    assert "royalties\tincome" in out
    assert "food" not in out


def test_a_category_is_renamed_and_keeps_its_old_name(wallet: Wallet) -> None:
    assert "renamed to leisure" in wallet.ok("categories", "rename", "+fun", "leisure")
    wallet.ok("pay", "5", "Cinema", "@cash", "+fun")
    assert "leisure\texpense\tfun" in wallet.ok("categories", "show", "leisure")


def test_a_parent_that_is_not_shown_leaves_the_whole_name(wallet: Wallet) -> None:
    wallet.ok("categories", "add", "food:coffee")
    assert "food:coffee" in wallet.ok("categories", "show", "food:coffee", tty=True)


def test_aliases_come_and_go(wallet: Wallet) -> None:
    wallet.ok("categories", "edit", "food", "--alias", "groceries")
    wallet.ok("pay", "5", "Market", "@cash", "+groceries")
    document = json.loads(wallet.ok("categories", "edit", "food", "--drop-alias", "groceries", "--json"))
    assert document["category"]["aliases"] == []
    assert wallet("pay", "5", "Market", "@cash", "+groceries").status == 3


def test_a_closed_category_takes_nothing(wallet: Wallet) -> None:
    assert "closed gifts" in wallet.ok("categories", "close", "gifts")
    assert wallet("pay", "5", "Shop", "@cash", "+gifts").status == 5
    assert "gifts" not in wallet.ok("categories")
    assert "gifts\texpense\t\tclosed" in wallet.ok("categories", "list", "--closed")
    assert "opened gifts again" in wallet.ok("categories", "close", "gifts", "--reopen")


def test_a_used_category_stays(wallet: Wallet) -> None:
    assert "would do: removed gifts" in wallet.ok("categories", "rm", "gifts", "-n")
    assert wallet.ok("categories", "rm", "gifts", "-q") == "gifts\n"
    wallet.ok("pay", "5", "Cinema", "@cash", "+fun")
    assert wallet("categories", "rm", "fun").status == 5
    assert wallet("categories", "rm", "cash").status == 3
