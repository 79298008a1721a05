"""An account's statement: opening balance, what was booked in a period with the balance after each, closing balance.

In come an account and a period, out comes one statement per currency. What always holds: the balances are those of the
roll-ups, the lines those of the postings, and opening + lines = closing, or the vault is damaged. The cost is that of
the period's lines, whatever the size of the books. Amounts are the owner's view: money in is positive.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from wallet_cli.domain.account import Account, bare
from wallet_cli.domain.files.statement import Balance, Row, StatementHead
from wallet_cli.domain.money import Money
from wallet_cli.domain.transaction import PENDING
from wallet_cli.errors import Damaged, UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names, periods
from wallet_cli.services.redaction import Redactor, Texts
from wallet_cli.services.session import Session, home_currency, money_of
from wallet_cli.store.books import account_postings, accounts, balances

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import BinaryIO

    from wallet_cli.domain.calendar import Period
    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.look.statement_line import StatementLine
    from wallet_cli.store.books.account_postings import Other
    from wallet_cli.store.books.accounts import Node


class Lines:
    """The lines of one currency in a period, read again each time they are gone through: none of them is kept.

    ``count`` is how many; ``without`` redacts each. What reads them sees one state of the books.
    """

    def __init__(
        self,
        read: Callable[[], Iterator[StatementLine]],
        count: int,
        without: Callable[[StatementLine], StatementLine] | None = None,
    ) -> None:
        self._read, self._count, self._without = read, count, without

    def __iter__(self) -> Iterator[StatementLine]:
        """The lines, by booking date."""
        return map(self._without, self._read()) if self._without else self._read()

    def __len__(self) -> int:
        """How many there are."""
        return self._count

    def redacted(self, without: Callable[[StatementLine], StatementLine]) -> Lines:
        """The same lines, each without something."""
        return Lines(self._read, self._count, without)


class Statement(NamedTuple):
    """One account in one currency over a period; sums in minor units. ``redacted``: words of ``redaction.WORDS``."""

    account: Account
    currency: Currency
    period: Period
    opening_minor: int
    closing_minor: int
    in_minor: int
    in_count: int
    out_minor: int
    out_count: int
    lines: Lines
    redacted: tuple[str, ...] = ()


def asked(
    session: Session, words: Sequence[str], account: str | None, within: str | None = None
) -> tuple[Period, Node]:
    """The period (or ``within``) and the account that ``words`` name, in any order; else the last and the only one.

    UsageProblem("statement-accounts") for more than one, ("statement-account-missing"), what ``periods.asked`` raises.
    """
    period = periods.asked(session, within) if within is not None else None
    typed = within or ""
    named = [account] if account else []
    for word in words:
        try:
            if word[:1] in ("@", "＠") or period is not None:
                named.append(bare(word))
            else:
                period = periods.asked(session, word)
                typed = word
        except UsageProblem as problem:
            if problem.slug != "period-unreadable":
                raise
            named.append(word)
    if len(named) > 1:
        raise UsageProblem("statement-accounts", accounts=tuple(named))
    node = names.account(session, named[0], closed=True) if named else _only_account(session, typed)
    return period or periods.from_now(session, -1), node


def _only_account(session: Session, period: str) -> Node:
    usable = names.own_accounts(session)
    if len(usable) != 1:
        names_of = tuple(node.path for node in usable)
        raise UsageProblem("statement-account-missing", accounts=names_of, period=period or "PERIOD")
    return usable[0]


def statements_of(session: Session, account: Node, period: Period) -> tuple[Statement, ...]:
    """The account's statements for ``period``, one a currency that it holds or moved.

    Raises Damaged("balances-replayed") where the balances are not the journal's, or not those of the postings.
    """
    session.store.check_balances()
    opening = _held(session, account, date.fromordinal(period.first.toordinal() - 1))
    closing = _held(session, account, period.last)
    sums = _sums(session, account, period)
    found = []
    codes = dict.fromkeys((*account.currencies, *sorted({*opening, *closing, *sums})))
    for code in codes or (home_currency(session),):
        start, end, moved = opening.get(code, 0), closing.get(code, 0), sums.get(code, _NOTHING)
        if start + moved.in_minor + moved.out_minor != end:
            raise Damaged("balances-replayed", op="")
        unit = money_of(session, code)
        lines = Lines(partial(_lines, session, account, period, code, start), moved.in_count + moved.out_count)
        found.append(Statement(account.account, unit, period, start, end, *moved, lines))
    return tuple(found)


def redacted(found: Iterable[Statement], words: tuple[str, ...]) -> tuple[Statement, ...]:
    """The statements without what ``words`` name; a payee has the same pseudonym in all of them."""
    redactor = Redactor(words)

    def without(line: StatementLine) -> StatementLine:
        texts = redactor.texts(Texts(line.payee, line.memo, line.delivered, line.bank_id))
        return line._replace(**texts._asdict())

    return tuple([each._replace(lines=each.lines.redacted(without), redacted=words) for each in found])


def _held(session: Session, account: Node, day: date) -> dict[str, int]:
    cells = balances.as_of(session.db, day)
    return {cell.currency: cell.total_minor for cell in cells if cell.account == account.row and cell.total_minor}


class _Moved(NamedTuple):
    """What came in and what went out, and how often; as ``Statement`` has it."""

    in_minor: int
    in_count: int
    out_minor: int
    out_count: int


_NOTHING = _Moved(0, 0, 0, 0)


def _sums(session: Session, account: Node, period: Period) -> dict[str, _Moved]:
    """The sums by currency, of every row that the lines are made of: what can't be read is found out before the first
    line goes out.
    """
    span = account.row, period.first.toordinal(), period.last.toordinal()
    sums: dict[str, list[int]] = {}
    for code, minor in account_postings.amounts(session.db, *span):
        moved = sums.get(code)
        if moved is None:
            moved = sums[code] = [0, 0, 0, 0]
        at = 0 if minor >= 0 else 2
        moved[at] += minor
        moved[at + 1] += 1
    return {code: _Moved(*moved) for code, moved in sums.items()}


def _lines(session: Session, account: Node, period: Period, code: str, opening_minor: int) -> Iterator[StatementLine]:
    """The lines of one currency, as they are read."""
    nodes, last = accounts.by_row(session.db), period.last.toordinal()
    units: dict[str, Currency] = {}
    running = opening_minor
    for line, sides in _with_sides(session, account, period):
        if line.currency != code:
            continue
        running += line.amount_minor
        foreign = line.original_currency
        if foreign and foreign not in units:
            units[foreign] = money_of(session, foreign)
        yield line._replace(
            balance_minor=running,
            others=tuple(dict.fromkeys([nodes[other.account].path for other in sides])),
            in_transit=any(
                (other.date > last or other.state == PENDING) and nodes[other.account].account.is_money
                for other in sides
            ),
            original=Money(line.original_minor, units[foreign]) if foreign else None,
        )


def _with_sides(session: Session, account: Node, period: Period) -> Iterator[tuple[StatementLine, tuple[Other, ...]]]:
    """The lines, each with its other sides: two streams in one order."""
    span = account.row, period.first.toordinal(), period.last.toordinal()
    others = account_postings.others(session.db, *span)
    end: tuple[tuple[int, int], tuple[Other, ...]] = ((span[2] + 1, 0), ())
    key, sides = next(others, end)
    for line in account_postings.lines(session.db, *span):
        wanted = line.date, line.txn
        while key < wanted:  # of one that is void
            key, sides = next(others, end)
        yield line, sides if key == wanted else ()


def format_of(ending: str) -> str:
    """The format of statements that a file's name ends in (without the point), the usual one for ""."""
    from wallet_cli.formats import facts

    return facts.by_ending(ending, facts.BANK_WRITER)


def write(statement: Statement, format_name: str, out: BinaryIO, options: Mapping[str, str] | None = None) -> None:
    """Write a statement as a file; ``options`` are what was given of those that formats declare.

    UsageProblem("unknown-format", "option-of-other-format", "option-not-one-of").
    """
    from wallet_cli.formats import registry

    unit, period, account = statement.currency, statement.period, statement.account
    head = StatementHead(
        account=account.number,
        currency=unit,
        kind=account.kind,
        first=period.first,
        last=period.last,
        opening=Balance(Money(statement.opening_minor, unit)),
        closing=Balance(Money(statement.closing_minor, unit)),
        redacted=statement.redacted,
    )
    registry.bank_writer(format_name, options or {}).write(head, _rows(statement), out)


def _rows(statement: Statement) -> Iterator[Row]:
    for number, line in enumerate(statement.lines, 1):
        yield Row(
            line=number,
            booking_date=date.fromordinal(line.date),
            amount=Money(line.amount_minor, statement.currency),
            payee=line.who,
            memo=line.memo,
            bank_id=line.bank_id,
            value_date=date.fromordinal(line.value_date) if line.value_date else None,
            original=line.original,
            pending=line.pending,
        )
