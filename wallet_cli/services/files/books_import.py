"""Whole books into the wallet, by uid: a new wallet becomes what the file says, an older one gets what it lacks.

In comes a file of books, read as a stream. What is known with the same content is passed over; the same uid with other
content is refused as a conflict and changes nothing. An account or payee that has another uid here but the same name
and kind is taken for the same one. A wallet without any transaction gives way: its unused accounts are replaced
by the file's, and what ``init`` made and the file doesn't have is dropped, so that an export of it is the file again.
"""

from __future__ import annotations

from wallet_cli.domain.account import Payee, name_key
from wallet_cli.domain.files.statement import (
    AccountDeclaration,
    BookEntry,
    BookTransaction,
    CurrencyDeclaration,
    PayeeDeclaration,
    Refusal,
    RuleDeclaration,
    refusal,
)
from wallet_cli.domain.operation import IMPORT
from wallet_cli.domain.transaction import STATES, Posting, Transaction, check
from wallet_cli.errors import BadFile, Conflict, WalletError
from wallet_cli.formats import registry
from wallet_cli.formats.base import REFUSALS_LIMIT
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.files.books_tree import Tree, has_blank
from wallet_cli.services.files.import_kept import refused
from wallet_cli.services.files.reading import require_usable
from wallet_cli.services.files.rules import carried
from wallet_cli.services.files.source import require_unchanged
from wallet_cli.services.names import NAME_CHARACTERS
from wallet_cli.store.books import accounts, transactions, whole
from wallet_cli.store.journal.entities import Item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.files.statement import BookPosting
    from wallet_cli.services.files.source import Source
    from wallet_cli.services.session import Session
    from wallet_cli.store.journal.journal import Operation

_AT_ONCE = 1000
_REMEMBERED = 10_000
_STATES = {state: number for number, state in enumerate(STATES)}


class Counts(NamedTuple):
    """How many of one kind were added, and how many were known."""

    new: int = 0
    known: int = 0

    def plus(self, is_new: bool) -> Counts:
        """One more."""
        return Counts(self.new + is_new, self.known + (not is_new))


class BooksImported(NamedTuple):
    """What importing books did; ``op`` is "" where there was nothing new to record."""

    op: str
    file: Source
    accounts: Counts
    payees: Counts
    transactions: Counts
    refusals: tuple[Refusal, ...]
    dry_run: bool


def record(session: Session, file: Source, *, skip_refused: bool = False) -> BooksImported:
    """Bring in the books of a file, in one operation; a single refusal refuses all, unless ``skip_refused``.

    Conflict("account-differs", "account-path-taken", "payee-differs", "transaction-differs", "currency-scale-differs"),
    BadFile("rows-refused", "nothing-usable", "file-changed", "file-too-many-refused") and what the format's
    reader raises.
    """
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        books_in = _Books(session, work)
        refusals: list[Refusal] = []
        for event in registry.book_reader(file.format, file.options).read(file.stream):
            if isinstance(event, Refusal):
                refusals.append(event)
                if len(refusals) > REFUSALS_LIMIT:
                    raise BadFile("file-too-many-refused", limit=REFUSALS_LIMIT)
                continue
            try:
                books_in.take(event)
            except Conflict:
                raise
            except WalletError as problem:
                refusals.append(refusal(0, problem, _name_of(event)))
        require_unchanged(file)
        books_in.finish()
        counts = books_in.counts
        require_usable(refusals, skip_refused, is_empty=not any(each.new + each.known for each in counts.values()))
        op = work.ref
        if op:
            work.put_item(_batch(session, work, file, counts, refusals), new=True)
    return BooksImported(
        op, file, counts["accounts"], counts["payees"], counts["transactions"], tuple(refusals), session.dry_run
    )


def _name_of(event: BookEntry) -> str:
    if isinstance(event, CurrencyDeclaration):
        return event.currency.code
    return event.uid


def _batch(session: Session, work: Operation, file: Source, counts: dict[str, Counts], refusals: list[Refusal]) -> Item:
    body = {
        "file": file.name,
        "format": file.format,
        "books": {name: [each.new, each.known] for name, each in counts.items()},
        "refused": len(refusals),
        "files": [[file.name, file.format, "", ""]],
        "rows": refused((0, each) for each in refusals),
    }
    return Item(session.new_uid(), IMPORT, work.uid.hex(), body)


