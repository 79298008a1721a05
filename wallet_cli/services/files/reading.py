"""Reads banks' files one by one: which statements they hold, whose account each is, and which rows it can hold.

What is found out about an account's number holds for all files of one import; a table that is of a debt is read as one,
for its signs mean something else there.
"""

from __future__ import annotations

from itertools import combinations

from wallet_cli.domain import kinds
from wallet_cli.domain.account import name_key
from wallet_cli.domain.files.statement import Refusal, days_of, refusal
from wallet_cli.domain.text import visible
from wallet_cli.errors import BadFile, Refused, UnclearFile, UsageProblem, WalletError
from wallet_cli.services import names
from wallet_cli.services.files import early_rows, ewallet_places, identified, profiles, statement_account
from wallet_cli.services.files.imported import Assigned, FilePlan
from wallet_cli.services.files.source import Delivered, Source, delivered
from wallet_cli.services.record.typed_line import not_held
from wallet_cli.services.session import Session, home_currency, money_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.files.statement import Row, StatementHead
    from wallet_cli.services.files.statement_account import Choose
    from wallet_cli.store.books.accounts import Node

REASONS = "refusals"
"""The parameter of an error about a whole file that holds what was refused of it."""

WITHOUT_CURRENCY = "row-without-currency"
"""Why a row is refused whose file leaves open which currency it is in."""


class Reading:
    """Reads files one by one; what was found out about an account's number holds for all of them."""

    def __init__(self, session: Session, named: Node | None, choose: Choose | None) -> None:
        self._session, self._named, self._choose = session, named, choose
        self._chosen: dict[tuple[str, ...], tuple[Node, str]] = {}
        self._profiles = profiles.by_header(session)
        self._new: dict[str, Node] = {}

    def plan(self, file: Source) -> FilePlan:
        """One file's statements with their accounts, and what is refused of it."""
        session, named = self._session, self._named
        unit = money_of(session, named.currencies[0]) if named and len(named.currencies) == 1 else None
        statements, refusals = self._read_of_kind(file, unit)
        if not statements and not refusals:
            raise BadFile("no-statement")
        numbers = dict.fromkeys(_called(each.head) for each in statements if each.rows)
        if named and len(numbers) > 1:
            told = tuple(f"{number} {kind}" if kind else number for number, kind in numbers)
            raise Refused("several-accounts-in-file", account=named.path, numbers=told)
        found = []
        unfit: list[Refused] = []
        for statement in statements:
            head = statement.head
            if statement.rows or named or self._key(file, head) in self._chosen or identified.by_number(session, head):
                found.append(_fitting(session, *self._account(file, head, statements), statement, refusals, unfit))
        if unfit:
            reasons = {(each.slug, str(each.params)) for each in refusals}
            raise with_reasons(unfit[0], refusals if len(reasons) > 1 else ())
        kept = profiles.to_keep(session, file, [each.head.table for each in statements])
        return FilePlan(file, tuple(found), tuple(refusals), kept)

    def _read_of_kind(self, file: Source, unit: Currency | None) -> tuple[list[Delivered], list[Refusal]]:
        """The statements; a table that turns out to be of a debt is read as one."""
        if self._named:
            return self._read(file, unit, self._named.kind)
        statements, refusals = self._read(file, unit)
        tables = [each for each in statements if each.rows and each.head.table]
        found = {self._account(file, each.head, statements)[0].kind for each in tables}
        if len(found) != 1 or not kinds.of(kind := found.pop()).debt:
            return statements, refusals
        file.stream.seek(0)
        return self._read(file, unit, kind)

    def _read(self, file: Source, unit: Currency | None, kind: str = "") -> tuple[list[Delivered], list[Refusal]]:
        """The statements; where the file names no currency, in that of the account that they are found to be of."""
        try:
            statements, refusals = delivered(file, unit, self._profiles, kind)
        except UnclearFile as problem:
            if problem.slug != "currency-unclear" or self._named:
                raise
            return self._read_as(file, problem, kind)
        if unit is None and not self._named and any(each.slug == WITHOUT_CURRENCY for each in refusals):
            codes = {code for each in statements for code in self._account(file, each.head, statements)[0].currencies}
            if len(codes) == 1:
                return self._read_in(file, codes.pop(), kind)
        return statements, refusals

    def _read_as(self, file: Source, problem: UnclearFile, kind: str) -> tuple[list[Delivered], list[Refusal]]:
        """A table without a currency, in that of its account; read in the home currency it says whose it is."""
        statements = self._read_in(file, home_currency(self._session), kind)[0]
        heads = [each.head for each in statements]
        try:
            codes = {code for head in heads for code in self._account(file, head, statements)[0].currencies}
        except UsageProblem:
            if self._choose is None:  # the currency is what a script is asked for first
                raise problem from None
            raise
        if len(codes) != 1:
            raise problem
        return self._read_in(file, codes.pop(), kind)

    def _read_in(self, file: Source, code: str, kind: str) -> tuple[list[Delivered], list[Refusal]]:
        file.stream.seek(0)
        return delivered(file, money_of(self._session, code), self._profiles, kind)

    def _key(self, file: Source, head: StatementHead) -> tuple[str, ...]:
        """A number is the same account in every file, no number is another one in each; a platform is one account."""
        is_same = identified.is_number(head.account)
        return head.bank, *_called(head), "" if is_same else ewallet_places.platform_of(head) or file.name

    def _account(self, file: Source, head: StatementHead, statements: Sequence[Delivered]) -> tuple[Node, str]:
        key = self._key(file, head)
        if key not in self._chosen:
            rows = [row for each in statements if self._key(file, each.head) == key for row in each.rows]
            session, named, choose = self._session, self._named, self._choose
            node, found = statement_account.account_of(session, head, file.name, named, choose, rows)
            # two files without a number may be of one that is made for the first of them
            if node.row == names.NEW and not identified.is_number(head.account):
                node = self._new.setdefault(name_key(node.path), node)
            self._chosen[key] = node, found
        return self._chosen[key]


