"""Every kind of period has its words."""

from wallet_cli.domain.calendar import KINDS
from wallet_cli.words.calendar import WORDS, each


def test_each_kind_has_words_of_its_own() -> None:
    assert set(WORDS) == set(KINDS)
    for column in zip(*WORDS.values(), strict=True):
        assert len(set(column)) == len(KINDS)
    assert each("quarter", "€1.00") == "€1.00 a quarter"
