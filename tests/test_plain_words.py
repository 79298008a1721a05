"""Texts, pages and docstrings in plain English; each rule is shown a sentence in which it must find something."""

import pytest

from tests.i18n.texts import extract
from tests.shape.plain_words import EXCEPTIONS, RULES, comments, docstrings, english_pages, prose, stumbles
from tests.shape.source import ROOT, read_modules

BROKEN = (
    "whoever has the key",
    "what is wrong is told",
    "the log tells what was done",
    "one share tells nothing",
    "a deed of yours",
    "as wished",
    "the name stands in front",
    "a word may stand there",
    "after so many days",
    '"abc" is no amount',
    "t3 is so already",
    "the name is there already",
    "its signs stand in a row",
    "write it as in 12.50",
    "also while the wallet is unlocked",
    "make the books anew",
    "nothing that shows",
    "go on from here",
    "all but for one",
    "it goes on from an older copy",
    "it passes for the newest",
    "those of before, too",
    "the number behind its name",
    "Not prevented: who has the key",
    "one file: a row a record",
    "1 operations",
)


def test_texts_are_in_plain_words() -> None:
    texts, _ = extract(read_modules(ROOT))
    # in a text backticks are around lines to copy: words of the program, not prose
    assert [each for text in sorted(texts) for each in stumbles("text", text)] == []


def test_pages_are_in_plain_words() -> None:
    assert [each for page in english_pages() for each in stumbles(*page)] == []


def test_docstrings_are_in_plain_words() -> None:
    assert [each for where in docstrings(read_modules(ROOT)) for each in stumbles(*where)] == []


def test_comments_are_in_plain_words() -> None:
    assert [each for where in comments() for each in stumbles(*where)] == []


@pytest.mark.parametrize(("rule", "broken"), zip(RULES, BROKEN, strict=True), ids=lambda each: str(each)[:30])
def test_each_rule_finds_what_breaks_it(rule: tuple[str, str], broken: str) -> None:
    assert any(f"write {rule[1]}:" in each for each in stumbles("here", broken))


@pytest.mark.parametrize(
    "sentence",
    [
        "the two can be told apart",
        "X stands for a word",
        "there is no wallet",
        "it is no longer there",
        "it wasn't told from the other",
        "run `wallet log`, which `tells` it",
        "as in `cover`",
    ],
)
def test_idioms_and_code_are_left_alone(sentence: str) -> None:
    assert stumbles("here", sentence) == []


def test_code_is_not_prose() -> None:
    assert list(prose("a\n```python\ntold = tells\n```\nb `tells`")) == ["a", "", "", "", "b  "]


def test_every_exception_is_needed() -> None:
    everything = [text for _, text in (*docstrings(read_modules(ROOT)), *english_pages())]
    assert [part for part in EXCEPTIONS if not any(part in text for text in everything)] == []
