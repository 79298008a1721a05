"""What is known of a table beside itself: answers given, and a profile of its header; and what it leaves to be asked.

What was given counts first, then what the file shows, then what a profile has kept: a profile answers what a file
leaves open, and never contradicts it. Only which column is what is the profile's before the file's.
"""

from __future__ import annotations

from wallet_cli.domain.files.debt_signs import INVERTED, NATURAL
from wallet_cli.domain.files.profile import TableProfile, Unclear, column_names, header_key
from wallet_cli.errors import UnclearFile, UsageProblem
from wallet_cli.formats.table import gallery
from wallet_cli.formats.table import roles as r
from wallet_cli.formats.table.dates import DMY, MDY, YMD
from wallet_cli.formats.table.header import cells_of, is_amount, with_currency
from wallet_cli.formats.table.layout import Given

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.files.grid import GridRow
    from wallet_cli.formats.table.header import Columns
    from wallet_cli.formats.table.layout import Layout
    from wallet_cli.formats.table.survey import Survey

WORDS = {
    "date": r.DAY, "amount": r.AMOUNT, "in": r.CREDIT, "out": r.DEBIT, "balance": r.BALANCE, "payee": r.PAYEE,
    "text": r.DESCRIPTION, "currency": r.CURRENCY, "none": "",
}  # fmt: skip
"""What a column can be said to be, on the command line."""

_SHOWN = 3
"""Rows that are shown with a question."""
_MONTH_FIRST = frozenset({"USD"})


def read_columns(text: str) -> tuple[tuple[str, str], ...]:
    """The columns of ``date=1,amount=How much``; UsageProblem("columns-unreadable")."""
    found = []
    for part in text.split(",") if text else ():
        word, sign, column = part.partition("=")
        if not sign or word.strip().lower() not in WORDS or not column.strip():
            raise UsageProblem("columns-unreadable", columns=text, known=tuple(WORDS))
        found.append((column.strip(), WORDS[word.strip().lower()]))
    return tuple(found)


def profile_of(columns: Columns, tables: Mapping[str, TableProfile]) -> TableProfile | None:
    """The profile of a table's header: the kept one, else the gallery's; None for a table without a header."""
    if not columns.line:
        return None
    key = header_key(columns.names)
    return tables.get(key) or gallery.find(key)


def with_roles(columns: Columns, profile: TableProfile | None, given: Given) -> Columns:
    """The columns as a profile has them, then as they were given. UsageProblem("no-such-column")."""
    roles = list(columns.roles)
    names = column_names(columns.names)
    if profile and profile.roles:
        by_name = dict(profile.roles)
        roles = [role if (role := by_name.get(name, "")) in r.NAMES else "" for name in names]
    for column, role in given.columns:
        at = _place(column, names)
        if role not in r.MANY:
            roles = ["" if each == role else each for each in roles]
        if role in (r.CREDIT, r.DEBIT):
            roles = ["" if each == r.AMOUNT else each for each in roles]
        roles[at] = role
    found = columns._replace(roles=tuple(roles))
    return found if r.CURRENCY in {role for _column, role in given.columns} else with_currency(found)


def _place(column: str, names: Sequence[str]) -> int:
    if column in names:
        return names.index(column)
    if column.isdecimal() and 0 < int(column) <= len(names):
        return int(column) - 1
    raise UsageProblem("no-such-column", column=column, known=names)


def kept(profile: TableProfile | None) -> Given:
    """The answers of a profile."""
    return Given(profile.dates, profile.decimal, profile.sign, profile.currency) if profile else Given()


def described(
    columns: Columns, layout: Layout, currency: str, profile: TableProfile | None, kind: str
) -> TableProfile | None:
    """The profile that a table was read by, and what it showed itself; None without a header, which has no key.

    ``currency`` as it was given or kept: what is only the account's own isn't the bank's; ``kind`` of its account.
    """
    if not columns.line:
        return None
    roles = tuple((name, role) for name, role in zip(column_names(columns.names), columns.roles, strict=True) if role)
    sign = {NATURAL: "in", INVERTED: "out"}.get(layout.sign, "") if r.AMOUNT in columns.roles else ""
    return TableProfile(
        header_key(columns.names),
        roles,
        sign,
        layout.order,
        layout.mark,
        currency,
        profile.zone if profile else "",
        profile.source if profile else kind,
        profile.name if profile else "",
    )


def require_columns(columns: Columns, body: Sequence[GridRow], given: Given, is_proved: bool) -> None:
    """Ask for columns that only their cells were to show, where several fit and none was given.

    UnclearFile("amount-column-unclear", "payee-column-unclear").
    """
    named = [r.role_of(name) for name in columns.names]
    said = {role for _column, role in given.columns}
    at = columns.at(r.AMOUNT)
    if at >= 0 and not is_proved and r.AMOUNT not in said and named[at] not in r.AMOUNTS | {r.ORIGINAL}:
        rows = [cells_of(row) for row in body]
        fitting = [
            each
            for each, role in enumerate(columns.roles)
            if (role in ("", r.AMOUNT, r.BALANCE)) and named[each] != r.BALANCE and _are_amounts(rows, each)
        ]
        if len(fitting) > 1:
            raise UnclearFile("amount-column-unclear", columns=_called(columns, fitting), corrected="")
    texts = columns.all(r.DESCRIPTION)
    if columns.line and r.PAYEE not in columns.roles and len(texts) > 1 and not any(named[each] for each in texts):
        raise UnclearFile("payee-column-unclear", columns=_called(columns, texts), corrected="")


def _called(columns: Columns, places: Sequence[int]) -> tuple[str, ...]:
    names = column_names(columns.names)
    return tuple(names[at] for at in places)


def _are_amounts(rows: Sequence[Sequence[str]], at: int) -> bool:
    cells = [row[at] for row in rows if at < len(row) and row[at]]
    return bool(cells) and all(map(is_amount, cells)) and any("." in cell or "," in cell for cell in cells)


def unclear(problem: UnclearFile, survey: Survey, body: Sequence[GridRow], unit: Currency | None) -> Unclear:
    """What to show of a table that leaves ``problem`` open, and the likelier answer."""
    columns = survey.shape.columns
    rows = tuple(tuple(cells_of(row)) for row in body)
    at, likely = columns.at(r.AMOUNT), ""
    if problem.slug == "dates-ambiguous":
        at = survey.shape.days[0]
        against = {order: min(survey.ascends[order], survey.descends[order]) for order in (DMY, MDY)}
        likely = MDY if unit and unit.code in _MONTH_FIRST else DMY
        if survey.orders.short and survey.orders.year_first() is None:
            likely = YMD
        elif against[DMY] != against[MDY]:
            likely = min(against, key=against.__getitem__)
        found = survey.orders.example
        rows = tuple(each for each in rows if at < len(each) and each[at]) or rows
        rows = _first_with(rows, at, f"{found.a:02}" if found else "")
    elif problem.slug == "decimal-ambiguous":
        likely = "," if "." in survey.marks.example else "."  # three digits behind it are thousands, mostly
        rows = tuple(sorted(rows, key=lambda each: survey.marks.example not in " ".join(each)))
    elif problem.slug in ("sign-unknown", "sign-of-debt"):
        likely = "out"
    elif problem.slug == "payee-column-unclear":
        at = columns.at(r.DESCRIPTION)
    key = header_key(columns.names) if columns.line else ""
    return Unclear(key, column_names(columns.names), columns.roles, rows[:_SHOWN], at, likely)


def _first_with(rows: tuple[tuple[str, ...], ...], at: int, text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(rows, key=lambda each: text not in each[at]))
