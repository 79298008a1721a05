"""What pays a card off: a movement from the account that paid, kept apart where that isn't known, and never income."""

from datetime import date
from io import BytesIO

import pytest

from tests.services.bank_files import counts, ofx, reasons, row, statement
from tests.services.books import add, held
from wallet_cli.domain import kinds
from wallet_cli.domain.account import ADJUSTMENT
from wallet_cli.services import names
from wallet_cli.services.files import bank_import, source
from wallet_cli.services.files.ewallet_places import Means
from wallet_cli.services.files.imported import MOVE, Choices, Imported
from wallet_cli.services.files.repayments import Unpaid
from wallet_cli.services.session import Session
from wallet_cli.store.books import accounts, transactions

CARD = (row("20261105", "-40.00", "Market", "C1"), row("20261110", "40.00", "PAYMENT - THANK YOU", "C2"))


def take(session: Session, rows: tuple[str, ...], account: str = "visa", means: Means = Means()) -> Imported:  # noqa: B008
    data = ofx(statement(rows, ""))
    plan = bank_import.planned(session, [source.source(BytesIO(data), "a.ofx")], account, means=means)
    return bank_import.record(session, plan, Choices(before_opening=MOVE))


def sides(session: Session, ref: int) -> dict[str, int]:
    kept = transactions.by_row(session.db, ref)
    assert kept is not None
    found = {}
    for each in kept.transaction.postings:
        node = accounts.by_uid(session.db, each.account)
        assert node is not None
        found[node.path] = each.amount_minor
    return found


def earned(session: Session) -> int:
    return sum(
        held(session, node.path) for node in accounts.every(session.db) if kinds.of(node.kind).flow == kinds.EARNED
    )


@pytest.fixture
def card(session: Session) -> Session:
    add(session, "visa", "card")
    return session


def from_bank(asked: list[Unpaid], path: str = "bank") -> Means:
    def ask(unpaid: Unpaid) -> str:
        asked.append(unpaid)
        return path

    return Means(ask_paid=ask)


def test_unasked_it_is_kept_apart_and_never_income(card: Session) -> None:
    done = take(card, CARD)
    assert reasons(done) == [("new", "not-seen"), ("new", "apart")]
    assert (held(card, "visa"), held(card, ADJUSTMENT), earned(card)) == (0, -4000, 0)
    (apart,) = done.statements[0].apart
    assert (done.statements[0].other, sides(card, apart.txn)) == ("bank", {"visa": 4000, ADJUSTMENT: -4000})
    assert counts(take(card, CARD)) == [(0, 0, 2)]


def test_asked_once_it_is_a_movement_and_the_next_file_asks_nothing(card: Session) -> None:
    asked: list[Unpaid] = []
    done = take(card, CARD, means=from_bank(asked))
    assert (reasons(done)[1], held(card, "visa"), held(card, "bank")) == (("new", "repaid"), 0, 121000)
    assert [(each.account, len(each.rows), each.likely) for each in asked] == [("visa", 1, ("bank", "cash"))]
    more = (row("20261120", "15.00", "PAYMENT - THANK YOU", "C3"),)
    take(card, more, means=from_bank(asked))
    assert (len(asked), held(card, "bank"), earned(card)) == (1, 119500, 0)
    take(card, more, means=from_bank(asked))
    assert len(asked) == 1


def test_what_is_answered_with_nothing_stays_apart_and_is_not_asked_again(card: Session) -> None:
    asked: list[Unpaid] = []
    take(card, CARD, means=from_bank(asked, ""))
    take(card, (row("20261120", "15.00", "PAYMENT - THANK YOU", "C3"),), means=from_bank(asked, ""))
    assert (len(asked), held(card, ADJUSTMENT), held(card, "bank")) == (1, -5500, 125000)


def test_the_line_can_say_it(card: Session) -> None:
    take(card, CARD, means=Means({"payment---thank-you": "cash"}))
    assert (held(card, "cash"), held(card, ADJUSTMENT)) == (28000, 0)
    take(card, (row("20261120", "15.00", "AUTOPAY", "C3"),), means=Means({"autopay": ""}))
    assert held(card, ADJUSTMENT) == -1500


