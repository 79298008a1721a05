"""What a bank says of a row beyond what a posting has fields for: facts as (name, value), kept beside the posting.

In comes a ``Row``; out come its facts in the order of their names, each name once. The names in ``NAMES`` are those of
a row's fields and never change. A name of the bank's own is kept behind ``x-``, so that it never takes the place of
one of these. Texts are as the row has them: in one line, without control characters.
"""

from __future__ import annotations

from operator import itemgetter

from wallet_cli.domain.amounts import plain
from wallet_cli.domain.files.statement import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallet_cli.domain.money import Money

    Facts = tuple[tuple[str, str], ...]

_TEXTS = (
    "batch",
    "category",
    "cheque",
    "end_to_end",
    "kind",
    "mandate",
    "merchant_order_id",
    "method",
    "order_id",
    "other_account",
    "other_bank",
    "rate",
    "status",
)
_OTHERS = ("time", "balance_after", "charges", "extra")

NAMES = tuple(sorted((*_TEXTS, *_OTHERS[:3])))
"""All that has a name of its own: texts as they are, the time, and two amounts."""

RULE = "rule"
"""What rules counted where one chose the other side: beside its posting, never beside the bank's own."""

OWN = "x-"
"""Before a name that is the bank's own."""

# by position: by name it would take three times as long, for each of many rows
_texts = itemgetter(*map(Row._fields.index, _TEXTS))
_others = itemgetter(*map(Row._fields.index, _OTHERS))
_NO_TEXTS = ("",) * len(_TEXTS)


def of_row(row: Row) -> Facts:
    """The facts of a row: money as in ``12.50 EUR``, a time as ISO 8601 writes it, with its offset if one is known."""
    texts, (time, balance, charges, extra) = _texts(row), _others(row)
    if texts == _NO_TEXTS:
        if time is None and charges is None and not extra:  # as in most tables
            if balance is None:
                return ()
            unit = balance.currency
            return (("balance_after", f"{plain(balance.minor, unit.scale)} {unit.code}"),)
        found = {}
    else:
        found = {name: text for name, text in zip(_TEXTS, texts, strict=True) if text}
    if time is not None:
        found["time"] = time.isoformat()
    if balance is not None:
        found["balance_after"] = _money(balance)
    if charges is not None:
        found["charges"] = _money(charges)
    for name, value in extra:
        if value:
            found[_free(f"{OWN}{name}", found)] = value
    return ordered(found.items()) if len(found) > 1 else tuple(found.items())


def _money(money: Money) -> str:
    return f"{plain(money.minor, money.currency.scale)} {money.currency.code}"


def _free(name: str, taken: Iterable[str]) -> str:
    """The name, with a number where a row says the same thing twice."""
    free, n = name, 1
    while free in taken:
        n += 1
        free = f"{name}-{n}"
    return free


def ordered(facts: Iterable[tuple[str, str]]) -> Facts:
    """Facts in the order in which they are kept, the last one of a name alone."""
    return tuple(sorted(dict(facts).items()))


def merged(before: Facts, after: Facts) -> Facts:
    """What is known once more was said: of a name the later value."""
    return ordered((*before, *after)) if before else after
