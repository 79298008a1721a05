"""The head of a backup file: who it is for and how long it is in plain text, everything else sealed.

    wallet-backup/1                                   another number: BadFile("backup-newer")
    {"vault":…,"made_us":…,"image_bytes":…,"image_sha256":…}
    …                                                 the four lines of wallet.keys, so that the same passphrase opens
    sealed <nonce> <ciphertext>                       the image's key and counts, under a key from the database key
    sha256 <hex>                                      over the lines above: damage, found before any secret is asked for

What follows to the end is the image, a database under a key of its own. The seal covers all lines before it and with
them the image's digest: anyone who lacks the database key can't make or change a backup, in any byte.
"""

from __future__ import annotations

import hashlib
import json

from wallet_cli.errors import BadFile, Damaged
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.vault import identity, sealing
from wallet_cli.store.vault.sealing import Sealed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

_NAME = b"wallet-backup/"
FORMAT = _NAME + b"1"
HEAD_MOST_BYTES = identity.FILE_MOST_BYTES + 8192
_LINES = 8
_LARGEST = 2**63 - 1


class Label(NamedTuple):
    """What anyone can read: the vault's id, microseconds since 1970 UTC, length and SHA-256 of the image."""

    vault_id: bytes
    made_us: int
    image_bytes: int
    image_sha256: bytes


class Contents(NamedTuple):
    """What is sealed: the journal's head, the digest of the balances, and how many rows there are."""

    operations: int
    head: bytes
    balances: bytes
    transactions: int
    postings: int
    accounts: int
    layout: int


class BackupHead(NamedTuple):
    """A head as read: nothing in it is proven yet but that it is whole. ``size_bytes`` is where the image begins,
    ``digest`` the SHA-256 of all lines before the last one: the label, the keys and the seal.
    """

    label: Label
    keys: bytes
    sealed: Sealed
    above: bytes
    size_bytes: int
    digest: bytes


def render(label: Label, keys: bytes, contents: Contents, image_key: bytes, database_key: bytes, nonce: bytes) -> bytes:
    """The bytes before the image."""
    above = b"%s\n%s\n%s" % (FORMAT, _label_line(label), keys)
    secret = json.dumps([image_key.hex(), *_plain(contents)], separators=(",", ":")).encode("ascii")
    sealed = sealing.seal(_wrapping(database_key), nonce, secret, above)
    above += b"sealed %s %s\n" % (sealed.nonce.hex().encode(), sealed.wrapped.hex().encode())
    return above + b"sha256 %s\n" % hashlib.sha256(above).hexdigest().encode()


def read(stream: BinaryIO) -> BackupHead:
    """The head of a backup, judged as far as that needs no key.

    Raises BadFile("not-a-backup", "backup-newer", "backup-head-damaged"), Damaged("header-damaged", "header-newer").
    """
    data = stream.read(HEAD_MOST_BYTES)
    lines = data.split(b"\n", _LINES)
    if lines[0] != FORMAT:
        number = lines[0].removeprefix(_NAME)
        if lines[0].startswith(_NAME) and number.isdigit() and len(number) <= 4 and number[:1] != b"0":
            raise BadFile("backup-newer")
        raise BadFile("not-a-backup")
    above = b"".join(line + b"\n" for line in lines[: _LINES - 1])
    if len(lines) <= _LINES or lines[7] != b"sha256 " + hashlib.sha256(above).hexdigest().encode():
        raise BadFile("backup-head-damaged")
    keys = b"".join(line + b"\n" for line in lines[2:6])
    try:
        label = _label(lines[1])
        word, nonce, wrapped = lines[6].decode("ascii").split(" ")
        sealed = Sealed(bytes.fromhex(nonce), bytes.fromhex(wrapped))
        fits = word == "sealed" and len(sealed.nonce) == sealing.NONCE_BYTES
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadFile("backup-head-damaged") from None
    if not fits or identity.identity_of(keys).vault_id != label.vault_id:
        raise BadFile("backup-head-damaged")
    under_seal = above[: -len(lines[6]) - 1]
    return BackupHead(label, keys, sealed, under_seal, len(above) + len(lines[7]) + 1, hashlib.sha256(above).digest())


def unseal(head: BackupHead, database_key: bytes) -> tuple[bytes, Contents] | None:
    """The image's key, and what must be in it; None: another key, or someone without the key changed the head."""
    secret = sealing.unseal(_wrapping(database_key), head.sealed, head.above)
    if secret is None:
        return None
    try:
        key, operations, mac, balances, *counts = json.loads(secret)
        transactions, postings, accounts, layout = counts
        return bytes.fromhex(key), Contents(
            operations, bytes.fromhex(mac), bytes.fromhex(balances), transactions, postings, accounts, layout
        )
    except (ValueError, TypeError):
        raise Damaged("backup-contents-differ") from None


def _plain(contents: Contents) -> list[int | str]:
    return [each.hex() if isinstance(each, bytes) else each for each in contents]


def _wrapping(database_key: bytes) -> bytes:
    return sealing.subkey(database_key, b"wallet-backup/1 seal")


def _label_line(label: Label) -> bytes:
    told = {
        "vault": label.vault_id.hex(),
        "made_us": label.made_us,
        "image_bytes": label.image_bytes,
        "image_sha256": label.image_sha256.hex(),
    }
    return json.dumps(told, separators=(",", ":")).encode("ascii")


def _label(line: bytes) -> Label:
    told = json.loads(line)
    label = Label(
        bytes.fromhex(told["vault"]), told["made_us"], told["image_bytes"], bytes.fromhex(told["image_sha256"])
    )
    if not all(type(each) is int and 0 <= each <= _LARGEST for each in (label.made_us, label.image_bytes)):
        raise ValueError
    if _label_line(label) != line:  # one spelling only
        raise ValueError
    return label
