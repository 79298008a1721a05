"""SWIFT MT940 and MT942: the statements and the reports within a day. Implements ``base.BankReader``."""

import re

from wallet_cli.domain.files.statement import Score
from wallet_cli.formats.mt940.reader import read

__all__ = ["read", "sniff"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.formats.base import BankReader
    from wallet_cli.formats.mt940 import format as itself

    _held: BankReader = itself

_BEGINS = re.compile(rb"(?:^|[\r\n]|\{4:)[ \t\x01]*:(20|25P?|28C?):[^\r\n]")
_GOES_ON = re.compile(rb"[\r\n]:(?:6[02][FM]:[CD]\d{6}|61:\d{6}|34F:[A-Z]{3}|13D?:\d{6}|NS:\d\d)")
_LOOSE = re.compile(rb"(?:^|[\r\n]):(?:20|25|28C|NS|6[0245][FM]?|61|86):[^\r\n]*(?:[\r\n]|$)")


def sniff(head: bytes) -> Score:
    """Sure of a reference or an account with a balance or a booking; any field alone may be a piece of one."""
    if _BEGINS.search(head) and _GOES_ON.search(head):
        return Score.SURE
    return Score.MAYBE if _LOOSE.search(head) else Score.NO
