"""The names of accounts as people read them: the books' own accounts have names that nobody gave them."""

from __future__ import annotations

from wallet_cli.domain.account import ADJUSTMENT, CONVERSION, OPENING
from wallet_cli.i18n import N_, _, spells_out

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_SPOKEN = {OPENING: N_("starting balance"), CONVERSION: N_("exchange"), ADJUSTMENT: N_("adjustment")}


def spoken(path: str) -> str:
    """``starting balance`` for ``equity:opening``; any other name as it is."""
    return _(_SPOKEN[path]) if path in _SPOKEN else path


def nothing() -> str:
    """What is shown where there is nothing: ``–``."""
    return _("nothing") if spells_out() else "–"


def apart(parts: Iterable[str]) -> str:
    """Several things in one line, two blanks apart."""
    return (_(", ") if spells_out() else "  ").join(parts)
