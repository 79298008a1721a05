"""What somebody without any key can write: a key header that says that it is another one, whole but for its MAC; a log
whose sums are right. And with the master key alone: that MAC.
"""

import hashlib
import hmac
import json
import os
import re
import struct
from collections.abc import Callable, Iterator
from typing import Any

from wallet_cli.store.vault import sealing


def header(data: bytes, *, ahead: int = 1, more: bytes = b"", **fields: int) -> bytes:
    """A true key header with its generation moved ``ahead`` and its checksum done again; ``fields`` replaces numbers,
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


def mac_line(above: bytes, master: bytes) -> bytes:
    """The last line of a key header, as somebody with the master key writes it under the lines above."""
    key = sealing.subkey(master, b"wallet-keys/1 header mac")
    return b"mac %s\n" % hmac.digest(key, above, "sha256").hex().encode()


def backup(data: bytes, *, made_us: int, epoch: int | None = None) -> bytes:
    """A true backup with another time on its label, and another epoch in its key header, where one is given; whole but
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


def slots(data: bytes, change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> bytes:
    """A true key header with other slots, and its checksum done again."""
    lines = data.split(b"\n")
    told = json.loads(lines[1])
    told["slots"] = change(told["slots"])
    lines[1] = json.dumps(told, separators=(",", ":")).encode()
    lines[2] = b"sha256 " + hashlib.sha256(lines[0] + b"\n" + lines[1] + b"\n").hexdigest().encode()
    return b"\n".join(lines)


def new_log(pages: dict[int, bytes], count: int) -> bytes:
    """A write-ahead log with these pages, for a store of so many, as SQLite would take it in: its sums use no key."""
    salts = os.urandom(8)
    out = struct.pack(">4I", 0x377F0683, 3_007_000, 4096, 0) + salts
    sums = _summed(out, ">", (0, 0))
    out += struct.pack(">2I", *sums)
    for at, (number, page) in enumerate(pages.items(), 1):
        frame = struct.pack(">2I", number, count if at == len(pages) else 0)
        sums = _summed(frame + page, ">", sums)
        out += frame + salts + struct.pack(">2I", *sums) + page
    return out


def journal(pages: dict[int, bytes], count: int) -> bytes:
    """A rollback journal with these pages, as SQLite would roll it back."""
    nonce = 12345
    out = bytes.fromhex("d9d505f920a163d7") + struct.pack(">5I", len(pages), nonce, count, 512, 4096)
    out = out.ljust(512, b"\0")
    for number, page in pages.items():
        check = sum((page[at] for at in range(4096 - 200, 0, -200)), nonce) & 0xFFFFFFFF
        out += struct.pack(">I", number) + page + struct.pack(">I", check)
    return out


def _summed(data: bytes, order: str, sums: tuple[int, ...]) -> tuple[int, int]:
    one, two = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
