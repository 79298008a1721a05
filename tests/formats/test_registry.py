import io
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.cli.toys import form as toy
from tests.shape.source import ROOT
from wallet_cli.errors import BadFile, UsageProblem
from wallet_cli.formats import facts, registry
from wallet_cli.formats.facts import BANK_READER, BANK_WRITER, BOOK_READER, BOOK_WRITER, CHANGE_WRITER, FORMATS
from wallet_cli.schemes.facts import SCHEMES

ROLES = [
    (BANK_READER, registry.bank_reader, ("sniff", "read")),
    (BANK_WRITER, registry.bank_writer, ("write",)),
    (BOOK_READER, registry.book_reader, ("sniff", "read")),
    (BOOK_WRITER, registry.book_writer, ("write",)),
    (CHANGE_WRITER, registry.change_writer, ("write",)),
]


def test_every_name_gives_a_format_that_can_do_what_it_is_listed_for():
    for role, load, abilities in ROLES:
        assert facts.names(role)
        for name in facts.names(role):
            assert all(callable(getattr(load(name), ability)) for ability in abilities)
        with pytest.raises(UsageProblem, match="unknown-format"):
            load("xls")
    assert all(name in facts.names(role) for role, name in facts.USUAL.items())


def test_a_file_is_recognised_by_its_bytes():
    assert registry.recognise(b"OFXHEADER:100\n<OFX>") == ("ofx", BANK_READER)
    out = io.BytesIO()
    registry.book_writer("jsonl").write([], out)
    assert registry.recognise(out.getvalue()) == ("jsonl", BOOK_READER)
    assert registry.recognise(b"Date,Amount\n") == ("csv", BANK_READER)
    for head in (b"", b"PK\x03\x04", b"Dear customer,\nnothing was booked.\n"):
        with pytest.raises(BadFile, match="format-unrecognised"):
            registry.recognise(head)


def test_a_named_format_is_taken_at_its_word():
    assert registry.recognise(b"anything", "ofx") == ("ofx", BANK_READER)
    with pytest.raises(UsageProblem, match="unknown-format"):
        registry.recognise(b"anything", "hledger")


def test_two_formats_that_are_equally_sure_are_not_chosen_between(monkeypatch):
    for name in ("toy", "other-toy"):
        monkeypatch.setitem(FORMATS, name, toy.FACTS._replace(name=name))
    with pytest.raises(BadFile, match="format-ambiguous") as caught:
        registry.recognise(b"toy statement;\n")
    assert caught.value.params["formats"] == ("toy", "other-toy")


def test_one_format_may_be_a_bank_s_and_one_of_books(monkeypatch):
    monkeypatch.setitem(FORMATS, "toy", toy.FACTS)
    assert registry.recognise(b"toy statement;\n") == ("toy", BANK_READER)
    assert registry.recognise(b"toy books;\n") == ("toy", BOOK_READER)
    assert registry.recognise(b"toy books;\n", "toy") == ("toy", BOOK_READER)
    assert registry.recognise(b"nothing of both", "toy") == ("toy", BANK_READER)
    found = facts.names(BANK_READER, BOOK_READER)
    assert [name for name in found if name in ("ofx", "toy", "jsonl")] == ["ofx", "toy", "jsonl"]


def test_options_belong_to_the_format_that_declares_them(monkeypatch):
    monkeypatch.setitem(FORMATS, "toy", toy.FACTS)
    registry.require(BOOK_WRITER, "toy", {"cell-mark": "tab"})
    with pytest.raises(UsageProblem, match="option-of-other-format") as problem:
        registry.book_writer("csv", {"cell-mark": "tab"})
    assert problem.value.params == {"option": "--cell-mark", "format": "csv", "known": ("toy",)}
    with pytest.raises(UsageProblem, match="option-not-one-of"):
        registry.book_writer("toy", {"cell-mark": "x"})
    with pytest.raises(UsageProblem, match="option-of-other-format"):
        registry.book_writer("toy", {"first-row": "3"})  # declared for reading alone


def test_an_option_of_several_formats_is_one_option(monkeypatch):
    monkeypatch.setitem(FORMATS, "toy", toy.FACTS)
    monkeypatch.setitem(FORMATS, "toy2", toy.FACTS._replace(name="toy2"))
    assert facts.writing_options(BOOK_WRITER) == toy.FACTS.writing
    found = facts.reading_options()
    assert [each for each in found if each in toy.FACTS.reading] == list(toy.FACTS.reading)
    assert len({each.name for each in found}) == len(found)


@pytest.mark.parametrize(
    ("ending", "role", "name"),
    [
        ("", BOOK_WRITER, "jsonl"),
        ("", BANK_WRITER, "csv"),
        ("ledger", BOOK_WRITER, "hledger"),
        ("ledger", BANK_WRITER, "ledger"),
        ("ofx", BANK_WRITER, "ofx"),
        ("txt", BOOK_WRITER, "txt"),
    ],
)
def test_a_file_s_ending_means_a_format(ending, role, name):
    assert facts.by_ending(ending, role) == name


@pytest.mark.parametrize(
    ("module", "loaded"),
    [("registry", "['facts', 'registry']"), ("facts", "['facts']")],
)
def test_looking_a_name_up_imports_no_format(module, loaded):
    code = (
        f"import sys; from wallet_cli.formats import {module}; "
        "print(sorted(m.rpartition('.')[2] for m in sys.modules if m.startswith('wallet_cli.formats.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == loaded


def untested(rows: Iterable[str], folder: Path) -> list[str]:
    """Rows of a table without a module of tests of their own."""
    named = [f"tests/{folder.name}/test_{name}.py" for name in rows if not any(folder.glob(f"test_{name}*.py"))]
    return [f"write {each}" for each in named]


def test_every_format_and_every_scheme_has_tests_of_its_own() -> None:
    here = ROOT / "tests"
    assert untested(FORMATS, here / "formats") + untested(SCHEMES, here / "schemes") == []
    assert untested(["toy"], here / "schemes") == ["write tests/schemes/test_toy.py"]
