"""Which own account is the other side of a bank's row that only moved: known by its number, or the only one it can be.

What always holds: where two accounts can be it, or none is here, nothing is guessed: the row is booked as any other,
and remarked.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.account import has_tail, name_key
from wallet_cli.domain.files.ewallet_words import DEBTS
from wallet_cli.domain.files.own_movements import CARD, CASH, PLATFORM, may_move, movement, platform_names
from wallet_cli.services import names
from wallet_cli.services.files import identified
from wallet_cli.services.files.identified import TAIL_DIGITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from wallet_cli.domain.files.own_movements import Movement
    from wallet_cli.domain.files.statement import Row
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node

MARK = "\0"
"""How keys of other sides begin, unlike any text of a file."""


def key(row: Row, owner: str) -> str:
    """By what the other side of a row is kept: the other party's number, and what the row says; "" for none."""
    found = movement(row, owner)
    said = f"{found.where} {found.name}" if found else ""
    return f"{MARK}{row.other_account}{MARK}{said}" if row.other_account or said else ""


class OwnSides:
    """Finds the other sides of one import's rows; each kind of side is looked for once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._found: dict[tuple[bytes, str, str], Node | None] = {}
        self._numbered = any(node.number or node.also for node in names.own_accounts(session))

    def may_be(self, row: Row, owner: str) -> bool:
        """Whether a row may have another side: asked of each, as most have none."""
        return bool(owner or (self._numbered and row.other_account)) or may_move(row)

    def of(self, account: Node, row: Row, owner: str) -> tuple[Node | None, bool]:
        """The account on the other side, if it is known; and whether the row says that it only moved."""
        node = self._by_number(account, row)
        found = movement(row, owner) if node is None else None
        if found is not None:
            node = self._only(account, found, row.amount.currency.code)
        return node, node is not None or found is not None

    def _by_number(self, account: Node, row: Row) -> Node | None:
        if not (self._numbered and row.other_account and row.moves_money):
            return None
        at = account.uid, "=", row.other_account
        if at not in self._found:
            told = row.other_account
            self._found[at] = identified.called(self._session, told) or identified.shown_in_part(self._session, told)
        node = self._found[at]
        return node if node is not None and self._may(account, node, row.amount.currency.code) else None

    def _only(self, account: Node, found: Movement, code: str) -> Node | None:
        """The only open account that can be it."""
        at = account.uid, code, f"{found.where} {found.name}"
        if at not in self._found:
            fit = self._fit(account, found, code)
            self._found[at] = fit[0] if len(fit) == 1 else None
        return self._found[at]

    def _fit(self, account: Node, found: Movement, code: str) -> list[Node]:
        own = [node for node in names.own_accounts(self._session) if self._may(account, node, code)]
        if found.where == PLATFORM:
            called = {name_key(name) for name in platform_names(found.name)}
            return [node for node in own if called & {name_key(text) for text in (node.path, *node.also)}]
        if found.where == CASH:
            return [node for node in own if kinds.of(node.kind).in_notes]
        if found.where != CARD:
            return []
        cards = [node for node in own if _is_card(node)]
        if not found.name:
            return cards
        by_tail = _having(cards, lambda text: has_tail(text, found.name))
        unsaid = [node for node in cards if not any(len(text) >= TAIL_DIGITS for text in (node.number, *node.also))]
        return by_tail or (cards if len(unsaid) == len(cards) else [])

    @staticmethod
    def _may(account: Node, node: Node, code: str) -> bool:
        return node.uid != account.uid and not node.closed and (not node.currencies or code in node.currencies)


def _having(nodes: list[Node], fits: Callable[[str], bool]) -> list[Node]:
    return [node for node in nodes if any(map(fits, filter(None, (node.path, node.number, *node.also))))]


def _is_card(node: Node) -> bool:
    """Whether this is a bank's credit card: what is owed on it is of the budget, unlike a loan."""
    kind = kinds.of(node.kind)
    return kind.debt and kind.on_budget and not DEBTS.search(node.path)
