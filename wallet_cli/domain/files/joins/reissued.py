"""Rows that a bank gave new ids: the same movements under other ids, or others that look the same.

In come the entries that no row is, the rows and their verdicts; out come the verdicts, with those of such rows. Of the
days that the entries' files and this one have in common, the rows that are new here and the entries that are missing
here are compared by day, amount and text. Where they are the same, each as often as the other, and ``ROWS`` or more on
``DAYS`` or more, or a balance shows that the books have them, the bank changed its ids, and the rows are those entries.
Else a row that looks like an entry is booked, and in doubt: a second coffee at 3.50 is real. The last day of the
entries is one on which an earlier file may have been made, so that more rows of that day prove nothing.
"""

from __future__ import annotations

from collections import Counter

from wallet_cli.domain.files.dedup import NEW, SAME_CONTENT, BookedRow, Content, Verdict, content_of, content_of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.files.statement import Row

ROWS, DAYS = 5, 2
"""That many rows on that many days prove it."""

REISSUED, ID_DIFFERS = "ids-reissued", "id-differs"
"""Why: the bank gave new ids to all; or this one alone has another id than the one that looks the same."""


def told(free: Sequence[BookedRow], rows: Sequence[Row], verdicts: list[Verdict], *, is_proven: bool) -> list[Verdict]:
    """The verdicts, with those of rows whose ids are new; ``free``: entries that no row is so far."""
    with_id = {content_of(entry): entry for entry in free if entry.bank_id and not entry.by_hand}
    if not with_id:
        return verdicts
    new = [n for n, verdict in enumerate(verdicts) if verdict.status == NEW and rows[n].bank_id]
    contents = {n: content_of_row(rows[n]) for n in new}
    twins = [n for n in new if contents[n] in with_id]
    if not twins:
        return verdicts
    waiting: dict[Content, list[BookedRow]] = {}
    for entry in free:
        if entry.bank_id and not entry.by_hand:
            waiting.setdefault(content_of(entry), []).append(entry)
    found = list(verdicts)
    are_new_ids = _are_all(waiting, [contents[n] for n in new], rows, is_proven=is_proven)
    for n in twins:
        entries = waiting[contents[n]]
        if not are_new_ids:
            keys = tuple(entry.key for entry in entries)
            found[n] = Verdict(NEW, ID_DIFFERS, None, (), keys)
        elif entries:
            found[n] = Verdict(SAME_CONTENT, REISSUED, entries.pop(0).key)
    return found


def _are_all(
    entries: dict[Content, list[BookedRow]], new: Sequence[Content], rows: Sequence[Row], *, is_proven: bool
) -> bool:
    """Whether both are the same in the days that they have in common."""
    days = [row.booking_date for row in rows]
    # on its last day the earlier file, or this one, may have been cut
    first, last = max(min(days), min(day for day, *_ in entries)), max(day for day, *_ in entries)
    known = Counter({content: len(some) for content, some in entries.items() if first <= content[0] <= max(days)})
    here = Counter(content for content in new if first <= content[0] <= last)
    more = here - known
    if known - here or any(day != last for day, *_ in more):
        return False
    same = list((known & here).elements())
    return is_proven or (len(same) >= ROWS and len({day for day, *_ in same}) >= DAYS)
