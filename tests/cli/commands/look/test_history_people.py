"""What ``history`` finds about people: by former names, too, and with a word about what the total leaves out."""

import pytest

from tests.cli.driver import Wallet


def test_a_person_is_found_by_a_former_name(wallet: Wallet) -> None:
    wallet.ok("lend", "20", "anna", "@cash")
    wallet.ok("accounts", "rename", "anna", "bella")
    for name in ("anna", "bella", "ANN"):
        assert wallet.ok("history", name, "-q").split() == ["t3"]
    assert wallet.ok("history", "nobody", "-q") == ""


def test_below_the_total_is_said_whose_beginning_it_leaves_out(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "bob", "--kind", "person", "--opening", "50")
    wallet.ok("lend", "20", "bob", "@cash")
    said = wallet("history", "bob", tty=True)
    assert ends(said.out) == ["2 found", "bob €70.00 owes you"]
    assert "aren't in the total" not in said.err + said.out
    said = wallet("history", "2026-11", tty=True)
    assert "starting balances of people aren't in the total: bob\n" in said.err + said.out
    wallet.env["WALLET_LANG"] = "zh_CN"
    said = wallet("history", "2026-11", tty=True)
    assert "合计不含往来人的期初余额：bob\n" in said.err + said.out
    for line in ("@bob", "@cash"):  # there they are counted, or not found
        said = wallet("history", line, tty=True)
        assert "期初余额：" not in said.err + said.out


def test_the_total_of_a_person_is_what_is_owed_not_bills_and_repayments_as_spending(wallet: Wallet) -> None:
    wallet.ok("pay", "60", "Dinner", "@bank", "+food", "--with", "anna=20")
    wallet.ok("repay", "15", "anna", "@bank")
    assert ends(wallet.ok("history", "anna", tty=True)) == ["2 found", "anna €5.00 owes you"]
    wallet.ok("repay", "5", "anna", "@bank")
    assert ends(wallet.ok("history", "anna", tty=True)) == ["3 found", "anna €0.00"]
    wallet.ok("borrow", "8", "anna", "@cash")
    assert ends(wallet.ok("history", "anna", tty=True)) == ["4 found", "anna €8.00 you owe"]
    wallet.ok("pay", "3", "Anna's bakery", "@cash", "+food")  # what is about nobody counts as ever
    assert ends(wallet.ok("history", "anna", tty=True)) == ["5 found", "without anna -€3.00", "anna €8.00 you owe"]
    assert ends(wallet.ok("history", "@anna", tty=True)) == ["4 found -€8.00"]


def test_one_record_of_a_person_says_what_is_owed_too(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "ben", "--kind", "person")
    wallet.ok("pay", "86", "Dinner", "@bank", "+food", "--with", "ben")
    assert ends(wallet.ok("history", "ben", tty=True)) == ["1 found", "ben €43.00 owes you"]
    assert "found" not in wallet.ok("history", "dinner", tty=True)
    wallet.ok("pay", "3", "Ben's bakery", "@cash", "+food")
    assert "found" not in wallet.ok("history", "bakery", tty=True)


def test_what_was_owed_at_the_beginning_says_by_whom(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "my daughter Petra", "--kind", "person", "--opening", "-50")
    wallet.ok("lend", "30", "my-daughter-Petra", "@cash")
    for name in ("Petra", "my-daughter-Petra", "my daughter", "daughter-petra"):
        told = wallet.ok("history", name, tty=True)
        assert "€50.00 you owe" in told
        assert "-€30.00" in told
        assert ends(told) == ["2 found", "my daughter Petra €20.00 you owe"]


def ends(shown: str) -> list[str]:
    """The rows below the rule."""
    lines = shown.splitlines()
    rule = next(at for at, line in enumerate(lines) if "─" in line)
    return [" ".join(line.split()) for line in lines[rule + 1 :]]


@pytest.mark.parametrize(
    "line", ["history 13月", "history 2026年13月", "history 0月份", "report 13月", "statement @cash 13月"]
)
def test_a_month_that_there_is_not_is_refused(kept: Wallet, line: str) -> None:
    told = kept(*line.split(), tty=True)
    assert told.status == 2
    assert "is not a month" in told.err
    assert "January to December" in told.err
    kept.env["WALLET_LANG"] = "zh_CN"
    told = kept(*line.split(), tty=True)
    del kept.env["WALLET_LANG"]
    assert "没有“" in told.err
    assert "1月到12月" in told.err


def test_a_month_may_be_written_as_it_is_said(kept: Wallet) -> None:
    assert kept.ok("history", "11月份", "-q") == kept.ok("history", "2026-11", "-q") != ""
