"""ZIPs: what is in them, by honest and by hostile directories; one member's bytes, whole or not at all."""

import io
import struct
import time
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.workbooks import zipped
from tests.services.books import refused
from wallet_cli.errors import BadFile
from wallet_cli.formats.packed import ciphers, unpack
from wallet_cli.formats.packed.directory import members

TEXT = b"Date,Amount\n2026-11-03,-1.00\n" * 50
LIMIT = 64 << 20


def contents(data: bytes) -> dict[str, bytes]:
    return {member.name: unpack.whole(data, member, LIMIT) for member in members(data)}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_members_are_read_as_the_standard_library_reads_them(method):
    parts = {"a.csv": TEXT, "b/": b"", "b/c.csv": b"", "支付宝.csv": b"x" * 100_000}
    assert contents(zipped(parts, method)) == parts


def test_a_zip_behind_other_bytes_and_with_a_comment_is_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", TEXT)
        archive.comment = b"PK\x05\x06 is no end " + b"x" * 60_000
    assert contents(b"#!/bin/sh\n" + out.getvalue()) == {"a.csv": TEXT}


def test_sizes_of_zip64_are_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open("a.csv", "w", force_zip64=True) as file:
        file.write(TEXT)
    assert contents(out.getvalue()) == {"a.csv": TEXT}
    assert contents(zip64(TEXT)) == {"a.csv": TEXT}


def zip64(data: bytes) -> bytes:
    """A ZIP whose every number is in its longer place."""
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 45, 0, 0, 0, 0, zlib.crc32(data), len(data), len(data), 5, 0)
    body = local + b"a.csv" + data
    extra = struct.pack("<HHQQQ", 1, 24, len(data), len(data), 0)
    most, short = 0xFFFFFFFF, 0xFFFF
    central = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\1\2", 45, 45, 0, 0, 0, 0, zlib.crc32(data), most, most, 5, len(extra), 0, 0, 0, 0,
        most,
    ) + b"a.csv" + extra  # fmt: skip
    end = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(central), len(body))
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, len(body) + len(central), 1)
    return body + central + end + locator + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, short, short, most, most, 0)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("支付宝交易明细.csv".encode("gbk"), "支付宝交易明细.csv"), ("张喆/账单.csv".encode("gbk"), "张喆/账单.csv"),
        ("März.csv".encode("cp437"), "März.csv"), ("März.csv".encode(), "März.csv"), (b"a\\b.csv", "a/b.csv"),
        (b"\x1b[31m.csv", "<U+001B>[31m.csv"), ("a\u202ecsv.exe".encode(), "a<U+202E>csv.exe"), (b"\xff\xfe", "\xa0■"),
    ],
)  # fmt: skip
def test_names_are_shown_as_they_were_meant(raw, shown):
    plain = zipped({"n" * len(raw): b""})
    found = members(plain.replace(b"n" * len(raw), raw))
    assert [member.name for member in found] == [shown]


def test_a_name_in_its_own_field_counts():
    raw = "明细.csv".encode("gbk")
    name = "明细（新）.csv".encode()
    field = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, zlib.crc32(raw)) + name
    info = zipfile.ZipInfo("n" * len(raw))
    info.extra = field
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, b"")
    assert [each.name for each in members(out.getvalue().replace(b"n" * len(raw), raw))] == ["明细（新）.csv"]


def test_links_and_folders_are_no_files():
    link = zipfile.ZipInfo("link.csv")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("folder/", "")
        archive.writestr("a.csv", TEXT)
    assert [member.name for member in members(out.getvalue()) if member.is_file] == ["a.csv"]


def test_a_hundred_thousand_members_are_refused_at_once():
    one = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    for told in (100_000 & 0xFFFF, 3):
        central = one * 100_000
        end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, told, told, len(central), len(local), 0)
        tracemalloc.start()
        begun = time.process_time()
        with refused("zip-too-many", 7):
            members(local + central + end)
        assert time.process_time() - begun < 5
        assert tracemalloc.get_traced_memory()[1] < 30 << 20
        tracemalloc.stop()


