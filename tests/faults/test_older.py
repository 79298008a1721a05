"""A vault that went back, or another one in its place: told by the head outside, and accepted on purpose only."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.driver import PASSPHRASE, Wallet
from tests.raw import harm, library
from wallet_cli.services.vault import access, location, unlock


def folder(wallet: Wallet) -> Path:
    return wallet.data / "main"


def copy_of(wallet: Wallet, name: str = "copy") -> Path:
    target = wallet.folder / name
    shutil.copytree(folder(wallet), target)
    return target


def put_back(wallet: Wallet, copy: Path) -> None:
    shutil.rmtree(folder(wallet))
    shutil.copytree(copy, folder(wallet))


def pay(wallet: Wallet, amount: str = "5") -> None:
    wallet.ok("pay", amount, "Coffee", "@cash", "+food")


def slug(wallet: Wallet, *argv: str) -> tuple[int, str]:
    result = wallet(*argv, "--json")
    return result.status, json.loads(result.err)["slug"]


@pytest.fixture
def older(wallet: Wallet) -> Wallet:
    """A wallet that was put back to its state before two payments."""
    copy = copy_of(wallet)
    pay(wallet)
    pay(wallet, "6")
    put_back(wallet, copy)
    return wallet


@pytest.mark.parametrize("argv", [("balance",), ("pay", "5", "Coffee", "@cash", "+food"), ("history",)])
def test_an_older_copy_is_refused_by_every_command(older: Wallet, argv: tuple[str, ...]) -> None:
    assert slug(older, *argv) == (8, "store-older")


def test_verify_tells_it_and_nothing_else(older: Wallet) -> None:
    result = older("verify", "--json")
    assert result.status == 8
    told = json.loads(result.out)
    assert [(each["check"], each["slug"]) for each in told["problems"]] == [("head", "store-older")]
    assert json.loads(result.err)["slug"] == "verify-problems"


def test_it_is_accepted_on_purpose_under_a_new_device(older: Wallet) -> None:
    assert slug(older, "verify", "--accept-older") == (2, "needs-yes")
    assert older("verify", "--accept-older", "--dry-run").status == 0
    assert slug(older, "balance") == (8, "store-older")
    assert json.loads(older.ok("verify", "--accept-older", "--yes", "--json"))["accepted"] == "o6"
    pay(older, "7")
    assert "313.00" in older.ok("balance", "cash")
    assert json.loads(older.ok("verify", "--json"))["ok"]


def test_who_says_no_changes_nothing(older: Wallet) -> None:
    refused = older("verify", "--accept-older", tty=True, typed="n\n")
    assert (refused.status, "nothing was changed" in refused.err) == (0, True)
    assert slug(older, "balance") == (8, "store-older")


def test_there_is_nothing_to_accept_in_the_newest(wallet: Wallet) -> None:
    result = wallet("verify", "--accept-older", "--yes")
    assert (result.status, "nothing to accept" in result.err) == (0, True)


def test_another_line_of_the_same_vault_is_a_fork(wallet: Wallet) -> None:
    copy = copy_of(wallet)
    pay(wallet)
    wallet.state.rename(wallet.folder / "other-state")
    first = copy_of(wallet, "first")
    put_back(wallet, copy)
    pay(wallet, "9")
    put_back(wallet, first)
    assert slug(wallet, "balance") == (8, "store-forked")
    wallet.ok("verify", "--accept-older", "--yes")
    assert "315.00" in wallet.ok("balance", "cash")


def test_what_is_damaged_besides_is_not_accepted(older: Wallet) -> None:
    store = folder(older) / "wallet.db"
    data = bytearray(store.read_bytes())
    data[-100] ^= 1
    store.write_bytes(data)
    assert slug(older, "verify", "--accept-older", "--yes") == (8, "verify-problems")


@pytest.mark.parametrize("kind", ["folder", "link"])
@pytest.mark.parametrize("name", ["lock", "head"])
def test_nothing_is_accepted_that_could_not_be_remembered(older: Wallet, name: str, kind: str) -> None:
    (head,) = older.state.glob("*.head")
    path = head.with_suffix(f".{name}")
    before = (folder(older) / "wallet.db").read_bytes()
    whole = head.read_bytes()
    path.unlink(missing_ok=True)
    if kind == "folder":
        path.mkdir(mode=0o700)
    else:
        path.symlink_to(older.folder / "elsewhere")
    if name == "lock":
        assert older("verify", "--accept-older", "--yes").status == 5
        assert (folder(older) / "wallet.db").read_bytes() == before
    if kind == "folder":
        assert str(path) in older("doctor").err
        path.rmdir()
    else:
        path.unlink()
    assert not (older.folder / "elsewhere").exists()
    head.write_bytes(whole)
    assert json.loads(older.ok("verify", "--accept-older", "--yes", "--json"))["accepted"] == "o6"
    assert "320.00" in older.ok("balance", "cash")


@pytest.mark.parametrize("garbage", [b"", b"wallet-head/1\n", b"\xff" * 100])
def test_a_garbled_or_missing_head_knows_nothing(older: Wallet, garbage: bytes) -> None:
    (head,) = older.state.glob("*.head")
    head.write_bytes(garbage)
    assert "320.00" in older.ok("balance", "cash")
    pay(older)
    assert b"wallet-head/1" in head.read_bytes()


def test_a_vault_of_a_later_wallet_is_left_alone(wallet: Wallet) -> None:
    with wallet.opened() as store:
        harm.as_a_later_version(store.db)
    assert slug(wallet, "balance") == (8, "schema-newer")
    assert slug(wallet, "verify") == (8, "schema-newer")


def test_a_later_and_a_lost_key_header_are_told_apart(wallet: Wallet) -> None:
    keys = folder(wallet) / "wallet.keys"
    data = keys.read_bytes()
    keys.write_bytes(data.replace(b"wallet-keys/1", b"wallet-keys/2", 1))
    assert slug(wallet, "balance") == (8, "header-newer")
    keys.unlink()
    assert slug(wallet, "balance") == (8, "header-missing")
    assert slug(wallet, "init", "--currency", "EUR") == (8, "header-missing")
    assert slug(wallet, "verify", "--repair-keys") == (8, "header-gone")
    assert slug(wallet, "verify", "--repair-keys", "--passphrase-command", "echo x") == (8, "header-gone")
    keys.write_bytes(data)
    assert "320.00" in wallet.ok("balance", "cash")


def test_without_a_store_there_is_no_key_header_to_mend(wallet: Wallet) -> None:
    for each in list(folder(wallet).iterdir()):
        each.unlink()
    for told in ((), ("--passphrase-command", "echo x")):
        assert slug(wallet, "verify", "--repair-keys", *told) == (3, "no-wallet")


def test_pages_put_back_are_told_before_a_balance_is_shown_and_mended(wallet: Wallet) -> None:
    pay(wallet)
    with wallet.opened() as store:
        roots = library.roots(store.db)
    numbers = [roots["posting"], roots["rollup"]]
    path = folder(wallet) / "wallet.db"
    before = path.read_bytes()
    pay(wallet, "50")
    after = bytearray(path.read_bytes())
    for number in numbers:
        at = slice((number - 1) * 4096, number * 4096)
        assert before[at] != after[at]
        after[at] = before[at]
    path.write_bytes(after)
    assert slug(wallet, "balance") == (8, "balances-replayed")
    assert slug(wallet, "pay", "5", "Coffee", "@cash", "+food") == (8, "balances-replayed")
    told = json.loads(wallet("verify", "--json").out)
    assert {each["check"] for each in told["problems"]} >= {"projection", "balances"}
    mended = wallet("verify", "--rebuild", "--json")
    assert mended.status == 0, mended.err
    assert json.loads(mended.out)["mended"]
    assert "265.00" in wallet.ok("balance", "cash")


def test_doctor_has_an_answer_whichever_page_is_damaged(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    key = access.derive(location.Place(folder(wallet), wallet.state), PASSPHRASE.encode()).database_key
    monkeypatch.setattr(unlock, "kept_key", lambda *_args, **_named: key)
    store = folder(wallet) / "wallet.db"
    whole = store.read_bytes()
    for page in range(len(whole) // 4096):
        torn = bytearray(whole)
        torn[page * 4096 + 100] ^= 1
        store.write_bytes(torn)
        assert wallet("doctor").status == 0
