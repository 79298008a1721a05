"""What is said where a secret opens no key inside a backup: advice about the file, not about a wallet."""

from collections.abc import Iterator
from contextlib import contextmanager

from wallet_cli.errors import Locked
from wallet_cli.services import backup_checking, custody
from wallet_cli.services.backup_checking import BackupHead

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
        types = backup_checking.types_of(head)
        ways = {"with_file": custody.KEYFILE, "words": custody.RECOVERY, "shares": custody.SHARES}
        lines = {name: (file, *more) if kind in types else () for name, kind in ways.items()}
        slug = "backup-secret-unfit" if error.slug in _UNFIT else "backup-key-none"
        raise Locked(slug, command=command, file=file, **lines) from None
