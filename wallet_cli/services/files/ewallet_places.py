"""Which own accounts an e-wallet's file means by what it was paid with, and its rows by what they are for the books.

A means of payment is found by what its account is known by: a further number or name, the account's own name, a card's
last digits. Else it is asked for, once; the answer becomes a further number of the account in the operation that
records the rows. What always holds: a row all of whose places are known is booked, a row that moves no money is a note,
and what is answered with no account is left for that account's own file, and listed.
"""

from __future__ import annotations

import re

from wallet_cli.domain import kinds
from wallet_cli.domain.account import has_tail, name_key
from wallet_cli.domain.files import ewallet_words as w
from wallet_cli.domain.files.ewallet import meaning
from wallet_cli.domain.files.ewallet_sides import OWN, SHARED, sides
from wallet_cli.domain.text import is_marked
from wallet_cli.errors import UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.files import early_rows, ewallet_rows, identified, import_kept
from wallet_cli.services.files.imported import BY_ANSWER, Assigned, ImportPlan
from wallet_cli.services.files.likely_accounts import alike_first, are_alike
from wallet_cli.services.record.typed_line import not_held
from wallet_cli.services.things.accounts import require_free
from wallet_cli.store.books import accounts
from wallet_cli.store.books.accounts import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from wallet_cli.domain.files.statement import Row, StatementHead
    from wallet_cli.services.files.ewallet_rows import Line
    from wallet_cli.services.session import Session
    from wallet_cli.store.journal.journal import Operation

_TAIL = re.compile(r"[(（](\d{4})[)）]$")
MAKES = "+"
"""Before the name of an account that is to be made."""

ANSWERS = "answers"
"""The parameter of an error about means of payment that holds an answer to each, as ``--method`` takes it."""


class Asked(NamedTuple):
    """A means of payment that no account is known by: ``name`` as the file has it, "" where it names none.

    ``platform`` is whose file it is; ``rows`` those that are paid with it, or reach it; ``likely`` the paths
    of the own accounts that it may well be, ``others`` of the rest; ``fresh`` what a new one would be called, of
    ``kind``; ``also`` by what its account is known from now on; ``keeps_apart``: without an account the rows are
    booked all the same, neither as income nor as spending.
    """

    platform: str
    name: str
    rows: tuple[Row, ...]
    likely: tuple[str, ...]
    others: tuple[str, ...]
    fresh: str
    kind: str
    also: str
    keeps_apart: bool = False


class Unpaid(NamedTuple):
    """``rows`` that pay ``account`` (a path) off, and the own accounts (paths) that may have paid, the likely first."""

    account: str
    rows: tuple[Row, ...]
    likely: tuple[str, ...]


class Answer(NamedTuple):
    """An account's name, "" for none of one's own here; ``is_new``: it is to be made."""

    account: str = ""
    is_new: bool = False


class Fresh(NamedTuple):
    """An account that is to be made: its path, what it holds, by what else it is known, and its kind where the name
    doesn't give one away; ``is_told``: that it is a debt, or isn't, is said by a file."""

    name: str
    currency: str
    also: str
    kind: str = kinds.USUAL
    is_told: bool = False


class Means(NamedTuple):
    """What is said of means of payment: ``told`` by name, "" for none; ``ask`` at a terminal, ``ask_paid`` about what
    paid a debt off.
    """

    told: Mapping[str, str] = {}
    ask: Callable[[Asked], Answer] | None = None
    ask_paid: Callable[[Unpaid], str] | None = None


NO_MEANS = Means()


def told(texts: Iterable[str]) -> dict[str, str]:
    """``招商银行(1234)=cmb`` as name and account, ``=+cmb`` for one to be made.

    UsageProblem("method-without-account").
    """
    found = {}
    for text in texts:
        name, between, account = text.rpartition("=")
        if not between or not name.strip():
            raise UsageProblem("method-without-account", text=text)
        found[name_key(name.strip())] = account.strip().lstrip("@＠")
    return found


def platform_of(head: StatementHead) -> str:
    """What the platform whose statement this is calls itself, "" for a bank's."""
    return w.PLATFORMS[head.source][0] if head.source in w.PLATFORMS else ""


