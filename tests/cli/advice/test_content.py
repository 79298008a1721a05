"""Advice that names the right command: what it says to do is done here, and does what was meant."""

import json
import shlex
from pathlib import Path

import pytest

from tests.cli.driver import Wallet


def _hint(wallet: Wallet, *argv: str) -> str:
    done = wallet(*argv, "--json")
    assert done.status not in (0, 1), done
    return str(json.loads(done.err)["hint"])


def _line(hint: str) -> list[str]:
    """The words of the command line behind the last colon."""
    words = shlex.split(hint[hint.rindex("wallet ") :])
    return words[1:]


def test_a_category_that_is_used_is_closed_by_the_command_that_is_named(wallet: Wallet) -> None:
    wallet.ok("pay", "5", "Shop", "@cash", "+food")
    wallet.ok(*_line(_hint(wallet, "categories", "rm", "food")))
    assert wallet("pay", "5", "Shop", "@cash", "+food").status == 5
    wallet.ok("accounts", "add", "old", "--kind", "bank", "--opening", "1")
    wallet.ok("transfer", "1", "@old", "@cash")
    wallet.ok(*_line(_hint(wallet, "accounts", "rm", "old")))


@pytest.mark.parametrize(
    ("argv", "owner"),
    [
        (("categories", "rename", "food", "home"), "categories"),
        (("accounts", "rename", "bank", "food"), "categories"),
        (("categories", "add", "bank"), "accounts"),
        (("accounts", "add", "cash", "--kind", "bank"), "accounts"),
    ],
)
def test_a_name_that_is_taken_is_freed_by_the_command_of_its_owner(
    wallet: Wallet, argv: tuple[str, ...], owner: str
) -> None:
    line = _line(_hint(wallet, *argv).replace("NEW", "fresh"))
    assert line[0] == owner
    wallet.ok(*line)


def test_an_alias_that_is_another_payee_is_merged_into_the_one_named_first(wallet: Wallet) -> None:
    for payee in ("Landlord", "CHECK 77", "Old"):
        wallet.ok("pay", "5", payee, "@cash", "+home")
    wallet.ok(*_line(_hint(wallet, "payees", "alias", "Landlord", "CHECK 77")))
    assert wallet.ok("payees", "--plain").splitlines()[1:] == ["Landlord\tCHECK 77", "Old\t"]
    wallet.ok(*_line(_hint(wallet, "payees", "rename", "Old", "Landlord")))
    assert [row.split("\t")[0] for row in wallet.ok("payees", "--plain").splitlines()[1:]] == ["Landlord"]


@pytest.mark.parametrize("argv", [("backup",), ("export", "-o"), ("import",), ("verify",), ("qr", "read"), ("batch",)])
def test_a_quoted_home_folder_is_named_and_no_folder_of_that_name_advised(
    wallet: Wallet, argv: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(wallet.folder)
    done = wallet(*argv, "~/x.jsonl")
    assert done.status == 2 and '"$HOME/x.jsonl"' in done.err and "mkdir" not in done.err
    assert not Path("~").exists()


def test_a_folder_called_tilde_that_is_there_is_used(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(wallet.folder)
    Path("~").mkdir()
    wallet.ok("backup", "~/x.backup")
    assert (wallet.folder / "~" / "x.backup").exists()


def test_erasing_advises_the_transaction_that_was_named(wallet: Wallet) -> None:
    hint = _hint(wallet, "rm", "t9", "t8", "--recovery")
    assert _line(hint) == ["rm", "t9", "t8", "--erase-body"]


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("tags",), "wallet history --tag TAG"),
        (("tags", "trip"), "wallet history --tag trip"),
        (("history", "--all"), "wallet history -p all"),
        (("report", "spending", "--all"), "wallet report spending all"),
        (("accounts", "--all"), "wallet accounts --closed"),
        (("balance", "--all"), "wallet accounts --closed"),
        (("budget", "set", "food", "300/month"), "write 300;"),
        (("pay", "300/Monat", "Shop", "@cash", "+food"), "write 300;"),
        (("pay", "300", "month", "--charged", "3month"), ""),
        (("categories", "edit", "food", "--kind", "x"), "wallet categories add NAME"),
    ],
)
def test_near_misses_lead_to_what_was_meant(wallet: Wallet, argv: tuple[str, ...], said: str) -> None:
    done = wallet(*argv)
    assert done.status in (2, 3) and said in done.err
    for wrong in ("status", "--wallet", "MNT"):
        assert wrong not in done.err


def test_refunds_and_redos_are_advised_with_placeholders_not_with_the_ids_of_others(wallet: Wallet) -> None:
    assert "t412" not in _hint(wallet, "refund", "all", "@cash")
    assert "o881" not in _hint(wallet, "redo")
