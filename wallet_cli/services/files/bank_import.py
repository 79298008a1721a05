"""Banks' files into the books: which account, which rows are new, one operation that one undo takes back.

First all files are read and every statement gets its account (``planned``), then all is recorded at once (``record``).
What always holds: the same file twice adds nothing; whatever can't be used is named with its line, and nothing at all
is recorded until someone says that it may be left out; the same is true of rows from before an account's beginning. A
row that moves no money is a note: it is listed, never refused. Afterwards the bank's closing balance is compared with
ours.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from operator import itemgetter

from wallet_cli.domain.files.running import running
from wallet_cli.domain.files.statement import days_of
from wallet_cli.domain.operation import IMPORT
from wallet_cli.domain.text import visible
from wallet_cli.errors import BadFile, WalletError
from wallet_cli.services import names
from wallet_cli.services.files import (
    changed_rows,
    early_rows,
    ewallet_places,
    ewallet_rows,
    first_balances,
    gaps,
    import_kept,
    outcomes,
    profiles,
    repayments,
    statement_account,
)
from wallet_cli.services.files.ewallet_places import NO_MEANS
from wallet_cli.services.files.imported import (
    SKIP,
    Assigned,
    Began,
    Choices,
    Closing,
    Filed,
    FilePlan,
    Imported,
    ImportPlan,
    Opened,
    Unopened,
)
from wallet_cli.services.files.joins import apart_sides, unlisted
from wallet_cli.services.files.matching import ADDED, CONFIRMED, KNOWN, REMOVED, Fate, Filing
from wallet_cli.services.files.reading import Reading, require_apart, require_usable
from wallet_cli.store.journal.entities import Item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wallet_cli.services.files.ewallet_places import Means
    from wallet_cli.services.files.matching import Sources
    from wallet_cli.services.files.source import Source
    from wallet_cli.services.files.statement_account import Choose
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.journal.journal import Operation

    Tell = Callable[[str, int, int], None]
    """Hears what is being done, how much of it is done, and how much there is."""

    Answer = Callable[[Source, Callable[[Source], FilePlan]], FilePlan]
    """Has a file read, and read again with answers where it leaves something open."""

READING, BOOKING = "reading", "booking"
"""What takes its time."""

AS_IT_IS = Choices()
"""Nothing is left out, nothing else is changed."""

_TELL_EVERY = 500
_status = itemgetter(Fate._fields.index("status"))


def _silent(_what: str, _done: int, _total: int) -> None:
    """Nobody wants to hear how far it is."""


def _as_it_stands(file: Source, read: Callable[[Source], FilePlan]) -> FilePlan:
    """What a file leaves open stays open."""
    return read(file)


def planned(
    session: Session,
    files: Sequence[Source],
    account: str | None,
    choose: Choose | None = None,
    tell: Tell = _silent,
    answer: Answer = _as_it_stands,
    means: Means = NO_MEANS,
) -> ImportPlan:
    """Read banks' files and find the account of each statement: the one named, else by the bank's number, else asked;
    of an e-wallet's also those that its rows name, by ``means`` where nothing else says it.

    UsageProblem("import-account-missing", "methods-unknown", "bad-name"), Refused("statement-of-other-platform",
    "statement-of-other-account", "several-accounts-in-file", "currency-not-held", "scale-differs"),
    BadFile("no-statement"), UnclearFile("packed-several"), NotFound, and what ``delivered`` and the questions raise;
    ``reasons`` says the rest where not all rows are refused for the same. Errors of one of several files name it as
    ``one_of_several``.
    """
    reading = Reading(session, names.own_account(session, account) if account else None, choose)
    plans = []
    for at, file in enumerate(files):
        tell(READING, at, len(files))
        try:
            plans.append(answer(file, reading.plan))
        except WalletError as problem:
            if len(files) > 1:
                problem.params["one_of_several"] = visible(file.name)
            raise
    require_apart(plans, is_one=len({file.name.partition("/")[0] for file in files}) == 1)
    plan = ewallet_places.placed(session, ImportPlan(tuple(plans)), means)
    return repayments.placed(session, plan, means)


def record(session: Session, plan: ImportPlan, choices: Choices = AS_IT_IS, tell: Tell = _silent) -> Imported:
    """Record a plan in one operation.

    BadFile("rows-refused") where anything is refused and ``choices`` don't say to leave it out, ("nothing-usable")
    where nothing can be used, ("rows-before-opening") where an account begins after rows of its own and ``choices``
    don't say what becomes of them; Refused("opening-reconciled", "amount-too-large").
    """
    has_any = any(each.rows or each.notes for each in plan.statements)
    require_usable(plan.refusals, choices.skip_refused, is_empty=not has_any)
    _require_opening(session, plan, choices)
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        recording = _Recording(session, work, plan, choices, tell)
        filed = recording.all()
        for each in plan.files:
            if each.kept:
                profiles.put(work, each.kept)
        if work.ref or plan.left:  # what was answered is kept as well
            work.put_item(Item(session.new_uid(), IMPORT, work.uid.hex(), import_kept.body(plan, filed)), new=True)
    began, opened = tuple(recording.began), tuple(recording.opened)
    return Imported(work.ref, plan, filed, began, session.dry_run, opened, tuple(recording.unopened))


def _require_opening(session: Session, plan: ImportPlan, choices: Choices) -> None:
    for each in plan.statements:
        if each.early and not choices.before_opening:
            days = [each.rows[at].booking_date for at in each.early]
            code = each.rows[min(each.early)].amount.currency.code
            account = (*each.begun, each.account)[0]
            start = early_rows.begins(session, account, code)
            begins = type(days[0]).fromordinal(start.date).isoformat() if start else ""
            raise BadFile(
                "rows-before-opening",
                account=account.path, rows=len(days), first=min(days).isoformat(), begins=begins,
            )  # fmt: skip


class _Recording:
    """One plan being recorded in one operation."""

    def __init__(self, session: Session, work: Operation, plan: ImportPlan, choices: Choices, tell: Tell) -> None:
        self._session, self._work, self._plan, self._choices, self._tell = session, work, plan, choices, tell
        self._filing = Filing(session, work, again=choices.again)
        self._done = 0
        self._total = sum(len(each.rows) for each in plan.statements)
        self._filed: list[tuple[Assigned, Filed]] = []
        self.began: list[Began] = []
        self.opened: list[Opened] = []
        self.unopened: list[Unopened] = []

    def all(self) -> tuple[Filed, ...]:
        session, work, choices = self._session, self._work, self._choices
        learnable = statement_account.learnable(session, self._plan.statements)
        starts = early_rows.starts(session, self._plan)
        ewallet_places.write(session, work, self._plan)
        self.opened, self.unopened = first_balances.write(session, work, self._plan, choices.opens)
        for at, plan in enumerate(self._plan.files):
            for each in plan.statements:
                _node, number = learnable.get(each.account.uid, (None, ""))
                self._filed.append((each, self._file(at, each, number)))
        self._filing.finish()
        self.opened = unlisted.begun_earlier(session, work, self.opened)
        self.began = early_rows.moved(session, work, starts, self._filed, self._latest)
        for uid, (node, number) in learnable.items():
            if uid in choices.learns:
                statement_account.learn(session, work, node, number)
        work.flush()
        found = zip(self._filed, gaps.named(session, self._filed), strict=True)
        return tuple(what._replace(closing=outcomes.closing(session, each, what)) for (each, _had), what in found)

    def _file(self, at: int, each: Assigned, number: str) -> Filed:
        session = self._session
        skipped = each.early if self._choices.before_opening == SKIP else frozenset()
        rows = [row for place, row in enumerate(each.rows) if place not in skipped] if skipped else each.rows
        days = days_of(each.rows)
        period = each.head.first or min(days, default=None), each.head.last or max(days, default=None)
        is_held = outcomes.is_held(session, each)
        fates: list[Fate] = []
        booked: Iterator[Fate] = (
            self._filing.book(
                each.account,
                rows,
                each.notes,
                self._sources(each),
                period,
                is_held=is_held,
            )
            if each.places is None
            else iter(ewallet_rows.book(session, self._work, self._filing, each, rows))
        )
        while some := tuple(islice(booked, _TELL_EVERY - self._done % _TELL_EVERY)):
            fates += some
            self._done += len(some)
            if not self._done % _TELL_EVERY:
                self._tell(BOOKING, self._done, self._total)
        counts = Counter(map(_status, fates))
        self._work.flush()
        shown = tuple(outcomes.shown(session, fates))
        changes = tuple(changed_rows.changes(session, self._work, each.account, fates, self._choices.changed))
        self._work.flush()
        is_learned = bool(number) and each.account.uid in self._choices.learns
        return Filed(
            each.account.account,
            counts[ADDED],
            counts[CONFIRMED],
            counts[KNOWN] - len(changes),
            None,
            number,
            changed_rows.settled(fates, changes),
            outcomes.debt_told(each),
            each.head,
            changes,
            each.notes,
            shown,
            at,
            each.found,
            *period,
            running(each.rows, newest_first=bool(each.head.newest_first)),
            len(skipped),
            is_learned,
            counts[REMOVED],
            each.left,
            *outcomes.booked_on(session, fates if each.places is not None else ()),
            outcomes.paths(session, fates),
            outcomes.other(session, each, fates),
            outcomes.repeated(fates),
            joined=self._filing.joined,
        )

    def _sources(self, each: Assigned) -> Sources | None:
        """Where the money of a bank's rows came from, or went to."""
        self._work.flush()
        listed = self._filing.seen.is_listed
        inner = repayments.sources(self._session, self._work, each, listed)
        return apart_sides.sources(self._session, self._work, each, listed, inner)

    def _latest(self, node: Node, code: str) -> Closing | None:
        """The latest of the bank's balances of an account, beside that of the books; None where there is none."""
        found = [
            outcomes.closing(self._session, each, filed) for each, filed in self._filed if each.account.uid == node.uid
        ]
        stated = [each for each in found if each is not None and each.currency.code == code]
        return max(stated, key=lambda each: each.on, default=None)
