"""A line that is offered in place of another, with its amounts in the number style of the wallet: it can be chosen as
it is. Loaded only where a line is refused.
"""

from __future__ import annotations

from wallet_cli.domain.amounts import Style, is_amount_like, read_amount, respelled
from wallet_cli.domain.quickline import join_words, parted
from wallet_cli.errors import UsageProblem
from wallet_cli.services.session import Session, typing_style
from wallet_cli.services.things import settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def line(session: Session, text: str) -> str:
    """``3.20 bread`` as ``3,20 bread`` in a wallet with a decimal comma; what can be read, or in no style, stays."""
    typed = [word.text for word in parted(text)]
    written = words(session, typed)
    return text if written == typed else join_words(written)


def words(session: Session, line: Sequence[str]) -> list[str]:
    """The same of the words of a line."""
    return [_written(session, word) if is_amount_like(word) else word for word in line]


def _written(session: Session, amount: str) -> str:
    try:
        read_amount(amount, typing_style(session))
    except UsageProblem as error:
        other = str(error.params.get("style") or "")
        if other:
            return respelled(amount, Style(*settings.style_of(other)), typing_style(session))
    return amount
