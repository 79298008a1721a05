"""Which own account a statement is of, by any of the numbers and names under which banks and platforms know it."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.account import has_tail, number_key
from wallet_cli.services import names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from wallet_cli.domain.files.statement import StatementHead
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node

_HIDDEN = "*"
TAIL_DIGITS = 4
"""Fewer of a card's last digits decide nothing."""


def is_number(text: str) -> bool:
    """Whether this is an account's number; zeros and dashes stand for none, since files must hold something."""
    return bool(text.strip("0-. "))


def by_number(session: Session, head: StatementHead) -> Node | None:
    """The only open account with the statement's number, or whose IBAN is made of the bank's code and that number;
    where the statement has no whole number, the only one that has it as it is masked (``138******78``), or one of its
    cards' last digits.
    """
    number, bank = number_key(head.account), number_key(head.bank)
    tails = [tail.strip() for tail in head.card_tails]
    if _HIDDEN in number:
        # kept as it came from an earlier file of the same account; one that shows nothing stands for none
        masked = number if number.strip("*0-.") else ""
        same = _only(session, lambda own: number_key(own) == masked) if masked else None
        if same is not None:
            return same
        tails.append(number.rpartition(_HIDDEN)[2])
        number = ""
    tails = [tail for tail in tails if len(tail) >= TAIL_DIGITS and tail.isdecimal()]
    if number.strip("0-."):  # else it stands for none: files must hold something

        def fits(own: str) -> bool:
            return is_of(number_key(own), number, bank)

        if not head.kind or any(map(str.isdigit, number)):
            return _only(session, fits)
        # a name: two accounts of different kinds can have it; files know fewer kinds than there are
        found = _only(session, fits, lambda node: node.kind == head.kind)
        return found or _only(session, fits, lambda node: kinds.of(node.kind).debt == kinds.of(head.kind).debt)
    if not tails:
        return None
    # a debit card's last digits can be those of a credit card, too
    is_debt = kinds.of(head.kind).debt
    return _only(
        session,
        lambda own: any(has_tail(own, tail) for tail in tails),
        lambda node: not head.kind or kinds.of(node.kind).debt == is_debt,
    )


def called(session: Session, text: str) -> Node | None:
    """The only open account that a file means by ``text``: a number, or its name as a means of payment."""
    key = number_key(text)
    return _only(session, lambda own: number_key(own) == key) if key else None


def shown_in_part(session: Session, text: str) -> Node | None:
    """The only open account whose number begins and ends with the digits that a masked one shows (``1234****9876``).

    None where it shows fewer than ``TAIL_DIGITS`` at either end: too many numbers have those.
    """
    first, _hidden, _rest = (key := number_key(text)).partition(_HIDDEN)
    last = key.rpartition(_HIDDEN)[2]
    if first == key or min(len(first), len(last)) < TAIL_DIGITS or not last.isdecimal():
        return None

    def fits(own: str) -> bool:
        number = number_key(own)
        return len(number) > len(first + last) and number.startswith(first) and number.endswith(last)

    return _only(session, fits)


def _any(_node: Node) -> bool:
    return True


def _only(session: Session, fits: Callable[[str], bool], may: Callable[[Node], bool] = _any) -> Node | None:
    found = [
        node
        for node in names.own_accounts(session)
        if may(node) and any(map(fits, filter(None, (node.number, *node.also))))
    ]
    return found[0] if len(found) == 1 else None


def is_of(own: str, number: str, bank: str) -> bool:
    """Whether an account's own number is that of a statement, or an IBAN made of the bank's code and that number."""
    # an IBAN: country, two check digits, then in most countries the bank's code first and the account's number last
    inner = own[4:] if own[:2].isalpha() and own[2:4].isdigit() else ""
    is_of_bank = bool(bank) and inner.startswith(bank)
    return own == number or (is_of_bank and inner[len(bank) :].lstrip("0") == number.lstrip("0"))
