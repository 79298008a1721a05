"""Transactions with their postings, tags and links: the bodies of their images, and their rows.

Bodies are arrays; trailing fields that hold their default are left out. Dates of postings are kept as days after the
entry date. How rows are written in bulk is the projection's.
"""

from __future__ import annotations

from functools import cache
from itertools import chain

from wallet_cli.domain.operation import canonical, encoder, text_encoder
from wallet_cli.domain.transaction import Posting, Transaction
from wallet_cli.errors import Damaged
from wallet_cli.store.journal import posting_facts
from wallet_cli.store.journal.entities import TRANSACTION
from wallet_cli.store.journal.posting_facts import packed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from wallet_cli.domain.operation import Image
    from wallet_cli.store.journal.projection import Projection
    from wallet_cli.store.journal.rows import EntityRow


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
    if posting.facts:
        fields.append(list(chain.from_iterable(posting.facts)))
    elif not posting.original_currency:
        del fields[7:]
        if not posting.bank_id:
            del fields[6:]
            if not posting.value_date:
                del fields[5:]
    return fields


def _rest(txn: Transaction) -> list[Any]:
    """What a body says after the postings."""
    if txn.void or txn.links or txn.tags or txn.delivered:
        links = [[kind, uid.hex()] for kind, uid in txn.links]
        return [txn.memo, txn.delivered, list(txn.tags), links, int(txn.void)]
    return [txn.memo] if txn.memo else []


def body_of(txn: Transaction) -> list[Any]:
    """The body of a transaction's image: dates of postings are kept as days after the entry date."""
    date = txn.date
    return [date, txn.payee.hex(), [_posting_body(posting, date) for posting in txn.postings], *_rest(txn)]


def new_image(txn: Transaction, *, of_many: bool) -> bytes:
    """The canonical bytes of the image of a transaction that has no past: what ``encode_image`` makes of its body, byte
    for byte, in a third of the time. ``of_many`` as there.
    """
    encode = text_encoder(of_many=of_many)
    uid, date, postings, payee, memo, delivered, tags, links, void = txn
    lines = []
    for account, currency, amount, day, state, value_date, bank_id, original, original_currency, facts in postings:
        more = ""
        if facts:
            told = ",".join(map(encode, chain.from_iterable(facts)))
            more = f",{value_date},{encode(bank_id)},{original},{encode(original_currency)},[{told}]"
        elif original_currency:
            more = f",{value_date},{encode(bank_id)},{original},{encode(original_currency)}"
        elif bank_id:
            more = f",{value_date},{encode(bank_id)}"
        elif value_date:
            more = f",{value_date}"
        lines.append("%s%d,%d,%d%s]" % (begun(account, currency), amount, day - date, state, more))  # noqa: UP031 - quicker
    rest = f",{encode(memo)}" if memo else ""
    if void or links or tags:
        rest = f",{encoder(of_many=of_many)(_rest(txn))[1:-1]}"
    elif delivered:  # as in most rows of a bank's; text by text it takes a third of the time
        rest = f",{encode(memo)},{encode(delivered)},[],[],0"
    return f'["{TRANSACTION}","{uid.hex()}","",[{date},"{payee.hex()}",[{",".join(lines)}]{rest}]]'.encode()


@cache
def begun(account: bytes, currency: str) -> str:
    """How a posting's body begins: the same for all of an account in one currency."""
    return f'["{account.hex()}",{canonical(currency)},'


def value_of(uid: bytes, body: list[Any]) -> Transaction:
    """The transaction of an image's body."""
    date, payee, postings, memo, delivered, tags, links, void = fields_of_transaction(body)
    return Transaction(
        uid,
        date,
        tuple([_posting_of(fields, date) for fields in postings]),
        _uid_of(payee),
        memo,
        delivered,
        tuple(tags),
        tuple([(kind, bytes.fromhex(target)) for kind, target in links]),
        bool(void),
    )


_uid_of = cache(bytes.fromhex)
"""Of an account or payee: the same for all that name it."""

_TRANSACTION_DEFAULTS: tuple[Any, ...] = (0, "", (), "", "", (), (), 0)
_POSTING_DEFAULTS: tuple[Any, ...] = ("", "", 0, 0, 0, 0, "", 0, "", ())


def fields_of_transaction(body: list[Any]) -> list[Any]:
    """All eight fields of a transaction's body: date, payee, postings, memo, delivered, tags, links, void."""
    return [*body, *_TRANSACTION_DEFAULTS[len(body) :]]


def fields_of_posting(fields: list[Any]) -> list[Any]:
    """All ten fields of a posting in a body: the third is the amount, the fourth the days after the entry date, the
    last its facts, names and values in turn.
    """
    return [*fields, *_POSTING_DEFAULTS[len(fields) :]]


