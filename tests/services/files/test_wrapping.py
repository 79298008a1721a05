"""Statements inside gzip, ZIPs and workbooks with a password: found, opened, and never unpacked beyond the limits."""

import gzip
import hashlib
import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats import papers
from tests.formats.old_workbooks import ole_file
from tests.formats.test_pdf import ROWS
from tests.formats.test_sheets import HEADER, booked
from tests.formats.workbooks import sheet, xlsx, zipped
from tests.services.bank_files import ofx, row, statement
from tests.services.books import refused
from wallet_cli.errors import WalletError
from wallet_cli.formats.packed import ciphers, office
from wallet_cli.services.files import source
from wallet_cli.services.files.wrapping import Wrapping, statements, unwrapped

OFX = ofx(statement([row("20261105", "-1.00")]))
CSV = "日期,摘要,金额\n2026-11-03,面馆,-28.16\n".encode("gb18030")
XLSX = xlsx(sheet(HEADER, *[booked(hashlib.sha256(bytes([at])).hexdigest()) for at in range(100)]))
"""Long enough that no writer puts it among the short streams."""


def tries(*passwords: str) -> Wrapping:
    def given(name: str) -> Iterator[str]:
        assert name
        yield from passwords

    return Wrapping(passwords=given)


def encrypted(password: str, *, strength: int = 0, **parts: bytes) -> bytes:
    """A ZIP whose members have a password: AES of so many bits, or the older cipher."""
    pyzipper = pytest.importorskip("pyzipper")
    out = io.BytesIO()
    how = {"encryption": pyzipper.WZ_AES} if strength else {}
    with pyzipper.AESZipFile(out, "w", compression=pyzipper.ZIP_DEFLATED, **how) as archive:
        if strength:
            archive.setpassword(password.encode())
            archive.setencryption(pyzipper.WZ_AES, nbits=strength)
        for name, data in parts.items():
            archive.writestr(f"{name}.csv", data)
    return out.getvalue() if strength else older(password.encode(), parts)


def older(password: bytes, parts: dict[str, bytes], *, check: int | None = None) -> bytes:
    """The older cipher, which no library here writes: it is its own inverse but for the bytes that turn the keys."""
    out = io.BytesIO()
    sealed = {}
    for name, data in parts.items():
        packer = zlib.compressobj(wbits=-15)
        plain = b"headerheade" + bytes([zlib.crc32(data) >> 24 if check is None else check])
        plain += packer.compress(data) + packer.flush()
        sealed[f"{name}.csv"] = _turned(plain, password), zlib.crc32(data), len(data)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, (data, _, _) in sealed.items():
            archive.writestr(name, data)
    whole = bytearray(out.getvalue())
    for name, (data, crc, size) in sealed.items():
        for kind, ahead, flags, method, place in ((b"PK\3\4", 30, 6, 8, 14), (b"PK\1\2", 46, 8, 10, 16)):
            start = whole.index(name.encode(), 0 if kind == b"PK\3\4" else whole.index(b"PK\1\2")) - ahead
            assert whole[start : start + 4] == kind
            whole[start + flags : start + flags + 2] = b"\1\0"
            whole[start + method : start + method + 2] = b"\x08\0"
            whole[start + place : start + place + 4] = crc.to_bytes(4, "little")
            whole[start + place + 8 : start + place + 12] = size.to_bytes(4, "little")
        assert data
    return bytes(whole)


def _turned(plain: bytes, password: bytes) -> bytes:
    keys = [0x12345678, 0x23456789, 0x34567890]

    def turn(byte: int) -> None:
        keys[0] = ~zlib.crc32(bytes([byte]), ~keys[0] & 0xFFFFFFFF) & 0xFFFFFFFF
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = ~zlib.crc32(bytes([keys[1] >> 24]), ~keys[2] & 0xFFFFFFFF) & 0xFFFFFFFF

    for byte in password:
        turn(byte)
    found = bytearray()
    for byte in plain:
        mask = keys[2] & 0xFFFF | 2
        found.append(byte ^ (mask * (mask ^ 1) >> 8 & 0xFF))
        turn(byte)
    return bytes(found)


