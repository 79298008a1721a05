"""Bitcoin addresses: which network and kind an address belongs to, and whether its checksum holds.

Sources: Base58Check (P2PKH, P2SH) as in Bitcoin Core's base58.cpp and chainparams.cpp; bech32 and witness programs
BIP-173; bech32m for witness version 1 and up BIP-350. Text goes in; a network and a kind come out, or None: there is
no "nearly".
"""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

MAINNET, TESTNET, REGTEST = "mainnet", "testnet", "regtest"

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_CONSTANT, _BECH32M_CONSTANT = 1, 0x2BC830A3
_PREFIXES = {"bc": MAINNET, "tb": TESTNET, "bcrt": REGTEST}
_VERSION_BYTES = {0x00: (MAINNET, "p2pkh"), 0x05: (MAINNET, "p2sh"), 0x6F: (TESTNET, "p2pkh"), 0xC4: (TESTNET, "p2sh")}
# characters: the bech32 limit of BIP-173; Base58 addresses are shorter
LONGEST = 90


class BitcoinAddress(NamedTuple):
    """An address whose checksum holds: ``text`` in its usual case, ``network``, and ``kind``.

    The kinds are p2pkh, p2sh and segwit-v0 to segwit-v16. Signet shares testnet's prefixes, and regtest its Base58
    version bytes: they can't be told apart.
    """

    text: str
    network: str
    kind: str


def bitcoin_address(text: str) -> BitcoinAddress | None:
    """The address ``text`` stands for, or None if it is none: a wrong character, length, case or checksum."""
    if not text.isascii() or len(text) > LONGEST:
        return None
    if is_segwit_shaped(text):
        return _segwit(text)
    return _base58check(text)


def is_segwit_shaped(text: str) -> bool:
    """Whether ``text`` starts like a bech32 address of a known network, in whichever case."""
    return text.lower().startswith(("bc1", "tb1", "bcrt1"))


def _base58check(text: str) -> BitcoinAddress | None:
    import hashlib

    number = 0
    for char in text:
        digit = _BASE58.find(char)
        if digit < 0:
            return None
        number = number * 58 + digit
    zeros = len(text) - len(text.lstrip("1"))
    data = bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
    if len(data) != 25 or data[0] not in _VERSION_BYTES:
        return None
    digest = hashlib.sha256(hashlib.sha256(data[:-4]).digest()).digest()
    if digest[:4] != data[-4:]:
        return None
    network, kind = _VERSION_BYTES[data[0]]
    return BitcoinAddress(text, network, kind)


def _segwit(text: str) -> BitcoinAddress | None:
    if text not in (text.lower(), text.upper()):
        return None
    lower = text.lower()
    prefix, _, rest = lower.rpartition("1")
    values = [_BECH32.find(char) for char in rest]
    if prefix not in _PREFIXES or len(values) < 7 or min(values) < 0:
        return None
    version = values[0]
    wanted = _BECH32_CONSTANT if version == 0 else _BECH32M_CONSTANT
    if version > 16 or _polymod(_expand(prefix) + values) != wanted:
        return None
    length = _program_length(values[1:-6])
    if length is None or not 2 <= length <= 40 or (version == 0 and length not in (20, 32)):
        return None
    return BitcoinAddress(lower, _PREFIXES[prefix], f"segwit-v{version}")


def _expand(prefix: str) -> list[int]:
    codes = [ord(char) for char in prefix]
    return [code >> 5 for code in codes] + [0] + [code & 31 for code in codes]


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, factor in enumerate(_GENERATOR):
            check ^= factor if top >> bit & 1 else 0
    return check


def _program_length(groups: list[int]) -> int | None:
    """The bytes in a witness program of 5-bit ``groups``; None when the padding is too long or not zero (BIP-173)."""
    padding = len(groups) * 5 % 8
    if padding > 4 or (padding and groups[-1] & ((1 << padding) - 1)):
        return None
    return len(groups) * 5 // 8
