"""What the tight reader says of a record is what the careful one says, whatever the record is."""

import copy
import json
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from wallet_cli.errors import WalletError
from wallet_cli.formats.jsonl.fields import Fields
from wallet_cli.formats.jsonl.records import READERS
from wallet_cli.formats.jsonl.tight import Tight


def money(currency: str, amount: str, minor: str, scale: int) -> dict[str, Any]:
    return {"currency": currency, "amount": amount, "minor": minor, "scale": scale}


def posting(minor: int, account: str = "bank", **more: Any) -> dict[str, Any]:
    digits = f"{abs(minor):03}"
    said = money("EUR", f"{'-' if minor < 0 else ''}{digits[:-2]}.{digits[-2:]}", str(minor), 2)
    made = {"account": account, "type": "account", "kind": "bank", "amount": said, "date": "2026-11-21"}
    return {**made, "value_date": None, "state": "booked", "bank_id": "", "original": None, "facts": {}, **more}


def record(*postings: dict[str, Any], **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "record": "transaction",
        "id": "0" * 31 + "a",
        "date": "2026-11-21",
        "payee": "Café",
        "delivered": "",
    }
    made |= {"memo": "晚饭", "tags": ["trip"], "links": [], "void": False, "postings": list(postings)}
    return {**made, **more}


DOLLARS = money("USD", "-0.05", "-5", 2)
GOOD = record(
    posting(1250, value_date="2026-11-22", bank_id="X1", facts={"time": "12:30", "kind": "POS"}),
    posting(-1250, "food:lunch", original=posting(5)["amount"]),
)
ODD: list[Any] = [
    None, True, False, 0, 1, -1, 2, 9, 10, 1 << 70, "", " ", "a", " a", "a\u202e", "a\u0001", "\ud800", "é" * 501, "0",
    "-0", "007", "1_0", "+5", "٣", "12.50", "-12.5", "2026-11-21", "2026-13-01", "20261121", "2026-W01-1", "booked",
    "void", "account", "category", "equity", "A" * 32, "g" * 32, "f" * 32, [], [[]], ["a", ""], ["a b"], {}, {"a": 1},
    "9" * 19, "9" * 25, str(2**63), str(-(2**63)), "EUR", "E U R", "E" * 21,
    [{"kind": "refunds", "id": "f" * 32}], [{"kind": "", "id": "f" * 32}],
]  # fmt: skip
JSON = st.sampled_from(ODD) | st.text(max_size=6) | st.integers() | st.lists(st.text(max_size=3), max_size=2)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path to everything in a record."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*([path] if path else []), *(each for key, part in inner for each in places(part, (*path, key)))]


PLACES = places(GOOD)


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """A record with up to three things in it that are otherwise: another value, none, one more."""
    made = copy.deepcopy(GOOD)
    for path in draw(st.lists(st.sampled_from(PLACES), max_size=3)):
        place: Any = made
        try:
            for step in path[:-1]:
                place = place[step]
            what = draw(st.sampled_from(["put", "put", "put", "drop", "add"]))
            if what == "drop":
                del place[path[-1]]
            elif what == "add" and isinstance(place, dict):
                place["later"] = draw(JSON)
            else:
                place[path[-1]] = draw(JSON)
        except (KeyError, IndexError, TypeError):
            continue
    return made


def careful(values: dict[str, Any]) -> Any:
    try:
        return READERS["transaction"](Fields(values))
    except WalletError:
        return None


KEPT = Tight()


@settings(max_examples=600, deadline=None)
@given(records(), st.booleans())
@example(record(posting(5), posting(-5)), True)
@example(record(posting(5), posting(-4)), True)
@example(record(), True)
@example(record(posting(0), posting(5)), True)
@example(record(posting(5), posting(0)), True)
@example(record(posting(5), posting(5)), True)
@example(record(posting(5), posting(-5), posting(3)), True)
@example(record(posting(5), posting(-5, amount=DOLLARS)), True)
@example(record(posting(5), posting(-5), posting(-5, amount=DOLLARS)), True)
@example(record(*[posting(0, amount=money("EUR", "00.50", "0050", 2)), posting(-50)]), True)
@example(record(*[posting(0, amount=money("EUR", "1_0.00", "1_000", 2)), posting(-1000)]), True)
def test_what_it_says_the_careful_reader_says_as_well(values: dict[str, Any], is_first: bool) -> None:
    said = (Tight() if is_first else KEPT).read(values)
    assert said is None or (said == careful(values) and repr(said) == repr(careful(values)))


def test_what_this_program_writes_takes_no_closer_look() -> None:
    bare = [record(posting(minor), posting(-minor), memo="", tags=[]) for minor in (1, 10, 100, 1000)]
    three = record(posting(3), posting(-1), posting(-2))
    dollars = record(*[posting(0, amount=each) for each in (DOLLARS, money("USD", "0.05", "5", 2))] * 2)
    yen = record(*[posting(0, amount=money("JPY", minor, minor, 0)) for minor in ("1250", "-1250")])
    for values in (GOOD, *bare, three, dollars, yen, record(posting(0), void=True)):
        assert (said := Tight().read(values)) is not None
        assert said == careful(values)
    assert Tight().read(record(posting(1), posting(-1), links=[{"kind": "refunds", "id": "f" * 32}])) is None


def test_a_scale_that_only_equals_one_is_looked_at() -> None:
    reader = Tight()
    for scale, is_read in ((1, True), (True, False)):
        lines = [
            posting(0, amount=money("EUR", amount, minor, scale)) for amount, minor in (("0.5", "5"), ("-0.5", "-5"))
        ]
        assert (reader.read(record(*lines)) is not None) is is_read


def test_what_is_remembered_is_as_much_as_books_have(monkeypatch: Any) -> None:
    from wallet_cli.formats.jsonl import tight

    monkeypatch.setattr(tight, "REMEMBERED", 1)
    reader = Tight()
    for day in ("2026-11-21", "2026-11-22", "2026-11-21"):
        values = json.loads(json.dumps(record(posting(1, day), posting(-1, day), date=day)))
        assert reader.read(values) == careful(values)
    assert (len(reader._names), len(reader._accounts), len(reader._days)) == (1, 1, 1)
