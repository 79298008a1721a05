"""The drawing in a terminal: a decoder reads it on every theme, with both quiet zones, with and without a line gap."""

import pytest

from tests.qr.screen import photograph
from wallet_cli.domain.payments.payment import Code
from wallet_cli.errors import UsageProblem
from wallet_cli.qr import terminal
from wallet_cli.qr.matrix import matrix
from wallet_cli.qr.picture import decode

CODES = (
    Code(b"bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?amount=0.01"),
    Code(
        "BCD\n002\n1\nSCT\n\nMüller\nDE89370400440532013000\nEUR12.30\n\n\nMittagessen".encode(),
        max_version=13,
    ),
    Code(b"x" * 331, max_version=13),
)


@pytest.mark.parametrize("code", CODES, ids=("bip321", "epc", "largest"))
@pytest.mark.parametrize("theme", [0, 30, 255])
@pytest.mark.parametrize("quiet", [2, 4])
@pytest.mark.parametrize("gap", [0, 2])
def test_a_decoder_reads_it(code: Code, theme: int, quiet: int, gap: int) -> None:
    pytest.importorskip("zxingcpp")
    modules = matrix(code)
    lines = terminal.draw(modules, len(modules) + 2 * quiet)
    assert [found.payload for found in decode(photograph(lines, theme, gap=gap))] == [code.payload]


def test_the_quiet_zone_shrinks_where_there_is_no_room() -> None:
    modules = matrix(Code(b"short"))
    size = len(modules)
    assert (len(terminal.draw(modules, size + 7)), len(terminal.draw(modules, size + 8))) == (
        (size + 5) // 2,
        (size + 9) // 2,
    )
    assert terminal.needed_columns(modules) == size + 4


def test_too_narrow_a_terminal_is_told_the_width_it_needs() -> None:
    modules = matrix(Code(b"short"))
    with pytest.raises(UsageProblem) as problem:
        terminal.draw(modules, 24)
    assert (problem.value.slug, problem.value.params) == ("terminal-too-narrow", {"columns": 24, "needed": 25})


def test_colours_are_explicit_and_every_line_ends_reset() -> None:
    for line in terminal.draw(matrix(Code(b"short")), 80):
        assert line.startswith("\x1b[38;5;231;48;5;231m")
        assert line.endswith("\x1b[0m")
        assert set(line) <= set("\x1b[0123456789;m \u2580")


def test_equal_modules_are_spaces_and_unequal_ones_half_blocks() -> None:
    lines = terminal.draw(((True, False), (True, True)), 80)
    assert len(lines) == 5
    assert "\x1b[38;5;16;48;5;16m \x1b[38;5;231;48;5;16m\u2580" in lines[2]
    assert all("\u2580" not in line for line in (*lines[:2], *lines[3:]))
