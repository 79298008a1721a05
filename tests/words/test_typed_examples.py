"""What hints and helps give as examples of what is typed can be typed, in each language."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from wallet_cli import i18n
from wallet_cli.cli.commands.record.verb import NOTES
from wallet_cli.domain.amounts import SCRIPT_STYLE, read_amount
from wallet_cli.domain.dates import read_date
from wallet_cli.domain.duration import seconds_of, switch
from wallet_cli.domain.period_words import read_period
from wallet_cli.words import amount
from wallet_cli.words.calendar import examples
from wallet_cli.words.problems import budgets, cli, values

TODAY = date(2026, 11, 20)
READ: dict[str, tuple[str, Callable[[str], object]]] = {
    "amounts": (values.TEXTS["amount-unreadable"][1], lambda text: read_amount(text, SCRIPT_STYLE)),
    "days": (values.TEXTS["date-unreadable"][1], lambda text: read_date(text, TODAY)),
    "days of records": (NOTES[0].help.partition(";")[0], lambda text: read_date(text, TODAY)),
    "times": (cli.TEXTS["bad-duration"][1], seconds_of),
}


def given(text: str) -> list[str]:
    """The examples in a text: what is between its first words and its last."""
    body = re.sub(r"^(write it like|the day:|写成|日期：)|这样$|；.*$", "", text)
    return [each.strip() for each in re.split(r"[,、]| or | 或 ", body) if each.strip()]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("what", READ)
def test_every_example_is_read(what: str, language: str) -> None:
    i18n.choose(language)
    text, read = READ[what]
    translated = amount.exemplified(i18n._(text)) if what != "days of records" else i18n._(NOTES[0].help)
    found = given(translated.partition(";")[0])
    assert len(found) > 3
    for each in found:
        read(each)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_example_of_a_period_is_one_and_on_and_off_are(language: str) -> None:
    i18n.choose(language)
    for each in examples():
        read_period(each, TODAY)
    words = re.findall(r"on|off|开启|关闭", i18n._(budgets.TEXTS["not-on-off"][1]))
    assert len(words) >= 2
    assert None not in map(switch, words)
