"""Adjustments: an account is brought to the balance that it really has, and the books remember that it was seen.

What comes in: an account and its true balance at the end of a day. What goes out: a transaction over the difference (if
there is one), and an assertion. What is said of a day before anything was booked on the account is what it began with.
What always holds: assertions are compared with all states together, and one that fails is reported, never mended
silently.
"""

from __future__ import annotations

import json
import re
from datetime import date

from wallet_cli.domain import kinds
from wallet_cli.domain.account import ADJUSTMENT, OPENING
from wallet_cli.domain.amounts import is_amount_like, read_signed_amount, to_money
from wallet_cli.domain.files.opening import counting
from wallet_cli.domain.money import Money
from wallet_cli.domain.operation import ASSERTION
from wallet_cli.domain.quickline import QuickLine, read_line, spelled
from wallet_cli.domain.transaction import Posting
from wallet_cli.errors import UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.record import typed_line
from wallet_cli.services.record.receipt import Entry, Receipt
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.record.write import record
from wallet_cli.services.session import Session, money_of, typing_style
from wallet_cli.store.books import accounts, balances, openings
from wallet_cli.store.journal import entities, items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.currency import Currency
    from wallet_cli.store.books.accounts import Node


_BALANCE = ("余额", "现在有", "还有", "还剩", "剩", "balance", "is", "to", "=")
"""What people say in front of a balance."""
_OWED = re.compile(r"(?:[还尚]?欠款?|owed?\b|owing\b)\s*[:：]?\s*", re.IGNORECASE)
"""What they say in front of one that is owed."""


class Adjustment(NamedTuple):
    """An adjustment as typed: the account, perhaps a category; its true balance ``to``, or what is ``owed`` on it."""

    words: Sequence[str]
    notes: Notes = Notes()
    to: str | None = None
    owed: str | None = None


class Aim(NamedTuple):
    """What an account holds in truth at the end of ``day`` (ordinal); ``money`` debit positive."""

    account: Node
    category: Node | None
    money: Money
    day: int


class Failing(NamedTuple):
    """An assertion that the books contradict: minor units, debit positive, at the end of ``day`` (ordinal)."""

    account: str
    currency: Currency
    day: int
    expected_minor: int
    found_minor: int


def adjust(session: Session, wish: Adjustment) -> Receipt:
    """Record the difference to the true balance, against a category or the adjustments, and the assertion.

    Raises UsageProblem("adjust-account", "adjust-balance", "adjust-bare-balance", "currency-needed-here",
    "owed-of-person", …), NotFound.
    """
    return record(session, lambda: _entry(session, wish))


def aim(session: Session, wish: Adjustment) -> Aim:
    """What the words and options mean; raises as ``adjust``."""
    line = read_line(wish.words, least=0, most=0)
    if wish.to and wish.owed is None and (owed := _OWED.match(wish.to)):
        wish = wish._replace(to=None, owed=wish.to[owed.end() :])
    if wish.to is None and wish.owed is None:
        _refuse_bare_balance(session, line)
    account = _account(session, line)
    if len(line.categories) > 1 or any(amount for _name, amount in line.categories):
        raise UsageProblem("adjust-one-category")
    category = names.category(session, line.categories[0][0]) if line.categories else None
    text, sign = (wish.to, 1) if wish.owed is None else (wish.owed, -1)
    if text is None or (wish.to is not None and wish.owed is not None):
        raise UsageProblem("adjust-balance", corrected=f"{spelled(_about(line, account))} --to AMOUNT")
    if wish.owed is not None and kinds.of(account.kind).is_person:
        raise UsageProblem("owed-of-person", person=names.typed(account.path), amount=text)
    money = _balance(session, text, account)
    return Aim(account, category, Money(sign * money.minor, money.currency), typed_line.day_of(session, wish.notes))


def _account(session: Session, line: QuickLine) -> Node:
    """The one account, with or without its ``@``: nothing else is allowed here."""
    named = (*line.accounts, *([line.payee] if line.payee else []))
    is_balance = is_amount_like(line.payee) and accounts.find(session.db, line.payee) is None
    if len(named) != 1 or is_balance or _are_several(session, line.payee.split()):
        balance = f" --to {line.payee}" if is_balance else ""
        about = "" if balance and len(line.accounts) == 1 else "ACCOUNT"
        meant = line._replace(payee="", accounts=(about,) if about else line.accounts)
        raise UsageProblem("adjust-account", corrected=spelled(meant) + balance)
    return names.account(session, named[0])


def _are_several(session: Session, words: Sequence[str]) -> bool:
    """Whether words are the names of several accounts, and not that of one."""
    found = [accounts.find(session.db, word) for word in words]
    return len(words) > 1 and all(found) and accounts.find(session.db, " ".join(words)) is None


