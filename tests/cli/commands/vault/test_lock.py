"""``wallet lock``: what a dry run says of it."""

import json

from tests.cli.driver import Wallet


def test_a_dry_run_of_lock_locks_nothing(bare: Wallet) -> None:
    bare.ok("init", "--currency", "EUR", "--no-input")
    bare.ok("unlock")
    del bare.env["WALLET_PASSPHRASE_FILE"]
    assert bare.ok("lock", "-n") == "would lock main\n"
    assert json.loads(bare.ok("lock", "-n", "--json"))["dry_run"] is True
    bare.ok("balance")
    assert bare.ok("lock") == "Locked main\n"
    assert bare.ok("lock", "-n") == "main is already locked\n"
