"""A table laid out in any way on paper is read back as the same rows."""

import io
from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.papers import Page, Text, paper, right, width
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import Profile, Refusal, Row
from wallet_cli.formats.table.layout import Given
from wallet_cli.formats.table.pdf_format import Pdf

EUR = Currency("EUR", 2)
WORDS = (
    "Market",
    "rent of",
    "Stadtwerke",
    "Nr.",
    "7",
    "AB-1234",
    "transfer",
    "für",
    "盒马鲜生",
    "x",
    "Insurance",
    "No",
    "2026",
)
DAY, TEXT, AMOUNT, OUT, IN, BALANCE = range(6)
NAMES = {
    DAY: ("Date", "Buchungstag", "交易日期"), TEXT: ("Description", "Verwendungszweck", "摘要"),
    AMOUNT: ("Amount", "Betrag", "金额"), OUT: ("Debit", "Soll", "支出"), IN: ("Credit", "Haben", "收入"),
    BALANCE: ("Balance", "Saldo", "余额"),
}  # fmt: skip


class Layout(NamedTuple):
    """How a table is laid out: ``order`` of its columns, ``spaces`` between them; lengths in points."""

    order: Sequence[int]
    spaces: Sequence[int]
    language: int
    lead: int
    padding: int
    centred: bool
    repeats: bool
    footer: bool
    lefts: Sequence[bool]
    rows_of_page: int


class Booking(NamedTuple):
    """One of the rows: minor units, and the lines of its text."""

    day: int
    amount: int
    lines: Sequence[str]


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join).filter(lambda text: text[0].isalpha())
bookings = st.builds(
    Booking,
    st.integers(1, 28),
    st.integers(-9_999_999, 9_999_999).filter(bool),
    st.lists(texts, min_size=1, max_size=3),
)


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    money = draw(st.sampled_from([(AMOUNT,), (AMOUNT, BALANCE), (OUT, IN), (OUT, IN, BALANCE)]))
    start = draw(st.sampled_from([(DAY, TEXT), (TEXT, DAY)]))
    centred = draw(st.booleans())
    return Layout(
        (*start, *money),
        draw(st.lists(st.integers(8, 40), min_size=6, max_size=6)),
        draw(st.integers(0, 2)),
        draw(st.integers(11, 14)),
        draw(st.integers(3, 12)),
        centred,
        centred or draw(st.booleans()),  # else a text at a page's top may belong to either booking
        draw(st.booleans()),
        draw(st.lists(st.booleans(), min_size=6, max_size=6)),
        draw(st.integers(2, 12)),
    )


def shown(minor: int) -> str:
    return f"{minor / 100:,.2f}"


def cells_of(rows: Sequence[Booking], layout: Layout) -> list[list[list[str]]]:
    """Each row's cells, each as its lines."""
    found, balance = [], 500_000_00
    for row in rows:
        balance += row.amount
        said = {
            DAY: [f"2026-11-{row.day:02}"], TEXT: list(row.lines), AMOUNT: [shown(row.amount)],
            OUT: [shown(-row.amount)] if row.amount < 0 else [], IN: [shown(row.amount)] if row.amount > 0 else [],
            BALANCE: [shown(balance)],
        }  # fmt: skip
        found.append([said[column] for column in layout.order])
    return found


def laid_out(rows: Sequence[Booking], layout: Layout) -> list[Page]:
    cells = cells_of(rows, layout)
    names = [[NAMES[column][layout.language]] for column in layout.order]
    lefts = [column in (DAY, TEXT) or layout.lefts[column] for column in layout.order]
    x, edges = 30.0, []
    for at in range(len(names)):
        widest = max(width(line) for row in [names, *cells] for line in row[at])
        edges.append((x, x + widest))
        x += widest + layout.spaces[at]
    pages = []
    for start in range(0, len(rows), layout.rows_of_page):
        found: list[Text] = []
        y = 760.0
        head = [names] if layout.repeats or not start else []
        for row in [*head, *cells[start : start + layout.rows_of_page]]:
            high = max(map(len, row))
            for (left, end), is_left, lines in zip(edges, lefts, row, strict=True):
                top = y - layout.lead * (high - len(lines)) / 2 if layout.centred else y
                for at, line in enumerate(lines):
                    place = top - at * layout.lead
                    found.append(Text(left, place, line) if is_left else right(end, place, line))
            y -= layout.lead * high + layout.padding
        if layout.footer:
            found.append(Text(260, 20, f"Page {len(pages) + 1}"))
        pages.append(Page(found))
    return pages


@settings(max_examples=60, deadline=None)
@given(st.lists(bookings, min_size=4, max_size=20), layouts())
def test_a_table_is_read_as_it_was_laid_out(rows: list[Booking], layout: Layout) -> None:
    if layout.centred:  # a booking of two lines shows it: of three, at a page's top, the first may be another's
        rows[0] = rows[0]._replace(lines=["Market", "transfer"])
    pages = laid_out(rows, layout)
    events = list(Pdf(Given(sign="in")).read(io.BytesIO(paper(pages)), Profile(EUR)))
    assert not [event for event in events if isinstance(event, Refusal)]
    read = [event for event in events if isinstance(event, Row)]
    assert [(row.booking_date.day, row.amount.minor) for row in read] == [(row.day, row.amount) for row in rows]
    assert ["".join(f"{row.payee}{row.memo}".split()) for row in read] == [
        "".join("".join(row.lines).split()) for row in rows
    ]
