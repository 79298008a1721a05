"""Redacted books: nothing of what was to go is left in any format, the figures stay, and nobody reads them back."""

import json
from datetime import date
from io import BytesIO
from itertools import combinations
from typing import Any

import pytest

from tests.services.books import refused
from tests.services.random_books import fill
from wallet_cli.domain.calendar import Period
from wallet_cli.services import names
from wallet_cli.services.amend import edit
from wallet_cli.services.amend.edit import Edit
from wallet_cli.services.files import bank_import, books_import, source
from wallet_cli.services.files import export as exporting
from wallet_cli.services.files.export import ExportWish
from wallet_cli.services.look import statement as stating
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.redaction import WORDS, Redactor, read_words
from wallet_cli.services.session import Session

MARK = "Zq7x"
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31), "2026")
CHOICES = [words for count in (1, 2, 3) for words in combinations(WORDS, count)]


def exported(session: Session, format_name: str, redact: tuple[str, ...] = (), state: str = "") -> str:
    stream = BytesIO()
    with session.store.snapshot():
        exporting.write(
            session, exporting.prepared(session, ExportWish(format_name, redact=redact, state=state)), stream
        )
    return stream.getvalue().decode()


def statement(session: Session, format_name: str, redact: tuple[str, ...] = ()) -> str:
    found = stating.statements_of(session, names.account(session, "bank"), YEAR)
    (each,) = stating.redacted(found, redact) if redact else found
    stream = BytesIO()
    stating.write(each, format_name, stream)
    return stream.getvalue().decode()


def marks(text: str) -> set[str]:
    """Which kinds of texts a file holds: P(ayee), M(emo), D(elivered), T(ag), B(ank's id)."""
    return {part[0] for part in text.split(MARK)[1:]}


def left(words: tuple[str, ...]) -> set[str]:
    found = set("PMDTB")
    if set(words) & {"payees", "memos"}:
        found -= set("DB")
    return found - {word[0].upper() for word in words}


@pytest.mark.parametrize("words", CHOICES, ids=",".join)
@pytest.mark.parametrize("seed", [31, 32])
def test_nothing_of_it_is_left_in_any_format(session: Session, seed: int, words: tuple[str, ...]) -> None:
    fill(session, seed, mark=MARK)
    for format_name in ("jsonl", "csv", "hledger"):
        whole = marks(exported(session, format_name))
        assert whole >= set("PMT")
        assert marks(exported(session, format_name, words)) == whole & left(words)
    assert marks(exported(session, "jsonl", words, "nightly")) == left(words)
    for format_name in ("csv", "ofx"):
        whole = marks(statement(session, format_name))
        assert whole >= set("PMB")
        assert marks(statement(session, format_name, words)) == whole & left(words)


def bare(record: dict[str, Any]) -> dict[str, Any]:
    postings = [{key: value for key, value in each.items() if key != "bank_id"} for each in record["postings"]]
    return {**record, "postings": postings, "payee": "", "delivered": "", "memo": "", "tags": []}


def transactions(text: str) -> list[dict[str, Any]]:
    return [line for line in map(json.loads, text.splitlines()) if line.get("record") == "transaction"]


def test_figures_accounts_and_who_is_whom_stay(session: Session) -> None:
    fill(session, 33, mark=MARK)
    whole = transactions(exported(session, "jsonl"))
    text = exported(session, "jsonl", WORDS)
    redacted = transactions(text)
    assert [bare(each) for each in whole] == [bare(each) for each in redacted]
    pairs = {(was["payee"], now["payee"]) for was, now in zip(whole, redacted, strict=True)}
    assert ("", "") in pairs
    known = dict(pairs)
    assert len(known) == len(pairs) == len(set(known.values()))
    # counted as they come, so that neither a name nor the order of names can be guessed
    met = list(dict.fromkeys(each["payee"] for each in redacted if each["payee"]))
    assert met == [f"payee-{n}" for n in range(1, len(met) + 1)]
    lines = [json.loads(line) for line in text.splitlines()]
    assert lines[0] == {"schema": "wallet.books/1", "redacted": list(WORDS)}
    assert not [each for each in lines if each.get("record") == "payee"]
    assert lines[-1]["records"] == len(lines) - 2


def test_memos_alone_leave_the_payees(session: Session) -> None:
    pay(session, Payment(("4.50", "Coffee", "@bank", "+food")))
    assert '"record":"payee"' in exported(session, "jsonl", ("memos",))
    assert "payee Coffee\n" in exported(session, "hledger", ("memos",))


def test_a_payee_of_one_nights_changes_is_not_taken_for_another_nights(session: Session) -> None:
    pay(session, Payment(("4.50", "Coffee", "@bank", "+food")))
    wish = ExportWish("jsonl", state="nightly", redact=("payees",))
    first = transactions(exported(session, "jsonl", ("payees",), "nightly"))
    with session.store.snapshot():
        export = exporting.prepared(session, wish)
    exporting.advance(session, export)
    pay(session, Payment(("9", "Kiosk", "@bank", "+food")))
    edit.edit(session, "t3", Edit(("5",)))
    second = transactions(exported(session, "jsonl", ("payees",), "nightly"))
    old, new = ({each["payee"] for each in found if each["payee"]} for found in (first, second))
    assert (len(old), len(new), old & new) == (1, 2, set())
    # interrupted before the cursor moved, the same file comes again
    assert transactions(exported(session, "jsonl", ("payees",), "nightly")) == second


def test_redacted_books_are_not_taken_for_books(session: Session) -> None:
    pay(session, Payment(("4.50", "Coffee", "@bank", "+food")))
    file = source.source(BytesIO(exported(session, "jsonl", ("memos",)).encode()), "books.jsonl")
    with refused("redacted-not-read", 7):
        books_import.record(session, file)
    file = source.source(BytesIO(statement(session, "ofx", ("payees",)).encode()), "bank.ofx")
    with refused("redacted-not-read", 7):
        bank_import.planned(session, [file], "bank")
    whole = source.source(BytesIO(statement(session, "ofx").encode()), "bank.ofx")
    assert bank_import.planned(session, [whole], "bank").statements


def test_statements_of_several_currencies_share_their_pseudonyms(session: Session) -> None:
    fill(session, 34, count=200, mark=MARK)
    found = stating.statements_of(session, names.account(session, "visa"), YEAR)
    assert len(found) == 2
    hidden = stating.redacted(found, ("payees",))
    pairs = {
        (was.payee, now.payee)
        for one, other in zip(found, hidden, strict=True)
        for was, now in zip(one.lines, other.lines, strict=True)
    }
    assert len(dict(pairs)) == len(pairs) == len({now for _was, now in pairs})


def test_words_are_read_as_people_type_them() -> None:
    assert read_words("memos, Payees") == ("payees", "memos")
    assert read_words("tags，payees") == ("payees", "tags")
    for text in ("", "payees,", "amounts", "payees memos"):
        with refused("redact-unknown", 2):
            read_words(text)


def test_a_removal_passes_untouched() -> None:
    from wallet_cli.domain.files.statement import Removal

    assert list(Redactor(WORDS).changes([Removal("ab")])) == [Removal("ab")]