def locked(password: str) -> bytes:
    """The workbook with a password, as others write it."""
    msoffcrypto = pytest.importorskip("msoffcrypto")
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    assert msoffcrypto
    OOXMLFile(io.BytesIO(XLSX)).encrypt(password, out)
    return out.getvalue()


def test_what_nothing_wraps_stays_as_it_is() -> None:
    for data in (OFX, CSV, XLSX, b""):
        assert unwrapped(data, "x") == (data, "x")


def test_gzip_is_taken_off() -> None:
    assert unwrapped(gzip.compress(OFX), "bank.ofx.gz") == (OFX, "bank.ofx.gz")
    assert unwrapped(gzip.compress(OFX[:100]) + gzip.compress(OFX[100:]), "x")[0] == OFX
    with refused("gzip-damaged", 7):
        unwrapped(gzip.compress(OFX)[:-20], "x")
    with refused("gzip-damaged", 7):
        unwrapped(b"\x1f\x8b" + OFX, "x")
    with refused("zip-bomb", 7):
        unwrapped(gzip.compress(b"0" * (10 << 20)), "x")
    with refused("zip-bomb", 7):
        unwrapped(gzip.compress(b"0" * (65 << 20)), "x")


def test_what_is_in_many_pieces_of_gzip_is_read_once() -> None:
    """Each used to copy all that was left: what was copied grew with the square of their number."""
    many = gzip.compress(b"") * 20_000 + gzip.compress(OFX)
    tracemalloc.start()
    assert unwrapped(many, "x")[0] == OFX
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1 << 18
    with refused("gzip-damaged", 7):
        unwrapped(gzip.compress(OFX) + b"\x1f\x8b", "x")


def test_the_one_file_of_a_zip_is_taken() -> None:
    assert unwrapped(zipped({"a/账单.csv": CSV}), "x.zip") == (CSV, "x.zip/a/账单.csv")
    assert unwrapped(zipped({"bill.xlsx": XLSX}), "x.zip") == (XLSX, "x.zip/bill.xlsx")
    beside = {"__MACOSX/._a.csv": b"x", ".DS_Store": b"x", "a.csv": CSV, "folder/": b"", "Thumbs.db": b"x"}
    assert unwrapped(zipped(beside), "x.zip")[1] == "x.zip/a.csv"
    with refused("packed-empty", 7):
        unwrapped(zipped({"folder/": b"", ".hidden": b"x"}), "x.zip")


def test_of_several_files_the_only_statement_is_taken() -> None:
    several = {"readme.txt": b"hello", "picture.png": b"\x89PNG\r\n", "a.ofx": OFX}
    assert unwrapped(zipped(several), "x.zip") == (OFX, "x.zip/a.ofx")
    with refused("packed-several", 2) as problem:
        unwrapped(zipped({"a.ofx": OFX, "b.csv": CSV}), "x.zip")
    assert problem.value.params == {"files": ("a.ofx", "b.csv"), "corrected": ""}
    with refused("packed-no-statement", 7):
        unwrapped(zipped({"a.txt": b"hello", "b.txt": b"world"}), "x.zip")
    with refused("packed-several", 2):
        unwrapped(zipped({f"{at}.csv": CSV for at in range(60)}), "x.zip")


def test_a_pdf_beside_a_statement_is_left_out_and_named() -> None:
    paper = b"%PDF-1.7\n"
    heard: list[tuple[str, ...]] = []
    wrapping = Wrapping(leaves=heard.append)
    assert statements(zipped({"a.pdf": paper, "b.ofx": OFX}), "x.zip", wrapping) == [(OFX, "x.zip/b.ofx")]
    assert heard == [("a.pdf",)]
    assert statements(zipped({"a.ofx": OFX, "a.pdf": paper}), "x.zip") == [(OFX, "x.zip/a.ofx")]
    only = zipped({"1.pdf": paper, "2.pdf": paper + b"x", "readme.txt": b"hello"})
    assert [name for _data, name in statements(only, "x.zip", wrapping)] == ["x.zip/1.pdf", "x.zip/2.pdf"]
    assert len(heard) == 1
    with refused("packed-several", 2):
        statements(zipped({"1.pdf": paper, "2.pdf": paper, "b.ofx": OFX}), "x.zip")


