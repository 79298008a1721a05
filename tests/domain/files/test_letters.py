"""Letters of files: the encodings that are declared, and files in two of them at once."""

import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.books import refused
from wallet_cli.domain.currency import currency
from wallet_cli.domain.files.letters import CHINESE, declared, decoded, is_damaged_utf8, require_one
from wallet_cli.domain.files.statement import Profile, Row
from wallet_cli.formats import registry

CHINESE_LINE, OTHER_LINE = "2026-11-20,面馆午饭,-28.00\n", "2026-11-21,超市购物,-9.00\n"
GERMAN_LINE = "2026-11-20,Bücher für Müller,-28.00\n"


def mixed(*lines: tuple[str, str]) -> tuple[int, int] | None:
    """The two lines that a table of these lines and their encodings is refused for."""
    data = b"Date,Payee,Amount\n" + b"".join(line.encode(code) for line, code in lines)
    reader = registry.bank_reader("csv")
    reader.sniff(data)
    try:
        list(reader.read(io.BytesIO(data), Profile(currency("CNY"))))
    except Exception as problem:
        assert getattr(problem, "slug", "") == "letters-mixed"
        return problem.params["line"], problem.params["other"]  # type: ignore[attr-defined]
    return None


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([(CHINESE_LINE, CHINESE), (OTHER_LINE, CHINESE), (CHINESE_LINE, "utf-8")], (4, 2)),
        ([(CHINESE_LINE, "utf-8"), *[(OTHER_LINE, CHINESE)] * 9], (2, 3)),
        ([*[(CHINESE_LINE, "utf-8")] * 99, (OTHER_LINE, CHINESE)], (2, 101)),
        ([(GERMAN_LINE, "cp1252"), (GERMAN_LINE, "utf-8"), (GERMAN_LINE, "cp1252")], (3, 2)),
        ([(CHINESE_LINE, CHINESE), (OTHER_LINE, CHINESE)], None),
        ([(CHINESE_LINE, "utf-8"), (OTHER_LINE, "utf-8")], None),
        ([(GERMAN_LINE, "cp1252")], None),
    ],
)
def test_a_table_in_two_encodings_is_refused_with_a_line_of_each(lines, told):
    assert mixed(*lines) == told


def test_a_letter_that_was_cut_in_two_is_no_other_encoding():
    data = b"Date,Payee,Amount\n" + (CHINESE_LINE.encode() * 99) + b"2026-11-21,\xe8\xb6\x85\xe5\xb8,-9.00\n"
    found = list(registry.bank_reader("csv").read(io.BytesIO(data), Profile(currency("CNY"))))
    assert sum(isinstance(each, Row) for each in found) == 100


@pytest.mark.parametrize("length", [1, 2])
def test_a_letter_that_was_cut_in_two_becomes_a_sign_for_one_and_the_others_stay(length):
    records = b"!Type:Bank\n" + ("D2026-11-20\nT-1\nP面馆午饭\n^\n".encode() * 12)
    data = records + b"D2026-11-21\nT-2\nP\xe9\xa6\x86" + "超".encode()[:length] + b"\n^\n"
    found = list(registry.bank_reader("qif").read(io.BytesIO(data), Profile(currency("CNY"))))
    assert [each.payee for each in found if isinstance(each, Row)] == ["面馆午饭"] * 12 + ["馆\ufffd"]


def test_how_many_letters_may_be_cut_in_two():
    whole = "ü".encode()
    assert is_damaged_utf8(whole * 49 + b"\xc3 ")
    assert not is_damaged_utf8(whole * 48 + b"\xc3 ")
    assert decoded(b"\xef\xbb\xbf" + whole * 49 + b"\xc3 ") == "ü" * 49 + "\ufffd "
    assert decoded("Bücher für".encode("cp1252")) == "Bücher für"


