"""Which own account paid a card or a loan off, where its statement says that it was; and with which own account a row
says that money moved: a movement, never income or spending.

Known where the row names an account of one's own, where the books have what was answered for such a row before, or by
``--method``. Else it is asked for at a terminal, once for all rows of an account. What always holds: where nothing
says it, the row is kept apart (against ``equity:adjustment``), neither income nor spending; a bank's own row of the
same money becomes the other side, so that it counts once. What a bank's own row says that it moved (cash from a
machine, a card paid off) is one where its account is known, else it is booked as any other row and remarked. An
account that a program's file names (``[Savings]``) is asked for as an e-wallet's means of payment is, once; a script
says it by ``--method``.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.account import ADJUSTMENT, name_key
from wallet_cli.domain.files import row_facts
from wallet_cli.domain.files.repayments import is_repayment, moved_to, paid_off, says_so, wording
from wallet_cli.domain.files.split_parts import parts
from wallet_cli.domain.text import fold, is_marked
from wallet_cli.domain.transaction import BOOKED, PENDING, RECONCILED, Posting
from wallet_cli.errors import UsageProblem
from wallet_cli.services import names
from wallet_cli.services.files import ewallet_places, identified, likely_accounts, own_sides, split_rows
from wallet_cli.services.files.ewallet_places import Asked, Unpaid
from wallet_cli.services.files.matching import ADDED, APART, MOVED, OWN, REPAID, Fate, Filing
from wallet_cli.services.names import UNCATEGORISED
from wallet_cli.services.record.typed_line import not_held
from wallet_cli.store.books import account_postings, accounts, transactions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from wallet_cli.domain.files.statement import Row
    from wallet_cli.domain.transaction import Transaction
    from wallet_cli.services.files.ewallet_places import Means
    from wallet_cli.services.files.imported import Assigned, ImportPlan
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.account_postings import Known
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.journal.journal import Operation

    Listed = Callable[[Node, int], bool]
    """Whether a row of an account's own files is the transaction of this number."""

WINDOW_DAYS = 5
"""A bank lists a repayment at most that many days before or after the card does."""

MEMORY_DAYS = 800
"""What was answered for a wording is looked for that many days back."""
_WORDING = "wording"


def placed(session: Session, plan: ImportPlan, means: Means) -> ImportPlan:
    """The plan with where each repayment came from, and the other sides of movements.

    UsageProblem("transfers-unknown") where nothing asks; NotFound for an account that is named and isn't there,
    Refused("currency-not-held"), and what the questions raise.
    """
    placing = _Placing(session, plan, means)
    files = []
    for file in plan.files:
        statements = []
        for each in file.statements:
            found = {**placing.repaid(each), **placing.moved(each)}
            statements.append(each._replace(repaid=found) if found else each)
        files.append(file._replace(statements=tuple(statements)))
    if placing.unknown:
        methods, rows, answers = ewallet_places.answerable(placing.unknown)
        problem = UsageProblem("transfers-unknown", methods=methods, rows=rows, corrected="")
        problem.params[ewallet_places.ANSWERS] = answers
        raise problem
    made = tuple(node.account for node in placing.made if node.uid not in {each.uid for each in plan.made})
    return plan._replace(files=tuple(files), made=plan.made + made, learned={**plan.learned, **placing.learned})


def _key(account: Node, row: Row, owner: str) -> str:
    """By what the other side of a row is kept, "" where it has none of one's own."""
    name = moved_to(row) or paid_off(row)
    if name:
        return f"[{name}]"
    return wording(row) if _pays_off(account, row) else own_sides.key(row, owner)


def _legs(row: Row) -> Iterable[str]:
    return (part.account for part in parts(row))


def _pays_off(account: Node, row: Row) -> bool:
    return kinds.of(account.kind).debt and is_repayment(row)


