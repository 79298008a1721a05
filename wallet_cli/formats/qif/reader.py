"""QIF as events: an account's section is a statement. A first walk judges dates and decimal marks by the whole file.

Lists of accounts, categories, classes and securities hold no movements. Of investments the cash movements are read,
what buys or sells is refused in its place; sections that nobody knows are refused with their number of records.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.files.beginning import OPENING_RECORD
from wallet_cli.domain.files.letters import decoded
from wallet_cli.domain.files.machine import machine_money, shown_mark
from wallet_cli.domain.files.profile import Unclear
from wallet_cli.domain.files.statement import TEXT_LIMIT, Balance, BankEvent, Profile, Refusal, StatementHead, refusal
from wallet_cli.domain.text import clean, visible
from wallet_cli.errors import BadFile, UnclearFile, WalletError
from wallet_cli.formats.base import Count, read_whole
from wallet_cli.formats.qif import dates
from wallet_cli.formats.qif.rows import Record, Rows
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

_INVESTMENTS = frozenset({"invst", "port", "mutual", "401(k)/403(b)"})
_LISTS = frozenset({"cat", "class", "security", "prices", "memorized", "budget", "tag", "template", "payee", "account"})
_UNNAMED = "checking"
"""What records are of that come before any section."""

_NUMBER_LIMIT = 100
_SHOWN = 3
"""That many rows are shown with a question."""
_PIECE = 1 << 16


class Section(NamedTuple):
    """Where a section begins: what it holds, the kind of account if that is movements, and the account it is of."""

    line: int
    type: str
    kind: str
    account: dict[str, str]


def read(source: BinaryIO, profile: Profile | None, order: str) -> Iterator[BankEvent]:
    """The accounts of a QIF file; ``order`` of dates where it was given.

    BadFile("not-qif", "file-too-large", "file-empty", "letters-mixed", "date-order-mixed", "dates-contradicted"), and
    as ``Count``;
    UnclearFile("dates-ambiguous").
    """
    text = decoded(read_whole(source))
    days: dict[str, None] = {}
    amounts: dict[str, None] = {}
    openings: dict[int, Record] = {}
    seen: list[tuple[str, ...]] = []
    is_qif, section, count = False, 1, Count()
    for each in _parsed(text):
        if isinstance(each, Section):
            count.statement()
            is_qif, section = True, each.line
        else:
            count.row()
            if each.is_opening():
                openings.setdefault(section, each)
            is_qif = is_qif or ("D" in each.fields and not each.is_cut_off)
            if "D" in each.fields:
                if len(seen) < _SHOWN:
                    seen.append(tuple(visible(each.fields.get(letter, "")[:60]) for letter in "DPT"))
                days[each.fields["D"]] = None
            amounts.update(dict.fromkeys(each.amounts()))
    if not is_qif:
        raise BadFile("not-qif")
    try:
        if order:
            dates.require_not_against(days, order)
        shown = order or dates.shown_order(days)
    except UnclearFile as problem:
        problem.seen = Unclear("", ("date", "payee", "amount"), (), tuple(seen))
        raise
    mark = shown_mark(amounts)
    rows = Rows(profile.currency if profile else None, shown, bool(order), mark)
    yield from _events(text, rows, openings)


def _events(text: str, rows: Rows, openings: Mapping[int, Record]) -> Iterator[BankEvent]:
    section = Section(1, _UNNAMED, _kind(_UNNAMED), {})
    is_headed: bool | None = None  # before the first section there may be records, or none
    left_out = 0
    for each in _parsed(text):
        if isinstance(each, Section):
            if is_headed is False:
                yield from _head(section, "", rows, openings)
            yield from _left_out(section, left_out)
            section, is_headed, left_out = each, False if each.kind else None, 0
        elif not section.kind:
            left_out += 1
        else:
            if not is_headed:
                yield from _head(section, each.opens(), rows, openings)
                is_headed = True
            try:
                yield rows.row(each, section.type in _INVESTMENTS)
            except WalletError as problem:
                yield refusal(each.line, problem, each.text())
    if is_headed is False:
        yield from _head(section, "", rows, openings)
    yield from _left_out(section, left_out)


def _kind(section: str) -> str:
    """The kind of account whose movements a section holds, "" if it holds anything else."""
    told = kinds.meant_by(section)
    return told.name if told and told.is_money else ""


def _left_out(section: Section, count: int) -> Iterator[Refusal]:
    if count and section.type not in _LISTS:
        problem = BadFile("section-left-out", section=visible(section.type[:40]), count=count)
        yield refusal(section.line, problem, f"!Type:{section.type}")


def lines(text: str) -> Iterator[str]:
    """Line after line without blanks around; never all of them at once."""
    at = 0
    while at < len(text):
        end = text.find("\n", at + _PIECE)
        piece = text[at : end if end >= 0 else len(text)]
        at += len(piece) + 1
        yield from map(str.strip, piece.split("\n"))


def _parsed(text: str) -> Iterator[Section | Record]:
    """The sections of movements and their records; lists of accounts say of which account the next section is."""
    account: dict[str, str] = {}
    section = ""
    lists_accounts = False
    record: Record | None = None
    for line, content in enumerate(lines(text), 1):
        first = content[:1]
        if first == "!":
            if record and section not in _LISTS:
                yield record.cut_off()
            record = None
            word = content[1:].strip().lower()
            if word.startswith("type:"):
                section, lists_accounts = word[5:].strip(), False
                kind = _kind(section)
                yield Section(line, section, kind, account if kind else {})
            elif word == "account":
                section, lists_accounts = word, True
                yield Section(line, section, "", {})
        elif first == "^":
            if record and lists_accounts:
                account = record.fields
            elif record and section not in _LISTS:
                yield record
            record = None
        elif first and not (first == "#" and record is None):
            if record is None:
                record = Record(line)
            record.add(first, content[1:].strip())
    if record and section not in _LISTS:
        yield record.cut_off()


def _opening(record: Record | None, rows: Rows, is_investment: bool) -> Balance | None:
    """What the account began with; what can't be read of it is refused in its place."""
    try:
        row = rows.row(record, is_investment) if record else None
    except WalletError:
        return None
    return Balance(row.amount, row.booking_date) if row else None


def _head(
    section: Section, opened: str, rows: Rows, openings: Mapping[int, Record]
) -> Iterator[StatementHead | Refusal]:
    fields = section.account
    opening = _opening(openings.get(section.line), rows, section.type in _INVESTMENTS)
    notes: list[Refusal] = []
    closing = None
    if rows.currency and fields.get("$"):
        try:
            on = dates.day(fields["/"], rows.order, rows.is_given) if fields.get("/") else None
            closing = Balance(machine_money(fields["$"], rows.currency, rows.mark), on)
        except WalletError as problem:
            notes.append(refusal(section.line, problem, f"${fields['$']} /{fields.get('/', '')}"))
    yield StatementHead(
        account=clean((fields.get("N") or opened)[:_NUMBER_LIMIT], limit=8 * TEXT_LIMIT),
        currency=rows.currency,
        kind=section.kind,
        opening=opening,
        evidence=(OPENING_RECORD,) if opening else (),
        closing=closing,
        line=section.line,
        product=clean(fields.get("D", "")[:_NUMBER_LIMIT], limit=8 * TEXT_LIMIT),
    )
    yield from notes
