"""Another kind for an account that is there: no amount changes, no record changes its meaning, and it can be undone."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.books import add, held, refused
from wallet_cli.domain import kinds
from wallet_cli.domain.calendar import month_of
from wallet_cli.domain.look.events import OfAccounts
from wallet_cli.services import names
from wallet_cli.services.amend import edit as amending
from wallet_cli.services.amend.oplog import Teller
from wallet_cli.services.amend.undo import to_redo, undo
from wallet_cli.services.plan import budget, envelopes
from wallet_cli.services.record.debts import Debt, lend
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.record.refund import Refund, refund
from wallet_cli.services.record.transfer import Transfer, transfer
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts as tree
from wallet_cli.services.things.accounts import AccountEdit
from wallet_cli.services.things.kind_change import account_to_change
from wallet_cli.services.vault import verify

COFFEE = Payment(("5", "Coffee", "@bank", "+food"))


def rekind(session: Session, name: str, kind: str) -> int:
    """Give an account another kind; the number of the operation."""
    made = tree.edit(session, account_to_change(session, name), AccountEdit(kind=kind))
    assert made.account.kind == names.account(session, name, closed=True).kind == kind
    return int(made.op[1:])


def number(op: str) -> int:
    return int(op[1:])


@pytest.mark.parametrize("kind", kinds.own())
@pytest.mark.parametrize("before", kinds.own())
def test_own_kinds_change_into_one_another_and_back(shared: Session, before: str, kind: str) -> None:
    if before == kind:
        return
    name = f"{before}-{kind}"
    add(shared, name, before)
    transfer(shared, Transfer(("7", "@bank", f"@{name}")))
    op = rekind(shared, name, kind)
    assert (held(shared, name), names.account(shared, name).currencies) == (700, ("EUR",))
    undo(shared, op)
    assert names.account(shared, name).kind == before
    undo(shared, to_redo(shared, op))
    assert names.account(shared, name).kind == kind


def test_the_same_kind_again_is_no_operation(session: Session) -> None:
    assert tree.edit(session, names.account(session, "bank"), AccountEdit(kind="bank")).op == ""


def test_what_no_account_can_be_is_refused_with_the_reason(session: Session) -> None:
    bank = names.account(session, "bank")
    with refused("unknown-kind", 2):
        tree.edit(session, bank, AccountEdit(kind="sock"))
    with refused("unknown-kind", 2):
        tree.edit(session, bank, AccountEdit(kind="equity"))
    for kind in kinds.categories():
        with refused("kind-is-of-categories", 5):
            tree.edit(session, bank, AccountEdit(kind=kind))
    with refused("kind-of-category", 5):
        account_to_change(session, "+food")
    for path in ("equity:opening", "equity:conversion", "equity:adjustment"):
        with refused("kind-of-equity", 5):
            account_to_change(session, path)
    with refused("no-such-account", 3):
        account_to_change(session, "nowhere")
    assert names.account(session, "bank") == bank


def test_who_was_taken_for_an_account_becomes_a_person_while_nothing_is_recorded(session: Session) -> None:
    add(session, "ben")
    rekind(session, "ben", "person")
    assert names.account(session, "ben").currencies == ()
    lend(session, Debt(("5", "ben", "@bank")))
    with refused("kind-between", 5):
        tree.edit(session, names.account(session, "ben"), AccountEdit(kind="bank"))
    add(session, "zoe", "person")
    rekind(session, "zoe", "savings")
    assert names.account(session, "zoe").currencies == ("EUR",)
    made = tree.edit(session, names.account(session, "zoe"), AccountEdit(currencies=("USD",), kind="person"))
    assert (made.account.kind, made.account.currencies) == ("person", ("USD",))


def test_an_account_that_is_used_never_becomes_a_person(session: Session) -> None:
    for used in ("bank", "cash"):
        with refused("kind-between", 5):
            tree.edit(session, names.account(session, used), AccountEdit(kind="person"))


def test_no_undo_leaves_a_payment_on_somebody_who_was_an_account(session: Session) -> None:
    add(session, "till")
    paid = number(pay(session, Payment(("5", "Tea", "@till", "+food"))).op)
    removed = number(amending.remove(session, ("t3",)).op)
    became = rekind(session, "till", "person")
    with refused("undo-in-use", 5) as caught:
        undo(session, removed)
    assert caught.value.params["blocker"] == f"o{became}"
    back = undo(session, became)
    undo(session, removed)
    assert held(session, "till") == -500
    with refused("undo-in-use", 5):
        undo(session, number(back.op))
    assert names.account(session, "till").kind == "bank"
    assert paid < removed


def test_another_kind_of_ones_own_in_between_keeps_no_undo_away(session: Session) -> None:
    add(session, "till")
    paid = number(pay(session, Payment(("5", "Tea", "@till", "+food"))).op)
    undo(session, paid)
    rekind(session, "till", "card")
    rekind(session, "till", "person")
    rekind(session, "till", "cash")
    undo(session, to_redo(session, paid))
    assert held(session, "till") == -500
    assert verify.verify(session).problems == ()


def test_the_log_says_from_which_kind_to_which(session: Session) -> None:
    op = rekind(session, "card", "loan")
    (event,) = Teller(session).what(op).events
    assert isinstance(event, OfAccounts)
    assert event.before is not None
    assert event.after is not None
    assert (event.before.kind, event.after.kind) == ("card", "loan")


def test_refunds_stay_within_their_purchase(session: Session) -> None:
    pay(session, COFFEE)
    refund(session, Refund(("3",), of="t3"))
    rekind(session, "bank", "card")
    with refused("refund-too-large", 5):
        refund(session, Refund(("3",), of="t3"))
    refund(session, Refund(("all",), of="t3"))
    assert held(session, "bank") == 125000


def test_the_budget_follows_the_kind_unless_it_was_said(session: Session) -> None:
    month = month_of(date.fromordinal(session.today))

    def free() -> int:
        return budget.show(session, "EUR", month).now.to_budget_minor

    budget.assign(session, "food", "EUR", month, 10000)
    pay(session, COFFEE)
    before, bank = free(), names.account(session, "bank")
    assert envelopes.moved_by_kind(session, bank.uid, "bank", "asset") is False
    assert envelopes.moved_by_kind(session, bank.uid, "loan", "cash") is True
    assert envelopes.moved_by_kind(session, bank.uid, "bank", "card") is None
    op = rekind(session, "bank", "asset")
    assert free() == before - held(session, "bank")
    undo(session, op)
    rekind(session, "bank", "savings")
    assert free() == before
    budget.count(session, "bank", on=True)
    rekind(session, "bank", "loan")
    assert free() == before
    assert envelopes.moved_by_kind(session, bank.uid, "loan", "bank") is None


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(("cash", "bank", "card")), st.sampled_from(kinds.own())), max_size=6))
def test_no_sequence_of_kinds_changes_an_amount(shared: Session, changes: list[tuple[str, str]]) -> None:
    pay(shared, COFFEE)
    watched = ("cash", "bank", "card", "food", "anna")
    before = [held(shared, name) for name in watched]
    for name, kind in changes:
        tree.edit(shared, names.account(shared, name), AccountEdit(kind=kind))
    assert [held(shared, name) for name in watched] == before
    shared.store.check_balances()
    assert verify.verify(shared).problems == ()


def test_it_is_the_same_after_a_rebuild(session: Session) -> None:
    pay(session, COFFEE)
    rekind(session, "bank", "card")
    op = rekind(session, "card", "loan")
    undo(session, op)
    verify.rebuild(session)
    assert [names.account(session, name).kind for name in ("bank", "card")] == ["card", "card"]
    assert verify.verify(session).problems == ()