def test_several_of_one_format_are_several_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({"01.ofx": OFX, "readme.txt": b"hello", "02.ofx": OFX + b"\n"})
    assert statements(data, "x.zip") == [(OFX, "x.zip/01.ofx"), (OFX + b"\n", "x.zip/02.ofx")]
    with refused("packed-several", 2) as problem:
        unwrapped(data, "x.zip")
    assert problem.value.params["files"] == ("01.ofx", "02.ofx")
    with refused("packed-several", 2) as problem:
        source.source(io.BytesIO(data), "x.zip")
    assert problem.value.params["files"] == ("01.ofx", "02.ofx")
    books = b'{"schema":"wallet.books/1"}\n'
    for several in ({"a.jsonl": books, "b.jsonl": books}, {f"{at}.csv": CSV for at in range(51)}):
        with refused("packed-several", 2):
            statements(zipped(several), "x.zip")
    monkeypatch.setattr("wallet_cli.services.files.wrapping.SIZE_LIMIT_MIB", 1)
    big = CSV + b"2026-11-05;-1.00;Tea\n" * 40_000
    with refused("packed-several", 2):
        statements(zipped({"a.csv": big, "b.csv": big + b"\n"}), "x.zip")


def test_a_member_is_chosen_by_its_name() -> None:
    data = zipped({"2026/a.ofx": OFX, "b.csv": CSV, "2025/b.csv": CSV + b"\n"})
    assert unwrapped(data, "x.zip", Wrapping("a.ofx"))[0] == OFX
    assert unwrapped(data, "x.zip", Wrapping("b.csv"))[0] == CSV
    assert unwrapped(data, "x.zip", Wrapping("2025/b.csv"))[0] == CSV + b"\n"
    for name in ("c.csv", "../a.ofx"):
        with refused("packed-unknown", 7) as problem:
            unwrapped(data, "x.zip", Wrapping(name))
        assert problem.value.params["known"] == ("2026/a.ofx", "b.csv", "2025/b.csv")
    for other in (OFX, XLSX, gzip.compress(OFX)):
        with refused("member-without-zip", 2):
            source.source(io.BytesIO(other), "x", wrapping=Wrapping("a"))


def test_names_lead_nowhere_and_are_only_shown() -> None:
    data = zipped({"../../etc/passwd": OFX, "/abs\u202e\x1b.ofx": OFX})
    with refused("packed-several", 2) as problem:
        unwrapped(data, "x.zip")
    assert problem.value.params["files"] == ("../../etc/passwd", "/abs<U+202E><U+001B>.ofx")


def test_what_is_packed_twice_is_refused() -> None:
    for inner in (zipped({"a.csv": CSV}), gzip.compress(CSV)):
        with refused("packed-twice", 7):
            unwrapped(zipped({"inner": inner}), "x.zip")
        with refused("packed-twice", 7):
            unwrapped(gzip.compress(inner), "x.gz")


def test_bombs_are_refused_before_they_are_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    with refused("zip-bomb", 7):
        unwrapped(zipped({"a.csv": b"0" * (10 << 20)}), "x.zip")
    monkeypatch.setattr("wallet_cli.services.files.wrapping.SNIFFED_BYTES", 100)
    with refused("packed-several", 2):
        unwrapped(zipped({"a.csv": CSV * 10, "b.txt": b"x"}), "x.zip")


