import io
import subprocess
import sys
from types import SimpleNamespace

import pytest

from wallet_cli.domain.files.statement import Score
from wallet_cli.errors import BadFile, UsageProblem
from wallet_cli.formats import registry

TABLES = [
    (registry.BANK_READERS, registry.bank_reader, ("sniff", "read")),
    (registry.BANK_WRITERS, registry.bank_writer, ("write",)),
    (registry.BOOK_READERS, registry.book_reader, ("sniff", "read")),
    (registry.BOOK_WRITERS, registry.book_writer, ("write",)),
]


def test_every_name_gives_a_format_that_can_do_what_it_is_listed_for():
    for table, load, abilities in TABLES:
        assert table
        for name in table:
            assert all(callable(getattr(load(name), ability)) for ability in abilities)
        with pytest.raises(UsageProblem, match="unknown-format"):
            load("xls")


def test_a_file_is_recognised_by_its_bytes():
    assert registry.recognise(b"OFXHEADER:100\n<OFX>") == "ofx"
    out = io.BytesIO()
    registry.book_writer("jsonl").write([], out)
    assert registry.recognise(out.getvalue()) == "jsonl"
    for head in (b"", b"PK\x03\x04", b"Date,Amount\n"):
        with pytest.raises(BadFile, match="format-unrecognised"):
            registry.recognise(head)


def test_two_formats_that_are_equally_sure_are_not_chosen_between(monkeypatch):
    monkeypatch.setattr(registry, "_load", lambda table, name: SimpleNamespace(sniff=lambda head: Score.MAYBE))
    with pytest.raises(BadFile, match="format-ambiguous"):
        registry.recognise(b"x")


def test_looking_a_name_up_imports_no_format():
    code = (
        "import sys; from wallet_cli.formats import registry; "
        "print(sorted(m for m in sys.modules if m.startswith('wallet_cli.formats.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['wallet_cli.formats.base', 'wallet_cli.formats.registry']"
