"""Prose fits the terminal, and nothing of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.cli.render.wrap import wrapped
from wallet_cli.domain.text import width
from wallet_cli.words.spelling import EDGE


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("cash  80", 8, ["cash  80"]),
        ("one two three", 8, ["one two", "  three"]),
        ("a-very-long-word b", 5, ["a-very-long-word", "  b"]),
        ("只输出一个文档。", 14, ["只输出一个", "  文档。"]),
        ("再输入 @现金 +餐饮", 13, ["再输入 @现金", "  +餐饮"]),
        ("见（帮助）", 4, ["见", "  （帮助）"]),
        ("这是账户名称", 11, ["这是账户", "  名称"]),
        ("至少 0 字节", 9, ["至少", "  0 字节"]),
        ("用wallet记账", 8, ["用wallet", "  记账"]),
        ("已备份：八步操作，已检查", 14, ["已备份：", "  八步操作，", "  已检查"]),
        ("好，八步操作已检查", 14, ["好，八步操作已", "  检查"]),
        ("a copy: 8 operations, 7 more", 12, ["a copy:", "  8 operations,", "  7 more"]),
        ('say "1 savings", or "1 -" here', 20, ['say "1 savings", or', '  "1 -" here']),
        ('type "1 90", please', 10, ["type", '  "1 90",', "  please"]),
        ("输入“1 储蓄”，“1 -”去掉", 16, ["输入“1 储蓄”，", "  “1 -”去掉"]),
        ('a 5" nail is not 3" long', 12, ['a 5" nail is', '  not 3"', "  long"]),
        ('not "closed here', 8, ["not", '  "closed', "  here"]),
        (
            'in "a quotation that is longer than most" it breaks',
            20,
            ['in "a quotation that', "  is longer than", '  most" it breaks'],
        ),
        ("on 2026-11-20 10:00 it ended", 16, ["on 2026-11-20", "  10:00 it ended"]),
        ("mortgage €310.40 owed", 17, ["mortgage", "  €310.40 owed"]),
        ("ben €54.46 owes you, now", 14, ["ben", "  €54.46 owes you,", "  now"]),
        ("she is who you owe €5", 15, ["she is who", "  you owe €5"]),
        ("visa €30.00 in credit", 18, ["visa", "  €30.00 in credit"]),
        ("the sum is 12.50 USD here", 17, ["the sum is", "  12.50 USD here"]),
        ("the sum is USD 12.50", 15, ["the sum is", "  USD 12.50"]),
        ("the sum is CNY -¥3", 15, ["the sum is", "  CNY -¥3"]),
        ("it is to be an ABCD 12", 18, ["it is to be an", "  ABCD 12"]),
        ("from 2026-09-01 to 2026-11-27 CNY", 29, ["from 2026-09-01 to", "  2026-11-27 CNY"]),
        ("花呗 期初余额 欠款 ¥820.50", 20, ["花呗 期初余额", "  欠款 ¥820.50"]),
        ("小李 对方欠你 ¥0.00", 14, ["小李", "  对方欠你 ¥0.00"]),
        ("还信用卡 -¥3.00", 10, ["还信用卡", "  -¥3.00"]),
        ("新增 21 笔，另有 3 笔", 12, ["新增 21 笔，", "  另有 3 笔"]),
        ("一共新增21笔", 11, ["一共新增", "  21笔"]),
        ("成本和盐值都在", 9, ["成本和", "  盐值都", "  在"]),
        ("提醒到那时届时再看", 12, ["提醒到那时", "  届时再看"]),
        ("Recorded it from cash · food", 22, ["Recorded it from", "  cash · food"]),
        ("已记账：现金 · 餐饮", 16, ["已记账：", "  现金 · 餐饮"]),
    ],
)
def test_lines_break_where_readers_expect_it(text: str, cells: int, lines: list[str]) -> None:
    assert wrapped(text, cells, 2) == lines


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("see `wallet log -l 1` and go on", 14, ["see", "  wallet log -l 1", "  and go on"]),
        ("`wallet log` shows them", 12, ["wallet log", "  shows them"]),
        ("再看`wallet pay 午饭 @现金`就好", 8, ["再看", "  wallet pay 午饭 @现金", "  就好"]),
        ("see `wallet log`; then", 40, ["see wallet log; then"]),
    ],
)
def test_a_command_line_is_never_broken(text: str, cells: int, lines: list[str]) -> None:
    assert wrapped(text.replace("`", EDGE), cells, 2) == lines


@given(st.lists(st.text(alphabet="ab 现金-@", min_size=1, max_size=30), min_size=1, max_size=6), st.integers(8, 60))
def test_every_command_line_is_copied_whole(parts: list[str], cells: int) -> None:
    shown = wrapped(EDGE.join(parts), cells, 4)
    assert all(any(part.rstrip() in line for line in shown) for part in parts[1::2])
    assert "".join("".join(shown).split()) == "".join("".join(parts).split())


@given(st.text(alphabet="ab 现金（）。@+…", max_size=60), st.integers(8, 30))
def test_nothing_is_lost_and_no_line_is_too_long_that_can_be_broken(text: str, cells: int) -> None:
    lines = wrapped(text, cells)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= cells or not any(char == " " for char in line.strip()) for line in lines if line != text)
