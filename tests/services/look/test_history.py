"""Looking back: what is found, in which order, seen from where, at what cost."""

from datetime import date

import pytest

from tests.raw.books import balances
from tests.services.books import add
from wallet_cli.domain.transaction import Posting, Transaction
from wallet_cli.errors import NotFound, UsageProblem
from wallet_cli.services import names
from wallet_cli.services.amend import edit
from wallet_cli.services.amend.edit import Edit
from wallet_cli.services.look import history, search
from wallet_cli.services.look.search import SearchWish
from wallet_cli.services.record.exchange import Exchange, exchange
from wallet_cli.services.record.pay import Income, Payment, pay, receive
from wallet_cli.services.record.transfer import Transfer, transfer
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.session import Session


@pytest.fixture
def books(session: Session) -> Session:
    """t3 coffee, t4 two categories, t5 a pending dinner for two, t6 salary, t7 cash from the bank, t8 still to come."""
    pay(session, Payment(("12.50", "Coffee", "@cash", "+food"), Notes("2026-11-10", "With  Müller", ("trip",))))
    pay(session, Payment(("300", "Straße", "@bank", "+food=220", "+home"), Notes("2026-11-11")))
    pay(session, Payment(("86", "Dinner", "@bank", "+food"), Notes("2026-11-12", pending=True), people=("anna",)))
    receive(session, Income(("2500", "Acme", "@bank", "+salary"), Notes("2026-11-13"), ("tax=450",)))
    transfer(session, Transfer(("100", "@bank", "@cash"), Notes("2026-11-20"), arrives="2026-11-22"))
    pay(session, Payment(("9", "Coffee", "@bank", "+food"), Notes("+3d")))
    return session


def found(session: Session, **wish: object) -> list[str]:
    query = search.question(session, SearchWish(**wish))  # type: ignore[arg-type]
    return [entry.ref for entry in history.entries(session, query)]


def told(session: Session, **wish: object) -> list[tuple[object, ...]]:
    query = search.question(session, SearchWish(**wish))  # type: ignore[arg-type]
    return [(f"t{row[0]}", *row[2:4], row[5], row[6]) for row in history.register_lines(session, query)]


@pytest.mark.parametrize(
    ("wish", "refs"),
    [
        ({}, "t7 t6 t5 t4 t3 t2 t1"),
        ({"limit": 2}, "t7 t6"),
        ({"words": ["coffee"]}, "t3"),
        ({"words": ["COFF"], "all_dates": True}, "t8 t3"),
        ({"words": ["strasse"]}, "t4"),
        ({"words": ["with mÜller"]}, "t3"),
        ({"words": ["with", "coffee"]}, "t3"),
        ({"words": ["with", "dinner"]}, ""),
        ({"words": [" "]}, "t7 t6 t5 t4 t3 t2 t1"),
        ({"words": ["@cash"]}, "t3 t1"),
        ({"words": ["@cash"], "all_dates": True}, "t7 t3 t1"),
        ({"words": ["＋food", "@bank"]}, "t5 t4"),
        ({"words": ["+food", "+tax"]}, "t6 t5 t4 t3"),
        ({"accounts": ["cash", "bank"], "limit": 3}, "t7 t6 t5"),
        ({"categories": ["home"]}, "t4"),
        ({"payee": "coffee"}, "t3"),
        ({"tag": "#trip"}, "t3"),
        ({"state": "pending"}, "t5"),
        ({"state": "pending", "words": ["@anna"]}, "t5"),
        ({"state": "pending", "words": ["@cash"]}, ""),
        ({"state": "void"}, ""),
        ({"least": "300"}, "t6 t4 t2 t1"),
        ({"least": "12.50", "most": "43 eur"}, "t5 t3"),
        ({"least": "10", "words": ["@cash"]}, "t3 t1"),
        ({"most": "1usd"}, ""),
        ({"since": "11-12"}, "t7 t6 t5"),
        ({"until": "2026-11-10"}, "t3 t2 t1"),
        ({"since": "+1d"}, ""),
        ({"since": "+1d", "until": "+9d"}, "t8"),
        ({"period": "2026-11"}, "t8 t7 t6 t5 t4 t3 t2 t1"),
        ({"period": "2026-11-12"}, "t5"),
    ],
)
def test_filters(books: Session, wish: dict[str, object], refs: str) -> None:
    assert found(books, **wish) == refs.split()


@pytest.mark.parametrize(
    ("wish", "kind", "slug"),
    [
        ({"period": "2026", "since": "11-01"}, UsageProblem, "options-exclude"),
        ({"state": "done"}, UsageProblem, "unknown-state"),
        ({"limit": -1}, UsageProblem, "limit-negative"),
        ({"payee": "coff"}, NotFound, "no-payee-called"),
        ({"words": ["@ban"]}, NotFound, "no-such-account"),
        ({"words": ["+foo"]}, NotFound, "no-such-category"),
        ({"least": "5 zzz"}, UsageProblem, "unknown-currency"),
    ],
)
def test_what_can_not_be_looked_for(books: Session, wish: dict[str, object], kind: type[Exception], slug: str) -> None:
    with pytest.raises(kind, match=slug):
        found(books, **wish)


def test_on_a_terminal_a_part_of_a_name_is_enough_where_only_one_has_it(books: Session) -> None:
    people = books._replace(people=True)
    assert found(people, words=["@ban"]) == ["t7", "t6", "t5", "t4", "t2"]
    assert found(people, payee="coff") == ["t3"]
    with pytest.raises(NotFound):
        found(people, words=["@a"])
    with pytest.raises(NotFound):
        found(people, payee="e")


