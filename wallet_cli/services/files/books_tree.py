"""The tree of accounts while books are brought in: which account here each of the file's stands for.

What always holds: an account that has postings is never replaced, and every account that services rely on stays.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.account import Account, name_key
from wallet_cli.errors import BadFile, Conflict
from wallet_cli.services.names import checked_path
from wallet_cli.services.session import FEES, Session, setting
from wallet_cli.services.things.starting import setting_item
from wallet_cli.store.books import accounts, whole
from wallet_cli.store.journal import entities, journal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.files.statement import AccountDeclaration
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.journal.journal import Operation


def has_blank(text: str) -> bool:
    """Whether a text would fall apart where several are kept in one field, separated by blanks."""
    return len(text.split()) != 1 or text != text.strip()


class Tree:
    """The accounts of the file by path, and those of the wallet that give way to them."""

    def __init__(self, session: Session, work: Operation) -> None:
        self._session, self._work = session, work
        self._found: dict[tuple[str, str], bytes] = {}
        self._asked: dict[tuple[str, str], bytes] = {}
        self._gives_way = whole.is_untouched(session.db)
        is_new = self._gives_way and journal.head(session.db).number == 1
        self._unwanted = {node.uid: node for node in accounts.every(session.db)} if is_new else {}
        self._fees = bytes.fromhex(str(setting(session, FEES, "")))

    def declare(self, entry: AccountDeclaration) -> bool:
        """Take an account of the file; whether it is new here. Conflict, BadFile("field-wrong"), UsageProblem."""
        account = _account(entry)
        kept = accounts.by_uid(self._session.db, account.uid)
        if kept is not None:
            known = kept.account._replace(aliases=accounts.aliases(self._session.db, kept))
            if not account.also:  # books of earlier versions don't say it
                account = account._replace(also=known.also)
            if known._replace(aliases=tuple(sorted(known.aliases))) != account:
                raise Conflict("account-differs", account=account.path, kept=kept.path)
            self._remember(account, kept.uid)
            return False
        twin = accounts.find(self._session.db, account.path)
        if twin is not None and not self._gives_way:
            if (twin.kind, twin.account.type) != (account.kind, account.type):
                raise Conflict("account-path-taken", account=account.path, kind=account.kind, kept=twin.kind)
            self._remember(account, twin.uid)
            return False
        for name in (account.path, *account.aliases):
            self._make_way(name, account)
        self._work.put_account(account)
        self._remember(account, account.uid)
        return True

    def find(self, path: str, type_: str) -> bytes:
        """The uid of the account that a posting names; BadFile("account-undeclared")."""
        found = self._asked.get((path, type_))
        if found is None:
            found = self._asked[path, type_] = self._named(path, type_)
        return found

    def _named(self, path: str, type_: str) -> bytes:
        found = self._found.get((name_key(path), type_))
        if found is None:
            node = accounts.find(self._session.db, path)
            if node is None or node.account.type != type_:
                raise BadFile("account-undeclared", account=path)
            found = self._found[name_key(path), type_] = node.uid
            self._unwanted.pop(node.uid, None)
        return found

    def finish(self) -> None:
        """Drop what ``init`` made and the file doesn't have."""
        for node in self._unwanted.values():
            if node.account.type != kinds.EQUITY and node.uid != self._fees:
                self._work.put(entities.ACCOUNT, node.uid, None)

    def _remember(self, account: Account, uid: bytes) -> None:
        self._found[name_key(account.path), account.type] = uid
        self._asked.clear()
        self._unwanted.pop(uid, None)

    def _make_way(self, name: str, account: Account) -> None:
        """Free a name that an account here has, where that one may go."""
        node = accounts.find(self._session.db, name)
        if node is None:
            return
        if not self._gives_way or node.uid in self._found.values():
            raise Conflict("account-path-taken", account=name, kind=account.kind, kept=node.kind)
        self._drop(node, account)

    def _drop(self, node: Node, heir: Account) -> None:
        self._work.put(entities.ACCOUNT, node.uid, None)
        self._unwanted.pop(node.uid, None)
        if node.uid == self._fees:
            self._work.put_item(setting_item(FEES, heir.uid.hex()))


def _account(entry: AccountDeclaration) -> Account:
    """The account that is declared; BadFile("field-wrong") where its fields contradict one another."""
    path = checked_path(entry.path)
    account = Account(
        bytes.fromhex(entry.uid),
        path,
        entry.kind,
        entry.currencies,
        entry.number,
        tuple(sorted(alias for alias in entry.aliases if alias != path)),
        entry.closed,
        tuple(text for text in entry.also if text),
    )
    if entry.kind not in kinds.ACCOUNT_KINDS or account.type != entry.type:
        raise BadFile("field-wrong", field="kind")
    if any(has_blank(code) for code in entry.currencies):
        raise BadFile("field-wrong", field="currencies")
    return account
