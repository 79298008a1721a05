"""How the open wallet writes numbers, for texts: amounts in what is said of an error, and examples of what is typed."""

from __future__ import annotations

from wallet_cli.services.session import DECIMAL, GROUP, Session, readable_setting, style
from wallet_cli.words import spelling

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.errors import WalletError


def as_typed(told: Session) -> None:
    """Examples of what people can type are written as this wallet reads numbers."""
    if told.people:
        marks = [readable_setting(told, name) for name in (DECIMAL, GROUP)]
        spelling.choose_numbers(*([] if None in marks else marks))


def in_error(error: WalletError, told: Session) -> None:
    """Amounts in what is said of an error are written as the wallet writes numbers."""
    if error.params.get("currency"):
        from wallet_cli.words import amount

        amount.choose(style(told))
