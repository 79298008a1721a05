"""Whether a write-ahead log holds a transaction: by logs of SQLite's own, and by others made as its format says."""

import os
import struct
import time
from pathlib import Path

import pytest

from tests.store.ledger import KEY, Ledger
from wallet_cli.store.vault import connect, files, log_file

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
    return log_file.has_commit(path)


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
    assert log_file.has_commit(path)
    assert sums("<" if data[3] == 0x82 else ">", data[:24]) == struct.unpack(">2I", data[24:32])
    ledger.store.close()
    connect.connect(ledger.path, KEY).close()
    assert not path.exists()


class Live:
    """A log and its index as the library has them while the store is open, and copies to harm."""

    def __init__(self, ledger: Ledger, folder: Path) -> None:
        ledger.pay(5)
        self.log, self.index = connect.log_of(ledger.path), connect.index_of(ledger.path)
        self.other = folder / "other"

    def fits(self, *, log: bytes = b"", index: bytes | None = None) -> bool:
        """Whether they fit, one of them with another content."""
        if log:
            self.other.write_bytes(log)
            return log_file.fits_index(self.other, self.index)
        if index is not None:
            self.other.write_bytes(index)
            return log_file.fits_index(self.log, self.other)
        return log_file.fits_index(self.log, self.index)


@pytest.fixture
def live(ledger: Ledger, tmp_path: Path) -> Live:
    return Live(ledger, tmp_path)