def test_the_banks_own_row_that_came_first_becomes_the_other_side(card: Session) -> None:
    out = (row("20261109", "-40.00", "VISA SERVICES", "B1"), row("20261109", "-7.00", "Market", "B2"))
    assert counts(take(card, out, "bank")) == [(2, 0, 0)]
    done = take(card, CARD, means=from_bank([]))
    assert counts(done) == [(1, 1, 0)]
    assert (held(card, "visa"), held(card, "bank"), held(card, "uncategorised")) == (0, 125000 - 4700, 700 + 4000)
    (fate,) = [each for each in done.statements[0].fates if each.reason == "repaid"]
    assert sides(card, fate.txn) == {"bank": -4000, "visa": 4000}
    assert counts(take(card, CARD)) == [(0, 0, 2)]
    assert counts(take(card, out, "bank")) == [(0, 0, 2)]


@pytest.mark.parametrize(
    ("rows", "bank"),
    [
        ((row("20261101", "-40.00", "VISA", "B1"),), 125000 - 8000),  # too long before
        ((row("20261109", "-40.00", "VISA", "B1"), row("20261110", "-40.00", "VISA", "B2")), 125000 - 12000),  # either
    ],
)
def test_where_it_could_be_several_or_none_it_is_a_movement_of_its_own(
    card: Session, rows: tuple[str, ...], bank: int
) -> None:
    take(card, rows, "bank")
    take(card, CARD, means=from_bank([]))
    assert (held(card, "visa"), held(card, "bank")) == (0, bank)


def test_what_has_a_category_of_its_own_is_no_repayment_unless_it_says_so(card: Session) -> None:
    for text, moved in (("Rewe", 1), ("Ihre Zahlung", 0)):
        take(card, (row("20261109", "-40.00", text, f"B{moved}"),), "bank")
        kept = transactions.last_of_payee(card.db, _payee(card, text), date.max.toordinal())
        assert kept is not None
        with card.store.operation(card.origin(), card.new_uid()) as work:
            food = names.category(card, "food").uid
            own, other = kept.transaction.postings
            work.put_transaction(kept.transaction._replace(postings=(own, other._replace(account=food))))
    done = take(card, CARD, means=from_bank([]))
    assert (counts(done), held(card, "bank"), held(card, "food")) == ([(1, 1, 0)], 125000 - 8000, 4000)


def _payee(session: Session, text: str) -> bytes:
    found = accounts.find_payee(session.db, text)
    assert found is not None
    return found.uid


def test_the_card_first_and_the_bank_later_is_one_movement(card: Session) -> None:
    take(card, CARD, means=from_bank([]))
    out = (row("20261111", "-40.00", "VISA SERVICES", "B1"),)
    assert counts(take(card, out, "bank")) == [(0, 1, 0)]
    assert (held(card, "visa"), held(card, "bank")) == (0, 121000)
    again = (row("20261112", "-40.00", "VISA SERVICES", "B2"),)
    assert counts(take(card, again, "bank")) == [(1, 0, 0)]
    assert counts(take(card, out, "bank")) == [(0, 0, 1)]


@pytest.mark.parametrize("text", ["VISA SERVICES", "Ihre Zahlung", "信用卡还款"])
@pytest.mark.parametrize("bank_first", [True, False])
def test_it_is_asked_once_whichever_file_comes_first(card: Session, text: str, bank_first: bool) -> None:
    asked: list[Unpaid] = []
    for at, day in enumerate((9, 20), 1):
        minor = f"{at}0.00"
        out = (row(f"202611{day:02}", f"-{minor}", text, f"B{at}"),)
        paid = (row(f"202611{day:02}", minor, "PAYMENT - THANK YOU", f"C{at}"),)
        for account, rows in sorted({"bank": out, "visa": paid}.items(), reverse=not bank_first):
            take(card, rows, account, from_bank(asked))
    assert (len(asked) <= 1, held(card, "visa"), held(card, "bank")) == (True, 3000, 122000), asked
    assert counts(take(card, paid)) == [(0, 0, 1)]


def test_two_equal_repayments_are_two(card: Session) -> None:
    take(card, (row("20261110", "40.00", "AUTOPAY"),), means=from_bank([]))
    done = take(card, (row("20261112", "40.00", "AUTOPAY"),), means=from_bank([]))
    assert (counts(done), held(card, "bank")) == ([(1, 0, 0)], 117000)


def test_money_back_from_a_shop_is_no_income_of_a_card(card: Session) -> None:
    take(card, (row("20261110", "12.00", "Shop", "C9"),))
    assert (held(card, "uncategorised"), earned(card)) == (-1200, 0)


def test_a_banks_own_file_books_what_it_did(card: Session) -> None:
    take(card, (row("20261110", "12.00", "PAYMENT RECEIVED", "B9"),), "bank")
    assert (held(card, "bank"), held(card, ADJUSTMENT), earned(card)) == (126200, 0, -1200)
