"""A new type of key is a row and a module: the command line adds keys of it, opens by them, lists and revokes them."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.driver import PASSPHRASE, Wallet
from tests.cli.toys import key
from wallet_cli.cli.access import asked
from wallet_cli.services.vault import unlock
from wallet_cli.store.vault import key_types

CODE = "four brown cards"
OPTION = f"--{key.NAME}"


@pytest.fixture
def held(bare: Wallet, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wallet]:
    """A wallet with a key of a card, on a machine that knows such cards."""
    monkeypatch.setitem(key_types.TYPES, key.NAME, key.CARD)
    bare.ok("init", "--currency", "EUR", "--no-input")
    bare.ok("keys", "add", key.NAME, "--new-passphrase-file", code_file(bare))
    yield bare
    key.PLUGGED.clear()


def code_file(wallet: Wallet, text: str = CODE) -> str:
    path = wallet.folder / f"code-{len(text)}"
    path.write_text(text + "\n")
    path.chmod(0o600)
    return str(path)


def header_of(wallet: Wallet) -> Path:
    return wallet.data / "main" / "wallet.keys"


def slot_of(wallet: Wallet) -> str:
    """The card's slot, byte for byte."""
    line = header_of(wallet).read_text().split("\n")[1]
    (found,) = [each for each in json.loads(line)["slots"] if each["type"] == key.NAME]
    spelt = json.dumps(found, separators=(",", ":"))
    assert spelt in line
    return spelt


def slug(wallet: Wallet, *argv: str, **more: Any) -> tuple[int, str]:
    refused = wallet(*argv, "--json", **more)
    return refused.status, str(json.loads(refused.err.strip().splitlines()[-1])["slug"])


def names(wallet: Wallet) -> list[str]:
    return wallet.ok("keys", "-q").splitlines()


def test_it_opens_by_what_its_row_asks_for(held: Wallet) -> None:
    line = ("keys", "test", OPTION, "--passphrase-file")
    assert held.ok(*line, code_file(held), "-q") == f"{key.NAME}\n"
    assert slug(held, *line, code_file(held, PASSPHRASE)) == (4, "wrong-secret")
    assert slug(held, "keys", "test", "--passphrase-file", code_file(held)) == (4, "wrong-passphrase")
    assert slug(held, "keys", "test", OPTION, "--recovery") == (2, "options-exclude")
    assert slug(held, "keys", "test", OPTION) == (2, "would-ask")
    held.ok("unlock", OPTION, "-n", "--passphrase-file", code_file(held))


def test_it_is_asked_for_on_a_terminal_and_a_slip_is_mended(held: Wallet) -> None:
    told = held("keys", "test", OPTION, tty=True, secrets=["a slip", CODE])
    assert (told.status, told.err.count("toy-card for main: "), "no key of this wallet opens" in told.err) == (
        0,
        2,
        True,
    )
    added = held("keys", "add", key.NAME, "--name", "spare", tty=True, secrets=[CODE, CODE])
    assert (added.status, names(held)) == (0, ["passphrase", key.NAME, "spare"])
    assert "new toy-card: " in added.err


def test_a_card_that_is_not_plugged_in_opens_nothing_and_the_next_is_tried(held: Wallet) -> None:
    first = dict(key.PLUGGED)
    held.ok("keys", "add", key.NAME, "--name", "spare", "--new-passphrase-file", code_file(held))
    for number in first:
        del key.PLUGGED[number]
    assert held.ok("keys", "test", OPTION, "--passphrase-file", code_file(held), "-q") == "spare\n"
    key.PLUGGED.clear()
    assert slug(held, "keys", "test", OPTION, "--passphrase-file", code_file(held)) == (4, "wrong-secret")


def test_it_is_listed_named_and_revoked(held: Wallet) -> None:
    assert held.ok("keys").splitlines()[2] == f"2\t{key.NAME}\t{key.NAME}\t2 × 19 MiB"
    by_card = (OPTION, "--passphrase-file", code_file(held))
    held.ok("keys", "rename", key.NAME, "blue", *by_card)
    held.ok("keys", "revoke", "passphrase", "--yes", *by_card)
    assert names(held) == ["blue"]
    assert slug(held, "balance") == (4, "no-such-key")
    assert slug(held, "keys", "revoke", "blue", "--yes", *by_card) == (5, "last-key")
    assert slug(held, "passphrase", *by_card, "--new-passphrase-file", code_file(held, PASSPHRASE)) == (
        5, "no-passphrase-key",
    )  # fmt: skip


