"""Every printed line is read by the real parser, whatever names stand in it, and means the wallet that it is about."""

import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.advice.lines import hints, literal_lines, marked
from tests.cli.advice.parsing import Parsed, flat
from tests.i18n.catalogue import FOLDER, read
from tests.i18n.texts import extract
from tests.shape.source import ROOT, read_modules
from wallet_cli.cli.line import registry
from wallet_cli.cli.spec import Noun
from wallet_cli.domain import quickline
from wallet_cli.domain.text import visible
from wallet_cli.errors import Refused
from wallet_cli.words import catalogue, spelling
from wallet_cli.words.problems import values

HOSTILE = (
    "my bank", "Bob's", 'say "hi"', "-5°", "--json", "-w", "$HOME", "`id`", "$(id)", "招商 银行", "两\n行", "=ls",
    "~ann", "a;b&c|d", "wow!", "#1", "{a,b}", "--wallet=x", "*", "a\\b", "turn\u202eround", "it's \"both\" $x",
)  # fmt: skip
"""What a name may hold: blanks, quotes, hyphens in front, what a shell acts on, what a terminal acts on."""
BOOK = "my $ book"


@pytest.fixture
def parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Parsed:
    return Parsed(monkeypatch, tmp_path)


@pytest.fixture(autouse=True)
def usual_wallet() -> Iterator[None]:
    spelling.choose(spelling.USUAL, None)
    yield
    spelling.choose(spelling.USUAL, None)


def lines_of(text: str) -> list[str]:
    """The lines of a text that is about to be written."""
    return text.split(spelling.EDGE)[1::2]


def values_for(slug: str, template: str, name: str) -> dict[str, str]:
    """A value for each field, hostile where the field takes any text; several words where it takes a line."""
    spoken = quickline.join_words(["5", name.replace('"', ""), "@" + name.replace('"', "")])
    line = {
        "command": "accounts add" if "help {command}" in template else "pay",
        "line": spoken,
        "other": spoken,
        "corrected": spoken if slug in values.TEXTS else spelling.spelled(["pay", "5", "-m", name]),
    }
    if slug == "argument-missing":
        line |= {"command": "accounts rename", "line": "NAME NEW"}
    if slug == "undo-blocked":
        line |= {"line": "o5 o3"}
    usual = {"verb": "read" if slug == "code-source" else "lend", "noun": "accounts"}
    fields = {field for _text, field, _spec, _conversion in Formatter().parse(template) if field}
    return {field: {**line, **usual}.get(field, name) for field in fields}


@pytest.mark.parametrize("slug", sorted(slug for slug, texts in hints().items() if "`" in "".join(texts)))
def test_the_lines_of_every_error_are_real(slug: str, parsed: Parsed) -> None:
    template = " ".join(hints()[slug])
    for wallet in ("main", BOOK):
        for name in HOSTILE:
            spelling.choose(wallet, None)
            said = catalogue.marked_text_of(Refused(slug, **values_for(slug, template, name)))
            found = [line for text in said for line in lines_of(text)]
            assert len(found) == len(marked(template))
            for line, form in zip(found, marked(template), strict=True):
                if form in ("{corrected}", "{other}", "{line}") and not line.startswith("wallet "):
                    assert quickline.split_line(line) == quickline.split_line(
                        visible(values_for(slug, template, name)[form[1:-1]])
                    )
                    continue
                if not line.startswith("wallet "):
                    assert shlex.split(line)
                    continue
                parsed.read(line)
                if "--wallet" not in form and not set(spelling.WITHOUT_WALLET) & set(form.split(" ")):
                    assert parsed.wallet == wallet, line


