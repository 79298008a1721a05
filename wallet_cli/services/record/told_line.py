"""The line that a sentence is about, as the books tell: ``withdrew 50 from the bank`` is a transfer where there is one
bank, ``tom gave me back 10`` a repayment where tom owes it. Loaded only where a line is refused.

What comes out is never recorded as it is: it is shown first, with the verb that says where the money goes.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.quickline import PARTING
from wallet_cli.domain.text import narrow
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.record import sentence as told
from wallet_cli.store.books import accounts, balances

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wallet_cli.services.record.sentence import Told
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node

_ARTICLES = ("the ", "my ", "our ", "我的")
_ENDS = (" account", " card", "账户", "卡里", "卡", "里")
_MACHINES = ("atm", "cash machine", "取款机", "自动取款机")
"""Names that aren't those of an account."""
_IN_CASH = ("取", "withdr", "drew", "took", "take", "got", "pulled")
_OF_CASH = ("存", "deposit", "put", "paid in")
"""How a word begins by which cash comes from an account, or goes into one."""


_WITH = ("用", "刷")
"""What comes before an account and before nothing else."""


class Line(NamedTuple):
    """A command's words: the command, and what is behind it. ``lacks``: the same with a word in capitals for each
    account that is still to be named.
    """

    words: tuple[str, ...]
    lacks: tuple[str, ...]


class Meant(NamedTuple):
    """What a sentence says in ``word``, and the lines that it may mean, the likeliest first."""

    word: str
    lines: tuple[Line, ...]


def meant(session: Session, words: Sequence[str], *, any_payment: bool) -> Meant | None:
    """What the line ``words`` says; None where nothing of it fits the books. ``any_payment``: also a name and
    an amount without a verb, ``买菜三十五``.
    """
    signs = [word for word in words if narrow(word[:1]) in ("@", "+")]
    plain = [word for word in words if word not in signs]
    if not signs and _ends_in_account(session, plain):
        plain, signs = plain[:-1], [f"@{plain[-1]}"]
    for each in told.read(plain):
        if each.kind == told.PAY and not (any_payment or each.word or each.source):
            continue
        found = [line for line in _LINES[each.kind](session, each, signs) if line]
        if found:
            return Meant(each.word or each.name, tuple(found))
    return None


def _ends_in_account(session: Session, words: Sequence[str]) -> bool:
    """Whether a Chinese sentence has an own account behind it: ``还花呗 800 招行``."""
    if len(words) < 2 or " ".join(words).isascii() or words[-2].endswith(("到", "进", "入", "至", "给", "用", "从")):
        return False
    node = accounts.find(session.db, words[-1])
    return node is not None and node.account.is_own


def _line(verb: str, said: Told, words: Sequence[str], lacks: Sequence[str] = (), lost: Sequence[str] = ()) -> Line:
    options = [*lost, *(["--fee", said.fee] if said.fee else []), *(["-d", said.day] if said.day else [])]
    front = (verb, *said.amount.split())
    return Line((*front, *words, *options), (*front, *(lacks or words), *options))


def _own(session: Session, text: str) -> str:
    """The own account that is said, as it is typed; "" for none, or where it isn't clear which."""
    for name in dict.fromkeys((text, _bare(text))):
        node = accounts.find(session.db, name) if name else None
        if node is not None and node.account.is_own and not node.closed:
            return names.typed(node.path)
    kind = kinds.meant_by(_bare(text).casefold())
    if kind is not None:
        return _only(session, kind.name)
    return names.typed(_likely(session, text)) if len(text) > 1 and not _is_machine(text) else ""


def _is_machine(text: str) -> bool:
    return _bare(text).casefold() in _MACHINES


def _likely(session: Session, text: str) -> str:
    """The one account that a name is part of, or short for; it is shown before anything is recorded."""
    from wallet_cli.services import near_names

    found = near_names.meant(session, text, kinds.own()) or near_names.likely(session, text, kinds.own())
    return found[0] if len(found) == 1 else ""


