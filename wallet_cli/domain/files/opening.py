"""Until which day the amount counts with which an account begins.

An account that was said to hold something on a day, and begins earlier since rows of before came in, still holds that
on that day: what comes to light of the days between is taken off what it begins with. The day is kept as a fact of
the beginning's own posting, as long as nothing proves the amount of the beginning's own day.
"""

from __future__ import annotations

from datetime import date

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.transaction import Posting, Transaction

COUNTS_UNTIL = "counts_until"
"""The fact of a beginning's posting that says before which day (ISO 8601) all that was is counted in its amount."""


def counts_until(posting: Posting) -> int:
    """Before which day (ordinal) all that was is counted in a beginning's amount: its own, where nothing is said."""
    text = dict(posting.facts).get(COUNTS_UNTIL, "")
    try:
        return max(posting.date, date.fromisoformat(text).toordinal())
    except ValueError:
        return posting.date


def counting(posting: Posting, until: int) -> Posting:
    """A beginning's posting, which counts all ``until`` a day (ordinal); that isn't said where it is its own day."""
    facts = [fact for fact in posting.facts if fact[0] != COUNTS_UNTIL]
    if until > posting.date:
        facts.append((COUNTS_UNTIL, date.fromordinal(until).isoformat()))
    return posting._replace(facts=tuple(sorted(facts)))


def restated(before: Transaction, after: Transaction) -> Transaction:
    """An edit of a beginning: with another day or amount it says what was held on that day, and counts no further."""
    known = {(each.account, each.date, each.amount_minor) for each in before.postings}
    postings = tuple(
        each if (each.account, each.date, each.amount_minor) in known else counting(each, 0) for each in after.postings
    )
    return after._replace(postings=postings)
