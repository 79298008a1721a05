"""Profiles of tables: how the files with a certain header are read, kept in the vault and answered for once.

What always holds: one profile a header, one name a profile; a profile holds no account, no person and no amount.
"""

from __future__ import annotations

import json

from wallet_cli.domain.account import name_key
from wallet_cli.domain.files.profile import TableProfile, from_json
from wallet_cli.domain.operation import PROFILE
from wallet_cli.domain.text import clean, names_near
from wallet_cli.errors import BadFile, NotFound, Refused
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.files.source import delivered
from wallet_cli.services.session import CURRENCY, money_of, setting
from wallet_cli.store.journal import items
from wallet_cli.store.journal.entities import keyed_item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from wallet_cli.services.files.source import Source
    from wallet_cli.services.session import Session
    from wallet_cli.store.journal.journal import Operation

SCHEMA = "wallet.profile/1"
NAME_CHARACTERS = 60
_USUAL = "table"
_TABLES = "csv"


class ProfileMade(NamedTuple):
    """What an operation on profiles did: ``op`` is "o12", "" where it was so already; ``profile`` as it is now."""

    op: str
    profile: TableProfile
    dry_run: bool = False


def listing(session: Session) -> list[TableProfile]:
    """All kept profiles by name."""
    found = [from_json(json.loads(body)) for _key, body in items.every(session.db, PROFILE)]
    return sorted(found, key=lambda each: name_key(each.name))


def by_header(session: Session) -> dict[str, TableProfile]:
    """All kept profiles by their headers' keys."""
    return {each.header: each for each in listing(session)}


def find(session: Session, name: str) -> TableProfile:
    """The kept profile of this name; NotFound("no-such-profile")."""
    every = listing(session)
    found = next((each for each in every if name_key(each.name) == name_key(name)), None)
    if found is None:
        raise NotFound("no-such-profile", name=name, near=names_near(name, [each.name for each in every]))
    return found


def keep(session: Session, table: TableProfile, name: str = "") -> ProfileMade:
    """Keep a profile under its name, or another; it takes the place of one for the same header.

    Refused("profile-exists") where another header's has the name, UsageProblem for a name that can't be one.
    """
    wanted = clean(name or table.name, limit=NAME_CHARACTERS)
    every = listing(session)
    if any(name_key(each.name) == name_key(wanted) and each.header != table.header for each in every):
        raise Refused("profile-exists", name=wanted)
    table = table._replace(name=wanted)
    if table in every:
        return ProfileMade("", table, session.dry_run)
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        put(work, table)
    return ProfileMade(work.ref, table, session.dry_run)


def put(work: Operation, table: TableProfile) -> None:
    """Write a profile that has its name."""
    work.put_item(keyed_item(PROFILE, table.header, table.as_json()))


def remove(session: Session, name: str) -> ProfileMade:
    """Forget a profile; NotFound("no-such-profile")."""
    table = find(session, name)
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        work.drop_item(PROFILE, table.header)
    return ProfileMade(work.ref, table, session.dry_run)


def named(session: Session, table: TableProfile, file: str) -> TableProfile:
    """The profile with a name: the one it has, that of the header's kept one, or one made of the file's, which is free.

    Days and numbers in a file's name are those of one statement: they are left out.
    """
    every = listing(session)
    kept = next((each for each in every if each.header == table.header), None)
    if kept or table.name:
        return table._replace(name=kept.name if kept else _free(table.name, every))
    stem = "".join(char if char.isalpha() else " " for char in file.rpartition("/")[2].rpartition(".")[0])
    return table._replace(name=_free("-".join(stem.lower().split())[:NAME_CHARACTERS] or _USUAL, every))


def _free(name: str, every: Iterable[TableProfile]) -> str:
    taken = {name_key(each.name) for each in every}
    number = 2
    found = name
    while name_key(found) in taken:
        found = f"{name}-{number}"
        number += 1
    return found


def of_file(session: Session, file: Source) -> TableProfile:
    """How a bank's table is read; its currency only where the table needs one.

    BadFile("profile-not-table", "profile-without-header"), and what reading it raises, UnclearFile among it.
    """
    if file.is_books:
        raise BadFile("profile-not-table", format=file.format)
    unit = money_of(session, str(setting(session, CURRENCY)))
    statements, _refusals = delivered(file, unit, by_header(session))
    found = next((each.head.table for each in statements if each.head.table), None)
    if found is None:
        if file.format == _TABLES:
            raise BadFile("profile-without-header")
        raise BadFile("profile-not-table", format=file.format)
    return found


def is_known(session: Session, table: TableProfile) -> bool:
    """Whether a profile says nothing that isn't kept already, its name aside."""
    return any(each._replace(name="") == table._replace(name="") for each in listing(session))


def to_keep(session: Session, file: Source, read: Sequence[TableProfile | None]) -> TableProfile | None:
    """The profile to keep of a file that was read with answers, None where there were none or it is kept already."""
    tables = [each for each in read if each is not None]
    if not file.options or not tables or is_known(session, tables[0]):
        return None
    return named(session, tables[0], file.name)


def as_json(table: TableProfile) -> dict[str, Any]:
    """The document in which a profile leaves the wallet, and that ``read_json`` takes."""
    return {"schema": SCHEMA, **table.as_json()}


def read_json(data: bytes) -> TableProfile:
    """The profile of an exported document. BadFile("not-a-profile", "field-missing", "field-wrong")."""
    try:
        body = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadFile("not-a-profile") from None
    if not isinstance(body, dict) or body.get("schema") != SCHEMA:
        raise BadFile("not-a-profile")
    return from_json(body)
