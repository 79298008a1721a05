"""The modules of a code: the bytes, level and size that the scheme wants."""

import pytest

from wallet_cli.domain.payments.payment import Code
from wallet_cli.errors import UsageProblem
from wallet_cli.qr.matrix import framed, matrix, version_of
from wallet_cli.qr.picture import decode
from wallet_cli.qr.png import write
from wallet_cli.qr.png_reader import read_png


@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
def test_the_error_correction_is_the_one_wanted(level: str) -> None:
    zxingcpp = pytest.importorskip("zxingcpp")
    picture = read_png(write(matrix(Code(b"Hello, wallet", error_correction=level))))
    buffer = memoryview(picture.pixels).cast("B", (picture.height, picture.width))
    assert [code.ec_level for code in zxingcpp.read_barcodes(buffer)] == [level]


@pytest.mark.parametrize(
    "payload",
    [
        "Иванов Ωμέγα 中文".encode(),
        "Иванов".encode("iso8859-5"),
        b"12345678901234567890",
        b"BITCOIN:X",
        bytes(range(256)),
    ],
)
def test_the_bytes_come_out_as_they_went_in(payload: bytes) -> None:
    pytest.importorskip("zxingcpp")
    assert [found.payload for found in decode(read_png(write(matrix(Code(payload)))))] == [payload]


def test_the_size_is_the_smallest_unless_it_is_fixed() -> None:
    assert version_of(matrix(Code(b"short"))) == 1
    assert version_of(matrix(Code(b"short", version=15))) == 15
    assert version_of(matrix(Code(b"x" * 331, max_version=13))) == 13


@pytest.mark.parametrize(
    "code", [Code(b"x" * 332, max_version=13), Code(b"x" * 500, version=15), Code(b"x" * 3000, error_correction="L")]
)
def test_a_payload_that_does_not_fit_is_refused(code: Code) -> None:
    with pytest.raises(UsageProblem) as problem:
        matrix(code)
    assert problem.value.slug == "code-too-big"
    assert problem.value.params["version"] in (13, 15, 40)


def test_other_symbologies_are_refused() -> None:
    with pytest.raises(UsageProblem, match="symbology-unknown"):
        matrix(Code(b"x", symbology="pdf417"))


def test_the_frame_is_light_on_every_side() -> None:
    assert framed(((True,),), 1) == ((False, False, False), (False, True, False), (False, False, False))
