"""What the money verbs share: resolving what was typed into accounts, currencies and amounts, and what was left out.

Inference happens on a terminal (or with ``--infer``) alone, and what was inferred is named in the receipt.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain import kinds
from wallet_cli.domain.amounts import Style, TypedAmount, plain, read_amount, to_money
from wallet_cli.domain.currency import Currency, currency_of_word
from wallet_cli.domain.dates import read_date
from wallet_cli.domain.quickline import PARTING, QuickLine, spelled
from wallet_cli.domain.text import clean
from wallet_cli.domain.transaction import BOOKED, PENDING, Posting, Transaction
from wallet_cli.errors import NotFound, Refused, UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.session import FEES, Session, home_currency, money_of, setting, typing_style
from wallet_cli.store.books import accounts, transactions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.account import Payee
    from wallet_cli.domain.money import Money
    from wallet_cli.store.books.accounts import Node

MEMO_CHARACTERS = 1000
TAG_CHARACTERS = 60
LIKELY_CURRENCIES = 3
"""How many of the currencies that a sign can mean are named."""


class Notes(NamedTuple):
    """What every record may carry: ``day`` as typed, memo, tags, whether the bank has not booked it yet."""

    day: str | None = None
    memo: str = ""
    tags: Sequence[str] = ()
    pending: bool = False


def day_of(session: Session, notes: Notes) -> int:
    """The entry date (ordinal): what was typed, else today."""
    if not notes.day:
        return session.today
    ahead = notes.day.startswith(("+", "＋"))
    return read_date(notes.day, date.fromordinal(session.today), future=ahead).toordinal()


def state_of(notes: Notes) -> int:
    """The state of the money postings."""
    return PENDING if notes.pending else BOOKED


def tags_of(notes: Notes) -> tuple[str, ...]:
    """Tags without blanks or sigils, each once, in order."""
    found = []
    for tag in notes.tags:
        name = clean(tag, limit=TAG_CHARACTERS).lstrip("#%")
        if name.split() != [name]:
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


class Amount(NamedTuple):
    """An amount as typed and as it was read, once, in the style of the person who typed it."""

    text: str
    typed: TypedAmount
    style: Style

    def money(self, unit: Currency) -> Money:
        """It in this currency; raises UsageProblem("too-many-decimals", …)."""
        return to_money(self.typed, unit, self.style)


def read(session: Session, text: str) -> Amount:
    """Read a typed amount; raises UsageProblem as ``domain.amounts.read_amount``."""
    style = typing_style(session)
    return Amount(text, read_amount(text, style), style)


def amount_of(session: Session, amount: Amount, account: Node | None) -> Money:
    """A typed amount as money that ``account`` can hold; without an account in the main currency.

    Raises UsageProblem("unknown-currency", "zero-amount", "too-many-decimals", …), Refused("currency-not-held").
    """
    money = amount.money(currency_for(session, amount.typed, account))
    if not money.minor:
        raise UsageProblem("zero-amount", amount=amount.text)
    return money


def currency_for(session: Session, typed: TypedAmount, account: Node | None) -> Currency:
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
    fitting = [code for code in candidates if not held or code in held]
    if not fitting and account is not None:
        raise not_held(account, candidates[0])
    return money_of(session, _meant(session, typed.word, fitting))


def not_held(account: Node, code: str) -> Refused:
    """The refusal of a currency that an account doesn't hold; ``wanted`` is what it would have to hold."""
    wanted = ",".join((*account.currencies, code))
    name = names.typed(account.path)
    return Refused("currency-not-held", account=name, currency=code, held=account.currencies, wanted=wanted)


def means_foreign(session: Session, amount: Amount, account: Node) -> Currency | None:
    """The currency of a typed amount when the account doesn't hold it, else None.

    Raises UsageProblem("currency-ambiguous") for a sign such as ``¥`` that neither account nor vault decides.
    """
    word = amount.typed.word
    if word is None or not account.currencies:
        return None
    candidates = currency_of_word(word)
    if any(code in account.currencies for code in candidates):
        return None
    return money_of(session, _meant(session, word, candidates))


def _meant(session: Session, word: str, candidates: Sequence[str]) -> str:
    """The one currency a word means: the main one where it can be that, else the only candidate."""
    home = home_currency(session)
    if len(candidates) > 1 and home not in candidates:
        raise UsageProblem("currency-ambiguous", word=word, candidates=_likely(session, candidates))
    return home if home in candidates else candidates[0]


def _likely(session: Session, candidates: Sequence[str]) -> tuple[str, ...]:
    """The few of many currencies that may be meant: those in the books, else the best known ones."""
    used = [code for code in accounts.scales(session.db) if code in candidates]
    return tuple(used or candidates)[:LIKELY_CURRENCIES]


class Memory(NamedTuple):
    """What the payee's last transaction says about the next: the account and the category, None where not just one."""

    account: Node | None
    category: Node | None

    def sole(self, line: QuickLine, account: Node) -> str:
        """The account that was taken because there is no other: neither named nor remembered; else ""."""
        return "" if line.accounts or self.account else account.path


