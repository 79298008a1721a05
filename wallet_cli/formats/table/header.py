"""Where a table begins, and what its columns are: by their names, and by what is in them where names say nothing.

The header is the first row that names a date and an amount and holds neither; it is searched for, never counted to. A
table without one is understood by its cells: days, amounts, balances that follow from the amounts, words of direction.
"""

from __future__ import annotations

from wallet_cli.domain.currency import currency_of_word
from wallet_cli.domain.files.grid import GridRow, text_of
from wallet_cli.formats.table import roles as r
from wallet_cli.formats.table.amounts import NOTHING, taken
from wallet_cli.formats.table.dates import time_of, written
from wallet_cli.formats.table.phrases import direction_of
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_AMOUNT = 20
_MOSTLY_PERCENT = 80
_FEWEST_NAMED = 2


class Columns(NamedTuple):
    """The columns of a table: what each is called (as delivered) and its role; ``line`` of the header, 0 without one.

    ``currency`` is the one that an amount's column names.
    """

    names: tuple[str, ...]
    roles: tuple[str, ...]
    line: int = 0
    currency: str = ""

    def at(self, *wanted: str) -> int:
        """The first column with the first of these roles that any has, -1 if none has."""
        return next((self.roles.index(role) for role in wanted if role in self.roles), -1)

    def all(self, *wanted: str) -> tuple[int, ...]:
        """All columns with one of these roles."""
        return tuple(at for at, role in enumerate(self.roles) if role in wanted)


def is_day(cell: str) -> bool:
    """Whether a cell is a day, with or without its time."""
    return cell[:1] != "" and written(cell) is not None


def is_amount(cell: str) -> bool:
    """Whether a cell is an amount, and not a long number or a day."""
    cell = cell.strip()
    if not cell or len(cell) > _LONGEST_AMOUNT or not any(char.isdigit() for char in cell):
        return False
    found = taken(cell)
    if found is None or len(found.body) > _LONGEST_AMOUNT - 6 or is_day(cell):
        return False
    return not found.word or bool(currency_of_word(found.word))


def cells_of(row: GridRow) -> list[str]:
    """A row's cells as trimmed texts."""
    try:
        return list(map(str.strip, row.cells))  # type: ignore[arg-type]
    except TypeError:  # a sheet's number or day
        return [text_of(cell).strip() for cell in row.cells]


def weight(rows: Sequence[GridRow]) -> int:
    """How much a grid looks like bookings: rows with a day and an amount, then columns that have a role."""
    data = named = 0
    for row in rows:
        cells = cells_of(row)
        if len(cells) > 1:
            days = sum(map(is_day, cells))
            data += days > 0 and any(map(is_amount, cells))
            if not days:
                named = max(named, sum(bool(r.role_of(cell)) for cell in cells))
    return 1000 * data + named


def header_of(rows: Sequence[GridRow]) -> tuple[int, tuple[str, ...], tuple[str, ...]] | None:
    """The position of the header among ``rows``, its names and their roles; None if no row is one."""
    for at, row in enumerate(rows):
        cells = cells_of(row)
        if len(cells) < _FEWEST_NAMED or any(is_day(cell) or is_amount(cell) for cell in cells):
            continue
        found = tuple(r.role_of(cell) for cell in cells)
        if r.DATES & set(found) and (r.AMOUNTS | {r.ORIGINAL}) & set(found):
            return at, tuple(cells), found
    return None


def columns_of(rows: Sequence[GridRow]) -> tuple[int, Columns] | None:
    """Where the rows of bookings begin among ``rows``, and their columns; None if these are not bookings."""
    found = header_of(rows)
    if found:
        at, names, named = found
        body = [cells_of(row) for row in rows[at + 1 :]]
        body = [cells for cells in body if any(map(is_day, cells))] or body
        return at + 1, _settled(names, list(named), body, rows[at].line)
    start = next((at for at, row in enumerate(rows) if _is_booking(cells_of(row))), None)
    if start is None:
        return None
    body = [cells for row in rows[start:] if _is_booking(cells := cells_of(row))]
    width = max(map(len, body))
    names, line, named_roles = ("",) * width, 0, [""] * width
    above = cells_of(rows[start - 1]) if start else []
    if len(above) > _FEWEST_NAMED and sum(map(bool, above)) * 2 > width and not any(map(is_amount, above)):
        names, line = tuple(above), rows[start - 1].line
        named_roles = [r.role_of(name) for name in above]
    return start, _settled(names, named_roles, body, line)


