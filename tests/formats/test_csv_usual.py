"""Bookings like those before them, seen in one go, come to what survey, proof and reader make of them apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.test_csv_ahead import told
from wallet_cli.formats.table import reader, survey
from wallet_cli.formats.table.ahead_rows.usual import Usual

KEPT = (
    "rows", "positive", "negative", "plus", "held", "below", "worded", "fits", "descends", "ascends", "ways", "words",
    "card_words", "accounts", "cards", "currencies", "debit_minus", "neutral",
)  # fmt: skip
"""What a survey has found."""


def all_of(text, patch, **options):
    """What reading tells, with what survey and proof have found."""
    tables = []
    events = reader.Table.events
    with patch.context() as kept:
        kept.setattr(reader.Table, "events", lambda table: tables.append(table) or events(table))
        found = told(text, **options)
    counts = [[getattr(table.survey, name) for name in KEPT] for table in tables]
    counts += [[table.prover.proof(), list(table.prover.lasts), table.survey.marks.shown] for table in tables]
    return found, counts


def both(text, at_once=4, **options):
    """The same with what is seen in one go, and without; and how many lines were, by themselves or ``at_once``."""
    seen = []
    see, see_all = Usual.see, Usual.see_all
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(survey, "ENOUGH", 3)
        patch.setattr(reader, "SAMPLE", 1 + len(BEFORE))
        patch.setattr(Usual, "see", lambda *args: seen.append(see(*args)) or seen[-1])
        patch.setattr(
            Usual,
            "see_all",
            lambda usual, some, rows: see_all(usual, some, rows) and not seen.extend([True] * len(rows)),
        )
        patch.setattr(reader, "AT_ONCE", at_once)
        used = all_of(text, patch, **options)
        patch.setattr(reader, "usual", lambda *_args: None)
        return used, all_of(text, patch, **options), sum(seen)


def table(head, *lines):
    return "\n".join([head, *lines]) + "\n"


GERMAN = "Buchungstag;Wertstellung;Empfänger;Verwendungszweck;Betrag;Saldo;Währung"
BEFORE = [f"{day:02}.11.2026;{day:02}.11.2026;Tea;cup {day};-1,00;{90 - day},00;EUR" for day in range(1, 13)]
DAYS = st.sampled_from(["03.11.2026", "04.11.2026", "13.12.2026", "04.11.2026 10:00", "31.02.2026", "", "soon"])
VALUED = st.sampled_from(["03.11.2026", "05.11.2026", "04.11.", ""])
PAYEES = st.sampled_from(["Tea", "Shop, Inc.", "Endsaldo", "", "-", "Laden\x07", "x" * 501])
MEMOS = st.sampled_from(["cup", "", "n/a", "Saldovortrag", "='1'", "Zahlung  7", "y" * 501, "y" * 4001])
AMOUNTS = st.sampled_from(
    """-1,50|1,50|1.234,50|-12.345.678,90|+1,00|0,00|-0,00|7|1.5|1,5|2,50 H||-|x|1,234.50|12345678901234567,00|1.2.3,00
    |99.999.999.999.999.999,00|\u0661,50""".replace("\n    ", "").split("|")
)
UNITS = st.sampled_from(["EUR", "EUR", "EUR", "USD", "JPY", "", "Taler"])


@given(
    st.lists(st.tuples(DAYS, VALUED, PAYEES, MEMOS, AMOUNTS, AMOUNTS, UNITS), max_size=8), st.sampled_from([1, 2, 4, 9])
)
@settings(max_examples=200, deadline=None)
def test_the_same_of_a_table_with_a_balance(rows, at_once):
    used, without, seen = both(table(GERMAN, *BEFORE, *map(";".join, rows), *BEFORE), at_once)
    assert used == without
    assert seen


OTHERS = st.sampled_from(
    [
        ("Date,Description,Amount", "{1}/0{0}/2026,Tea,-1.50", "Date"),
        ("Date,Description,Amount,Reference", "2026-11-0{0},Tea,-1.50,000{0}", ""),
        ("Date,Account,Payee,Memo,Amount,Branch", "0{0}.11.2026,A,Tea,cup,-1.50,north", ""),
        ("Datum,Omschrijving,Betrag,Trade Date", "0{0}.11.2026,Tea,-1.50,0{0}.11.2026", ""),
    ]
)
LINES = st.sampled_from(
    [
        "05/14/2026,Shop,-2.50,A,x,y",
        "05.11.2026,Shop,2.50",
        "05.11.2026,B,Shop,memo,2.50,south",
        "05.11.2026,A,Shop,memo,-2.50,south",
        "2026-11-05,Payee: Shop Memo: more,-1.00,0000",
        "2026-11-05,Shop,1.00,R7",
        ",more text,",
        "Total,,7.00",
    ]
)


@given(OTHERS, st.lists(LINES, max_size=6), st.sampled_from(["", "in", "out"]))
@settings(max_examples=80, deadline=None)
def test_the_same_of_other_tables(kind, lines, sign):
    head, line, _day = kind
    many = [line.format(number, 10 + number % 3) for number in range(1, 9)]
    used, without, _seen = both(table(head, *many, *lines, *many), **({"sign": sign} if sign else {}))
    assert used == without


@pytest.mark.parametrize(
    "head", ["Date;Payee;Credit;Debit", "Date;Payee;Amount;Fee", "Date;Payee;Amount;State", "Date;Time;Payee;Amount"]
)
def test_columns_that_need_more_are_left_to_the_reader(head):
    line = "03.11.2026;" + ";".join(
        {"Payee": "Tea", "Time": "10:00"}.get(name, "-1,50") for name in head.split(";")[1:]
    )
    used, without, seen = both(table(head, *[line] * 9))
    assert (used, seen) == (without, 0)


NEW_DAYS = [f"{day:02}.01.2027;{day:02}.01.2027;Shop {day};cup;-1,00;{70 - day},00;EUR" for day in range(1, 13)]
PAST_NOTHING = [
    "13.11.2026;13.11.2026;Tea;cup;-79,00;-1,00;EUR",
    "13.11.2026;;Tea;cup;-1,00;-0,00;EUR",
    "13.11.2026;14.11.;Tea;cup;1,00;0,00;EUR",
    "13.11.2026;14.11.2026;Tea;='1';1,00;1,00;EUR",
]
LEFT_TO_THE_READER = [
    "13.11.2026;13.11.2026;Tea;cup;-1,00;77,00;USD",
    "13.11.2026;13.11.2026;;cup;-1,00;77,00;EUR",
    "31.02.2027;31.02.2027;Tea;cup;-1,00;77,00;EUR",
    "13.11.2026;13.11.2026;Laden\x07;n/a;-1,00;77,00;EUR",
    f"13.11.2026;13.11.2026;{'x' * 501};cup;-1,00;77,00;EUR",
    f"13.11.2026;13.11.2026;Tea;{'y' * 501};-1,00;77,00;EUR",
]


@pytest.mark.parametrize("at_once", [2, 4])
@pytest.mark.parametrize(
    "lines", [NEW_DAYS, PAST_NOTHING, *([BEFORE[0], line, BEFORE[1], BEFORE[2]] for line in LEFT_TO_THE_READER)]
)
def test_the_same_of_lines_that_are_seen_at_once(lines, at_once):
    used, without, seen = both(table(GERMAN, *BEFORE, *lines, *BEFORE), at_once)
    assert (used, seen >= len(BEFORE)) == (without, True)


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("Date,Account,Payee,Memo,Amount,Balance,Currency", "2026-11-0{0},A,Tea,cup,-1.00,{1}.00,EUR"),
        ("Date,Payee,Memo,Amount,Balance", "2026-11-0{0},Tea,cup,-1.00,{1}.00"),
        ("Date,Payee,Memo,Note,Amount,Balance", "2026-11-0{0},Tea,cup,more,-1.00,{1}.00"),
        ("Date,Payee,Amount,Transaction ID,Branch", "2026-11-0{0},Tea,-1.00,00{0},north"),
        ("Date,Payee,Amount,Transaction ID,Type", "2026-11-0{0},Tea,-1.00,000,-"),
        ("Date,Payee,Amount", "0{0}/13/2026,Tea,-1.00"),
        ("Date,Description,Amount", "2026-11-0{0},Payee: Tea Memo: cup,-1.00"),
        ("Date,Description,Amount", "2026-11-0{0},Tea,-1.00"),
    ],
)
@pytest.mark.parametrize("sign", ["in", "out"])
def test_the_same_of_tables_of_any_columns(head, line, sign):
    lines = [line.format(number, 50 - number) for number in range(1, 9)]
    used, without, seen = both(table(head, *lines, *lines[::-1], *lines), sign=sign)
    assert (used, seen > 0) == (without, True)
