"""Books to JSON lines: record by record, nothing is held back."""

from __future__ import annotations

import json

from wallet_cli.domain.amounts import plain
from wallet_cli.domain.files.statement import (
    AccountDeclaration,
    BookEntry,
    BookPosting,
    BookTransaction,
    CurrencyDeclaration,
    RuleDeclaration,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import Any, BinaryIO

    from wallet_cli.domain.files.statement import Declaration
    from wallet_cli.domain.money import Money

SCHEMA = "wallet.books/1"


def head(schema: str, redacted: Sequence[str]) -> dict[str, Any]:
    """The first line: the schema, and what was redacted."""
    return {"schema": schema, **({"redacted": list(redacted)} if redacted else {})}


def write(books: Iterable[BookEntry], out: BinaryIO, *, redacted: Sequence[str] = ()) -> None:
    """The schema, one line per entry in the order given, and the count that shows a reader that nothing is missing."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

    def put(record: dict[str, Any]) -> None:
        # a lone surrogate can't be UTF-8; as an escape the reader may refuse it in its line
        out.write((encode(record) + "\n").encode("utf-8", errors="backslashreplace"))

    put(head(SCHEMA, redacted))
    count, rules = 0, []
    for entry in books:
        if isinstance(entry, RuleDeclaration):
            rules.append(_rule(entry))
            continue
        put(record_of(entry))
        count += 1
    put({"record": "end", "records": count, **({"rules": rules} if rules else {})})


def record_of(entry: Declaration | BookTransaction) -> dict[str, Any]:
    """The JSON values of one entry."""
    if isinstance(entry, BookTransaction):
        return _transaction(entry)
    if isinstance(entry, CurrencyDeclaration):
        return {"record": "currency", "code": entry.currency.code, "scale": entry.currency.scale}
    if isinstance(entry, AccountDeclaration):
        return {
            "record": "account",
            "id": entry.uid,
            "account": entry.path,
            "type": entry.type,
            "kind": entry.kind,
            "currencies": entry.currencies,
            "number": entry.number,
            "aliases": entry.aliases,
            "closed": entry.closed,
            "also": entry.also,
        }
    return {"record": "payee", "id": entry.uid, "name": entry.name, "aliases": entry.aliases}


def _rule(entry: RuleDeclaration) -> dict[str, Any]:
    says = dict(entry.body)
    if "shares" in says:
        says["shares"] = [{"category": path, "amount": part} for path, part in says["shares"]]
    return {"id": entry.uid, "rule": entry.name, **says}


def _transaction(entry: BookTransaction) -> dict[str, Any]:
    return {
        "record": "transaction",
        "id": entry.uid,
        "date": entry.date.isoformat(),
        "payee": entry.payee,
        "delivered": entry.delivered,
        "memo": entry.memo,
        "tags": entry.tags,
        "links": [{"kind": kind, "id": uid} for kind, uid in entry.links],
        "void": entry.void,
        "postings": [_posting(posting) for posting in entry.postings],
    }


def _posting(posting: BookPosting) -> dict[str, Any]:
    return {
        "account": posting.account,
        "type": posting.type,
        "kind": posting.kind,
        "amount": _money(posting.amount),
        "date": posting.date.isoformat(),
        "value_date": _day(posting.value_date),
        "state": posting.state,
        "bank_id": posting.bank_id,
        "original": _money(posting.original) if posting.original is not None else None,
        "facts": dict(posting.facts),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _money(money: Money) -> dict[str, Any]:
    code, scale = money.currency
    return {"currency": code, "amount": plain(money.minor, scale), "minor": str(money.minor), "scale": scale}
