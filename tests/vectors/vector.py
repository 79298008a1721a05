"""A vector: a small file, what is to be tried on it, and what must come out of it.

expect: header-damaged            the slug of the error, "opens", or "wrong-secret"
secret: passphrase correct horse  the type of a secret and the secret; the other types' in hex
comment: why
body: zlib                        where the rest is compressed

the file
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import NamedTuple

from wallet_cli.errors import Locked, WalletError
from wallet_cli.store.vault import keys
from wallet_cli.store.vault.key_types import PASSPHRASE, Secret

HERE = Path(__file__).parent
KEYS, BACKUPS = "keys", "backups"
OPENS, WRONG_SECRET = "opens", "wrong-secret"
_RAW_MOST_BYTES = 8192


class Vector(NamedTuple):
    """One vector; ``body`` is the file itself."""

    kind: str
    name: str
    expect: str
    secret: Secret
    comment: str
    body: bytes

    @property
    def path(self) -> Path:
        """Where it is kept."""
        return HERE / self.kind / f"{self.name}.txt"

    def written(self) -> bytes:
        """The vector as it is kept."""
        large = len(self.body) > _RAW_MOST_BYTES
        shown = self.secret.value.decode() if self.secret.type == PASSPHRASE else self.secret.value.hex()
        lines = [f"expect: {self.expect}", f"secret: {self.secret.type} {shown}", f"comment: {self.comment}"]
        head = "\n".join(lines + ["body: zlib"] * large) + "\n\n"
        return head.encode() + (zlib.compress(self.body, 9) if large else self.body)


def read(path: Path) -> Vector:
    """A vector from its file."""
    head, body = path.read_bytes().split(b"\n\n", 1)
    fields = dict(line.split(": ", 1) for line in head.decode().split("\n"))
    kind, _, shown = fields["secret"].partition(" ")
    secret = Secret(kind, shown.encode() if kind == PASSPHRASE else bytes.fromhex(shown))
    body = zlib.decompress(body) if fields.get("body") == "zlib" else body
    return Vector(path.parent.name, path.stem, fields["expect"], secret, fields["comment"], body)


def all_of(kind: str) -> list[Vector]:
    """All vectors of a kind, by name."""
    return [read(path) for path in sorted((HERE / kind).glob("*.txt"))]


def outcome(vector: Vector) -> str:
    """What comes out of it."""
    try:
        if vector.kind == KEYS:
            keys.open_by(vector.body, vector.secret)
        else:
            _open_backup(vector)
    except Locked:
        return WRONG_SECRET
    except WalletError as error:
        return error.slug
    return OPENS


def _open_backup(vector: Vector) -> None:
    """As far as a file without a real store in it can be opened: the head, its keys, its seal, the image's digest."""
    from tempfile import TemporaryDirectory

    from wallet_cli.services.vault import backup_check

    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(vector.body)
        with backup_check.opened(path) as (stream, head):
            unlocked = backup_check.keys_by(head, vector.secret)
            backup_check.unpack(stream, head, unlocked.database_key, Path(folder) / "image")


if __name__ == "__main__":
    import sys

    for each in (*all_of(KEYS), *all_of(BACKUPS)):
        sys.stdout.write(f"{each.kind}/{each.name} {outcome(each)}\n")
