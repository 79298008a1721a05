"""The pages on money and safety: short, in both languages, and with lines that work as they stand."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.advice.lines import is_open, marked
from tests.cli.driver import Wallet
from wallet_cli.cli.line import registry
from wallet_cli.cli.render.wrap import wrapped
from wallet_cli.words.spelling import said
from wallet_cli.words.topics import contents

LANGUAGES = ("en", "zh")
EVERY = [(topic, language) for topic in contents.TOPICS for language in LANGUAGES]
NEW = {"scams": {"history"}, "emergency": {"unlock", "keys", "status"}, "budgeting": {"report", "budget"}}
"""What each names at the least, by the first word after ``wallet``."""
TYPED = {
    "手续费": "fees",
    "今年": "thisyear",
    "每月25号": "'month from 25'",
    "文件夹": "FOLDER",
    "账本.": "books.",
    "@信用卡": "@CARD",
    "@银行卡": "@BANK",
    "@储蓄": "@SAVINGS",
    "收款码.": "code.",
}
"""What is Chinese in the lines of the Chinese pages, and what the English ones have there."""


def english(line: str) -> str:
    """A line of a Chinese page as the English page has it."""
    for chinese, meant in TYPED.items():
        line = line.replace(chinese, meant)
    return line


def lines_of(topic: contents.Topic, language: str) -> list[str]:
    return [line for text in contents.page(topic, language) for line in marked(text)]


@pytest.mark.parametrize(("topic", "language"), EVERY)
def test_a_topic_fits_into_forty_lines(topic: contents.Topic, language: str, bare: Wallet) -> None:
    shown = bare.ok("--lang", language, "help", topic.name).splitlines()
    folded = [part for line in shown for part in (wrapped(line, 80, 3) or [""])]
    assert 12 <= len(folded) <= 40
    assert bare.ok("--lang", language, "help", topic.chinese).splitlines() == shown


def test_no_topic_has_the_name_of_a_command() -> None:
    for topic in contents.TOPICS:
        for name in (topic.name, topic.chinese):
            assert registry.find(name) is None
            assert name not in registry.SYNONYMS


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_lists_every_topic_and_tab_offers_them(language: str, bare: Wallet) -> None:
    shown = bare.ok("--lang", language, "help")
    offered = bare.ok("__complete", "fish", "--", "help", "")
    for topic in contents.TOPICS:
        assert re.search(rf"(^  |[,，、] ?){topic.name}\b", shown, re.MULTILINE)
        assert topic.name in offered


@pytest.mark.parametrize("topic", contents.TOPICS)
def test_both_languages_name_the_same_commands(topic: contents.Topic) -> None:
    spoken, chinese = (
        {" ".join(english(line).split()) for line in lines_of(topic, language)} for language in LANGUAGES
    )
    assert spoken == chinese
    assert {line.split()[1] for line in spoken} >= NEW.get(topic.name, set())


@pytest.mark.parametrize("topic", contents.TOPICS)
def test_what_is_typed_on_a_chinese_page_is_chinese(topic: contents.Topic) -> None:
    """Except commands, options and what is translated where it shows (``AMOUNT``)."""
    left = {word for line in lines_of(topic, "zh") for word in TYPED.values() if word in line}
    assert left == set()


def test_the_help_of_a_command_names_its_topic(bare: Wallet) -> None:
    for topic in contents.TOPICS:
        for command in topic.commands:
            assert f"wallet help {topic.name}" in bare.ok("help", *command.split())


@pytest.mark.parametrize(("topic", "language"), EVERY)
def test_what_a_topic_says_to_run_can_be_run(
    topic: contents.Topic, language: str, wallet: Wallet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it stands, where nothing has to be put in; a secret that nobody is there to type is the wallet's refusal."""
    monkeypatch.chdir(tmp_path)
    for line in lines_of(topic, language):
        words = shlex.split(line.replace("+手续费", "+fees"))[1:]
        if words and not is_open(english(line)):
            done = wallet(*words)
            assert done.status in (0, 2, 4), line
            assert done.status == 0 or re.search("terminal|passphrase|has no key of the type", done.err), (
                line,
                done.err,
            )


def test_a_field_in_a_line_of_a_topic_stays(bare: Wallet) -> None:
    assert "main-{date}.backup" in said("`wallet backup 'main-{date}.backup'`")
    assert "main-{date}.backup" in bare.ok("help", "backup-basics")


def test_a_backup_in_a_script_names_no_topic(wallet: Wallet, tmp_path: Path) -> None:
    quiet = wallet("backup", str(tmp_path / "script.backup"))
    assert "backup-basics" not in quiet.out + quiet.err


def test_only_the_first_backup_names_its_topic(wallet: Wallet, tmp_path: Path) -> None:
    first, second = (wallet("backup", str(tmp_path / name), tty=True) for name in ("one", "two"))
    assert "wallet help backup-basics" in first.err
    assert "backup-basics" not in second.err


def test_a_code_that_is_read_on_a_terminal_names_its_topic(bare: Wallet) -> None:
    code = ("qr", "read", "--text", "bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq?amount=0.001")
    assert "wallet help code-safety" in bare(*code, tty=True).err
    assert "code-safety" not in bare(*code).err + bare(*code, "-q", tty=True).err


@pytest.mark.parametrize("topic", contents.TOPICS)
def test_a_topic_typed_as_a_command_leads_to_its_page(topic: contents.Topic, bare: Wallet) -> None:
    for name in (topic.name, topic.chinese):
        done = bare(name)
        assert done.status == 2
        assert f"wallet help {name}" in done.err
