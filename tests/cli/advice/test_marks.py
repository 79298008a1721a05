"""Every command line in a text stands between backticks, the same in both languages; the checks can find something."""

import re
from pathlib import Path

import pytest

from tests.cli.advice.lines import is_open, marked, strays, unmarked
from tests.i18n.catalogue import FOLDER, read
from tests.i18n.texts import extract
from tests.shape.source import ROOT, read_modules
from tests.test_shape import write_tree
from wallet_cli.cli.commands.completion import PLACES
from wallet_cli.cli.line import registry
from wallet_cli.cli.spec import Noun

ALONE = {
    "wallet_cli/cli/commands/completion.py",  # scripts and lines for a shell's settings, printed as they stand
}


def test_every_line_in_the_source_is_marked() -> None:
    modules = [each for each in read_modules(ROOT) if each.path not in ALONE]
    assert strays(modules) == []


def test_no_mark_is_left_open() -> None:
    texts, _built = extract(read_modules(ROOT))
    assert [text for text in texts if text.count("`") % 2] == []


TYPED_IN_CHINESE = {
    "现金": "cash",
    "简单": "simple",
    "紧急情况": "emergency",
    "扫码安全": "code-safety",
    "备份常识": "backup-basics",
    "往来": "person",
    "1小时": "1h",
    "8小时": "8h",
    "15分钟": "15m",
    "关闭": "off",
    "开启": "on",
}
"""What is typed in Chinese in the lines of translations, and read as its English word."""


EXAMPLES = r"(?:wallet|printf) (?!\{)"
"""How the examples of help begin, which are lines as a whole."""


def _in_english(line: str) -> str:
    return " ".join(TYPED_IN_CHINESE.get(word, word) for word in line.split(" "))


def test_translations_hold_the_same_lines() -> None:
    catalogue = read(FOLDER / "wallet.po")
    assert len(catalogue) > 1000
    for text, entry in catalogue.items():
        assert sorted(marked(text)) == sorted(map(_in_english, marked(entry.translation))), text
        if text not in PLACES.values() and not re.match(EXAMPLES, text):
            assert unmarked(entry.translation) == [], entry.translation


def test_what_completion_offers_holds_no_line() -> None:
    for entry in registry.ENTRIES:
        described = registry.load(entry)
        specs = described.verbs if isinstance(described, Noun) else (described,)
        texts = [
            entry.summary,
            *[text for spec in specs for text in (spec.summary, *[each.help for each in spec.params])],
        ]
        assert [text for text in texts if marked(text)] == []


@pytest.mark.parametrize(
    "source",
    [
        "N_('wrong? wallet undo {op}')",
        "f'wallet undo {op}'",
        "x = 'wallet help {command}'",
        "N_('see `wallet log`, or wallet history')",
        "Spec('pay', 'wallet pay does it', run)",
        "verb.command('pay', N_('pays'), (), (), 'wallet pay does it')",
        "N_('see what there is: wallet --help')",
        "N_('先 wallet verify，然后')",
    ],
)
def test_an_unmarked_line_is_found(source: str, tmp_path: Path) -> None:
    assert strays(write_tree(tmp_path, {"cli/a.py": source + "\n"}))


@pytest.mark.parametrize(
    "source",
    [
        "'''``wallet undo``: what it does.'''",
        "N_('wrong? `wallet undo {op}`')",
        "N_('the wallet keys of then, in wallet.keys')",
        "N_('usage: wallet COMMAND [WORDS]')",
        "Spec('pay', N_('pays'), run, (), ('wallet pay 5 Coffee',))",
        "Spec('pay', N_('pays'), run, examples=('wallet pay 5 Coffee',))",
        "verb.command('pay', N_('pays'), (), ('wallet pay 5 Coffee',), '')",
    ],
)
def test_what_is_no_line_passes(source: str, tmp_path: Path) -> None:
    assert strays(write_tree(tmp_path, {"cli/a.py": source + "\n"})) == []


@pytest.mark.parametrize(
    ("line", "needs"),
    [
        ("wallet undo {op}", False),
        ("wallet accounts add {name} --kind bank", False),
        ("wallet accounts rename {owner} NEW", True),
        ("wallet adjust @{account} --to AMOUNT", True),
        ("wallet pay {amount} NAME @ACCOUNT +CATEGORY", True),
        ("mv {path} OTHER-FOLDER", True),
    ],
)
def test_a_placeholder_is_a_word_in_capitals(line: str, needs: bool) -> None:
    assert is_open(line) is needs
