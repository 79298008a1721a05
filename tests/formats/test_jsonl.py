import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.books import BOOKS, COFFEE, books
from wallet_cli.domain.files.statement import BookTransaction, PayeeDeclaration, Refusal, Score
from wallet_cli.errors import BadFile
from wallet_cli.formats.jsonl import format as jsonl
from wallet_cli.formats.jsonl import reader


def written(entries) -> bytes:
    out = io.BytesIO()
    jsonl.write(iter(entries), out)
    return out.getvalue()


def read(data: bytes) -> list:
    return list(jsonl.read(io.BytesIO(data)))


def with_changed(**changes: object) -> list:
    """What is read where one key of a good transaction is changed."""
    head, line, end = written([COFFEE]).splitlines()
    record = json.loads(line)
    for path, value in changes.items():
        *steps, last = (int(step) if step.isdigit() else step for step in path.split("__"))
        place = record
        for step in steps:
            place = place[step]
        if value is ...:
            del place[last]
        else:
            place[last] = value
    return read(b"\n".join([head, json.dumps(record).encode(), end]))


def test_books_read_back_as_they_were():
    assert tuple(read(written(BOOKS))) == BOOKS


@given(books)
def test_whatever_a_vault_holds_reads_back_as_it_was(entries):
    assert read(written(entries)) == entries


def test_amounts_are_strings_that_agree_and_every_key_is_there():
    record = json.loads(written(BOOKS).splitlines()[6])
    assert record["postings"][0]["amount"] == {"currency": "EUR", "amount": "-12.50", "minor": "-1250", "scale": 2}
    assert record["postings"][1]["original"] is None and record["void"] is False and record["id"] == COFFEE.uid
    lines = written(BOOKS).splitlines()
    assert json.loads(lines[0]) == {"schema": "wallet.books/1"}
    assert json.loads(lines[-1]) == {"record": "end", "records": len(BOOKS)}


def test_reading_and_writing_hold_one_record_at_a_time():
    class Endless(io.RawIOBase):
        lines = iter([b'{"schema":"wallet.books/1"}\n'])
        given = 0

        def readline(self, size=-1):
            self.given += 1
            return next(self.lines, written([COFFEE]).splitlines(keepends=True)[1])

    source = Endless()
    events = jsonl.read(source)
    for _ in range(3):
        assert next(events) == COFFEE
    assert source.given == 4

    out = io.BytesIO()

    def entries():
        for n in range(3):
            assert out.getvalue().count(b"\n") == n + 1
            yield COFFEE

    jsonl.write(entries(), out)


@pytest.mark.parametrize(
    ("changes", "slug", "field"),
    [
        ({"date": "2026-02-30"}, "field-wrong", "date"),
        ({"date": "20261121"}, "field-wrong", "date"),
        ({"date": 20261121}, "field-wrong", "date"),
        ({"payee": 1}, "field-wrong", "payee"),
        ({"payee": ...}, "field-missing", "payee"),
        ({"id": "F" * 32}, "field-wrong", "id"),
        ({"void": 0}, "field-wrong", "void"),
        ({"tags": "trip"}, "field-wrong", "tags"),
        ({"tags": [1]}, "field-wrong", "tags[0]."),
        ({"links": [1]}, "field-wrong", "links"),
        ({"links": [{"kind": "", "id": "0" * 32}]}, "field-wrong", "links[0].kind"),
        ({"postings__1__state": "done"}, "field-wrong", "postings[1].state"),
        ({"postings__1__state": []}, "field-wrong", "postings[1].state"),
        ({"postings__0__amount": "1"}, "field-wrong", "postings[0].amount"),
        ({"postings__0__amount__minor": "1_0"}, "field-wrong", "postings[0].amount.minor"),
        ({"postings__0__amount__minor": -1250}, "field-wrong", "postings[0].amount.minor"),
        ({"postings__0__amount__scale": 10}, "field-wrong", "postings[0].amount.scale"),
        ({"postings__0__amount__scale": True}, "field-wrong", "postings[0].amount.scale"),
        ({"postings__0__amount__minor": "-1251"}, "amounts-differ", None),
        ({"postings__0__amount__minor": "9" * 19}, "amount-too-large", None),
        ({"postings__0__original__currency": ""}, "field-wrong", "postings[0].original.currency"),
        ({"postings__0__original__currency": "X" * 20}, None, None),
        ({"postings__0__original__currency": "X" * 21}, "text-too-long", None),
        ({"postings": []}, None, None),
        ({"memo": "x" * 5000}, "text-too-long", None),
        ({"memo": "\ud800"}, "text-not-unicode", None),
        ({"record": "budget"}, "record-unknown", None),
        ({"record": "end"}, "field-missing", "records"),
        (
            {"postings__0__amount__amount": "-12.51", "postings__0__amount__minor": "-1251"},
            "transaction-unbalanced",
            None,
        ),
        ({"later_key": 1.0}, "json-unreadable", None),
        ({"later_key": 1}, None, None),
    ],
)
def test_a_bad_record_is_refused_in_its_line_with_the_field(changes, slug, field):
    (event,) = with_changed(**changes)
    if slug is None:
        assert isinstance(event, BookTransaction)
    else:
        assert isinstance(event, Refusal) and event.slug == slug and event.line == 2
        assert field is None or event.params["field"] == field


