"""What small entities say of themselves, and what an erasure leaves of their bodies: a table of all kinds."""

from typing import Any

import pytest

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.items import (
    assertion,
    budget,
    carryover,
    cursor,
    erasure,
    fork,
    hold,
    imported,
    on_budget,
    payee_account,
    profile,
    record_id,
    rule,
    setting,
)
from wallet_cli.domain.items.base import WrittenItem

EUR = Currency("EUR", 2)
ONE, TWO, OTHER = b"\1" * 16, b"\2" * 16, b"\3" * 16


class Books:
    """Books in which every account is "food" and every setting is typed aloud."""

    def path(self, uid: str) -> str:
        return f"food {uid}"

    def currency(self, code: str) -> Currency:
        return Currency(code, 2)

    def typed(self, setting: str, value: Any) -> str:
        return f"{setting} {value}"


COUNTS = [{"new": 7, "confirmed": 1, "known": 2}, {"new": 1, "confirmed": 0, "known": 5}]
FILE = {"file": "b.ofx", "format": "ofx", "refused": 1}
TAKEN = [{"new": 2, "confirmed": 0, "known": 0, "changed": 3}]
SAID: list[tuple[Any, str, Any, tuple[Any, ...], tuple[Any, ...] | None]] = [
    (setting, "owner", "Ada", ("owner", "owner Ada"), ("owner", "")),
    (
        budget,
        "2026-11:aa:EUR",
        5,
        ("food aa", 5, EUR, "2026-11", False, "month"),
        ("food aa", None, EUR, "2026-11", False, "month"),
    ),
    (
        budget,
        "2026-11+:aa:EUR",
        5,
        ("food aa", 5, EUR, "2026-11", True, "month"),
        ("food aa", None, EUR, "2026-11", True, "month"),
    ),
    (carryover, "2026-11:aa:EUR", True, ("food aa", "2026-11", True), ("food aa", "2026-11", False)),
    (carryover, "2026-11:aa:EUR", False, ("food aa", "2026-11", False), ("food aa", "2026-11", False)),
    (hold, "2026-11:EUR", 5, ("2026-11", 5, EUR), ("2026-11", None, EUR)),
    (on_budget, "aa", True, ("food aa", True), None),
    (payee_account, "aa:iban", ["DE89", "Ada"], ("Ada", "iban", "DE89"), ("Ada", "iban", "")),
    (profile, "k", {"name": "bank"}, ("bank", True), ("bank", False)),
    (
        rule,
        "r3",
        {"place": 0, "terms": ["tea"], "shares": [["aa", ""]]},
        ("r3", ("tea", "+food-aa"), True),
        ("r3", ("tea", "+food-aa"), False),
    ),
    (rule, "square", {"off": True}, ("square", (), True), ("square", (), False)),
    (assertion, "aa:EUR:740000", ["aa", "EUR", 740_000, 5, 9], ("food aa", 5, EUR, 740_000, None), None),
    (cursor, "nightly", {"op": 5, "mac": "aa"}, ("nightly", "o5"), None),
    (fork, "dd", [5, "aa", 3], ("o3", "o5"), None),
    (fork, "dd", [0, "", 3], ("o3", ""), None),
    (imported, "ee", {**FILE, "statements": COUNTS}, ("b.ofx", "ofx", 8, 1, 7, 1, 0), None),
    (imported, "ee", {**FILE, "statements": [{**COUNTS[0], "number": "7"}]}, ("b.ofx", "ofx", 7, 1, 2, 1, 0), None),
    (imported, "ee", {**FILE, "statements": TAKEN}, ("b.ofx", "ofx", 2, 0, 0, 1, 3), None),
    (imported, "ee", {**FILE, "books": {"transactions": [3, 4]}}, ("b.ofx", "ofx", 3, 0, 4, 1, 0), None),
    (erasure, "ee", [[], [["aa", 3], ["bb", 12]]], (("t3", "t12"),), None),
]


@pytest.mark.parametrize(("module", "name", "body", "put", "gone"), SAID)
def test_what_became_of_one_is_said_in_names(module: Any, name: str, body: Any, put: Any, gone: Any) -> None:
    assert module.event(WrittenItem(name, body, False, Books())) == put
    if gone is not None:
        assert module.event(WrittenItem(name, body, True, Books())) == gone


def test_a_claim_forgets_what_was_asked_for_what_goes_and_nothing_else() -> None:
    body = ["digest", ONE.hex(), TWO.hex()]
    assert record_id.erased(body, {TWO}) == ["", ONE.hex(), TWO.hex()]
    assert record_id.erased(body, {OTHER}) == body
    assert record_id.erased(["", ONE.hex()], {ONE}) == ["", ONE.hex()]


def test_an_import_loses_the_digest_of_its_file_alone() -> None:
    assert imported.erased({**FILE, "sha256": "aa"}, ()) == FILE
    assert imported.erased(FILE, ()) == FILE


def test_an_import_keeps_nothing_from_which_an_erased_row_follows() -> None:
    said = {**COUNTS[0], "number": "7", "evidence": ["stated sums"]}
    balances = {"opening": ["EUR", 5, ""], "closing": ["EUR", 9, "2026-11-20"]}
    assert imported.erased({**FILE, "statements": [{**said, **balances}]}, ()) == {**FILE, "statements": [said]}


def test_an_import_loses_the_rows_that_were_refused() -> None:
    assert imported.erased({**FILE, "rows": [[0, 3, "row-cut-off", {}, "<X>"]]}, ()) == FILE


def test_an_import_has_several_files_or_as_older_ones_one() -> None:
    assert imported.files(FILE) == [["b.ofx", "ofx", "", ""]]
    two = [["b.ofx", "ofx", "2026-11-01", "2026-11-15"], ["c.csv", "csv", "", ""]]
    assert imported.files({**FILE, "files": two}) == two


def test_an_erasure_names_chunks_and_transactions_in_one_form() -> None:
    places, targets = {(TWO, 0), (ONE, 3), (ONE, 1)}, {TWO: 7, ONE: 12}
    body = erasure.body_of(places, targets)
    assert body == [[[ONE.hex(), [1, 3]], [TWO.hex(), [0]]], [[ONE.hex(), 12], [TWO.hex(), 7]]]
    assert erasure.value_of(body) == (places, targets)
