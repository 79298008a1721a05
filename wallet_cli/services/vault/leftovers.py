"""What opening a wallet had to set aside, because no key has proven that it belongs there: listed, and destroyed."""

from __future__ import annotations

from wallet_cli.errors import Advisory, Refused
from wallet_cli.store.vault import asides, connect, scratch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from wallet_cli.services.vault.location import Place


def listed(place: Place) -> list[Path]:
    """Everything that is set aside beside a store, by name; nothing where there is no folder, or none to look into."""
    try:
        return asides.listed(place.folder)
    except OSError:
        return []


def erasable(place: Place) -> list[Path]:
    """What ``destroy`` destroys, as far as it can."""
    return [*listed(place), *unfinished(place)]


def destroy(place: Place, random: Callable[[int], bytes]) -> asides.Destroyed:
    """Overwrite and remove what is set aside, and what is left beside of a wallet that was being restored when its
    process was killed: both might hold what was erased; what became of it.

    What fails at one file isn't raised: what asked for it is done already, and is reported first, see ``require_gone``.
    """
    with connect.translated():
        done = asides.destroy(place.folder, random)
        return done._replace(left=(*done.left, *destroy_unfinished(place, random)))


def unfinished(place: Place) -> list[Path]:
    """The folders in which a restore that was killed may have left a whole wallet, as far as anyone may look."""
    try:
        return scratch.wallets_in(place.folder.parent)
    except OSError:
        return []


def destroy_unfinished(place: Place, random: Callable[[int], bytes]) -> tuple[Path, ...]:
    """Destroy them, and what a check of a backup left that was killed; the folders in which a wallet may be left."""
    scratch.clear(place.state, random)
    return scratch.clear(place.folder.parent, random)


def require_gone(place: Place, done: asides.Destroyed, line: str) -> None:
    """Tell what could not be overwritten; raise Refused("aside-left") for what is there still: erasing what
    is in the ``line`` once more destroys it, once nothing hinders that.
    """
    if done.readable:
        place.tell(Advisory("not-overwritten", names=names_of(done.readable)))
    if done.left:
        raise Refused("aside-left", names=names_of(done.left), line=line)


def names_of(paths: Iterable[Path]) -> tuple[str, ...]:
    """The names of files, for messages."""
    return tuple(each.name for each in paths)
