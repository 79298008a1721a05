"""Whether a write-ahead log holds a transaction: by logs of SQLite's own, and by others made as its format says."""

import struct
from pathlib import Path

import pytest

from tests.store.ledger import KEY, Ledger
from wallet_cli.store import connect, logfile

HEADER, FRAME, PAGE = 32, 24, 4096


def sums(order: str, data: bytes, one: int = 0, two: int = 0) -> tuple[int, int]:
    for first, second in struct.iter_unpack(f"{order}2I", data):
        one = (one + first + two) % 2**32
        two = (two + second + one) % 2**32
    return one, two


def log(order: str, frames: list[tuple[int, int]], *, page_bytes: int = PAGE, version: int = 3_007_000) -> bytes:
    """A log with frames of (page, pages afterwards: 0 in the middle of a transaction)."""
    head = struct.pack(">6I", 0x377F0682 | (order == ">"), version, page_bytes, 7, 0x01020304, 0x05060708)
    one, two = sums(order, head)
    data = head + struct.pack(">2I", one, two)
    for page, after in frames:
        start, body = struct.pack(">2I", page, after), bytes(range(256)) * (PAGE // 256)
        one, two = sums(order, start + body, one, two)
        data += start + struct.pack(">4I", 0x01020304, 0x05060708, one, two) + body
    return data


def holds(folder: Path, data: bytes) -> bool:
    path = folder / "log"
    path.write_bytes(data)
    return logfile.has_commit(path)


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_log_holds_something_from_the_first_whole_transaction_on(tmp_path: Path, order: str) -> None:
    whole = log(order, [(3, 0), (1, 5)])
    assert holds(tmp_path, whole)
    assert holds(tmp_path, whole + b"what was torn off")
    assert holds(tmp_path, log(order, [(1, 5), (2, 0)]))
    assert not holds(tmp_path, whole[:-1])
    assert not holds(tmp_path, log(order, [(3, 0), (2, 0)]))
    assert not holds(tmp_path, log(order, []))
    assert not holds(tmp_path, log(order, [])[: HEADER - 1])
    assert not holds(tmp_path, b"")
    assert not holds(tmp_path, log(order, [(0, 5)]))
    for other in ({"page_bytes": 8192}, {"version": 3_007_001}):
        assert not holds(tmp_path, log(order, [(1, 5)], **other))


@pytest.mark.parametrize("order", ["<", ">"])
def test_each_changed_byte_of_header_and_first_frame_is_seen(tmp_path: Path, order: str) -> None:
    whole = log(order, [(1, 5)])
    for at in (*range(HEADER + FRAME), HEADER + FRAME, HEADER + FRAME + 1000, len(whole) - 1):
        assert not holds(tmp_path, whole[:at] + bytes([whole[at] ^ 0x80]) + whole[at + 1 :]), at


def test_what_the_library_writes_is_known(ledger: Ledger) -> None:
    path = connect.log_of(ledger.path)
    ledger.pay(5)
    data = path.read_bytes()
    assert logfile.has_commit(path)
    assert sums("<" if data[3] == 0x82 else ">", data[:24]) == struct.unpack(">2I", data[24:32])
    ledger.store.close()
    connect.connect(ledger.path, KEY).close()
    assert not path.exists()
