"""The man page: every command, verb and option, in both languages, in roff that no command can break."""

import re
import shutil
import subprocess

import pytest

from tests.docs import manual
from tests.docs.reference import leaves
from wallet_cli.cli.line import registry

LANGUAGES = ("en", "zh")


def plain(page: str) -> str:
    return page.replace("\\-", "-").replace("\\&", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_verb_and_option_is_in_the_manual(language: str) -> None:
    text = plain(manual.man_page(language))
    for _entry, words, spec in leaves():
        assert f"wallet {words}" in text
        assert all(flag in text for param in spec.params for flag in param.flags)
    assert all(f"wallet {entry.name}" in text for entry in registry.ENTRIES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_of_the_manual_is_text_or_a_request_that_is_known(language: str) -> None:
    requests = {line.split()[0] for line in manual.man_page(language).splitlines() if line[:1] in (".", "'")}
    assert requests <= {'.\\"', ".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".br", ".nf", ".fi"}
    escapes = set(re.findall(r"\\(?:f.|\(..|.)", manual.man_page(language)))
    assert escapes <= {"\\fB", "\\fI", "\\fR", "\\-", "\\&", "\\e", "\\(aq", "\\(dq", '\\"'}


def test_groff_reads_the_manual_without_a_warning() -> None:
    if shutil.which("groff") is None:
        pytest.skip("groff isn't installed")
    done = subprocess.run(
        ["groff", "-man", "-Kutf8", "-Tutf8", "-ww", "-z"], input=manual.man_page("en").encode(), capture_output=True
    )
    said = [line for line in done.stderr.decode().splitlines() if "adjust" not in line and "break line" not in line]
    assert (done.returncode, said) == (0, [])