def changed(data: bytes, kind: bytes, at: int, form: str, *values: int) -> bytes:
    """A ZIP with other numbers in its last record of a kind."""
    start = data.rindex(kind) + at
    new = struct.pack(form, *values)
    return data[:start] + new + data[start + len(new) :]


def test_a_member_reaches_to_the_last_byte_at_most():
    data = zipped({"a.csv": TEXT})
    room = len(data) - data.index(b"PK\3\4") - 30 - len("a.csv")
    assert [each.packed for each in members(changed(data, b"PK\1\2", 20, "<I", room))] == [room]
    with refused("zip-damaged", 7):
        members(changed(data, b"PK\1\2", 20, "<I", room + 1))


def test_members_that_share_bytes_are_refused():
    two = zipped({"a": TEXT, "b": TEXT})
    with refused("zip-overlapping", 7):
        members(changed(two, b"PK\1\2", 42, "<I", 0))


@pytest.mark.parametrize(
    ("kind", "at", "form", "value"),
    [
        (b"PK\5\6", 12, "<I", 1 << 31), (b"PK\5\6", 12, "<I", 3), (b"PK\5\6", 16, "<I", 1 << 31),
        (b"PK\1\2", 42, "<I", 1 << 31), (b"PK\1\2", 20, "<I", 1 << 31), (b"PK\1\2", 42, "<I", 1),
        (b"PK\1\2", 28, "<H", 0xFFFF), (b"PK\3\4", 26, "<H", 0xFFFF), (b"PK\1\2", 0, "<I", 0),
    ],
)  # fmt: skip
def test_a_directory_that_leads_nowhere_is_refused(kind, at, form, value):
    with refused("zip-damaged", 7):
        members(changed(zipped({"a.csv": TEXT}), kind, at, form, value))


@pytest.mark.parametrize(("at", "value"), [(24, 5), (24, 5000), (16, 12345), (20, 30)])
def test_sizes_and_sums_that_lie_are_found_out(at, value):
    data = changed(zipped({"a.csv": TEXT}), b"PK\1\2", at, "<I", value)
    with refused("zip-damaged", 7):
        contents(data)


def test_what_unpacks_to_more_than_the_limit_is_stopped_there():
    bomb = zipped({"a.csv": b"0" * (80 << 20)})
    honest = members(bomb)[0]
    liar = members(changed(bomb, b"PK\1\2", 24, "<I", 1000))[0]
    for member in (honest, liar):
        tracemalloc.start()
        with refused("zip-bomb", 7):
            unpack.whole(bomb, member, LIMIT)
        assert tracemalloc.get_traced_memory()[1] < 150 << 20
        tracemalloc.stop()


def test_a_head_is_read_without_the_rest():
    bomb = zipped({"a.csv": b"0" * (20 << 20)})
    tracemalloc.start()
    assert unpack.head(bomb, members(bomb)[0], 1000) == b"0" * 1000
    assert tracemalloc.get_traced_memory()[1] < 2 << 20
    tracemalloc.stop()


def test_other_ways_of_packing_are_named():
    with refused("zip-method-unknown", 7) as problem:
        contents(zipped({"a": TEXT}, zipfile.ZIP_LZMA))
    assert problem.value.params == {"method": 14}
    strong = members(changed(zipped({"a": TEXT}), b"PK\1\2", 8, "<H", 0x41))[0]
    with refused("zip-method-unknown", 7):
        ciphers.opening(strong, b"x")


WHOLE = zipped({"a.csv": TEXT, "支付宝.csv": b"x" * 100})


def harmless(data: bytes) -> None:
    try:
        for member in members(data)[:5]:
            assert len(unpack.whole(data, member, 1 << 20)) <= 1 << 20
    except BadFile:
        return


def test_a_zip_that_is_cut_off_anywhere_is_refused():
    for end in range(len(WHOLE)):
        with pytest.raises(BadFile):
            members(WHOLE[:end])


@settings(max_examples=400, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_changed_bytes_are_read_or_refused(at, change):
    harmless(WHOLE[:at] + change + WHOLE[at + len(change) :])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 300))
def test_any_bytes_before_an_end_are_read_or_refused(data, size):
    harmless(data + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, size, max(0, len(data) - size), 0))
