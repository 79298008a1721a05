"""Columns for people, rows for programs: nothing that matters is cut, nothing foreign gets through."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.driver import Wallet
from wallet_cli.cli.render.output import GAP, MIN_FLEXIBLE_WIDTH, Column, fitting
from wallet_cli.domain.text import width

NAMES = {"en": ("A rather long name of an account", "Coffee"), "zh": ("一个名字相当长的账户", "咖啡")}


@pytest.fixture(scope="module")
def filled(kept: Wallet) -> Wallet:
    for names in NAMES.values():
        kept.ok("accounts", "add", names[0], "--kind", "savings", "--opening", "1234567.89")
        kept.ok("pay", "12.50", names[1], f"@{names[0].replace(' ', '-')}", "+food", "-m", f"{names[1]} 👨‍👩‍👧 é")
    return kept


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("argv", [("balance",), ("history",), ("accounts",)])
def test_a_table_fits_its_terminal_and_keeps_every_amount(
    filled: Wallet, columns: int, language: str, argv: tuple[str, ...]
) -> None:
    filled.width = columns
    lines = filled.ok(*argv, "--lang", language, stdout_tty=True).splitlines()
    assert all(width(line.replace("\x1b[2m", "").replace("\x1b[0m", "")) <= columns for line in lines)
    if argv != ("accounts",):
        assert any("1,234,555.39" in line or "12.50" in line for line in lines)
    else:
        assert len(lines) >= 6


def test_colour_is_for_terminals_that_want_it(filled: Wallet) -> None:
    assert "\x1b[" in filled.ok("balance", stdout_tty=True)
    assert "\x1b[" not in filled.ok("balance")
    assert "\x1b[" not in filled.ok("balance", "--table")
    for name, value in (("NO_COLOR", "1"), ("TERM", "dumb")):
        filled.env[name] = value
        assert "\x1b[" not in filled.ok("balance", stdout_tty=True)
        del filled.env[name]


def test_a_pipe_gets_full_values_in_tabs(filled: Wallet) -> None:
    filled.width = 20
    rows = [line.split("\t") for line in filled.ok("balance").splitlines()]
    assert {len(row) for row in rows} == {5}
    assert NAMES["en"][0] in [row[0] for row in rows]
    assert filled.ok("balance", "--plain") == filled.ok("balance")


def test_foreign_text_is_shown_harmlessly(bare: Wallet, tmp_path: Path) -> None:
    bare.ok("init", "--currency", "EUR", "--no-input")
    bare.ok("accounts", "add", "cash", "--kind", "cash")
    bare.ok("pay", "1", "a\x1b[2J\u202eb\tc [red] :bank:", "@cash", "+food", "-m", "x\r\ny")
    for argv in ((), ("--table",), ("--json",)):
        out = bare.ok("history", *argv)
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert "<U+001B>[2J<U+202E>b c [red] :bank:" in out


def test_json_keeps_what_was_typed_and_no_terminal_acts_on_it(kept: Wallet) -> None:
    name = "a\x9b2J\x7f\u202eb\U000e0041\U0001f469\u200d\U0001f467é"
    told = kept("pay", "1", "Shop", "--from", name, "--json").err.strip()
    assert json.loads(told)["params"]["name"] == name
    assert told.isprintable()
    assert "é" in told


columns_of = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 3), st.booleans()), min_size=1, max_size=6)


@given(columns_of, st.integers(10, 120))
def test_what_is_fitted_fits_unless_nothing_more_may_go(told: list[tuple[int, int, bool]], available: int) -> None:
    columns = [Column(str(at), "", drop=drop, flexible=flexible) for at, (_cells, drop, flexible) in enumerate(told)]
    before = [cells for cells, _drop, _flexible in told]
    widths = list(before)
    shown = fitting(columns, widths, available)
    taken = sum(widths[at] for at in shown) + GAP * (len(shown) - 1)
    untouchable = [at for at in shown if not columns[at].drop]
    assert taken <= available or shown == untouchable
    assert all(at in shown for at, column in enumerate(columns) if not column.drop)
    for at in shown:
        assert widths[at] == before[at] or (columns[at].flexible and widths[at] >= MIN_FLEXIBLE_WIDTH)
    dropped = {columns[at].drop for at in range(len(columns)) if at not in shown}
    assert not dropped or min(dropped) >= max((columns[at].drop for at in shown), default=0)
