"""A payee where a transaction is meant: which of its transactions that may be is said, and how to see all."""

import re

import pytest

from tests.cli.driver import Wallet


@pytest.mark.parametrize("line", [("rm", "netflix & co"), ("edit", "netflix & co", "5")])
def test_a_payee_in_place_of_a_transaction_brings_its_newest(wallet: Wallet, line: tuple[str, ...]) -> None:
    wallet.ok("pay", "9.99", "Netflix & Co", "@bank", "+fun", "-d", "2026-11-03")
    wallet.ok("pay", "9.99", "Netflix & Co", "@bank", "+fun", "-d", "2026-11-02")
    told = wallet(*line)
    assert told.status == 2
    assert "the newest with Netflix & Co is t3, of 2026-11-03" in told.err
    assert 'wallet history --payee "Netflix & Co"' in told.err
    assert wallet.ok("history", "--payee", "Netflix & Co", "-q").split() == ["t3", "t4"]


def test_a_payee_without_transactions_brings_none(wallet: Wallet) -> None:
    wallet.ok("pay", "9.99", "Netflix", "@bank", "+fun")
    wallet.ok("rm", "t3")
    assert "newest" not in wallet("rm", "Netflix").err


def test_other_words_can_be_searched_for(wallet: Wallet) -> None:
    wallet.ok("pay", "9.99", "Netflix", "@bank", "+fun")
    told = wallet("rm", "netfl")
    assert re.search(r"wallet history netfl$", told.err, re.MULTILINE)
    assert "wallet history 4" not in wallet("rm", "4").err


def test_a_category_without_its_sign_does_not_become_the_payee_unasked(wallet: Wallet) -> None:
    wallet.ok("pay", "5", "Bus", "@cash", "+food")
    told = wallet("edit", "t3", "transport")
    assert told.status == 2
    assert "for the category: wallet edit t3 +transport\n" in told.err
    assert "for the payee: wallet edit t3 transport --force\n" in told.err
    assert "food → transport" in wallet.ok("edit", "t3", "6", "transport", tty=True, typed="1\n")
    assert "transport" in wallet.ok("edit", "t3", "transport", tty=True, typed="2\n")
    shown = wallet.ok("show", "t3", "--plain")
    assert "payee\ttransport" in shown
    assert "€6.00" in shown
    wallet.ok("edit", "t3", "Bus")
    wallet.ok("edit", "t3", "transport")  # a payee of this name is there now


def test_a_category_behind_a_new_payee_is_not_a_part_of_it_unasked(wallet: Wallet) -> None:
    wallet.ok("pay", "5", "Bus", "@cash", "+food")
    told = wallet("edit", "t3", "petrol", "transport")
    assert told.status == 2
    assert "for the category: wallet edit t3 petrol +transport\n" in told.err
    assert "for the payee: wallet edit t3 petrol transport --force\n" in told.err
    assert "food → transport" in wallet.ok("edit", "t3", "petrol", "transport", tty=True, typed="1\n")
    assert "payee\tpetrol" in wallet.ok("show", "t3", "--plain")
    wallet.ok("edit", "t3", "petrol", "station")


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("amount 40", "amount €5.00 → €40.00"),
        ("amount=40", "amount €5.00 → €40.00"),
        ("amount to 40", "amount €5.00 → €40.00"),
        ("amount eur 40", "amount €5.00 → €40.00"),
        ("金额 40", "amount €5.00 → €40.00"),
        ("payee Night Bus", "payee Bus → Night Bus"),
        ("category transport", "category food → transport"),
        ("category: transport", "category food → transport"),
        ("category +transport", "category food → transport"),
        ("account bank", "account cash → bank"),
        ("date yesterday", "day Fri 20 Nov → Thu 19 Nov"),
        ("day 2026-11-18", "day Fri 20 Nov → Wed 18 Nov"),
        ("memo for Anna", 'memo – → "for Anna"'),
        ("date night", "payee Bus → date night"),
        ("amount due", "payee Bus → amount due"),
        ("to 13.00", "amount €5.00 → €13.00"),
        ("to eur 13", "amount €5.00 → €13.00"),
        ("from bank", "account cash → bank"),
        ("for transport", "category food → transport"),
        ("on yesterday", "day Fri 20 Nov → Thu 19 Nov"),
        ("yesterday", "day Fri 20 Nov → Thu 19 Nov"),
        ("13 yesterday", "day Fri 20 Nov → Thu 19 Nov"),
        ("13 yesterday", "amount €5.00 → €13.00"),
        ("to Anna", "payee Bus → to Anna"),
        ("to", "payee Bus → to"),
        ("payee Tram category transport", "payee Bus → Tram"),
        ("payee Tram category transport", "food → transport"),
    ],
)
def test_a_field_by_its_name_is_changed(wallet: Wallet, line: str, changed: str) -> None:
    wallet.ok("pay", "5", "Bus", "@cash", "+food")
    assert changed in wallet.ok("edit", "t3", *line.split())


def test_what_a_field_cannot_be_is_refused_and_options_count_first(wallet: Wallet) -> None:
    wallet.ok("pay", "5", "Bus", "@cash", "+food")
    assert 'no category "fod" (did you mean food?)' in wallet("edit", "t3", "category", "fod").err
    assert wallet("edit", "t3", "amount", "-").status == 2
    assert "nothing-to-edit" in wallet("edit", "t3", "amount", "--json").err
    assert "nothing-to-edit" in wallet("edit", "t3", "category=", "--json").err
    assert "→ Tue 17 Nov" in wallet.ok("edit", "t3", "date", "yesterday", "-d", "2026-11-17")
    assert "payee Bus → amount 40" in wallet.ok("edit", "t3", "amount", "40", "--force")
    wallet.ok("edit", "t3", "Bus")
    assert "payee Bus → amount 40" in wallet.ok("edit", "t3", "amount", "40"), "a payee of this name is there now"


def test_an_amount_in_place_of_a_transaction_names_the_last_one(wallet: Wallet) -> None:
    wallet.ok("pay", "45", "Edeka", "@cash", "+food", "-d", "2026-11-18", tty=True)
    told = wallet("edit", "50", "-m", "two words", tty=True)
    assert told.status == 2
    said = " ".join(told.err.split())
    assert '"50" is not a transaction' in said
    assert "did you mean" not in said
    assert "the last one, t3 of 2026-11-18 with Edeka" in said
    assert 'wallet edit last 50 -m "two words"' in said
    assert "wallet edit t3 12.50 Tea" in wallet("edit", "12.50", "Tea").err  # a script names it
    assert "(did you mean t2?)" in wallet("edit", "2", tty=True).err
    wallet.env["WALLET_LANG"] = "zh_CN"
    said = wallet("edit", "50", tty=True).err
    assert "要改最后一笔（t3，2026-11-18，Edeka）" in said
    assert "wallet edit last 50" in said


def test_an_amount_without_any_transaction_or_beside_one_is_only_no_transaction(wallet: Wallet) -> None:
    assert "the last one" not in wallet("edit", "50", tty=True).err
    wallet.ok("pay", "45", "Edeka", "@cash", "+food", tty=True)
    assert "the last one" not in wallet("edit", "50", "t3", tty=True).err
