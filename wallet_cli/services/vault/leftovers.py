"""What opening a wallet had to set aside, because no key has proven that it belongs there: listed, and destroyed."""

from __future__ import annotations

from wallet_cli.store.vault import asides, connect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wallet_cli.services.vault.location import Place


def listed(place: Place) -> list[Path]:
    """Everything that is set aside beside a store, by name; nothing where there is no folder, or none to look into."""
    try:
        return asides.listed(place.folder)
    except OSError:
        return []


def destroy(place: Place, random: Callable[[int], bytes]) -> int:
    """Overwrite and remove what is set aside: it might hold what was erased; how many files.

    Raises Refused("vault-read-only"), Damaged("store-io").
    """
    with connect.translated():
        return len(asides.remove(place.folder, random))
