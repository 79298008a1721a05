"""Who shares a bill, and how much of it each owes: in equal parts, an amount (``anna=20``) or a part (``bob=30%``)."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.amounts import plain
from wallet_cli.domain.bill import Part, parts, people_joined, people_listed
from wallet_cli.domain.text import narrow
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.record import typed_line
from wallet_cli.store.books import accounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.money import Money
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node


class Debtor(NamedTuple):
    """One who shares a bill, and their part of it."""

    person: Node
    part: Part


def sharing(session: Session, people: Sequence[str], bill: Money) -> list[Debtor]:
    """Everyone who shares ``bill`` (in the currency of the line) besides the one who paid.

    Raises UsageProblem("bad-share", "person-twice", "bill-nothing-left", …), NotFound("no-such-person", …).
    """
    typed = [_typed(name) for text in people for name in listed(session, text)]
    found = [names.person(session, name) for name, _share in typed]
    if len({person.path for person in found}) < len(found):
        raise UsageProblem("person-twice", people=tuple(person.path for person in found))
    asked = [None if share is None else _part(session, share, bill) for _name, share in typed]
    shared = parts(asked)
    if shared is None:
        raise UsageProblem(
            "bill-nothing-left", total=plain(bill.minor, bill.currency.scale), currency=bill.currency.code
        )
    return [Debtor(*each) for each in zip(found, shared, strict=True)]


def listed(session: Session, text: str) -> list[str]:
    """The people that one word names; a name that someone has, or that can't be told from one, is one."""
    found = accounts.find(session.db, text)
    if found is not None:
        return [text]
    named = people_listed(text)
    joined = people_joined(text)
    people = [accounts.find(session.db, name.partition("=")[0].strip()) for name in joined]
    if len(named) == 1 and all(person and kinds.of(person.kind).is_person for person in people):
        return joined
    return named


def too_small(total: Money) -> Refused:
    """The refusal to share what is too little for each to owe something."""
    return Refused("bill-too-small", total=plain(total.minor, total.currency.scale), currency=total.currency.code)


def _typed(text: str) -> tuple[str, str | None]:
    """The name, and the share behind it, if any. No name has a ``=`` in it."""
    name, sign, share = text.replace("＝", "=").partition("=")
    if not name.strip() or (sign and not share.strip()):
        raise UsageProblem("bad-share", text=text)
    return name.strip(), share if sign else None


def _part(session: Session, text: str, bill: Money) -> Part:
    share = narrow(text).strip()
    if not share.endswith(("%", "％")):
        return Part(typed_line.part_of(typed_line.read(session, share), bill.currency), bill.minor)
    typed = typed_line.read(session, share[:-1]).typed
    if typed.word is not None or not typed.numerator:
        raise UsageProblem("bad-share", text=text)
    return Part(typed.numerator, typed.denominator * 100)
