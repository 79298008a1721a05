"""Undo and redo: what comes back, what blocks it, and that any sequence keeps the books whole."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.raw import books as raw
from tests.raw import harm
from tests.services.books import refused
from tests.services.conftest import opened
from wallet_cli.domain.account import Account
from wallet_cli.domain.look.events import Booked
from wallet_cli.errors import Damaged, NotFound, Refused, WalletError
from wallet_cli.services import names
from wallet_cli.services.amend import edit, undo
from wallet_cli.services.amend.edit import Edit
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.record.transfer import Transfer, transfer
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts
from wallet_cli.services.vault import location
from wallet_cli.store.journal import entities, operations

COFFEE = ("12.50", "Coffee", "@cash", "+food")


def paid(session: Session, *words: str) -> int:
    """Record a payment; the number of its operation."""
    return int(pay(session, Payment(words)).op[1:])


def held(session: Session) -> dict[tuple[str, str], int]:
    """What every account and category holds."""
    return raw.balances(session.db)


def books(session: Session) -> dict[str, Any]:
    """Everything that counts."""
    return raw.contents(session.db)


def require_whole(session: Session) -> None:
    """Transactions and roll-ups add up, and the last record says the same."""
    raw.require_sums(session.db)
    session.store.check_balances()


def test_undo_takes_a_payment_and_its_payee_back_and_redo_does_it_again(session: Session) -> None:
    before = books(session)
    op = paid(session, *COFFEE)
    done = books(session)
    undone = undo.undo(session, op)
    assert books(session) == before
    assert [(change.account, change.before_minor, change.after_minor) for change in undone.changes] == [
        ("cash", 30750, 32000)
    ]
    (what,) = undone.what.events
    assert isinstance(what, Booked)
    assert (undone.target.number, what.payee, undone.transactions[0][0]) == (op, "Coffee", "t3")
    undo.undo(session, undo.to_redo(session, op))
    assert books(session) == done
    require_whole(session)


def test_what_was_redone_can_be_undone_by_its_own_name_or_by_that_of_the_redo(session: Session) -> None:
    op = paid(session, *COFFEE)
    done = books(session)
    first = undo.undo(session, op)
    again = undo.undo(session, int(first.op[1:]))
    third = undo.undo(session, int(again.op[1:]))
    assert held(session)["cash", "EUR"] == 32000
    undo.undo(session, int(third.op[1:]))
    assert books(session) == done
    undo.undo(session, op)
    assert held(session)["cash", "EUR"] == 32000


def test_undoing_twice_is_refused_naming_the_undo(session: Session) -> None:
    op = paid(session, *COFFEE)
    undone = undo.undo(session, op)
    with pytest.raises(Refused) as caught:
        undo.undo(session, op)
    assert (caught.value.slug, caught.value.params["by"]) == ("already-undone", undone.op)


def test_an_edit_is_undone_to_what_was_before(session: Session) -> None:
    paid(session, *COFFEE)
    before = books(session)
    first = edit.edit(session, "t3", Edit(("13.50", "@bank")))
    second = edit.edit(session, "t3", Edit(("Tea", "+fun")))
    with pytest.raises(Refused) as caught:
        undo.undo(session, int(first.op[1:]))
    assert caught.value.slug == "undo-blocked"
    assert caught.value.params["line"] == f"{second.op} {first.op}"
    undo.undo(session, int(second.op[1:]))
    undo.undo(session, int(first.op[1:]))
    assert books(session) == before


def test_all_that_blocks_is_named_even_where_only_the_last_owns_the_transaction(session: Session) -> None:
    op = paid(session, *COFFEE)
    edits = [edit.edit(session, "t3", Edit((amount,))).op for amount in ("1", "2", "3")]
    with pytest.raises(Refused) as caught:
        undo.undo(session, op)
    assert caught.value.params["line"] == " ".join([*reversed(edits), f"o{op}"])


def test_an_edit_that_was_undone_blocks_nothing(session: Session) -> None:
    op = paid(session, *COFFEE)
    edited = edit.edit(session, "t3", Edit(("1",)))
    undo.undo(session, int(edited.op[1:]))
    undo.undo(session, op)
    assert held(session)["cash", "EUR"] == 32000
    with pytest.raises(Refused, match="undo-blocked"):
        undo.undo(session, undo.to_redo(session, int(edited.op[1:])))


def test_a_payee_who_is_paid_by_others_stays(session: Session) -> None:
    first = paid(session, *COFFEE)
    paid(session, "3", "Coffee", "@cash", "+food")
    undo.undo(session, first)
    assert [name for _uid, name in books(session)["payee"]] == ["Coffee"]
    undo.undo(session, undo.to_redo(session, first))
    assert held(session)["cash", "EUR"] == 32000 - 1250 - 300


def test_an_account_that_is_used_stays(session: Session) -> None:
    made = accounts.add(session, Account(b"", "purse", "cash"))
    op = paid(session, "3", "Coffee", "@purse", "+food")
    edit.edit(session, "t3", Edit(("4",)))
    with pytest.raises(Refused) as caught:
        undo.undo(session, int(made.op[1:]))
    assert (caught.value.slug, caught.value.params["name"], caught.value.params["blocker"]) == (
        "undo-in-use",
        "t3",
        f"o{op + 1}",
    )
    edit.remove(session, ["t3"])
    undo.undo(session, int(made.op[1:]))
    with pytest.raises(Refused, match="undo-in-use"):
        undo.undo(session, operations.last_done(session.db).number)


def test_a_parent_of_later_accounts_stays(session: Session) -> None:
    made = accounts.add(session, Account(b"", "pets", "expense"))
    child = accounts.add(session, Account(b"", "pets:cat", "expense"))
    with pytest.raises(Refused) as caught:
        undo.undo(session, int(made.op[1:]))
    assert (caught.value.slug, caught.value.params["blocker"]) == ("undo-in-use", child.op)


def test_a_rename_is_undone_unless_the_old_name_was_given_away(session: Session) -> None:
    renamed = accounts.rename(session, names.account(session, "cash"), "purse")
    undo.undo(session, int(renamed.op[1:]))
    assert names.account(session, "cash").path == "cash"
    closed = accounts.add(session, Account(b"", "safe", "cash"))
    accounts.remove(session, names.account(session, "safe"))
    other = accounts.add(session, Account(b"", "safe", "bank"))
    with pytest.raises(Refused) as caught:
        undo.undo(session, int(closed.op[1:]) + 1)
    assert (caught.value.slug, caught.value.params["blocker"]) == ("undo-name-taken", other.op)


def test_a_currency_that_is_used_and_a_balance_keep_an_account_as_it_is(session: Session) -> None:
    bank = names.account(session, "bank")
    wider = accounts.edit(session, bank, accounts.AccountEdit(currencies=("EUR", "USD")))
    paid(session, "3 USD", "Coffee", "@bank", "+food")
    with pytest.raises(Refused, match="currency-in-use"):
        undo.undo(session, int(wider.op[1:]))
    accounts.edit(session, names.account(session, "card"), accounts.AccountEdit(closed=True))
    reopened = accounts.edit(session, names.account(session, "card", closed=True), accounts.AccountEdit(closed=False))
    paid(session, "3", "Coffee", "@card", "+food")
    with pytest.raises(Refused, match="account-not-empty"):
        undo.undo(session, int(reopened.op[1:]))


def test_what_a_statement_confirmed_stays_but_its_category_and_memo_are_free(session: Session) -> None:
    op = paid(session, *COFFEE)
    noted = edit.edit(session, "t3", Edit(("+fun",), memo="late"))
    undo.undo(session, int(noted.op[1:]))
    bigger = edit.edit(session, "t3", Edit(("20",)))
    checked = edit.edit(session, "t3", Edit(state="reconciled"))
    filed = edit.edit(session, "t3", Edit(("+fun",)))
    undo.undo(session, int(filed.op[1:]))
    for number in (checked.op, bigger.op, f"o{op}"):
        with pytest.raises(Refused, match="undo-"):
            undo.undo(session, int(number[1:]))
    with pytest.raises(Refused) as caught:
        undo.undo(session, int(checked.op[1:]))
    assert (caught.value.slug, caught.value.params["ref"]) == ("undo-reconciled", "t3")


def test_the_founding_and_what_does_not_exist_are_refused(session: Session) -> None:
    with refused("undo-of-beginning", 5):
        undo.undo(session, 1)
    with pytest.raises(NotFound, match="no-such-operation"):
        undo.undo(session, 999)
    with pytest.raises(NotFound, match="no-such-operation"):
        undo.to_redo(session, 999)
    with pytest.raises(Refused, match="not-undone"):
        undo.to_redo(session, 2)
    with session.store.operation(session._replace(command="passphrase change").origin(), session.new_uid()) as work:
        work.put_item(entities.Item(session.new_uid(), "x", "y", 1))
    with pytest.raises(Refused, match="not-undoable"):
        undo.undo(session, work.id)


def test_what_init_added_and_a_fork_are_called_what_they_are(session: Session) -> None:
    started = accounts.add(session._replace(command="init"), Account(b"", "purse", "cash"))
    with refused("undo-of-init", 5) as caught:
        undo.undo(session, int(started.op[1:]))
    assert caught.value.params == {"op": started.op, "account": "purse"}
    accounts.remove(session, names.account(session, "purse"))
    with refused("not-undoable", 5):
        undo.undo(session, int(started.op[1:]))
    with session.store.operation(session._replace(command="fork").origin(), session.new_uid()) as work:
        work.put_item(entities.Item(session.new_uid(), "x", "y", 1))
    with refused("undo-of-fork", 5):
        undo.undo(session, work.id)


def test_small_entities_come_back_unless_another_has_their_name(session: Session) -> None:
    uid, other = session.new_uid(), session.new_uid()

    def put(uid: bytes, value: object) -> int:
        with session.store.operation(session.origin(), session.new_uid()) as work:
            if value is None:
                work.put("item", uid, None)
            else:
                work.put_item(entities.Item(uid, "setting", "colour", value))
        return int(work.id)

    def now() -> list[str]:
        return [body for body, _op in raw.items(session.db, "setting", "colour")]

    put(uid, "red")
    undo.undo(session, put(uid, "blue"))
    assert now() == ['"red"']
    removed = put(uid, None)
    undo.undo(session, removed)
    assert now() == ['"red"']
    removed = put(uid, None)
    put(other, "green")
    with pytest.raises(Refused, match="undo-name-taken"):
        undo.undo(session, removed)


def test_an_operation_that_only_used_a_currency_first_has_nothing_to_undo(session: Session) -> None:
    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put(entities.CURRENCY, session.new_uid(), ["JPY", 0], new=True)
    with pytest.raises(Refused, match="undo-changes-nothing"):
        undo.undo(session, work.id)


def test_a_body_that_somebody_emptied_can_not_be_brought_back(session: Session) -> None:
    paid(session, *COFFEE)
    first = edit.edit(session, "t3", Edit(("1",)))
    second = edit.edit(session, "t3", Edit(("2",)))
    harm.empty_bodies(session.db, int(first.op[1:]), at=0, salts=False)
    with pytest.raises(Damaged) as caught:
        undo.undo(session, int(second.op[1:]))
    assert (caught.value.slug, caught.value.params["op"]) == ("journal-body-blanked", first.op)


def test_a_dry_run_changes_nothing_and_takes_what_is_undone_with_it_as_undone(session: Session) -> None:
    made = accounts.add(session, Account(b"", "purse", "cash"))
    op = paid(session, "3", "Coffee", "@purse", "+food")
    edited = int(edit.edit(session, "t3", Edit(("4",))).op[1:])
    before = books(session)
    dry = session._replace(dry_run=True)
    undo.undo(dry, op, [edited])
    undo.undo(dry, int(made.op[1:]), [edited, op])
    assert books(session) == before


def test_the_last_operation_is_found_per_terminal_and_walks_back(session: Session) -> None:
    with pytest.raises(Refused, match="nothing-to-redo"):
        undo.last_undo(session)
    one, two = (session._replace(terminal=name) for name in ("tty1", "tty2"))
    first, second, other = paid(one, *COFFEE), paid(one, *COFFEE), paid(two, *COFFEE)
    last = undo.last(one)
    assert (last.op.number, last.here and last.here.number) == (other, second)
    assert undo.last(session).here is None
    undo.undo(two, other)
    assert undo.last(one).op.number == second
    undone = undo.undo(one, second)
    assert undo.last(one).op.number == first
    assert undo.last_undo(one).ref == undone.op
    undo.undo(one, int(undone.op[1:]))
    assert undo.last(one).op.number == second
    with pytest.raises(Refused, match="nothing-to-redo"):
        undo.last_undo(one)


def test_books_without_operations_have_nothing_to_undo(session: Session) -> None:
    while True:
        try:
            undo.undo(session, undo.last(session).op.number)
        except Refused as problem:
            assert problem.slug == "nothing-to-undo"
            break
    assert held(session) == {}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("pay", "pay", "move", "edit", "note", "rm", "undo", "undo", "redo")), st.integers(0, 30)
    ),
    max_size=14,
)


def step(session: Session, what: str, n: int) -> None:
    """One thing that a person might do; what is refused changes nothing."""
    shop, account = ("Coffee", "Market", "Kiosk")[n % 3], ("@cash", "@bank")[n % 2]
    txn = f"t{3 + n % 8}"
    done = [op for op in operations.newest(session.db) if op.number > 5]
    match what:
        case "pay":
            pay(session, Payment((f"{n + 1}.37", shop, account, "+food=1", "+fun"), Notes(pending=n % 5 == 0)))
        case "move":
            transfer(session, Transfer((f"{n + 1}", "@cash", "@bank")))
        case "edit":
            edit.edit(session, txn, Edit((f"{n + 2}.11", account)))
        case "note":
            edit.edit(session, txn, Edit((shop, "+home"), day=f"{n}d", tags=("x",), void=n % 4 == 0))
        case "rm":
            edit.remove(session, [txn])
        case "undo" if done:
            undo.undo(session, done[n % len(done)].number)
        case "redo" if done:
            undo.undo(session, undo.to_redo(session, done[n % len(done)].number))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
@example([("pay", 14), ("pay", 29), ("pay", 0), ("pay", 0), ("pay", 0), ("rm", 1), ("undo", 5)])
def test_any_sequence_keeps_the_books_whole_and_can_be_taken_back_entirely(steps: list[tuple[str, int]]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(location.Place(Path(folder) / "w", Path(folder) / "s")) as session,
    ):
        opening = books(session)
        for what, n in steps:
            before = books(session)
            try:
                step(session, what, n)
            except WalletError:
                assert books(session) == before
        require_whole(session)
        last = operations.last_done(session.db)
        if last and last.number > 5:
            before = books(session)
            try:
                undone = undo.undo(session, last.number)
            except WalletError:
                assert books(session) == before
            else:
                undo.undo(session, int(undone.op[1:]))
                assert books(session) == before
        while (last := operations.last_done(session.db)) and last.number > 5:
            undo.undo(session, last.number)
        assert without_orphans(books(session)) == opening
        require_whole(session)


def without_orphans(found: dict[str, Any]) -> dict[str, Any]:
    """Payees whose first payment was undone while others paid them stay known."""
    return {**found, "payee": []}
