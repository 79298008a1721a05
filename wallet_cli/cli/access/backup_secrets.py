"""What is said where a secret opens no key inside a backup: advice about the file, not about a wallet."""

from __future__ import annotations

from contextlib import contextmanager

from wallet_cli.cli.access import asked
from wallet_cli.errors import Locked
from wallet_cli.services.vault import backup_check, key_changes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from wallet_cli.services.vault.backup_check import BackupHead

_NONE = ("key-file-needed", "no-such-key")
_SAID_OF = {key_changes.KEY_FILE: "with_file", key_changes.RECOVERY: "words", key_changes.SHARES: "shares"}
"""What the advice has a line for, by what is asked for, and its field there."""


@contextmanager
def of_the_file(head: BackupHead, file: str, command: tuple[str, ...], more: tuple[str, ...]) -> Iterator[None]:
    """Whatever the refusal of a secret says of the wallet is said of the backup; ``command`` is what to type again in
    front of the file, ``more`` what belongs behind it where another kind of secret is tried by ``wallet restore``.

    Raises Locked("backup-secret-unfit", "backup-key-none"), and as the body.
    """
    try:
        yield
    except Locked as error:
        unfit = error.slug in {row.wrong().slug for row in key_changes.TYPES.values()}
        if not unfit and error.slug not in _NONE:
            raise
        ways = _ways(head, (file, *more))
        raise Locked(
            "backup-secret-unfit" if unfit else "backup-key-none",
            command=command,
            file=file,
            with_file=ways["with_file"],
            words=ways["words"],
            shares=ways["shares"],
            further=ways["further"],
        ) from None


def _ways(head: BackupHead, line: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The lines behind ``wallet restore`` that try another key inside the backup, empty where it has none."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys((*_SAID_OF.values(), "further"), ())
    there = backup_check.types_of(head)
    for row in key_changes.TYPES.values():
        offers = {name: option for name in row.asks if (option := asked.of(name).option)}
        if row.name not in there or not offers:
            continue
        said = _SAID_OF.get(next(iter(offers))) if len(offers) == 1 else None
        if said:
            found[said] = line
        else:
            words = ((option.flags[0], option.metavar) for option in offers.values())
            found["further"] = (*line, *(word for pair in words for word in pair if word))
    return found
