"""Where another line of this vault's history begins, named by the device. The body: operations that had been seen, the
MAC of the last of them, and how many there were.
"""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.items.base import WrittenItem


class Forked(NamedTuple):
    """The wallet continues from operation ``at``, although ``seen`` operations had been seen ("" for none)."""

    at: str
    seen: str


def event(written: WrittenItem) -> Forked:
    """From where the wallet is worked on."""
    seen, _mac, at = written.body
    return Forked(f"o{at}", f"o{seen}" if seen else "")
