"""The ``--id`` of a line of a batch, under its name. The body: the digest of what was asked, then the uids of what was
recorded.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container


def erased(body: list[str], targets: Container[bytes]) -> list[str]:
    """Without the digest, where it stands for one of these transactions: the id stays used, but not for what."""
    _request, *uids = body
    return ["", *uids] if any(bytes.fromhex(uid) in targets for uid in uids) else body
