"""What keys ask for, as the command line offers it, and what of it makes a secret."""

from typing import Any

import pytest

from tests.cli.driver import PASSPHRASE, Wallet
from wallet_cli.cli.access import asked
from wallet_cli.services.vault.key_changes import TYPES, KeyType

FILES = ("--new-passphrase-file", "--key-file", "--new-key-file")
FLAGS = ("--recovery", "--shares")


def test_files_are_offered_as_files_and_the_rest_takes_nothing() -> None:
    offered = {param.flags[0]: param for param in (*asked.options(), *asked.new_options())}
    assert set(offered) >= {*FILES, *FLAGS}
    assert [(offered[flag].complete, offered[flag].metavar) for flag in FILES] == [("file", "FILE")] * len(FILES)
    assert [offered[flag].takes for flag in FLAGS] == [asked.FLAG] * len(FLAGS)
    assert all(param.help for param in offered.values())


def test_what_a_type_asks_for_stays_in_its_order_with_nothing_between(monkeypatch: pytest.MonkeyPatch) -> None:
    def thing(value: bytes) -> asked.Asked:
        return asked.Asked(lambda *_given: value, lambda *_given: value[::-1])

    for at, name in enumerate(("toy-a", "toy-b", "toy-c")):
        monkeypatch.setitem(asked.THINGS, name, thing(bytes([at, 9]) * 16))
    row = KeyType("toy-three", ("toy-a", "toy-b", "toy-c"), is_stretched=False)
    app: Any = None
    assert asked.secret(app, row, {}) == ("toy-three", b"\0\x09" * 16, b"\x01\x09" * 16 + b"\x02\x09" * 16)
    assert asked.new_secret(app, row, {}) == ("toy-three", b"\x09\0" * 16, b"\x09\x01" * 16 + b"\x09\x02" * 16)


@pytest.mark.parametrize("slip", ["", "correct\thorse", "another passphrase"])
def test_a_slip_in_a_passphrase_can_be_mended(wallet: Wallet, slip: str) -> None:
    del wallet.env["WALLET_PASSPHRASE_FILE"]
    done = wallet("keys", "test", tty=True, secrets=[slip, PASSPHRASE])
    assert (done.status, done.err.count("passphrase for main: ")) == (0, 2)


def test_one_thing_of_a_type_at_most_is_a_text() -> None:
    assert [row.name for row in TYPES.values() if sum(asked.of(name).is_text for name in row.asks) > 1] == []
