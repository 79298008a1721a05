"""What is said above a table: the account, its owner, the period, balances, counts; told as ``Above``."""

from __future__ import annotations

import re

from wallet_cli.domain.currency import currency_of_word
from wallet_cli.domain.text import loose, narrow
from wallet_cli.errors import BadFile
from wallet_cli.formats.table.amounts import taken
from wallet_cli.formats.table.dates import DMY, MDY, YearOf, day_of, written
from wallet_cli.formats.table.phrases import CARD_TITLE
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_ACCOUNT = re.compile(
    r"(iban|(?:giro|tagesgeld|spar|verrechnungs|fremdwahrungs|gemeinschafts)?konto(?:nummer)?"
    r"|kartennummer|card (?:no|number)"
    r"|account(?: ?(?:no|number|nr))?|rekening(?:nummer)?|compte|cuenta|conto|cislo uctu"
    r"|numer konta|account details for|卡号|账号|支付宝账户|账户)\.?"
)
_OWNER = re.compile(
    "(kontoinhaber|account holder|account name|owner|holder|customer|titular|titulaire"
    "|户名|姓名|微信昵称|客户姓名|京东账号名|用户)"
)
_CURRENCY = re.compile("(currency|wahrung|divisa|devise|waluta|mena|币种|货币)")
_CLOSING = re.compile("(ledger balance|closing balance|kontostand|neuer saldo|saldo|solde|期末余额|账户余额)")
_AVAILABLE = re.compile("(available balance|verfugbar|可用余额)")
_COUNT = re.compile(r"共\s?(\d{1,7})\s?笔")
_SIDE = re.compile(r"(收入|支出)[:：]\s?(\d{1,7})\s?笔,?\s?([\d.,]{1,20})\s?元")
_YEAR_MONTH = re.compile(r"(20\d\d)\s?[-年/.]\s?(1[0-2]|0?[1-9])(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|20\d{6}(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{4})")
_NUMBER = re.compile(r"[A-Z]{2}\d{2}[A-Za-z0-9 ]{8,40}|[\d*xX][\d*xX -]{4,34}[\d*xX]|[^\s@]{1,60}@[^\s@]{1,60}")
_LONGEST = 400
_TITLES = 3
"""Lines that may be the title: notes below it name all sorts of things."""
_PARTS = re.compile(r"[:：]")


class Above(NamedTuple):
    """What was said above the table; amounts are texts as delivered, for their currency may come later.

    ``debt`` is the kind of its account where that is known to be a debt, "" else.
    """

    account: str = ""
    owner: str = ""
    currency: str = ""
    first: date | None = None
    last: date | None = None
    closing: str = ""
    closing_on: date | None = None
    available: str = ""
    is_card: bool = False
    rows: int | None = None
    came: tuple[int, str] | None = None
    went: tuple[int, str] | None = None
    year_of: YearOf | None = None
    debt: str = ""


def read(lines: Sequence[Sequence[str]]) -> Above:
    """What the cells above the header say."""
    told = Above()
    for number, cells in enumerate(lines):
        filled = [cell.strip().strip("'\"") for cell in cells if cell.strip()]
        whole = " ".join(filled)[:_LONGEST]
        told = _of_line(told, whole)
        if number < _TITLES and CARD_TITLE.search(loose(whole)):
            told = told._replace(is_card=True)
        for at, cell in enumerate(filled):
            name, _, value = (_PARTS.sub(":", cell[:_LONGEST], count=1)).partition(":")
            told = _of_pair(told, _name(name), value.strip() or " ".join(filled[at + 1 : at + 2]))
    if told.year_of is None and told.last:
        told = told._replace(year_of=YearOf(told.last.year, told.last.month))
    return told


def _name(text: str) -> str:
    """What is in front of the colon, as it is compared: ``# 账　　号`` is 账号."""
    name = loose(narrow(text)).strip(" #*")
    return name if name.isascii() else "".join(name.split())


def _of_pair(told: Above, name: str, value: str) -> Above:
    value = value.strip().strip("[]'\"").strip()
    if not value or len(name) > 40:  # a sentence, not a name
        return told
    if not told.account and _ACCOUNT.fullmatch(name) and (number := _NUMBER.search(value)):
        return told._replace(account=number[0].strip())
    if not told.owner and _OWNER.fullmatch(name):
        return told._replace(owner=value[:100])
    if not told.currency and _CURRENCY.fullmatch(loose(name)):
        codes = currency_of_word(value)
        return told._replace(currency=codes[0]) if len(codes) == 1 else told
    if not told.available and _AVAILABLE.match(name) and taken(value):
        return told._replace(available=value)
    if not told.closing and _CLOSING.match(name) and taken(value):
        days = [day for text in _DAY.findall(name) if (day := _day(text))]
        return told._replace(closing=value, closing_on=days[0] if len(days) == 1 else None)
    return told


def _of_line(told: Above, line: str) -> Above:
    days = [day for text in _DAY.findall(line) if (day := _day(text))]
    if len(days) == 2 and told.first is None and days[0] <= days[1]:  # from and to
        told = told._replace(first=days[0], last=days[1])
    if told.year_of is None and not days and (match := _YEAR_MONTH.search(line)):
        told = told._replace(year_of=YearOf(int(match[1]), int(match[2])))
    if match := _COUNT.search(line):
        told = told._replace(rows=int(match[1]))
    for side, count, total in _SIDE.findall(line):
        pair = (int(count), total)
        told = told._replace(came=pair) if side == "收入" else told._replace(went=pair)
        told = told._replace(currency=told.currency or "CNY")  # 元
    return told


def _day(text: str) -> date | None:
    """A day above the table, if it has one reading."""
    found = written(text)
    if found is None or (not found.fixed and found.mark != "." and max(found.a, found.b) <= 12 and found.a != found.b):
        return None
    try:
        return day_of(found, MDY if found.b > 12 else DMY)  # no month
    except BadFile:
        return None
