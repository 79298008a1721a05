"""Another kind for an account that is there.

Amounts are stored with one sign whatever the kind, so that no balance changes with it: what changes is how it is said
("owed"), where files put it, and whether it counts for the budget. What is recorded must go on meaning the same: an
account stays an account, and one that is used doesn't become a person, nor a person an account.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.account import Account, bare
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.services import names
from wallet_cli.services.session import Session, home_currency
from wallet_cli.store.books import accounts
from wallet_cli.store.journal import uses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.store.books.accounts import Node


def account_to_change(session: Session, name: str) -> Node:
    """The account of this name, closed or not, that gets another kind.

    Raises Refused("kind-of-category", "kind-of-equity") for what is in the tree but is not an account, NotFound.
    """
    found = accounts.find(session.db, bare(name))
    if found is not None and found.account.is_category:
        raise Refused("kind-of-category", category=found.path)
    if found is not None and not found.account.is_money:
        raise Refused("kind-of-equity", account=found.path)
    return names.account(session, bare(name), closed=True)


def with_kind(session: Session, node: Node, account: Account, kind: str, *, keeps_currencies: bool) -> Account:
    """``account``, an edited version of ``node``, with another kind.

    A person holds any currency, an account of one's own the main one, unless ``keeps_currencies``.
    Raises UsageProblem("unknown-kind"), Refused("kind-is-of-categories", "kind-between").
    """
    kind = kinds.typed(kind)
    if kind in kinds.categories():
        raise Refused("kind-is-of-categories", account=node.path, kind=kind)
    if kind not in kinds.money():
        raise UsageProblem("unknown-kind", kind=kind, kinds=kinds.money())
    now, then = kinds.of(node.kind), kinds.of(kind)
    if now.own == then.own:
        return account._replace(kind=kind)
    if uses.transaction_on(session.db, node.uid):
        raise Refused("kind-between", account=node.path, kind=node.kind, wanted=kind)
    held = (home_currency(session),) if then.own else ()
    return account._replace(kind=kind, currencies=account.currencies if keeps_currencies else held)
