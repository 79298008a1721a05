"""The SVG drawing: its one path, filled in by our own rasteriser, is the code."""

import re

import pytest

from wallet_cli.domain.payments.payment import Code
from wallet_cli.qr import svg
from wallet_cli.qr.matrix import framed, matrix
from wallet_cli.qr.picture import decode
from wallet_cli.qr.png_reader import Picture

CODE = Code("BCD\n002\n1\nSCT\n\nMüller\nDE89370400440532013000".encode())


def modules_of(document: str) -> tuple[tuple[bool, ...], ...]:
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', document)[1])  # type: ignore[index]
    grid = [[False] * side for _ in range(side)]
    (path,) = re.findall(r' d="([^"]*)"', document)
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path)
    assert "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in runs) == path
    for x, y, length in runs:
        for at in range(int(x), int(x) + int(length)):
            grid[int(y)][at] = True
    return tuple(tuple(row) for row in grid)


def test_the_path_is_the_code_within_its_quiet_zone() -> None:
    modules = matrix(CODE)
    assert modules_of(svg.write(modules)) == framed(modules, 4)


def test_a_decoder_reads_the_filled_path() -> None:
    pytest.importorskip("zxingcpp")
    grid = modules_of(svg.write(matrix(CODE)))
    pixels = b"".join(b"".join(bytes((0 if dark else 255,)) * 4 for dark in row) * 4 for row in grid)
    assert [found.payload for found in decode(Picture(len(grid) * 4, len(grid) * 4, pixels))] == [CODE.payload]


@pytest.mark.parametrize("scale", [1, 8])
def test_the_scale_is_pixels_a_module(scale: int) -> None:
    document = svg.write(matrix(Code(b"x")), scale)
    assert f'width="{29 * scale}" height="{29 * scale}" viewBox="0 0 29 29"' in document
