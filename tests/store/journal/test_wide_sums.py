"""Sums beyond 64 bits, to the last whole number that the database can hold and the first that it can't."""

from collections.abc import Iterator

import pytest
from sqlcipher3 import dbapi2

from wallet_cli.store.journal import wide_sums

MOST, LEAST = 2**63 - 1, -(2**63)


@pytest.fixture
def db() -> Iterator[dbapi2.Connection]:
    connection = dbapi2.connect(":memory:")
    connection.execute("CREATE TABLE row (value, name)")
    yield connection
    connection.close()


@pytest.mark.parametrize(
    "values",
    [
        (None, 5),
        (MOST, 1, -1),
        (MOST, 1),
        (MOST - 1, 1),
        (LEAST, -1),
        (LEAST + 1, -1),
        (MOST, 1 - 2**62),
        (LEAST, 2**62),
        (MOST,) * 9,
        (LEAST,) * 9,
    ],
)
def test_a_sum_is_the_whole_number_whatever_its_size(db: dbapi2.Connection, values: tuple[int | None, ...]) -> None:
    db.executemany("INSERT INTO row VALUES (?, 'x')", [(value,) for value in values])
    told = wide_sums.fetched(db, "SELECT sum(value), typeof(sum(value)) FROM row WHERE name = ?", ("x",))
    total = sum(value or 0 for value in values)
    assert told == [(total, "integer" if LEAST <= total <= MOST else "text")]
    assert type(told[0][0]) is int


@pytest.mark.parametrize("name", ["", "-", "cash", "12", "-7", str(MOST), str(LEAST), "1.5"])
def test_what_is_no_sum_stays_as_it_is(db: dbapi2.Connection, name: str) -> None:
    db.execute("INSERT INTO row VALUES (3, ?)", (name,))
    query = "SELECT name, sum(value), x'01', NULL FROM row WHERE name = ? GROUP BY name"
    assert wide_sums.fetched(db, query, (name,)) == [(name, 3, b"\1", None)]
