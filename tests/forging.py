"""What somebody without any key can write: a key file that says that it is another one, whole but for its MAC; a log
whose sums are right.
"""

import hashlib
import re
import struct
from collections.abc import Iterator


def header(data: bytes, *, ahead: int = 1, more: bytes = b"", **fields: int) -> bytes:
    """A true key file with its generation moved ``ahead`` and its checksum done again; ``fields`` replaces numbers,
    and ``more`` stands at the end of its line.
    """
    lines = data.split(b"\n")
    found = re.search(rb'"generation":(\d+)', lines[1])
    assert found is not None
    fields = {"generation": int(found[1]) + ahead, **fields}
    for name, number in fields.items():
        lines[1] = re.sub(rb'"%s":\d+' % name.encode(), b'"%s":%d' % (name.encode(), number), lines[1], count=1)
    lines[1] += more
    above = lines[0] + b"\n" + lines[1] + b"\n"
    lines[2] = b"sha256 " + hashlib.sha256(above).hexdigest().encode()
    return b"\n".join(lines)


def backup(data: bytes, *, made_us: int, epoch: int | None = None) -> bytes:
    """A true backup with another time on its label, and another epoch in its key file, where one is given; whole but
    for its seal.
    """
    lines = data.split(b"\n", 8)
    lines[1] = re.sub(rb'"made_us":\d+', b'"made_us":%d' % made_us, lines[1])
    if epoch is not None:
        keys = header(b"".join(line + b"\n" for line in lines[2:6]), ahead=0, epoch=epoch)
        lines[2:6] = keys.split(b"\n")[:4]
    lines[7] = b"sha256 " + hashlib.sha256(b"".join(line + b"\n" for line in lines[:7])).hexdigest().encode()
    return b"\n".join(lines)


def log(data: bytes, *, page: int) -> bytes:
    """A true write-ahead log in which this page was damaged before the sums were made, which use no key."""
    order = ">" if data[3] & 1 else "<"
    sums, made = struct.unpack(">2I", data[24:32]), [data[:32]]
    for head, body in _frames(data):
        if struct.unpack(">I", head[:4])[0] == page:
            body = body[:-1] + bytes([body[-1] ^ 1])
        sums = _summed(head[:8] + body, order, sums)
        made += [head[:16], struct.pack(">2I", *sums), body]
    return b"".join(made)


def pages_of(data: bytes) -> list[int]:
    """The numbers of the pages that a write-ahead log holds."""
    return sorted({struct.unpack(">I", head[:4])[0] for head, _body in _frames(data)})


def _frames(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    for at in range(32, len(data), 24 + 4096):
        if data[at + 8 : at + 16] != data[16:24]:  # left from before the log was last begun anew
            return
        yield data[at : at + 24], data[at + 24 : at + 24 + 4096]


def _summed(data: bytes, order: str, sums: tuple[int, ...]) -> tuple[int, int]:
    one, two = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
