"""One entry as a row, or as a row for each of its details where they add up to it. WalletErrors say why it can't be.

The direction says which way the money went, also of a reversal: there it is the payment that was taken back which went
the other way (ISO 20022, ReversalIndicator).
"""

from __future__ import annotations

from wallet_cli.domain.files.statement import MEMO_LIMIT, TEXT_LIMIT, Row
from wallet_cli.domain.text import clean
from wallet_cli.errors import BadFile, WalletError
from wallet_cli.formats.camt.parser import CURRENCY, Part
from wallet_cli.formats.camt.paths import CHARGE, CHARGES, DETAIL
from wallet_cli.formats.camt.values import (
    IN,
    OUT,
    amount,
    amount_or_none,
    clock,
    day,
    day_or_none,
    reference,
    short,
)
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.money import Money

_PENDING = frozenset({"PDNG", "FUTR"})
_NOTED, _BOOKED = "INFO", "BOOK"
_DAY_CHARACTERS = 10
_DETAILS_SHOWN = 100
_OF_ENTRY = ("booked", "value", "status", "reversal", "text")
_OF_NO_DETAIL = frozenset(
    key + mark for key in ("amount", "direction", "instructed", "transacted", "countervalue") for mark in ("", CURRENCY)
)
_EXTRA = {
    "transaction-id": "transaction",
    "uetr": "uetr",
    "instruction-id": "instruction",
    "payment-id": "payment",
    "creditor-id": "creditor-id",
    "creditor-reference": "creditor-reference",
    "document": "document",
    "purpose": "purpose",
    "return-reason": "returned",
    "accepted": "accepted",
    "pan": "pan",
}


class Owner(NamedTuple):
    """Whose account it is: its number and name, its currency where an amount names none, and the statement's id."""

    number: str
    name: str
    currency: Currency | None
    statement: str


def rows_of(entry: Part, owner: Owner, ordinal: int) -> list[Row]:
    """The rows of an entry, the ``ordinal``-th of its statement."""
    fields, details = entry.fields, entry.all(DETAIL)
    total = amount(fields, "amount", fields.get("direction", ""), owner.currency)
    if total is None:
        raise BadFile("row-without-amount")
    if len(details) > 1 and not entry.more:
        shares = _shares(details, total)
        if shares:
            return _split(entry, details, shares, owner, ordinal)
    told = details[0] if len(details) == 1 and not entry.more else None
    facts = {**(told.fields if told else _common(details)), **fields}
    if told:
        facts.setdefault("reference", told.fields.get("reference", ""))
    charges = None if entry.more else _charges(entry) or (_charges(told) if told else None)
    row = _row(facts, entry.line, total, owner, charges)
    count = len(details) + entry.more
    if count > 1:
        listed = [("detail", _shown(each)) for each in details[:_DETAILS_SHOWN]]
        row = row._replace(extra=(*row.extra, ("details", str(count)), *listed))
    return [row]


def _shares(details: Sequence[Part], total: Money) -> list[Money]:
    """The amount of each detail, if each has one and they add up to the entry's; else none."""
    shares = []
    way = IN if total.minor >= 0 else OUT
    for detail in details:
        fields = detail.fields
        own = fields.get("direction", way)
        found = None
        for key in ("amount", "transacted", "instructed"):
            if fields.get(key + CURRENCY, total.currency.code) == total.currency.code and key in fields:
                found = _readable(fields, key, own, total.currency)
                break
        if found is None:
            return []
        shares.append(found)
    return shares if sum(each.minor for each in shares) == total.minor else []


def _readable(fields: Mapping[str, str], key: str, direction: str, unit: Currency) -> Money | None:
    try:
        return amount(fields, key, direction, unit)
    except WalletError:
        return None


def _split(entry: Part, details: Sequence[Part], shares: Sequence[Money], owner: Owner, ordinal: int) -> list[Row]:
    fields = entry.fields
    whole = reference(fields.get("reference"))
    batch = whole or reference(fields.get("batch")) or f"{owner.statement}/{ordinal}"
    ids = [reference(each.fields.get("reference")) for each in details]
    if "" in ids or len(set(ids)) < len(ids) or whole in ids:
        ids = [f"{whole}/{n}" if whole else "" for n in range(1, len(details) + 1)]
    shared = {key: text for key, text in fields.items() if key not in _OF_NO_DETAIL}
    of_entry = {key: fields[key] for key in _OF_ENTRY if key in fields}
    rows = []
    for detail, share, own in zip(details, shares, ids, strict=True):
        facts = {**shared, **detail.fields, **of_entry, "reference": own}
        row = _row(facts, detail.line, share, owner, _charges(detail))
        rows.append(row._replace(batch=clean(batch, limit=TEXT_LIMIT)))
    return rows


def _common(details: Sequence[Part]) -> dict[str, str]:
    """What all details agree on; nothing that belongs to one of them alone."""
    if not details:
        return {}
    found = details[0].fields
    return {key: text for key, text in found.items() if all(each.fields.get(key) == text for each in details)}


