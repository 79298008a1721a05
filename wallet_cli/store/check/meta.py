"""Whether what the vault keeps about this copy of itself, in the table ``meta``, is as wallet writes it.

It isn't journalled, so nothing vouches for it but its form; the key header kept there has the digest beside it.
"""

from __future__ import annotations

from wallet_cli.errors import Damaged
from wallet_cli.store.check.remembered import BACKUPS, EACH_BYTES, MOST
from wallet_cli.store.journal.journal import BALANCES_SALT, SALT_BYTES
from wallet_cli.store.store import BACKED_UP, DEVICE, DIGEST, GENERATION, HEADER, Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from wallet_cli.store.check.findings import Findings

_DEVICE_BYTES = 16
_DIGEST_BYTES = 32


def _is_blob(size: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, bytes) and len(value) == size


def _is_backups(value: Any) -> bool:
    return isinstance(value, bytes) and len(value) % EACH_BYTES == 0 and len(value) <= MOST * EACH_BYTES


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and value >= 0


_FORMS: dict[str, Callable[[Any], bool]] = {
    GENERATION: _is_number,
    DIGEST: _is_blob(_DIGEST_BYTES),
    BALANCES_SALT: _is_blob(SALT_BYTES),
    BACKUPS: _is_backups,
    BACKED_UP: _is_number,
}
"""What each has to look like where it is there; the code that needs one that is missing says so."""


def check(store: Store, findings: Findings) -> None:
    """Each value's form, and the key header against its digest. Never raises for what it finds."""
    told = dict(store.db.execute("SELECT name, value FROM meta"))
    if not _is_blob(_DEVICE_BYTES)(told.get(DEVICE)):
        findings.add(Damaged("device-unknown"))
    wrong = [name for name, has_form in _FORMS.items() if told.get(name) is not None and not has_form(told[name])]
    for name in wrong:
        findings.add(Damaged("meta-damaged", name=name))
    is_known = not {GENERATION, DIGEST} & {*wrong}
    if is_known and told.get(HEADER) is not None and store.kept_header() is None:
        findings.add(Damaged("kept-header-damaged"))
