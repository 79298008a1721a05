"""Transfers between own accounts: one amount, two places, perhaps two days and a fee.

What always holds: the accounts are two, both one's own, and hold the amount's currency. A repayment of a card is a
transfer to it. What lies between the two days is in transit, which is derived and never stored. With persons there are
debts, not transfers: lend, borrow and repay say which way they go.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain import kinds
from wallet_cli.domain.amounts import plain
from wallet_cli.domain.currency import currency_of_word
from wallet_cli.domain.dates import read_date
from wallet_cli.domain.money import Money
from wallet_cli.domain.quickline import QuickLine, read_line, spelled
from wallet_cli.domain.transaction import BOOKED, Posting
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.record import typed_line
from wallet_cli.services.record.receipt import Entry, Receipt
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.record.write import record
from wallet_cli.services.session import money_of, typing_style
from wallet_cli.store.books import balances

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.services.record.typed_line import Amount
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node


class Transfer(NamedTuple):
    """A transfer as typed: the first account in ``words`` is the source, unless ``source`` or ``target`` is given.

    ``fee`` comes on top of the amount, or out of it with ``fee_inside``; ``arrives`` is the target's booking date.
    """

    words: Sequence[str]
    notes: Notes = Notes()
    source: str | None = None
    target: str | None = None
    fee: str | None = None
    fee_inside: bool = False
    arrives: str | None = None
    force: bool = False


def transfer(session: Session, wish: Transfer) -> Receipt:
    """Record a transfer.

    Raises UsageProblem("two-accounts", …), Refused("transfer-to-itself", "transfer-needs-exchange",
    "currency-not-held", "nothing-owed-there", "person-not-account", "fee-too-large", "arrives-too-early") and NotFound.
    """
    return record(session, lambda: _transfer(session, wish))


def _transfer(session: Session, wish: Transfer) -> Entry:
    everything = typed_line.means_all(wish.words)
    line = read_line(wish.words[1:], least=0, most=0) if everything else read_line(wish.words)
    line = line._replace(amounts=tuple(wish.words[:1])) if everything else line
    source, target = ends(session, line, wish.words, wish.source, wish.target)
    if source.uid == target.uid:
        raise Refused("transfer-to-itself", account=source.path)
    money = _everything(session, line, wish, source, target) if everything else _amount(session, line, source, target)
    fee_minor = _fee(session, line, wish, money)
    sent = money.minor + (0 if wish.fee_inside else fee_minor)
    arrived = sent - fee_minor
    day, state, code = typed_line.day_of(session, wish.notes), typed_line.state_of(wish.notes), money.currency.code
    arrival = arrival_of(wish.arrives, day)
    postings = [
        # with a day of arrival, pending is what has not arrived
        Posting(source.uid, code, -sent, day, BOOKED if wish.arrives else state),
        Posting(target.uid, code, arrived, arrival, state),
    ]
    if fee_minor:
        postings.append(Posting(typed_line.fee_category(session, line).uid, code, fee_minor, day, postings[0].state))
    payee, new = typed_line.optional_payee(session, line, force=wish.force)
    txn = typed_line.transaction(session, wish.notes, postings, payee)
    moved = ((money.minor, money.currency),)
    return Entry([txn], new, moved=moved, paid_off=target.path if everything else "")


def ends(
    session: Session, line: QuickLine, words: Sequence[str], source: str | None, target: str | None
) -> tuple[Node, Node]:
    """The account that money leaves and the one it reaches: named by option, else the line's first and second."""
    typed = typed_line.ends_of(line, source, target)
    if len(typed) != 2:
        from wallet_cli.services.record.movement import with_sigils

        raise UsageProblem("two-accounts", corrected=spelled(with_sigils(session, line, words, source, target)))
    return names.own_account(session, typed[0], typed[1:]), names.own_account(session, typed[1], typed[:1])


