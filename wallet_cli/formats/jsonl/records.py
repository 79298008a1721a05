"""The records by name: from fields to the values of the domain."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.files.statement import (
    AccountDeclaration,
    BookEntry,
    BookPosting,
    BookTransaction,
    CurrencyDeclaration,
    PayeeDeclaration,
    RuleDeclaration,
)
from wallet_cli.domain.transaction import STATES
from wallet_cli.errors import BadFile
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from wallet_cli.formats.jsonl.fields import Fields

TYPES = (kinds.ACCOUNT, kinds.CATEGORY, kinds.EQUITY)
"""What a posting's account can be."""


def _currency(fields: Fields) -> CurrencyDeclaration:
    return CurrencyDeclaration(fields.currency("code", "scale"))


def _account(fields: Fields) -> AccountDeclaration:
    return AccountDeclaration(
        uid=fields.uid("id"),
        path=fields.some("account"),
        type=fields.word("type", TYPES),
        kind=fields.some("kind"),
        currencies=fields.texts("currencies"),
        number=fields.text("number"),
        aliases=fields.texts("aliases"),
        closed=fields.flag("closed"),
        also=fields.texts("also") if fields.has("also") else (),
    )


def _payee(fields: Fields) -> PayeeDeclaration:
    return PayeeDeclaration(fields.uid("id"), fields.some("name"), fields.texts("aliases"))


def _posting(fields: Fields) -> BookPosting:
    return BookPosting(
        account=fields.some("account"),
        type=fields.word("type", TYPES),
        kind=fields.some("kind"),
        amount=fields.money("amount"),
        date=fields.day("date"),
        state=fields.word("state", STATES),
        value_date=fields.maybe_day("value_date"),
        bank_id=fields.text("bank_id"),
        original=fields.maybe_money("original"),
        facts=fields.facts("facts"),
    )


def _transaction(fields: Fields) -> BookTransaction:
    entry = BookTransaction(
        uid=fields.uid("id"),
        date=fields.day("date"),
        postings=tuple(_posting(posting) for posting in fields.objects("postings")),
        payee=fields.text("payee"),
        delivered=fields.memo("delivered"),
        memo=fields.memo("memo"),
        tags=fields.texts("tags"),
        links=tuple((link.some("kind"), link.uid("id")) for link in fields.objects("links")),
        void=fields.flag("void"),
    )
    for currency, minor in entry.off_balance().items():
        raise BadFile("transaction-unbalanced", currency=currency.code, difference=minor)
    return entry


READERS: Mapping[str, Callable[[Fields], BookEntry]] = {
    "currency": _currency,
    "account": _account,
    "payee": _payee,
    "transaction": _transaction,
}


class End(NamedTuple):
    """The last line: how many ``records`` come before it, and the ``rules``, which books of earlier versions lack."""

    records: int
    rules: tuple[RuleDeclaration, ...]


_RULE = (
    *("payee", "account", "below", "above", "exactly", "days", "hours", "category", "method", "item"),
    *("to", "called", "memo"),
)


def end(fields: Fields) -> End:
    """What the last line states. A rule with a field that isn't known here would be another one: it is refused."""
    records = fields.whole("records")
    rules = tuple([_rule(each) for each in fields.objects("rules")]) if fields.has("rules") else ()
    return End(records, rules)


def _rule(fields: Fields) -> RuleDeclaration:
    body: dict[str, Any] = {name: fields.memo(name) for name in _RULE if fields.has(name)}
    body |= {name: list(fields.texts(name)) for name in ("terms", "tags") if fields.has(name)}
    body |= {name: fields.flag(name) for name in ("stop", "off") if fields.has(name)}
    if fields.has("way"):
        body["way"] = fields.word("way", ("in", "out"))
    if fields.has("shares"):
        body["shares"] = [[each.some("category"), each.text("amount")] for each in fields.objects("shares")]
    fields.require_only({"id", "rule", *body})
    return RuleDeclaration(fields.uid("id"), fields.some("rule"), body)
