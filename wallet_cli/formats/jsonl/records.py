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
)
from wallet_cli.domain.transaction import STATES
from wallet_cli.errors import BadFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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
