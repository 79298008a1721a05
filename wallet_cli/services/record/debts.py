"""Debts with persons: lending, borrowing, repaying. A person is an account: positive means that they owe.

What always holds: a repayment never turns the debt around; anyone who pays more than is owed lends or borrows the rest,
and says so.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.amounts import plain, read_signed_amount
from wallet_cli.domain.money import Money
from wallet_cli.domain.quickline import QuickLine, parted, read_line, spelled
from wallet_cli.domain.transaction import Posting
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.record import typed_line
from wallet_cli.services.record.receipt import Entry, Receipt
from wallet_cli.services.record.typed_line import Memory, Notes
from wallet_cli.services.record.write import record
from wallet_cli.services.session import Session, money_of, typing_style
from wallet_cli.store.books import accounts, balances

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.store.books.accounts import Node


class Debt(NamedTuple):
    """Money between a person and me, as typed: an amount (for ``repay`` also "all"), the person, an own account."""

    words: Sequence[str]
    notes: Notes = Notes()


class _Parties(NamedTuple):
    """Who the money is shared with, and the own account at this side."""

    person: Node
    account: Node
    inferred: tuple[str, ...]


def lend(session: Session, wish: Debt) -> Receipt:
    """Record money lent: the person owes it. Raises UsageProblem("person-missing", …), NotFound, Refused."""
    return record(session, lambda: _moved(session, wish, 1))


def borrow(session: Session, wish: Debt) -> Receipt:
    """Record money borrowed: it is owed to the person. Raises as ``lend``."""
    return record(session, lambda: _moved(session, wish, -1))


def repay(session: Session, wish: Debt) -> Receipt:
    """Record a repayment, in the direction that follows from who owes whom.

    Raises Refused("nothing-owed", "repays-too-much") besides what ``lend`` raises.
    """
    return record(session, lambda: _repaid(session, wish))


def _moved(session: Session, wish: Debt, sign: int) -> Entry:
    line = _with_whom(session, read_line(wish.words))
    parties = _parties(session, line, line)
    money = typed_line.amount_of(session, typed_line.read(session, line.amounts[0]), parties.account)
    return _entry(session, wish, parties, Money(sign * money.minor, money.currency))


def _repaid(session: Session, wish: Debt) -> Entry:
    everything = typed_line.means_all(wish.words)
    line = read_line(wish.words[1:], least=0, most=0) if everything else _read(session, wish.words)
    line = _with_whom(session, line)
    parties = _parties(session, line, line._replace(amounts=tuple(wish.words[:1])) if everything else line)
    # what falls due later can't be repaid yet
    until = typed_line.day_of(session, wish.notes)
    owed = balances.of_accounts(session.db, [parties.person.row], max(until, session.today))
    held = parties.account.currencies
    debts = {code: minor for (_row, code), minor in owed.items() if minor and (not held or code in held)}
    if everything:
        if len(debts) > 1:
            raise UsageProblem("currency-needed-here", account=parties.person.path, currencies=tuple(debts))
        if not debts:
            raise Refused("nothing-owed", person=parties.person.path, currencies=held)
        ((code, minor),) = debts.items()
        entry = _entry(session, wish, parties, Money(-minor, money_of(session, code)))
        is_all = sum(1 for each in owed.values() if each) == 1  # what the account can't hold is owed still
        return entry._replace(even_with=parties.person.path if is_all else "")
    money = typed_line.amount_of(session, typed_line.read(session, line.amounts[0]), parties.account)
    debt = debts.get(money.currency.code, 0)
    if not debt:
        raise Refused("nothing-owed", person=parties.person.path, currencies=(money.currency.code,))
    if money.minor > abs(debt):
        raise _too_much(session, line, parties, money, debt)
    return _entry(session, wish, parties, Money(-money.minor if debt > 0 else money.minor, money.currency))


def _with_whom(session: Session, line: QuickLine) -> QuickLine:
    """The line of a debt as people say it, ``10 Bob to cash``; a person's name alone loads nothing for that."""
    if " " not in line.payee:
        return line
    from wallet_cli.services.record import with_whom

    return with_whom.read(session, line)


def _read(session: Session, words: Sequence[str]) -> QuickLine:
    """The line; one about an own account is refused as such, wherever its amount is."""
    try:
        return read_line(words)
    except UsageProblem as error:
        if error.slug == "amount-missing":
            _without_amount(session, words)
        if error.slug == "amount-first":
            line = read_line([word.text for word in parted(str(error.params["corrected"]).partition(" -d ")[0])])
            _require_other(session, line, line.payee, line.accounts)
        raise


def _without_amount(session: Session, words: Sequence[str]) -> None:
    """Say which line repays everything, to a person or on a card; where neither is named, nothing."""
    line = read_line(words, least=0, most=0)._replace(amounts=("all",))
    if not line.payee:
        return
    _require_other(session, line, line.payee, line.accounts)
    found = accounts.find(session.db, line.payee)
    if found is not None and kinds.of(found.kind).is_person:
        whole = line._replace(accounts=line.accounts or ("ACCOUNT",), categories=())
        raise UsageProblem("repay-amount-missing", person=found.path, corrected=spelled(whole))


