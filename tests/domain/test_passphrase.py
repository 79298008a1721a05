"""Advice on new passphrases: lists and patterns are found, four plain words are left alone."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.passphrase import COMMON, LEAST, MOST_BYTES, advice, fault, kept_form, size


@pytest.mark.parametrize(
    ("passphrase", "told"),
    [
        ("correct horse battery staple", ()),
        ("Tr0ub4dor&3xyz", ()),
        ("密码 是 四个 普通 的 词 而已 好吗 朋友", ()),
        ("password", ("common", "short", "one-kind")),
        ("Password123!", ("common",)),
        ("correct horse", ()),
        ("correcthorse", ("one-kind",)),
        ("i love you", ("common", "short")),
        ("aaaaaaaaaaaaaaaaaaaa", ("repeats",)),
        ("kaffeekaffeekaffee", ("repeats",)),
        ("abcdefghijklmnop", ("sequence",)),
        ("zyxwvu 98765 lkjhgfds", ("sequence",)),
        ("xkqvwzpt", ("short", "one-kind")),
        ("", ("repeats", "short", "one-kind")),
        ("瓜柠巷鹅拧塔", ()),
        ("瓜柠巷鹅", ("short",)),
        ("一二三四五六", ("sequence",)),
        ("九八七六五四三二一", ("sequence",)),
        ("甲乙丙丁戊己", ("sequence",)),
        ("１２３４５６７８９", ("common", "sequence", "short", "one-kind")),
        ("我爱你１３１４", ("common", "short")),
        ("床前明月光", ("common", "short")),
        ("哈哈哈哈哈哈哈哈", ("repeats",)),
        ("春天春天春天", ("repeats",)),
    ],
)
def test_what_is_easy_to_guess_is_told(passphrase: str, told: tuple[str, ...]) -> None:
    assert advice(passphrase) == told


def test_the_list_is_as_it_is_compared() -> None:
    assert len(COMMON) > 200
    assert all(word == word.casefold() for word in COMMON)
    assert all("common" in advice(word) for word in COMMON)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (b"", "empty"),
        (b"plain words", ""),
        ("ein Café, 正确的 马 👩‍👩‍👧".encode(), ""),
        (b"\xef\xbb\xbfplain", "bom"),
        ("plain".encode("utf-16"), "utf-16"),
        ("plain".encode("utf-16-be"), "utf-16"),
        ("plain".encode("utf-16-le"), "utf-16"),
        (b"pla\0in", "nul"),
        (bytes(8), "nul"),
        (b"\xff", "not-utf-8"),
        ("\ud800x".encode(errors="surrogatepass"), "not-utf-8"),
        (b"pla\tin", "control"),
        ("pla\x85in".encode(), "control"),
        (b"w" * MOST_BYTES, ""),
        (b"w" * (MOST_BYTES + 1), "long"),
    ],
)
def test_what_nobody_could_type_is_named(told: bytes, found: str) -> None:
    assert fault(told) == found


@given(st.binary(max_size=40) | st.text(max_size=20).map(lambda text: text.encode(errors="surrogateescape")))
def test_what_has_no_fault_has_one_form_that_has_none_either(told: bytes) -> None:
    if not fault(told):
        kept = kept_form(told)
        assert kept_form(kept) == kept
        assert fault(kept) == ""


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20))
def test_every_way_to_compose_and_to_space_it_has_the_same_form(text: str) -> None:
    kept = kept_form(normalize("NFC", text).encode())
    assert kept_form(normalize("NFD", text).encode()) == kept
    assert kept_form(text.replace(" ", "\u3000").encode()) == kept_form(text.encode())


def test_letters_of_other_widths_and_cases_stay_as_they_are() -> None:
    for text in ("Ｃｏｆｆｅｅ", "7½ ﬁne", "ÄÖÜ", "Straße", "①"):
        assert kept_form(text.encode()) == text.encode()


def test_four_chinese_characters_are_as_long_as_eight_letters() -> None:
    assert size("瓜柠巷鹅") == size("xkqvwzpt") == LEAST
    assert size("ｘｋ") == 2


@given(st.text())
def test_no_text_makes_it_stumble(text: str) -> None:
    assert set(advice(text)) <= {"common", "repeats", "sequence", "short", "one-kind"}


@given(st.sampled_from(sorted(COMMON)), st.sampled_from(["", "1", "2026", "!", "99!"]))
def test_a_tail_of_digits_and_signs_hides_nothing(word: str, tail: str) -> None:
    assert "common" in advice(word.upper() + tail)


@pytest.mark.parametrize(
    ("passphrase", "told"),
    [
        ("abcxyz123", ("short",)),
        ("abcdx5678", ("sequence", "short")),
        ("abcd567890", ("sequence", "short")),
        ("dcbaqfxkzmdcbb", ("one-kind",)),
        ("qwerxkzmpv", ("short", "one-kind")),
        ("qwertxkzm", ("sequence", "short", "one-kind")),
        ("xkqvwzptmlbd", ("one-kind",)),
        ("xkqvwzptmlb", ("short", "one-kind")),
        ("xkqvwzptmlbdsoe", ("one-kind",)),
        ("xkqvwzptmlbdsoeu", ()),
        ("xkqvxkqvxkqvxkqv", ("repeats",)),
        ("xkqvzxkqvzxkqvz!", ()),
        ("xkcdqw12xkcdqw12", ("repeats",)),
        ("12xkqvwzptml98", ()),
    ],
)
def test_the_bounds_of_what_is_easy_to_guess(passphrase: str, told: tuple[str, ...]) -> None:
    assert advice(passphrase) == told


def test_one_chinese_character_among_signs_is_more_than_one_kind() -> None:
    assert "one-kind" in advice("#!&%+;")
    assert "one-kind" not in advice("#!&%+钱")