class _Placing:
    """Finds the other sides of all statements of an import; what is asked is asked once."""

    def __init__(self, session: Session, plan: ImportPlan, means: Means) -> None:
        self._session, self._plan, self._means = session, plan, means
        self._paid: dict[bytes, Node | None] = {}
        self._places: dict[str, Node | None] = {}
        self._own_sides = own_sides.OwnSides(session)
        self.made: list[Node] = []
        self.learned: dict[bytes, tuple[str, ...]] = {}
        self.unknown: list[Asked] = []

    def repaid(self, each: Assigned) -> dict[str, Node | None]:
        """The account that paid by what the row says; None where it is kept apart."""
        session, plan, told, ask = self._session, self._plan, self._means.told, self._means.ask_paid
        if each.places is not None or not kinds.of(each.account.kind).debt:
            return {}
        found: dict[str, Node | None] = {}
        open_rows: list[Row] = []
        for row in each.rows:
            if moved_to(row) or not is_repayment(row) or (text := wording(row)) in found:
                continue
            if name_key(text) in told:
                name = told[name_key(text)]
                found[text] = names.own_account(session, name) if name else None
            elif (known := _known(session, each.account, row)) is not None:
                found[text] = known or None
            else:
                open_rows.append(row)
        asked = {wording(row) for row in open_rows}
        if open_rows and each.account.uid not in self._paid:
            rows = _new(
                session, each.account, [row for row in each.rows if is_repayment(row) and wording(row) in asked]
            )
            fit = _fitting(session, plan, each)
            path = ask(Unpaid(each.account.path, tuple(rows), tuple(node.path for node in fit))) if (
                ask and rows and fit
            ) else ""  # fmt: skip
            self._paid[each.account.uid] = next((node for node in fit if node.path == path), None)
        found.update(dict.fromkeys(asked, self._paid.get(each.account.uid)))
        return found

    def moved(self, each: Assigned) -> dict[str, Node | None]:
        """The accounts that a statement's rows name as their other side; None for what is kept apart."""
        found: dict[str, Node | None] = {}
        waiting: dict[str, list[Row]] = {}
        is_debt = kinds.of(each.account.kind).debt
        owner = each.head.owner
        for row in each.rows if each.places is None else ():
            if not row.extra and not self._own_sides.may_be(row, owner):
                continue
            legs = dict.fromkeys(name for name in (moved_to(row), *_legs(row)) if name) if row.extra else None
            if legs:
                for name in legs:
                    if not self._is_own(each, name):
                        waiting.setdefault(name, []).append(row)
            elif credit := paid_off(row):
                if (node := self._called(credit)) and node.uid != each.account.uid:
                    found[f"[{credit}]"] = node
            elif not (is_debt and is_repayment(row)):
                side, is_one = self._own_sides.of(each.account, row, owner)
                if is_one:
                    found[own_sides.key(row, owner)] = side
        for name, rows in waiting.items():
            node = self._place(each, name, rows)
            code = rows[0].amount.currency.code
            if node is not None and node.currencies and code not in node.currencies:
                raise not_held(node, code)
            found[f"[{name}]"] = node
        return found

    @staticmethod
    def _is_own(each: Assigned, name: str) -> bool:
        """Whether a name is that of the statement's own account: its program's opening balance."""
        return name_key(name) in {name_key(text) for text in (each.head.account, each.account.path) if text}

    def _place(self, each: Assigned, name: str, rows: Sequence[Row]) -> Node | None:
        key = name_key(name)
        if key not in self._places:
            told = self._means.told.get(key)
            node = self._called(name) if told is None else None
            if node is None and told is None:
                is_new = bool(rows := _new(self._session, each.account, rows))
                if not is_new or self._was_apart(each.account, name, rows):
                    return None
                asked = self._asked(each, name, rows)
                if self._means.ask is None:
                    self.unknown.append(asked)
                    told = ""
                else:
                    answer = self._means.ask(asked)
                    told = f"{ewallet_places.MAKES}{answer.account}" if answer.is_new else answer.account
            self._places[key] = node or self._told(each, name, told or "")
        return self._places[key]

    def _told(self, each: Assigned, name: str, told: str) -> Node | None:
        """The account of an answer, which is known by the file's name from then on; None for none."""
        path = told.removeprefix(ewallet_places.MAKES)
        if not path:
            return None
        new = next((node for node in (*self.made, *self._new_ones()) if node.path == path), None)
        if told != path and new is None:
            code = each.rows[0].amount.currency.code
            new = ewallet_places.made(self._session, ewallet_places.Fresh(path, code, name))
            self.made.append(new)
            return new
        node = new or names.own_account(self._session, path)
        if not is_marked(name) and name_key(name) != name_key(node.path):
            had = self.learned.get(node.uid, self._plan.learned.get(node.uid, ()))
            self.learned[node.uid] = (*had, name)
        return node

    def _new_ones(self) -> list[Node]:
        return [each.account for each in self._plan.statements if each.account.row == names.NEW]

    def _called(self, name: str) -> Node | None:
        """The account that is called so: by a statement of these files, or in the books."""
        fit = {each.account.uid: each.account for each in self._plan.statements if _is_named(each, name)}
        if len(fit) == 1:
            return next(iter(fit.values()))
        node = identified.called(self._session, name) or accounts.find(self._session.db, name)
        return node if node is not None and node.account.is_own and not node.closed else None

    def _was_apart(self, account: Node, name: str, rows: Sequence[Row]) -> bool:
        """Whether rows of this name were kept apart before."""
        until = max(row.booking_date for row in rows).toordinal()
        if account.row == names.NEW:
            return False
        equity = names.equity(self._session, ADJUSTMENT).uid
        for known in account_postings.known(self._session.db, account.row, until - MEMORY_DAYS, until):
            kept = transactions.by_row(self._session.db, known.txn)
            postings = kept.transaction.postings if kept else ()
            if any(each.account == equity for each in postings) and any(
                value == name and fact.startswith(row_facts.OWN) and fact.endswith("transfer")
                for each in postings
                for fact, value in each.facts
            ):
                return True
        return False

    def _asked(self, each: Assigned, name: str, rows: Sequence[Row]) -> Asked:
        code = rows[0].amount.currency.code
        own = [*names.own_accounts(self._session), *self._new_ones(), *self.made]
        fit = [
            node for node in own if node.uid != each.account.uid and (not node.currencies or code in node.currencies)
        ]
        fresh = ewallet_places.fresh(self._session, name)
        fresh = "" if fresh in {node.path for node in own} else fresh
        paths, kind = tuple(node.path for node in fit), kinds.guess(name)
        return Asked(each.account.path, name, tuple(rows), (), paths, fresh, kind, name, keeps_apart=True)


