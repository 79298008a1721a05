"""An import of banks' files for programs: ``wallet.import/1``, a verdict and a reason for each row, as a stream."""

from __future__ import annotations

from wallet_cli.cli.render.files.import_words import booked_on, status_of
from wallet_cli.cli.render.files.imports import refusal_documents
from wallet_cli.cli.render.record.receipt import recorded
from wallet_cli.domain.files.ewallet import meaning
from wallet_cli.domain.files.ewallet_sides import sides
from wallet_cli.domain.files.joins import joining
from wallet_cli.words import amount

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import Any

    from wallet_cli.domain.files.statement import Row
    from wallet_cli.services.files.imported import Began, Change, Closing, Filed, Gap, Imported, Opened, Unopened
    from wallet_cli.services.files.joins.joined import Lacking
    from wallet_cli.services.files.matching import Fate


def document(done: Imported) -> dict[str, Any]:
    """All of it; statements and their rows are iterators."""
    files = [each.file for each in done.plan.files]
    return {
        "schema": "wallet.import/1",
        "operation": recorded(done.op, done.dry_run),
        "dry_run": done.dry_run,
        "files": [{"file": each.name, "format": each.format, "sha256": each.sha256} for each in files],
        "statements": (_statement(each, files[each.file].name) for each in done.statements),
        "began": [_began(each) for each in done.began],
        "opened": [_opened(each) for each in done.opened],
        "unopened": [_unopened(each) for each in done.unopened],
        "refused": [
            {"file": plan.file.name, **each} for plan in done.plan.files for each in refusal_documents(plan.refusals)
        ],
    }


def _statement(each: Filed, file: str) -> dict[str, Any]:
    counted = each.running
    return {
        "file": file,
        "id": each.account.uid.hex(),
        "account": each.account.path,
        "found": each.found,
        "number": each.head.account,
        "learned": each.learned,
        "bank_code": each.head.bank,
        "first": _day(each.first),
        "last": _day(each.last),
        "currency": each.head.currency.code if each.head.currency else None,
        "evidence": list(each.head.evidence),
        "running": {"agree": counted.agree, "rows": counted.rows} if counted and counted.rows else None,
        "new": each.new,
        "confirmed": each.confirmed,
        "known": each.known,
        "changed": len(each.changes),
        "notes": len(each.notes),
        "left_out": each.skipped,
        "left": len(each.left),
        "posted": [{"account": path, "rows": count} for path, count in each.posted],
        "transfers": each.transfers,
        "removed": each.removed,
        "apart": len(each.apart),
        "own": len(each.own),
        "repeated": [{"bank_id": bank_id, "lines": list(lines)} for bank_id, lines in each.repeated],
        "gap": _gap(each.gap),
        "review": len(each.joined.doubts),
        "lapsed": [_lacking(one) for one in each.joined.lapsed],
        "unknown": [_lacking(one) for one in each.joined.unknown],
        "closing": _closing(each.closing),
        "rows": _rows(each),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _closing(closing: Closing | None) -> dict[str, Any] | None:
    if closing is None:
        return None
    return {
        "date": closing.on.isoformat(),
        "stated": amount.as_json(closing.stated_minor, closing.currency),
        "held": amount.as_json(closing.held_minor, closing.currency),
        "agrees": closing.agrees,
    }


def _gap(gap: Gap | None) -> dict[str, Any] | None:
    if gap is None:
        return None
    is_stated = gap.held_minor is not None
    return {
        "last": gap.last.isoformat(),
        "first": gap.first.isoformat(),
        "held": amount.as_json(gap.held_minor or 0, gap.currency) if is_stated else None,
        "stated": amount.as_json(gap.stated_minor, gap.currency) if is_stated else None,
    }


def _rows(each: Filed) -> Iterator[dict[str, Any]]:
    changes = {(change.fate.row.line, change.fate.txn): change for change in each.changes}
    for fate in each.fates:
        found = _fate(fate, changes.get((fate.row.line, fate.txn)))
        if fate.txn in each.joined.doubts and fate.reason in joining.DOUBTS:
            found["maybe_same"] = [f"t{other}" for other in each.joined.doubts[fate.txn]]
        yield {**found, "account": booked_on(each, fate)}
    for row in each.notes:
        none: dict[str, Any] = {"status": "note", "reason": "moves-nothing", "changed": [], "ref": None}
        yield {**_row(row), **none, "account": each.account.path}
    for row in each.left:
        yield {**_row(row), "account": None, "status": "left", "reason": why_left(row), "changed": [], "ref": None}


def why_left(row: Row) -> str:
    """Why a row is left out: it doesn't say how several accounts shared it, or another account's file brings it."""
    return sides(meaning(row)).why or "other-account-s-file"


def is_at_most(row: Row) -> bool:
    """Whether a row was booked in full though a red packet may have paid a part of it."""
    return sides(meaning(row)).at_most


def _row(row: Row) -> dict[str, Any]:
    return {
        "line": row.line,
        "date": row.booking_date.isoformat(),
        "amount": amount.as_json(row.amount.minor, row.amount.currency),
        "text": row.text,
    }


def _lacking(each: Lacking) -> dict[str, Any]:
    return {
        "ref": f"t{each.txn}",
        "date": each.on.isoformat(),
        "amount": amount.as_json(each.amount.minor, each.amount.currency),
        "payee": each.payee,
    }


def _fate(fate: Fate, change: Change | None) -> dict[str, Any]:
    found = {
        **_row(fate.row),
        "status": status_of(fate),
        "reason": fate.reason,
        "rules": list(fate.by),
        "changed": list(fate.changed),
        "ref": f"t{fate.txn}",
    }
    if change is not None:
        found["was"] = {
            "date": change.was_on.isoformat(),
            "amount": amount.as_json(change.was_minor, fate.row.amount.currency),
            "text": change.was_text,
        }
        found["outcome"] = change.outcome
    return found


def _opened(each: Opened) -> dict[str, Any]:
    return {
        "id": each.account.uid.hex(),
        "account": each.account.path,
        "date": each.on.isoformat(),
        "balance": amount.as_json(each.minor, each.currency),
        "proven": each.is_proven,
    }


def _unopened(each: Unopened) -> dict[str, Any]:
    return {
        "id": each.account.uid.hex(),
        "account": each.account.path,
        "first": each.first.isoformat(),
        "said": amount.as_json(each.minor, each.currency) if each.minor is not None else None,
    }


def _began(each: Began) -> dict[str, Any]:
    return {
        "id": each.account.uid.hex(),
        "account": each.account.path,
        "was": {"date": each.was_on.isoformat(), "balance": amount.as_json(each.was_minor, each.currency)},
        "now": {"date": each.on.isoformat(), "balance": amount.as_json(each.minor, each.currency)},
        "today": {
            "was": amount.as_json(each.was_held_minor, each.currency),
            "now": amount.as_json(each.held_minor, each.currency),
        },
        "proof": each.proof or None,
    }
