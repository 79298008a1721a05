"""Workbooks of Excel 95 and 97 as bytes: records in a stream of an OLE2 file, as small as programs still read them."""

import struct

_SECTOR = 512
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
BOF_BOOK = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
BOF_SHEET = struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)


def record(kind: int, data: bytes = b"") -> bytes:
    """One record."""
    return struct.pack("<HH", kind, len(data)) + data


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """A cell that is a number."""
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def label(row: int, column: int, text: str) -> bytes:
    """A cell that is a text."""
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def old_label(row: int, column: int, text: str) -> bytes:
    """A cell that is a text, as Excel 95 wrote it in China."""
    data = text.encode("gb18030")
    return record(0x0204, struct.pack("<HHHH", row, column, 0, len(data)) + data)


def xls(
    *sheets: bytes, protected: bool = False, table: bytes = b"", hidden: tuple[int, ...] = (), is_8: bool = True
) -> bytes:
    """A workbook of sheets of these records; style 1 is a day; ``table`` are more records of the whole workbook."""
    bodies = [record(0x0809, BOF_SHEET) + sheet + record(0x000A) for sheet in sheets]
    styles = record(0x00E0, struct.pack("<HHH", 0, 0, 0) + b"\0" * 14)
    styles += record(0x00E0, struct.pack("<HHH", 0, 14, 0) + b"\0" * 14)
    lock = record(0x002F, struct.pack("<HHH", 0, 1, 2)) if protected else b""

    def globals_of(starts: list[int]) -> bytes:
        listed = b"".join(
            record(0x0085, struct.pack("<IBBB", start, at in hidden, 0, 2) + b"\0" * is_8 + f"S{at}".encode())
            for at, start in enumerate(starts, 1)
        )
        begin = BOF_BOOK if is_8 else b"\0\5" + BOF_BOOK[2:]
        code_page = record(0x0042, struct.pack("<H", 1200 if is_8 else 936))
        return record(0x0809, begin) + lock + code_page + styles + table + listed + record(0x000A)

    ahead = len(globals_of([0] * len(bodies)))
    starts = [ahead + sum(map(len, bodies[:at])) for at in range(len(bodies))]
    return ole_file("Workbook" if is_8 else "Book", globals_of(starts) + b"".join(bodies))


def ole_file(name: str, stream: bytes, **more: bytes) -> bytes:
    """An OLE2 file of these streams, each filled up to the length of those that have sectors of their own."""
    chain: list[int] = []
    entries, body = b"", b""
    for each, data in {name: stream, **more}.items():
        data = data.ljust(4096, b"\0")
        data = data.ljust(-(-len(data) // _SECTOR) * _SECTOR, b"\0")
        start, count = len(chain), len(data) // _SECTOR
        chain += [at + 1 for at in range(start, start + count - 1)] + [_END]
        entries += _entry(each, 2, start, len(data))
        body += data
    folder = len(chain)
    entries = (_entry("Root Entry", 5, _END, 0, child=1) + entries).ljust(_SECTOR, b"\0")
    chain.append(_END)
    tables = -(-(len(chain) + 1) // (_SECTOR // 4 - 1))
    first = list(range(len(chain), len(chain) + tables))
    chain += [_TABLE] * tables
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * _SECTOR, b"\xff")
    places = first + [_FREE] * (109 - len(first))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, tables, folder, 0, 4096, _END, 0, _END, 0) + struct.pack("<109I", *places)
    return head + body + entries + fat


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le")
    found = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2 if name else 0, kind, 1, _FREE, _FREE, child)
    return found + b"\0" * 36 + struct.pack("<IQ", start, size)