def _is_named(each: Assigned, name: str) -> bool:
    return bool(each.head.account) and name_key(each.head.account) == name_key(name)


def _known(session: Session, debt: Node, row: Row) -> Node | tuple[()] | None:
    """The account that a row names, or that paid the last such one; empty where that was kept apart, None where nothing
    is known.
    """
    for text in (row.other_account, *(value for name, value in row.extra if name == "transfer")):
        node = identified.called(session, text) or (accounts.find(session.db, text) if text else None)
        if node is not None and node.account.is_own and not node.closed and node.uid != debt.uid:
            return node
    key = fold(wording(row))
    until = row.booking_date.toordinal()
    for known in reversed(list(account_postings.known(session.db, debt.row, until - MEMORY_DAYS, until + WINDOW_DAYS))):
        if known.amount_minor <= 0:
            continue
        kept = transactions.by_row(session.db, known.txn)
        postings = kept.transaction.postings if kept else ()
        texts = [known.delivered, known.memo, *(_said(each) for each in postings if each.account == debt.uid)]
        for posting in postings if any(fold(text).startswith(key) for text in texts) else ():
            other = accounts.by_uid(session.db, posting.account)
            if other is not None and other.account.is_own and not other.closed and other.uid != debt.uid:
                return other
            if other is not None and other.account.type == kinds.EQUITY:
                return ()
    return None


def _said(posting: Posting) -> str:
    """What a row said whose transaction has the texts of the other account's row; "" for any other."""
    return dict(posting.facts).get(f"{row_facts.OWN}{_WORDING}", "")


def _new(session: Session, debt: Node, rows: Sequence[Row]) -> list[Row]:
    """Those rows that aren't in the books yet."""
    if debt.row == names.NEW:
        return list(rows)
    with session.store.operation(session.origin(), session.new_uid(), dry_run=True) as work:
        return [fate.row for fate in Filing(session, work).book(debt, rows) if fate.status == ADDED]


def _fitting(session: Session, plan: ImportPlan, each: Assigned) -> list[Node]:
    """The own accounts that can pay a debt: no debts themselves, in its currency, those of banks first."""
    codes = {row.amount.currency.code for row in each.rows}
    made = [other.account for other in plan.statements if other.account.row == names.NEW]
    own = {node.uid: node for node in (*names.own_accounts(session), *made)}
    fit = [
        node
        for node in own.values()
        if not kinds.of(node.kind).debt and (not node.currencies or codes & set(node.currencies))
    ]
    return sorted(fit, key=lambda node: likely_accounts.pays(node, each.head))


def sources(session: Session, work: Operation, each: Assigned, listed: Listed) -> Sources | None:
    """Where the money of a statement's repayments and movements came from; None where it has none."""
    is_any = each.repaid is not None or (each.places is None and split_rows.are_any(each.rows))
    return Sources(session, work, each, each.repaid or {}, listed) if is_any else None