@pytest.mark.parametrize("strength", [0, 128, 192, 256])
def test_a_zip_with_a_password_is_opened(strength: int) -> None:
    data = encrypted("密码123", strength=strength, a=CSV * 3000)
    assert unwrapped(data, "x.zip", tries("密码123")) == (CSV * 3000, "x.zip/a.csv")
    assert unwrapped(data, "x.zip", tries("wrong", "", "密码123"))[0] == CSV * 3000
    with refused("file-password-wrong", 7) as problem:
        unwrapped(data, "x.zip", tries("wrong"))
    assert problem.value.params == {"file": "x.zip"}
    with refused("file-password-needed", 2):
        unwrapped(data, "x.zip")


def test_a_password_of_windows_in_chinese_is_tried_in_its_letters() -> None:
    data = older("密码".encode("gb18030"), {"a": CSV})
    assert unwrapped(data, "x.zip", tries("密码"))[0] == CSV


def test_a_password_that_one_byte_proves_by_chance_is_still_wrong() -> None:
    data = older(b"right", {"a": CSV})
    passing = [word for word in map(str, range(5000)) if _passes(data, word)]
    assert passing
    for word in passing[:5]:
        with refused("file-password-wrong", 7):
            unwrapped(data, "x.zip", tries(word))


def _passes(data: bytes, word: str) -> bool:
    from wallet_cli.formats.packed.directory import members

    member = members(data)[0]
    try:
        ciphers.opening(member, word.encode())(data[35 : 35 + member.packed])
    except ciphers.WrongPassword:
        return False
    return True


def test_one_password_opens_all_files_that_are_looked_into() -> None:
    asked = []

    def passwords(name: str) -> Iterator[str]:
        asked.append(name)
        yield "pw"

    data = encrypted("pw", strength=256, a=b"hello", b=CSV)
    assert unwrapped(data, "x.zip", Wrapping(passwords=passwords))[1] == "x.zip/b.csv"
    assert asked == ["x.zip"]


def test_aes_that_was_changed_is_refused_before_a_byte_is_used() -> None:
    data = bytearray(encrypted("pw", strength=256, a=CSV))
    data[80] ^= 1
    with refused("zip-damaged", 7):
        unwrapped(bytes(data), "x.zip", tries("pw"))


def test_the_older_cipher_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ciphers, "SLOW_LIMIT", 10)
    with refused("zip-cipher-slow", 7):
        unwrapped(older(b"pw", {"a": CSV}), "x.zip", tries("pw"))


def test_a_workbook_with_a_password_is_opened() -> None:
    data = locked("密码 1")
    assert unwrapped(data, "x.xlsx", tries("no", "密码 1")) == (XLSX, "x.xlsx")
    assert unwrapped(zipped({"x.xlsx": data}), "x.zip", tries("密码 1")) == (XLSX, "x.zip/x.xlsx")
    with refused("file-password-wrong", 7):
        unwrapped(data, "x.xlsx", tries("no"))
    with refused("file-password-needed", 2):
        unwrapped(data, "x.xlsx")
    file = source.source(io.BytesIO(data), "x.xlsx", wrapping=tries("密码 1"))
    assert (file.format, file.stream.read()) == ("sheets", XLSX)


def test_a_pdf_with_a_password_is_opened() -> None:
    open_pdf, whole = papers.paper(papers.statement(ROWS)), papers.paper(papers.statement(ROWS), password="")
    assert unwrapped(open_pdf, "x.pdf") == (open_pdf, "x.pdf")
    assert unwrapped(whole, "x.pdf") == (whole, "x.pdf"), "encrypted, and opens without a password"
    for aes in (False, True):
        data = papers.paper(papers.statement(ROWS), password="s3 same", aes=aes)
        inner, name = unwrapped(data, "x.pdf", tries("no", "s3 same"))
        assert (inner[:5], name, inner) == (b"%PDF-", "x.pdf", unwrapped(data, "x.pdf", tries("s3 same"))[0])
        assert unwrapped(zipped({"x.pdf": data}), "x.zip", tries("s3 same")) == (inner, "x.zip/x.pdf")
        with refused("file-password-wrong", 7):
            unwrapped(data, "x.pdf", tries("no"))
        with refused("file-password-needed", 2):
            unwrapped(data, "x.pdf")
        file = source.source(io.BytesIO(data), "x.pdf", wrapping=tries("s3 same"))
        assert file.format == "pdf"


