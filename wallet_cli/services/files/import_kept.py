"""What is kept of every import: its files, accounts and counts, and what was refused, so that it can be looked up."""

from __future__ import annotations

import json
from collections import Counter

from wallet_cli.domain.files import ewallet_words
from wallet_cli.domain.files.joins import joining
from wallet_cli.domain.files.statement import Refusal
from wallet_cli.domain.items import imported
from wallet_cli.domain.operation import IMPORT
from wallet_cli.errors import NotFound
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import short_names
from wallet_cli.services.files.imported import TAKEN
from wallet_cli.store.books import accounts
from wallet_cli.store.journal import items, operations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from wallet_cli.domain.files.statement import Balance, StatementHead
    from wallet_cli.services.files.imported import Assigned, Filed, ImportPlan
    from wallet_cli.services.session import Session
    from wallet_cli.store.journal.operations import Op

_PLATFORMS = frozenset(ewallet_words.PLATFORMS)
MOST_REFUSED = 500
"""That many refused rows of an import are kept."""


class AccountCounts(NamedTuple):
    """What an import brought for one account: ``account`` its path, "" where it is gone."""

    account: str
    new: int
    confirmed: int
    known: int
    changed: int
    notes: int


class KeptFile(NamedTuple):
    """One file of an import; its period as ISO days, "" where it has none."""

    name: str
    format: str
    first: str
    last: str


class KeptRefusal(NamedTuple):
    """Something that was refused, and the file that it was in."""

    file: str
    refusal: Refusal


class KeptDoubt(NamedTuple):
    """A row that someone has to look at: its file and line, the transaction that it is, why, and what it may be as
    well. Transactions are numbers of short names.
    """

    file: str
    line: int
    txn: int
    reason: str
    maybe: tuple[int, ...]


class KeptImport(NamedTuple):
    """One import: its operation, files, accounts, for books the counts of what they brought (new, known), how many rows
    were refused, and those of them that were kept. ``reasons`` are those of its rows, each with how often it was given;
    ``rules`` those that counted, with for how many rows; ``lapsed`` and ``unknown`` transactions (numbers) whose rows
    it lacks.
    """

    op: Op
    files: tuple[KeptFile, ...]
    accounts: tuple[AccountCounts, ...]
    books: dict[str, tuple[int, int]]
    refused: int
    refusals: tuple[KeptRefusal, ...]
    reasons: Mapping[str, int] = {}
    rules: Mapping[str, int] = {}
    doubts: tuple[KeptDoubt, ...] = ()
    lapsed: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()


def body(plan: ImportPlan, filed: Sequence[Filed]) -> dict[str, Any]:
    """What is kept of an import of banks' files. The digests of the files are not: from one, an erased row could be
    guessed.
    """
    sources = [each.file for each in plan.files]
    periods = [_period(each for each in filed if each.file == at) for at in range(len(sources))]
    return {
        "file": ", ".join(each.name for each in sources),
        "format": ", ".join(dict.fromkeys(each.format for each in sources)),
        "statements": [
            {**_counts(each), **_left(statement)} for each, statement in zip(filed, plan.statements, strict=True)
        ],
        "refused": len(plan.refusals),
        "files": [[each.name, each.format, *period] for each, period in zip(sources, periods, strict=True)],
        "rows": refused((at, each) for at, file in enumerate(plan.files) for each in file.refusals),
    }


def refused(found: Iterable[tuple[int, Refusal]]) -> list[list[Any]]:
    """What was refused, with the places of its files, as far as it is kept."""
    kept: list[list[Any]] = []
    for at, each in found:
        if len(kept) < MOST_REFUSED:
            kept.append([at, each.line, each.slug, _plain(each.params), each.excerpt])
    return kept


def _plain(params: Any) -> dict[str, Any]:
    """Parameters as JSON has them."""
    return {name: _value(value) for name, value in params.items()}


def _value(value: object) -> Any:
    if isinstance(value, str | int | bool) or value is None:
        return value
    if isinstance(value, list | tuple | frozenset | set):
        return [_value(each) for each in value]
    return str(value)


def _said(head: StatementHead) -> dict[str, Any]:
    """What a statement says of itself, as far as it does."""
    said = {
        "number": head.number,
        "opening": _balance(head.opening),
        "closing": _balance(head.closing),
        "evidence": list(head.evidence),
        "table": nameless_table(head),
    }
    return {name: value for name, value in said.items() if value}


def _balance(stated: Balance | None) -> list[Any] | None:
    """Currency, minor units in the owner's view, and day, "" where none is given."""
    if stated is None:
        return None
    return [stated.amount.currency.code, stated.amount.minor, stated.on.isoformat() if stated.on else ""]


def _counts(each: Filed) -> dict[str, Any]:
    return {
        "account": each.account.uid.hex(),
        "new": each.new,
        "confirmed": each.confirmed,
        "known": each.known,
        "changed": sum(change.outcome == TAKEN for change in each.changes),
        "notes": len(each.notes),
        "file": each.file,
        **_said(each.head),
        **_joined(each),
    }


