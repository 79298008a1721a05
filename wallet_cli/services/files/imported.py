"""An import of banks' files: before (``ImportPlan``), as it was decided (``Choices``), and after (``Imported``)."""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.files.joins.joined import NOTHING
from wallet_cli.services.files.matching import ADDED, APART, OWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from wallet_cli.domain.account import Account
    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.files.profile import TableProfile
    from wallet_cli.domain.files.running import Running
    from wallet_cli.domain.files.statement import Refusal, Row, StatementHead
    from wallet_cli.services.files.joins.joined import Joined
    from wallet_cli.services.files.matching import Fate
    from wallet_cli.services.files.source import Source
    from wallet_cli.store.books.accounts import Node

BY_NUMBER, BY_NAME, BY_ANSWER, BY_PLATFORM, BY_TABLE = "number", "named", "asked", "platform", "table"
"""How a statement's account was found: the account has its number, it was named beside the file, it was asked for, it
is called what the e-wallet is; or earlier tables of its kind, without a number either, were all of it.
"""

MOVE, SKIP = "move", "skip"
"""What is done with rows from before an account's beginning: the beginning moves back, or they are left out."""

KEEP, TAKE = "keep", "take"
"""What is done where the bank says of a known row something else by now."""

TAKEN, KEPT = "taken", "kept"
"""What became of such a change, unless it is one of the reasons of ``domain.files.corrected``."""


class Assigned(NamedTuple):
    """A statement and the account it is of: ``rows`` are those that the account can hold, ``notes`` those that move no
    money; ``found`` says how the account was found, and ``early`` which of ``rows``, by their places, are of days
    before the account begins, and new.

    Of an e-wallet's statement: ``places`` are the own accounts by what its rows call them, ``left`` the rows that are
    left to another account's own file, and ``begun`` the accounts that begin after ``early`` rows.

    Of a debt's: ``repaid`` are the accounts that paid it off, by what its rows say; None for what is kept apart.
    """

    account: Node
    head: StatementHead
    rows: tuple[Row, ...]
    notes: tuple[Row, ...] = ()
    found: str = BY_NUMBER
    early: frozenset[int] = frozenset()
    left: tuple[Row, ...] = ()
    places: Mapping[str, Node | None] | None = None
    begun: tuple[Node, ...] = ()
    repaid: Mapping[str, Node | None] | None = None


class FilePlan(NamedTuple):
    """One file that was read: its statements, what is refused of it, and the profile that is ``kept`` of it, if any."""

    file: Source
    statements: tuple[Assigned, ...]
    refusals: tuple[Refusal, ...]
    kept: TableProfile | None = None


class ImportPlan(NamedTuple):
    """Files that were read and will be one operation, with the accounts that it makes, by what accounts (uids) are
    known from then on, and the means of payment that are ``left`` to other accounts' files since this one.
    """

    files: tuple[FilePlan, ...]
    made: tuple[Account, ...] = ()
    learned: Mapping[bytes, tuple[str, ...]] = {}
    left: frozenset[str] = frozenset()

    @property
    def statements(self) -> tuple[Assigned, ...]:
        """The statements of all files, in their order."""
        return tuple(each for plan in self.files for each in plan.statements)

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """What is refused of all files."""
        return tuple(each for plan in self.files for each in plan.refusals)


class Choices(NamedTuple):
    """What was decided about a plan.

    ``skip_refused``: what can't be used is left out; ``before_opening`` MOVE, SKIP, or "" where nobody said;
    ``changed`` KEEP or TAKE; ``learns`` the accounts (uids) that get the number that their statement names;
    ``again``: what was removed since an earlier import comes in again; ``opens`` the accounts (uids) that begin
    with what their file says, though it doesn't prove it.
    """

    skip_refused: bool = False
    before_opening: str = ""
    changed: str = KEEP
    learns: Collection[bytes] = ()
    again: bool = False
    opens: Collection[bytes] = ()


class Closing(NamedTuple):
    """What the bank says an account held on ``on``, and what the books say without what is pending; ``mends``: whether
    a difference can be booked, as no row of that day and no change is known that may be all of it.
    """

    on: date
    currency: Currency
    stated_minor: int
    held_minor: int
    agrees: bool
    mends: bool = True


class Gap(NamedTuple):
    """What lies between the ``last`` day of which a file brought a row, and the ``first`` day of another: what the
    books held in between, and what the bank says (minor units); ``held_minor`` None where its file says none.
    """

    currency: Currency
    last: date
    first: date
    held_minor: int | None
    stated_minor: int


