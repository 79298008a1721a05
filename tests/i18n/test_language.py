"""The language chosen is the language spoken, from the catalogue that is shipped."""

from collections.abc import Iterator

import pytest

from tests.i18n.catalogue import FOLDER, read
from wallet_cli import i18n


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    i18n.choose("en")


def test_chinese_is_spoken_from_the_shipped_catalogue() -> None:
    i18n.choose("zh")
    assert i18n.language() == "zh"
    for text, entry in read(FOLDER / "wallet.po").items():
        assert i18n._(text) == (entry.translation or text)


def test_english_is_the_source_itself() -> None:
    i18n.choose("zh")
    i18n.choose("en")
    assert i18n.language() == "en"
    assert i18n._("anything {at} all") == "anything {at} all"


def test_an_empty_text_stays_empty() -> None:
    i18n.choose("zh")
    assert i18n._("") == ""


def test_a_mark_changes_nothing() -> None:
    i18n.choose("zh")
    assert i18n.N_("pay") == "pay"


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("zh_CN.UTF-8", "zh"),
        ("zh-Hans", "zh"),
        ("ZH", "zh"),
        ("en_US.UTF-8", "en"),
        ("en.utf8", "en"),
        ("de_DE", None),
        ("C", None),
        ("", None),
    ],
)
def test_a_locale_asks_for_a_language(wish: str, language: str | None) -> None:
    assert i18n.match(wish) == language
