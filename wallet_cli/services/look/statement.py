"""An account's statement: opening balance, what was booked in a period with the balance after each, closing balance.

In come an account and a period, out comes one statement per currency. What always holds: the balances are those of the
roll-ups, the lines those of the postings, and opening + lines = closing, or the vault is damaged. The cost is that of
the period's lines, whatever the size of the books. Amounts are the owner's view: money in is positive.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import BinaryIO, NamedTuple

from wallet_cli.domain.account import Account, bare
from wallet_cli.domain.calendar import Period
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import Balance, Row, StatementHead
from wallet_cli.domain.look.statement_line import Line
from wallet_cli.domain.money import Money
from wallet_cli.domain.transaction import PENDING
from wallet_cli.errors import Damaged, UsageProblem
from wallet_cli.services import names, periods
from wallet_cli.services.redaction import Redactor, Texts
from wallet_cli.services.session import Session, home_currency, money_of
from wallet_cli.store.books import account_postings, accounts, balances
from wallet_cli.store.books.account_postings import Other
from wallet_cli.store.books.accounts import Node


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
    """The period and the account that ``words`` name, in whichever order; the last period and the only account else.

    UsageProblem("statement-accounts") for more than one, ("statement-account-missing"), what ``periods.asked`` raises.
    """
    period: Period | None = None
    named = [account] if account else []
    for word in words:
        try:
            if word[:1] in ("@", "＠") or period is not None:
                named.append(bare(word))
            else:
                period = periods.asked(session, word)
        except UsageProblem as problem:
            if problem.slug != "period-unreadable":
                raise
            named.append(word)
    if len(named) > 1:
        raise UsageProblem("statement-accounts", accounts=tuple(named))
    node = names.account(session, named[0], closed=True) if named else _only_account(session)
    return period or periods.from_now(session, -1), node


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
    lines: dict[str, list[Line]] = {}
    for line in account_postings.lines(session.db, account.row, period.first.toordinal(), period.last.toordinal()):
        lines.setdefault(line.currency, []).append(line)
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
        texts = redactor.texts(Texts(line.payee, line.memo, line.delivered, line.bank_id))
        return line._replace(**texts._asdict())

    return tuple([each._replace(lines=tuple([without(line) for line in each.lines]), redacted=words) for each in found])


def _held(session: Session, account: Node, day: date) -> dict[str, int]:
    cells = balances.as_of(session.db, day)
    return {cell.currency: cell.total_minor for cell in cells if cell.account == account.row and cell.total_minor}


class _Sides(NamedTuple):
    """The other sides of the period's lines, by transaction, and the tree to name them."""

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
    booked: Iterable[Line],
    sides: _Sides,
) -> Statement:
    opening, closing = ends
    running, lines = opening, []
    came, went, came_count, went_count = 0, 0, 0, 0
    for line in booked:
        running += line.amount_minor
        if line.amount_minor >= 0:
            came, came_count = came + line.amount_minor, came_count + 1
        else:
            went, went_count = went + line.amount_minor, went_count + 1
        foreign = line.original_currency
        lines.append(
            line._replace(
                balance_minor=running,
                others=sides.names(line.txn),
                in_transit=sides.in_transit(line.txn),
                original=Money(line.original_minor, money_of(session, foreign)) if foreign else None,
            )
        )
    if running != closing:
        raise Damaged("balances-replayed", op="")
    unit = money_of(session, code)
    return Statement(account.account, unit, period, opening, closing, came, came_count, went, went_count, tuple(lines))


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
