"""Looking into the books after a use case: what accounts hold, what a receipt's transaction says, what was refused."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from wallet_cli.domain.account import Account
from wallet_cli.domain.transaction import Transaction, sums
from wallet_cli.errors import WalletError
from wallet_cli.services.record.receipt import Receipt
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts as tree
from wallet_cli.store.books import accounts, balances, transactions
from wallet_cli.words.catalogue import text_of


def add(session: Session, path: str, kind: str = "bank", *codes: str) -> None:
    """An account or category more."""
    tree.add(session, Account(b"", path, kind, codes))


def held(session: Session, name: str, code: str = "EUR") -> int:
    """What an account or category holds in minor units, all days and states together."""
    node = accounts.find(session.db, name)
    assert node is not None, name
    return balances.of_accounts(session.db, [node.row], session.today + 3660).get((node.row, code), 0)


def recorded(session: Session, receipt: Receipt) -> Transaction:
    """The only transaction of a receipt, as the books hold it; it balances."""
    ((_ref, uid),) = receipt.transactions
    kept = transactions.by_uid(session.db, uid)
    assert kept is not None
    assert set(sums(kept.transaction.postings).values()) == {0}
    return kept.transaction


def lines(session: Session, receipt: Receipt) -> dict[str, int]:
    """The transaction's amounts in minor units by account; a second currency has its code behind the path."""
    found: dict[str, int] = {}
    for posting in recorded(session, receipt).postings:
        node = accounts.by_uid(session.db, posting.account)
        assert node is not None
        name = node.path if posting.currency == "EUR" else f"{node.path} {posting.currency}"
        assert name not in found
        found[name] = posting.amount_minor
    return found


@contextmanager
def refused(slug: str, status: int) -> Iterator[pytest.ExceptionInfo[WalletError]]:
    """The block must raise this error, which has words for people, none of them left unfilled."""
    with pytest.raises(WalletError) as caught:
        yield caught
    error = caught.value
    assert (error.slug, error.exit) == (slug, status), error
    message, hint = text_of(error)
    assert message != slug
    assert "{" not in message + hint
