"""Kept profiles of tables: one a header, one name each; taken, undone, named, and read from what another exported."""

from io import BytesIO

import pytest

from tests.services.bank_files import SKIPS
from tests.services.books import refused
from wallet_cli.domain.files.profile import TableProfile, header_key
from wallet_cli.services.files import bank_import, profiles, source
from wallet_cli.services.files.imported import Imported
from wallet_cli.services.session import Session

HEADER = ("Date", "Description", "Amount")
TEXT = b"Date,Description,Amount\n05/03/2026,Tea,-3.50\n06/03/2026,Cake,-4.00\n"
TABLE = TableProfile(header_key(HEADER), (("Date", "day"), ("Amount", "amount")), "in", "dmy", ".", name="tea")


def take(session: Session, data: bytes = TEXT, name: str = "tea-2026-03.csv", **options: str) -> Imported:
    file = source.source(BytesIO(data), name, None, options)
    return bank_import.record(session, bank_import.planned(session, [file], "bank"), SKIPS)


def test_a_profile_is_kept_listed_found_and_forgotten(session: Session) -> None:
    made = profiles.keep(session, TABLE)
    assert (made.profile, bool(made.op)) == (TABLE, True)
    assert profiles.keep(session, TABLE).op == ""
    assert profiles.listing(session) == [TABLE] == list(profiles.by_header(session).values())
    assert profiles.find(session, "TEA") == TABLE
    renamed = profiles.keep(session, TABLE, "Cake").profile
    assert profiles.listing(session) == [renamed] == [TABLE._replace(name="Cake")]
    with refused("no-such-profile", 3):
        profiles.find(session, "tea")
    assert profiles.remove(session, "cake").profile == renamed
    assert profiles.listing(session) == []


def test_a_name_is_one_header_s(session: Session) -> None:
    profiles.keep(session, TABLE)
    with refused("profile-exists", 5):
        profiles.keep(session, TABLE._replace(header="other"))
    assert profiles.named(session, TableProfile("other"), "Tea 2026-03.csv").name == "tea-2"
    assert profiles.named(session, TableProfile("other", name="tea"), "x.csv").name == "tea-2"
    assert profiles.named(session, TABLE._replace(name=""), "x.csv").name == "tea"
    assert profiles.named(session, TableProfile("other"), "2026.csv").name == "table"


def test_an_answer_is_kept_with_the_import_and_undone_with_it(session: Session) -> None:
    with refused("dates-ambiguous", 2):
        take(session)
    done = take(session, dates="dmy")
    kept = profiles.find(session, "tea")
    assert (kept.dates, kept.sign, kept.currency, done.statements[0].new) == ("dmy", "in", "", 2)
    assert take(session, TEXT.replace(b"Cake", b"Bun")).statements[0].new == 1
    assert take(session, dates="dmy").op == ""
    take(session, TEXT.replace(b"Cake", b"Pie"), dates="mdy")
    assert profiles.find(session, "tea").dates == "mdy"


def test_what_a_file_shows_is_never_contradicted(session: Session) -> None:
    profiles.keep(session, TABLE._replace(dates="mdy"))
    done = take(session, TEXT.replace(b"05/03", b"25/03"))
    assert (done.statements[0].new, done.refusals) == (2, ())


def test_a_table_without_a_header_is_not_known_again(session: Session) -> None:
    assert take(session, TEXT.split(b"\n", 1)[1], dates="dmy").statements[0].new == 2
    assert profiles.listing(session) == []
    file = source.source(BytesIO(TEXT.split(b"\n", 1)[1]), "x.csv", None, {"dates": "dmy"})
    with refused("profile-without-header", 7):
        profiles.of_file(session, file)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        (b"[]", "not-a-profile"),
        (b"{", "not-a-profile"),
        (b"\xff", "not-a-profile"),
        (b'{"schema": "wallet.profile/2"}', "not-a-profile"),
        (b'{"schema": "wallet.profile/1", "version": 1}', "field-missing"),
        (b'{"schema": "wallet.profile/1", "version": 1, "header": "k", "currency": "EURO"}', "field-wrong"),
    ],
)
def test_what_is_no_profile_is_refused(text: bytes, slug: str) -> None:
    with refused(slug, 7):
        profiles.read_json(text)


def test_an_exported_profile_is_read_back() -> None:
    import json

    assert profiles.read_json(json.dumps(profiles.as_json(TABLE)).encode("utf-8-sig")) == TABLE


def test_other_formats_need_none(session: Session) -> None:
    ofx = b"<OFX><STMTRS><CURDEF>EUR<BANKTRANLIST></BANKTRANLIST></STMTRS></OFX>"
    books = b'{"record": "books", "schema": "wallet.books/1"}\n'
    for data in (ofx, books):
        with refused("profile-not-table", 7):
            profiles.of_file(session, source.source(BytesIO(data), "x"))