def _joined(each: Filed) -> dict[str, Any]:
    """Why rows are what they are, each reason and each rule that counted with its count; and by their numbers the
    transactions that are doubtful, with their lines and what they may be as well, those that have lapsed, and those
    that the bank doesn't know.
    """
    reasons = Counter(fate.reason for fate in each.fates)
    rules = Counter(name for fate in each.fates for name in fate.by)
    doubts = each.joined.doubts
    rows = {fate.txn: fate for fate in each.fates if fate.txn in doubts and fate.reason in joining.DOUBTS}
    found: dict[str, Any] = {
        "reasons": dict(sorted(reasons.items())),
        "rules": dict(sorted(rules.items())),
        "doubts": [[fate.row.line, txn, fate.reason, list(doubts[txn])] for txn, fate in rows.items()],
        "lapsed": [known.txn for known in each.joined.lapsed],
        "unknown": [known.txn for known in each.joined.unknown],
    }
    return {name: value for name, value in found.items() if value}


def _left(each: Assigned) -> dict[str, Any]:
    """What an e-wallet's rows call the accounts that they were left to."""
    platform = ewallet_words.PLATFORMS.get(each.head.source, ("",))[0]
    names = sorted(name for name, node in (each.places or {}).items() if node is None)
    found = [ewallet_words.unsaid(platform) if name == ewallet_words.UNSAID else name for name in names]
    return {"left": found} if found else {}


def left(session: Session, account: bytes) -> frozenset[str]:
    """What the rows of an e-wallet's account (uid) were said to be left to, in the imports that hold."""
    found: set[str] = set()
    for _name, text in items.every(session.db, IMPORT):
        for each in json.loads(text).get("statements", ()):
            if each["account"] == account.hex():
                found.update(each.get("left", ()))
    return frozenset(found)


def nameless_table(head: StatementHead) -> str:
    """The key of the header of a table that doesn't say whose it is; "" for what says it, or has no header."""
    says = any(char.isalnum() and char != "0" for char in head.account) or head.card_tails or head.source in _PLATFORMS
    return "" if says or head.table is None else head.table.header


def of_table(session: Session, header: str) -> frozenset[bytes]:
    """The accounts (uids) that tables with this header were of, and didn't say so, in the imports that hold."""
    found = {
        bytes.fromhex(each["account"])
        for _name, text in items.every(session.db, IMPORT)
        for each in json.loads(text).get("statements", ())
        if each.get("table") == header
    }
    return frozenset(found)


def _period(statements: Iterable[Filed]) -> list[str]:
    found = list(statements)
    first = min((each.first for each in found if each.first), default=None)
    last = max((each.last for each in found if each.last), default=None)
    return [day.isoformat() if day else "" for day in (first, last)]


def every(session: Session) -> Iterator[KeptImport]:
    """All imports that hold, the newest first; those that were undone are left out."""
    found = []
    for name, text in items.every(session.db, IMPORT):
        number = operations.number_of(session.db, bytes.fromhex(name))
        found.append((number, text))
    for number, text in sorted(found, reverse=True):
        op = operations.by_number(session.db, number)
        if op is not None:
            yield _kept(session, op, json.loads(text))


def one(session: Session, word: str) -> KeptImport:
    """The import of an operation (``o12``). Raises UsageProblem("not-an-operation"), NotFound("no-such-import")."""
    number = short_names.operation(word)
    op = operations.by_number(session.db, number)
    kept = items.find(session.db, IMPORT, op.uid.hex()) if op else None
    if op is None or kept is None:
        raise NotFound("no-such-import", ref=f"o{number}")
    return _kept(session, op, json.loads(kept.body))


def _kept(session: Session, op: Op, body: dict[str, Any]) -> KeptImport:
    files = tuple(KeptFile(*each) for each in imported.files(body))
    rows = tuple(_refusal(files, row) for row in body.get("rows", ()))
    books = {name: (counts[0], counts[1]) for name, counts in body.get("books", {}).items()}
    statements = body.get("statements", ())
    reasons, rules = (_summed(each.get(name, {}) for each in statements) for name in ("reasons", "rules"))
    doubts = (_doubt(files, each["file"], row) for each in statements for row in each.get("doubts", ()))
    lapsed, unknown = (
        tuple(txn for each in statements for txn in each.get(name, ())) for name in ("lapsed", "unknown")
    )
    accounts_of = tuple(_accounts(session, body))
    found = KeptImport(op, files, accounts_of, books, body["refused"], rows)
    return found._replace(reasons=reasons, rules=rules, doubts=tuple(doubts), lapsed=lapsed, unknown=unknown)


def _summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(sorted(total.items()))


def _doubt(files: Sequence[KeptFile], at: int, row: list[Any]) -> KeptDoubt:
    line, txn, reason, maybe = row
    return KeptDoubt(files[at].name if at < len(files) else "", line, txn, reason, tuple(maybe))


def _refusal(files: Sequence[KeptFile], row: list[Any]) -> KeptRefusal:
    at, line, slug, kept, excerpt = row
    params = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    return KeptRefusal(files[at].name if at < len(files) else "", Refusal._make((line, slug, params, excerpt)))


def _accounts(session: Session, body: dict[str, Any]) -> Iterator[AccountCounts]:
    totals: dict[str, list[int]] = {}
    words = ("new", "confirmed", "known", "changed", "notes")
    for each in body.get("statements", ()):
        counts = totals.setdefault(each["account"], [0] * len(words))
        totals[each["account"]] = [had + each.get(word, 0) for had, word in zip(counts, words, strict=True)]
    for uid, found in totals.items():
        node = accounts.by_uid(session.db, bytes.fromhex(uid))
        yield AccountCounts(node.path if node else "", *found)
