"""The names of accounts as people read them: the books' own accounts have names that nobody gave them."""

from wallet_cli.domain.account import ADJUSTMENT, CONVERSION, OPENING
from wallet_cli.i18n import N_, _

_SPOKEN = {OPENING: N_("starting balance"), CONVERSION: N_("exchange"), ADJUSTMENT: N_("adjustment")}


def spoken(path: str) -> str:
    """``starting balance`` for ``equity:opening``; any other name as it is."""
    return _(_SPOKEN[path]) if path in _SPOKEN else path
