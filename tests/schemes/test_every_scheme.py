"""What holds for every scheme of the table, and for one that is added: a code reads back as meant, and a bad one is a
BadFile, whatever is wrong with it.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.cli.toys import scheme as toy
from tests.shape.source import ROOT
from wallet_cli.domain.currency import currency
from wallet_cli.domain.money import Money
from wallet_cli.domain.payments.payment import PaymentRequest, same_payment
from wallet_cli.errors import BadFile, WalletError
from wallet_cli.schemes import registry
from wallet_cli.schemes.base import Scheme
from wallet_cli.schemes.facts import SCHEMES, SchemeFacts

ACCOUNTS = {
    "iban": "DE89370400440532013000",
    "bitcoin": "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    "toy": "T-1",
}
"""An account of each sort that a scheme takes; a new sort needs one."""
ROWS = [*SCHEMES.values(), toy.FACTS]
ODD = st.sampled_from(["", "abc", "1e5", "0x1f", "-1", "+1", "1,5", ".5", "5.", "12.505", "0", "9" * 40, "NaN", "%zz"])
"""What stands in another's place, beside any text."""
PART = re.compile(r"[\w.,%+-]+")


def scheme_of(row: SchemeFacts) -> Scheme:
    return toy.SCHEME if row is toy.FACTS else registry.maker(row.name)


def asked(row: SchemeFacts, minor: int, creditor: str = "Ada", text: str = "Lunch") -> PaymentRequest:
    assert row.account_sort in ACCOUNTS, "put an account of this sort into ACCOUNTS"
    unit = currency((row.currencies or ("EUR",))[0])
    said: dict[str, Any] = {"account": ACCOUNTS[row.account_sort], "amount": Money(minor, unit)}
    said |= {name: value for name, value in (("creditor", creditor), ("text", text)) if row.field(name)}
    return PaymentRequest(scheme=row.name, account_sort=row.account_sort, **said)


@pytest.mark.parametrize("row", [row for row in ROWS if row.makes and row.reads], ids=lambda row: row.name)
@given(st.integers(1, 10**5), st.text("aZ9 é&?=%", max_size=10), st.text("bY8 ü+#/", max_size=12))
def test_what_is_made_is_read_back_as_meant(row: SchemeFacts, minor: int, creditor: str, text: str) -> None:
    scheme, wish = scheme_of(row), asked(row, minor, creditor, text)
    try:
        code = scheme.build(wish)
    except WalletError:
        assume(False)
    assert scheme.recognises(code.payload)
    assert same_payment(scheme.parse(code.payload), wish)


def complaints(parse: Callable[[bytes], object], payload: bytes) -> list[str]:
    """What it raises that isn't a BadFile: only that has the status of a bad file, and words that name the code."""
    try:
        parse(payload)
    except BadFile:
        return []
    except Exception as error:
        return [f"{payload!r}: {type(error).__name__}: {error}; parse raises BadFile alone"]
    return []


@pytest.mark.parametrize("row", [row for row in ROWS if row.reads], ids=lambda row: row.name)
@given(st.data())
def test_a_code_of_which_a_part_is_another_is_read_or_is_a_bad_file(row: SchemeFacts, data: st.DataObject) -> None:
    scheme = scheme_of(row)
    whole = scheme.build(asked(row, 1250)).payload.decode(row.charset)
    part = data.draw(st.sampled_from(list(PART.finditer(whole))))
    odd = data.draw(ODD | st.text(max_size=8))
    for text in (whole[: part.start()] + odd + whole[part.end() :], whole[: part.start()] + odd):
        assert complaints(scheme.parse, text.encode("utf-8", "replace")) == []


@pytest.mark.parametrize("row", [row for row in ROWS if row.reads], ids=lambda row: row.name)
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_are_a_bad_file(row: SchemeFacts, rest: bytes) -> None:
    scheme = scheme_of(row)
    whole = scheme.build(asked(row, 1250)).payload
    for payload in (rest, whole + rest, whole[:12] + rest, whole[: len(whole) // 2] + rest):
        assert complaints(scheme.parse, payload) == []


def test_another_error_than_a_bad_file_is_found() -> None:
    (found,) = complaints(lambda payload: int(payload), b"abc")
    assert "ValueError" in found


PAGES = ("docs/how-to", "docs/tutorial", "docs/explanation")


def unshown(rows: list[SchemeFacts], pages: list[str]) -> list[str]:
    """Schemes whose name, or network, no page says."""
    said = "\n".join(pages).lower()
    return [f"{row.name}: show it in a page" for row in rows if not {row.name, row.network.lower()} & set(said.split())]


def test_every_scheme_is_shown_in_a_page() -> None:
    pages = [file.read_text(encoding="utf-8") for folder in PAGES for file in (ROOT / folder).glob("*.md")]
    assert unshown(list(SCHEMES.values()), pages) == []
    assert unshown([toy.FACTS], pages) == ["toy: show it in a page"]
