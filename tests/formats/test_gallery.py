"""Banks and services that are known beforehand: a file of each, made up, is read to the cent without a question.

Beside each ``.csv`` are its ``.rows``: day, amount, currency and who was paid or paid.
"""

import io
from pathlib import Path

import pytest

from wallet_cli.domain.amounts import plain
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import Profile, Refusal, Row, StatementHead
from wallet_cli.formats.table import gallery, roles
from wallet_cli.formats.table.csv_format import Csv
from wallet_cli.formats.table.gallery_rows import ROWS

SAMPLES = sorted((Path(__file__).parent / "gallery").glob("*.csv"))
OF_THE_ACCOUNT = {"hsbc-uk": Currency("GBP", 2), "wells-fargo": Currency("USD", 2)}
"""Files that don't show their currency, and have nothing that only this bank's have."""
WITHOUT_HEADER = {"wells-fargo"}


@pytest.mark.parametrize("sample", SAMPLES, ids=[each.stem for each in SAMPLES])
def test_a_bank_s_file_is_read_without_a_question(sample: Path) -> None:
    data = sample.read_bytes()
    assert Csv().sniff(data)
    events = list(Csv().read(io.BytesIO(data), Profile(OF_THE_ACCOUNT.get(sample.stem))))
    rows = [event for event in events if isinstance(event, Row)]
    said = [
        f"{row.booking_date}|{plain(row.amount.minor, row.amount.currency.scale)}|{row.amount.currency.code}|"
        + " ".join(row.payee.split())
        for row in rows
    ]
    assert said == sample.with_suffix(".rows").read_text("utf-8").splitlines()
    assert [event for event in events if isinstance(event, Refusal)] == []
    read_as = {event.table.name if event.table else "" for event in events if isinstance(event, StatementHead)}
    assert (read_as == {""}) == (sample.stem in WITHOUT_HEADER)


def test_what_a_savings_bank_has_only_noted_is_pending() -> None:
    data = (Path(__file__).parent / "gallery" / "sparkasse-camt.csv").read_bytes()
    rows = [event for event in Csv().read(io.BytesIO(data), Profile()) if isinstance(event, Row)]
    assert [(row.pending, row.status) for row in rows][:2] == [(True, "Umsatz vorgemerkt"), (False, "Umsatz gebucht")]


def test_each_of_them_has_a_sample_and_a_header_of_its_own() -> None:
    profiles = [gallery.profile_of(row) for row in ROWS]
    assert len({each.header for each in profiles}) == len({each.name for each in profiles}) == len(ROWS)
    assert len(ROWS) == len(SAMPLES) - len(WITHOUT_HEADER)
    assert {role for each in profiles for _name, role in each.roles if role} <= set(roles.NAMES)
    assert all(name in row.header.split("|") for row in ROWS for name, _role in row.roles)
    assert gallery.find(profiles[0].header) == profiles[0]
    assert gallery.find("") is None