def changed(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_an_index_fits_the_log_beside_it_as_long_as_the_store_is_written(live: Live, ledger: Ledger) -> None:
    assert live.fits()
    ledger.pay(6)
    assert live.fits()
    assert live.fits(log=live.log.read_bytes() + bytes(FRAME + PAGE)), "what is after its last frame isn't its own"
    ledger.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert live.log.stat().st_size == 0
    assert live.fits(), "nothing of the log is in use"
    assert log_file.ends_as_known(live.log, live.index)
    ledger.pay(7)
    assert live.fits()


def test_a_log_that_is_not_the_one_in_use_does_not_fit(live: Live, ledger: Ledger) -> None:
    data, salts, sums_at = live.log.read_bytes(), 16, live.log.stat().st_size - PAGE - 8
    for at in (*range(salts, salts + 8), *range(sums_at, sums_at + 8)):
        assert not live.fits(log=changed(data, at)), at
    assert live.fits(log=data[: sums_at + 8])
    assert not live.fits(log=data[: sums_at + 7])
    assert not live.fits(log=data[: -FRAME - PAGE])
    assert not live.fits(log=log("<", [(1, 5)] * 200))
    ledger.pay(6)
    assert not live.fits(log=data), "it was the right one before"


def test_an_index_whose_two_headers_differ_or_that_is_cut_off_fits_no_log(live: Live) -> None:
    data = files.beginning_of(live.index, 200)
    for at in range(2 * 48):
        assert not live.fits(index=changed(data, at)), at
    assert live.fits(index=data[: 2 * 48])
    for size in (2 * 48 - 1, 48, 40, 0):
        assert not live.fits(index=data[:size]), size


def test_an_index_that_knows_one_frame_looks_at_that_one(live: Live) -> None:
    made = log(">", [(1, 5), (2, 0)])
    first = struct.pack("=2I", *struct.unpack(">2I", made[HEADER + 16 : HEADER + FRAME]))
    index = headed(1, made[16:24], first)
    live.log = live.other.with_name("made")
    live.log.write_bytes(made)
    assert live.fits(index=index)
    live.log.write_bytes(changed(made, HEADER + 16))
    assert not live.fits(index=index)


def headed(last: int, salts: bytes, sums: bytes = bytes(8)) -> bytes:
    """An index that knows ``last`` frames of a log with these salts: its header, twice."""
    return (bytes(16) + struct.pack("=I", last) + bytes(4) + sums + salts + bytes(8)) * 2


@pytest.mark.parametrize(
    ("before", "now", "fits"),
    [
        ("0102030405060708", "0102030405060708", True),
        ("0102030405060708", "0102030511223344", False),
        ("0102030405060708", "0102030411223344", False),
        ("0102030405060708", "0102030611223344", False),
        ("0102030405060708", "0102030311223344", False),
        ("ffffffff05060708", "0000000000000000", False),
        ("0000000000000000", "0000000000000000", False),
        ("01020304050607", "0102030405060708", False),
    ],
)
def test_of_a_log_of_which_nothing_is_in_use_the_index_knows_the_time(
    tmp_path: Path, before: str, now: str, fits: bool
) -> None:
    index, path = tmp_path / "index", tmp_path / "log"
    index.write_bytes(headed(0, bytes.fromhex(now)))
    path.write_bytes(bytes(16) + bytes.fromhex(before) + bytes(8 if len(before) == 16 else 0))
    assert log_file.fits_index(path, index) is fits


@pytest.mark.parametrize("known", [0, 1, 2, 3])
@pytest.mark.parametrize(
    ("frames", "ends"),
    [
        ([(1, 0), (2, 0), (3, 0)], 0),
        ([(1, 5), (2, 0), (3, 0)], 1),
        ([(1, 0), (2, 1 << 24), (3, 0)], 2),
        ([(1, 5), (2, 0), (3, 5)], 3),
    ],
)
def test_no_transaction_ends_behind_what_the_index_knows_of(
    tmp_path: Path, frames: list[tuple[int, int]], ends: int, known: int
) -> None:
    """The next one would be written over it; one that hasn't ended is somebody's who is writing it."""
    made, index, path = log(">", frames), tmp_path / "index", tmp_path / "log"
    at = HEADER + known * (FRAME + PAGE) - PAGE - 8
    sums = struct.pack("=2I", *struct.unpack(">2I", made[at : at + 8])) if known else bytes(8)
    index.write_bytes(headed(known, made[16:24], sums))
    for behind in (b"", bytes(FRAME + PAGE), bytes(4) + b"\0\0\0\5" + bytes(16)):
        path.write_bytes(made + behind)
        assert log_file.fits_index(path, index) is (ends <= known)


def test_a_log_whose_only_transaction_was_torn_is_that_of_whoever_opens_the_store(
    ledger: Ledger, tmp_path: Path
) -> None:
    ledger.pay(5)
    torn = tmp_path / "torn" / ledger.path.name
    torn.parent.mkdir()
    torn.write_bytes(ledger.path.read_bytes())
    left = connect.log_of(torn)
    left.write_bytes(connect.log_of(ledger.path).read_bytes()[: HEADER + FRAME + 7])
    opened = connect.view(torn, KEY, frozen=False)
    assert log_file.fits_index(left, connect.index_of(torn))
    left.write_bytes(log(">", []))
    assert not log_file.fits_index(left, connect.index_of(torn)), "somebody else's"
    opened.close()


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("known", [0, 1, 2])
def test_only_a_whole_transaction_behind_what_the_index_knows_is_someone_elses(
    tmp_path: Path, order: str, known: int
) -> None:
    """What is torn behind it was left by a machine that stopped; what is whole would be lost."""
    frames = [(3, 7), (2, 8)][:known]
    path, index = tmp_path / "log", tmp_path / "index"
    own = log(order, frames)
    last = struct.unpack(">2I", own[-PAGE - 8 : -PAGE]) if known else (0, 0)
    index.write_bytes(headed(known, own[16:24], struct.pack("=2I", *last)))

    def fits(data: bytes, *, whole: bool) -> bool:
        path.write_bytes(data)
        return log_file.fits_index(path, index, whole=whole)

    for behind in ([], [(5, 0)]):
        assert fits(log(order, [*frames, *behind]), whole=True)
    for behind in ([(5, 9)], [(5, 0), (6, 9)]):
        longer = log(order, [*frames, *behind])
        assert not fits(longer, whole=True)
        assert not fits(longer, whole=False)
        for at in (len(longer) - 1, len(longer) - PAGE + 500):
            assert fits(changed(longer, at), whole=True)
            assert not fits(changed(longer, at), whole=False)
        assert fits(longer[:-1], whole=True)


@pytest.mark.parametrize("order", ["<", ">"])
def test_each_frame_that_an_index_knows_of_must_be_there(tmp_path: Path, order: str) -> None:
    path, index = tmp_path / "log", tmp_path / "index"
    own = log(order, [(3, 0), (2, 8), (4, 9)])

    def holds(data: bytes, known: int) -> bool:
        path.write_bytes(data)
        last = own[HEADER + known * (FRAME + PAGE) - PAGE - 8 :][:8] if known else bytes(8)
        index.write_bytes(headed(known, own[16:24], struct.pack("=2I", *struct.unpack(">2I", last))))
        assert log_file.known_frames(index) == known
        return log_file.holds_all(path, index)

    for known in range(4):
        end = HEADER + known * (FRAME + PAGE)
        assert holds(own, known)
        assert holds(own[:end] + b"behind it", known)
        assert holds(own[: end - 1], known) is (known == 0)
        for at in (*range(24, HEADER), HEADER, HEADER + 5, HEADER + FRAME - 1, HEADER + FRAME, end - PAGE - 1, end - 1):
            assert holds(changed(own, at), known) is (known == 0), (known, at)
    assert not holds(b"", 1)
    index.write_bytes(changed(headed(1, own[16:24]), 3))
    assert (log_file.holds_all(path, index), log_file.known_frames(index)) == (False, 0)


def test_all_frames_of_the_library_s_own_log_are_there(live: Live, ledger: Ledger) -> None:
    for _round in range(3):
        assert log_file.holds_all(live.log, live.index)
        assert log_file.known_frames(live.index) == live.log.stat().st_size // (FRAME + PAGE)
        ledger.pay(6)


def test_where_the_clock_was_set_back_the_times_say_nothing(live: Live, ledger: Ledger) -> None:
    """A store that was changed later than its log was written to by another program, unless that time is still to
    come.
    """
    paths = ledger.path, live.log, live.index
    assert not log_file.is_overtaken(*paths)
    time.sleep(0.02)  # a file system's clock has its steps
    os.utime(ledger.path)
    changed_ns = ledger.path.stat().st_ctime_ns
    assert log_file.is_overtaken(*paths)
    assert log_file.is_overtaken(*paths, now_ns=lambda: changed_ns)
    assert not log_file.is_overtaken(*paths, now_ns=lambda: changed_ns - 1)
    os.utime(live.log)
    assert not log_file.is_overtaken(*paths), "as after folding in a part of it"


def test_a_log_that_is_all_folded_in_says_nothing_by_its_times_but_what_the_store_has(
    live: Live, ledger: Ledger
) -> None:
    ledger.db.execute("PRAGMA wal_checkpoint(PASSIVE)")
    time.sleep(0.02)
    os.utime(ledger.path)
    assert not log_file.is_overtaken(ledger.path, live.log, live.index)
    told = log_file.sight(files.in_place(ledger.path), files.in_place(live.index))
    assert told.is_whole and told.known > 0 and not told.is_cut()
    assert told.pages * PAGE == ledger.path.stat().st_size
    assert told._replace(store=(told.store[0] - PAGE, 0)).is_cut()
    handle = files.handle_of(ledger.path)
    assert handle is not None
    assert log_file.is_folded_in(handle, live.log, told)
    page = int.from_bytes(live.log.read_bytes()[HEADER : HEADER + 4], "big")
    os.pwrite(handle, b"other", (page - 1) * PAGE + 100)
    assert not log_file.is_folded_in(handle, live.log, told)


def seen(
    *, store: int = 1, time: bytes = b"1", folded: int = 0, tried: int = 0, known: int = 0, changes: int = 0
) -> log_file.Sight:
    head = (bytes(8) + struct.pack("=I4xII", changes, known, 1) + bytes(24)) * 2
    return log_file.Sight((store, store), head, time, folded, tried, 0)


@pytest.mark.parametrize(
    ("before", "now", "alone", "swapped"),
    [
        (seen(), seen(), False, False),
        (seen(), seen(store=2), False, True),
        (seen(), seen(store=2, folded=1, tried=1), False, False),
        (seen(), seen(store=2, tried=1), False, False),
        (seen(tried=1), seen(store=2), False, False),
        (seen(), seen(store=2, time=b"2", known=3, changes=1), False, False),
        (seen(), seen(store=2, time=b"2", known=3, changes=1), True, True),
        (seen(), seen(store=2, time=b"2", known=3, changes=2), True, False),
        (seen(changes=2**32 - 1), seen(store=2, time=b"2", known=3), True, True),
        (seen(), seen(store=2, time=b"2", changes=1), True, False),
        (seen(), seen(store=2, time=b"2", known=3, changes=1, folded=1, tried=1), True, False),
        (seen(known=1), seen(store=2, time=b"2", known=3, changes=1), True, False),
    ],
)
def test_a_store_that_was_written_to_is_swapped_unless_others_may_have_folded_in(
    before: log_file.Sight, now: log_file.Sight, alone: bool, swapped: bool
) -> None:
    assert now.is_swapped(before, is_alone=alone) is swapped


def test_of_a_store_or_an_index_that_is_not_there_nothing_is_seen(live: Live, ledger: Ledger) -> None:
    first = log_file.first_sight(ledger.path, live.index)
    assert first == log_file.sight(files.in_place(ledger.path), files.in_place(live.index))
    assert log_file.first_sight(ledger.path, live.other) is None
    assert log_file.first_sight(live.other) is None
