"""Documents in pieces are the documents that the library writes, and long streams are read twice."""

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.cli.render import stream
from wallet_cli.cli.render.stream import Made, Passes, pieces

ENCODE = json.JSONEncoder(ensure_ascii=False).encode
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def streamed(value: Any, depth: int) -> Any:
    """The lists that a document reaches by ``depth`` dicts, as streams."""
    if isinstance(value, list):
        return (streamed(each, depth - 1) for each in value)
    if isinstance(value, dict) and depth:
        return {key: streamed(each, depth - 1) if isinstance(each, list) else each for key, each in value.items()}
    return value


@given(st.dictionaries(st.text(), VALUES, max_size=5))
def test_the_pieces_are_what_the_library_writes(document: dict[str, Any]) -> None:
    assert "".join(pieces(streamed(document, 3), ENCODE)) == json.dumps(document, ensure_ascii=False)


def test_an_empty_stream_is_an_empty_array() -> None:
    assert "".join(pieces({"a": 1, "rows": iter(())}, ENCODE)) == '{"a": 1, "rows": []}'


def test_what_is_read_piece_by_piece_is_not_held() -> None:
    rows = iter(range(100))
    found = pieces({"rows": rows}, ENCODE)
    assert [next(found) for _n in range(4)] == ['{"rows": ', "[", "0", ", "]
    assert next(rows) <= 2


@given(st.integers(0, 12), st.integers(0, 12))
def test_a_stream_is_read_once_where_it_is_short(length: int, count: int) -> None:
    reads = 0

    def make() -> Iterator[int]:
        nonlocal reads
        reads += 1
        return iter(range(length))

    few, stream.FEW = stream.FEW, 10
    try:
        found = Passes(make)
        assert list(found) == list(found) == list(range(length))
        assert found.is_long == (length > 10)
        assert reads == (3 if length > 10 else 1)
        assert found.holds(count) == (length >= min(count, 10))
        rows = Made(lambda number: [str(number)], found, [["first"]])
        assert list(rows) == list(rows) == [["first"], *([str(number)] for number in range(length))]
    finally:
        stream.FEW = few