def account_of(session: Session, head: StatementHead) -> Node | None:
    """The only open own account that is called what a platform's account is, or known by the platform's name."""
    found = {}
    for name in w.PLATFORMS.get(head.source, ()):
        for node in (accounts.find(session.db, name), identified.called(session, name)):
            if node is not None and node.account.is_own and not node.closed:
                found[node.uid] = node
    return next(iter(found.values())) if len(found) == 1 else None


def other_platform(node: Node, head: StatementHead) -> str:
    """What the platform calls itself whose account this is, where the statement is another platform's; else ""."""
    own = platform_of(head)
    keys = {name_key(text) for text in (node.path, *node.also)}
    called = {names[0] for names in w.PLATFORMS.values() if keys & {name_key(name) for name in names}}
    return next(iter(called), "") if own and called and own not in called else ""


def fresh(session: Session, name: str) -> str:
    """What a new account for this means of payment can be called, "" where nothing can be made of it."""
    plain = names.addable(_TAIL.sub(r"\1", name).replace(":", "-").replace("：", "-"))
    return plain if plain and accounts.find(session.db, plain) is None else ""


def made(session: Session, wish: Fresh) -> Node:
    """An account that is made by the operation that records the rows; UsageProblem("bad-name")."""
    kind = kinds.guess(re.sub(r"\d+$", "", wish.name), wish.kind)
    kind = wish.kind if wish.is_told and kinds.of(kind).debt != kinds.of(wish.kind).debt else kind
    codes = (wish.currency,) if wish.currency else ()
    also = (wish.also,) if wish.also else ()
    return Node(names.NEW, session.new_uid(), names.checked_path(wish.name), kind, codes, "", False, also)


def placed(session: Session, plan: ImportPlan, means: Means = NO_MEANS) -> ImportPlan:
    """The plan with the rows of e-wallets on the accounts that they mean.

    UsageProblem("methods-unknown") where nothing asks; NotFound, Refused("currency-not-held").
    """
    new = {each.account.uid: each.account for each in plan.statements if each.account.row == names.NEW}
    if not any(platform_of(each.head) for each in plan.statements):
        return plan._replace(made=tuple(node.account for node in new.values()))
    placing = _Placing(session, means)
    files = [
        file._replace(statements=tuple(placing.statement(each) for each in file.statements)) for file in plan.files
    ]
    new.update((node.uid, node) for node in placing.made())
    if placing.unknown:
        methods, rows, answers = answerable(placing.unknown)
        problem = UsageProblem("methods-unknown", methods=methods, rows=rows, corrected="")
        problem.params[ANSWERS] = answers
        raise problem
    return ImportPlan(
        tuple(files), tuple(node.account for node in new.values()), placing.learned, frozenset(placing.left)
    )


def answerable(found: Sequence[Asked]) -> tuple[tuple[str, ...], int, tuple[str, ...]]:
    """What a script is asked: all that isn't known at once, the number of its rows, and an answer to each that fits."""
    answers: list[str] = []
    cards: dict[tuple[str, str, bool], str] = {}
    for asked in found:
        # an account that isn't called alike is only named where none can be made
        alike = [path for path in asked.likely if path[:2] == asked.name[:2]]
        path = next(iter((*alike, *(() if asked.fresh else (*asked.likely, *asked.others)))), "")
        tail, fresh = _TAIL.search(asked.name), asked.fresh
        if tail and fresh:  # a card under two names is one account
            fresh = cards.setdefault((asked.name[:2], tail[1], kinds.of(asked.kind).debt), fresh)
        answers.append(f"{asked.also}{'='}{path or (fresh and MAKES + fresh)}")
    return tuple(asked.also for asked in found), sum(len(asked.rows) for asked in found), tuple(answers)


