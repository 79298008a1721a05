"""Exchanges of currencies: what left, what arrived, and perhaps a fee.

What always holds: both amounts are kept as typed and balance through the conversion account, each in its own currency;
the rate follows from them and is never stored.
"""

from __future__ import annotations

from wallet_cli.domain.account import CONVERSION
from wallet_cli.domain.currency import currency_of_word
from wallet_cli.domain.money import Money
from wallet_cli.domain.quickline import QuickLine, read_line, spelled
from wallet_cli.domain.transaction import Posting
from wallet_cli.errors import NotFound, Refused, UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.record import typed_line
from wallet_cli.services.record.receipt import Entry, Receipt
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.record.write import record
from wallet_cli.services.session import Session, home_currency

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.services.record.typed_line import Amount
    from wallet_cli.store.books.accounts import Node


class Exchange(NamedTuple):
    """An exchange as typed: two amounts, one or two accounts; the first amount leaves the first account.

    ``fee`` is in either currency (the first where it doesn't say): on top of what left, or taken out of what arrived.
    """

    words: Sequence[str]
    notes: Notes = Notes()
    source: str | None = None
    target: str | None = None
    fee: str | None = None
    force: bool = False


def exchange(session: Session, wish: Exchange) -> Receipt:
    """Record an exchange.

    Raises UsageProblem("second-amount-missing", "exchange-accounts", …), Refused("exchange-same-currency",
    "currency-not-held", "person-not-account", "fee-too-large") and NotFound.
    """
    return record(session, lambda: _exchange(session, wish))


def _exchange(session: Session, wish: Exchange) -> Entry:
    line = read_line(wish.words, most=2)
    if len(line.amounts) < 2:
        from wallet_cli.services.record.movement import with_sigils

        is_named = line.accounts or wish.source or wish.target
        meant = line if is_named else with_sigils(session, line, wish.words, None, None)
        raise UsageProblem(
            "second-amount-missing", corrected=spelled(meant._replace(amounts=(*line.amounts, "AMOUNT")))
        )
    source, target = _ends(session, line, wish)
    gave = typed_line.amount_of(session, typed_line.read(session, line.amounts[0]), source)
    received = typed_line.read(session, line.amounts[1])
    word = received.typed.word
    # said before it is asked whether the account holds it: that would offer the wrong remedy
    same = word is not None and currency_of_word(word) == (gave.currency.code,)
    got = gave if same else typed_line.amount_of(session, received, target)
    if gave.currency == got.currency:
        raise Refused(
            "exchange-same-currency",
            currency=gave.currency.code,
            corrected=spelled(_as_transfer(line, wish)),
        )
    day, state = typed_line.day_of(session, wish.notes), typed_line.state_of(wish.notes)
    one, other = gave.currency.code, got.currency.code
    middle = names.equity(session, CONVERSION).uid
    postings = [
        Posting(source.uid, one, -gave.minor, day, state),
        Posting(middle, one, gave.minor, day, state),
        Posting(middle, other, -got.minor, day, state),
        Posting(target.uid, other, got.minor, day, state),
    ]
    if wish.fee is None:
        typed_line.no_category(line, session.command)
    else:
        fee = _fee(session, wish.fee, gave, got)
        at = 0 if fee.currency == gave.currency else 3
        postings[at] = postings[at]._replace(amount_minor=postings[at].amount_minor - fee.minor)
        category = typed_line.fee_category(session, line)
        postings.append(Posting(category.uid, fee.currency.code, fee.minor, day, state))
    payee, new = typed_line.optional_payee(session, line, force=wish.force)
    txn = typed_line.transaction(session, wish.notes, postings, payee)
    moved = ((gave.minor, gave.currency), (got.minor, got.currency))
    return Entry([txn], new, moved=moved)


def _as_transfer(line: QuickLine, wish: Exchange) -> QuickLine:
    """The same inside one currency: one amount, and two accounts where there was one for both."""
    named = line.accounts
    if len(typed_line.ends_of(line, wish.source, wish.target)) == 1:
        named = ("SOURCE",) if wish.target else (*named, "TARGET")
    return line._replace(amounts=line.amounts[:1], accounts=named)


def _ends(session: Session, line: QuickLine, wish: Exchange) -> tuple[Node, Node]:
    typed = typed_line.ends_of(line, wish.source, wish.target)
    if not 1 <= len(typed) <= 2:
        from wallet_cli.services.record.movement import with_sigils

        meant = with_sigils(session, line, wish.words, wish.source, wish.target)
        raise UsageProblem("exchange-accounts", corrected=spelled(meant))
    given, received = (typed_line.read(session, text) for text in line.amounts)
    source = _end(session, typed[0], given)
    return source, _end(session, typed[-1], received if len(typed) > 1 else given)


def _end(session: Session, name: str, amount: Amount) -> Node:
    """One of the accounts; where there is none, the line that adds it gives it the currency of its amount."""
    try:
        return names.own_account(session, name)
    except NotFound as error:
        codes = currency_of_word(amount.typed.word or "")
        if error.params.get("new") and len(codes) == 1 and codes[0] != home_currency(session):
            error.params["new"] = (error.params["new"], "--currency", codes[0])
        raise


def _fee(session: Session, text: str, gave: Money, got: Money) -> Money:
    amount = typed_line.read(session, text)
    word = amount.typed.word
    meant = currency_of_word(word) if word else (gave.currency.code,)
    unit = got.currency if gave.currency.code not in meant and got.currency.code in meant else gave.currency
    fee = Money(typed_line.part_of(amount, unit), unit)
    if unit == got.currency and fee.minor >= got.minor:
        raise typed_line.fee_too_large(fee, got)
    return fee