def test_letters_far_behind_the_beginning_of_a_table_show_its_encoding():
    data = b"Date,Payee,Amount\n" + b"2026-11-20,Coffee,-4.50\n" * 90_000 + GERMAN_LINE.encode("cp1252")
    rows = list(registry.bank_reader("csv").read(io.BytesIO(data), Profile(currency("EUR"))))
    assert isinstance(rows[-1], Row)
    assert rows[-1].payee == "Bücher für Müller"


def test_one_character_that_is_also_utf_8_proves_nothing():
    # 联通 in GB18030 is UTF-8, too
    require_one("联通\n面馆午饭".encode(CHINESE), CHINESE)
    require_one("SPÓŁKA\nZŁOTY".encode("cp1250"), "cp1250")
    require_one("SPÓŁKA\nZŁOTY".encode("cp1250"), "cp1252")
    require_one("CAFÉ–BAR\nSÃO PAULO\nCafé".encode("cp1252"), "cp1252")
    require_one("Счёт\n".encode() + "Счёт".encode("cp1251"), "cp1251")


def test_a_few_odd_signs_in_utf_8_are_no_chinese():
    require_one("Ärger\n".encode() + b"\xb0\xa1 one pair", "utf-8")
    require_one("Ärger\n".encode() + b"\xb0\xa1\xb0\xa1\xff", "utf-8")
    require_one("Ärger\n".encode() + b"\xb0\xa1\xb0\xa1 \x81\x40", "utf-8")
    with refused("letters-mixed", 7):
        require_one("Ärger\n".encode() + b"\xb0\xa1\xb0\xa1", "utf-8")


@pytest.mark.parametrize(("name", "before"), [("qif", b"!Type:Bank\n"), ("ofx", b"CHARSET:936\n<OFX>\n")])
def test_other_files_of_texts_are_refused_alike(name, before):
    lines = b"P" + "面馆午饭超市购物".encode() + b"\n", b"P" + "面馆午饭超市购物".encode(CHINESE) + b"\n"
    for first, second in (lines, lines[::-1]):
        data = before + b"D2026-11-20\nT-1\n" + first + b"^\nD2026-11-20\nT-2\n" + second * 4 + b"^\n"
        with refused("letters-mixed", 7):
            list(registry.bank_reader(name).read(io.BytesIO(data), Profile(currency("CNY"))))


@pytest.mark.parametrize(
    ("word", "codec"),
    [
        ("GBK", CHINESE), ("gb2312", CHINESE), ("936", CHINESE), ("CP936", CHINESE), ("GB18030", CHINESE),
        ("1252", "cp1252"), ("windows-1250", "cp1250"), ("cp850", "cp850"), ("ISO-8859-15", "iso8859-15"),
        ("8859-1", "iso8859-1"), ("iso_8859-2", "iso8859-2"), ("Big5", "big5"), ("KOI8-R", "koi8-r"), ("950", "cp950"),
        ("utf-8", ""), ("rot13", ""), ("idna", ""), ("8859-12", ""), ("", ""), ("1259", ""), ("cp1252x", ""),
    ],
)  # fmt: skip
def test_a_declared_encoding_has_one_name(word, codec):
    assert declared(word) == codec


@given(st.text(max_size=20))
def test_whatever_is_declared_is_nothing_or_can_be_read(word):
    name = declared(word)
    assert not name or codecs.lookup(name)


@given(st.text(max_size=80))
def test_what_is_in_one_encoding_is_read_as_it_is(text):
    assert decoded(text.encode(errors="replace")) == text.encode(errors="replace").decode("utf-8-sig").replace(
        "\r\n", "\n"
    ).replace("\r", "\n") or text[:1] in ("\ufeff", "\ufffe")


@given(st.binary(max_size=200), st.sampled_from((CHINESE, "utf-8", "cp1250", "cp1252")))
def test_any_bytes_are_of_one_encoding_or_refused(data, codec):
    try:
        require_one(data, codec)
    except Exception as problem:
        assert getattr(problem, "slug", "") == "letters-mixed"
        assert problem.params["line"] != problem.params["other"]  # type: ignore[attr-defined]