class _Placing:
    """Finds the places of all files of an import; what is asked is asked once."""

    def __init__(self, session: Session, means: Means) -> None:
        self._session, self._means = session, means
        self.found: dict[str, Node | None] = {}
        self.learned: dict[bytes, tuple[str, ...]] = {}
        self.left: set[str] = set()
        self.unknown: list[Asked] = []
        self._left_before: dict[bytes, frozenset[str]] = {}

    def statement(self, each: Assigned) -> Assigned:
        platform = platform_of(each.head)
        if not platform:
            return each
        if each.found == BY_ANSWER and not each.head.account and each.account.row != names.NEW:
            self._learn(each.account, platform)
        meant = [(row, sides(meaning(row))) for row in each.rows]
        rows: dict[str, list[Row]] = {}
        across: dict[str, set[str]] = {}
        for row, found in meant:
            own_names = [side.name for side in found.sides if side.what == OWN]
            for name in own_names:
                if name != w.BALANCE:
                    rows.setdefault(name, []).append(row)
                    across.setdefault(name, set()).update(own_names)
        places: dict[str, Node | None] = {w.BALANCE: each.account}
        code = each.rows[0].amount.currency.code if each.rows else ""
        # what is known goes first: what is asked about can't be the account that its own rows move money from or to
        is_known = {name: self._known(_also(platform, name)) is not None for name in rows}
        for name in sorted(rows, key=lambda one: (not is_known[one], -len(rows[one]))):
            ends = [places.get(other) for other in across[name]]
            taken = {node.uid for node in ends if node is not None}
            places[name] = self._place(platform, name, rows[name], each, code, taken)
        kept: list[tuple[Row, Sequence[Line]]] = []
        left: list[Row] = []
        notes = list(each.notes)
        for row, found in meant:
            own = [places[side.name] for side in found.sides if side.what == OWN]
            # where one of its sides is here, that one is booked, and the other kept apart
            if found.why == SHARED or (own and not any(own)):
                left.append(row)
            elif own_lines := ewallet_rows.lines(found.sides, places):
                kept.append((row, own_lines))
            else:
                notes.append(row)
        notes.sort(key=lambda row: row.line)
        done = each._replace(
            rows=tuple(row for row, _lines in kept), notes=tuple(notes), left=tuple(left), places=places
        )
        return self._with_early(done, [own_lines for _row, own_lines in kept])

    def _with_early(self, each: Assigned, lines: Sequence[Sequence[Line]]) -> Assigned:
        """Which rows are of days before one of their accounts begins, and what these accounts are."""
        starts: dict[bytes, int] = {}
        begun: dict[bytes, Node] = {}
        code = each.rows[0].amount.currency.code if each.rows else ""
        for node in filter(None, (each.places or {}).values()):
            start = early_rows.begins(self._session, node, code) if node.row != names.NEW else None
            if start is not None:
                starts[node.uid] = start.date
        early = []
        for at, row in enumerate(each.rows if starts else ()):
            day = row.booking_date.toordinal()
            late = [line.account for line in lines[at] if day < starts.get(line.account, 0)]
            if late:
                early.append((at, late))
        if early:
            is_new = ewallet_rows.are_new(self._session, each, [at for at, _late in early])
            early = [(at, late) for at, late in early if at in is_new]
        for _at, late in early:
            begun.update((node.uid, node) for node in (each.places or {}).values() if node and node.uid in late)
        return each._replace(early=frozenset(at for at, _late in early), begun=tuple(begun.values()))

    def _place(
        self, platform: str, name: str, rows: Sequence[Row], each: Assigned, code: str, taken: Collection[bytes]
    ) -> Node | None:
        also = _also(platform, name)
        if also in self.found:
            return self.found[also]
        node = self._known(also) or self._answered(platform, name, rows, each, code, taken)
        if node is not None and node.currencies and code not in node.currencies:
            raise not_held(node, code)
        self.found[also] = node
        return node

    def _known(self, also: str) -> Node | None:
        """The account that a means of payment is known to be, without a question."""
        if name_key(also) in self._means.told:
            return None
        session = self._session
        node = identified.called(session, also)
        if node is None:
            named = accounts.find(session.db, also)
            node = named if named is not None and named.account.is_own and not named.closed else None
        tail = _TAIL.search(also)
        if node is None and tail is not None:
            fit = [
                own
                for own in (*names.own_accounts(session), *self.made())
                if any(
                    _is_card(text, also, tail[1]) for text in (own.number, *own.also, *self.learned.get(own.uid, ()))
                )
            ]
            node = fit[0] if len({own.uid for own in fit}) == 1 else None
        return node

    def _answered(
        self, platform: str, name: str, rows: Sequence[Row], each: Assigned, code: str, taken: Collection[bytes]
    ) -> Node | None:
        """The account that was named in the line or is asked for; None where the rows are left to its own file.

        The accounts ``taken`` (uids) are the other ends of these rows, and aren't offered.
        """
        also = _also(platform, name)
        answer = self._means.told.get(name_key(also))
        is_new = answer is not None and answer.startswith(MAKES)
        if answer is None:
            if also in self._was_left(each.account):
                return None
            asked = self._asked(platform, name, rows, each, code, taken)
            if self._means.ask is None:
                self.unknown.append(asked)
                return None
            answer, is_new = self._means.ask(asked)
        if not answer:
            self.left.add(also)
            return None
        path = answer.removeprefix(MAKES) if is_new else answer
        new = [node for node in (*self.made(), each.account) if node.path == path]
        if is_new and not new:
            return made(self._session, Fresh(path, code, also))
        node = new[0] if new else names.own_account(self._session, path)
        self._learn(node, also)
        return node

    def _was_left(self, account: Node) -> frozenset[str]:
        """What rows of an e-wallet were left to other accounts' files in imports before."""
        if account.uid not in self._left_before:
            is_new = account.row == names.NEW
            self._left_before[account.uid] = frozenset() if is_new else import_kept.left(self._session, account.uid)
        return self._left_before[account.uid]

    def _learn(self, node: Node, also: str) -> None:
        if not is_marked(also):
            self.learned[node.uid] = (*self.learned.get(node.uid, ()), also)

    def made(self) -> list[Node]:
        """The accounts that this import makes."""
        found = {node.uid: node for node in self.found.values() if node is not None and node.row == names.NEW}
        return list(found.values())

    def _asked(
        self, platform: str, name: str, rows: Sequence[Row], each: Assigned, code: str, taken: Collection[bytes]
    ) -> Asked:
        unsaid = name == w.UNSAID
        kind = kinds.guess(_TAIL.sub("", name))
        own = [*names.own_accounts(self._session), *self.made()]
        if unsaid:  # the statement's own account first
            own = [each.account, *(node for node in own if node.uid != each.account.uid)]
        fit = [node for node in own if not node.currencies or code in node.currencies]
        if not unsaid:
            fit = [node for node in fit if node.uid != each.account.uid and node.uid not in taken]
        likely = alike_first((node.path for node in fit if unsaid or is_likely(node, name, kind)), name)
        others = tuple(node.path for node in fit if node.path not in likely)
        new = "" if unsaid else fresh(self._session, name)
        new = "" if new in {node.path for node in self.made()} else new
        return Asked(platform, "" if unsaid else name, tuple(rows), likely, others, new, kind, _also(platform, name))


