"""Neighbouring bookings as rows, column by column: what ``Usual`` makes of each of them, in one go.

What always holds: where any of them needs a look by itself, there are none, and each is read by itself.
"""

from __future__ import annotations

from itertools import repeat
from operator import eq, itemgetter, neg, sub

from wallet_cli.domain.files.statement import TEXT_LIMIT, Row
from wallet_cli.domain.money import moneys
from wallet_cli.errors import WalletError
from wallet_cli.formats.table import phrases
from wallet_cli.formats.table.amounts import NOTHING
from wallet_cli.formats.table.rows import BALANCE, EXTRA, ID, MEMO, VALUED
from wallet_cli.named_tuple import unchecked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from typing import Any, Protocol

    from wallet_cli.domain.currency import Currency
    from wallet_cli.formats.table.layout import Prover
    from wallet_cli.formats.table.rows import RowReader

    class Usual(Protocol):
        """What is known of the table (``ahead_rows.usual``)."""

        reader: RowReader
        template: list[Any]
        units: dict[str, Currency]
        memo: int
        has_memos: bool


def rows_of(
    usual: Usual,
    numbers: Sequence[int],
    rows: Sequence[Sequence[str]],
    columns: Sequence[Sequence[str]],
    minors: Sequence[int],
    balances: Sequence[int],
) -> Iterator[Row] | None:
    """The rows of lines with these ``numbers``, amounts and balances (minor units), whose cells are given by lines and
    by ``columns``.
    """
    reader = usual.reader
    units = _units(usual, columns)
    payees = columns[reader.payee]
    if units is None or not NOTHING.isdisjoint(payees):
        return None
    try:
        days = _days(reader, rows, columns[reader.dated])
        names = [reader.payees.get(cell) or reader.name(cell) for cell in payees]
        if days is None or not all(names) or not (reader.has_payee or not any(map(phrases.LABELLED.match, names))):
            return None
        values: list[Iterable[Any]] = list(map(repeat, usual.template))
        values[:4] = numbers, days, moneys(minors, units), names
        for place, column in reader.fields:
            texts = _texts(usual, place, columns[column])
            values[place] = [text if text.strip("0") else "" for text in texts] if place == ID else texts
        if usual.memo >= 0 and max(map(len, columns[usual.memo])) <= TEXT_LIMIT:
            values[MEMO] = _texts(usual, MEMO, columns[usual.memo])
        elif usual.has_memos:
            values[MEMO] = list(map(reader.memo, rows))
        if reader.valued >= 0:
            known = map(reader.known_days.get, columns[reader.valued])
            values[VALUED] = [
                day or reader.other_day(cells, reader.valued) for day, cells in zip(known, rows, strict=True)
            ]
        if reader.has_extra:
            values[EXTRA] = list(map(reader.further, rows, repeat(""), days))
    except WalletError:
        return None
    if balances:
        values[BALANCE] = moneys(balances, units)
    return map(unchecked, repeat(Row), zip(*values, strict=False))


def _units(usual: Usual, columns: Sequence[Sequence[str]]) -> Iterable[Currency] | None:
    at = usual.reader.currency
    if at < 0:
        return repeat(usual.units[""]) if "" in usual.units else None
    cells = columns[at]
    if not usual.units.keys() >= {*cells}:
        return None
    return list(map(usual.units.__getitem__, cells))


def _days(reader: RowReader, rows: Sequence[Sequence[str]], cells: Sequence[str]) -> list[date] | None:
    """The days of lines; one that is new is looked at in its line once. None where one can't be kept by its cell."""
    known = reader.known_days
    for cell in {*cells}.difference(known):
        reader.day(rows[cells.index(cell)])
    return list(map(known.__getitem__, cells)) if known.keys() >= {*cells} else None


def _texts(usual: Usual, place: int, cells: Sequence[str]) -> Sequence[str]:
    cleaned = usual.reader.cleaned
    if NOTHING.isdisjoint(cells):
        return cleaned.of(cells)
    return [usual.template[place] if cell in NOTHING else cleaned[cell] for cell in cells]


def follow_all(prover: Prover, rows: Sequence[Sequence[str]], amounts: Sequence[int], balances: Sequence[int]) -> None:
    """What ``Prover.follow`` does of each of neighbouring bookings."""
    keys = prover.keys
    names = {""}
    if keys:
        is_one = len(keys) == 1 and keys[0] < min(map(len, rows))
        names = set(map(itemgetter(keys[0]), rows)) if is_one else set()
    key = names.pop() if len(names) == 1 else None
    before = None if key is None else prover.before.get(key)
    if key is None or before is None:
        for cells, amount, balance in zip(rows, amounts, balances, strict=True):
            prover.follow(cells, amount, balance)
        return
    lasts, steps = [before[0], *amounts[:-1]], list(map(sub, balances, (before[1], *balances[:-1])))
    prover.pairs += len(rows)
    prover.down += sum(map(eq, steps, amounts))
    prover.up += sum(map(eq, steps, map(neg, lasts)))
    prover.down_inverted += sum(map(eq, steps, map(neg, amounts)))
    prover.up_inverted += sum(map(eq, steps, lasts))
    prover.before[key] = amounts[-1], balances[-1]
