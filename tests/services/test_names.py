"""Names: exact ones are found, near ones are offered, what is something else is said to be that."""

from tests.raw import harm
from tests.services.books import add, refused
from wallet_cli.services import names
from wallet_cli.services.record.adjust import Adjustment, adjust
from wallet_cli.services.session import Session


def test_near_names_are_offered_and_nothing_where_none_is_near(session: Session) -> None:
    with refused("no-such-account", 3) as caught:
        names.account(session, "bnak")
    assert caught.value.params["near"] == ("bank",)
    with refused("no-such-account", 3) as caught:
        names.account(session, "zzz")
    assert caught.value.params["near"] == ()
    with refused("no-such-category", 3):
        names.category(session, "foot")
    with refused("no-such-person", 3):
        names.person(session, "ana")
    with refused("no-such-account", 3):
        names.any_node(session, "fod")


def test_the_equity_accounts_are_not_for_people(session: Session) -> None:
    assert names.equity(session, "equity:opening").kind == "equity"
    for find in (names.account, names.any_node):
        with refused("no-such-account", 3):
            find(session, "equity:opening")
    with refused("no-such-category", 3):
        names.category(session, "equity:opening")


def test_an_equity_account_that_is_gone_is_damage_and_no_name_typed_wrong(session: Session) -> None:
    harm.lose_account(session.db, "equity:adjustment")
    with refused("equity-account-missing", 8) as caught:
        adjust(session, Adjustment(("@cash",), to="5"))
    assert caught.value.params == {"account": "equity:adjustment"}


def test_any_node_is_an_account_or_a_category(session: Session) -> None:
    assert [names.any_node(session, name).path for name in ("bank", "food", "anna")] == ["bank", "food", "anna"]


def test_a_person_is_no_place_for_money_but_may_be_a_payee(session: Session) -> None:
    with refused("person-not-account", 5):
        names.own_account(session, "anna")
    assert names.payee(session, "anna")[1]
    with refused("payee-is-account", 5):
        names.payee(session, "Bank")
    with refused("payee-missing", 2):
        names.payee(session, "  ")
    with refused("text-too-long", 2):
        names.payee(session, "x" * 201)


def test_a_name_with_blanks_is_typed_with_hyphens(session: Session) -> None:
    add(session, "main account")
    assert names.account(session, names.typed("main account")).path == "main account"
