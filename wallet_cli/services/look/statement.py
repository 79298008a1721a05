"""An account's statement: opening balance, what was booked in a period with the balance after each, closing balance.

In come an account and a period, out comes one statement per currency. What always holds: the balances are those of the
roll-ups, the lines those of the postings, and opening + lines = closing, or the vault is damaged. The cost is that of
the period's lines, whatever the size of the books. Amounts are the owner's view: money in is positive.
"""

from __future__ import annotations

from datetime import date, timedelta

from wallet_cli.domain.account import Account, bare
from wallet_cli.domain.dates import Period, read_period
from wallet_cli.domain.files.statement import Balance, Row, StatementHead
from wallet_cli.domain.money import Money
from wallet_cli.domain.transaction import PENDING, STATES
from wallet_cli.errors import Damaged, UsageProblem
from wallet_cli.record import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.redaction import Redactor, Texts
from wallet_cli.services.session import Session, home_currency, money_of
from wallet_cli.store.books import account_postings, accounts, balances

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from wallet_cli.domain.currency import Currency
    from wallet_cli.store.books.account_postings import Movement, Other
    from wallet_cli.store.books.accounts import Node


class Line(NamedTuple):
    """One movement: ``balance_minor`` after it; ``others`` the categories and accounts on the other side.

    ``in_transit``: it has left one own account, and has not reached the other by the end of the period.
    """

    movement: Movement
    balance_minor: int
    others: tuple[str, ...]
    in_transit: bool
    original: Money | None = None

    @property
    def pending(self) -> bool:
        """Whether the bank has not booked it yet."""
        return self.movement.state == PENDING

    @property
    def state(self) -> str:
        """pending, booked or reconciled."""
        return STATES[self.movement.state]


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
    lines: tuple[Line, ...]
    redacted: tuple[str, ...] = ()


def asked(session: Session, words: Sequence[str], account: str | None) -> tuple[Period, Node]:
    """The period and the account that ``words`` name, in whichever order; the last month and the only account else.

    UsageProblem("statement-accounts") for more than one, ("statement-account-missing"), what ``read_period`` raises.
    """
    today = date.fromordinal(session.today)
    period: Period | None = None
    named = [account] if account else []
    for word in words:
        try:
            if word[:1] in ("@", "＠") or period is not None:
                named.append(bare(word))
            else:
                period = read_period(word, today)
        except UsageProblem as problem:
            if problem.slug != "period-unreadable":
                raise
            named.append(word)
    if len(named) > 1:
        raise UsageProblem("statement-accounts", accounts=tuple(named))
    node = names.account(session, named[0], closed=True) if named else _only_account(session)
    last = today.replace(day=1) - timedelta(days=1)
    return period or Period(last.replace(day=1), last, f"{last:%Y-%m}"), node


def _only_account(session: Session) -> Node:
    usable = names.own_accounts(session)
    if len(usable) != 1:
        raise UsageProblem("statement-account-missing", accounts=tuple(node.path for node in usable))
    return usable[0]


def statements_of(session: Session, account: Node, period: Period) -> tuple[Statement, ...]:
    """The account's statements for ``period``, one a currency that it holds or moved.

    Raises Damaged("balances-replayed") where the balances are not the journal's, or not those of the postings.
    """
    session.store.check_balances()
    opening = _held(session, account, date.fromordinal(period.first.toordinal() - 1))
    closing = _held(session, account, period.last)
    lines: dict[str, list[Movement]] = {}
    for movement in account_postings.movements(
        session.db, account.row, period.first.toordinal(), period.last.toordinal()
    ):
        lines.setdefault(movement.currency, []).append(movement)
    sides = _sides(session, account, period)
    found = []
    codes = dict.fromkeys((*account.currencies, *sorted({*opening, *closing, *lines})))
    for code in codes or (home_currency(session),):
        ends = opening.get(code, 0), closing.get(code, 0)
        found.append(_statement(session, account, period, code, ends, lines.get(code, ()), sides))
    return tuple(found)


def redacted(found: Iterable[Statement], words: tuple[str, ...]) -> tuple[Statement, ...]:
    """The statements without what ``words`` name; a payee has the same pseudonym in all of them."""
    redactor = Redactor(words)

    def without(line: Line) -> Line:
        moved = line.movement
        texts = redactor.texts(Texts(moved.payee, moved.memo, moved.delivered, moved.bank_id))
        return line._replace(movement=moved._replace(**texts._asdict()))

    return tuple([each._replace(lines=tuple([without(line) for line in each.lines]), redacted=words) for each in found])


def _held(session: Session, account: Node, day: date) -> dict[str, int]:
    cells = balances.as_of(session.db, day)
    return {cell.currency: cell.total_minor for cell in cells if cell.account == account.row and cell.total_minor}


class _Sides(NamedTuple):
    """The other sides of the period's movements, by transaction, and the tree to name them."""

    by_txn: dict[int, list[Other]]
    nodes: dict[int, Node]
    last: int

    def names(self, txn: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.nodes[other.account].path for other in self.by_txn.get(txn, ())))

    def in_transit(self, txn: int) -> bool:
        return any(
            self.nodes[other.account].account.is_money and (other.date > self.last or other.state == PENDING)
            for other in self.by_txn.get(txn, ())
        )


def _sides(session: Session, account: Node, period: Period) -> _Sides:
    first, last = period.first.toordinal(), period.last.toordinal()
    found: dict[int, dict[Other, None]] = {}
    for other in account_postings.others(session.db, account.row, first, last):
        # a transaction with two postings of this account would name its other sides twice
        found.setdefault(other.txn, {})[other] = None
    return _Sides({txn: list(each) for txn, each in found.items()}, dict(accounts.by_row(session.db)), last)


def _statement(
    session: Session,
    account: Node,
    period: Period,
    code: str,
    ends: tuple[int, int],
    movements: Iterable[Movement],
    sides: _Sides,
) -> Statement:
    opening, closing = ends
    running, lines = opening, []
    came, went, came_count, went_count = 0, 0, 0, 0
    for movement in movements:
        running += movement.amount_minor
        if movement.amount_minor >= 0:
            came, came_count = came + movement.amount_minor, came_count + 1
        else:
            went, went_count = went + movement.amount_minor, went_count + 1
        txn, foreign = movement.txn, movement.original_currency
        original = Money(movement.original_minor, money_of(session, foreign)) if foreign else None
        lines.append(Line(movement, running, sides.names(txn), sides.in_transit(txn), original))
    if running != closing:
        raise Damaged("balances-replayed", op="")
    unit = money_of(session, code)
    return Statement(account.account, unit, period, opening, closing, came, came_count, went, went_count, tuple(lines))


def write(statement: Statement, format_name: str, out: BinaryIO) -> None:
    """Write a statement as a file. UsageProblem("unknown-format") for a format that isn't written."""
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
    registry.bank_writer(format_name).write(head, _rows(statement), out)


def _rows(statement: Statement) -> Iterator[Row]:
    for number, line in enumerate(statement.lines, 1):
        movement = line.movement
        yield Row(
            line=number,
            booking_date=date.fromordinal(movement.date),
            amount=Money(movement.amount_minor, statement.currency),
            payee=movement.who,
            memo=movement.memo,
            bank_id=movement.bank_id,
            value_date=date.fromordinal(movement.value_date) if movement.value_date else None,
            original=line.original,
            pending=line.pending,
        )