class Sources:
    """Where the money of one statement's repayments came from, while its rows are booked."""

    def __init__(
        self, session: Session, work: Operation, each: Assigned, found: Mapping[str, Node | None], listed: Listed
    ) -> None:
        self._session, self._work, self._account, self._found = session, work, each.account, found
        self._owner, self._listed = each.head.owner, listed
        self._splitting = split_rows.Splitting(session, work, each.account, self._leg, listed)

    def _leg(self, name: str) -> tuple[bytes, str]:
        node = self._found.get(f"[{name}]")
        return (node.uid, MOVED) if node is not None else (names.equity(self._session, ADJUSTMENT).uid, APART)

    def split(self, filing: Filing, row: Row, text: str, uid: bytes) -> tuple[Fate, int, bytes] | None:
        """What becomes of a row that is booked in parts, with the place of its posting and the uid; else None."""
        return self._splitting.booked(filing, row, text, uid) if row.extra else None

    def is_one(self, row: Row) -> bool:
        """Whether a row pays the debt off, or says that it moves money between own accounts."""
        return _key(self._account, row, self._owner) in self._found

    def other(self, row: Row) -> tuple[bytes, str]:
        """The account (uid) on the other side, and the reason: REPAID, MOVED, or APART where it isn't known; of a row
        that is booked as any other (empty uid) OWN.
        """
        key = _key(self._account, row, self._owner)
        node = self._found.get(key)
        if node is None and key.startswith(own_sides.MARK):
            return b"", OWN
        if node is None:
            return names.equity(self._session, ADJUSTMENT).uid, APART
        named = moved_to(row) or paid_off(row)
        return node.uid, REPAID if _pays_off(self._account, row) and not named else MOVED

    def joined(self, row: Row) -> Known | None:
        """The posting of a movement that the other account's file brought before: it becomes this row's.

        Only where a single one of its rows can be it: of the same amount, at most ``WINDOW_DAYS`` apart, and without a
        category of its own, or said to be a repayment.
        """
        node = self._found.get(_key(self._account, row, self._owner))
        if node is None or row.pending:
            return None
        self._work.flush()
        node = accounts.by_uid(self._session.db, node.uid) or node
        day, minor = row.booking_date.toordinal(), row.amount.minor
        fit = [
            (known, txn, at)
            for known in account_postings.known(self._session.db, node.row, day - WINDOW_DAYS, day + WINDOW_DAYS)
            if known.amount_minor * minor < 0
            and abs(minor) <= abs(known.amount_minor) <= 2 * abs(minor)  # a fee may be in it
            and known.currency == row.amount.currency.code
            and known.state not in (PENDING, RECONCILED)
            and not known.void
            and (kept := transactions.by_row(self._session.db, known.txn)) is not None
            and (at := self._place(known, txn := kept.transaction, minor)) >= 0
        ]
        if len(fit) != 1:
            return None
        known, txn, at = fit[0]
        own = Posting(
            self._account.uid, known.currency, minor, day, BOOKED,
            row.value_date.toordinal() if row.value_date else 0, row.bank_id,
            facts=row_facts.of_row(row._replace(extra=(*row.extra, (_WORDING, wording(row))))),
        )  # fmt: skip
        postings = tuple(own if place == at else posting for place, posting in enumerate(txn.postings))
        memo = txn.memo or txn.delivered or row.text
        self._work.put_transaction(txn._replace(postings=postings, payee=b"", memo=memo))
        return known._replace(n=at)

    def _place(self, known: Known, txn: Transaction, minor: int) -> int:
        """The place of the posting whose side this account is, -1 for none: what was kept apart, or the same movement
        by the other account's file; else that of a row for nothing in particular, or that says it is a repayment.
        """
        apart = names.equity(self._session, ADJUSTMENT).uid
        for at, each in enumerate(txn.postings):
            is_here = each.account == self._account.uid and txn.delivered and not each.bank_id
            if each.amount_minor == minor and at != known.n and (
                each.account == apart or (is_here and not self._listed(self._account, known.txn))
            ):  # fmt: skip
                return at
        if len(txn.postings) != 2 or known.amount_minor != -minor:
            return -1
        other = accounts.by_uid(self._session.db, txn.postings[1 - known.n].account)
        if other is None or not other.account.is_category:
            return -1
        texts = (known.payee, known.memo, known.delivered)
        return 1 - known.n if other.uid in self._vague() or any(map(says_so, texts)) else -1

    def _vague(self) -> Iterable[bytes]:
        found = [accounts.find(self._session.db, name) for each in UNCATEGORISED.values() for name in each.values()]
        return {node.uid for node in found if node is not None}
