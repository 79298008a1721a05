"""A type of key of our own: a card that answers to a number, as FIDO2's hmac-secret does, and opens nothing alone."""

import hashlib
import hmac

from wallet_cli.store.vault.key_types import KeyType, Secret
from wallet_cli.store.vault.keys import Random

NAME = "toy-card"
PLUGGED: dict[bytes, bytes] = {}
"""The card in this machine's slot: what it keeps for each of its numbers."""


def read(data: bytes) -> tuple[str, bytes]:
    """The card's label and its number, as a slot keeps them. Careless on purpose: it raises whatever comes."""
    label, number = data[1 : 1 + data[0]], data[1 + data[0] :]
    (number[15],)
    assert len(number) == 16
    return label.decode(), number


def wrap(secret: Secret, salt: bytes, random: Random) -> tuple[bytes, bytes]:
    number, kept = random(16), random(32)
    PLUGGED[number] = kept
    return _answer(kept, secret, salt), b"\x04blue" + number


def unwrap(secret: Secret, salt: bytes, data: bytes) -> bytes | None:
    _label, number = read(data)
    return _answer(PLUGGED[number], secret, salt) if number in PLUGGED else None


def _answer(kept: bytes, secret: Secret, salt: bytes) -> bytes:
    return hmac.digest(kept, hashlib.sha256(secret.value + salt).digest(), "sha256")


CARD = KeyType(NAME, (NAME,), is_stretched=True, unwrap=unwrap, wrap=wrap, read=read)
