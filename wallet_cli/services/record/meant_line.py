"""The lines that may be meant where one is refused, each with every word that was typed. Loaded only then.

What a line can't know by itself is a word in capitals: NAME, ACCOUNT, CATEGORY.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.dates import looks_like_date
from wallet_cli.domain.new_payee import day_in_front
from wallet_cli.domain.quickline import PARTING, QuickLine, parted, read_line, spelled
from wallet_cli.errors import UsageProblem
from wallet_cli.services import names
from wallet_cli.store.books import accounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.services.session import Session

_MOST_AMOUNTS = 2
_LINKS = ("with", "from", "by", "via", "using", "in", "into", "to", "on", "off")


def with_signs(session: Session, line: QuickLine) -> QuickLine:
    """The line with the sign of each account and category that its last words name, where it has none yet."""
    payee, line = " ".join(line.payee.split()), _turned(session, line)
    found, purposes = list(line.accounts), list(line.categories)
    start = 0  # a payee has a word at least, and the longest name wins
    while start := _next_word(payee, start):
        name = payee[start:].rstrip(PARTING)
        node = accounts.find(session.db, name)
        if node and node.account.is_own and not found:
            found.append(name)
        elif node and node.account.is_category and not purposes:
            purposes.append((name, None))
        else:
            continue
        payee, start = _without_link(payee[:start].rstrip(PARTING), of_account=node.account.is_own), 0
    return line._replace(payee=payee, accounts=tuple(found), categories=tuple(purposes))


def begun(session: Session, line: QuickLine) -> QuickLine:
    """The line with the sign of the own account that its first words name, ``花呗 买衣服``, where no other is named."""
    words = line.payee.split()
    for count in range(len(words) - 1, 0, -1) if not line.accounts else ():
        name = " ".join(words[:count]).rstrip(PARTING)
        node = accounts.find(session.db, name)
        if node and node.account.is_own:
            return line._replace(payee=" ".join(words[count:]), accounts=(name,))
    return line


def _without_link(payee: str, *, of_account: bool) -> str:
    """The payee without a word that only led to the account behind it: ``petrol with`` of ``petrol with card``."""
    name, _blank, last = payee.rpartition(" ")
    return name if of_account and name and last.casefold() in _LINKS else payee


def _next_word(payee: str, at: int) -> int:
    """Where the next word begins, behind a blank or a comma; 0 where there is none."""
    starts = range(at + 1, len(payee))
    return next((each for each in starts if payee[each - 1] in PARTING and payee[each] not in PARTING), 0)


def lacking(session: Session, line: QuickLine, *, account: bool, category: bool) -> str:
    """The line with what it lacks: last words that name an account or a category get its sign, and what is nowhere is
    in capitals.
    """
    found = begun(session, with_signs(session, line)) if account else with_signs(session, line)
    return spelled(
        found._replace(
            accounts=found.accounts or (("ACCOUNT",) if account else ()),
            categories=found.categories or ((("CATEGORY", None),) if category else ()),
        )
    )


def ends_in_account(session: Session, line: QuickLine) -> tuple[str, str]:
    """The account that the last words of a payee name, and the line with its sign; "" where they name none."""
    found = with_signs(session, line)
    if line.accounts or not found.accounts:
        return "", ""
    return found.accounts[0], spelled(found)


def amount_first(session: Session, corrected: str) -> str:
    """A line whose amount was moved to the front, with the signs that its last words lack; options stay behind it.
    The day that a new name begins with is behind it, too, for a period the place where its day goes.
    """
    line, option, rest = corrected.partition(" -d ")
    try:
        found = read_line([word.text for word in parted(line)])
    except UsageProblem:
        return corrected
    day, name = ("", "") if option else day_in_front(found.payee)
    if name and accounts.find_payee(session.db, found.payee) is None:
        found = found._replace(payee=name)
        option, rest = (" ", day) if looks_like_date(day) else (" -d ", "DATE")
    return spelled(begun(session, with_signs(session, found))) + option + rest


def of_two_accounts(session: Session, line: QuickLine) -> dict[str, str]:
    """The lines that may be meant where two accounts are named and one is enough: the one that is a category, else
    either a payment with the first of them or a transfer between both.
    """
    turned = _turned(session, line)
    if len(turned.accounts) < len(line.accounts):
        return {"line": spelled(_in_full(turned))}
    one = line._replace(accounts=line.accounts[:1])
    found = {"corrected": spelled(_in_full(one) if session.command in names.WITH_OTHERS else one)}
    if not line.categories and len(line.accounts) == 2:
        found["other"] = spelled(line)
    return found


def turned(session: Session, words: Sequence[str]) -> dict[str, str]:
    """The line in which each account and each category has its own sign, and the verb that it belongs to; nothing where
    no verb takes such a line.
    """
    verb = session.command
    if verb not in (*names.WITH_OTHERS, "transfer"):
        return {}
    try:
        line = read_line(words, most=_MOST_AMOUNTS)
    except UsageProblem:
        return {}
    found = _turned(session, line)
    flows = {_flow(session, name) for name, _amount in found.categories}
    if verb == "transfer":
        verb = "receive" if flows == {kinds.EARNED} else "pay"
    wanted = kinds.EARNED if verb == "receive" else kinds.SPENT
    if len(found.accounts) > 1 or not flows <= {wanted} or (session.command == "transfer" and not found.accounts):
        return {}
    return {"verb": verb, "corrected": spelled(_in_full(found))}


def _flow(session: Session, name: str) -> str:
    node = accounts.find(session.db, name)
    return kinds.of(node.kind).flow if node else ""


def _turned(session: Session, line: QuickLine) -> QuickLine:
    own, purposes = list[str](), list[tuple[str, str | None]]()
    for name in line.accounts:
        node = accounts.find(session.db, name)
        if node and node.account.is_category:
            purposes.append((name, None))
        else:
            own.append(name)
    for name, amount in line.categories:
        node = accounts.find(session.db, name)
        if node and node.account.is_money and amount is None:
            own.append(name)
        else:
            purposes.append((name, amount))
    return line._replace(accounts=tuple(own), categories=tuple(purposes))


def _in_full(line: QuickLine) -> QuickLine:
    """The line of a payment with a word in capitals for each thing that it lacks."""
    return line._replace(
        payee=line.payee or "NAME",
        accounts=line.accounts or ("ACCOUNT",),
        categories=line.categories or (("CATEGORY", None),),
    )