def test_the_lines_of_receipts_and_remarks_are_real(parsed: Parsed) -> None:
    said_elsewhere = {
        line
        for module in read_modules(ROOT)
        if "/words/problems/" not in module.path and "/words/topics/" not in module.path
        for line in literal_lines(module)
        if line.startswith("wallet ") and "{" in line and not line.startswith("wallet help ")
    }
    assert "wallet accounts edit {account} --number {number}" in said_elsewhere
    spelling.choose(BOOK, None)
    for form in sorted(said_elsewhere):
        for name in HOSTILE:
            fields = {field: name for _text, field, _spec, _conversion in Formatter().parse(form) if field}
            (line,) = lines_of(
                spelling.said(f"`{form}`", **{**fields, **({"line": "+food"} if "line" in fields else {})})
            )
            parsed.read(line)
            assert parsed.wallet == BOOK, line


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("`wallet payees merge {name} OTHER`", "{name}"),
        ("`wallet accounts close {name} --reopen`", "{name}"),
        ("`wallet history @{name}`", "@{name}"),
        ("`wallet receive AMOUNT PAYER @ACCOUNT +{name}`", "+{name}"),
        ("`wallet export --since last --state {name}`", "{name}"),
        ("`wallet erase --wallet {name} --confirm {name}`", "{name}"),
    ],
)
def test_a_name_arrives_as_it_is(template: str, found: str, name: str, parsed: Parsed) -> None:
    (line,) = lines_of(spelling.said(template, name=name))
    assert found.format(name=visible(name)) in flat(parsed.read(line)), line


def test_every_line_without_a_field_is_real(parsed: Parsed) -> None:
    texts, _built = extract(read_modules(ROOT))
    translated = [entry.translation for entry in read(FOLDER / "wallet.po").values()]
    found = {line for text in (*texts, *translated) for line in marked(text) if "{" not in line}
    assert len(found) > 50
    for line in found:
        if line.startswith("wallet ") and "COMMAND" not in line:
            parsed.read(line)


def test_every_example_is_real_and_names_the_wallet(parsed: Parsed) -> None:
    spelling.choose(BOOK, None)
    for entry in registry.ENTRIES:
        described = registry.load(entry)
        for spec in described.verbs if isinstance(described, Noun) else (described,):
            for example in spec.examples:
                line = spelling.named(example)
                if "completion" in line:
                    assert line == example
                else:
                    parsed.read(line)
                    assert parsed.wallet in (BOOK, "october", "old") or entry.name in ("help", "demo"), line


@pytest.mark.parametrize(
    ("wallet", "usual", "line"),
    [
        ("main", None, "wallet undo o5"),
        ("main", "main", "wallet undo o5"),
        ("book", None, "wallet -w book undo o5"),
        ("book", "book", "wallet -w book undo o5"),
        ("main", "book", "wallet -w main undo o5"),
        ("my book", None, 'wallet -w "my book" undo o5'),
    ],
)
def test_the_wallet_is_named_where_the_line_would_reach_another(wallet: str, usual: str | None, line: str) -> None:
    spelling.choose(wallet, usual)
    assert spelling.bare(spelling.said("`wallet undo {op}`", op="o5")) == line


@pytest.mark.parametrize(
    "line",
    [
        "wallet init --wallet NAME",
        "wallet -w other balance",
        "wallet help pay",
        "wallet --help",
        "wallet demo",
        "wallet",
        "chmod 600 FILE",
    ],
)
def test_what_names_a_wallet_or_needs_none_stays(line: str) -> None:
    spelling.choose("book", None)
    assert spelling.named(line) == line


def test_behind_a_pipe_the_wallet_is_named_too() -> None:
    spelling.choose("book", None)
    assert spelling.named("cat wallet | wallet batch -") == "cat wallet | wallet -w book batch -"


def test_backticks_in_a_name_open_no_line() -> None:
    assert spelling.said("{name}: `wallet show {name}`", name="`wallet undo`").split(spelling.EDGE) == [
        "`wallet undo`: ", "wallet show '`wallet undo`'", "",
    ]  # fmt: skip


SHELLS = [shell for shell in ("bash", "dash", "zsh", "fish") if shutil.which(shell)]


@pytest.mark.parametrize("shell", SHELLS)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12), min_size=1, max_size=40))
def test_a_shell_reads_back_what_was_quoted(shell: str, words: list[str]) -> None:
    words = [*words, *HOSTILE]
    script = "printf '%s\\0' " + " ".join(map(spelling.quoted, words))
    done = subprocess.run([shell, "-c", script], capture_output=True, check=True)
    assert done.stdout.decode().split("\0")[:-1] == words
    assert shlex.split(" ".join(map(spelling.quoted, words))) == words


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="'\"$`\\!"), min_size=1)))
def test_the_prompt_reads_double_quotes_too(words: list[str]) -> None:
    assert quickline.split_line(" ".join(map(spelling.quoted, words))) == words
