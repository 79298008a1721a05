"""Recording: one operation, idempotent by the caller's id, rolled back whole, and a receipt that says what it did."""

import pytest

from tests.services.books import add, held, lines, recorded, refused
from wallet_cli.domain.transaction import Posting, Transaction
from wallet_cli.services import names
from wallet_cli.services.amend import edit, undo
from wallet_cli.services.record.exchange import Exchange, exchange
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.record.receipt import Entry
from wallet_cli.services.record.write import record, request_digest
from wallet_cli.services.session import Session
from wallet_cli.store.books import accounts

COFFEE = Payment(["5", "Coffee", "@cash", "+food"])


def keyed(session: Session, *content: object) -> Session:
    return session._replace(key="k1", request=request_digest(*content))


def test_a_repeated_id_with_the_same_content_answers_the_first_and_does_nothing(session: Session) -> None:
    first = pay(keyed(session, "a"), COFFEE)
    again = pay(keyed(session, "a"), COFFEE)
    assert (again.op, again.transactions, again.repeated) == (first.op, first.transactions, True)
    assert held(session, "cash") == 31500


def test_the_first_answer_stands_after_an_edit(session: Session) -> None:
    first = pay(keyed(session, "a"), COFFEE)
    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put_transaction(recorded(session, first)._replace(memo="edited", void=True))
    assert pay(keyed(session, "a"), COFFEE).transactions == first.transactions


def test_an_id_whose_record_was_undone_says_so_until_it_is_done_again(session: Session) -> None:
    first = pay(keyed(session, "a"), COFFEE)
    by = undo.undo(session, int(first.op[1:])).op
    with refused("id-undone", 6) as caught:
        pay(keyed(session, "a"), COFFEE)
    assert (caught.value.params["op"], caught.value.params["by"]) == (first.op, by)
    assert held(session, "cash") == 32000
    undo.undo(session, undo.to_redo(session, int(first.op[1:])))
    assert pay(keyed(session, "a"), COFFEE).repeated and held(session, "cash") == 31500


def test_an_id_whose_record_was_removed_says_so_until_it_is_back(session: Session) -> None:
    first = pay(keyed(session, "a"), COFFEE)
    by = edit.remove(session, [first.transactions[0][0]]).op
    with refused("id-removed", 6) as caught:
        pay(keyed(session, "a"), COFFEE)
    told = caught.value.params
    assert (told["op"], told["by"], told["refs"]) == (first.op, by, (first.transactions[0][0],))
    undo.undo(session, int(by[1:]))
    assert pay(keyed(session, "a"), COFFEE).repeated


def test_an_id_with_other_content_is_a_conflict(session: Session) -> None:
    pay(keyed(session, "a"), COFFEE)
    with refused("id-reused", 6):
        pay(keyed(session, "b"), COFFEE._replace(words=["6", *COFFEE.words[1:]]))
    assert pay(keyed(session, "b"), COFFEE).repeated, "the same in other words"
    assert held(session, "cash") == 31500


def test_a_dry_run_says_what_would_be_and_keeps_nothing(session: Session) -> None:
    receipt = pay(keyed(session, "a")._replace(dry_run=True), COFFEE)
    assert (receipt.dry_run, receipt.changes[0].after_minor) == (True, 31500)
    assert held(session, "cash") == 32000
    assert not pay(keyed(session, "b"), COFFEE).repeated


@pytest.mark.parametrize(
    ("amounts", "slug"), [((5,), "too-few-postings"), ((5, -4), "unbalanced"), ((2**63, -(2**63)), "amount-too-large")]
)
def test_what_does_not_balance_is_refused(session: Session, amounts: tuple[int, ...], slug: str) -> None:
    cash = names.account(session, "cash").uid
    postings = tuple(Posting(cash, "EUR", amount, session.today) for amount in amounts)
    with refused(slug, 5):
        record(session, lambda: Entry([Transaction(session.new_uid(), session.today, postings)]))


def test_the_scale_of_a_currency_is_written_at_its_first_use(session: Session) -> None:
    add(session, "tokyo", "cash", "JPY")
    assert accounts.scale_of(session.db, "JPY") is None
    exchange(session, Exchange(["100", "16000jpy", "@bank", "@tokyo"]))
    assert accounts.scale_of(session.db, "JPY") == 0
    pay(session, Payment(["45usd", "Hotel", "@card", "+travel"], charged="41"))
    assert accounts.scale_of(session.db, "USD") == 2


def test_the_receipt_names_both_sides_and_the_balances_of_each_currency(session: Session) -> None:
    add(session, "multi", "bank", "EUR", "USD")
    receipt = exchange(session, Exchange(["100eur", "108usd", "@multi"]))
    assert [(each.currency.code, each.before_minor, each.after_minor) for each in receipt.changes] == [
        ("EUR", 0, -10000),
        ("USD", 0, 10800),
    ]
    told = receipt.summaries[0]
    assert (told.sources, told.targets, told.categories) == (("multi",), ("multi",), ())
    assert lines(session, receipt)["multi"] == -10000