def _bare(text: str) -> str:
    text = text.strip(PARTING)
    for article in _ARTICLES:
        text = text[len(article) :] if text.casefold().startswith(article) else text
    end = next((each for each in _ENDS if text.casefold().endswith(each) and len(text) > len(each)), "")
    return text[: len(text) - len(end)]


def _only(session: Session, kind: str) -> str:
    found = [node for node in accounts.every(session.db, (kind,)) if not node.closed]
    return names.typed(found[0].path) if len(found) == 1 else ""


def _person(session: Session, name: str) -> Node | None:
    """The person called so, or the one of whose name it is a part; they are shown before anything is recorded."""
    node = accounts.find(session.db, name) if name else None
    if node is not None or not name:
        return node if node is not None and names.is_kind(session, name, kinds.people()) else None
    from wallet_cli.services import near_names

    found = near_names.meant(session, name, kinds.people())
    return accounts.find(session.db, found[0]) if len(found) == 1 else None


def _called(person: Node | None, said: Told) -> str:
    """The name of a person as it is typed; what was said where nobody is called so."""
    return names.typed(person.path) if person is not None else said.name


def _owes(session: Session, person: Node) -> int:
    """1 where this person owes me, -1 where I owe them, 0 for neither, or both."""
    owed = [minor for minor in balances.of_accounts(session.db, [person.row], session.today).values() if minor]
    return 0 if not owed else 1 if min(owed) > 0 else -1 if max(owed) < 0 else 0


def _moved(session: Session, said: Told, signs: Sequence[str]) -> list[Line]:
    own = [word for word in signs if narrow(word[:1]) == "@"]
    if len(own) == 2:
        return [_line(told.TRANSFER, said, own)]
    named = [(text, _own(session, text)) for text in (said.source, said.target)]
    (_from, source), (_into, target) = named
    goes_out = said.word.casefold().startswith(_IN_CASH) or said.word == "提现"
    unknown = [text for text, found in named if text and not found and not _is_machine(text)]
    is_from_others = said.word.casefold() in ("got", "get") and said.source in unknown
    if is_from_others:
        return []
    if unknown and not (goes_out and unknown == [said.source] and _person(session, said.source) is None):
        return []
    if own and goes_out and not source:
        source = own[0][1:]
    elif own and not target:
        target = own[0][1:]
    cash = _own(session, "cash") or _own(session, "现金")
    if said.word.casefold().startswith(_IN_CASH):
        target = target or (cash if cash != source else "")
    elif said.word.casefold().startswith(_OF_CASH):
        source = source or (cash if cash != target else "")
    if source and source == target:
        return []
    line = _between(said, source, target)
    is_open = not (said.source or said.target or own)
    return [line, _line(told.PAY, said, [said.word])] if is_open and not said.word.isascii() else [line]


def _between(said: Told, source: str, target: str) -> Line:
    ends = [*([f"@{source}"] if source else []), *([f"@{target}"] if target else [])]
    words = ends if source or not target else ["--to", target]
    return _line(told.TRANSFER, said, words, [f"@{source or 'FROM'}", f"@{target or 'TO'}"])


def _paid_off(session: Session, said: Told, signs: Sequence[str]) -> list[Line]:
    target = _own(session, said.target)
    source = _own(session, said.source) or next((word[1:] for word in signs if narrow(word[:1]) == "@"), "")
    if not target or not names.is_kind(session, target, kinds.debts()) or (said.source and not source):
        return []
    return [_between(said, source, target)] if source != target else []


def _with_account(session: Session, account: str, signs: Sequence[str]) -> list[str] | None:
    """The account and what else has a sign; None where an account is said that there isn't."""
    own = _own(session, account)
    if account and not own:
        return None
    return [*([f"@{own}"] if own else []), *signs]


def _between_people(verb: str) -> Callable[[Session, Told, Sequence[str]], list[Line]]:
    def lines(session: Session, said: Told, signs: Sequence[str]) -> list[Line]:
        behind = _with_account(session, said.source or said.target, signs)
        is_own = bool(_own(session, said.name))
        return [_line(verb, said, [said.name, *behind])] if behind is not None and said.name and not is_own else []

    return lines