def _is_booking(cells: Sequence[str]) -> bool:
    return any(map(is_day, cells)) and any(map(is_amount, cells))


def _settled(names: tuple[str, ...], named: list[str], body: list[list[str]], line: int) -> Columns:
    """Roles by name, corrected and completed by what is in the columns, each single role once."""
    width = max([len(named), *(len(cells) for cells in body)], default=0)
    named += [""] * (width - len(named))
    names += ("",) * (width - len(names))
    columns = [[cells[at] for cells in body if at < len(cells) and cells[at] not in NOTHING] for at in range(width)]
    _correct(named, columns)
    _complete(named, columns)
    _prefer(named)
    _pair_currencies(named, [bool(cells) for cells in columns])
    filled = {role for at, role in enumerate(named) if columns[at]}
    seen: set[str] = set()
    for at, role in enumerate(named):
        if role in filled and not columns[at] and role not in r.MANY:  # another column has what this one is called
            named[at] = ""
            continue
        if role in seen and role not in r.MANY:
            named[at] = r.DESCRIPTION if role == r.PAYEE else r.MEMO if role == r.KIND else ""
        seen.add(role)
    return with_currency(Columns(names, tuple(named), line))


def with_currency(columns: Columns) -> Columns:
    """The columns with the currency that the amount's own names. Where it has one, a column of currencies is about
    another amount: what a shop abroad took.
    """
    names = [columns.names[at] for at in columns.all(*r.AMOUNTS)]
    codes = {code for name in names if (code := r.currency_in(name))}
    code = codes.pop() if len(codes) == 1 else ""
    roles = columns.roles
    if code and not any(r.is_unit_alone(name) for name in names):
        other = "" if r.ORIGINAL_CURRENCY in roles else r.ORIGINAL_CURRENCY
        roles = tuple(other if role == r.CURRENCY else role for role in roles)
    return columns._replace(roles=roles, currency=code)


def _correct(named: list[str], columns: list[list[str]]) -> None:
    """Names with two meanings: the cells decide."""
    payee = next((at for at, role in enumerate(named) if role == r.PAYEE), len(named))
    has_two = bool({r.CREDIT, r.MAIN_CREDIT} & set(named))
    for at, cells in enumerate(columns):
        role = named[at]
        if role == r.AMOUNT and not cells and r.CREDIT in named and r.DEBIT in named:
            named[at] = ""
        elif role in r.DATES and cells and not any(map(is_day, cells)):
            if any(time_of(cell) for cell in cells):
                named[at] = r.TIME
            elif all(currency_of_word(cell) for cell in cells):
                named[at] = r.CURRENCY
            elif any(named[other] in r.DATES and any(map(is_day, columns[other])) for other in range(len(columns))):
                named[at] = ""  # it is called a day, and has none
        elif role == r.TIME and cells and all(map(is_day, cells)):
            named[at] = r.TRADED
        elif role == r.EITHER_ACCOUNT:
            named[at] = r.ACCOUNT if at < payee and r.ACCOUNT not in named else r.OTHER_ACCOUNT
        elif role in ("", r.KIND) and not has_two and r.DIRECTION not in named and _says_direction(cells):
            named[at] = r.DIRECTION
        elif role == r.DIRECTION and cells and not any(direction_of(cell) is not None for cell in cells):
            named[at] = r.KIND


def _says_direction(cells: list[str]) -> bool:
    found = [direction_of(cell) for cell in cells]
    return bool(found) and None not in found and any(found)


