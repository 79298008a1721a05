"""Tables of which something is known beforehand: by a profile, or because a sheet has numbers and days."""

from datetime import date, datetime
from datetime import time as clock
from decimal import Decimal

import pytest

from tests.formats.test_csv_read import CHF, EUR, read, rows_of
from wallet_cli.domain.files.grid import GridRow, text_of
from wallet_cli.domain.files.profile import TableProfile, header_key
from wallet_cli.domain.files.statement import Profile
from wallet_cli.domain.money import Money
from wallet_cli.errors import UnclearFile
from wallet_cli.formats.table import reader


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
