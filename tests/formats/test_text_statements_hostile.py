"""MT940 and QIF from whoever likes to break them: nothing but our refusals comes out, in bounded time and memory."""

import time
import tracemalloc
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wallet_cli.domain.currency import currency
from wallet_cli.domain.files.statement import BankEvent, Profile, Refusal, Row
from wallet_cli.domain.text import visible
from wallet_cli.errors import BadFile
from wallet_cli.formats import registry

MT940 = (
    b"{1:F01X}{4:\r\n:20:STARTUMS\r\n:25:37040044/532013000\r\n:28C:7/1\r\n:60F:C261119EUR100,\r\n"
    b":61:2611201120DR9,50NTRFREF 1//B7\r\n/OCMT/USD10,1/\r\n:86:166?00PAY?20EREF+E1?21SVWZ+Caf\xc3\xa9?30BANKDEFF"
    b"?31DE44?32Anna\r\n:61:1602301120RC1,\r\n:86:/TRTP/X/NAME/Anna/REMI/x\r\n:62F:C261120EUR89,50\r\n-}\r\n"
)
QIF = (
    b"!Account\nNGiro\nTBank\n^\n!Type:Bank\nD11/20'2026\nT-10.00\nPCaf\xc3\xa9\nN7\nLFood/Trip\nSFood\n$-4.00\nS[Cash]\n"
    b"$-6.00\n^\nD11/21'26\nT1,000.00\n^\n!Type:Invst\nD1/2'26\nNBuy\nQ1\n^\n"
)
SAMPLES = {"mt940": MT940, "qif": QIF}
JUNK = [
    *(b"\0", b"\r", b"\n", b"\xff", b"\xe2\x80\xae", b"\xed\xa0\x80", b"\xb2", b"1e400", b"0026-02-30", b"9" * 40),
    *(b":61:", b":86:", b":20:", b":NS:01", b"-\n", b"?20", b"/IBAN/", b"SVWZ+", b",", b"{4:", b"RC"),
    *(b"^\n", b"!Type:Bank\n", b"!Account\n", b"!Type:Odd\n", b"D", b"T", b"$", b"S[", b"'", b"\x1b[31m"),
]


def read(name: str, data: bytes) -> list[BankEvent]:
    """The events; nothing if the file is refused as a whole, and nothing else may happen."""
    reader = registry.bank_reader(name)
    reader.sniff(data[:65536])
    try:
        return list(reader.read(BytesIO(data), Profile(currency("EUR"))))
    except BadFile:
        return []


def is_clean(text: str) -> bool:
    return visible(text) == text


@pytest.mark.parametrize("code", ["utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_that_is_cut_off_anywhere_gives_no_row_but_those_that_are_whole(name: str, code: str) -> None:
    data = SAMPLES[name].decode().encode(code)
    whole = [(each.amount, each.booking_date) for each in read(name, data) if isinstance(each, Row)]
    assert len(whole) == 2
    for end in range(len(data)):
        rows = [each for each in read(name, data[:end]) if isinstance(each, Row)]
        assert [(each.amount, each.booking_date) for each in rows] == whole[: len(rows)], data[:end]


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=200, deadline=None)
@given(edits=st.lists(st.tuples(st.integers(0, 600), st.integers(0, 12), st.sampled_from(JUNK)), max_size=6))
def test_edited_files_give_refusals_and_clean_texts(name: str, edits: list[tuple[int, int, bytes]]) -> None:
    data = SAMPLES[name]
    for at, gone, more in edits:
        data = data[:at] + more + data[at + gone :]
    for each in read(name, data):
        if isinstance(each, Row):
            texts = (each.payee, each.memo, each.kind, each.bank_id, each.end_to_end, each.category)
            assert all(map(is_clean, (*texts, *(value for _name, value in each.extra))))
        elif isinstance(each, Refusal):
            assert each.line > 0 and is_clean(each.excerpt)


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_give_refusals(name: str, data: bytes) -> None:
    read(name, data)
    read(name, SAMPLES[name] + data)


@pytest.mark.parametrize(
    "unit", [b":61:", b":86:", b":20:\n", b"-\n", b"\n", b"{1:", b"?20", b"/IBAN/", b"SVWZ+", b" "]
)
def test_time_and_memory_for_mt940_grow_with_the_file_alone(unit: bytes) -> None:
    bounded("mt940", MT940 + b":61:2611201120D1,NTRF\n:86:020?00", unit)


@pytest.mark.parametrize(
    "unit", [b"^\n", b"!Type:Bank\n", b"!Account\nNx\n^\n", b"Sx\n$1\n", b"A", b"\n", b"!", b"\xe9a"]
)
def test_time_and_memory_for_qif_grow_with_the_file_alone(unit: bytes) -> None:
    bounded("qif", b"!Type:Bank\nD2026-11-20\nT1\n", unit)


def bounded(name: str, before: bytes, unit: bytes) -> None:
    """Four times the file takes no more than about four times as long, and at most 200 times its size in memory."""
    took = []
    for size in (40_000, 160_000):
        data = before + unit * (size // len(unit))
        begun = time.process_time()
        read(name, data)
        took.append(time.process_time() - begun)
    assert took[1] < 12 * took[0] + 0.5
    tracemalloc.start()
    read(name, data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200 * len(data) + 10_000_000