def remembered(session: Session, payee: Payee, new: bool, flow: str = "") -> Memory:
    """The own account and, where there was only one (of ``flow``), the category of the payee's last transaction."""
    last = transactions.last_of_payee(session.db, payee.uid, session.today) if session.infers and not new else None
    if last is None:
        return Memory(None, None)
    nodes = [accounts.by_uid(session.db, posting.account) for posting in last.transaction.postings]
    usable = {node.uid: node for node in nodes if node and not node.closed}.values()
    own = [node for node in usable if node.account.is_own]
    purposes = [node for node in usable if node.account.is_category and flow in ("", kinds.of(node.kind).flow)]
    # of income with deductions into accounts, what was named comes first
    is_clear = len(own) == 1 or (own and purposes and flow == kinds.EARNED)
    return Memory(own[0] if is_clear else None, purposes[0] if len(purposes) == 1 else None)


def account_of(session: Session, line: QuickLine, memory: Memory, inferred: list[str]) -> Node:
    """The one account of a line: named, else remembered, else the only one there is (where inference is allowed)."""
    if len(line.accounts) > 1:
        from wallet_cli.services.record import meant_line

        meant = meant_line.of_two_accounts(session, line)
        raise UsageProblem(
            "one-account",
            accounts=line.accounts,
            line=meant.get("line", ""),
            corrected=meant.get("corrected", ""),
            other=meant.get("other", ""),
        )
    if line.accounts:
        try:
            return names.account(session, line.accounts[0])
        except NotFound:
            _require_amounts(session, line)
            raise
    found = memory.account
    if found is None:
        usable = names.own_accounts(session)
        if not usable:
            raise UsageProblem("no-accounts-yet")
        found = usable[0] if session.infers and len(usable) == 1 else None
    if found is None:
        _require_amounts(session, line)
        raise UsageProblem("account-missing", corrected=_lacking(session, line, account=True, memory=memory))
    inferred.append(found.path)
    return found


def _require_amounts(session: Session, line: QuickLine) -> None:
    """What can't be an amount is said before anything else of the line is asked."""
    for text in () if means_all(line.amounts) else line.amounts:
        read(session, text)


def _lacking(session: Session, line: QuickLine, *, account: bool, memory: Memory) -> str:
    """The line with what it lacks, an account or a category."""
    from wallet_cli.services.record import meant_line  # only a refusal needs it

    category = session.command in names.WITH_OTHERS and memory.category is None
    return meant_line.lacking(session, line, account=account, category=category)


def payee_of(session: Session, line: QuickLine, force: bool = False, people: Sequence[str] = ()) -> tuple[Payee, bool]:
    """The payee of a line and whether it is new: then it is refused where it looks like a slip, unless ``force``."""
    try:
        payee, new = names.payee(session, line.payee, literal=force)
    except UsageProblem as error:
        if line.amounts:  # "3 Z" names no currency: that is to be said first
            currency_for(session, read(session, line.amounts[0]).typed, None)
        error.params["corrected"] = spelled(in_full(line, payee="NAME"))
        raise
    except Refused as error:
        error.params |= _lines_for_own(session, line, str(error.params["name"]))
        raise
    if new and not force:
        from wallet_cli.domain.new_payee import check_new_payee, without_link  # known ones never need it

        if session.infers and (name := without_link(line.payee, session.command)):
            return payee_of(session, line._replace(payee=name), people=people)
        check_new_payee(line, session.command, people)
        _require_no_account(session, line)
    return payee, new


def _require_no_account(session: Session, line: QuickLine) -> None:
    """Refuse the name of an account at the end of a new payee, where the account would be inferred.

    Raises UsageProblem("payee-ends-in-account").
    """
    is_word = not any(mark in line.payee for mark in PARTING)
    if not session.infers or line.accounts or session.command not in names.WITH_OTHERS or is_word:
        return
    from wallet_cli.services.record import meant_line

    account, corrected = meant_line.ends_in_account(session, line)
    if account:
        raise UsageProblem("payee-ends-in-account", payee=line.payee, account=account, corrected=corrected)


def in_full(line: QuickLine, *, payee: str = "", account: str = "ACCOUNT") -> QuickLine:
    """The line with a name for each thing that it lacks, in capitals."""
    categories = line.categories or (("CATEGORY", None),)
    return QuickLine(line.amounts or ("AMOUNT",), payee or line.payee, line.accounts or (account,), categories)


def _lines_for_own(session: Session, line: QuickLine, own: str) -> dict[str, str]:
    """The lines that may be meant where the payee is an own account: with others, or between own accounts."""
    command, name = session.command, names.typed(own)
    if command == "edit":
        return {"line": spelled(line._replace(payee="", accounts=(*line.accounts, name)))}
    if len(line.accounts) != 1 and command not in names.WITH_OTHERS:  # a movement has its accounts
        return {"line": spelled(line._replace(payee=""))}
    other = line.accounts[0] if len(line.accounts) == 1 else "ACCOUNT"
    if names.is_same(session, other, own):  # named twice: nothing moves from an account to itself
        return {"other": spelled(in_full(line, payee="NAME"))}
    ends = (name, other) if command in names.COMES_IN else (other, name)
    moved = QuickLine(line.amounts, "", ends, ())
    return {"corrected": spelled(moved), "other": spelled(in_full(line, payee="NAME", account=name))}


