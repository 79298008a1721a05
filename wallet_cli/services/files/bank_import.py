"""A bank's file into the books: which account, which rows are new, one operation that one undo takes back.

First the file is read and every statement gets its account (``planned``), then all is recorded at once (``record``).
What always holds: the same file twice adds nothing; whatever could not be used is named with its line; a file of which
nothing can be used changes nothing. Afterwards the bank's closing balance is compared with ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wallet_cli.domain import kinds
from wallet_cli.domain.files.statement import Balance, Refusal, Row, StatementHead, refusal
from wallet_cli.domain.operation import IMPORT
from wallet_cli.errors import BadFile, Refused, UsageProblem, WalletError
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.files.identified import by_number
from wallet_cli.services.files.matching import ADDED, CONFIRMED, KNOWN, REMOVED, Fate, Filing
from wallet_cli.services.files.source import Delivered, Source, delivered
from wallet_cli.services.record.typed_line import not_held
from wallet_cli.services.session import Session, money_of
from wallet_cli.store.books import balances
from wallet_cli.store.journal.entities import Item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from wallet_cli.domain.account import Account
    from wallet_cli.domain.currency import Currency
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.journal.journal import Operation

REASONS = "refusals"
"""The parameter of an error about a whole file that holds what was refused of it."""

Choose = Callable[[StatementHead], str]
"""Asks for the account of a statement; answers its name."""


class Assigned(NamedTuple):
    """A statement and the account it is of; its rows are those that the account can hold, ``notes`` those of the others
    that move no money.
    """

    account: Node
    head: StatementHead
    rows: tuple[Row, ...]
    notes: tuple[Row, ...] = ()


class ImportPlan(NamedTuple):
    """A file that was read: what is to be recorded, and what is refused of it."""

    file: Source
    statements: tuple[Assigned, ...]
    refusals: tuple[Refusal, ...]


class Closing(NamedTuple):
    """What the bank says an account held at the end of ``on``, and what the books say without what is pending."""

    on: date
    currency: Currency
    stated_minor: int
    held_minor: int
    agrees: bool


class Filed(NamedTuple):
    """What became of one statement: counts of rows; ``number`` is the bank's where the account doesn't know it yet.

    ``kind`` is what the file says that the account is, where that is a debt and the account's own kind is none;
    ``removed`` counts rows that stay out because they were removed from the books.
    """

    account: Account
    new: int
    confirmed: int
    known: int
    closing: Closing | None
    number: str
    fates: tuple[Fate, ...]
    kind: str
    removed: int = 0


class Imported(NamedTuple):
    """What an import did; ``op`` is "" where there was nothing new to record."""

    op: str
    file: Source
    statements: tuple[Filed, ...]
    refusals: tuple[Refusal, ...]
    dry_run: bool


def planned(session: Session, file: Source, account: str | None, choose: Choose | None = None) -> ImportPlan:
    """Read a bank's file and find the account of each statement: the one named, else by the bank's number, else asked.

    UsageProblem("import-account-missing"), Refused("several-accounts-in-file", "statement-of-other-account",
    "currency-not-held"), BadFile("no-statement"), NotFound, and what the format's reader raises; ``reasons`` says the
    rest where not all rows are refused for the same.
    """
    named = names.own_account(session, account) if account else None
    unit = money_of(session, named.currencies[0]) if named and len(named.currencies) == 1 else None
    statements, refusals = delivered(file, unit)
    if not statements and not refusals:
        raise BadFile("no-statement")
    numbers = dict.fromkeys(each.head.account for each in statements if each.rows)
    if named and len(numbers) > 1:
        raise Refused("several-accounts-in-file", account=named.path, numbers=tuple(numbers))
    found = []
    unfit: list[Refused] = []
    chosen: dict[tuple[str, str], Node] = {}
    for statement in statements:
        key = (statement.head.bank, statement.head.account)
        if key not in chosen and (statement.rows or named or by_number(session, statement.head)):
            chosen[key] = _account_of(session, statement.head, named, choose)
        if key in chosen:
            found.append(_fitting(session, chosen[key], statement, refusals, unfit))
    if unfit:
        reasons = {(each.slug, str(each.params)) for each in refusals}
        raise with_reasons(unfit[0], refusals if len(reasons) > 1 else ())
    return ImportPlan(file, tuple(found), tuple(refusals))


def _account_of(session: Session, head: StatementHead, named: Node | None, choose: Choose | None) -> Node:
    known = by_number(session, head)
    if named:
        if known and known.uid != named.uid:
            raise Refused("statement-of-other-account", account=named.path, number=head.account, owner=known.path)
        return named
    if known:
        return known
    if choose is None:
        raise UsageProblem("import-account-missing", number=head.account or "?")
    return names.own_account(session, choose(head))


def _fitting(
    session: Session, account: Node, statement: Delivered, refusals: list[Refusal], unfit: list[Refused]
) -> Assigned:
    """The statement without the rows that the account can't hold, or that move no money, which are refused; ``unfit``
    says why if all are that it can't hold.
    """
    rows, notes = [], []
    problems: dict[Currency, Refused | None] = {}
    for row in statement.rows:
        if not row.moves_money:
            notes.append(row)
            refusals.append(refusal(row.line, BadFile("row-moves-nothing"), row.text))
            continue
        unit = row.amount.currency
        if unit not in problems:
            problems[unit] = _problem(session, account, unit)
        problem = problems[unit]
        if problem is None:
            rows.append(row)
        else:
            refusals.append(refusal(row.line, problem, row.text))
    unfit += [problem for problem in problems.values() if problem and not rows]
    return Assigned(account, statement.head, tuple(rows), tuple(notes))


def _problem(session: Session, account: Node, unit: Currency) -> Refused | None:
    if account.currencies and unit.code not in account.currencies:
        return not_held(account, unit.code)
    kept = money_of(session, unit.code)
    if kept.scale != unit.scale:
        return Refused("scale-differs", currency=unit.code, scale=unit.scale, kept=kept.scale)
    return None


def record(
    session: Session, plan: ImportPlan, *, strict: bool = False, detail: bool = False, again: bool = False
) -> Imported:
    """Record a plan in one operation. With ``strict`` a single refusal refuses all; ``detail`` keeps each row's fate;
    ``again`` brings in what was removed since an earlier import.

    BadFile("rows-refused") where ``strict`` refuses, ("nothing-usable") where nothing can be used.
    """
    require_usable(plan.refusals, strict, is_empty=not any(each.rows for each in plan.statements))
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        filing = Filing(session, work, again=again)
        filed = [_file(session, work, filing, each, detail) for each in plan.statements]
        filing.finish()
        op = work.ref
        if op:
            work.put_item(_batch(session, work, plan, filed), new=True)
    return Imported(op, plan.file, tuple(filed), plan.refusals, session.dry_run)


def require_usable(refusals: Sequence[Refusal], strict: bool, *, is_empty: bool) -> None:
    """Refuse a file of which nothing is left, or with ``strict`` one of which anything is refused.

    BadFile("nothing-usable", "rows-refused"), with every reason (``reasons``).
    """
    if refusals and is_empty:
        raise with_reasons(BadFile("nothing-usable", refused=len(refusals)), refusals)
    if refusals and strict:
        raise with_reasons(BadFile("rows-refused", refused=len(refusals)), refusals)


def with_reasons(problem: WalletError, refusals: Sequence[Refusal]) -> WalletError:
    """The error of a whole file, with what was refused of it."""
    problem.params[REASONS] = tuple(refusals)
    return problem


def reasons(problem: WalletError) -> tuple[Refusal, ...]:
    """All that was refused of a file that ``problem`` refuses as a whole, in the file's order."""
    found = problem.params.get(REASONS, ())
    return found if isinstance(found, tuple) else ()


