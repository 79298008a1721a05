"""OFX: bank and card statements, 1.x (SGML) and 2.x (XML), in and out. Implements ``base.BankFormat``."""

import re

from wallet_cli.domain.files.statement import Score
from wallet_cli.formats.ofx.reader import read
from wallet_cli.formats.ofx.writer import write

__all__ = ["read", "sniff", "write"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.formats.base import BankFormat
    from wallet_cli.formats.ofx import format as itself

    _held: BankFormat = itself


def sniff(head: bytes) -> Score:
    """Sure of ``<OFX>`` and of its header; a bare ``<STMTTRN>`` may be one that lost it."""
    plain = head.replace(b"\0", b"").upper()  # UTF-16 too
    if re.search(rb"<(?:[\w-]{1,40}:)?OFX[\s>]", plain) or b"OFXHEADER" in plain or b"OFXSGML" in plain:
        return Score.SURE
    return Score.MAYBE if b"<STMTTRN>" in plain else Score.NO
