"""What passwords of ZIPs open: the older cipher (ZipCrypto) and WinZip's AES.

The older one is broken and slow in Python, so only so much of it is taken off. AES proves the password by two bytes and
the whole by a sum over what is encrypted, before a byte is used. Sources: APPNOTE.TXT 6.1; WinZip, AE-1 and AE-2.
"""

from __future__ import annotations

import hashlib
import hmac

from wallet_cli.errors import BadFile
from wallet_cli.formats.packed.directory import AES, Member

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

SLOW_LIMIT = 8 << 20
"""The most bytes that the older cipher is taken off; a second or less for each MiB."""
_HEADER, _PROOF, _SUM, _BLOCK = 12, 2, 10, 16
_ROUNDS = 1000
_CHUNK = 1 << 20
_SALTS, _KEYS = {1: 8, 2: 12, 3: 16}, {1: 16, 2: 24, 3: 32}


class WrongPassword(Exception):
    """The password doesn't open it."""


def opening(member: Member, password: bytes) -> Callable[[bytes], bytes]:
    """What takes the encryption off the member's bytes; raises WrongPassword when used, and as ``require_known``."""
    require_known(member)
    if member.strength:
        return lambda data: _aes(data, member.strength, password)
    return lambda data: _older(data, password, member.check)


def require_known(member: Member) -> None:
    """BadFile("zip-method-unknown", method), ("zip-cipher-slow", limit_mib)."""
    if member.method == AES or member.strength > max(_SALTS):
        raise BadFile("zip-method-unknown", method=member.method)
    if not member.strength and member.packed > SLOW_LIMIT:
        raise BadFile("zip-cipher-slow", limit_mib=SLOW_LIMIT >> 20)


def _aes(data: bytes, strength: int, password: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    salt, size = data[: _SALTS[strength]], _KEYS[strength]
    keys = hashlib.pbkdf2_hmac("sha1", password, salt, _ROUNDS, 2 * size + _PROOF)
    start = len(salt) + _PROOF
    if len(data) < start + _SUM:
        raise BadFile("zip-damaged")
    if not hmac.compare_digest(keys[2 * size :], data[len(salt) : start]):
        raise WrongPassword
    body, told = data[start:-_SUM], data[-_SUM:]
    if not hmac.compare_digest(hmac.digest(keys[size : 2 * size], body, "sha1")[:_SUM], told):
        raise BadFile("zip-damaged")
    # counts from 1, the lowest byte first, which no library's counter mode does
    block = Cipher(algorithms.AES(keys[:size]), modes.ECB()).encryptor()  # noqa: S305 - the format's own way
    found = bytearray()
    for at in range(0, len(body), _CHUNK):
        piece = body[at : at + _CHUNK]
        first = at // _BLOCK + 1
        counts = b"".join(
            [number.to_bytes(_BLOCK, "little") for number in range(first, first + -(-len(piece) // _BLOCK))]
        )
        stream = block.update(counts)[: len(piece)]
        found += (int.from_bytes(piece) ^ int.from_bytes(stream)).to_bytes(len(piece))
    return bytes(found)


def _table() -> tuple[int, ...]:
    found = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
        found.append(value)
    return tuple(found)


def _older(data: bytes, password: bytes, check: int) -> bytes:
    table = _table()
    one, two, three = 0x12345678, 0x23456789, 0x34567890
    for byte in password:
        one = one >> 8 ^ table[(one ^ byte) & 0xFF]
        two = ((two + (one & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        three = three >> 8 ^ table[(three ^ two >> 24) & 0xFF]
    found = bytearray()
    for byte in data:
        mask = three & 0xFFFF | 2
        byte ^= mask * (mask ^ 1) >> 8 & 0xFF
        one = one >> 8 ^ table[(one ^ byte) & 0xFF]
        two = ((two + (one & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        three = three >> 8 ^ table[(three ^ two >> 24) & 0xFF]
        found.append(byte)
        if len(found) == _HEADER and byte != check:
            raise WrongPassword
    if len(found) < _HEADER:
        raise BadFile("zip-damaged")
    return bytes(found[_HEADER:])
