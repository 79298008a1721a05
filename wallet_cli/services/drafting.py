"""What the money verbs share: resolving what was typed into accounts, currencies and amounts, and what was left out.

Inference happens on a terminal (or with ``--infer``) alone, and what was inferred is named in the receipt.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from wallet_cli.domain.account import Payee
from wallet_cli.domain.amounts import Typed, plain, read_amount, to_money
from wallet_cli.domain.currency import Currency, currency_of_word, unknown
from wallet_cli.domain.dates import read_date
from wallet_cli.domain.money import Money
from wallet_cli.domain.quickline import Line, check_new_payee
from wallet_cli.domain.text import clean
from wallet_cli.domain.transaction import BOOKED, PENDING, Posting, Transaction
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.services import names
from wallet_cli.services.session import Session, home_currency, money_of, typing_style
from wallet_cli.store import accounts, transactions
from wallet_cli.store.accounts import Node

MEMO_CHARACTERS = 1000
TAG_CHARACTERS = 60


class Notes(NamedTuple):
    """What every record may carry: ``day`` as typed, memo, tags, whether the bank has not booked it yet."""

    day: str | None = None
    memo: str = ""
    tags: Sequence[str] = ()
    pending: bool = False


def day_of(session: Session, notes: Notes) -> int:
    """The entry date (ordinal): what was typed, else today."""
    today = date.fromordinal(session.today)
    return read_date(notes.day, today, future=notes.day.startswith(("+", "＋"))).toordinal() if notes.day else session.today


def state_of(notes: Notes) -> int:
    """The state of the money postings."""
    return PENDING if notes.pending else BOOKED


def tags_of(notes: Notes) -> tuple[str, ...]:
    """Tags without blanks or sigils, each once, in order."""
    found = []
    for tag in notes.tags:
        name = clean(tag, limit=TAG_CHARACTERS).lstrip("#%")
        if not name or " " in name or "\u3000" in name:
            raise UsageProblem("bad-tag", tag=tag)
        found.append(name)
    return tuple(dict.fromkeys(found))


def transaction(session: Session, notes: Notes, postings: Sequence[Posting], payee: Payee | None = None) -> Transaction:
    """A transaction with a fresh uid from the parts that every record has."""
    return Transaction(
        session.new_uid(),
        day_of(session, notes),
        tuple(postings),
        payee.uid if payee else b"",
        clean(notes.memo, limit=MEMO_CHARACTERS),
        "",
        tags_of(notes),
    )


def amount_of(session: Session, text: str, account: Node | None) -> Money:
    """A typed amount as money that ``account`` can hold; without an account in the main currency.

    Raises UsageProblem("unknown-currency", "zero-amount", "too-many-decimals", …), Refused("currency-not-held").
    """
    typed = read_amount(text, typing_style(session))
    money = to_money(typed, currency_for(session, typed, account), typing_style(session))
    if not money.minor:
        raise UsageProblem("zero-amount", amount=text)
    return money


def currency_for(session: Session, typed: Typed, account: Node | None) -> Currency:
    """The currency that a typed amount means, held by the account where one is given.

    A sign that several currencies share means the one that the account holds, else the main one.
    """
    held = account.currencies if account else ()
    if typed.word is None:
        if held and home_currency(session) not in held:
            if len(held) > 1:
                raise UsageProblem("currency-needed-here", account=account.path if account else "", currencies=held)
            return money_of(session, held[0])
        return money_of(session, home_currency(session))
    candidates = currency_of_word(typed.word)
    if not candidates:
        raise unknown(typed.word)
    fitting = [code for code in candidates if not held or code in held]
    if not fitting and account is not None:
        raise Refused("currency-not-held", account=account.path, currency=candidates[0], held=held)
    home = home_currency(session)
    return money_of(session, home if home in fitting else fitting[0])


def means_foreign(session: Session, text: str, account: Node) -> Currency | None:
    """The currency of a typed amount when the account doesn't hold it, else None."""
    typed = read_amount(text, typing_style(session))
    if typed.word is None or not account.currencies:
        return None
    candidates = currency_of_word(typed.word)
    if not candidates:
        raise unknown(typed.word)
    return None if any(code in account.currencies for code in candidates) else money_of(session, candidates[0])


class Memory(NamedTuple):
    """What the payee's last transaction says about the next: the account, the categories, and how they were named."""

    account: Node | None
    category: Node | None


def remembered(session: Session, payee: Payee, new: bool) -> Memory:
    """The account and, where there was only one, the category of the payee's last transaction."""
    if new or not session.infers:
        return Memory(None, None)
    last = transactions.last_of_payee(session.db, payee.uid, session.today)
    if last is None:
        return Memory(None, None)
    nodes = [accounts.by_uid(session.db, posting.account) for posting in last.transaction.postings]
    money = {node.uid: node for node in nodes if node and node.account.is_money and not node.closed}
    kinds = {node.uid: node for node in nodes if node and node.account.is_category and not node.closed}
    return Memory(
        next(iter(money.values())) if len(money) == 1 else None,
        next(iter(kinds.values())) if len(kinds) == 1 else None,
    )


def account_of(session: Session, line: Line, memory: Memory, inferred: list[str]) -> Node:
    """The one account of a line: named, else remembered, else the only one there is (where inference is allowed)."""
    if len(line.accounts) > 1:
        raise UsageProblem("one-account", accounts=line.accounts)
    if line.accounts:
        return names.account(session, line.accounts[0])
    found = memory.account
    if found is None and session.infers:
        every = [node for node in accounts.every(session.db) if node.account.is_money and node.kind != "person"]
        usable = [node for node in every if not node.closed]
        found = usable[0] if len(usable) == 1 else None
    if found is None:
        raise UsageProblem("account-missing", command=session.command)
    inferred.append(found.path)
    return found


def payee_of(session: Session, line: Line) -> tuple[Payee, bool]:
    """The payee of a line and whether it is new; a new one must not be a number or end in a date word."""
    payee, new = names.payee(session, line.payee)
    if new:
        check_new_payee(line)
    return payee, new


def shares(session: Session, line: Line, total: Money, memory: Memory, inferred: list[str]) -> list[tuple[Node, int]]:
    """How ``total`` is shared over the categories of a line: the last one without an amount takes the rest.

    Raises UsageProblem("category-missing", "one-rest", "shares-differ").
    """
    if not line.categories:
        if memory.category is None:
            raise UsageProblem("category-missing", command=session.command)
        inferred.append(memory.category.path)
        return [(memory.category, total.minor)]
    found: list[tuple[Node, int | None]] = []
    for name, text in line.categories:
        node = names.category(session, name)
        if text is None:
            found.append((node, None))
            continue
        part = to_money(read_amount(text, typing_style(session)), total.currency, typing_style(session))
        found.append((node, part.minor))
    open_ends = [node for node, minor in found if minor is None]
    rest = total.minor - sum(minor for _node, minor in found if minor is not None)
    if len(open_ends) > 1:
        raise UsageProblem("one-rest", categories=tuple(node.path for node in open_ends))
    if (open_ends and rest <= 0) or (not open_ends and rest):
        raise UsageProblem("shares-differ", difference=plain(rest, total.currency.scale), currency=total.currency.code)
    return [(node, rest if minor is None else minor) for node, minor in found]