def unbalanced(body: list[Any]) -> list[str]:
    """The currencies in which a transaction's body doesn't sum to zero. Raises Damaged for what isn't such a body."""
    try:
        sums: dict[str, int] = {}
        for _account, currency, amount, *_more in body[2]:
            sums[currency] = sums.get(currency, 0) + amount
        return [str(currency) for currency, amount in sums.items() if amount]
    except (TypeError, ValueError, LookupError):
        raise Damaged("journal-unreadable") from None


def _posting_of(fields: list[Any], date: int) -> Posting:
    account, currency, amount, days, *rest, facts = fields_of_posting(fields)
    return Posting(*(_uid_of(account), currency, amount, date + days, *rest, _facts_of(facts)))


def _facts_of(flat: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple(zip(flat[::2], flat[1::2], strict=False)) if flat else ()


def apply(projection: Projection, image: Image) -> None:
    """Take the row away, where there is one, and rewrite it under its number; of one that is gone a trace stays."""
    found = None
    if image.previous:
        projection.settle(image.uid)
        found = projection.db.execute("SELECT id FROM txn WHERE uid = ?", (image.uid,)).fetchone()
    txn = None if image.body is None else value_of(image.uid, image.body)
    if found:
        projection.replace(found[0], image.uid, txn)
    elif txn is not None:
        projection.add_transaction(txn)
    elif projection.lenient:
        projection.add_trace(projection.next_number(image.uid), image.uid)


def taken(_db: Any, _uid: bytes, _body: list[Any]) -> None:
    """It has no name that another could have."""


_POSTINGS = """
SELECT txn, account, currency, amount, date, state, value_date, bank_id, original, original_currency
FROM posting WHERE txn IN ({}) ORDER BY txn, n"""
_TXNS = "SELECT uid, id, op, date, payee, memo, delivered, tags, void, gone, sealed FROM txn WHERE uid IN ({})"
_NOTHING_PUT: tuple[Any, ...] = (0, None, "", "", "", 0, 1, 1, [], [], [], [])


class Transactions:
    """Their rows, to be compared."""

    def __init__(self, db: Any) -> None:
        self._accounts = {uid.hex(): row for row, uid in db.execute("SELECT id, uid FROM account")}
        self._payees: dict[str, int | None] = {uid.hex(): row for row, uid in db.execute("SELECT id, uid FROM payee")}
        self._payees[""] = None

    def fetch(self, db: Any, uids: Sequence[bytes]) -> dict[bytes, EntityRow]:
        """The rows of these uids."""
        from wallet_cli.store.journal.rows import EntityRow, marks  # only verify reads rows back

        found: dict[bytes, EntityRow] = {}
        many: dict[int, tuple[list[Any], list[Any], list[Any], list[Any]]] = {}
        for uid, number, op, *fields in db.execute(_TXNS.format(marks(len(uids))), uids):
            lists = many[number] = [], [], [], []
            found[uid] = EntityRow(number, op, f"t{number}", (*fields, *lists))
        asked, numbers = marks(len(many)), sorted(many)
        for number, *posting in db.execute(_POSTINGS.format(asked), numbers):
            many[number][0].append(tuple(posting))
        tags = f"SELECT txn, name FROM tag WHERE txn IN ({asked}) ORDER BY txn, name"  # noqa: S608 - question marks
        for number, name in db.execute(tags, numbers):
            many[number][1].append(name)
        links = f"SELECT txn, kind, target FROM link WHERE txn IN ({asked}) ORDER BY txn, kind, target"  # noqa: S608
        for number, kind, target in db.execute(links, numbers):
            many[number][2].append((kind, target.hex()))
        for (number, n), facts in posting_facts.of_many(db, numbers).items():
            many[number][3].append((n, facts))
        return found

    def expected(self, body: Any, _row: EntityRow) -> tuple[Any, ...]:
        """The values of a transaction, or of the trace that a removed one leaves."""
        if body is None:
            return _NOTHING_PUT
        date, payee, postings, memo, delivered, tags, links, void = fields_of_transaction(body)
        accounts = self._accounts
        lines = [
            (accounts.get(account), currency, amount, date + days, *rest)
            for account, currency, amount, days, *rest, _facts in map(fields_of_posting, postings)
        ]
        told = [(n, packed(_facts_of(fields[9]))) for n, fields in enumerate(postings) if len(fields) > 9]
        linked = sorted((kind, target) for kind, target in links) if links else []
        # an unknown payee must not look like none
        who = self._payees.get(payee, -1)
        return (date, who, memo, delivered, " ".join(tags), void, 0, 1, lines, sorted(tags), linked, told)

    def every(self, db: Any) -> Iterator[tuple[int, int, str]]:
        """Number, operation and short name of every transaction."""
        return ((number, op, f"t{number}") for number, op in db.execute("SELECT id, op FROM txn ORDER BY id"))


def reader(db: Any) -> Transactions:
    """The reader of their rows."""
    return Transactions(db)