def _complete(named: list[str], columns: list[list[str]]) -> None:
    """What no name says: a day, and amounts with decimals; of two such columns the second is the balance."""
    if not r.DATES & set(named):
        days = [at for at, cells in enumerate(columns) if not named[at] and _mostly(is_day, cells)]
        for at, role in zip(days, (r.DAY, r.VALUED), strict=False):
            named[at] = role
    if not r.AMOUNTS & set(named):
        found = [at for at, cells in enumerate(columns) if named[at] in ("", r.DIRECTION) and _mostly(is_amount, cells)]
        exact = [at for at in found if any("." in cell or "," in cell for cell in columns[at])] or found
        most = max((len(cells) for cells in columns), default=0)
        full = [at for at in exact if len(columns[at]) == most]
        partial = [at for at in exact if at not in full]
        if len(partial) == 2 and not full[1:]:  # what goes out, then what comes in
            named[partial[0]], named[partial[1]] = r.DEBIT, r.CREDIT
            full = [at for at in full if at > partial[0]]
            named[full[0] if full else partial[0]] = r.BALANCE if full else r.DEBIT
        elif exact:
            named[exact[0]] = r.AMOUNT
            if len(full) > 1 and full[0] == exact[0]:
                named[full[-1]] = r.BALANCE
    if not {r.PAYEE, r.DESCRIPTION, r.MEMO} & set(named):
        texts = [at for at, cells in enumerate(columns) if not named[at] and _has_letters(cells)]
        texts = [at for at in texts if not _mostly(is_amount, columns[at])]
        for at in sorted(texts, key=lambda at: -sum(map(len, columns[at])))[:2]:
            named[at] = r.DESCRIPTION


def _has_letters(cells: list[str]) -> bool:
    return any(char.isalpha() for cell in cells for char in cell)


def _mostly(test: object, cells: list[str]) -> bool:
    return bool(cells) and callable(test) and sum(map(test, cells)) * 100 >= _MOSTLY_PERCENT * len(cells)


def _pair_currencies(named: list[str], filled: list[bool]) -> None:
    """Of several columns of currencies each belongs to the amount in front of it, or behind it where the first of them
    all has its amount behind it; that of the booked amount counts.
    """
    places = [at for at, role in enumerate(named) if role == r.CURRENCY and filled[at]]
    if len(places) < 2:
        return
    money = r.AMOUNTS | {r.ORIGINAL, r.BALANCE}
    sums = [at for at, role in enumerate(named) if role in money]
    is_before = bool(sums) and places[0] < sums[0]
    owners: dict[int, str] = {}
    mains: dict[int, int] = {}  # how far each is from an amount that may be booked
    for at in places:
        beside = [each for each in sums if (each > at if is_before else each < at)]
        nearest = beside[0 if is_before else -1] if beside else -1
        owners[at] = named[nearest] if beside else ""
        if owners[at] in r.AMOUNTS:
            mains[at] = abs(nearest - at)
    if not mains:
        return
    main = min(mains, key=lambda at: mains[at])
    of_others: dict[str, str] = {r.BALANCE: r.BALANCE_CURRENCY, r.ORIGINAL: r.ORIGINAL_CURRENCY}
    for at, owner in owners.items():
        if at != main:
            role = of_others.get(owner, "")
            named[at] = "" if role in named else role


def _prefer(named: list[str]) -> None:
    """Of an amount as spent and one as booked the booked one counts."""
    for main, plain, other in (
        (r.MAIN_AMOUNT, r.AMOUNT, r.ORIGINAL),
        (r.MAIN_CREDIT, r.CREDIT, r.ORIGINAL),
        (r.MAIN_DEBIT, r.DEBIT, r.ORIGINAL),
        (r.MAIN_CURRENCY, r.CURRENCY, r.ORIGINAL_CURRENCY),
    ):
        if main in named:
            named[:] = [other if role == plain else plain if role == main else role for role in named]
    if r.AMOUNT in named and r.CREDIT in named and r.DEBIT in named:
        named[:] = ["" if role in (r.CREDIT, r.DEBIT) else role for role in named]
    if r.AMOUNT not in named and r.CREDIT not in named and r.DEBIT not in named and r.ORIGINAL in named:
        named[named.index(r.ORIGINAL)] = r.AMOUNT
