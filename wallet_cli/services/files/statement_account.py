"""Which account a bank's statement is of: the one named, else the one that has its number, else the one asked for."""

from __future__ import annotations

from collections.abc import Callable

from wallet_cli.domain.files.statement import StatementHead
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.services import names
from wallet_cli.services.files.imported import BY_ANSWER, BY_NAME, BY_NUMBER
from wallet_cli.store.books import accounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallet_cli.services.files.imported import Assigned
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.journal.journal import Operation

TAIL_DIGITS = 4
"""Fewer of a card's last digits decide nothing."""

Choose = Callable[[StatementHead, str], str]
"""Asks for the account of a statement in the file of this name; answers the account's name."""


def account_of(
    session: Session, head: StatementHead, file: str, named: Node | None, choose: Choose | None
) -> tuple[Node, str]:
    """The account of a statement, and how it was found.

    UsageProblem("import-account-missing"), Refused("statement-of-other-account"), NotFound.
    """
    known = by_number(session, head)
    if named:
        if known and known.uid != named.uid:
            raise Refused("statement-of-other-account", account=named.path, number=head.account, owner=known.path)
        return named, BY_NUMBER if known else BY_NAME
    if known:
        return known, BY_NUMBER
    if choose is None:
        raise UsageProblem("import-account-missing", number=head.account or "?")
    return names.own_account(session, choose(head, file)), BY_ANSWER


def by_number(session: Session, head: StatementHead) -> Node | None:
    """The only open account with the statement's number, or whose IBAN is made of the bank's code and that number; of a
    statement without one, the only account whose number ends in the last digits of its card.
    """
    number, bank = _compact(head.account), _compact(head.bank)
    numbered = [node for node in names.own_accounts(session) if node.number]
    if is_number(number):
        found = [node for node in numbered if _is_of(_compact(node.number), number, bank)]
    else:
        tails = tuple(tail for tail in head.card_tails if len(tail) >= TAIL_DIGITS and tail.isdigit())
        found = [node for node in numbered if tails and _compact(node.number).endswith(tails)]
    return found[0] if len(found) == 1 else None


def likely(session: Session, head: StatementHead) -> list[Node]:
    """The own accounts that a statement may be of, the likely ones first: those that hold its currency, of these those
    that have no number yet.
    """
    code = head.currency.code if head.currency else ""
    told = is_number(head.account)
    return sorted(
        (node for node in names.own_accounts(session)),
        key=lambda node: (bool(code and node.currencies and code not in node.currencies), told and bool(node.number)),
    )


def is_number(text: str) -> bool:
    """Whether this is an account's number; zeros and dashes stand for none, since files must hold something."""
    return bool(text.strip("0-. "))


def _is_of(own: str, number: str, bank: str) -> bool:
    # an IBAN: country, two check digits, then in most countries the bank's code first and the account's number last
    inner = own[4:] if own[:2].isalpha() and own[2:4].isdigit() else ""
    is_of_bank = bool(bank) and inner.startswith(bank)
    return own == number or (is_of_bank and inner[len(bank) :].lstrip("0") == number.lstrip("0"))


def learnable(session: Session, statements: Iterable[Assigned]) -> dict[bytes, tuple[Node, str]]:
    """The accounts (by uid) that have no number yet and whose statements all name the same one: that number."""
    heads: dict[bytes, tuple[Node, list[StatementHead]]] = {}
    for each in statements:
        if not each.account.number and is_number(each.head.account) and not by_number(session, each.head):
            heads.setdefault(each.account.uid, (each.account, []))[1].append(each.head)
    found = {}
    for uid, (node, told) in heads.items():
        # one bank's files name an account by its IBAN, by its number, or by both
        longest = max((_compact(head.account) for head in told), key=len)
        if all(_is_of(longest, _compact(head.account), _compact(head.bank)) for head in told):
            found[uid] = node, longest
    return found


def _compact(text: str) -> str:
    return text.replace(" ", "").upper()


def learn(session: Session, work: Operation, node: Node, number: str) -> None:
    """Keep the number of an account in the operation of an import."""
    known = tuple(accounts.aliases(session.db, node))
    work.put_account(node.account._replace(number=number, aliases=known))
