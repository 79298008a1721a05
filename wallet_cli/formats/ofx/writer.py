"""A bank statement as OFX 2.1.1 (XML, UTF-8): what Quicken, GnuCash, HomeBank and the like import.

There is no clock here: ``DTSERVER`` is the statement's last day, so that equal statements are equal bytes. A row
without a bank's id gets one from its day, amount and number among its equals, which stays the same from export to
export.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.amounts import plain
from wallet_cli.domain.files.statement import REDACTED, Balance, Row, StatementHead
from wallet_cli.domain.text import visible
from wallet_cli.errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import BinaryIO

    from wallet_cli.domain.money import Money

_HEADER = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    '<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>\n'
)
_STATUS = "<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>"
_REDACTED = f"<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY><MESSAGE>{REDACTED}{{}}</MESSAGE></STATUS>"
_CARD = "CREDITCARD"
_KINDS = frozenset(
    {
        "credit",
        "debit",
        "int",
        "div",
        "fee",
        "srvchg",
        "dep",
        "atm",
        "pos",
        "xfer",
        "check",
        "payment",
        "cash",
        "directdep",
        "directdebit",
        "repeatpmt",
        "other",
    }
)
_NAME_LIMIT, _LONG_NAME_LIMIT, _MEMO_LIMIT, _ID_LIMIT = 32, 100, 255, 255
_RATE_DECIMALS = 8


def write(head: StatementHead, rows: Iterable[Row], out: BinaryIO) -> None:
    """One statement. ``head`` needs a currency, and a period unless the rows give it.

    Refused("statement-without-currency"), ("statement-mixes-currencies"), ("statement-empty") without rows and period.
    """
    if head.currency is None:
        raise Refused("statement-without-currency")
    first, last = head.first, head.last
    if first is None or last is None:
        rows = list(rows)
        days = [row.booking_date for row in rows]
        if not days:
            raise Refused("statement-empty")
        first, last = first or min(days), last or max(days)
    is_card = kinds.of(head.kind).ofx == _CARD
    messages, response, statement = (
        ("CREDITCARDMSGSRSV1", "CCSTMTTRNRS", "CCSTMTRS") if is_card else ("BANKMSGSRSV1", "STMTTRNRS", "STMTRS")
    )

    signed_on = _REDACTED.format(", ".join(head.redacted)) if head.redacted else _STATUS

    def put(*lines: str) -> None:
        out.write("".join(line + "\n" for line in lines if line).encode("utf-8"))

    put(
        f"{_HEADER}<OFX>",
        f"<SIGNONMSGSRSV1><SONRS>{signed_on}{_day('DTSERVER', last)}<LANGUAGE>ENG</LANGUAGE></SONRS></SIGNONMSGSRSV1>",
        f"<{messages}><{response}><TRNUID>0</TRNUID>{_STATUS}<{statement}>{_text('CURDEF', head.currency.code)}",
        _account(head, is_card),
        f"<BANKTRANLIST>{_day('DTSTART', first)}{_day('DTEND', last)}",
    )
    seen: dict[tuple[date, int], int] = {}
    for row in rows:
        if row.amount.currency != head.currency:
            raise Refused("statement-mixes-currencies", currency=head.currency.code, other=row.amount.currency.code)
        key = (row.booking_date, row.amount.minor)
        seen[key] = seen.get(key, 0) + 1
        put(_row(row, seen[key]))
    put(
        "</BANKTRANLIST>",
        _balance("LEDGERBAL", head.closing, last),
        _balance("AVAILBAL", head.available, last),
        f"</{statement}></{response}></{messages}>",
        "</OFX>",
    )


def _text(tag: str, value: str, limit: int = 1000) -> str:
    safe = visible(value)[:limit].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<{tag}>{safe}</{tag}>" if value else ""


def _day(tag: str, day: date | None) -> str:
    return f"<{tag}>{day.isoformat().replace('-', '')}</{tag}>" if day else ""


def _money(tag: str, amount: Money) -> str:
    return f"<{tag}>{plain(amount.minor, amount.currency.scale)}</{tag}>"


def _account(head: StatementHead, is_card: bool) -> str:
    number = _text("ACCTID", head.account or "0", 22 if is_card else 34)
    if is_card:
        return f"<CCACCTFROM>{number}</CCACCTFROM>"
    word = kinds.of(head.kind).ofx
    return f"<BANKACCTFROM>{_text('BANKID', head.bank or '0')}{number}<ACCTTYPE>{word}</ACCTTYPE></BANKACCTFROM>"


def _balance(tag: str, balance: Balance | None, last: date) -> str:
    return f"<{tag}>{_money('BALAMT', balance.amount)}{_day('DTASOF', balance.on or last)}</{tag}>" if balance else ""


def _row(row: Row, occurrence: int) -> str:
    kind = row.kind if row.kind in _KINDS else "debit" if row.amount.minor < 0 else "credit"
    made_up = f"{row.booking_date.isoformat()}:{row.amount.minor}:{occurrence}"
    return "".join(
        (
            f"<STMTTRN><TRNTYPE>{kind.upper()}</TRNTYPE>",
            _day("DTPOSTED", row.booking_date),
            _day("DTAVAIL", row.value_date),
            _money("TRNAMT", row.amount),
            _text("FITID", row.bank_id or made_up, _ID_LIMIT),
            _text("NAME", row.payee, _NAME_LIMIT),
            _text("EXTDNAME", row.payee, _LONG_NAME_LIMIT) if len(row.payee) > _NAME_LIMIT else "",
            _text("MEMO", row.memo, _MEMO_LIMIT),
            _original(row),
            "</STMTTRN>",
        )
    )


def _original(row: Row) -> str:
    """The shop's currency and the rate, the statement's currency per unit of it, as the standard wants it."""
    if row.original is None or not row.original.minor:
        return ""
    shop, own = row.original, row.amount
    numerator = abs(own.minor) * 10 ** (shop.currency.scale + _RATE_DECIMALS)
    rate = plain(numerator // (abs(shop.minor) * 10**own.currency.scale), _RATE_DECIMALS)
    return f"<ORIGCURRENCY><CURRATE>{rate}</CURRATE>{_text('CURSYM', shop.currency.code)}</ORIGCURRENCY>"
