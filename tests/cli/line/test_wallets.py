"""A wallet that isn't there: the one that was meant, the others that there are, and nothing new for scripts."""

import json
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from wallet_cli.cli.line import wallets
from wallet_cli.errors import NotFound


@pytest.fixture
def two(wallet: Wallet) -> Wallet:
    wallet.ok("init", "-w", "second", "--currency", "EUR", "--no-input")
    return wallet


@pytest.mark.parametrize(
    ("argv", "line"),
    [
        (("-w", "secnd", "balance"), "wallet -w second balance"),
        (("--wallet", "secnd", "balance"), "wallet --wallet second balance"),
        (("balance", "--wallet=secnd"), "wallet balance --wallet=second"),
        (("pay", "5", "Tea $x", "@cash", "+food", "-w", "secnd"), "wallet pay 5 'Tea $x' @cash +food -w second"),
        (("-w", "mian", "balance"), "wallet -w main balance"),
    ],
)
def test_the_line_that_was_meant_is_shown(two: Wallet, argv: tuple[str, ...], line: str) -> None:
    told = two(*argv)
    assert (told.status, told.out) == (3, "")
    name = next(each for each in ("second", "main") if each in line)
    assert f"(did you mean {name}?)" in told.err
    assert f"  write: {line}\n" in told.err
    assert "make one: wallet -w" in told.err
    assert "(there are: main, second)" in told.err


def test_its_line_shows_the_wallet_that_was_meant(two: Wallet) -> None:
    line = two("-w", "secnd", "status").err.partition("write: wallet ")[2].partition("\n")[0]
    assert "second" in two.ok(*line.split())


def test_a_name_from_the_environment_is_named_in_the_line(two: Wallet) -> None:
    two.env["WALLET_NAME"] = "secnd"
    assert "write: wallet -w second balance\n" in two("balance").err


def test_without_a_near_one_the_others_are_listed(two: Wallet) -> None:
    told = two("-w", "xyz", "balance")
    assert "make one: wallet -w xyz init; or name one of those there are, with -w NAME: main, second\n" in told.err


def test_scripts_get_what_they_got(two: Wallet) -> None:
    told = json.loads(two("-w", "secnd", "balance", "--json").err)
    assert (told["slug"], sorted(told["params"])) == ("no-wallet", ["path", "wallet"])


def test_five_are_listed_at_most_and_none_where_there_are_none(tmp_path: Path) -> None:
    error = NotFound("no-wallet", wallet="x", path="p")
    assert wallets.meant(error, ["balance"], tmp_path / "none") is error
    (tmp_path / "empty").mkdir()
    assert wallets.meant(error, ["balance"], tmp_path) is error
    for at in range(7):
        (tmp_path / f"w{at}").mkdir()
        (tmp_path / f"w{at}" / "wallet.keys").write_bytes(b"")
    assert wallets.meant(error, ["balance"], tmp_path).params["others"] == ("w0", "w1", "w2", "w3", "w4")
    near = wallets.meant(NotFound("no-wallet", wallet="w11", path="p"), ["-ww11", "balance"], tmp_path)
    assert str(near.params["corrected"]).startswith("wallet -ww")


@pytest.mark.parametrize("name", ["main ", "mai\nn", "main\u202e", "main\u3164", "-main", "main\x1b[2J", "main\udc80"])
def test_no_line_names_what_only_looks_like_the_wallet(wallet: Wallet, name: str) -> None:
    (wallet.data / name).mkdir()
    (wallet.data / name / "wallet.keys").write_bytes(b"")
    told = wallet("-w", "maim", "balance").err
    assert "(did you mean main?)\n  write: wallet -w main balance\n" in told
    others = "main, main " if name == "main " else "main"
    assert f"(there are: {others})" in told


def test_a_folder_that_cannot_be_listed_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_folder: Path) -> list[str]:
        raise PermissionError

    monkeypatch.setattr(wallets, "every", refuse)
    error = NotFound("no-wallet", wallet="x", path="p")
    assert wallets.meant(error, ["balance"], tmp_path) is error
