"""Damage in every region of every file: what shows a number tells it or answers as before, and ``verify`` finds it."""

import os
from collections.abc import Iterator

import pytest

from tests.cli.driver import Result
from tests.faults import damage, pages
from tests.faults.patient import BALANCE, KEYS, SAME, STORE, VERIFY, Case, Patient, judged

LEAST = {
    "header": 80,
    "header-cut": 20,
    "store": 100,
    "reading": 30,
    "store-cut": 20,
    "swap": 40,
    "log": 40,
    "head": 14,
}


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Patient:
    """A wallet whose store has pages of every kind."""
    return damage.made(tmp_path_factory.mktemp("patient"))


@pytest.mark.parametrize("kind", damage.KINDS)
def test_damage_is_named_or_changes_nothing(patient: Patient, kind: str) -> None:
    told = damage.tally(patient, kind, thorough=False)
    assert sum(told.cases.values()) >= LEAST[kind]
    said = {(command, word) for _kind, command, word in told.counts}
    if kind in damage.BY_SECRET:
        assert said - {("keys list", SAME)} == {
            (command, "header-damaged") for command in ("unlock --dry-run", "keys list", "balance", "verify")
        }
    elif kind == "head":
        assert {word for _command, word in said} == {SAME}
    elif kind == "reading":
        assert {word for _command, word in said} <= {SAME, "store-damaged"}
        assert {command for command, word in said if word != SAME} == {command for command, _word in said}
    else:
        assert ("verify", SAME) not in said


def test_the_store_has_pages_of_every_kind(patient: Patient) -> None:
    patient.put(patient.files)
    found = set(pages.kinds(patient.folder / STORE, patient.key).values())
    tables = {"posting", "rollup", "txn", "op", "body", "item", "meta", "account", "payee", "currency", "link", "tag"}
    assert {pages.HEADER, pages.FREE, "body*", "schema", "txn_date", "posting_register", *tables} <= found


def test_a_damaged_key_header_and_a_damaged_store_have_different_words(patient: Patient) -> None:
    patient.put(patient.files)
    for name, slug, words in (
        (KEYS, "header-damaged", "wallet restore FILE --keys-only"),
        (STORE, "store-damaged", ""),
    ):
        patient.put(patient.files | {name: damage.flipped(patient.files[name], 300)})
        told = patient.wallet("balance", "--json")
        assert f'"{slug}"' in told.err
        assert words in told.err


@pytest.mark.parametrize(
    ("result", "complaint"),
    [
        (Result("older", "", 0), "another answer"),
        (Result("", "a word", 0), "another answer"),
        (Result("", "", 1), "status 1"),
        (Result("", '{"slug": "bug", "message": "m", "hint": "h"}', 8), "bug"),
        (Result("320.00", '{"slug": "store-damaged", "message": "m", "hint": "h"}', 8), "beside the refusal"),
    ],
)
def test_the_judge_refuses_what_nobody_may_be_told(result: Result, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint):
        judged(result, "320.00", BALANCE, "here")


def test_the_judge_hears_the_driver_and_misses_no_silence_of_verify(patient: Patient) -> None:
    with pytest.raises(AssertionError, match="verify finds nothing"):
        patient.answers(Case("nothing", "at all", patient.files, (BALANCE, VERIFY)))

    def noisy(*argv: str) -> Result:
        os.write(2, b"ERROR CORE\n")
        return Result("", "", 0)

    patient.truth[BALANCE] = ""
    wallet, patient.wallet = patient.wallet, noisy  # type: ignore[assignment]
    try:
        with pytest.raises(AssertionError, match="ERROR CORE"):
            patient.answers(Case("noise", "", patient.files, (BALANCE,)))
    finally:
        patient.wallet = wallet
        patient.truth.clear()


@pytest.fixture(autouse=True)
def _mended(patient: Patient) -> Iterator[None]:
    """Each test leaves the files as they were."""
    yield
    patient.wallet.key = None
    patient.put(patient.files)
