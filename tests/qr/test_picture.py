"""Reading codes from picture files: none, one or several; caps; and a missing library."""

import sys

import pytest

from wallet_cli.domain.payments.payment import Code
from wallet_cli.errors import BadFile, UsageProblem
from wallet_cli.qr import picture
from wallet_cli.qr.matrix import framed, matrix
from wallet_cli.qr.picture import Found, decode, read_codes
from wallet_cli.qr.png import write
from wallet_cli.qr.png_reader import Picture, read_png


@pytest.fixture
def without_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)


@pytest.mark.usefixtures("without_pillow")
def test_a_png_is_read_without_an_imaging_library() -> None:
    pytest.importorskip("zxingcpp")
    assert read_codes(write(matrix(Code(b"bitcoin:x")))) == (Found(b"bitcoin:x", "QR Code"),)


def test_several_codes_are_told_from_top_to_bottom_and_each_once() -> None:
    pytest.importorskip("zxingcpp")
    upper, lower = (read_png(write(matrix(Code(payload, version=1)))) for payload in (b"zzz", b"aaa"))
    strip = Picture(upper.width, upper.height * 3, upper.pixels + lower.pixels + upper.pixels)
    assert [found.payload for found in decode(strip)] == [b"zzz", b"aaa"]


def test_a_picture_without_a_code_is_refused() -> None:
    pytest.importorskip("zxingcpp")
    with pytest.raises(BadFile, match="picture-no-code"):
        read_codes(write(((False,) * 40,) * 40))


def test_too_large_a_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "FILE_LIMIT_BYTES", 100)
    with pytest.raises(BadFile) as problem:
        read_codes(bytes(101))
    assert (problem.value.slug, problem.value.params) == ("picture-file-too-large", {"bytes": 101, "limit": 100})


def test_without_the_reader_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    with pytest.raises(UsageProblem) as problem:
        read_codes(write(matrix(Code(b"x"))))
    assert (problem.value.slug, problem.value.params) == ("needs-extra", {"package": "zxing-cpp"})


@pytest.mark.usefixtures("without_pillow")
def test_other_kinds_need_an_imaging_library() -> None:
    with pytest.raises(BadFile, match="picture-kind"):
        read_codes(b"\xff\xd8\xff\xe0 jpeg")


def test_other_kinds_are_read_with_pillow() -> None:
    pytest.importorskip("zxingcpp")
    image = pytest.importorskip("PIL.Image")
    import io

    for kind in ("JPEG", "WEBP", "BMP", "GIF", "PNG"):
        out = io.BytesIO()
        image.open(io.BytesIO(write(matrix(Code(b"bitcoin:x"))))).convert("RGB").save(out, kind)
        assert read_codes(out.getvalue()) == (Found(b"bitcoin:x", "QR Code"),)
    clear = image.new("RGBA", (29, 29), (0, 0, 0, 0))
    for y, row in enumerate(framed(matrix(Code(b"x")), 4)):
        for x, dark in enumerate(row):
            if dark:
                clear.putpixel((x, y), (0, 0, 0, 255))
    out = io.BytesIO()
    clear.resize((290, 290), 0).save(out, "PNG")
    assert read_codes(out.getvalue()) == (Found(b"x", "QR Code"),)
    with pytest.raises(BadFile, match="picture-kind"):
        read_codes(b"\xff\xd8\xff\xe0 jpeg")
    with pytest.raises(BadFile, match="picture-kind"):
        read_codes(write(matrix(Code(b"x")))[:60])


def test_a_picture_of_too_many_pixels_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wallet_cli.qr.png_reader.PIXELS_LIMIT", 100)
    with pytest.raises(BadFile, match="picture-too-large"):
        read_codes(write(matrix(Code(b"x"))))
