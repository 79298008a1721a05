"""Drafts of a store: another store is written beside the one that is there, and gets its name when the header says so.

Interrupted at any point, the header alone decides: a draft of its epoch is the store, and one of a later epoch is
nothing.
"""

from wallet_cli.services import places
from wallet_cli.services.places import DRAFT, HEADER_DRAFT, LOG, LOG_INDEX, Place
from wallet_cli.store import files


def put_in_place(place: Place) -> None:
    """Give the store its name, where the machine stopped after its header was written and before that.

    The header decides: a draft of its epoch is the store, and what has the store's name is an earlier one. Only for
    whoever is alone in the folder.
    """
    draft = place.draft(places.identity_of(place).epoch)
    if not draft.exists():
        return
    files.sync(place.folder)  # the header stays, whatever happens from here on
    logs = [place.folder / name for name in (LOG, LOG_INDEX)]
    if any(log.exists() for log in logs):
        for log in logs:
            log.unlink(missing_ok=True)
        files.sync(place.folder)  # never the earlier store's log beside this one
    draft.replace(place.database)
    files.sync(place.folder)


def remove_drafts(place: Place, epoch: int) -> None:
    """Remove the drafts of headers, and of stores of later epochs than the header's: nothing came of them. Only for
    whoever is alone in the folder.
    """
    for header in place.folder.glob(HEADER_DRAFT + "*"):
        header.unlink(missing_ok=True)
    for left in place.folder.glob(DRAFT + "*"):
        number = left.name.removeprefix(DRAFT).partition("-")[0]
        if number.isdecimal() and int(number) > epoch and not left.is_dir():
            left.unlink(missing_ok=True)
