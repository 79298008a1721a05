"""Bills that are shared, and people who are named for the first time."""

import json

import pytest

from tests.cli.driver import Wallet


def test_a_bill_is_shared_in_unequal_parts(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "bob", "--kind", "person")
    out = wallet.ok("pay", "86", "Dinner", "@cash", "+food", "--with", "anna=20", "--with", "bob=30%")
    assert "anna €0.00 → €20.00 owes you    bob €0.00 → €25.80 owes you" in out
    assert "food\texpense\tEUR\t40.20" in wallet.ok("report", "spending")


def test_parts_are_typed_at_the_prompt_too(wallet: Wallet) -> None:
    out = wallet.ok("pay", tty=True, typed="86 Dinner @cash +food --with=anna=25% --tag x\n\n")
    assert "anna €0.00 → €21.50 owes you" in out


def test_another_amount_keeps_the_proportions_and_the_odd_cent_is_mine(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "bob", "--kind", "person")
    ref = wallet.ok("pay", "9", "Dinner", "@cash", "+food", "--with", "anna", "--with", "bob", "-q").strip()
    wallet.ok("edit", ref, "10.01")
    shown = wallet.ok("balance", "anna", "bob")
    assert shown.count("3.33") == 2
    assert "food\texpense\tEUR\t3.35" in wallet.ok("report", "spending")


@pytest.mark.parametrize(
    ("line", "undone"),
    [
        ("pay 86 Dinner @cash +food --with carl", "carl"),
        ("pay 86 Dinner @cash +food --with carl=20%", "carl"),
        ("lend 50 carl @cash", "carl"),
        ("borrow 50 carl @cash", "carl"),
        ("lend 50 Carl Sagan @cash", "Carl Sagan"),
    ],
)
def test_a_person_who_is_not_there_yet_is_asked_about_and_added_in_the_same_operation(
    wallet: Wallet, line: str, undone: str
) -> None:
    words = line.split()
    before = wallet.ok("accounts", "list", "--json")
    asked = wallet(*words, tty=True, typed="y\n")
    assert asked.status == 0, asked.err
    assert f'there is no person "{undone}" yet; add them? [y/N]' in asked.err
    assert f"new person: {undone}" in asked.out
    assert json.loads(wallet.ok("accounts", "show", undone, "--json"))["accounts"][0]["kind"] == "person"
    wallet.ok("verify")
    wallet.ok("undo", "o6")
    assert wallet.ok("accounts", "list", "--json") == before
    wallet.ok("verify")


def test_who_says_no_is_answered_as_a_script_is(wallet: Wallet) -> None:
    line = ("pay", "86", "Dinner", "@cash", "+food", "--with", "carl")
    assert wallet(*line, tty=True, typed="\n").status == 3
    scripted = wallet(*line)
    assert scripted.status == 3
    assert "wallet accounts add carl --kind person" in scripted.err
    assert json.loads(wallet(*line, "--json", tty=True).err)["slug"] == "no-such-person"
    assert wallet(*line, "-y").status == 3
    assert "carl" not in wallet.ok("accounts")


def test_somebody_near_is_offered_beside_someone_new(wallet: Wallet) -> None:
    asked = wallet("lend", "50", "ana", "@cash", tty=True, typed="y\n\n")
    assert "  1 anna  2 someone new: ana\n" in asked.err
    assert 'there is no person "ana" yet; who is meant?' in asked.err
    assert "answer 1 or 2; Enter alone leaves the line out" in asked.err
    assert asked.status == 3
    before = wallet.ok("accounts", "list", "--json")
    assert "lent to anna" in wallet.ok("lend", "50", "ana", "@cash", tty=True, typed="1\n")
    assert wallet.ok("accounts", "list", "--json") == before
    shared = wallet.ok("pay", "20", "Cake", "@cash", "+food", "--with", "ana=5", tty=True, typed="1\n")
    assert "anna €50.00 → €55.00 owes you" in shared
    assert "new person: ana\n" in wallet.ok("lend", "50", "ana", "@cash", tty=True, typed="2\n")


def test_two_new_people_are_asked_about_one_after_the_other(wallet: Wallet) -> None:
    line = ("pay", "90", "Dinner", "@cash", "+food", "--with", "carl", "--with", "dora=10")
    out = wallet.ok(*line, tty=True, typed="y\ny\n")
    assert "carl €0.00 → €40.00 owes you    dora €0.00 → €10.00 owes you" in out
    assert "new people: carl, dora" in out


def test_nothing_is_added_by_a_dry_run_or_by_what_is_refused_after_all(wallet: Wallet) -> None:
    line = ["pay", "86", "Dinner", "@cash", "+food", "--with"]
    assert "Would record" in wallet.ok(*line, "carl", "-n", tty=True, typed="y\n")
    assert wallet(*line, "carl=90", tty=True, typed="y\n").status == 2
    assert "carl" not in wallet.ok("accounts")


def test_a_new_person_has_nothing_to_repay(wallet: Wallet) -> None:
    asked = wallet("repay", "50", "carl", "@cash", tty=True, typed="y\n")
    assert asked.status == 3
    assert "add them?" not in asked.err


def test_a_date_word_behind_a_new_person_is_the_day(wallet: Wallet) -> None:
    out = wallet.ok("lend", tty=True, typed="50 carl @cash yesterday\ny\n\n")
    assert "new person: carl" in out
    assert wallet("accounts", "show", "carl yesterday").status == 3
