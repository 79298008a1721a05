"""Where a passphrase may come from, and what is refused: never an argument, never a variable's value."""

import json
import os
import shlex
from pathlib import Path

import pytest

from tests.cli.driver import PASSPHRASE, Wallet
from wallet_cli.cli.access import secrets
from wallet_cli.errors import Locked, UsageProblem
from wallet_cli.services.vault import access, location, unlock


@pytest.fixture(scope="module")
def shut(kept: Wallet) -> Wallet:
    """A wallet for which no passphrase is named anywhere, and which is asked for at each command."""
    kept.ok("config", "unlock-again", "off")
    del kept.env["WALLET_PASSPHRASE_FILE"]
    return kept


def slug(wallet: Wallet, *argv: str) -> str:
    return str(json.loads(wallet(*argv, "balance", "--json").err)["slug"])


def test_without_a_source_and_a_terminal_it_stays_shut(shut: Wallet) -> None:
    result = shut("balance", "--json")
    assert (result.status, json.loads(result.err)["slug"]) == (4, "locked")
    assert slug(shut, "--no-input") == "locked"


def test_each_source_opens(shut: Wallet, tmp_path: Path) -> None:
    file = str(shut.passphrase_file)
    assert shut("balance", "--passphrase-file", file).status == 0
    assert shut("balance", "--passphrase-command", f"cat {shlex.quote(file)}").status == 0
    reader, writer = os.pipe()
    os.write(writer, PASSPHRASE.encode() + b"\r\nmore\n")
    os.close(writer)
    assert shut("balance", "--passphrase-fd", str(reader)).status == 0
    os.close(reader)
    (tmp_path / "wallet").write_text(PASSPHRASE)
    (tmp_path / "wallet").chmod(0o400)
    for name, value in (("WALLET_PASSPHRASE_FILE", file), ("CREDENTIALS_DIRECTORY", str(tmp_path))):
        shut.env[name] = value
        assert shut("balance").status == 0
        del shut.env[name]


def test_credentials_for_others_are_no_source(shut: Wallet, tmp_path: Path) -> None:
    shut.env["CREDENTIALS_DIRECTORY"] = str(tmp_path)
    assert slug(shut) == "locked"
    del shut.env["CREDENTIALS_DIRECTORY"]


def test_a_source_that_is_no_file_is_named_as_it_was_given(shut: Wallet, tmp_path: Path) -> None:
    (tmp_path / "wallet").mkdir()
    told = [shut("balance", "--passphrase-file", str(tmp_path / "wallet")).err]
    for name, value in (("WALLET_PASSPHRASE_FILE", tmp_path / "wallet"), ("CREDENTIALS_DIRECTORY", tmp_path)):
        shut.env[name] = str(value)
        told.append(shut("balance").err)
        del shut.env[name]
    names = ["--passphrase-file", "WALLET_PASSPHRASE_FILE", "CREDENTIALS_DIRECTORY"]
    assert [[name in each for name in names] for each in told] == [[a == b for b in names] for a in names], told


@pytest.mark.skipif(os.getuid() != 0, reason="only root can make root's files")
def test_what_systemd_grants_by_an_access_list_is_a_source(shut: Wallet, tmp_path: Path) -> None:
    credential = tmp_path / "wallet"
    credential.write_text(PASSPHRASE)
    shut.env["CREDENTIALS_DIRECTORY"] = str(tmp_path)
    for mode, status in ((0o400, 0), (0o440, 0), (0o460, 2), (0o444, 2)):
        credential.chmod(mode)
        assert shut("balance").status == status, oct(mode)
    credential.chmod(0o440)
    os.chown(credential, 12345, 0)
    assert slug(shut) == "passphrase-file-open"
    del shut.env["CREDENTIALS_DIRECTORY"]
    os.chown(credential, 0, 0)
    assert slug(shut, "--passphrase-file", str(credential)) == "passphrase-file-open"


def test_a_file_others_can_read_is_refused(shut: Wallet, tmp_path: Path) -> None:
    path = tmp_path / "open"
    path.write_text(PASSPHRASE)
    path.chmod(0o640)
    assert slug(shut, "--passphrase-file", str(path)) == "passphrase-file-open"


