"""In what order own accounts are offered for a statement whose account isn't known: the likely ones first.

What is compared: a card's last digits, the bank's name (by its table, or in the file's name), and the kind of account.
What always holds: every own account is among them once; nothing is decided by it.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.account import has_tail, name_key
from wallet_cli.domain.files.ewallet_words import POCKETS, is_platform
from wallet_cli.services import names
from wallet_cli.services.files.identified import TAIL_DIGITS, is_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallet_cli.domain.files.statement import StatementHead
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node

BANKS: dict[str, tuple[str, ...]] = {
    "cmb": ("招商", "招行", "cmb"),
    "icbc": ("工商", "工行", "icbc"),
    "abc": ("农业", "农行"),
    "boc": ("中国银行", "中行", "boc"),
    "bocom": ("交通银行", "交行", "bocom"),
    "ccb": ("建设", "建行", "ccb"),
    "citic": ("中信", "citic"),
    "spdb": ("浦发", "spdb"),
    "cgb": ("广发", "cgb"),
    "hsbc": ("汇丰", "hsbc"),
    "htsec": ("海通",),
    "hxsec": ("华西",),
    "bmo": ("蒙特利尔", "bmo"),
}
"""How accounts with a bank are called, by the first word of its tables' names (``StatementHead.source``)."""

_LEAST = 2
"""A name of one character is part of too much."""


def ordered(session: Session, head: StatementHead, file: str, before: Node | None) -> list[Node]:
    """All own accounts: the one of ``before`` first, then those that hold the statement's currency; of these those
    with a card that it names, that have no number yet where it names one, that are called as its bank or the file is,
    and that are of its kind.
    """
    code = head.currency.code if head.currency else ""
    says_number = is_number(head.account)
    tails = [tail.strip() for tail in (*head.card_tails, head.account[-TAIL_DIGITS:])]
    tails = [tail for tail in tails if len(tail) == TAIL_DIGITS and tail.isdecimal()]
    called = _bank(head, file)
    is_debt = kinds.of(head.kind).debt if head.kind else False

    def unlike(node: Node) -> tuple[bool, ...]:
        known = [text for text in (node.path, node.number, *node.also) if text]
        return (
            before is not None and node.uid != before.uid,
            bool(code and node.currencies and code not in node.currencies),
            not any(has_tail(text, tail) for text in known for tail in tails),
            says_number and bool(node.number),
            not _is_called(known, called, file),
            bool(head.kind) and kinds.of(node.kind).debt != is_debt,
            bool(head.kind) and node.kind != head.kind,
        )

    return sorted(names.own_accounts(session), key=unlike)


def are_alike(path: str, name: str) -> bool:
    """Whether an account of this name and a means of payment are called alike, by the bank's name in short as well."""
    if path[:2] == name[:2]:
        return True
    keys = name_key(path), name_key(name)
    return any(all(any(_holds(key, own) for own in bank) for key in keys) for bank in BANKS.values())


def alike_first(paths: Iterable[str], name: str) -> tuple[str, ...]:
    """The accounts (paths), those first that are called like a means of payment."""
    return tuple(sorted(paths, key=lambda path: not are_alike(path, name)))


def pays(node: Node, head: StatementHead) -> tuple[bool, bool, bool, str]:
    """What puts the likeliest first of the accounts that may have paid the statement's debt off: none in hand, a bank's
    before what a platform keeps, one with the same bank.
    """
    kind = kinds.of(node.kind)
    is_kept = is_platform(node.path) or any(pocket in node.path for pocket in POCKETS)
    known = [text for text in (node.path, *node.also) if text]
    return kind.in_hand, is_kept, not _is_called(known, _bank(head, ""), ""), node.path


def _bank(head: StatementHead, file: str) -> tuple[str, ...]:
    """What accounts with the bank are called: by its table, else as far as the file's name says it."""
    by_table = BANKS.get(head.source.partition("-")[0], ())
    if by_table:
        return by_table
    key = name_key(file)
    return tuple(name for own in BANKS.values() if any(_holds(key, name) for name in own) for name in own)


def _is_called(known: list[str], bank: tuple[str, ...], file: str) -> bool:
    keys, key = [name_key(text) for text in known], name_key(file)
    return any(_holds(own, name) for own in keys for name in bank) or any(_holds(key, own) for own in keys)


def _holds(text: str, name: str) -> bool:
    """Whether a name is in a text; one in letters as a word of its own."""
    if len(name) < _LEAST or name not in text:
        return False
    return not name.isascii() or name in "".join(char if char.isalnum() else " " for char in text).split()