def _too_much(session: Session, line: QuickLine, parties: _Parties, money: Money, debt: int) -> Refused:
    unit = money.currency
    sums = (plain(minor, unit.scale) for minor in (abs(debt), money.minor - abs(debt)))
    numbers = typing_style(session)
    owed, rest = (text.replace(".", numbers.decimal) for text in sums)
    usual = typed_line.currency_for(session, read_signed_amount(owed, numbers), parties.account)
    code = "" if usual == unit else unit.code  # where it goes without saying, it isn't said
    whole = line._replace(
        payee=names.typed(parties.person.path), accounts=(names.typed(parties.account.path),), categories=()
    )
    person = names.typed(parties.person.path)
    return Refused(
        "repays-too-much",
        debtor=person if debt > 0 else "",
        creditor="" if debt > 0 else person,
        owed=plain(abs(debt), unit.scale),
        currency=unit.code,
        verb="borrow" if debt > 0 else "lend",
        corrected=spelled(whole._replace(amounts=(f"{owed}{code}",))),
        other=spelled(whole._replace(amounts=(f"{rest}{code}",))),
    )


def _parties(session: Session, line: QuickLine, typed: QuickLine) -> _Parties:
    """The person (the words after the amount, or an @person) and the account; ``typed`` is the whole line."""
    typed_line.no_category(line, session.command)
    own: list[str] = []
    people = [line.payee] if line.payee else []
    for name in line.accounts:
        found = accounts.find(session.db, name)
        (people if found and kinds.of(found.kind).is_person else own).append(name)
    if len(people) != 1:
        meant = typed._replace(payee="NAME", accounts=tuple(own[:1]) or ("ACCOUNT",))
        raise UsageProblem("person-missing", corrected=spelled(meant))
    _require_other(session, typed, people[0], own)
    _require_one(session, typed, people[0], own)
    person = names.person(session, people[0])
    inferred: list[str] = []
    account = typed_line.account_of(session, typed._replace(accounts=tuple(own)), Memory(None, None), inferred)
    return _Parties(person, account, tuple(inferred))


def _require_one(session: Session, typed: QuickLine, name: str, own: Sequence[str]) -> None:
    """Refuse ``小王、小李``: a debt is with one person; where the last of them is an account, it lacks its sign."""
    if accounts.find(session.db, name) is not None:
        return
    from wallet_cli.services.record import debtors

    people = debtors.listed(session, name)
    if len(people) > 1 and not own:
        from wallet_cli.services.record import meant_line

        found = meant_line.with_signs(session, typed)
        if found.accounts:  # 5 anna, cash
            raise UsageProblem("account-missing", corrected=spelled(found))
    if len(people) > 1:
        meant = typed._replace(amounts=("AMOUNT",), payee=people[0], accounts=tuple(own[:1]) or ("ACCOUNT",))
        raise UsageProblem("one-person", people=tuple(people), corrected=spelled(meant))


def _require_other(session: Session, typed: QuickLine, name: str, own: Sequence[str]) -> None:
    """Refuse an own account in the place of a person, with the transfer that is meant: a card or a loan is repaid by
    one.
    """
    found = accounts.find(session.db, name)
    if found is None or not found.account.is_own:
        return
    other = own[0] if own else "ACCOUNT"
    paying = accounts.find(session.db, other) or accounts.find(session.db, names.meant_account(session, other))
    ends = [names.typed(paying.path if paying else other), names.typed(found.path)]
    turns = paying is not None and kinds.of(paying.kind).debt and not kinds.of(found.kind).debt
    if session.command == "borrow" or (session.command == "repay" and turns):
        ends.reverse()
    amounts = (_owed_on(session, found),) if typed_line.means_all(typed.amounts) else typed.amounts
    corrected = spelled(typed._replace(amounts=amounts, payee="", accounts=tuple(ends), categories=()))
    is_same = paying is not None and paying.uid == found.uid
    raise Refused("payee-is-account", name=found.path, corrected="" if is_same else corrected, other="", line="")


def _owed_on(session: Session, node: Node) -> str:
    """All that is owed on a card or a loan, as it is typed; a word in capitals where that isn't one amount."""
    held = balances.of_accounts(session.db, [node.row], session.today)
    debts = [(code, -minor) for (_row, code), minor in held.items() if minor < 0]
    if len(debts) != 1:
        return "AMOUNT"
    ((code, minor),) = debts
    return f"{plain(minor, money_of(session, code).scale)}{code}"


def _entry(session: Session, wish: Debt, parties: _Parties, debt: Money) -> Entry:
    """The entry by which what the person owes grows by ``debt`` (shrinks where negative)."""
    day, state, code = typed_line.day_of(session, wish.notes), typed_line.state_of(wish.notes), debt.currency.code
    postings = (
        Posting(parties.person.uid, code, debt.minor, day, state),
        Posting(parties.account.uid, code, -debt.minor, day, state),
    )
    return Entry(
        [typed_line.transaction(session, wish.notes, postings)],
        inferred=parties.inferred,
        accounts=names.new_among([parties.person]),
        only=parties.account.path if parties.inferred else "",
    )
