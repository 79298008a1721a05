"""Another key header: put in its place, and made known to the store, which refuses older ones from then on.

The header goes first. Were the store updated before it, a process killed in between would leave a store that refuses
the only header there is; so the header is in place, and the store hears of it by the next secret that opens it.
Nor is the header of before put back where the store can't be updated: it would have to be kept as a file until then,
and a process killed meanwhile would leave a header in the folder by which a key opens that was taken away.

So the room that telling the store takes is kept before anything is changed: without it, it is refused. Where telling it
fails all the same, the header stays, and that is reported.
"""

from __future__ import annotations

from wallet_cli.errors import Advisory, Busy, WalletError
from wallet_cli.services.vault import location
from wallet_cli.store.vault import disk_space
from wallet_cli.store.vault.connect import translated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from wallet_cli.services.vault.location import Place
    from wallet_cli.store.store import Store

_ROOM_BYTES = 1 << 16
"""What a commit takes besides the header: some pages, and what a file system keeps for itself."""


def put(place: Place, store: Store, made: bytes, put_it: Callable[[], None]) -> None:
    """Put the key header ``made`` in its place by ``put_it``, and let the store know.

    Where the header is there and the store couldn't be updated, ``place.tell`` hears Advisory("header-unnoted"): the
    change is made. Raises what ``put_it`` raises, and Refused("disk-full"): nothing is changed then.
    """
    try:
        with store.exclusive():
            with translated(), disk_space.kept(place.folder, 2 * len(made) + _ROOM_BYTES):
                put_it()
            store.remember_header(made)
        store.note_generation()
    except (OSError, WalletError) as error:
        if isinstance(error, Busy) or location.header_there(place) != made:  # Busy: another one came, of the same bytes
            raise
        place.tell(Advisory("header-unnoted", wallet=place.folder.name))
