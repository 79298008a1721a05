"""Tables of which something is known beforehand: by a profile, or because a sheet has numbers and days."""

from datetime import date, datetime
from datetime import time as clock
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.test_csv_read import CHF, EUR, read, rows_of
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.grid import GridRow, text_of
from wallet_cli.domain.files.profile import TableProfile, header_key
from wallet_cli.domain.files.statement import Profile
from wallet_cli.domain.money import Money
from wallet_cli.errors import UnclearFile, WalletError
from wallet_cli.formats.table import reader
from wallet_cli.formats.table.amounts import magnitude, taken


def test_a_profile_says_what_columns_are_and_how_they_are_written():
    text = "When,Who,How much\n05/03/2026,Tea,1,500\n".replace("1,500", '"1,500"')
    key = header_key(["when ", "Who", "HOW MUCH"])
    table = TableProfile(
        key, (("When", "day"), ("Who", "payee"), ("How much", "amount")), "out", "mdy", ",", "CHF", source="creditcard"
    )
    head, row = read(text, EUR, table)
    assert (head.kind, row.booking_date, row.amount, row.payee) == ("card", date(2026, 5, 3), Money(-150, CHF), "Tea")
    assert rows_of(read(text, EUR, table, decimal="."))[0].amount == Money(-150000, CHF)
    with pytest.raises(UnclearFile):
        read(text, EUR, table._replace(header="another"))


def test_a_sheet_s_cells_are_read_as_what_they_are():
    grid = [
        GridRow(18, ("Date", "Description", "Amount"), "Sheet1"),
        GridRow(19, (date(2026, 11, 3), "Tea", Decimal("-1234.5")), "Sheet1"),
        GridRow(20, ("2026-11-04", "Cake", Decimal("-2")), "Sheet1"),
    ]
    head, tea, cake = reader.read(grid, Profile(EUR))
    assert (head.line, tea.line, tea.amount, cake.amount) == (18, 19, Money(-123450, EUR), Money(-200, EUR))
    assert text_of(Decimal("1.234")) == "1.2340"
    assert text_of(clock(8, 9)) == "08:09:00"
    assert text_of(datetime(2026, 11, 3, 8, 9)) == "2026-11-03 08:09:00"


@given(st.integers(0, 10**13), st.sampled_from([2, 3, 4, 8]), st.booleans(), st.booleans())
def test_amounts_of_any_size_and_grouping_keep_every_digit(cents, scale, is_comma, is_grouped):
    text = f"{cents // 100:{',' if is_grouped else ''}}.{cents % 100:02}"
    text = text.translate({ord("."): ",", ord(","): "."}) if is_comma else text
    part = taken(f"-{text}")
    assert part is not None
    assert (part.sign, part.body) == (-1, text)
    unit = Currency("XXX", scale)
    assert magnitude(text, unit, "," if is_comma else ".") == cents * 10 ** (scale - 2)


@pytest.mark.parametrize("text", ["1.23,45", ".234,56", "1234.567,89", "12.34.567,89", "1,234,56", "x.234,56"])
def test_groups_that_are_none_are_no_amount(text):
    with pytest.raises(WalletError):
        magnitude(text, EUR, ",")