def test_a_claim_of_endless_rounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "ROUNDS_LIMIT", 99_999)
    with refused("sheet-encrypted", 7):
        unwrapped(locked("a"), "x", tries("a"))


def of_2007(password: str, *, algorithm: int = 0x660E) -> bytes:
    """The workbook with a password, as Office 2007 gave it one."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    salt, proof = bytes(range(16)), bytes(range(100, 116))
    made = hashlib.sha1(salt + password.encode("utf-16-le")).digest()
    for number in range(50_000):
        made = hashlib.sha1(struct.pack("<I", number) + made).digest()
    made = hashlib.sha1(made + b"\0\0\0\0").digest().ljust(64, b"\0")
    key = hashlib.sha1(bytes(byte ^ 0x36 for byte in made)).digest()[:16]

    def sealed(data: bytes) -> bytes:
        block = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
        return block.update(data + b"\0" * (-len(data) % 16))

    head = struct.pack("<IIIIIIII", 0x24, 0, algorithm, 0x8004, 128, 24, 0, 0) + "AES\0".encode("utf-16-le")
    told = struct.pack("<HHII", 3, 2, 0x24, len(head)) + head + struct.pack("<I", 16) + salt + sealed(proof)
    told += struct.pack("<I", 20) + sealed(hashlib.sha1(proof).digest())
    return ole_file("EncryptionInfo", told, EncryptedPackage=struct.pack("<Q", len(XLSX)) + sealed(XLSX))


def test_a_password_as_office_2007_takes_it() -> None:
    assert unwrapped(of_2007("密码"), "x", tries("no", "密码"))[0] == XLSX
    with refused("sheet-encrypted", 7):
        unwrapped(of_2007("a", algorithm=0x6801), "x", tries("a"))


def test_other_ways_of_locking_a_workbook_are_named() -> None:
    with refused("sheet-encrypted", 7):
        unwrapped(ole_file("EncryptionInfo", b"\4\0\3\0" + b"\0" * 50, EncryptedPackage=b"\0" * 50), "x", tries("a"))
    with refused("file-declares-entities", 7):
        unwrapped(
            ole_file("EncryptionInfo", b"\4\0\4\0\0\0\0\0<!DOCTYPE x><x/>", EncryptedPackage=b"\0" * 50),
            "x",
            tries("a"),
        )


def test_an_old_workbook_is_left_to_its_reader() -> None:
    data = ole_file("Workbook", b"x")
    assert unwrapped(data, "x.xls") == (data, "x.xls")


WRAPPED = [gzip.compress(OFX), zipped({"a.csv": CSV}), older(b"pw", {"a": CSV})]


def harmless(data: bytes) -> None:
    try:
        unwrapped(data, "x", tries("pw"))
    except WalletError as problem:
        assert problem.exit in (2, 7)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(WRAPPED), st.integers(0, 1000), st.binary(min_size=1, max_size=8))
def test_changed_bytes_are_unwrapped_or_refused(whole: bytes, at: int, change: bytes) -> None:
    at %= len(whole)
    harmless(whole[:at] + change + whole[at + len(change) :])


def test_a_locked_workbook_changed_anywhere_is_opened_or_refused() -> None:
    whole = locked("pw").replace(b'spinCount="100000"', b'spinCount="000010"')

    @settings(max_examples=200, deadline=None)
    @given(st.integers(0, len(whole) - 1), st.binary(min_size=1, max_size=6))
    def changed(at: int, change: bytes) -> None:
        harmless(whole[:at] + change + whole[at + len(change) :])

    changed()
    for end in range(0, len(whole), 97):
        harmless(whole[:end])
