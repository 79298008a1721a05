"""Books made up for the tests: small fixed ones, and any that a vault could hold."""

from datetime import date, timedelta

from hypothesis import strategies as st

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.row_facts import ordered
from wallet_cli.domain.files.statement import (
    AccountDeclaration,
    BookPosting,
    BookTransaction,
    CurrencyDeclaration,
    PayeeDeclaration,
)
from wallet_cli.domain.money import Money
from wallet_cli.domain.text import visible

EUR, USD, JPY, ETH = Currency("EUR", 2), Currency("USD", 2), Currency("JPY", 0), Currency("ETH", 9)
DAY = date(2026, 11, 21)


def uid(number: int) -> str:
    return f"{number:032x}"


def posting(account: str, minor: int, currency: Currency = EUR, kind: str = "bank", **more: object) -> BookPosting:
    kinds = {"expense": "category", "income": "category", "equity": "equity"}
    return BookPosting(account, kinds.get(kind, "account"), kind, Money(minor, currency), DAY)._replace(**more)


COFFEE = BookTransaction(
    uid(1),
    DAY,
    (
        posting(
            "bank",
            -1250,
            state="reconciled",
            value_date=DAY + timedelta(2),
            bank_id="b1",
            original=Money(-1300, USD),
            facts=(("kind", "POS"), ("time", "12:30:05+08:00"), ("x-date, of", "a, [b]: c")),
        ),
        posting("food:coffee", 1250, kind="expense"),
    ),
    payee="Coffee",
    delivered="COFFEE SHOP 12",
    memo="to go",
    tags=("trip", "two words"),
    links=(("refunds", uid(9)),),
)
EXCHANGE = BookTransaction(
    uid(2),
    DAY,
    (
        posting("bank", -10000),
        posting("equity:conversion", 10000, kind="equity"),
        posting("equity:conversion", -16950, JPY, kind="equity"),
        posting("yen", 16950, JPY, kind="cash", date=DAY + timedelta(3), state="pending"),
    ),
)
VOIDED = COFFEE._replace(uid=uid(3), void=True, date=DAY + timedelta(2))
BOOKS = (
    CurrencyDeclaration(EUR),
    CurrencyDeclaration(JPY),
    AccountDeclaration(uid(10), "bank", "account", "bank", ("EUR",), "DE89370400440532013000", ("main",)),
    AccountDeclaration(uid(11), "food:coffee", "category", "expense", closed=True),
    PayeeDeclaration(uid(20), "Coffee", ("coffee shop",)),
    COFFEE,
    EXCHANGE,
    VOIDED,
)

HOSTILE = [
    "=1+1",
    "@cmd",
    '"quoted", twice',
    "a\nb\r\nc",
    "\x1b[31m",
    "\u202eevil",
    "  two  blanks ",
    "; note",
    "(x) [y]",
    "* !",
    "a: b",
    "date:",
    "[2026-99-99]",
    "|",
    "'",
    "-5",
    "\t",
    "中文 账户",
    "-",
    "x  ; y",
    "\u3000\u3000z",
    "日期:",
    "$A",
    "{1}",
]
texts = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
held = texts.map(lambda text: visible(text).strip())
"""Texts as a vault holds them: through the border filter."""

names = held.map(lambda text: text.replace(":", ".") or "x")
paths = st.lists(names, min_size=1, max_size=3).map(":".join)
currencies = st.sampled_from([EUR, USD, JPY, ETH, Currency("1INCH", 4), Currency("A B", 1)])
minors = st.integers(-(2**61), 2**61) | st.integers(-100, 100)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
kinds = st.sampled_from(
    [("account", "bank"), ("account", "card"), ("category", "expense"), ("category", "income"), ("equity", "equity")]
)

facts = st.dictionaries(held.filter(bool), held.filter(bool), max_size=3).map(lambda told: ordered(told.items()))


@st.composite
def transactions(draw: st.DrawFn) -> BookTransaction:
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        currency, minor = draw(currencies), draw(minors)
        for amount in (minor, -minor):
            type_, kind = draw(kinds)
            lines.append(
                BookPosting(
                    draw(paths),
                    type_,
                    kind,
                    Money(amount, currency),
                    draw(days),
                    draw(st.sampled_from(["pending", "booked", "reconciled"])),
                    draw(st.none() | days),
                    draw(held),
                    draw(st.none() | st.builds(Money, minors, currencies)),
                    draw(facts),
                )
            )
    return BookTransaction(
        uid(draw(st.integers(0, 2**128 - 1))),
        draw(days),
        tuple(lines),
        draw(held),
        draw(held),
        draw(held),
        tuple(draw(st.lists(held, max_size=2))),
        tuple((draw(names), uid(n)) for n in range(draw(st.integers(0, 1)))),
        draw(st.booleans()),
    )


uids = st.integers(0, 2**128 - 1).map(uid)
aliases = st.lists(held, max_size=2).map(tuple)
declarations = (
    st.builds(CurrencyDeclaration, currencies)
    | st.builds(
        lambda i, path, kind, codes, number, other, closed, also: AccountDeclaration(
            i, path, *kind, codes, number, other, closed, also
        ),
        uids,
        paths,
        kinds,
        aliases,
        held,
        aliases,
        st.booleans(),
        aliases,
    )
    | st.builds(PayeeDeclaration, uids, names, aliases)
)
books = st.lists(declarations | transactions(), max_size=6)
