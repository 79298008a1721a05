"""Examples of what is typed are written as the wallet reads numbers, so that they can be typed."""

from collections.abc import Iterator

import pytest

from wallet_cli.domain.amounts import Style, read_amount
from wallet_cli.errors import UsageProblem
from wallet_cli.services.things.settings import STYLES
from wallet_cli.words import spelling
from wallet_cli.words.catalogue import text_of


@pytest.fixture(autouse=True)
def usual_again() -> Iterator[None]:
    yield
    spelling.choose_numbers()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("12.50 Coffee @cash +food", "12,50 Coffee @cash +food"),
        ("bank 1,250.00", "bank 1.250,00"),
        ("100eur 108.20usd", "100eur 108,20usd"),
        ("write it like 12.50, 4.5eur, 1.2k, 86/2 or 12+3.5", "write it like 12,50, 4,5eur, 1,2k, 86/2 or 12+3,5"),
        ("wallet config numbers 1.234,50", "wallet config numbers 1.234,50"),
        ("500eur,600.50usd", "500eur,600.50usd"),
        ("-d 2026-11-20 @a1 t412 7d,4w", "-d 2026-11-20 @a1 t412 7d,4w"),
        ("写成 12.50、1.2万 这样。", "写成 12,50、1,2万 这样。"),
    ],
)
def test_decimals_and_groups_are_written_as_they_are_read(text: str, written: str) -> None:
    assert spelling.example(text) == text
    spelling.choose_numbers(",", ".")
    assert spelling.example(text) == written


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_in_every_style_an_example_is_read_in_it(style: tuple[str, str]) -> None:
    spelling.choose_numbers(*style)
    for text, value in (("12.50", 12.5), ("1,250.00", 1250), ("4.5", 4.5)):
        read = read_amount(spelling.example(text), Style(*style))
        assert read.numerator / read.denominator == value


def test_a_hint_is_in_the_numbers_of_the_wallet_and_still_says_what_scripts_write() -> None:
    spelling.choose_numbers(",", ".")
    assert "12,50 Coffee" in text_of(UsageProblem("amount-missing-here"))[1]
    with pytest.raises(UsageProblem) as refused:
        read_amount("1,234.50", Style(",", "."))
    assert "write 1234.50: a point" in text_of(refused.value)[1]
