"""camt.052, 053 and 054 of any version, in. Implements ``base.BankReader``."""

import re

from wallet_cli.domain.files.statement import Score
from wallet_cli.formats.camt.reader import read

__all__ = ["read", "sniff"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.formats.base import BankReader
    from wallet_cli.formats.camt import format as itself

    _held: BankReader = itself

_MESSAGE = re.compile(rb"<(?:[\w.-]{1,40}:)?BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)(?:V[0-9]{2})?[\s/>]")
_NAMESPACE = re.compile(rb"urn:iso:std:iso:20022:tech:xsd:camt\.05[234]\.")


def sniff(head: bytes) -> Score:
    """Sure of XML in which one of the three messages begins; its namespace alone may be one that is cut off."""
    plain = head.replace(b"\0", b"")  # UTF-16 too
    if not plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return Score.NO
    if _MESSAGE.search(plain):
        return Score.SURE
    return Score.MAYBE if _NAMESPACE.search(plain) else Score.NO