def _amount(session: Session, line: QuickLine, source: Node, target: Node) -> Money:
    """The amount in a currency that both accounts hold."""
    amount = typed_line.read(session, line.amounts[0])
    shared = tuple(code for code in source.currencies if code in target.currencies)
    if not shared:
        raise Refused(
            "transfer-needs-exchange",
            source=names.typed(source.path),
            target=names.typed(target.path),
            corrected=_exchanged(line, amount, target),
            one=source.currencies,
            other=target.currencies,
            first=source.currencies[0],
            second=target.currencies[0],
        )
    said = amount.typed.word is not None
    money = typed_line.amount_of(session, amount, source if said else source._replace(currencies=shared))
    if money.currency.code not in target.currencies:
        raise typed_line.not_held(target, money.currency.code)
    return money


def _everything(session: Session, line: QuickLine, wish: Transfer, source: Node, target: Node) -> Money:
    """All that is owed on ``target``, a card or a loan, today or on the day of the record.

    Raises UsageProblem("transfer-all-of-what") with the exact amount where ``target`` isn't a debt,
    ("currency-needed-here"), Refused("nothing-owed-there").
    """
    day = max(typed_line.day_of(session, wish.notes), session.today)
    if not kinds.of(target.kind).debt:
        held = _held(session, source, target, day)
        sums = [amount_text(session, code, minor, source) for code, minor in held.items() if minor > 0]
        meant = line._replace(amounts=(sums[0] if len(sums) == 1 else "AMOUNT",))
        raise UsageProblem("transfer-all-of-what", account=names.typed(target.path), corrected=spelled(meant))
    debts = {code: -minor for code, minor in _held(session, target, source, day).items() if minor < 0}
    if len(debts) > 1:
        raise UsageProblem("currency-needed-here", account=target.path, currencies=tuple(debts))
    if not debts:
        raise Refused("nothing-owed-there", account=target.path)
    ((code, minor),) = debts.items()
    return Money(minor, money_of(session, code))


def _held(session: Session, node: Node, other: Node, day: int) -> dict[str, int]:
    """What ``node`` holds at the end of ``day`` in the currencies that both have."""
    cells = balances.of_accounts(session.db, [node.row], day)
    return {code: minor for (_row, code), minor in cells.items() if minor and code in other.currencies}


def amount_text(session: Session, code: str, minor: int, account: Node) -> str:
    """An amount as it is typed, with its currency where that doesn't go without saying."""
    number = plain(minor, money_of(session, code).scale).replace(".", typing_style(session).decimal)
    usual = typed_line.currency_for(session, typed_line.read(session, number).typed, account)
    return number if usual.code == code else f"{number}{code}"


def _exchanged(line: QuickLine, amount: Amount, target: Node) -> str:
    """The line of the exchange that is meant: what was typed is what leaves, unless only the other account holds it."""
    codes = currency_of_word(amount.typed.word or "")
    arrives = bool(codes) and any(code in target.currencies for code in codes)
    return spelled(line._replace(amounts=("AMOUNT", amount.text) if arrives else (amount.text, "AMOUNT")))


def _fee(session: Session, line: QuickLine, wish: Transfer, money: Money) -> int:
    """The fee in minor units of the transfer's currency, 0 for none."""
    if wish.fee is None:
        if wish.fee_inside:
            raise UsageProblem("fee-missing")
        typed_line.no_category(line, session.command)
        return 0
    minor = typed_line.part_of(typed_line.read(session, wish.fee), money.currency)
    if wish.fee_inside and minor >= money.minor:
        raise typed_line.fee_too_large(Money(minor, money.currency), money)
    return minor


def arrival_of(text: str | None, day: int) -> int:
    """The day (ordinal) on which what leaves on ``day`` arrives: a date, or counted from then (``+2d``, ``mon``)."""
    if text is None:
        return day
    left = date.fromordinal(day)
    arrival = read_date(text, left, future=True).toordinal()
    if arrival < day:
        raise Refused("arrives-too-early", arrives=date.fromordinal(arrival).isoformat(), left=left.isoformat())
    return arrival
