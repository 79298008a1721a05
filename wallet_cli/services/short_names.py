"""Short names: ``t412`` is a transaction, ``o881`` an operation; a transaction also answers to its uid in hex, and the
last one that was recorded to ``last``.
"""

from __future__ import annotations

from wallet_cli.domain.account import OPENING
from wallet_cli.domain.text import clean, narrow
from wallet_cli.errors import NotFound, UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.books import accounts, register, transactions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.transactions import Kept

UID_DIGITS = 32
LAST = ("last", "上一笔", "最后一笔")
"""The last transaction recorded in this terminal; where it recorded none, the last of all. Without a terminal it could
be anyone's, so it is refused there.
"""
_MOST_DIGITS = 15


def number(text: str, sigil: str) -> int | None:
    """The number in ``t412`` (``sigil`` "t") or ``o881`` ("o"), None for anything else."""
    word = narrow(text).strip().lower()
    digits = word[1:]
    if word[:1] == sigil and digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS:
        return int(digits)
    return None


def _with_sigil(text: str, sigil: str) -> str:
    """``4`` as ``t4``: the number alone was typed; "" for anything else."""
    return f"{sigil}{text}" if number(f"{sigil}{text}", sigil) is not None else ""


def _of_number(session: Session, text: str) -> str:
    """``4`` as ``t4``, where there is such a transaction; "" for anything else."""
    ref = _with_sigil(text, "t")
    row = number(ref, "t")
    return ref if row is not None and transactions.by_row(session.db, row) is not None else ""


def is_transaction(word: str) -> bool:
    """Whether a word behind a transaction names another: its short name as wallet writes it, or a uid in hex.

    ``T3`` may be a payee's name.
    """
    is_uid = len(word) == UID_DIGITS and not word.strip("0123456789abcdef")
    return is_uid or (word[:1] == "t" and number(word, "t") is not None)


def is_last(text: str) -> bool:
    """Whether a word stands for the last transaction."""
    return text.lower() in LAST


def transaction(session: Session, text: str) -> Kept:
    """The transaction of this short name or uid; raises UsageProblem("not-a-transaction",
    "last-needs-terminal"), NotFound("no-such-transaction", "last-none").
    """
    found = number(text, "t")
    kept: Kept | None
    if is_last(text):
        kept = _last(session)
    elif found is not None:
        kept = transactions.by_row(session.db, found)
    elif len(text) == UID_DIGITS:
        try:
            kept = transactions.by_uid(session.db, bytes.fromhex(text))
        except ValueError:
            shown = clean(text, limit=UID_DIGITS)
            raise UsageProblem(
                "not-a-transaction", text=shown, near="", sought="", payee="", newest="", day=""
            ) from None
    else:
        near, last = _of_number(session, text), newest(session, text)
        sought = "" if _with_sigil(text, "t") or last.ref or len(text) > UID_DIGITS else text
        raise UsageProblem(
            "not-a-transaction",
            text=text[:UID_DIGITS],
            near=near,
            sought=sought,
            payee=last.payee,
            newest=last.ref,
            day=last.day,
        )
    if kept is None:
        removed = transactions.removed_by(session.db, found) if found is not None else 0
        raise NotFound("no-such-transaction", ref=text, by=f"o{removed}" if removed else "")
    return kept


def _last_recorded(session: Session) -> Kept | None:
    """The last transaction that someone recorded: an opening balance says how an account began, and is named."""
    opening = accounts.find(session.db, OPENING)
    besides = opening.row if opening else 0
    kept = transactions.last_recorded(session.db, session.terminal, besides)
    return kept or transactions.last_recorded(session.db, "", besides)


def _last(session: Session) -> Kept:
    """The same, where it can be nobody else's."""
    kept = _last_recorded(session)
    if kept is None:
        began = transactions.last_recorded(session.db)
        raise NotFound("last-none", ref=f"t{began.row}" if began else "")
    if not session.people:
        raise UsageProblem("last-needs-terminal", ref=f"t{kept.row}")
    return kept


def latest(session: Session) -> Newest:
    """The transaction that ``last`` means, with its payee's name, "" where it has none; nothing where there is none."""
    from datetime import date

    kept = _last_recorded(session)
    if kept is None:
        return Newest()
    payee = register.payee_name(session.db, kept.transaction.payee) or kept.transaction.delivered
    return Newest(f"t{kept.row}", date.fromordinal(kept.transaction.date).isoformat(), payee)


class Newest(NamedTuple):
    """A transaction by its short name, its day and its payee's name; all "" where there is none."""

    ref: str = ""
    day: str = ""
    payee: str = ""


def newest(session: Session, payee: str) -> Newest:
    """The latest transaction with the payee of this name."""
    from datetime import date

    found = accounts.find_payee(session.db, payee)
    last = transactions.last_of_payee(session.db, found.uid, session.today) if found else None
    if found is None or last is None:
        return Newest()
    return Newest(f"t{last.row}", date.fromordinal(last.transaction.date).isoformat(), found.name)


def operation(text: str) -> int:
    """The number of an operation's short name; raises UsageProblem("not-an-operation")."""
    found = number(text, "o")
    if found is None:
        transaction = text if number(text, "t") is not None else ""
        near = _with_sigil(text, "o")
        raise UsageProblem("not-an-operation", text=text[:UID_DIGITS], near=near, transaction=transaction)
    return found
