"""Prose fits the terminal, and nothing of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.cli.render.wrap import wrapped
from wallet_cli.domain.text import width


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("cash  80", 8, ["cash  80"]),
        ("one two three", 8, ["one two", "  three"]),
        ("a-very-long-word b", 5, ["a-very-long-word", "  b"]),
        ("只输出一个文档。", 14, ["只输出一个文", "  档。"]),
        ("再输入 @现金 +餐饮", 13, ["再输入 @现金", "  +餐饮"]),
        ("见（帮助）", 4, ["见", "  （帮", "  助）"]),
        ("用wallet记账", 8, ["用wallet", "  记账"]),
    ],
)
def test_lines_break_where_readers_expect_it(text: str, cells: int, lines: list[str]) -> None:
    assert wrapped(text, cells, 2) == lines


@given(st.text(alphabet="ab 现金（）。@+…", max_size=60), st.integers(8, 30))
def test_nothing_is_lost_and_no_line_is_too_long_that_can_be_broken(text: str, cells: int) -> None:
    lines = wrapped(text, cells)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= cells or not any(char == " " for char in line.strip()) for line in lines if line != text)