def _called(head: StatementHead) -> tuple[str, str]:
    """What a file calls an account: a mere name may be that of two, of different kinds."""
    return head.account, "" if any(map(str.isdigit, head.account)) else head.kind


def _fitting(
    session: Session,
    account: Node,
    found: str,
    statement: Delivered,
    refusals: list[Refusal],
    unfit: list[Refused],
) -> Assigned:
    """The statement without the rows that the account can't hold, which are refused; ``unfit`` says why if all are."""
    rows: list[Row] = []
    notes: list[Row] = []
    problems: dict[Currency, Refused | None] = {}
    for row in statement.rows:
        if not row.moves_money:
            notes.append(row)
            continue
        unit = row.amount.currency
        if unit not in problems:
            problems[unit] = _problem(session, account, unit)
        problem = problems[unit]
        if problem is None:
            rows.append(row)
        else:
            refusals.append(refusal(row.line, problem, row.text))
    unfit += [problem for problem in problems.values() if problem and not rows]
    # whose days count in an e-wallet's file is known once its rows are placed
    head = statement.head
    early = frozenset() if ewallet_places.platform_of(head) else early_rows.early(session, account, rows, head)
    return Assigned(account, head, tuple(rows), tuple(notes), found, early)


def _problem(session: Session, account: Node, unit: Currency) -> Refused | None:
    if account.currencies and unit.code not in account.currencies:
        return not_held(account, unit.code)
    kept = money_of(session, unit.code)
    if kept.scale != unit.scale:
        return Refused("scale-differs", currency=unit.code, scale=unit.scale, kept=kept.scale)
    return None


def with_reasons(problem: WalletError, refusals: Sequence[Refusal]) -> WalletError:
    """The error of a whole file, with what was refused of it."""
    problem.params[REASONS] = tuple(refusals)
    return problem


def reasons(problem: WalletError) -> tuple[Refusal, ...]:
    """All that was refused of a file that ``problem`` refuses as a whole, in the file's order."""
    found = problem.params.get(REASONS, ())
    return found if isinstance(found, tuple) else ()


def require_usable(refusals: Sequence[Refusal], skips: bool, *, is_empty: bool) -> None:
    """Refuse a file of which nothing is left, or unless it ``skips`` them one of which anything is refused.

    BadFile("nothing-usable", "rows-refused"), with every reason (``reasons``).
    """
    if refusals and is_empty:
        raise with_reasons(BadFile("nothing-usable", refused=len(refusals)), refusals)
    if refusals and not skips:
        raise with_reasons(BadFile("rows-refused", refused=len(refusals)), refusals)


def require_apart(plans: Iterable[FilePlan], *, is_one: bool) -> None:
    """Refuse files that one ZIP holds, in different formats, with rows of one account from the same time: they may be
    the same, and another format has other ids and other texts. ``is_one`` where nothing but that ZIP is imported.

    UnclearFile("packed-several"), which names the ZIP as ``one_of_several`` where other files are imported with it.
    """
    for one, other in combinations([each for each in plans if "/" in each.file.name], 2):
        (archive, _, name), (beside, _, same) = (each.file.name.partition("/") for each in (one, other))
        if archive == beside and one.file.format != other.file.format and _meet(one, other):
            problem = UnclearFile("packed-several", files=(visible(name), visible(same)), corrected="")
            if not is_one:
                problem.params["one_of_several"] = visible(archive)
            raise problem


def _meet(one: FilePlan, other: FilePlan) -> bool:
    return any(
        mine.account.uid == theirs.account.uid and _overlap(mine, theirs)
        for mine in one.statements
        for theirs in other.statements
    )


def _overlap(one: Assigned, other: Assigned) -> bool:
    mine, theirs = days_of(one.rows), days_of(other.rows)
    return bool(mine and theirs) and min(mine) <= max(theirs) and min(theirs) <= max(mine)