def _also(platform: str, name: str) -> str:
    """By what the account is known that a platform's rows name so."""
    return w.unsaid(platform) if name == w.UNSAID else name


def _is_card(known: str, name: str, tail: str) -> bool:
    """Whether what an account is known by is the card of these last digits: a number, or the same bank's name."""
    return has_tail(known, tail) and (known[:2].isascii() or known[:2] == name[:2])


def is_likely(node: Node, name: str, kind: str) -> bool:
    """Whether an account may well be what a means of payment names: of its kind, and called alike, not by another
    card's last digits; or nothing is known of it yet.
    """
    known = [text for text in (node.number, *node.also) if text]
    tail = _TAIL.search(name)
    if node.kind != kind or (tail is not None and any(_TAIL.search(text) for text in known)):
        return False
    return not known or any(are_alike(text, name) for text in (node.path, *known))


def write(session: Session, work: Operation, plan: ImportPlan) -> None:
    """Make the accounts that are new, and keep by what the others are known from now on. Refused("name-taken")."""
    for account in plan.made:
        require_free(session, account.path)
        work.put_account(account._replace(also=(*account.also, *plan.learned.get(account.uid, ()))), new=True)
        work.flush()
    new = {account.uid for account in plan.made}
    for uid, texts in plan.learned.items():
        node = accounts.by_uid(session.db, uid) if uid not in new else None
        more = [text for text in texts if node is not None and text not in node.also]
        if node is not None and more:
            known = tuple(accounts.aliases(session.db, node))
            work.put_account(node.account._replace(aliases=known, also=(*node.also, *more)))
    work.flush()
