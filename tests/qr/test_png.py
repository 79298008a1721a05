"""PNG written and read: every kind and filter, and files that are damaged or mean harm."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.payments.payment import Code
from wallet_cli.errors import BadFile
from wallet_cli.qr.matrix import framed, matrix
from wallet_cli.qr.png import write
from wallet_cli.qr.png_reader import SIGNATURE, check_size, read_png


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def file(head: tuple[int, ...], raw: bytes, *extra: bytes) -> bytes:
    parts = (
        chunk(b"IHDR", struct.pack(">IIBBBBB", *head)),
        *extra,
        chunk(b"IDAT", zlib.compress(raw)),
        chunk(b"IEND", b""),
    )
    return SIGNATURE + b"".join(parts)


def slug(data: bytes) -> str:
    with pytest.raises(BadFile) as problem:
        read_png(data)
    return problem.value.slug


@pytest.mark.parametrize("scale", [1, 3, 8])
def test_what_is_written_is_read_back_module_for_module(scale: int) -> None:
    modules = matrix(Code(b"Hello, wallet"))
    picture = read_png(write(modules, scale))
    rows = framed(modules, 4)
    assert (picture.width, picture.height) == (len(rows) * scale, len(rows) * scale)
    wanted = b"".join(b"".join(bytes((0 if dark else 255,)) * scale for dark in row) * scale for row in rows)
    assert picture.pixels == wanted


def filtered(kind: int, row: bytes, before: bytes, step: int) -> bytes:
    """The five filters of PNG §9.2, written from the standard's text."""

    def paeth(a: int, b: int, c: int) -> int:
        p = a + b - c
        return min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]

    out = bytearray((kind,))
    for at, value in enumerate(row):
        a = row[at - step] if at >= step else 0
        b = before[at]
        c = before[at - step] if at >= step else 0
        out.append((value - (0, a, b, (a + b) // 2, paeth(a, b, c))[kind]) & 255)
    return bytes(out)


@given(st.data())
def test_every_filter_is_undone(data: st.DataObject) -> None:
    colour, channels = data.draw(st.sampled_from([(0, 1), (4, 2), (2, 3), (6, 4)]))
    width, height = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 5))
    rows = [data.draw(st.binary(min_size=width * channels, max_size=width * channels)) for _ in range(height)]
    before, plain, mixed = bytes(width * channels), b"", b""
    for row in rows:
        plain += b"\0" + row
        mixed += filtered(data.draw(st.integers(0, 4)), row, before, channels)
        before = row
    head = (width, height, 8, colour, 0, 0, 0)
    assert read_png(file(head, mixed)) == read_png(file(head, plain))


def test_colours_and_alpha_become_grey_over_white() -> None:
    assert list(read_png(file((2, 1, 8, 2, 0, 0, 0), b"\0" + bytes((255, 255, 255, 0, 0, 0)))).pixels) == [253, 0]
    assert list(read_png(file((2, 1, 8, 4, 0, 0, 0), b"\0" + bytes((0, 0, 0, 255)))).pixels) == [255, 0]
    rgba = b"\0" + bytes((9, 9, 9, 0)) + bytes((0, 0, 0, 255))
    assert list(read_png(file((2, 1, 8, 6, 0, 0, 0), rgba)).pixels) == [255, 0]
    opaque = b"\0" + bytes((0, 0, 0, 255)) * 2
    assert list(read_png(file((2, 1, 8, 6, 0, 0, 0), opaque)).pixels) == [0, 0]


def test_green_counts_for_half_of_a_pixel_and_red_and_blue_for_a_quarter_each() -> None:
    pixels = bytes((255, 0, 0, 0, 255, 0, 0, 0, 255, 200, 100, 40))
    assert list(read_png(file((4, 1, 8, 2, 0, 0, 0), b"\0" + pixels)).pixels) == [63, 127, 63, 110]


def test_a_palette_has_at_most_256_colours() -> None:
    def picture(colours: int) -> bytes:
        palette = b"".join(bytes((each % 256,) * 3) for each in range(colours))
        return file((1, 1, 8, 3, 0, 0, 0), b"\0\xff", chunk(b"PLTE", palette))

    assert list(read_png(picture(256)).pixels) == [253]
    assert slug(picture(257)) == "picture-damaged"


def test_narrow_samples_and_palettes_are_widened() -> None:
    assert list(read_png(file((3, 1, 1, 0, 0, 0, 0), b"\0\xa0")).pixels) == [255, 0, 255]
    assert list(read_png(file((2, 1, 2, 0, 0, 0, 0), b"\0\x60")).pixels) == [85, 170]
    assert list(read_png(file((2, 1, 4, 0, 0, 0, 0), b"\0\xf0")).pixels) == [255, 0]
    palette = chunk(b"PLTE", bytes((255, 255, 255, 0, 0, 0)))
    assert list(read_png(file((3, 1, 8, 3, 0, 0, 0), b"\0\0\1\2", palette)).pixels) == [253, 0, 0]
    assert list(read_png(file((2, 1, 1, 3, 0, 0, 0), b"\0\x40", palette)).pixels) == [253, 0]


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", "picture-kind"),
        (b"\xff\xd8\xff\xe0 jpeg", "picture-kind"),
        (SIGNATURE, "picture-damaged"),
        (SIGNATURE + chunk(b"IEND", b""), "picture-damaged"),
        (SIGNATURE + chunk(b"IHDR", b"short"), "picture-damaged"),
        (SIGNATURE + b"\xff\xff\xff\xffIHDR" + b"x" * 20, "picture-damaged"),
        (write(matrix(Code(b"x")))[:-20], "picture-damaged"),
        (write(matrix(Code(b"x"))).replace(b"IDAT", b"IDAX"), "picture-damaged"),
        (file((1, 1, 8, 0, 0, 0, 1), b"\0\0"), "picture-kind"),
        (file((1, 1, 16, 0, 0, 0, 0), b"\0\0\0"), "picture-kind"),
        (file((1, 1, 4, 2, 0, 0, 0), b"\0\0\0"), "picture-kind"),
        (file((1, 1, 8, 5, 0, 0, 0), b"\0\0"), "picture-kind"),
        (file((0, 1, 8, 0, 0, 0, 0), b"\0"), "picture-damaged"),
        (file((1, 1, 8, 0, 0, 0, 0), b"\0"), "picture-damaged"),
        (file((1, 1, 8, 0, 0, 0, 0), b"\5\0"), "picture-damaged"),
        (file((1, 1, 8, 3, 0, 0, 0), b"\0\0"), "picture-damaged"),
        (file((1, 1, 8, 3, 0, 0, 0), b"\0\0", chunk(b"PLTE", b"ab")), "picture-damaged"),
        (file((2**31 - 1, 2**31 - 1, 8, 0, 0, 0, 0), b""), "picture-too-large"),
    ],
)
def test_a_damaged_or_hostile_file_is_refused_in_one_way(data: bytes, wanted: str) -> None:
    assert slug(data) == wanted


