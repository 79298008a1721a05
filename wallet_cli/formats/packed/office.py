"""Workbooks with a password to open them (XLSX inside an OLE2 file): the key made of the password, and the workbook.

How often a password is hashed is the file's claim: beyond a limit it is refused, for it would take hours. Source:
[MS-OFFCRYPTO] 2.3.4 (ECMA-376 document encryption, agile and standard).
"""

from __future__ import annotations

import binascii
import hashlib
import struct
from base64 import b64decode
from pyexpat import ExpatError, ParserCreate

from wallet_cli.errors import BadFile
from wallet_cli.formats.packed.ciphers import WrongPassword
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.modes import CBC, ECB

    from wallet_cli.formats.packed.ole import OleFile

ROUNDS_LIMIT = 1_000_000
PACKAGE, INFORMATION = "EncryptedPackage", "EncryptionInfo"
_STANDARD_ROUNDS = 50_000
_SEGMENT, _BLOCK = 4096, 16
_AGILE, _STANDARD = (4, 4), 2
_INPUT, _VALUE, _KEY = (
    bytes.fromhex("fea7d2763b4b9e79"), bytes.fromhex("d7aa0f6d3061344e"), bytes.fromhex("146e0be7abacd0d6"),
)  # fmt: skip
_HASHES = {"SHA1": "sha1", "SHA-1": "sha1", "SHA256": "sha256", "SHA384": "sha384", "SHA512": "sha512"}
_KEY_BITS = (128, 192, 256)


class _Made(NamedTuple):
    """How a key is made of a password and a salt, and how what it opens is chained."""

    salt: bytes
    hash: str
    rounds: int
    bits: int

    def key(self, hashed: bytes, block: bytes) -> bytes:
        return _fit(hashlib.new(self.hash, hashed + block).digest(), self.bits // 8)

    def vector(self, block: bytes) -> bytes:
        return _fit(hashlib.new(self.hash, self.salt + block).digest() if block else self.salt, _BLOCK)


def is_locked(file: OleFile) -> bool:
    """Whether an OLE2 file holds a workbook that has a password."""
    return PACKAGE in file.names and INFORMATION in file.names


def opened(file: OleFile, password: str) -> bytes:
    """The workbook; WrongPassword, BadFile("sheet-damaged"), ("sheet-encrypted") where it is encrypted otherwise."""
    told = file.stream(INFORMATION)
    package = file.stream(PACKAGE)
    try:
        version = struct.unpack_from("<HH", told)
        size = struct.unpack_from("<Q", package)[0]
        text = password.encode("utf-16-le")
        if version == _AGILE:
            data = _agile(told[8:], package[8:], text)
        elif version[1] == _STANDARD:
            data = _standard(told, package[8:], text)
        else:
            raise BadFile("sheet-encrypted")
    except (struct.error, LookupError, ValueError, ExpatError, binascii.Error):  # of keys, and of encodings
        raise BadFile("sheet-damaged") from None
    if size > len(data):
        raise BadFile("sheet-damaged")
    return data[:size]


def _agile(told: bytes, package: bytes, password: bytes) -> bytes:
    found: dict[str, dict[str, str]] = {}
    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: found.setdefault(name.rpartition(":")[2], attributes)
    parser.Parse(told, True)
    of_key, of_data = found["encryptedKey"], found["keyData"]
    made, chained = _made(of_key), _made(of_data)
    hashed = _hashed(made, password)
    iv = made.vector(b"")
    proof = _cbc(made.key(hashed, _INPUT), iv, b64decode(of_key["encryptedVerifierHashInput"]))
    value = _cbc(made.key(hashed, _VALUE), iv, b64decode(of_key["encryptedVerifierHashValue"]))
    expected = hashlib.new(made.hash, proof).digest()
    if value[: len(expected)] != expected:
        raise WrongPassword
    key = _cbc(made.key(hashed, _KEY), iv, b64decode(of_key["encryptedKeyValue"]))[: chained.bits // 8]
    pieces = [package[at : at + _SEGMENT] for at in range(0, len(package) - len(package) % _BLOCK, _SEGMENT)]
    return b"".join(
        _cbc(key, chained.vector(struct.pack("<I", number)), piece[: len(piece) - len(piece) % _BLOCK])
        for number, piece in enumerate(pieces)
    )


def _made(told: dict[str, str]) -> _Made:
    hash_name, bits = _HASHES.get(told["hashAlgorithm"], ""), int(told["keyBits"])
    rounds = int(told.get("spinCount", "0"))
    is_known = told["cipherAlgorithm"] == "AES" and told["cipherChaining"] == "ChainingModeCBC"
    if not is_known or not hash_name or bits not in _KEY_BITS or not 0 <= rounds <= ROUNDS_LIMIT:
        raise BadFile("sheet-encrypted")
    return _Made(b64decode(told["saltValue"]), hash_name, rounds, bits)


def _standard(told: bytes, package: bytes, password: bytes) -> bytes:
    length = struct.unpack_from("<I", told, 8)[0]
    algorithm, _, bits = struct.unpack_from("<III", told, 20)
    at = 12 + length
    salt_size = struct.unpack_from("<I", told, at)[0]
    salt, proof, value = told[at + 4 : at + 20], told[at + 20 : at + 36], told[at + 40 : at + 72]
    if bits not in _KEY_BITS or salt_size != _BLOCK or not 0x660E <= algorithm <= 0x6610 or len(value) != 2 * _BLOCK:
        raise BadFile("sheet-encrypted")
    made = _Made(salt, "sha1", _STANDARD_ROUNDS, bits)
    last = hashlib.sha1(_hashed(made, password) + b"\0\0\0\0").digest()  # noqa: S324 - the format's own
    key = b"".join(_derived(last, sign) for sign in (0x36, 0x5C))[: bits // 8]
    if hashlib.sha1(_ecb(key, proof)).digest() != _ecb(key, value)[:20]:  # noqa: S324 - the format's own
        raise WrongPassword
    return _ecb(key, package[: len(package) - len(package) % _BLOCK])


def _derived(last: bytes, sign: int) -> bytes:
    padded = bytes(byte ^ sign for byte in last.ljust(64, b"\0"))
    return hashlib.sha1(padded).digest()  # noqa: S324 - the format's own


def _hashed(made: _Made, password: bytes) -> bytes:
    new, pack = getattr(hashlib, made.hash), struct.Struct("<I").pack
    found: bytes = new(made.salt + password).digest()
    for number in range(made.rounds):
        found = new(pack(number) + found).digest()
    return found


def _fit(data: bytes, size: int) -> bytes:
    return data[:size].ljust(size, b"\x36")


def _cbc(key: bytes, vector: bytes, data: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import modes

    return _decrypted(key, modes.CBC(vector), data)


def _ecb(key: bytes, data: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import modes

    return _decrypted(key, modes.ECB(), data)  # noqa: S305 - the format's own


def _decrypted(key: bytes, mode: CBC | ECB, data: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms

    made: Cipher[CBC | ECB] = Cipher(algorithms.AES(key), mode)
    block = made.decryptor()
    return block.update(data) + block.finalize()


def _refuse(*_args: object) -> None:
    raise BadFile("file-declares-entities")