def test_it_unlocks_and_replaces_a_forgotten_passphrase(held: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[bytes] = []
    monkeypatch.setattr(unlock, "keep_key", lambda _where, opened, *_limits, **_how: kept.append(opened.database_key))
    held.ok("unlock", OPTION, "--passphrase-file", code_file(held), "-q")
    monkeypatch.setattr(unlock, "kept_key", lambda *_where, **_used: kept[0])
    del held.env["WALLET_PASSPHRASE_FILE"]
    held.ok("balance")
    before = slot_of(held)
    new = code_file(held, "another passphrase")
    held.ok("passphrase", OPTION, "--passphrase-file", code_file(held), "--new-passphrase-file", new)
    assert slot_of(held) == before
    held.ok("keys", "test", "--passphrase-file", new)


def test_it_stays_through_a_rotation_and_alone_if_it_is_meant(held: Wallet) -> None:
    before = slot_of(held)
    held.ok("keys", "rotate")
    assert slot_of(held) == before
    by_card = (OPTION, "--passphrase-file", code_file(held))
    held.ok("keys", "rotate", "--only-this-key", "--yes", *by_card)
    assert (names(held), slot_of(held) == before) == ([key.NAME], False)
    held.ok("keys", "test", *by_card)


def test_a_backup_opens_by_it_and_says_so(held: Wallet) -> None:
    file = str(held.folder / "main.backup")
    held.ok("backup", file)
    held.ok("restore", file, "-w", "second", OPTION, "--passphrase-file", code_file(held))
    refused = held("restore", file, "-w", "third", "--passphrase-file", code_file(held, PASSPHRASE + "!"))
    assert (refused.status, f"wallet -w third restore {file} {OPTION}" in refused.err) == (4, True)


def test_tab_help_and_errors_know_it(held: Wallet) -> None:
    for command in ("unlock", "rm", "erase", "restore", "passphrase", "keys add", "keys revoke"):
        assert OPTION in held.ok("help", *command.split()), command
    assert ", ".join(key_types.TYPES) in " ".join(held.ok("help", "keys", "add").split())
    assert held.ok("__complete", "zsh", "--", "keys", "add", "toy").split() == [key.NAME]
    assert key.NAME in json.loads(held("keys", "add", "x", "--json").err)["params"]["types"]


def test_two_things_that_are_both_typed_are_a_fault_and_never_read_from_one_file(
    held: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = key.CARD._replace(name="toy-pair", asks=(key.NAME, "toy-code"))
    monkeypatch.setitem(key_types.TYPES, two.name, two)
    before = header_of(held).read_bytes()
    assert held("keys", "add", two.name, "--new-passphrase-file", code_file(held)).status == 1
    for get in (asked.require_new, asked.new_secret, asked.secret):
        with pytest.raises(ValueError, match="besides toy-card needs a row"):
            get(None, two, {})  # type: ignore[arg-type]
    assert header_of(held).read_bytes() == before


def unknown(held: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on this machine doesn't know such cards."""
    monkeypatch.delitem(key_types.TYPES, key.NAME)
    assert OPTION not in held.ok("help", "unlock")


def test_where_it_is_unknown_it_is_listed_and_kept_byte_for_byte(held: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    before = slot_of(held)
    unknown(held, monkeypatch)
    assert "toy-card (unknown here, made by a newer wallet)" in " ".join(held.ok("keys", tty=True).split())
    assert held.ok("keys").splitlines()[2].split("\t")[2] == key.NAME
    held.ok("keys", "add", "passphrase", "--name", "more", "--new-passphrase-file", code_file(held))
    held.ok("keys", "rename", "more", "other")
    held.ok("keys", "rotate")
    held.ok("passphrase", "--new-passphrase-file", code_file(held, "another passphrase"))
    assert slot_of(held) == before
    monkeypatch.setitem(key_types.TYPES, key.NAME, key.CARD)
    held.ok("keys", "test", OPTION, "--passphrase-file", code_file(held))


def test_where_nothing_but_unknown_keys_is_left_that_is_said(held: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    held.ok("keys", "revoke", "passphrase", "--yes", OPTION, "--passphrase-file", code_file(held))
    unknown(held, monkeypatch)
    for command in ("balance", "keys", "unlock"):
        told = json.loads(held(command, "--json").err)
        assert (told["slug"], told["params"]) == ("header-newer", {"types": [key.NAME]}), command
    assert "knows none of its types of key (toy-card)" in held("balance").err


def forged(wallet: Wallet, change: Callable[[bytes], bytes]) -> None:
    """Other data in the card's slot, and the right checksum, as somebody without a key would leave it."""
    first, line, _sum, mac, end = header_of(wallet).read_text().split("\n")
    told = json.loads(line)
    told["slots"][1]["data"] = change(bytes.fromhex(told["slots"][1]["data"])).hex()
    above = f"{first}\n{json.dumps(told, separators=(',', ':'))}\n"
    digest = hashlib.sha256(above.encode()).hexdigest()
    header_of(wallet).write_text(f"{above}sha256 {digest}\n{mac}\n{end}")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda data: data[:-1], "header-damaged"),
        (lambda data: b"\x04\xff\xff\xff\xff" + data[5:], "header-damaged"),
        (lambda data: data * 30, "header-damaged"),
        (lambda data: b"\x04grey" + data[5:], "wrong-secret"),
    ],
)
def test_forged_data_are_one_clear_error_and_no_key(
    held: Wallet, change: Callable[[bytes], bytes], expected: str
) -> None:
    forged(held, change)
    status = 4 if expected == "wrong-secret" else 8
    assert slug(held, "keys", "test", OPTION, "--passphrase-file", code_file(held)) == (status, expected)
    assert slug(held, "keys", "test") == (8, "header-damaged"), "by the passphrase its last line tells"
