"""A transaction with what its bank says otherwise by now: a tip, a fuel pump's final amount, a corrected text.

In come the transaction as it is kept and the bank's row of the same id, out comes the transaction with the bank's side
of the row, or the reason why it stays. What always holds: postings sum to zero; payee, tags and category stay, and so
does a memo that the bank didn't write; what is reconciled or void, or was split, keeps its amounts.
"""

from __future__ import annotations

from wallet_cli.domain.transaction import RECONCILED, Posting, Transaction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.files.statement import Row

IS_VOID, IS_RECONCILED, IS_SPLIT, IS_TRANSFER = "void", "reconciled", "split", "transfer"
"""Why a transaction stays as it is."""


def corrected(txn: Transaction, n: int, row: Row, delivered: str, *, is_transfer: bool) -> Transaction | str:
    """The transaction as ``row`` says it, or why not. ``n`` is the place of the account's own posting.

    ``delivered``: the row's text as it is kept; ``is_transfer``: the other side is an own account, whose bank says what
    came in there.
    """
    own, day = txn.postings[n], row.booking_date.toordinal()
    why_not = stays(txn, n, row, is_transfer=is_transfer)
    if why_not:
        return why_not
    postings = tuple(
        _follows(posting, own, day, is_transfer=is_transfer) if at != n else _own(own, row, day)
        for at, posting in enumerate(txn.postings)
    )
    if row.amount.minor != own.amount_minor:
        postings = with_amount(postings, n, row)
    memo = row.memo if txn.memo and txn.delivered.endswith(txn.memo) else txn.memo
    entry = day if txn.date == own.date else txn.date
    return txn._replace(date=entry, postings=postings, memo=memo, delivered=delivered)


def stays(txn: Transaction, n: int, row: Row, *, is_transfer: bool) -> str:
    """Why a transaction can't be as ``row`` says it, "" where it can; as for ``corrected``."""
    own = txn.postings[n]
    if txn.void:
        return IS_VOID
    if any(posting.state == RECONCILED for posting in txn.postings):
        return IS_RECONCILED
    if row.amount.minor != own.amount_minor:
        if len(txn.postings) != 2:
            return IS_SPLIT
        if is_transfer or txn.postings[1 - n].currency != own.currency:
            return IS_TRANSFER
    return ""


def _own(own: Posting, row: Row, day: int) -> Posting:
    value_day = row.value_date.toordinal() if row.value_date else own.value_date
    return own._replace(date=day, value_date=value_day)


def _follows(posting: Posting, own: Posting, day: int, *, is_transfer: bool) -> Posting:
    """A category's day goes along with the account's; another account's is its own bank's."""
    return posting if is_transfer or posting.date != own.date else posting._replace(date=day)


def with_amount(postings: tuple[Posting, ...], n: int, row: Row) -> tuple[Posting, ...]:
    """Both sides with the row's amount; an original amount that the bank no longer says is none."""
    minor = row.amount.minor
    foreign, code = (row.original.minor, row.original.currency.code) if row.original else (0, "")
    changed = [each._replace(amount_minor=-minor, original_minor=-foreign, original_currency=code) for each in postings]
    changed[n] = changed[n]._replace(amount_minor=minor, original_minor=foreign)
    return tuple(changed)
