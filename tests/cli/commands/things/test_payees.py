"""``wallet payees`` at the command line."""

import json

import pytest

from tests.cli.driver import Wallet


@pytest.fixture
def shops(wallet: Wallet) -> Wallet:
    """Two payees that are the same shop, each used."""
    wallet.ok("pay", "5", "Coffee", "@cash", "+food", "-d", "2026-11-03")
    wallet.ok("pay", "6", "Cofee", "@cash", "+food", "-d", "2026-11-05")
    return wallet


def test_payees_are_listed(shops: Wallet) -> None:
    assert shops.ok("payees") == "name\taliases\nCofee\t\nCoffee\t\n"
    assert shops.ok("payees", "list", "coff", "-q") == "Coffee\n"
    assert [each["name"] for each in json.loads(shops.ok("payees", "--json"))["payees"]] == ["Cofee", "Coffee"]
    assert json.loads(shops.ok("payees", "--jsonl").splitlines()[0])["schema"] == "wallet.payees/1"


def test_one_payee_is_shown_with_its_use(shops: Wallet) -> None:
    assert "Coffee\t\t1\t2026-11-03\t2026-11-03" in shops.ok("payees", "show", "coffee")
    document = json.loads(shops.ok("payees", "show", "Coffee", "--json"))
    assert document["transactions"] == 1
    assert "Coffee" in shops.ok("payees", "show", document["id"])
    missing = shops("payees", "show", "Coffe")
    assert (missing.status, "Coffee" in missing.err) == (3, True)


def test_a_renamed_payee_answers_to_its_old_name(shops: Wallet) -> None:
    assert "renamed to Corner Café" in shops.ok("payees", "rename", "Coffee", "Corner Café")
    shops.ok("pay", "5", "Coffee", "@cash", "+food")
    assert "Corner Café\tCoffee\t2\t" in shops.ok("payees", "show", "Coffee")


def test_aliases_come_and_go(shops: Wallet) -> None:
    shops.ok("payees", "alias", "Coffee", "Kaffee", "Haus")
    assert "Coffee\tKaffee Haus" in shops.ok("payees")
    document = json.loads(shops.ok("payees", "alias", "Coffee", "--drop", "kaffee haus", "--json"))
    assert document["payee"]["aliases"] == []
    assert shops("payees", "alias", "Coffee").status == 2


def test_merging_moves_the_transactions_and_can_be_undone(shops: Wallet) -> None:
    assert "would do: merged into Coffee: 1 transaction changed" in shops.ok("payees", "merge", "Cofee", "Coffee", "-n")
    document = json.loads(shops.ok("payees", "merge", "Cofee", "Coffee", "--json"))
    assert document["changed"] == 1
    assert shops.ok("payees") == "name\taliases\nCoffee\tCofee\n"
    assert "Coffee\tCofee\t2\t2026-11-03\t2026-11-05" in shops.ok("payees", "show", "Cofee")
    shops.ok("undo", document["operation"])
    assert shops.ok("payees") == "name\taliases\nCofee\t\nCoffee\t\n"
    assert "Cofee\t\t1\t" in shops.ok("payees", "show", "Cofee")
    shops.ok("redo", document["operation"])
    assert shops.ok("payees") == "name\taliases\nCoffee\tCofee\n"
    assert "Coffee\tCofee\t2\t" in shops.ok("payees", "show", "Cofee")


def test_a_payee_without_transactions_can_be_removed(shops: Wallet) -> None:
    assert shops("payees", "rm", "Cofee").status == 5
    shops.ok("rm", "t4", "-y")
    assert shops.ok("payees", "rm", "Cofee", "-q") == "Cofee\n"
    assert "Cofee" not in shops.ok("payees")


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        (("rename", "Coffee", "Cofee"), 5, "merge"),
        (("rename", "Coffee", "bank"), 5, "own account"),
        (("rename", "Coffee", " "), 2, "empty"),
        (("merge", "Coffee", "coffee"), 5, "both names"),
        (("alias", "Coffee", "--drop", "Tea"), 2, "no alias"),
        (("show", "f" * 32), 3, "no payee"),
        (("show", "x" * 32), 3, "no payee"),
    ],
)
def test_what_is_refused(shops: Wallet, line: tuple[str, ...], status: int, said: str) -> None:
    result = shops("payees", *line)
    assert (result.status, said in result.err) == (status, True), result.err
