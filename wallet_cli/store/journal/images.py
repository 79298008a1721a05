"""How each kind of entity becomes the JSON body of an after-image, and back.

Bodies are arrays; trailing fields that hold their default are left out. Entities are named by uid (hex), never by row
number or name, so that an image means the same on every device.
"""

from __future__ import annotations

import hashlib

from wallet_cli.domain.account import Account, Payee
from wallet_cli.domain.transaction import Posting, Transaction
from wallet_cli.errors import Damaged
from wallet_cli.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ACCOUNT, PAYEE, TRANSACTION, ITEM, CURRENCY = "account", "payee", "txn", "item", "currency"
ERASED = "erased"
"""The kind of the item that says which chunks of the journal an erasure emptied."""

CLAIM = "record-id"
"""The kind of the item that remembers the ``--id`` of a line of a batch: the digest of what was asked, then the uids.
An erasure takes the digest and leaves "".
"""
IMPORT = "import"
"""The kind of the item that says what an import brought, named by its operation's uid."""


class Item(NamedTuple):
    """A small entity: ``kind`` (setting, budget, …), ``name`` unique in its kind, ``body`` JSON values."""

    uid: bytes
    kind: str
    name: str
    body: Any


def uid_of(kind: str, name: str) -> bytes:
    """The uid of what is known by its kind and name alone (a setting, a currency): two devices mean the same one."""
    return hashlib.sha256(f"{kind}:{name}".encode()).digest()[:16]


def keyed_item(kind: str, name: str, body: Any) -> Item:
    """A small entity whose uid follows from its kind and name."""
    return Item(uid_of(kind, name), kind, name, body)


def account_body(account: Account) -> list[Any]:
    """The body of an account's image."""
    return [
        account.path,
        account.kind,
        list(account.currencies),
        account.number,
        list(account.aliases),
        int(account.closed),
    ]


def account_of(uid: bytes, body: list[Any]) -> Account:
    """The account of an image's body."""
    path, kind, currencies, number, aliases, closed = body
    return Account(uid, path, kind, tuple(currencies), number, tuple(aliases), bool(closed))


def payee_body(payee: Payee) -> list[Any]:
    """The body of a payee's image."""
    return [payee.name, list(payee.aliases)]


def payee_of(uid: bytes, body: list[Any]) -> Payee:
    """The payee of an image's body."""
    return Payee(uid, body[0], tuple(body[1]))


def _posting_body(posting: Posting, date: int) -> list[Any]:
    fields: list[Any] = [
        posting.account.hex(),
        posting.currency,
        posting.amount_minor,
        posting.date - date,
        posting.state,
        posting.value_date,
        posting.bank_id,
        posting.original_minor,
        posting.original_currency,
    ]
    if not posting.original_currency:
        del fields[7:]
        if not posting.bank_id:
            del fields[6:]
            if not posting.value_date:
                del fields[5:]
    return fields


def transaction_body(txn: Transaction) -> list[Any]:
    """The body of a transaction's image: dates of postings are kept as days after the entry date."""
    date = txn.date
    fields: list[Any] = [
        date,
        txn.payee.hex(),
        [_posting_body(posting, date) for posting in txn.postings],
        txn.memo,
        txn.delivered,
        list(txn.tags),
        [[kind, uid.hex()] for kind, uid in txn.links],
        int(txn.void),
    ]
    if not (txn.void or txn.links or txn.tags or txn.delivered):
        del fields[4:]
        if not txn.memo:
            del fields[3:]
    return fields


def transaction_of(uid: bytes, body: list[Any]) -> Transaction:
    """The transaction of an image's body."""
    date, payee, postings, memo, delivered, tags, links, void = fields_of_transaction(body)
    return Transaction(
        uid,
        date,
        tuple([_posting_of(fields, date) for fields in postings]),
        bytes.fromhex(payee),
        memo,
        delivered,
        tuple(tags),
        tuple([(kind, bytes.fromhex(target)) for kind, target in links]),
        bool(void),
    )


_TRANSACTION_DEFAULTS: tuple[Any, ...] = (0, "", (), "", "", (), (), 0)
_POSTING_DEFAULTS: tuple[Any, ...] = ("", "", 0, 0, 0, 0, "", 0, "")


def fields_of_transaction(body: list[Any]) -> list[Any]:
    """All eight fields of a transaction's body: date, payee, postings, memo, delivered, tags, links, void."""
    return [*body, *_TRANSACTION_DEFAULTS[len(body) :]]


def fields_of_posting(fields: list[Any]) -> list[Any]:
    """All nine fields of a posting in a body: the third is the amount, the fourth the days after the entry date."""
    return [*fields, *_POSTING_DEFAULTS[len(fields) :]]


def unbalanced(body: list[Any]) -> list[str]:
    """The currencies in which a transaction's body doesn't sum to zero. Raises Damaged for what is no such body."""
    try:
        sums: dict[str, int] = {}
        for _account, currency, amount, *_more in body[2]:
            sums[currency] = sums.get(currency, 0) + amount
        return [str(currency) for currency, amount in sums.items() if amount]
    except (TypeError, ValueError, LookupError):
        raise Damaged("journal-unreadable") from None


def _posting_of(fields: list[Any], date: int) -> Posting:
    account, currency, amount, days, state, value_date, bank_id, original, original_currency = fields_of_posting(fields)
    return Posting(
        bytes.fromhex(account), currency, amount, date + days, state, value_date, bank_id, original, original_currency
    )


def item_body(item: Item) -> list[Any]:
    """The body of a small entity's image."""
    return [item.kind, item.name, item.body]


def item_of(uid: bytes, body: list[Any]) -> Item:
    """The small entity of an image's body."""
    return Item(uid, body[0], body[1], body[2])