def test_chunks_that_say_nothing_about_pixels_are_skipped() -> None:
    assert read_png(file((1, 1, 8, 0, 0, 0, 0), b"\0\7", chunk(b"tEXt", b"Title\0x"))).pixels == b"\7"


def test_unpackable_data_is_refused() -> None:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    assert slug(SIGNATURE + head + chunk(b"IDAT", b"not zlib") + chunk(b"IEND", b"")) == "picture-damaged"


def test_a_bomb_is_unpacked_no_further_than_the_picture_is_large() -> None:
    assert read_png(file((2, 2, 8, 0, 0, 0, 0), bytes(50_000_000))).pixels == bytes(4)


@given(st.binary(max_size=200).map(lambda rest: SIGNATURE + rest) | st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_png(data)
    except BadFile as problem:
        assert problem.slug.startswith("picture-")


@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(file((4, 4, 8, 2, 0, 0, 0), (b"\4" + bytes(range(12))) * 4))
    whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_png(bytes(whole))
    except BadFile as problem:
        assert problem.slug.startswith("picture-")


def test_a_picture_has_at_most_forty_million_pixels() -> None:
    check_size(40_000_000, 1)
    check_size(8000, 5000)
    with pytest.raises(BadFile, match="picture-too-large"):
        check_size(8000, 5001)
    with pytest.raises(BadFile) as told:
        check_size(40_000_001, 1)
    assert (told.value.slug, told.value.params) == ("picture-too-large", {"pixels": 40_000_001, "limit": 40_000_000})
