"""What a posting keeps of the e-wallet's row that is the same event as a bank's row: whose it is, and its text.

An account that a bank lists can get a posting from an e-wallet's file, before or after the bank's own. It is marked
with the platform (``PLATFORM``); once the bank's row is it as well, with the platform's text, as the transaction has
the bank's by then. What always holds: both files' facts are kept; where both name one thing, the platform's has the
name and the bank's is beside it (``BANK``), so that it makes no difference which came first.
"""

from __future__ import annotations

from wallet_cli.domain.files.row_facts import OWN, merged, ordered
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.files.row_facts import Facts

PLATFORM = f"{OWN}platform"
"""The fact that names the platform whose file brought the posting, as it calls itself."""
AT_MOST = f"{OWN}platform-most"
"""The fact that says that a red packet paid a part which isn't said."""
PLATFORM_TEXT = f"{OWN}platform-text"
"""The text of the platform's row, where the bank's row is known too."""
BANK = f"{OWN}bank-"
"""Before the name of what the bank says otherwise."""

BANK_PAYEE = f"{BANK}payee"
"""Whom the bank's row names."""

_NO_TEXT = "-"


def marked(facts: Facts, platform: str, *, at_most: bool = False) -> Facts:
    """The facts of a posting that a platform's file brought and a bank will list, ``at_most`` with its amount."""
    return ordered((*facts, (PLATFORM, platform), *([(AT_MOST, "yes")] if at_most else [])))


def is_at_most(facts: Facts) -> bool:
    """Whether a bank may have less than the posting, which waits for its row."""
    return AT_MOST in dict(facts) and is_waiting(facts)


def of_order(facts: Facts) -> Facts:
    """What sets rows of a platform apart that are equal else; a row's further postings have no more."""
    return tuple(fact for fact in facts if fact[0] in _ORDER)


_ORDER = frozenset({"order_id", "time"})


def platform_of(facts: Facts) -> str:
    """Whose file brought the posting, "" where none did."""
    return dict(facts).get(PLATFORM, "")


def is_waiting(facts: Facts) -> bool:
    """Whether a platform's file brought the posting, and no bank's row has been it yet."""
    found = dict(facts)
    return PLATFORM in found and PLATFORM_TEXT not in found


def both(platform: Facts, bank: Facts, text: str, payee: str) -> Facts:
    """The facts of both rows; ``text`` is the platform's, ``payee`` the bank's."""
    own = dict(platform)
    found = [(name if own.get(name, value) == value else f"{BANK}{name}", value) for name, value in bank]
    more = [(BANK_PAYEE, payee)] if payee else []
    return ordered((*platform, *found, *more, (PLATFORM_TEXT, text or _NO_TEXT)))


def with_bank(facts: Facts, bank: Facts, text: str, payee: str) -> Facts:
    """What is known once a bank's row of this ``payee`` is confirmed to be a posting; ``text`` what its transaction had
    as delivered.
    """
    if PLATFORM not in dict(facts):
        return merged(facts, bank)
    return both(facts, bank, dict(facts).get(PLATFORM_TEXT, text), payee)


class Apart(NamedTuple):
    """The facts of a posting by whose row they are, as far as they show it; the platform's text, the bank's payee."""

    platform: Facts
    bank: Facts
    text: str
    payee: str


def apart(facts: Facts) -> Apart:
    """What both rows said, where they turn out not to be one."""
    found = dict(facts)
    text, payee = found.pop(PLATFORM_TEXT, ""), found.pop(BANK_PAYEE, "")
    bank = {name for name in found if name in _BANKS or name.startswith(BANK)}
    return Apart(
        ordered((name, value) for name, value in found.items() if name not in bank),
        ordered((name.removeprefix(BANK), found[name]) for name in bank),
        "" if text == _NO_TEXT else text,
        payee,
    )


_BANKS = frozenset({"balance_after", "batch", "cheque", "end_to_end", "mandate"})
"""What no platform says."""
