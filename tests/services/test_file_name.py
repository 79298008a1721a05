"""File names with blanks: filled, never a way out of the folder."""

import pytest

from tests.services.books import refused
from wallet_cli.services.file_name import filled

VALUES = {"date": "2026-11-20", "account": "bank: main/../x", "period": "", "dots": "..", "odd": "a\x1bb\u202ec"}


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("tx-{date}.jsonl", "tx-2026-11-20.jsonl"),
        ("/tmp/{account}.csv", "/tmp/bank--main-..-x.csv"),
        ("{dots}/x", "-/x"),
        ("plain.csv", "plain.csv"),
        ("{odd}", "a-U+001B-b-U+202E-c"),
    ],
)
def test_blanks_are_filled_with_what_a_file_may_be_called(name: str, path: str) -> None:
    assert str(filled(name, VALUES)) == path


def test_what_nothing_fills_is_refused() -> None:
    with refused("placeholder-unknown", 2):
        filled("{time}.csv", VALUES)
    with refused("placeholder-empty", 2):
        filled("{period}.csv", VALUES)
