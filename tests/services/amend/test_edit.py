"""Editing and removing: new versions that balance, and what is refused."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.raw import journal
from tests.services.books import add, refused
from wallet_cli.domain.look.events import Booked
from wallet_cli.domain.transaction import Posting, Transaction, sums
from wallet_cli.errors import NotFound, Refused, UsageProblem
from wallet_cli.services import short_names
from wallet_cli.services.amend import edit
from wallet_cli.services.amend.edit import Edit
from wallet_cli.services.record.exchange import Exchange, exchange
from wallet_cli.services.record.pay import Income, Payment, pay, receive
from wallet_cli.services.record.refund import Refund, refund
from wallet_cli.services.record.transfer import Transfer, transfer
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.session import Session
from wallet_cli.store.books import accounts, transactions


def made(session: Session, *words: str, **more: object) -> str:
    """Record a payment; its short name."""
    return pay(session, Payment(words, **more)).transactions[0][0]  # type: ignore[arg-type]


def now(session: Session, ref: str) -> Transaction:
    """The transaction as it is."""
    return short_names.transaction(session, ref).transaction


def lines(session: Session, ref: str) -> dict[str, int]:
    """Amounts in minor units by account."""
    nodes = {node.uid: node.path for node in accounts.every(session.db)}
    return {nodes[posting.account]: posting.amount_minor for posting in now(session, ref).postings}


def edited(session: Session, ref: str, *words: str, **more: object) -> edit.Edited:
    return edit.edit(session, ref, Edit(words, **more))  # type: ignore[arg-type]


def test_amount_payee_account_and_category_change_by_the_words_that_record_one(session: Session) -> None:
    ref = made(session, "12.50", "Coffee", "@cash", "+food")
    done = edited(session, ref, "13.50", "Tea", "House", "@bank", "+fun")
    assert lines(session, ref) == {"fun": 1350, "bank": -1350}
    assert done.what is not None
    (what,) = done.what.events
    assert isinstance(what, Booked) and what.payee == "Tea House"
    assert [(change.account, change.after_minor) for change in done.changes] == [("cash", 32000), ("bank", 123650)]


def test_several_categories_keep_their_proportions_to_the_minor_unit(session: Session) -> None:
    ref = made(session, "10", "Market", "@cash", "+food=3.33", "+home")
    edited(session, ref, "20.01")
    assert lines(session, ref) == {"food": 666, "home": 1335, "cash": -2001}
    edited(session, ref, "0.01")
    assert lines(session, ref) == {"home": 1, "cash": -1}
    edited(session, ref, "5", "+food=1", "+fun")
    assert lines(session, ref) == {"food": 100, "fun": 400, "cash": -500}


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(3, 10**9), st.integers(1, 10**9))
def test_any_amount_stays_balanced(shared: Session, old: int, new: int) -> None:
    ref = made(shared, f"{old // 100}.{old % 100:02}", "Market", "@cash", "+food=0.01", "+home=0.01", "+fun")
    edited(shared, ref, f"{new // 100}.{new % 100:02}")
    txn = now(shared, ref)
    assert set(sums(txn.postings).values()) == {0}
    assert [posting.amount_minor for posting in txn.postings if posting.amount_minor < 0] == [-new]


def test_a_shared_bill_and_an_original_amount_are_shared_out_anew(session: Session) -> None:
    ref = made(session, "86", "Dinner", "@cash", "+food", people=("anna",))
    edited(session, ref, "43")
    assert lines(session, ref) == {"food": 2150, "anna": 2150, "cash": -4300}
    ref = made(session, "45usd", "Hotel", "@card", "+travel", charged="40")
    edited(session, ref, "+travel=10", "+food")
    assert [posting.original_minor for posting in now(session, ref).postings] == [1125, 3375, -4500]


def test_a_bill_that_was_shared_equally_stays_so_and_others_in_proportion(session: Session) -> None:
    add(session, "ben", "person")
    ref = made(session, "86", "Dinner", "@cash", "+food", people=("anna", "ben"))
    for typed, mine, theirs in (("1", 34, 33), ("1000", 33334, 33333), ("0.03", 1, 1), ("90", 3000, 3000)):
        edited(session, ref, typed)
        minors = lines(session, ref)
        assert (minors["food"], minors["anna"], minors["ben"]) == (mine, theirs, theirs)
    with refused("bill-too-small", 5):
        edited(session, ref, "0.02")


def test_what_is_owed_in_unequal_parts_is_never_scaled(session: Session) -> None:
    add(session, "ben", "person")
    ref = made(session, "60", "Dinner", "@cash", "+food", people=("anna=20", "ben=30%"))
    assert lines(session, ref) == {"food": 2200, "anna": 2000, "ben": 1800, "cash": -6000}
    with refused("edit-shares", 2) as problem:
        edited(session, ref, "65", "+fun")
    assert problem.value.params["corrected"] == "65 +fun --with anna=20.00 --with ben=18.00"
    edited(session, ref, "60", "+fun")  # the same amount leaves the parts alone
    assert lines(session, ref) == {"fun": 2200, "anna": 2000, "ben": 1800, "cash": -6000}
    edited(session, ref, "65", people=("anna=20", "ben=30%"))
    assert lines(session, ref) == {"fun": 2550, "anna": 2000, "ben": 1950, "cash": -6500}


def test_a_payment_is_shared_afterwards_and_no_more_people_than_named(session: Session) -> None:
    add(session, "ben", "person")
    ref = made(session, "60", "Market", "@cash", "+food=40", "+home")
    edited(session, ref, people=("anna",))
    assert lines(session, ref) == {"food": 2000, "home": 1000, "anna": 3000, "cash": -6000}
    edited(session, ref, people=("ben=59.99",))
    assert lines(session, ref) == {"food": 1, "ben": 5999, "cash": -6000}
    assert set(sums(now(session, ref).postings).values()) == {0}
    with refused("bill-too-small", 5):
        edited(session, ref, "0.01", people=("ben",))
    with refused("bill-nothing-left", 2):
        edited(session, ref, people=("ben=60",))
    ref = made(session, "90usd", "Hotel", "@card", "+travel", charged="80")
    edited(session, ref, people=("anna=25%",))
    assert [(each.amount_minor, each.original_minor) for each in now(session, ref).postings] == [
        (6000, 6750),
        (2000, 2250),
        (-8000, -9000),
    ]


def test_only_a_payment_from_one_account_is_shared_afterwards(session: Session) -> None:
    moved = transfer(session, Transfer(("50", "@bank", "@cash"))).transactions[0][0]
    income = receive(session, Income(("50", "Acme", "@bank", "+salary"))).transactions[0][0]
    lent = made(session, "50", "Dinner", "@anna", "+food")
    fee = transfer(session, Transfer(("50", "@bank", "@cash"), fee="1")).transactions[0][0]
    for ref in (moved, income, lent, fee):
        with refused("edit-not-shared", 5):
            edited(session, ref, people=("anna",))


def test_date_memo_tags_state_and_void(session: Session) -> None:
    ref = made(session, "12.50", "Coffee", "@cash", "+food", notes=Notes(tags=("a", "b")))
    edited(session, ref, day="2026-11-02", memo=" late ", tags=("c",), untags=("#a",), state="pending")
    txn = now(session, ref)
    assert (txn.memo, txn.tags, {posting.date - txn.date for posting in txn.postings}) == ("late", ("b", "c"), {0})
    assert [posting.state for posting in txn.postings] == [0, 0]
    edited(session, ref, state="reconciled")
    assert sorted(posting.state for posting in now(session, ref).postings) == [1, 2]
    edited(session, ref, memo="", state="booked", void=True)
    assert (now(session, ref).memo, now(session, ref).void) == ("", True)
    edited(session, ref, void=False)
    assert not now(session, ref).void


def test_a_date_that_the_bank_gave_stays(session: Session) -> None:
    done = transfer(session, Transfer(("100", "@bank", "@cash"), Notes("2026-11-10"), arrives="2026-11-12"))
    ref = done.transactions[0][0]
    edited(session, ref, day="2026-11-09")
    assert sorted(posting.date - now(session, ref).date for posting in now(session, ref).postings) == [0, 3]


def test_nothing_arrives_before_it_leaves(session: Session) -> None:
    done = transfer(session, Transfer(("100", "@bank", "@cash"), Notes("2026-11-10"), arrives="2026-11-12"))
    ref = done.transactions[0][0]
    with refused("edit-arrives-first", 5) as problem:
        edited(session, ref, day="2026-11-13")
    assert problem.value.params == {"ref": ref, "left": "2026-11-13", "arrives": "2026-11-12"}
    assert now(session, ref).date == date(2026, 11, 10).toordinal()
    edited(session, ref, day="2026-11-12")
    same_day = transfer(session, Transfer(("100", "@bank", "@cash"), Notes("2026-11-10"))).transactions[0][0]
    edited(session, same_day, day="2026-11-15")
    assert {posting.date for posting in now(session, same_day).postings} == {date(2026, 11, 15).toordinal()}


def test_what_is_so_already_is_not_recorded(session: Session) -> None:
    ref = made(session, "12.50", "Coffee", "@cash", "+food")
    before = journal.count(session.db)
    assert edited(session, ref, "12.50", "+food").op == ""
    assert journal.count(session.db) == before
    with pytest.raises(UsageProblem, match="nothing-to-edit"):
        edit.edit(session, ref, Edit([]))


def test_a_dry_run_changes_nothing(session: Session) -> None:
    ref = made(session, "12.50", "Coffee", "@cash", "+food")
    dry = session._replace(dry_run=True)
    assert edited(dry, ref, "13").changes
    edit.remove(dry, [ref])
    assert lines(session, ref)["cash"] == -1250


def test_a_transfer_takes_an_amount_and_two_accounts(session: Session) -> None:
    ref = transfer(session, Transfer(("100", "@bank", "@cash"))).transactions[0][0]
    edited(session, ref, "120")
    assert lines(session, ref) == {"bank": -12000, "cash": 12000}
    edited(session, ref, "@cash", "@card")
    assert lines(session, ref) == {"cash": -12000, "card": 12000}
    for words, slug in (
        (("@bank",), "edit-ambiguous"),
        (("@bank", "@bank"), "transfer-to-itself"),
        (("+food",), "edit-no-category"),
    ):
        with pytest.raises(Refused, match=slug):
            edited(session, ref, *words)


def test_what_can_mean_two_things_is_refused(session: Session) -> None:
    fee = transfer(session, Transfer(("100", "@bank", "@cash"), fee="1")).transactions[0][0]
    salary = receive(session, Income(("2500", "Acme", "@bank", "+salary"), less=("tax=450",))).transactions[0][0]
    for ref, words, slug in (
        (fee, ("50",), "edit-ambiguous"),
        (fee, ("@card", "@cash"), "edit-ambiguous"),
        (salary, ("2000",), "edit-ambiguous"),
        (salary, ("+interest",), "edit-mixed-categories"),
        ("t1", ("+food",), "edit-no-category"),
    ):
        with pytest.raises(Refused, match=slug):
            edited(session, ref, *words)
    edited(session, "t1", "300")
    assert lines(session, "t1")["cash"] == 30000


def test_other_currencies_are_refused(session: Session) -> None:
    add(session, "usd", "bank", "USD")
    add(session, "both", "bank", "EUR", "USD")
    swap = exchange(session, Exchange(("100eur", "110usd", "@bank", "@usd"))).transactions[0][0]
    ref = made(session, "5", "Coffee", "@both", "+food")
    for name, words, slug in (
        (swap, ("50",), "edit-ambiguous"),
        (ref, ("6usd",), "edit-other-currency"),
        (ref, ("@usd",), "currency-not-held"),
    ):
        with pytest.raises(Refused, match=slug):
            edited(session, name, *words)


def test_a_debt_between_persons_and_categories_alone(session: Session) -> None:
    ref = made(session, "43", "Dinner", "@anna", "+food")
    edited(session, ref, "40")
    assert lines(session, ref) == {"food": 4000, "anna": -4000}
    food, fun = (accounts.find(session.db, name) for name in ("food", "fun"))
    assert food and fun
    postings = (Posting(food.uid, "EUR", 100, session.today), Posting(fun.uid, "EUR", -100, session.today))
    with session.store.operation(session.origin(), session.new_uid()) as work:
        number = work.add_transaction(Transaction(session.new_uid(), session.today, postings))
    with pytest.raises(Refused, match="edit-ambiguous"):
        edited(session, f"t{number}", "2")


def test_what_a_statement_confirmed_stays_until_its_state_is_changed(session: Session) -> None:
    ref = made(session, "12.50", "Coffee", "@cash", "+food")
    edited(session, ref, state="reconciled")
    edited(session, ref, "+fun", memo="x")
    for words, more in ((("13",), {}), (("@bank",), {}), ((), {"day": "2026-11-02"}), ((), {"void": True})):
        with pytest.raises(Refused, match="edit-reconciled"):
            edited(session, ref, *words, **more)
    with pytest.raises(Refused, match="remove-reconciled"):
        edit.remove(session, [ref])
    edited(session, ref, "13", state="booked")
    edit.remove(session, [ref])


def test_only_the_categories_reconciled_confirm_nothing(session: Session) -> None:
    ref = made(session, "12.50", "Coffee", "@cash", "+food")
    txn = now(session, ref)
    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put_transaction(txn._replace(postings=(txn.postings[0]._replace(state=2), *txn.postings[1:])))
    edited(session, ref, "13")


def test_a_purchase_stays_as_large_as_its_refunds(session: Session) -> None:
    ref = made(session, "50", "Shop", "@cash", "+home")
    back = refund(session, Refund(("20",), of=ref)).transactions[0][0]
    edited(session, ref, "25")
    for words, more, slug in ((("19",), {}, "edit-below-refunds"), ((), {"void": True}, "has-refunds")):
        with pytest.raises(Refused, match=slug):
            edited(session, ref, *words, **more)
    with pytest.raises(Refused) as caught:
        edit.remove(session, [ref])
    assert (caught.value.slug, caught.value.params["refunds"]) == ("has-refunds", (back,))
    done = edit.remove(session, [ref, back])
    assert (len(done.transactions), done.what) == (2, None)


def test_removal_leaves_no_trace_in_the_balances(session: Session) -> None:
    ref = made(session, "12.50", "Coffee", "@cash", "+food")
    uid = now(session, ref).uid
    done = edit.remove(session, [uid.hex()])
    assert [(change.account, change.after_minor) for change in done.changes] == [("cash", 32000)]
    assert transactions.by_uid(session.db, uid) is None
    with pytest.raises(NotFound):
        edit.remove(session, [ref])


@pytest.mark.parametrize(
    ("text", "name", "noun"),
    [("anna", "anna", "accounts"), ("@cash", "cash", "accounts"), ("+food", "food", "categories")],
)
def test_what_has_this_name_is_removed_otherwise(session: Session, text: str, name: str, noun: str) -> None:
    with refused("named-not-transaction", 2) as caught:
        edit.remove(session, [text])
    assert {"name": name, "noun": noun, "newest": ""}.items() <= caught.value.params.items()


def test_a_payee_is_not_removed_for_a_transaction(session: Session) -> None:
    pay(session, Payment(["5", "Tea", "@cash", "+food"]))
    with refused("named-not-transaction", 2) as caught:
        edit.remove(session, ["tea"])
    assert caught.value.params["noun"] == "payees"
    for text in ("nobody", "equity:opening"):
        with refused("not-a-transaction", 2):
            edit.remove(session, [text])


@pytest.mark.parametrize("text", ["412", "x1", "t", "o1", "t1x", "z" * 32, "t" + "1" * 40])
def test_what_is_no_transaction_is_said_so(session: Session, text: str) -> None:
    with pytest.raises(UsageProblem, match="not-a-transaction"):
        short_names.transaction(session, text)


def test_short_names_may_be_typed_in_capitals_and_full_width() -> None:
    assert (short_names.number("T12", "t"), short_names.number("ｔ１２", "t"), short_names.operation("O7")) == (
        12,
        12,
        7,
    )
    with pytest.raises(UsageProblem, match="not-an-operation"):
        short_names.operation("t7")
