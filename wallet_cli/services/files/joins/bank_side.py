"""A bank's rows that an e-wallet's file brought before: each claims the posting that waits for it.

What waits isn't compared with in any other way: its day, its text and its lack of an id are the platform's. Where
nothing waits, this costs a look at the postings that have a row's amount and no id.
"""

from __future__ import annotations

from wallet_cli.domain.files import row_facts
from wallet_cli.domain.files.dedup import BY_HAND, NEW, BookedRow, Verdict
from wallet_cli.domain.files.joins import platform_facts, purchases
from wallet_cli.domain.files.joins.joining import MOST_NAMED, Judged
from wallet_cli.domain.transaction import PENDING
from wallet_cli.store.journal import posting_facts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import Any

    from wallet_cli.domain.files.row_facts import Facts
    from wallet_cli.domain.files.statement import Row
    from wallet_cli.domain.money import Money
    from wallet_cli.services.files.seen_rows import SeenRows
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.account_postings import Known
    from wallet_cli.store.books.accounts import Node

_AT_ONCE = 400


class Waiting:
    """The postings of an account that wait for a row of the bank's; ``entries`` are all others."""

    def __init__(
        self, session: Session, seen: SeenRows, account: Node, entries: list[BookedRow], rows: Sequence[Row]
    ) -> None:
        self.entries = entries
        self._sides: list[purchases.Side] = []
        some = [entry for entry in entries if _may_wait(_known(entry))] if seen.are_any_of_others(account) else []
        if not any(platform_in_row(row) for row in rows if some):  # then an equal amount alone can be it
            amounts = {row.amount for row in rows}
            some = [entry for entry in some if entry.amount in amounts]
        if not some:
            return
        facts = facts_of(session.db, map(_known, some))
        found: set[object] = set()
        for entry in some:
            known = _known(entry)
            its = facts.get((known.txn, known.n), ())
            if platform_facts.is_waiting(its):
                self._sides.append(waiting_side(entry, its))
                found.add(known)
        if found:
            self.entries = [entry for entry in entries if entry.key not in found]

    def claimed(self, judged: Judged, rows: Sequence[Row]) -> Judged:
        """The verdicts, with those of the rows that are what waits."""
        if not self._sides:
            return judged
        places = [
            n
            for n, (row, verdict) in enumerate(zip(rows, judged.verdicts, strict=True))
            if verdict.status == NEW and not row.pending
        ]
        bank = [side_of(n, rows[n]) for n in places]
        decided = purchases.decided(self._sides, bank)
        verdicts = [*judged.verdicts]
        for pair in decided.pairs:
            maybe = tuple(self._sides[at].key for at in pair.other_told[:MOST_NAMED])
            others = tuple(places[at] for at in pair.other_bank[:MOST_NAMED])
            verdicts[places[pair.bank]] = Verdict(BY_HAND, pair.reason, self._sides[pair.told].key, (), maybe, others)
        for at, told in decided.apart.items():
            keys = tuple(self._sides[each].key for each in told[:MOST_NAMED])
            verdicts[places[at]] = Verdict(NEW, purchases.EITHER, None, (), keys)
        return judged._replace(verdicts=verdicts)


def platform_in_row(row: Row) -> str:
    """The platform that a bank's row names, "" for none."""
    return purchases.platform_in(f"{row.text} {row.kind}")


def side_of(key: object, row: Row) -> purchases.Side:
    """A bank's row as it is compared with the platforms'."""
    return of_bank(key, row.booking_date, row.amount, row.text, row.bank_id, row_facts.of_row(row))


def of_bank(key: object, day: date, amount: Money, text: str, bank_id: str, facts: Facts) -> purchases.Side:
    """The same of a row with this text, this id and these facts of the bank's."""
    said = dict(facts)
    text = f"{text} {said.get('kind', '')}"
    mark = f"{bank_id} {said.get('balance_after', '')}"
    return purchases.Side(key, day, amount, text, purchases.platform_in(text), mark)


def waiting_side(entry: BookedRow, facts: Facts) -> purchases.Side:
    """A posting that waits for its bank's row, as it is compared."""
    return of_platform(entry.key, entry.date, entry.amount, _known(entry).delivered, facts)


def of_platform(key: object, day: date, amount: Money, text: str, facts: Facts) -> purchases.Side:
    """A platform's row with this text and these facts."""
    said = dict(facts)
    mark = f"{said.get('time', '')} {said.get('order_id', '')}"
    most = platform_facts.AT_MOST in said
    return purchases.Side(key, day, amount, text, platform_facts.platform_of(facts), mark, most)


def facts_of(db: Any, those: Iterable[Known]) -> dict[tuple[int, int], Facts]:
    """The facts of postings, by their transactions and places."""
    numbers = sorted({known.txn for known in those})
    found: dict[tuple[int, int], Facts] = {}
    for at in range(0, len(numbers), _AT_ONCE):
        for key, text in posting_facts.of_many(db, numbers[at : at + _AT_ONCE]).items():
            found[key] = posting_facts.unpacked(text)
    return found


def _known(entry: BookedRow) -> Known:
    return entry.key  # type: ignore[return-value]


def _may_wait(known: Known) -> bool:
    return bool(known.delivered) and not known.bank_id and not known.void and known.state != PENDING
