"""Hints of ``init`` and ``restore`` repeat what was typed: the next line works as it is printed."""

import shlex
from pathlib import Path

import pytest

from tests.cli.driver import Wallet


def line_in(text: str, head: str) -> list[str]:
    """The words behind ``wallet`` of the line that a hint gives behind ``head``."""
    line = text.split(head)[1].splitlines()[0].removesuffix(")")
    words = shlex.split(line)
    assert words[0] == "wallet"
    return words[1:]


@pytest.fixture
def empty(tmp_path: Path) -> Wallet:
    """A machine on which there is no wallet, and whose environment names no passphrase."""
    made = Wallet(tmp_path)
    del made.env["WALLET_PASSPHRASE_FILE"]
    return made


def test_init_repeats_what_was_given_when_something_is_missing(empty: Wallet) -> None:
    secret = ["--passphrase-file", str(empty.passphrase_file)]
    told = empty("-w", "my book", "init", "--numbers", "1,234.50", "--no-input", *secret)
    words = line_in(told.err, "write: ")
    assert words == ["-w", "my book", "init", "--currency", "CODE", "--numbers", "1,234.50", "--no-input", *secret]
    told = empty("init", "--currency", "EUR", "--categories", "zh", "--no-input")
    words = line_in(told.err, "that only you can read: ")
    at = words.index("FILE")
    empty.ok(*words[:at], str(empty.passphrase_file), *words[at + 1 :])
    assert "餐饮" in empty.ok("categories", *secret)


def test_a_wallet_that_is_there_is_looked_into_with_the_passphrase_that_was_given(empty: Wallet) -> None:
    typed = ["init", "--currency", "EUR", "--no-input", "--passphrase-file", str(empty.passphrase_file)]
    empty.ok(*typed)
    told = empty(*typed)
    assert told.status == 5
    empty.ok(*line_in(told.err.partition("   (or")[0], "look into it: "))
    words = line_in(told.err, "or make another: ")
    empty.ok(*["second" if word == "NAME" else word for word in words])


def test_restore_repeats_the_path_as_it_was_typed(wallet: Wallet) -> None:
    path = str(wallet.folder / "my $old.backup")
    wallet.ok("backup", path)
    wallet.ok("pay", "5", "Tea", "@cash", "+food")
    told = wallet("-w", "copy", "restore", path)
    assert told.status == 8
    words = line_in(told.err, "without what it lacks: ")
    assert words == ["-w", "copy", "restore", path, "--accept-older"]
    wallet.ok(*words)
    told = wallet("restore", path, "--accept-older")
    words = line_in(told.err, "choose another name: ")
    assert words == ["restore", path, "--accept-older", "--wallet", "NAME"]
    wallet.ok(*["third" if word == "NAME" else word for word in words])


def test_older_keys_are_taken_by_the_line_that_says_so(wallet: Wallet) -> None:
    path = str(wallet.folder / "b.backup")
    wallet.ok("backup", path)
    new = wallet.folder / "new"
    new.write_text("another horse battery staple\n")
    new.chmod(0o600)
    wallet.ok("passphrase", "--new-passphrase-file", str(new))
    (wallet.data / "main" / "wallet.keys").unlink()
    told = wallet("restore", path, "--keys-only")
    words = line_in(told.err, "open the wallet again: ")
    assert words == ["restore", path, "--keys-only", "--accept-older"]
    wallet.ok(*words)


def test_a_key_that_is_not_there_is_named_in_the_language_with_what_comes_next(wallet: Wallet) -> None:
    told = wallet("--lang", "zh", "passphrase", "--recovery").err
    assert ("recovery" in told, "恢复词" in told, "wallet help 紧急情况" in told) == (False, True, True)
    assert '"recovery"' in wallet("passphrase", "--recovery").err
