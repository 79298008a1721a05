"""Texts folded into narrow columns: whole, or ended with …, never wider than the column, cut between words."""

from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.cli.render.cells import laid
from wallet_cli.domain.text import visible, width

WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=10), min_size=1, max_size=12).map(" ".join)
ANY = st.text("ab cd-:/，。（）咖啡店é", max_size=60).map(visible)


@given(ANY, st.integers(3, 40), st.integers(1, 6))
def test_no_line_is_wider_than_its_column_and_there_are_no_more_than_may_be(text: str, cells: int, most: int) -> None:
    lines = laid(text, cells, most)
    assert len(lines) <= most
    assert max(map(width, lines)) <= cells


@given(ANY, st.integers(2, 40))
def test_what_has_room_for_all_lines_loses_nothing(text: str, cells: int) -> None:
    lines = laid(text, cells, 1000)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(WORDS, st.integers(11, 40), st.integers(1, 4))
def test_words_that_fit_are_never_cut(text: str, cells: int, most: int) -> None:
    lines = laid(text, cells, most)
    words = " ".join(lines).replace("…", " ").split()
    assert words == text.split()[: len(words)]
    assert len(words) == len(text.split()) or lines[-1].endswith("…")


def test_a_name_is_taken_apart_at_its_joints() -> None:
    assert laid("main-account:everyday", 10, 4) == ["main-", "account:", "everyday"]
    assert laid("Donaudampfschiff", 10, 4) == ["Donaudampf", "schiff"]
    assert laid("Donaudampfschiff", 10, 1) == ["Donaudamp…"]


def test_a_name_that_has_no_room_in_any_line_begins_in_one_of_its_own() -> None:
    text = "九个汉字的账户名字 → 中国工商银行信用卡"
    assert laid(text, 14, 5) == ["九个汉字的账户", "名字 →", "中国工商银行", "信用卡"]
    assert laid(text, 14, 3) == ["九个汉字的账户", "名字 → 中国工", "商银行信用卡"]


def test_a_dot_between_two_things_begins_and_ends_no_line() -> None:
    assert laid("招行储蓄卡 · 未分类收入", 11, 5) == ["招行储蓄卡", "未分类收入"]
    assert laid("招行储蓄卡 · 未分类收入", 12, 5) == ["招行储蓄卡", "未分类收入"]
    assert laid("cash · food, home", 12, 5) == ["cash · food,", "home"]
    assert laid("my cash · food", 7, 5) == ["my cash", "food"]
    assert laid("· food", 10, 5) == ["· food"]
    assert laid("cash ·", 10, 5) == ["cash ·"]
    assert laid("bank · Donaudampfschiff", 10, 5) == ["bank", "Donaudampf", "schiff"]
    assert laid("cash · food · home", 6, 2) == ["cash", "food…"]


@given(ANY.filter(lambda text: "·" not in text), ANY, st.integers(3, 40))
def test_only_dots_are_lost(one: str, other: str, cells: int) -> None:
    text = f"{one} · {other}"
    lines = laid(text, cells, 1000)
    assert "".join("".join(lines).split()).replace("·", "") == "".join(text.split()).replace("·", "")
    assert max(map(width, lines)) <= cells


def test_a_number_stays_with_what_it_counts() -> None:
    assert laid("导入 21 笔", 8, 5) == ["导入", "21 笔"]
    assert laid("ben €54.46 owes you", 15, 5) == ["ben", "€54.46 owes you"]
