"""CSV and its kin: tables as text, cells parted by commas, semicolons, tabs or bars. Implements ``base.BankReader``."""

from __future__ import annotations

from wallet_cli.domain.currency import currency
from wallet_cli.domain.files.statement import Score
from wallet_cli.formats.base import read_whole
from wallet_cli.formats.table.cut import cut
from wallet_cli.formats.table.header import columns_of, weight
from wallet_cli.formats.table.known import read_columns
from wallet_cli.formats.table.layout import Given
from wallet_cli.formats.table.reader import read as read_grid
from wallet_cli.formats.table.text import decoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

    from wallet_cli.domain.files.statement import BankEvent, Profile
    from wallet_cli.formats.base import BankReader

_OTHERS = ("<", "{", "[", "PK\x03\x04", "%PDF", "!", ":", "\x1f", "OFXHEADER")
"""What files of other kinds begin with."""
_SAMPLE = 200


class Csv:
    """The reader, heeding what was given of its options."""

    def __init__(self, given: Given = Given()) -> None:  # noqa: B008 - a tuple never changes
        self.given = given

    def configured(self, options: Mapping[str, str]) -> Csv:
        """The same reader, with answers as given. UsageProblem("columns-unreadable", "unknown-currency")."""
        code = options.get("currency", "")
        return Csv(
            Given(
                options.get("dates", ""),
                options.get("decimal", ""),
                options.get("sign", ""),
                currency(code).code if code else "",
                read_columns(options.get("columns", "")),
            )
        )

    def sniff(self, head: bytes) -> Score:
        """Perhaps, where a header or bookings are found: no first byte makes sure of a table."""
        text = decoded(head)
        if not text.strip() or text.lstrip().startswith(_OTHERS):
            return Score.NO
        grid = cut(text, weight)
        return Score.MAYBE if columns_of(list(grid.rows(_SAMPLE))) else Score.NO

    def read(self, source: BinaryIO, profile: Profile | None = None) -> Iterator[BankEvent]:
        """The statements of a text; BadFile("file-too-large", "file-empty", "letters-mixed") and as ``reader.read``."""
        return read_grid(cut(decoded(read_whole(source), is_whole=True), weight), profile, self.given)


bank: BankReader = Csv()
