"""How old the last backup is, and when that is too old: what a daily command asks, without what makes one."""

from __future__ import annotations

from wallet_cli.domain.moment import DAY_US
from wallet_cli.errors import WalletError
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.vault import access, unlock
from wallet_cli.store.journal import operations
from wallet_cli.store.store import BACKED_UP
from wallet_cli.store.vault import connect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.services.vault.location import Place

OVERDUE_DAYS = 30


class Age(NamedTuple):
    """When the last checked backup was made (microseconds since 1970 UTC, None: never), and for how many days there has
    been none where that is more than 30, else 0.
    """

    last_us: int | None
    overdue_days: int


def age(place: Place, now_us: int) -> Age | None:
    """How old the last backup is, as far as that can be known without asking anyone: None while the wallet is locked
    or damaged there.

    A vault that never had a backup counts from its first operation.
    """
    try:
        key = unlock.kept_key(place, unlock.Moment(now_us // 1_000_000, 0), used=False)
        if key is None:
            return None
        store = access.open_store(place, key, read_only=True, unchecked=True, proves=False)
        try:
            with connect.translated():
                last = store.number(BACKED_UP)
                since = last or operations.first_us(store.db) or now_us
        finally:
            store.close()
    except WalletError:
        return None
    return Age(last, overdue_days(since, now_us))


def overdue_days(since_us: int, now_us: int) -> int:
    """For how many days there has been no backup (microseconds since 1970 UTC), where that is too many; else 0."""
    days = (now_us - since_us) // DAY_US
    return days if days > OVERDUE_DAYS else 0
