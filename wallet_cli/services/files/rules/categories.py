"""The category of a bank's row that no rule gives one."""

from __future__ import annotations

from datetime import date

from wallet_cli.domain import kinds
from wallet_cli.domain.account import Account
from wallet_cli.services.names import UNCATEGORISED
from wallet_cli.services.record.typed_line import of_flow
from wallet_cli.services.session import LANGUAGE, setting
from wallet_cli.services.things.accounts import require_free
from wallet_cli.store.books import accounts, transactions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.services.session import Session
    from wallet_cli.store.journal.journal import Operation

_OTHERS = {kinds.SPENT: "other", kinds.EARNED: "other-income"}
"""Where it goes if that name is another thing's, or closed."""

_LAST_DAY = date.max.toordinal()


class Categories:
    """Categories of rows, inside one operation."""

    def __init__(self, session: Session, work: Operation) -> None:
        self._session, self._work = session, work
        self._known: dict[tuple[bytes, str, str, str, bool], bytes] = {}

    def of(self, payee: bytes, flow: str, hint: str = "", fallback: str = "", *, is_back: bool = False) -> bytes:
        """The category that the payee had last, if it fits the direction; where that says nothing, the one called
        ``hint``; else the one for everything else, of the flow ``fallback`` where that is another. ``is_back``: the
        money came back, and belongs where it was spent.
        """
        key = (payee, flow, hint, fallback, is_back)
        known = self._known.get(key)
        if known is None:
            found = self._remembered(payee, flow, is_back=is_back) if payee else None
            known = self._known[key] = self._hinted(found, flow, hint) or self._fallback(fallback or flow)
        return known

    def _hinted(self, found: bytes | None, flow: str, hint: str) -> bytes | None:
        """What is remembered of a payee, or what is hinted at where that is nothing, or as good as nothing."""
        node = accounts.find(self._session.db, hint) if hint else None
        node = of_flow(self._session, node, flow) if node is not None and node.account.is_category else None
        if node is None or node.closed:
            return found
        names = UNCATEGORISED[flow].values()
        vague = [each.uid for each in (accounts.find(self._session.db, name) for name in names) if each]
        return node.uid if found is None or found in vague else found

    def _remembered(self, payee: bytes, flow: str, *, is_back: bool) -> bytes | None:
        if is_back:  # the purchase may be in the same file
            self._work.flush()
        last = transactions.last_of_payee(self._session.db, payee, _LAST_DAY)
        if last is None:
            return None
        nodes = [accounts.by_uid(self._session.db, posting.account) for posting in last.transaction.postings]
        found = {node.uid: node for node in nodes if node and node.account.is_category and not node.closed}
        node = next(iter(found.values())) if len(found) == 1 else None
        # money back from a shop belongs where the purchase was, unlike any other that comes in
        if is_back and node and node.path in UNCATEGORISED[kinds.EARNED].values():
            return None
        return node.uid if node and (is_back or kinds.of(node.kind).flow == flow) else None

    def _fallback(self, flow: str) -> bytes:
        names = UNCATEGORISED[flow]
        english, shown = names["en"], names[str(setting(self._session, LANGUAGE, "en"))]
        nodes = [accounts.find(self._session.db, name) for name in (shown, english, _OTHERS[flow])]
        for node in nodes[:2] if (is_free := nodes[:2] == [None, None]) else nodes:
            if node and kinds.of(node.kind).flow == flow and not node.closed:
                return node.uid
        require_free(self._session, shown)
        aliases = (english,) if english != shown and is_free else ()
        made = Account(self._session.new_uid(), shown, kinds.categories(flow)[0], aliases=aliases)
        self._work.put_account(made, new=True)
        return made.uid