def _shown(detail: Part) -> str:
    fields = detail.fields
    sums = f"{fields.get('amount') or fields.get('transacted', '')} {fields.get('amount' + CURRENCY, '')}"
    names = (fields.get(side, "") for side in ("Dbtr", "Cdtr"))
    told = (sums, *names, reference(fields.get("end-to-end")), fields.get("remittance", ""))
    return short(" · ".join(each.strip() for each in told if each.strip()))


def _charges(part: Part) -> Money | None:
    """What of the amount the bank took: the charges that it includes; None if there are none, or they can't be read."""
    taken: Money | None = None
    for group in part.all(CHARGES):
        records = group.all(CHARGE)
        found: list[tuple[Part, str]] = [(each, "amount") for each in records]
        if not records:
            found = [(group, "amount" if "amount" in group.fields else "total")]
        for each, key in found:
            if each.fields.get("included", "true") in ("false", "0"):
                continue
            way = OUT if each.fields.get("direction") == IN else IN  # to be paid, unless it is given back
            one = amount_or_none(each.fields, key, way)
            if one is None or (taken is not None and one.currency != taken.currency):
                return None
            taken = one if taken is None else taken + one
    return taken or None


def _row(facts: Mapping[str, str], line: int, total: Money, owner: Owner, charges: Money | None) -> Row:
    booked = facts.get("booked") or facts.get("value")
    if not booked:
        raise BadFile("row-without-date")
    side = _other_side(facts, total, owner)
    party, ultimate = facts.get(side, ""), facts.get("Ultmt" + side, "")
    payee = party or ultimate
    status = facts.get("status", "")
    extra = [(name, short(facts[key])) for name, key in _EXTRA.items() if key in facts]
    if ultimate and ultimate != payee:
        extra.append(("ultimate-party", short(ultimate)))
    if facts.get("reversal") in ("true", "1"):
        extra.append(("reversal", "true"))
    codes = [facts[key] for key in ("domain", "family", "subfamily") if key in facts]
    own_code = facts.get("own-code", "")
    if codes and own_code:
        extra.append(("bank-code", short(own_code)))
    memo, text = _memo(facts, payee)
    if text:
        extra.append(("text", short(text)))
    bank_id = clean(reference(facts.get("reference")), limit=TEXT_LIMIT)
    # all fields by their order: by name they cost as much as reading the rest of the entry
    return Row(
        line,
        day(booked),
        total,
        clean(payee, limit=TEXT_LIMIT),
        clean(memo, limit=MEMO_LIMIT),
        short("-".join(codes) or own_code),
        bank_id,
        day_or_none(facts.get("value")),
        _original(facts, total),
        status in _PENDING,
        tuple(extra),
        clock(booked) if len(booked) > _DAY_CHARACTERS else None,
        None,  # balance_after
        short(facts.get(side + "Acct", "")),
        short(facts.get(side + "Agt", "")),
        reference(facts.get("end-to-end")),
        reference(facts.get("mandate")),
        "",  # order_id
        "",  # merchant_order_id
        reference(facts.get("cheque")),
        short(facts.get("rate", "")),
        charges,
        "",  # method
        status if status == _BOOKED else short(status),
        "",  # category
        "",  # batch
        status != _NOTED,
    )


def _other_side(facts: Mapping[str, str], total: Money, owner: Owner) -> str:
    """Who the other party is, "Dbtr" or "Cdtr": the one whose account isn't the owner's, else by the direction."""
    debtor, creditor = facts.get("DbtrAcct", ""), facts.get("CdtrAcct", "")
    if owner.number and debtor != creditor and owner.number in (debtor, creditor):
        return "Cdtr" if debtor == owner.number else "Dbtr"
    is_reversal = facts.get("reversal") in ("true", "1")
    side, own = ("Dbtr", "Cdtr") if (total.minor >= 0) != is_reversal else ("Cdtr", "Dbtr")
    if any(key in facts for key in (side, side + "Acct", "Ultmt" + side)):
        return side
    return own if facts.get(own, owner.name) != owner.name else side


def _memo(facts: Mapping[str, str], payee: str) -> tuple[str, str]:
    """What the payment was for, and the bank's own text where it isn't part of it."""
    said = [facts[key] for key in ("remittance", "creditor-reference", "remark") if key in facts]
    told = facts.get("text") or facts.get("detail-text", "")
    if not said or not payee:  # without a payee the bank's text is what names the shop
        return " ".join(dict.fromkeys(each for each in (told, *said) if each)), ""
    return " ".join(dict.fromkeys(said)), told


def _original(facts: Mapping[str, str], total: Money) -> Money | None:
    """The amount in the other currency, if the entry was exchanged."""
    for key in ("instructed", "transacted", "countervalue"):
        if key in facts and facts.get(key + CURRENCY, total.currency.code) != total.currency.code:
            found = amount_or_none(facts, key, IN if total.minor >= 0 else OUT)
            if found:
                return found
    return None