def _file(session: Session, work: Operation, filing: Filing, each: Assigned, detail: bool) -> Filed:
    counts = {ADDED: 0, CONFIRMED: 0, KNOWN: 0, REMOVED: 0}
    fates = []
    for fate in filing.book(each.account, each.rows, each.notes):
        counts[fate.status] += 1
        if detail:
            fates.append(fate)
    work.flush()
    number = "" if by_number(session, each.head) else each.head.account
    return Filed(
        each.account.account,
        counts[ADDED],
        counts[CONFIRMED],
        counts[KNOWN],
        _closing(session, each),
        "" if each.account.number or not number.strip("0 -.") else number,
        tuple(fates),
        _debt_told(each),
        counts[REMOVED],
    )


def _debt_told(each: Assigned) -> str:
    told = kinds.of(each.head.kind)
    return told.name if told.debt and not kinds.of(each.account.kind).debt else ""


def _closing(session: Session, each: Assigned) -> Closing | None:
    """The bank's closing balance beside ours; banks write what is owed on a card with either sign."""
    stated = each.head.closing
    on = stated and (stated.on or each.head.last)
    if stated is None or on is None:
        return None
    unit, minor = stated.amount.currency, stated.amount.minor
    held = sum(
        cell.booked_minor + cell.reconciled_minor
        for cell in balances.as_of(session.db, on)
        if cell.account == each.account.row and cell.currency == unit.code
    )
    agrees = minor == held or (kinds.of(each.account.kind).debt and -minor == held)
    return Closing(on, unit, minor, held, agrees)


def _said(head: StatementHead) -> dict[str, Any]:
    """What a statement says of itself, as far as it does."""
    said = {
        "number": head.number,
        "opening": _balance(head.opening),
        "closing": _balance(head.closing),
        "evidence": list(head.evidence),
    }
    return {name: value for name, value in said.items() if value}


def _balance(stated: Balance | None) -> list[Any] | None:
    """Currency, minor units in the owner's view, and day, "" where none is given."""
    if stated is None:
        return None
    return [stated.amount.currency.code, stated.amount.minor, stated.on.isoformat() if stated.on else ""]


def _batch(session: Session, work: Operation, plan: ImportPlan, filed: Sequence[Filed]) -> Item:
    body = {
        "file": plan.file.name,
        "format": plan.file.format,
        "statements": [
            {
                "account": each.account.uid.hex(),
                "new": each.new,
                "confirmed": each.confirmed,
                "known": each.known,
                **_said(given.head),
            }
            for each, given in zip(filed, plan.statements, strict=True)
        ],
        "refused": len(plan.refusals),
    }
    return Item(session.new_uid(), IMPORT, work.uid.hex(), body)
