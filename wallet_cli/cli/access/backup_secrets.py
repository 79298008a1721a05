"""What is said where a secret opens no key inside a backup: advice about the file, not about a wallet."""

from __future__ import annotations

from contextlib import contextmanager

from wallet_cli.errors import Locked
from wallet_cli.services.vault import backup_check, key_changes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from wallet_cli.services.vault.backup_check import BackupHead

_UNFIT = ("wrong-passphrase", "wrong-key-file", "wrong-words")
_NONE = ("key-file-needed", "no-such-key")


@contextmanager
def of_the_file(head: BackupHead, file: str, command: tuple[str, ...], more: tuple[str, ...]) -> Iterator[None]:
    """Whatever the refusal of a secret says of the wallet is said of the backup; ``command`` is what to type again in
    front of the file, ``more`` what belongs behind it where another kind of secret is tried by ``wallet restore``.

    Raises Locked("backup-secret-unfit", "backup-key-none"), and as the body.
    """
    try:
        yield
    except Locked as error:
        if error.slug not in (*_UNFIT, *_NONE):
            raise
        types = backup_check.types_of(head)
        by_file, words, shares = (
            (file, *more) if kind in types else ()
            for kind in (key_changes.KEYFILE, key_changes.RECOVERY, key_changes.SHARES)
        )
        if error.slug in _UNFIT:
            raise Locked(
                "backup-secret-unfit", command=command, file=file, with_file=by_file, words=words, shares=shares
            ) from None
        raise Locked(
            "backup-key-none", command=command, file=file, with_file=by_file, words=words, shares=shares
        ) from None