def test_what_is_no_plain_file_is_refused_at_once(shut: Wallet, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    for path in (tmp_path / "pipe", tmp_path, tmp_path / "missing"):
        assert slug(shut, "--passphrase-file", str(path)) == "passphrase-file"


def test_a_file_of_somebody_else_is_refused(shut: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.getuid() == 0:
        os.chown(shut.passphrase_file, 12345, -1)
    else:
        monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert slug(shut, "--passphrase-file", str(shut.passphrase_file)) == "passphrase-file"
    if os.getuid() == 0:
        os.chown(shut.passphrase_file, 0, -1)


def test_a_bad_descriptor_or_command_is_refused(shut: Wallet) -> None:
    assert slug(shut, "--passphrase-fd", "987") == "passphrase-fd"
    assert slug(shut, "--passphrase-fd", "x") == "passphrase-fd"
    assert slug(shut, "--passphrase-fd", "9" * 20) == "passphrase-fd"
    assert slug(shut, "--passphrase-command", "exit 3") == "passphrase-command"


def test_a_pipe_in_which_nothing_is_yet_is_refused_and_not_waited_for(shut: Wallet) -> None:
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    assert slug(shut, "--passphrase-fd", str(reader)) == "passphrase-fd"
    os.close(reader)
    os.close(writer)


def test_a_command_that_never_ends_its_output_is_stopped_and_a_long_output_is_none(shut: Wallet) -> None:
    file = shlex.quote(str(shut.passphrase_file))
    assert slug(shut, "--passphrase-command", "exec yes") == "passphrase-command"
    assert shut("balance", "--passphrase-command", f"cat {file}; head -c 500000 /dev/zero").status == 0


def test_a_variable_s_value_is_no_passphrase(shut: Wallet) -> None:
    shut.env |= {"WALLET_PASSPHRASE": PASSPHRASE, "PASSPHRASE": PASSPHRASE}
    assert slug(shut) == "locked"


def test_on_a_terminal_a_slip_can_be_mended_twice(shut: Wallet) -> None:
    result = shut("balance", tty=True, secrets=["wrong", "wrong again", PASSPHRASE])
    assert (result.status, result.err.count("passphrase for main: ")) == (0, 3)
    assert shut("balance", tty=True, secrets=["a", "b", "c", PASSPHRASE]).status == 4


def test_a_wrong_passphrase_from_a_file_is_told_once(shut: Wallet, tmp_path: Path) -> None:
    path = tmp_path / "wrong"
    path.write_text("wrong")
    path.chmod(0o600)
    assert slug(shut, "--passphrase-file", str(path)) == "wrong-passphrase"


def test_a_wrong_passphrase_is_mended_where_it_came_from(shut: Wallet, tmp_path: Path) -> None:
    path = tmp_path / "wrong"
    path.write_text("wrong")
    path.chmod(0o600)
    ways = [("--passphrase-file", str(path)), ("--passphrase-command", "echo wrong")]
    for option, value in ways:
        told = shut("balance", option, value).err
        assert f"it came from {option}, not from the keyboard" in told
        assert "Caps Lock" not in told
    shut.env["WALLET_PASSPHRASE_FILE"] = str(path)
    assert "it came from WALLET_PASSPHRASE_FILE," in shut("balance").err
    del shut.env["WALLET_PASSPHRASE_FILE"]
    told = shut("balance", tty=True, secrets=["a", "b", "c"]).err
    assert "look at Caps Lock and the keyboard's layout, then try again: wallet unlock\n" in told
    assert "it came from" not in told


def test_nobody_is_asked_for_a_wallet_that_is_not_there(shut: Wallet) -> None:
    result = shut("balance", "-w", "nowhere", tty=True)
    assert (result.status, "passphrase" in result.err) == (3, False)


def test_a_kept_key_goes_before_the_environment_and_after_the_command_line(
    shut: Wallet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = location.Place(shut.data / "main", shut.state)
    key = access.derive(place, PASSPHRASE.encode()).database_key
    monkeypatch.setattr(unlock, "kept_key", lambda *_where, **_used: key)
    path = tmp_path / "wrong"
    path.write_text("wrong")
    path.chmod(0o600)
    shut.env["WALLET_PASSPHRASE_FILE"] = str(path)
    assert shut("balance").status == 0
    assert slug(shut, "--passphrase-file", str(path)) == "wrong-passphrase"
    del shut.env["WALLET_PASSPHRASE_FILE"]


def test_other_refusals_are_not_asked_again(shut: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_place: location.Place, _passphrase: bytes) -> None:
        raise Locked("locked", wallet="main", line="wallet unlock")

    monkeypatch.setattr(access, "derive", refuse)
    assert shut("balance", tty=True, secrets=["one"]).status == 4


NEEDS_A_KEY = [
    "pay 3 Coffee @cash +food", "receive 3 Ada @cash +gifts", "transfer 3 @bank @cash",
    "exchange 3eur 3usd @bank @cash", "refund 3 Coffee @cash", "lend 3 anna @cash", "borrow 3 anna @cash",
    "repay all anna @cash", "adjust @cash --to 3", "batch -", "edit t1 -m x", "rm t1", "undo o3", "redo o3",
    "balance", "history", "show t1", "log", "report", "budget", "budget set +food 100", "accounts",
    "accounts rename cash purse", "categories", "categories add fun", "payees", "statement", "export",
    "export -o books.jsonl", "backup copy.wallet", "verify", "config", "config numbers",
    "config set numbers 1.234,50", "qr request 12.50 @bank",
]  # fmt: skip


@pytest.mark.parametrize("line", ["keys test", "keys rename passphrase other", "passphrase", "unlock"])
def test_where_the_passphrase_itself_is_needed_unlocking_is_not_advised(shut: Wallet, line: str) -> None:
    told = json.loads(shut(*line.split(), "--json").err)
    assert (told["slug"], told["exit"]) == ("secret-needed", 4), told
    assert ("wallet unlock" in told["hint"], "--passphrase-file FILE" in told["hint"]) == (False, True)


@pytest.mark.parametrize("line", NEEDS_A_KEY)
def test_a_locked_wallet_answers_each_command_with_how_to_unlock_it(shut: Wallet, line: str) -> None:
    result = shut(*line.split(), "--json")
    told = json.loads(result.err)
    assert (result.status, told["slug"], told["exit"]) == (4, "locked", 4), told
    assert "wallet unlock " in told["hint"]
    assert "--passphrase-file FILE" in told["hint"]
    text = shut(*line.split())
    assert (text.status, "wallet unlock" in text.err, text.out) == (4, True, "")


def test_the_command_that_unlocks_names_another_wallet_than_the_usual_one(shut: Wallet) -> None:
    shut.env["WALLET_PASSPHRASE_FILE"] = str(shut.passphrase_file)
    shut.ok("init", "-w", "our home", "--currency", "EUR", "--no-input")
    del shut.env["WALLET_PASSPHRASE_FILE"]
    assert 'wallet -w "our home" unlock' in shut("balance", "-w", "our home").err


def test_a_file_is_the_owner_s_or_root_s_and_nobody_else_has_any_right_to_it(
    shut: Wallet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine"
    path.write_text(PASSPHRASE)
    for mode in (0o601, 0o602, 0o604, 0o610, 0o620, 0o640):
        path.chmod(mode)
        assert slug(shut, "--passphrase-file", str(path)) == "passphrase-file-open"
    path.chmod(0o600)
    if os.getuid() == 0:
        monkeypatch.setattr(os, "getuid", lambda: 12345)
        assert shut("balance", "--passphrase-file", str(path)).status == 0


def test_of_a_descriptor_no_more_is_read_than_the_line() -> None:
    here, there = os.pipe()
    try:
        os.write(there, b"pass\nrest")
        assert secrets.from_descriptor(str(here)) == b"pass"
        assert os.read(here, 9) == b"rest"
    finally:
        os.close(here)
        os.close(there)


@pytest.mark.skipif(os.getuid() != 0, reason="root's file")
@pytest.mark.parametrize(("mode", "fits"), [(0o440, True), (0o401, False), (0o402, False), (0o420, False)])
def test_of_root_s_file_that_a_service_manager_grants_the_group_may_read_and_nobody_else(
    tmp_path: Path, mode: int, fits: bool
) -> None:
    path = tmp_path / "granted"
    path.write_bytes(b"pass\n")
    path.chmod(mode)
    if fits:
        assert secrets.from_file(str(path), granted=True) == b"pass"
    else:
        with pytest.raises(UsageProblem, match="passphrase-file-open"):
            secrets.from_file(str(path), granted=True)