class _Books:
    """Takes entries one by one and writes them; transactions wait until there are some, to be looked up together."""

    def __init__(self, session: Session, work: Operation) -> None:
        self._session, self._work = session, work
        self._tree = Tree(session, work)
        self._scales = accounts.scales(session.db)
        self._payees: dict[str, bytes] = {}
        self._paid: dict[str, bytes] = {}
        self._waiting: dict[bytes, Transaction] = {}
        self.counts = {"accounts": Counts(), "payees": Counts(), "transactions": Counts()}

    def take(self, entry: BookEntry) -> None:
        """Write one entry; WalletErrors other than Conflict refuse this entry alone."""
        if isinstance(entry, BookTransaction):
            txn = self._transaction(entry)
            if txn.uid in self._waiting or len(self._waiting) >= _AT_ONCE:
                self._write()
            self._waiting[txn.uid] = txn
        elif isinstance(entry, AccountDeclaration):
            self.counts["accounts"] = self.counts["accounts"].plus(self._tree.declare(entry))
        elif isinstance(entry, RuleDeclaration):
            self._write()
            carried.bring(self._session, self._work, entry, self._tree.find)
        elif isinstance(entry, PayeeDeclaration):
            self.counts["payees"] = self.counts["payees"].plus(self._declare_payee(entry))
        else:
            self._use(entry.currency)

    def finish(self) -> None:
        """Write what waits, and give way where the wallet was new."""
        self._write()
        self._tree.finish()

    def _use(self, unit: Currency) -> None:
        kept = self._scales.get(unit.code)
        if kept is None:
            if has_blank(unit.code):
                raise BadFile("field-wrong", field="code")
            self._scales[unit.code] = unit.scale
            self._work.put_currency(unit.code, unit.scale)
        elif kept != unit.scale:
            raise Conflict("currency-scale-differs", currency=unit.code, scale=unit.scale, kept=kept)

    def _declare_payee(self, entry: PayeeDeclaration) -> bool:
        uid = bytes.fromhex(entry.uid)
        kept = accounts.payee_by_uid(self._session.db, uid)
        wanted = Payee(uid, entry.name, tuple(alias for alias in entry.aliases if alias != entry.name))
        if kept is None:
            found = accounts.find_payee(self._session.db, entry.name)
            if found is None:
                self._require_free(wanted.aliases)
                self._work.put_payee(wanted)
        elif (kept.name, sorted(kept.aliases)) != (wanted.name, sorted(wanted.aliases)):
            raise Conflict("payee-differs", payee=entry.name, kept=kept.name)
        else:
            found = kept
        self._payees[name_key(entry.name)] = found.uid if found else uid
        self._paid.clear()
        return found is None

    def _require_free(self, names: Iterable[str]) -> None:
        for name in names:
            found = accounts.find_payee(self._session.db, name)
            if found is not None:
                raise Conflict("payee-name-taken", name=name, owner=found.name)

    def _payee(self, name: str) -> bytes:
        known = self._paid.get(name)
        if known is None:
            if len(self._paid) >= _REMEMBERED:
                self._paid.clear()
            known = self._paid[name] = self._payee_of(name) if name else b""
        return known

    def _payee_of(self, name: str) -> bytes:
        key = name_key(name)
        if key not in self._payees:
            short = name[:NAME_CHARACTERS].strip()
            found = accounts.find_payee(self._session.db, name) or accounts.find_payee(self._session.db, short)
            if found is None:
                found = Payee(self._session.new_uid(), short)
                self._work.put_payee(found, new=True)
                self.counts["payees"] = self.counts["payees"].plus(True)
            self._payees[key] = found.uid
        return self._payees[key]

    def _transaction(self, entry: BookTransaction) -> Transaction:
        uid, day, lines, payee, delivered, memo, tags, links, void = entry
        postings = tuple([self._posting(line) for line in lines])
        check(postings)
        if tags and any(not tag or has_blank(tag) for tag in tags):
            raise BadFile("field-wrong", field="tags")
        return Transaction(
            bytes.fromhex(uid),
            day.toordinal(),
            postings,
            self._payee(payee),
            memo,
            delivered,
            tuple(dict.fromkeys(tags)),
            tuple(sorted({(kind, bytes.fromhex(target)) for kind, target in links})) if links else (),
            void,
        )

    def _posting(self, line: BookPosting) -> Posting:
        path, type_, _kind, amount, day, state, value_day, bank_id, original, facts = line
        account = self._tree.find(path, type_)
        code, scale = unit = amount.currency
        if self._scales.get(code) != scale:
            self._use(unit)
        if original is not None:
            self._use(original.currency)
        return Posting(
            account,
            code,
            amount.minor,
            day.toordinal(),
            _STATES[state],
            value_day.toordinal() if value_day else 0,
            bank_id,
            original.minor if original is not None else 0,
            original.currency.code if original is not None else "",
            facts,
        )

    def _write(self) -> None:
        """Add the transactions that wait; put back those that were removed; compare those that are there."""
        work, new = self._work, 0
        work.write_rows()
        fates = whole.fates(self._session.db, list(self._waiting))
        for uid, txn in self._waiting.items():
            is_gone = fates.get(uid)
            if is_gone is None:
                work.add_transaction(txn)
            elif is_gone:
                work.put_transaction(txn)
            else:
                self._compare(txn)
                continue
            new += 1
        before = self.counts["transactions"]
        self.counts["transactions"] = Counts(before.new + new, before.known + len(self._waiting) - new)
        self._waiting.clear()

    def _compare(self, txn: Transaction) -> None:
        kept = transactions.by_uid(self._session.db, txn.uid)
        if kept is None or kept.transaction != txn:
            raise Conflict("transaction-differs", id=txn.uid.hex(), ref=f"t{kept.row}" if kept else "")