def test_foreign_text_is_made_harmless():
    (event,) = with_changed(memo="\x1b[2J\u202ea\nb")
    assert event.memo == "<U+001B>[2J<U+202E>a b"


HEAD = b'{"schema":"wallet.books/1"}\n'


@pytest.mark.parametrize(
    ("data", "slugs"),
    [
        (HEAD, ["books-cut-off"]),
        (HEAD + b'{"record":"end","records":0}', []),
        (HEAD + b'\n \n{"record":"end","records":0}\n\n', []),
        (HEAD + b'{"record":"end","records":2}\n', ["records-missing"]),
        (HEAD + b'{"record":"end","records":-1}\n', ["field-wrong", "books-cut-off"]),
        (HEAD + b'{"record":"end","records":0}\n{"record":"end","records":0}\n', ["after-the-end"]),
        (
            HEAD + b'[]\nnull\n{\n\xff\n{"a":NaN}\n' + b"[" * 200000 + b'\n{"record":"end","records":6}',
            ["json-unreadable"] * 6,
        ),
        (HEAD + b'{"a":' + b"9" * 5000 + b'}\n{"record":"end","records":1}', ["json-unreadable"]),
        (b"\xef\xbb\xbf" + HEAD + b'{"record":"end","records":0}', []),
    ],
)
def test_damage_is_told_line_by_line(data, slugs):
    assert [event.slug for event in read(data)] == slugs


def test_of_a_bad_line_what_is_written_is_told_whatever_lies_between():
    (told, _end) = read(HEAD + b"{" + b" " * 500 + b"x\n")
    assert (told.slug, told.excerpt) == ("json-unreadable", "{ x")


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (b"", "file-empty"),
        (b"\n", "not-books"),
        (b"Date,Amount\n", "not-books"),
        (b'{"schema":1}\n', "not-books"),
        (b'{"schema":"wallet.history/1"}\n', "not-books"),
        (b'{"schema":"wallet.books/2"}\n', "books-schema-unknown"),
    ],
)
def test_what_is_no_books_of_this_schema_is_refused_whole(data, slug):
    with pytest.raises(BadFile, match=slug):
        read(data)


@pytest.mark.parametrize(("beyond", "slugs"), [(0, []), (1, ["line-too-long", "books-cut-off"])])
def test_a_line_of_four_mebibytes_is_read_and_none_that_is_longer(beyond, slugs):
    line = b'{"record":"end","records":0,"later":""}\n'
    line = line.replace(b'""', b'"' + b"x" * (4 * 2**20 - len(line) + beyond) + b'"')
    assert [event.slug for event in read(HEAD + line)] == slugs


def test_a_line_that_is_too_long_is_refused_and_the_next_is_read(monkeypatch):
    monkeypatch.setattr(reader, "LINE_LIMIT_MIB", 1)
    payee = PayeeDeclaration("0" * 32, "Coffee")
    head, line, _ = written([payee]).splitlines(keepends=True)
    data = head + b'{"x":"' + b"y" * 3 * 2**20 + b'"}\n' + line + b'{"record":"end","records":2}'
    refused, entry = read(data)
    assert (refused.slug, refused.line, refused.excerpt, entry) == ("line-too-long", 2, "", payee)
    assert [event.slug for event in read(head + b"y" * 2 * 2**20)] == ["line-too-long", "books-cut-off"]


@given(
    st.binary(max_size=100), st.lists(st.binary(max_size=60) | st.sampled_from(written(BOOKS).splitlines()), max_size=6)
)
def test_any_bytes_give_entries_refusals_or_a_clear_error(data, lines):
    with pytest.raises(BadFile):
        read(data)
    for event in read(HEAD + b"\n".join(lines)):
        assert isinstance(event, (Refusal, *map(type, BOOKS)))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
keys = [
    "record",
    "id",
    "date",
    "payee",
    "tags",
    "links",
    "postings",
    "void",
    "postings__0",
    "postings__0__account",
    "postings__0__amount",
    "postings__0__amount__scale",
    "postings__0__original",
    "postings__1__value_date",
]


@given(st.sampled_from(keys), json_values)
def test_any_value_in_any_field_is_read_or_refused(key, value):
    assert len(with_changed(**{key: value})) == 1 or value == "end"


def test_sniffing_goes_by_the_first_line():
    assert jsonl.sniff(written(BOOKS)[:100]) == Score.SURE
    assert jsonl.sniff(b'{"schema":"wallet.books/99"}') == Score.SURE
    assert jsonl.sniff(b'{"a":1}\n"wallet.books/1"') == Score.NO
