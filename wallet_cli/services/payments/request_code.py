"""What a payment code is made from: an account of the books, an amount as typed, a text."""

from __future__ import annotations

from wallet_cli.domain.account import bare
from wallet_cli.domain.amounts import read_amount, to_money
from wallet_cli.domain.currency import Currency, currency, currency_of_word
from wallet_cli.domain.payments.payment import PaymentRequest
from wallet_cli.domain.text import clean
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.record import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.payments.codes import Requested, request_code
from wallet_cli.services.session import Session, setting, typing_style
from wallet_cli.services.things.settings import OWNER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.money import Money
    from wallet_cli.store.books.accounts import Node

EPC, BIP321 = "epc", "bip321"
CURRENCIES = {EPC: "EUR", BIP321: "BTC"}


class Wish(NamedTuple):
    """A request as typed; what is None follows from the account (``scheme``) or the settings (``name``)."""

    amount: str | None
    text: str = ""
    account: str | None = None
    scheme: str | None = None
    name: str | None = None
    reference: str = ""


def request(session: Session, wish: Wish) -> Requested:
    """A payment code that asks somebody to pay into an account of ours.

    Raises UsageProblem("request-account", "request-name", …), Refused("account-without-number",
    "request-other-currency").
    """
    node = _account(session, wish.account)
    if not node.number:
        raise Refused("account-without-number", account=node.path)
    scheme = wish.scheme or (BIP321 if node.currencies == ("BTC",) else EPC)
    unit = currency(CURRENCIES[scheme]) if scheme in CURRENCIES else None
    name = wish.name or str(setting(session, OWNER, ""))
    if not name and scheme == EPC:
        raise UsageProblem("request-name")
    made = PaymentRequest(
        scheme=scheme,
        creditor=clean(name, limit=200) if scheme != BIP321 else "",
        label=clean(name, limit=200) if scheme == BIP321 else "",
        account=node.number,
        account_kind="bitcoin" if scheme == BIP321 else "iban",
        amount=_amount(session, wish.amount, unit),
        reference=wish.reference,
        text=clean(wish.text, limit=500) if scheme != BIP321 else "",
        message=clean(wish.text, limit=500) if scheme == BIP321 else "",
    )
    return request_code(made)


def _account(session: Session, name: str | None) -> Node:
    if name:
        return names.account(session, bare(name))
    numbered = [node for node in names.own_accounts(session) if node.number]
    if len(numbered) != 1:
        raise UsageProblem("request-account", accounts=tuple(node.path for node in numbered))
    return numbered[0]


def _amount(session: Session, text: str | None, unit: Currency | None) -> Money | None:
    if text is None:
        return None
    typed = read_amount(text, typing_style(session))
    if unit is None or (typed.word is not None and unit.code not in currency_of_word(typed.word)):
        raise Refused("request-other-currency", amount=text, currency=unit.code if unit else "")
    return to_money(typed, unit, typing_style(session))