class Change(NamedTuple):
    """A known row of which the bank says something else by now: what was kept, and what became of it.

    ``parts`` are what changed: date, amount, text; ``was_on`` a day, ``was_minor`` in the row's currency, the owner's
    view; ``outcome`` TAKEN, KEPT or why it can't be taken.
    """

    fate: Fate
    parts: tuple[str, ...]
    was_on: date
    was_minor: int
    was_text: str
    outcome: str


class Shown(NamedTuple):
    """A row that was recorded, and the category (path) that it got; "" for what has none or several. What only moved is
    a ``transfer``: the paths of the accounts that it left and reached, "" for one that isn't known.
    """

    fate: Fate
    payee: str
    category: str
    transfer: tuple[str, str] | None = None


class Began(NamedTuple):
    """An account's beginning that moved back: days, minor units (debit positive), the bank's balance that proves it;
    what the account holds today, before the import (``was_held_minor``) and after it.
    """

    account: Account
    currency: Currency
    was_on: date
    was_minor: int
    on: date
    minor: int
    proof: str
    was_held_minor: int
    held_minor: int


class Opened(NamedTuple):
    """What an account begins with that was empty: minor units (debit positive) on a day; ``is_proven`` by its file;
    ``until`` as in ``beginning.Start``.
    """

    account: Account
    currency: Currency
    on: date
    minor: int
    is_proven: bool
    until: date | None = None


class Unopened(NamedTuple):
    """An account that was empty, and of which nothing says what it held before the ``first`` day that is booked now.

    ``minor`` is what its file says all the same (minor units, debit positive), None where it says nothing.
    """

    account: Account
    currency: Currency
    first: date
    minor: int | None = None


class Filed(NamedTuple):
    """What became of one statement: counts of rows; ``number`` is the bank's where the account doesn't know it yet.

    ``kind`` is what the file says that the account is, where that is a debt and the account's own kind is none;
    ``file`` the place of its file in the plan; ``first`` and ``last`` the days of its period; ``skipped`` counts the
    rows from before the account's beginning that were left out; ``learned``: the number is kept from now on;
    ``removed`` counts rows that stay out because they were removed from the books.

    Of an e-wallet's: ``left`` are the rows that are left to another account's own file, ``posted`` the accounts that
    new rows were booked on, each with how many, and ``transfers`` those rows that only moved money between them.

    ``paths`` are those of the accounts (uids) that new rows were booked on; ``other`` that of an own account that rows
    may be from, or have gone to, which are kept ``apart`` from income and spending. ``repeated`` are
    the bank's ids that several rows have of which one is new, with their lines; ``gap`` is what may be missing before
    its first row; ``joined`` is what someone has to look at.
    """

    account: Account
    new: int
    confirmed: int
    known: int
    closing: Closing | None
    number: str
    fates: tuple[Fate, ...]
    kind: str
    head: StatementHead
    changes: tuple[Change, ...] = ()
    notes: tuple[Row, ...] = ()
    shown: tuple[Shown, ...] = ()
    file: int = 0
    found: str = BY_NUMBER
    first: date | None = None
    last: date | None = None
    running: Running | None = None
    skipped: int = 0
    learned: bool = False
    removed: int = 0
    left: tuple[Row, ...] = ()
    posted: tuple[tuple[str, int], ...] = ()
    transfers: int = 0
    paths: Mapping[bytes, str] = {}
    other: str = ""
    repeated: tuple[tuple[str, tuple[int, ...]], ...] = ()
    gap: Gap | None = None
    joined: Joined = NOTHING

    @property
    def apart(self) -> tuple[Fate, ...]:
        """The new rows that moved to or from an account that isn't known."""
        return tuple(fate for fate in self.fates if fate.status == ADDED and fate.reason == APART)

    @property
    def own(self) -> tuple[Fate, ...]:
        """The new rows that say they moved between own accounts, and were booked as income or spending."""
        return tuple(fate for fate in self.fates if fate.status == ADDED and fate.reason == OWN)


class Imported(NamedTuple):
    """What an import did; ``op`` is "" where there was nothing new to record."""

    op: str
    plan: ImportPlan
    statements: tuple[Filed, ...]
    began: tuple[Began, ...]
    dry_run: bool
    opened: tuple[Opened, ...] = ()
    unopened: tuple[Unopened, ...] = ()

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """What was refused of all files."""
        return self.plan.refusals
