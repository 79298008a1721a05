"""Which way money moves in a line whose accounts lack their ``@``: said by the words between them, else by their order.

What always holds: no account is given an end that the line leaves open. A word that isn't an account, where one would
stand, may be the other end; then only the end that is certain is named.
"""

from __future__ import annotations

from itertools import takewhile

from wallet_cli.domain.quickline import PARTING
from wallet_cli.domain.text import narrow
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.store.books import accounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.quickline import QuickLine
    from wallet_cli.services.session import Session

_SOURCE, _TARGET = "source", "target"
_WAYS = {
    "from": _SOURCE, "从": _SOURCE, "to": _TARGET, "into": _TARGET, "到": _TARGET, "->": _TARGET, "→": _TARGET,
}  # fmt: skip
"""What people put between the accounts, and which end follows it; no part of the line."""
_ARTICLES = ("the", "my", "our")


class Ends(NamedTuple):
    """The accounts that the words of a line say, as they are typed, "" for an end that isn't certain; and the words
    that aren't accounts.
    """

    source: str
    target: str
    payee: str


class _Found(NamedTuple):
    """A word of the line, or several: the account that they are, "" for none; ``way`` is the end that is said."""

    account: str
    text: str
    way: str = ""


def with_sigils(
    session: Session, line: QuickLine, words: Sequence[str], source: str | None, target: str | None
) -> QuickLine:
    """The line that was meant: words that are accounts, or clearly mean one, get their ``@``, what is missing is named.
    ``source`` and ``target`` are named already, by options; ``words`` are what the line was read from.
    """
    said = ends(session, line, words)
    known = [said.source or "SOURCE", said.target or "TARGET"]
    if source or target:
        known = [] if source and target else [said.source or said.target or ("TARGET" if source else "SOURCE")]
    return line._replace(payee=said.payee, accounts=tuple(known))


def ends(session: Session, line: QuickLine, words: Sequence[str]) -> Ends:
    """Which account money leaves and which it reaches, by what the line says."""
    found = _read(session, [each for word in _in_order(line, words) for each in _apart(session, word)])
    named = [each for each in found if each.account]
    payee = " ".join(each.text for each in found if not (each.account or (named and each.text.lower() in _WAYS)))
    if len(named) == 1:
        return Ends(*_alone(found, named[0]), payee)
    ways = [each.way for each in named[:2]]
    if len(named) < 2 or (ways[0] and ways[0] == ways[1]):
        return Ends("", "", payee)
    first, second = (each.account for each in named[:2])
    turned = _TARGET in ways[:1] or _SOURCE in ways[1:]
    return Ends(second, first, payee) if turned else Ends(first, second, payee)


def _alone(found: Sequence[_Found], named: _Found) -> tuple[str, str]:
    """The ends where the line has one account: it is said which, or what is around it is the other."""
    at = found.index(named)
    before, behind = found[:at], found[at + 1 :]
    if named.way == _TARGET or (not named.way and before and not behind):
        return "", named.account
    is_clear = named.way == _SOURCE or not before
    return (named.account, "") if is_clear else ("", "")


def _apart(session: Session, word: str) -> list[str]:
    """A word parted at its commas where all of it are accounts, ``招行，现金``; else as it is."""
    names_there = "".join(" " if char in PARTING else char for char in word).split()
    is_accounts = len(names_there) > 1 and all(accounts.find(session.db, name) for name in names_there)
    return names_there if is_accounts and narrow(word[:1]) != "@" else [word]


def _in_order(line: QuickLine, words: Sequence[str]) -> list[str]:
    """The accounts, with their sign, and the words that aren't amounts, in the line's order."""
    plain = [word for word in words if narrow(word[:1]) not in ("@", "+")]
    amounts = next((count for count in range(len(plain)) if " ".join(plain[count:]) == line.payee), len(plain))
    rest = iter(plain[amounts:])
    skipped, order = 0, list[str]()
    for word in words:
        if narrow(word[:1]) == "@":
            order.append(word)
        elif narrow(word[:1]) != "+":
            skipped += 1
            order += [next(rest)] if skipped > amounts else []
    return order


def _read(session: Session, order: Sequence[str]) -> list[_Found]:
    found, way, at = list[_Found](), "", 0
    while at < len(order):
        said = _WAYS.get(order[at].lower(), "")
        if said and at + 1 < len(order) and order[at + 1].lower() not in _WAYS:
            way = said  # it says what the next word is, account or not
            found.append(_Found("", order[at]))
            at += 1
        name, count = _longest(session, order[at:])
        if not name and order[at].lower() in _ARTICLES and order[at + 1 :]:  # "the card"
            name, count = _longest(session, order[at + 1 :])
            count += 1 if name else 0
        found.append(_Found(name, " ".join(order[at : at + count]), way))
        way, at = "", at + count
    return [each for each in found if each.account or each.text.lower() not in _WAYS] or found


def _longest(session: Session, words: Sequence[str]) -> tuple[str, int]:
    """The account that these words begin with, by the longest name, and how many words that is; an exact name comes
    before one that is meant. "" and 1 where they begin with none.
    """
    if narrow(words[0][:1]) == "@":
        name = words[0][1:]
        return name if accounts.find(session.db, name) else names.meant_account(session, name) or name, 1
    plain = list(takewhile(lambda word: narrow(word[:1]) != "@" and word.lower() not in _WAYS, words))
    starts = [(" ".join(plain[:count]).rstrip(PARTING), count) for count in range(len(plain), 0, -1)]
    for name, count in starts:
        node = accounts.find(session.db, name)
        if node is not None and node.account.is_money:
            return name, count
    for name, count in starts:
        meant = names.meant_account(session, name)
        if meant:
            return meant, count
    return "", 1