def test_children_count_and_closed_accounts_can_be_looked_at(session: Session) -> None:
    add(session, "food:coffee", "expense")
    add(session, "bank:joint")
    pay(session, Payment(("5", "Bar", "@bank:joint", "+food:coffee")))
    transfer(session, Transfer(("5", "@bank", "@bank:joint")))
    assert found(session, words=["+food"]) == ["t3"]
    assert found(session, words=["@bank"]) == ["t4", "t3", "t2"]
    assert [line[1:3] for line in told(session, words=["@bank"])] == [
        ("", -500),
        ("", 500),
        ("Bar", -500),
        ("", 125000),
    ]


def test_a_register_line_is_a_posting_and_all_lines_add_up_to_what_was_gained(books: Session) -> None:
    assert told(books, limit=3) == [
        ("t7", "", -10000, "bank", "@cash"),
        ("t7", "", 10000, "cash", "@bank"),
        ("t6", "Acme", 205000, "bank", "salary, tax"),
        ("t5", "Dinner", 4300, "anna", "food, @bank"),
        ("t5", "Dinner", -8600, "bank", "food, @anna"),
    ]
    assert told(books, words=["+food"], limit=1) == [("t5", "Dinner", -4300, "anna, bank", "food")]
    lines = told(books, words=["@bank"], all_dates=True)
    assert sum(line[2] for line in lines) == balances(books.db)["bank", "EUR"]  # type: ignore[misc]


def views(session: Session, **wish: object) -> dict[str, history.View]:
    query = search.question(session, SearchWish(**wish))  # type: ignore[arg-type]
    return {entry.ref: history.view(entry, query, session.today) for entry in history.entries(session, query)}


def test_people_see_what_money_did(books: Session) -> None:
    seen = views(books)
    moved = {ref: [minor for minor, _unit in view.amounts] for ref, view in seen.items()}
    assert moved == {
        "t7": [10000], "t6": [205000], "t5": [-8600], "t4": [-30000], "t3": [-1250], "t2": [125000], "t1": [32000],
    }  # fmt: skip
    assert seen["t7"][1:] == (("bank",), ("cash",), (), True)
    assert seen["t5"][1:] == (("bank",), ("anna",), ("food",), False)
    assert seen["t1"].categories == ("equity:opening",)
    assert views(books, words=["+food"])["t4"].amounts[0][0] == -22000
    assert views(books, words=["@anna"])["t5"].amounts[0][0] == 4300


def test_an_exchange_shows_both_amounts_and_what_moves_no_money_its_own(session: Session) -> None:
    add(session, "usd", "bank", "USD")
    exchange(session, Exchange(("100eur", "110usd", "@bank", "@usd")))
    food, fun = (names.category(session, name).uid for name in ("food", "fun"))
    day = session.today
    with session.store.operation(session.origin(), session.new_uid()) as work:
        two = (Posting(food, "EUR", 5, day), Posting(fun, "EUR", -5, day))
        work.add_transaction(Transaction(session.new_uid(), day, two))
    seen = views(session)
    assert [(minor, unit.code) for minor, unit in seen["t3"].amounts] == [(10000, "EUR"), (11000, "USD")]
    assert [minor for minor, _unit in seen["t4"].amounts] == [5]


def test_what_is_void_is_shown_when_it_is_asked_for(books: Session) -> None:
    edit.edit(books, "t3", Edit(void=True))
    assert "t3" not in found(books)
    assert found(books, state="void") == ["t3"]
    entry = next(history.entries(books, search.question(books, SearchWish(state="void"))))
    assert entry.state == "void"


def test_what_lies_ahead_and_what_is_more_is_counted(books: Session) -> None:
    everything = search.question(books, SearchWish(limit=2))
    assert (history.ahead(books, everything), history.count(books, everything)) == (1, 7)
    cash = search.question(books, SearchWish(accounts=["cash"]))
    assert (history.ahead(books, cash), history.count(books, cash)) == (1, 2)
    assert history.ahead(books, search.question(books, SearchWish(until="2026-11-30"))) == 0


def test_a_limited_look_reads_no_more_rows_in_larger_books(session: Session) -> None:
    def steps(query: search.Query) -> int:
        ticks = 0

        def tick() -> None:
            nonlocal ticks
            ticks += 1

        session.db.set_progress_handler(tick, 10)
        try:
            assert len(list(history.entries(session, query))) == 5
            assert len(list(history.register_lines(session, query))) >= 5
        finally:
            session.db.set_progress_handler(None, 0)
        return ticks

    def grow(count: int) -> None:
        one, other = names.account(session, "cash").uid, names.category(session, "food").uid
        with session.store.operation(session.origin(), session.new_uid()) as work:
            for n in range(count):
                day = date(2026, 10, 1).toordinal() - n
                postings = (Posting(other, "EUR", 5, day), Posting(one, "EUR", -5, day))
                work.add_transaction(Transaction(session.new_uid(), day, postings))

    grow(50)
    queries = [
        search.question(session, wish)
        for wish in (
            SearchWish(limit=5),
            SearchWish(accounts=["cash"], limit=5),
            SearchWish(categories=["food"], limit=5),
        )
    ]
    small = [steps(query) for query in queries]
    grow(2000)
    assert [steps(query) for query in queries] == pytest.approx(small, abs=8)
