"""Accounts and categories: added, renamed, edited, closed and removed, never against what the books hold."""

from datetime import date

import pytest

from tests.services.books import add, held, refused
from wallet_cli.domain.account import Account
from wallet_cli.services import names
from wallet_cli.services.record.adjust import Adjustment, adjust
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts as tree
from wallet_cli.services.things.accounts import AccountEdit, Opening
from wallet_cli.store.books import accounts


def test_an_account_is_found_by_path_alias_and_uid_in_any_spelling(session: Session) -> None:
    made = tree.add(session, Account(b"", "Main Account", "bank", ("eur", "USD"), "DE89 3704", aliases=("giro",)))
    for name in ("main-account", "MAIN ACCOUNT", "Giro", made.account.uid.hex()):
        assert names.account(session, name).path == "Main Account"
    assert (made.account.currencies, made.account.number) == (("EUR", "USD"), "DE893704")


def test_what_it_holds_at_the_start_is_an_opening(session: Session) -> None:
    made = tree.add(session, Account(b"", "visa", "card"), Opening("EUR", -42000, session.today))
    assert (held(session, "visa"), held(session, "equity:opening")) == (-42000, 42000 - 32000 - 125000)
    assert made.account.currencies == ("EUR",)
    with refused("opening-not-held", 5):
        tree.add(session, Account(b"", "other", "bank", ("EUR",)), Opening("USD", 5, session.today))


def test_missing_parents_are_made_of_the_same_kind(session: Session) -> None:
    add(session, "savings:house:roof", "savings", "USD")
    assert names.account(session, "savings:house").currencies == ("USD",)
    add(session, "food:coffee:beans", "expense")
    assert names.category(session, "food:coffee").kind == "expense"
    with refused("parent-kind", 5):
        add(session, "food:wage", "income")
    with refused("parent-kind", 5):
        add(session, "food:bank", "bank")


@pytest.mark.parametrize("name", ["", ":", "a:", "@bank", "a+b", "a=b", "a'b", 'a"b', "-a", "#5", "50%"])
def test_a_name_that_the_line_could_not_tell_is_refused(session: Session, name: str) -> None:
    with refused("bad-name", 2):
        add(session, name)
    with refused("bad-name", 2):
        tree.add(session, Account(b"", "fine", "bank", aliases=(name,)))


def test_control_and_bidi_characters_in_a_name_are_made_visible(session: Session) -> None:
    made = tree.add(session, Account(b"", "a\u202eb\x1b[0m", "bank"))
    assert made.account.path == "a<U+202E>b<U+001B>[0m"


def test_names_are_unique_kinds_and_currencies_are_known(session: Session) -> None:
    with refused("name-taken", 5):
        add(session, "BANK")
    with refused("name-taken", 5):
        tree.add(session, Account(b"", "fine", "bank", aliases=("food",)))
    with refused("unknown-kind", 2):
        add(session, "x", "equity")
    with refused("unknown-currency", 2):
        add(session, "x", "bank", "EUX")


def test_a_new_name_takes_the_children_along_and_leaves_the_old_as_alias(session: Session) -> None:
    add(session, "bank:spare")
    tree.rename(session, names.account(session, "bank"), "giro")
    assert names.account(session, "bank:spare").path == "giro:spare"
    assert names.account(session, "bank").path == "giro"
    tree.rename(session, names.account(session, "giro"), "bank")
    assert names.account(session, "giro").path == "bank"
    with refused("name-taken", 5):
        tree.rename(session, names.account(session, "bank"), "cash")


def test_aliases_number_and_currencies_can_change(session: Session) -> None:
    node = names.account(session, "bank")
    wish = AccountEdit(currencies=["EUR", "USD"], number="DE 89", add_aliases=["giro", "main"])
    made = tree.edit(session, node, wish).account
    assert (made.currencies, made.number, set(made.aliases)) == (("EUR", "USD"), "DE89", {"giro", "main"})
    assert tree.edit(session, node, AccountEdit(drop_aliases=["GIRO"])).account.aliases == ("main",)
    with refused("no-such-account", 3):
        names.account(session, "giro")
    with refused("currency-in-use", 5):
        tree.edit(session, node, AccountEdit(currencies=["USD"]))
    with refused("name-taken", 5):
        tree.edit(session, node, AccountEdit(add_aliases=["cash"]))


def test_only_what_holds_nothing_is_closed_and_only_what_was_never_used_is_removed(session: Session) -> None:
    with refused("account-not-empty", 5):
        tree.edit(session, names.account(session, "bank"), AccountEdit(closed=True))
    with refused("account-used", 5):
        tree.remove(session, names.account(session, "bank"))
    add(session, "card:spare", "card")
    with refused("account-used", 5):
        tree.remove(session, names.account(session, "card"))
    tree.remove(session, names.account(session, "card:spare"))
    assert accounts.find(session.db, "card:spare") is None
    pay(session, Payment(["5", "X", "@cash", "+food"]))
    tree.edit(session, names.category(session, "food"), AccountEdit(closed=True))
    with refused("category-closed", 5):
        pay(session, Payment(["5", "X", "@cash", "+food"]))
    tree.edit(session, names.category(session, "food", closed=True), AccountEdit(closed=False))
    pay(session, Payment(["5", "X", "@cash", "+food"]))


def test_an_account_that_only_a_day_to_come_fills_names_the_transaction(session: Session) -> None:
    add(session, "purse", "cash")
    purse = names.account(session, "purse")
    pay(session, Payment(["5", "X", "@purse", "+food"]))
    pay(session, Payment(["5", "X", "@purse", "+food"], Notes("+9d")))
    first = pay(session, Payment(["7", "X", "@purse", "+food"], Notes("+3d"))).transactions[0][0]
    with refused("account-not-empty", 5):
        tree.edit(session, purse, AccountEdit(closed=True))
    adjust(session, Adjustment(["@purse"], to="0"))
    with refused("account-ahead", 5) as caught:
        tree.edit(session, purse, AccountEdit(closed=True))
    day = date.fromordinal(session.today + 3).isoformat()
    assert caught.value.params == {"account": "purse", "ref": first, "date": day}


def test_the_listing_leaves_closed_ones_out(session: Session) -> None:
    tree.edit(session, names.account(session, "card"), AccountEdit(closed=True))
    assert [each.path for each in tree.listing(session, categories=False)] == ["anna", "bank", "cash"]
    assert "card" in [each.path for each in tree.listing(session, categories=False, closed=True)]
    assert "food" in [each.path for each in tree.listing(session, categories=True)]


def test_a_dry_run_changes_nothing(session: Session) -> None:
    made = tree.add(session._replace(dry_run=True), Account(b"", "spare", "bank"))
    assert made.dry_run
    assert accounts.find(session.db, "spare") is None
