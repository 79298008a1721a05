"""What a payment code is made from: an account of the books, an amount as typed, a text."""

from __future__ import annotations

from wallet_cli.domain.account import bare
from wallet_cli.domain.currency import currency, currency_of_word
from wallet_cli.domain.payments.payment import PaymentRequest
from wallet_cli.domain.text import clean
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.schemes import facts
from wallet_cli.services import names
from wallet_cli.services.payments.codes import Requested, request_code
from wallet_cli.services.record import typed_line
from wallet_cli.services.session import Session, setting
from wallet_cli.services.things.settings import OWNER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.money import Money
    from wallet_cli.schemes.facts import SchemeFacts
    from wallet_cli.store.books.accounts import Node


class RequestWish(NamedTuple):
    """A request as typed; what is None follows from the account (``scheme``) or the settings (``name``)."""

    amount: str | None
    text: str = ""
    account: str | None = None
    scheme: str | None = None
    name: str | None = None
    reference: str = ""


def request(session: Session, wish: RequestWish) -> Requested:
    """A payment code that asks someone to pay into an account of ours.

    Raises UsageProblem("request-account", "unknown-scheme", "request-name", …), Refused("account-without-number",
    "request-other-currency").
    """
    node = _account(session, wish.account)
    if not node.number:
        raise Refused("account-without-number", account=node.path)
    scheme = facts.maker(wish.scheme) if wish.scheme else facts.maker_for(node.currencies)
    name = wish.name or str(setting(session, OWNER, ""))
    if not name and scheme.needs("creditor"):
        raise UsageProblem("request-name")
    made = PaymentRequest(
        scheme=scheme.name,
        creditor=clean(name, limit=200),
        account=node.number,
        account_sort=scheme.account_sort,
        amount=_amount(session, wish.amount, node, scheme),
        reference=wish.reference,
        text=clean(wish.text, limit=500),
    )
    return request_code(made)


def _account(session: Session, name: str | None) -> Node:
    if name:
        return names.account(session, bare(name))
    numbered = [node for node in names.own_accounts(session) if node.number]
    if len(numbered) != 1:
        raise UsageProblem("request-account", accounts=tuple(node.path for node in numbered))
    return numbered[0]


def _amount(session: Session, text: str | None, node: Node, scheme: SchemeFacts) -> Money | None:
    """What was typed, in the scheme's only currency, else in one that both the account and the scheme take."""
    if text is None:
        return None
    amount = typed_line.read(session, text)
    word = amount.typed.word
    if len(scheme.currencies) == 1:
        unit = currency(scheme.currencies[0])
        fits = word is None or unit.code in currency_of_word(word)
    else:
        unit = typed_line.currency_for(session, amount.typed, node)
        fits = not scheme.currencies or unit.code in scheme.currencies
    if not fits:
        raise Refused("request-other-currency", amount=text, currency=", ".join(scheme.currencies))
    return amount.money(unit)
