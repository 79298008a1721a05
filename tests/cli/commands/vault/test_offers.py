"""What a refusal offers for opening a wallet otherwise."""

from pathlib import Path

from tests.cli.commands.vault.test_keys import secret_file, typed_back
from tests.cli.driver import Wallet


def test_after_a_wrong_passphrase_only_the_types_of_key_that_it_has_are_offered(bare: Wallet, tmp_path: Path) -> None:
    bare.ok("init", "--currency", "EUR", "--no-input")
    wrong = ("balance", "--passphrase-file", secret_file(bare, "wrong one", "wrong"))
    offers = ("passphrase --recovery", "passphrase --shares", "--key-file FILE")
    there: set[str] = set()
    for more in ((), ("recovery",), ("keyfile", "--new-key-file", str(tmp_path / "wallet.key"))):
        if more[:1] == ("keyfile",):
            (tmp_path / "wallet.key").write_bytes(bytes(range(64)))
            new = secret_file(bare, "another passphrase", "new")
            bare.ok("keys", "add", *more, "--new-passphrase-file", new)
            there.add(offers[2])
        elif more:
            typed_back(bare, "keys", "add", *more)
            there.add(offers[0])
        told = bare(*wrong)
        assert (told.status, {each for each in offers if each in told.err}) == (4, there), told.err
