"""QIF: what Quicken, GnuCash, MoneyMoney, YNAB and many banks write. Implements ``base.BankReader``."""

from __future__ import annotations

import re

from wallet_cli.domain.files.statement import Score
from wallet_cli.formats.qif import reader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

    from wallet_cli.domain.files.statement import BankEvent, Profile
    from wallet_cli.formats.base import BankReader

_HEADER = re.compile(rb"(?:^|[\r\n])!(?:type:|account|option:|clear:)", re.IGNORECASE)

_MARKS = re.compile(rb"\0|\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)")
"""What other encodings put in between and in front."""


class Qif:
    """The reader; ``dates`` is the order of day, month and year where it was given, else the file shows it."""

    def __init__(self, dates: str = "") -> None:
        self.dates = dates

    def configured(self, options: Mapping[str, str]) -> Qif:
        """The reader that heeds ``--dates``."""
        return Qif(options.get("dates", ""))

    def sniff(self, head: bytes) -> Score:
        """Sure of a line that says what follows: ``!Type:Bank``."""
        return Score.SURE if _HEADER.search(_MARKS.sub(b"", head)) else Score.NO

    def read(self, source: BinaryIO, profile: Profile | None = None) -> Iterator[BankEvent]:
        """The accounts of a QIF file, each as a statement."""
        return reader.read(source, profile, self.dates)


reading = Qif()
if TYPE_CHECKING:
    _held: BankReader = reading