def _repaid(owing: int) -> Callable[[Session, Told, Sequence[str]], list[Line]]:
    """``owing``: 1 where the person pays, -1 where I do. Who pays depends on who owes: the other way round it isn't a
    repayment.
    """

    def lines(session: Session, said: Told, signs: Sequence[str]) -> list[Line]:
        person = _person(session, said.name)
        behind = _with_account(session, said.source or said.target, signs)
        if behind is None or (person is None and (owing < 0 or not _says_me(said.word))):
            return []
        name = _called(person, said)
        owes = _owes(session, person) if person else 0
        otherwise = told.RECEIVE if person is None else told.BORROW if owing > 0 else told.LEND
        return [_line(otherwise if person is None or owes == -owing else "repay", said, [name, *behind])]

    return lines


def _says_me(word: str) -> bool:
    return "我" in word or "back" in word.casefold() or word == "还钱"


def _received(session: Session, said: Told, signs: Sequence[str]) -> list[Line]:
    behind, lost = _with_account(session, said.target, signs), _kept(session, said)
    if behind is None or (said.less and not lost):
        return []
    person = _person(session, said.name)
    named = [*([said.name] if said.name else []), *behind]
    lines = [_line(told.RECEIVE, said, named, [said.name or "NAME", *behind], lost)]
    if person is not None and not lost:
        lines.insert(
            0, _line("repay" if _owes(session, person) > 0 else told.BORROW, said, [_called(person, said), *behind])
        )
    return lines


def _kept(session: Session, said: Told) -> list[str]:
    """The option for what of an income never arrived; [] for none, or where it isn't known where it went."""
    if not said.less:
        return []
    own = _own(session, said.kept)
    node = None if own else accounts.find(session.db, said.kept)
    name = f"@{own}" if own else names.typed(node.path) if node is not None and node.account.is_category else ""
    return ["--less", f"{name}={said.less}"] if name else []


def _sent(session: Session, said: Told, signs: Sequence[str]) -> list[Line]:
    target, person = _own(session, said.name), _person(session, said.name)
    source = _own(session, said.source)
    if said.source and not source:
        return []
    if target:
        return [_between(said, source, target)] if source != target else []
    behind = [*([f"@{source}"] if source else []), *signs]
    lines = [_line(told.PAY, said, [said.name, *behind])]
    if person is not None:
        verb = "repay" if _owes(session, person) < 0 else told.LEND
        lines.insert(0, _line(verb, said, [_called(person, said), *behind]))
    return lines


def _refunded(session: Session, said: Told, signs: Sequence[str]) -> list[Line]:
    behind = _with_account(session, said.target, signs)
    if behind is None:
        return []
    named = [*([said.name] if said.name else []), *behind]
    return [_line(told.REFUND, said, named, [said.name or "NAME", *behind])]


def _paid(session: Session, said: Told, signs: Sequence[str]) -> list[Line]:
    behind = _with_account(session, said.source, signs)
    if behind is None and said.word in _WITH:
        behind = [f"@{said.source}", *signs]  # it is asked which account is meant
    if behind is None or accounts.find(session.db, said.name) is not None or said.name.startswith("从"):
        return []
    people = said.people.replace(" and ", ",").replace("&", ",").replace("、", ",").replace("和", ",").split(",")
    shared = [word for each in people if each.strip() for word in ("--with", each.strip())]
    return [_line(told.PAY, said, [said.name, *behind, *shared])]


_LINES: dict[str, Callable[[Session, Told, Sequence[str]], list[Line]]] = {
    told.TRANSFER: _moved,
    told.PAYS_OFF: _paid_off,
    told.SENDS: _sent,
    told.REPAID: _repaid(1),
    told.REPAYS: _repaid(-1),
    told.LEND: _between_people(told.LEND),
    told.BORROW: _between_people(told.BORROW),
    told.REFUND: _refunded,
    told.RECEIVE: _received,
    told.PAY: _paid,
}