def _about(line: QuickLine, account: Node) -> QuickLine:
    return line._replace(payee="", accounts=(names.typed(account.path),))


def _without_balance_word(words: Sequence[str]) -> str:
    """The amount behind ``余额``, ``balance`` or ``to``, if one of them is there."""
    said = next((each for each in _BALANCE if words[0].casefold().startswith(each)), "")
    first = words[0][len(said) :].lstrip("：:=＝是为")
    return "".join((first, *(word for word in words[1:] if word not in ("是", "为", "=", "＝", "is", "to"))))


def _refuse_bare_balance(session: Session, line: QuickLine) -> None:
    """Refuse ``cash 50``, with the option that the balance belongs to; raises UsageProblem("adjust-bare-balance")."""
    words = [*(names.typed(name) for name in line.accounts), *line.payee.split()]
    for at in range(1, len(words)):
        rest = _without_balance_word(words[at:])
        node = accounts.find(session.db, " ".join(words[:at])) if is_amount_like(rest) else None
        if node is not None and node.account.is_money:
            name, amount = names.typed(node.path), rest
            meant = f"{spelled(_about(line, node))} --to {amount}"
            raise UsageProblem("adjust-bare-balance", account=name, amount=amount, corrected=meant)


def _balance(session: Session, text: str, account: Node) -> Money:
    typed = read_signed_amount(text, typing_style(session))
    if typed.word is None and len(account.currencies) > 1:
        raise UsageProblem("currency-needed-here", account=account.path, currencies=account.currencies)
    return to_money(typed, typed_line.currency_for(session, typed, account), typing_style(session))


def _entry(session: Session, wish: Adjustment) -> Entry:
    goal = aim(session, wish)
    unit = goal.money.currency
    cells = balances.as_of(session.db, date.fromordinal(goal.day))
    held = sum(cell.total_minor for cell in cells if (cell.account, cell.currency) == (goal.account.row, unit.code))
    difference = Money(goal.money.minor - held, unit).minor
    if not difference:
        return Entry((), items=(_assertion(session, goal),), day=goal.day)
    state = typed_line.state_of(wish.notes)
    own = Posting(goal.account.uid, unit.code, difference, goal.day, state)
    other = goal.category or names.equity(session, ADJUSTMENT)
    if goal.category is None and goal.day < openings.earliest(session.db, goal.account.row, unit.code):
        # before anything is booked on it: with this it began, whatever is said of the days before
        other, own = names.equity(session, OPENING), counting(own, goal.day + 1)
    postings = (own, Posting(other.uid, unit.code, -difference, goal.day, state))
    made = typed_line.transaction(session, wish.notes, postings)
    return Entry([made], items=(_assertion(session, goal),))


def _assertion(session: Session, goal: Aim) -> entities.Item:
    """One assertion an account, currency and day: a second one for that day takes the first one's place.

    It keeps the moment it was made (milliseconds): what is recorded later on the same day doesn't contradict it.
    """
    name = f"{goal.account.uid.hex()}:{goal.money.currency.code}:{goal.day}"
    body = [goal.account.uid.hex(), goal.money.currency.code, goal.day, goal.money.minor, session.now_us() // 1000]
    return entities.keyed_item(ASSERTION, name, body)


def assertions(session: Session) -> int:
    """How many balances of accounts that are there were asserted."""
    told = [json.loads(body)[0] for _name, body in items.every(session.db, ASSERTION)]
    return sum(accounts.by_uid(session.db, bytes.fromhex(uid)) is not None for uid in told)


def failing_assertions(session: Session) -> list[Failing]:
    """The assertions that the books contradict now, by day and account; all states of postings count.

    A contradiction is a change to the days before, or to that day by what had been recorded when it was asserted.
    """
    by_day: dict[int, list[tuple[str, str, int, int]]] = {}
    for _name, body in items.every(session.db, ASSERTION):
        account, code, day, *told = json.loads(body)
        by_day.setdefault(day, []).append((account, code, *told))
    found = []
    for day, expected in sorted(by_day.items()):
        cells = balances.as_of(session.db, date.fromordinal(day))
        held = {(cell.account, cell.currency): cell.total_minor for cell in cells}
        for account, code, minor, made_ms in expected:
            node = accounts.by_uid(session.db, bytes.fromhex(account))
            if node is None:
                continue
            later = balances.recorded_after(session.db, node.row, code, day, made_ms)
            now = held.get((node.row, code), 0) - later
            if now != minor:
                found.append(Failing(node.path, money_of(session, code), day, minor, now))
    return sorted(found, key=lambda each: (each.day, each.account, each.currency.code))