def optional_payee(session: Session, line: QuickLine, *, force: bool) -> tuple[Payee | None, tuple[Payee, ...]]:
    """The payee where words were left for one, and the same once more where it is new."""
    if not line.payee:
        return None, ()
    payee, new = payee_of(session, line, force=force)
    return payee, (payee,) if new else ()


def ends_of(line: QuickLine, source: str | None, target: str | None) -> list[str]:
    """The names of the accounts of a movement, where it leaves in front: options come before and after."""
    return [*([source] if source else []), *line.accounts, *([target] if target else [])]


def part_of(amount: Amount, unit: Currency) -> int:
    """A typed part of a total (a share, a deduction, a fee) in minor units of the total's currency, above zero.

    Raises UsageProblem("part-in-other-currency", "zero-amount", "too-many-decimals", …).
    """
    word = amount.typed.word
    if word is not None and unit.code not in currency_of_word(word):
        raise UsageProblem("part-in-other-currency", text=amount.text, currency=unit.code)
    minor = amount.money(unit).minor
    if not minor:
        raise UsageProblem("zero-amount", amount=amount.text)
    return minor


def category_of(session: Session, name: str, flow: str = "", beside: Sequence[str] = ()) -> Node:
    """The category of this name, of ``flow`` where given; that may be the only one of this flow right below it, so that
    one name serves both directions. Raises Refused("not-income", "not-expense").
    """
    node = names.category(session, name, flow=flow, beside=beside)
    found = of_flow(session, node, flow)
    if found is None:
        raise Refused("not-income" if flow == kinds.EARNED else "not-expense", category=node.path)
    return found


def of_flow(session: Session, node: Node, flow: str) -> Node | None:
    """The category itself, or the only one of this flow right below it; None where neither is."""
    if flow in ("", kinds.of(node.kind).flow):
        return node
    others = names.below(session, node.account, flow)
    return others[0] if len(others) == 1 else None


def fee_category(session: Session, line: QuickLine) -> Node:
    """Where a fee is booked: the line's category, else the one that the vault keeps for fees."""
    if len(line.categories) > 1 or any(amount for _name, amount in line.categories):
        raise UsageProblem("one-fee-category", categories=tuple(name for name, _amount in line.categories))
    if line.categories:
        return category_of(session, line.categories[0][0], kinds.SPENT)
    node = accounts.by_uid(session.db, bytes.fromhex(str(setting(session, FEES, ""))))
    if node is None or node.closed:
        raise UsageProblem("fee-category-missing")
    return node


def fee_too_large(fee: Money, whole: Money) -> Refused:
    """The refusal of a fee that leaves nothing of what it is taken out of."""
    unit = whole.currency
    taken, amount = plain(fee.minor, unit.scale), plain(whole.minor, unit.scale)
    return Refused("fee-too-large", fee=taken, amount=amount, currency=unit.code)


def means_all(words: Sequence[str]) -> bool:
    """Whether the first word stands for the whole amount: ``all`` (in capitals it is the Albanian lek)."""
    return bool(words) and words[0] in ("all", "全部", "全额")


def no_category(line: QuickLine, command: str) -> None:
    """Refuse a category where a verb has no use for one."""
    if line.categories:
        raise UsageProblem("category-not-here", command=command, category=line.categories[0][0])


def shares(
    session: Session, line: QuickLine, total: Money, memory: Memory, inferred: list[str], flow: str = ""
) -> list[tuple[Node, int]]:
    """How ``total`` is shared over the categories of a line: the last one without an amount takes the rest.

    Raises UsageProblem("category-missing", "category-twice", "one-rest", "shares-too-large", "shares-too-small") and
    what ``category_of`` raises.
    """
    if not line.categories:
        if memory.category is None:
            raise UsageProblem("category-missing", corrected=_lacking(session, line, account=False, memory=memory))
        inferred.append(memory.category.path)
        return [(memory.category, total.minor)]
    found: list[tuple[Node, int | None]] = []
    for name, text in line.categories:
        node = category_of(session, name, flow, [other for other, _amount in line.categories if other != name])
        if any(node.uid == other.uid for other, _minor in found):
            raise UsageProblem("category-twice", category=node.path)
        found.append((node, None if text is None else part_of(read(session, text), total.currency)))
    open_ends = [node for node, minor in found if minor is None]
    rest = total.minor - sum(minor for _node, minor in found if minor is not None)
    if len(open_ends) > 1:
        raise UsageProblem("one-rest", categories=tuple(node.path for node in open_ends))
    if rest < 0 or (open_ends and not rest):
        over = plain(-rest, total.currency.scale)
        raise UsageProblem("shares-too-large", over=over, currency=total.currency.code)
    if rest and not open_ends:
        raise UsageProblem("shares-too-small", rest=plain(rest, total.currency.scale), currency=total.currency.code)
    return [(node, rest if minor is None else minor) for node, minor in found]
