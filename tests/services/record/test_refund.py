"""Refunds: negative spending where the purchase was, exact to the cent, and never more than was paid."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.books import add, held, lines, recorded, refused
from wallet_cli.domain.amounts import plain
from wallet_cli.domain.transaction import REFUNDS, Posting, Transaction
from wallet_cli.errors import Refused
from wallet_cli.services import names
from wallet_cli.services.amend import edit, undo
from wallet_cli.services.record.exchange import Exchange, exchange
from wallet_cli.services.record.pay import Income, Payment, pay, receive
from wallet_cli.services.record.receipt import Entry, Receipt
from wallet_cli.services.record.refund import Refund, refund
from wallet_cli.services.record.transfer import Transfer, transfer
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.record.write import record
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts as tree
from wallet_cli.services.things.accounts import AccountEdit


def ref(receipt: Receipt) -> str:
    return receipt.transactions[0][0]


def bought(session: Session, line: str, **options: object) -> str:
    return ref(pay(session, Payment(line.split(), Notes("11-10"))._replace(**options)))


def back(line: str, of: str | None = None, day: str | None = None) -> Refund:
    return Refund(line.split(), Notes(day), of)


def test_money_comes_back_to_where_it_was_paid_from(session: Session) -> None:
    purchase = pay(session, Payment(["300", "Market", "@card", "+food=220", "+home"]))
    receipt = refund(session, back("100", ref(purchase)))
    assert lines(session, receipt) == {"card": 10000, "food": -7333, "home": -2667}
    txn = recorded(session, receipt)
    assert txn.links == ((REFUNDS, purchase.transactions[0][1]),)
    assert txn.payee == recorded(session, purchase).payee
    assert lines(session, refund(session, back("all", ref(purchase)))) == {"card": 20000, "food": -14667, "home": -5333}
    assert [held(session, name) for name in ("card", "food", "home")] == [0, 0, 0]


def test_the_purchase_may_be_named_by_its_uid_and_the_money_go_elsewhere(session: Session) -> None:
    purchase = pay(session, Payment(["30", "Market", "@card", "+food"]))
    receipt = refund(session, back("5 Service desk @cash", purchase.transactions[0][1].hex()))
    assert lines(session, receipt) == {"cash": 500, "food": -500}
    assert receipt.summaries[0].payee == "Service desk"


def test_only_one_of_its_categories_may_be_refunded(session: Session) -> None:
    purchase = bought(session, "300 Market @card +food=220 +home")
    assert lines(session, refund(session, back("80 +home", purchase))) == {"card": 8000, "home": -8000}
    with refused("already-refunded", 5):
        refund(session, back("1 +home", purchase))
    with refused("category-not-in-purchase", 2):
        refund(session, back("1 +fun", purchase))
    with refused("category-not-in-purchase", 2):
        refund(session, back("1 +food=1", purchase))


def test_who_shared_the_bill_shares_the_refund(session: Session) -> None:
    purchase = bought(session, "86 Dinner @card +food", people=("anna",))
    assert lines(session, refund(session, back("10", purchase))) == {"card": 1000, "food": -500, "anna": -500}


def test_a_foreign_purchase_is_refunded_in_the_currency_of_the_card(session: Session) -> None:
    purchase = bought(session, "45usd Hotel @card +travel", charged="41.87")
    with refused("part-in-other-currency", 2):
        refund(session, back("45usd", purchase))
    assert lines(session, refund(session, back("all", purchase))) == {"card": 4187, "travel": -4187}


def test_it_counts_in_the_month_in_which_it_comes(session: Session) -> None:
    purchase = bought(session, "30 Market @card +food")
    txn = recorded(session, refund(session, back("5", purchase, "+40d")))
    assert {posting.date for posting in txn.postings} == {txn.date} == {session.today + 40}
    with refused("refund-before-purchase", 5):
        refund(session, back("5", purchase, "11-09"))


@settings(deadline=None, max_examples=40)
@given(
    parts=st.lists(st.integers(1, 10**6), min_size=1, max_size=3),
    fractions=st.lists(st.integers(1, 999), min_size=1, max_size=4),
)
def test_all_refunds_together_are_the_purchase_and_no_line_gives_more_than_it_took(
    shared: Session, parts: list[int], fractions: list[int]
) -> None:
    total = sum(parts)
    typed = [f"+{name}={plain(part, 2)}" for name, part in zip(("food", "home", "fun"), parts, strict=False)]
    purchase = pay(shared, Payment([plain(total, 2), "Market", "@card", *typed]))
    left = dict(lines(shared, purchase))
    for fraction in fractions:
        amount = max(1, total * fraction // 1000)
        wish = Refund([plain(amount, 2)], of=ref(purchase))
        if amount > -left["card"]:
            with pytest.raises(Refused):
                refund(shared, wish)
            continue
        for name, minor in lines(shared, refund(shared, wish)).items():
            left[name] += minor
        assert all(minor >= 0 for name, minor in left.items() if name != "card")
    if left["card"]:
        assert lines(shared, refund(shared, Refund(["all"], of=ref(purchase)))) == {
            name: -minor for name, minor in left.items() if minor
        }


def test_too_much_is_refused_and_says_what_is_left(session: Session) -> None:
    purchase = bought(session, "30 Market @card +food")
    refund(session, back("20", purchase))
    with refused("refund-too-large", 5) as caught:
        refund(session, back("10.01", purchase))
    assert caught.value.params["left"] == "10.00"
    refund(session, back("10", purchase))
    for line in ("0.01", "all"):
        with refused("already-refunded", 5):
            refund(session, back(line, purchase))


def test_a_refund_that_went_elsewhere_since_counts_all_the_same(session: Session) -> None:
    purchase = pay(session, Payment(["30", "Market", "@card", "+food=20", "+home"]))
    fun, card = names.category(session, "fun"), names.account(session, "card")
    day = session.today
    edited = Transaction(
        session.new_uid(),
        day,
        (Posting(card.uid, "EUR", 1200, day), Posting(fun.uid, "EUR", -1200, day)),
        links=((REFUNDS, purchase.transactions[0][1]),),
    )
    record(session, lambda: Entry([edited]))
    assert lines(session, refund(session, back("all", ref(purchase)))) == {"card": 1800, "food": -1200, "home": -600}


def test_a_void_refund_does_not_count(session: Session) -> None:
    purchase = bought(session, "30 Market @card +food")
    receipt = refund(session, back("20", purchase))
    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put_transaction(recorded(session, receipt)._replace(void=True))
    assert lines(session, refund(session, back("all", purchase)))["card"] == 3000


def test_what_is_no_purchase_is_refused(session: Session) -> None:
    add(session, "dollars", "bank", "USD")
    made = [
        receive(session, Income(["2500", "Acme", "@bank", "+salary"], less=["tax=450"])),
        transfer(session, Transfer(["5", "@bank", "@cash"], fee="1")),
        exchange(session, Exchange(["5", "6usd", "@bank", "@dollars"])),
        refund(session, back("20 Shop @card +food")),
    ]
    for receipt in made:
        with refused("not-a-purchase", 5):
            refund(session, back("1", ref(receipt)))
    purchase = pay(session, Payment(["30", "Market", "@card", "+food"]))
    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put_transaction(recorded(session, purchase)._replace(void=True))
    with refused("not-a-purchase", 5):
        refund(session, back("1", ref(purchase)))


def test_a_purchase_paid_from_two_accounts_asks_where_the_money_goes(session: Session) -> None:
    food, card, cash = (names.any_node(session, name).uid for name in ("food", "card", "cash"))
    day = session.today
    lines_of = [Posting(food, "EUR", 300, day), Posting(card, "EUR", -100, day), Posting(cash, "EUR", -200, day)]
    receipt = record(session, lambda: Entry([Transaction(session.new_uid(), day, tuple(lines_of))]))
    with refused("refund-needs-account", 2):
        refund(session, back("1", ref(receipt)))
    assert lines(session, refund(session, back("1 @cash", ref(receipt)))) == {"cash": 100, "food": -100}


def test_what_has_a_posting_of_nothing_is_no_plain_purchase(session: Session) -> None:
    food, card, cash = (names.any_node(session, name).uid for name in ("food", "card", "cash"))
    day = session.today
    lines_of = [Posting(food, "EUR", 300, day), Posting(card, "EUR", -300, day), Posting(cash, "EUR", 0, day)]
    receipt = record(session, lambda: Entry([Transaction(session.new_uid(), day, tuple(lines_of))]))
    with refused("not-a-purchase", 5):
        refund(session, back("1 @card", ref(receipt)))


def test_a_refund_by_itself_is_negative_spending(session: Session) -> None:
    assert lines(session, refund(session, back("20 Shop @card +food=15 +home"))) == {
        "card": 2000,
        "food": -1500,
        "home": -500,
    }
    again = refund(session._replace(infers=True), back("5 Shop @card +food"))
    assert again.inferred == ()


@pytest.mark.parametrize(
    ("line", "slug", "status"),
    [
        ("all", "all-of-what", 2),
        ("20 @card +food", "payee-missing", 2),
        ("20 Shop @card", "category-missing", 2),
        ("20 Shop @card +salary", "not-expense", 5),
        ("20 Shop +food", "account-missing", 2),
    ],
)
def test_a_refund_by_itself_needs_all_its_parts(session: Session, line: str, slug: str, status: int) -> None:
    with refused(slug, status):
        refund(session, back(line))


@pytest.mark.parametrize(
    ("line", "slug", "status"),
    [
        ("1 @bank @cash", "one-account", 2),
        ("1 @dollars", "currency-not-held", 5),
        ("0", "zero-amount", 2),
        ("all 5", "payee-is-number", 2),
        ("1 card", "payee-is-account", 5),
    ],
)
def test_bad_refunds_of_a_purchase_are_refused(session: Session, line: str, slug: str, status: int) -> None:
    add(session, "dollars", "bank", "USD")
    with refused(slug, status):
        refund(session, back(line, bought(session, "30 Market @card +food")))


def test_a_closed_account_takes_no_refund(session: Session) -> None:
    purchase = bought(session, "320 Market @cash +food")
    tree.edit(session, names.account(session, "cash"), AccountEdit(closed=True))
    with refused("account-closed", 5):
        refund(session, back("1", purchase))


@pytest.mark.parametrize(("of", "status"), [("t999", 3), ("0" * 32, 3), ("x", 2), ("z" * 32, 2)])
def test_an_unknown_purchase_is_refused(session: Session, of: str, status: int) -> None:
    from wallet_cli.errors import WalletError

    with pytest.raises(WalletError) as caught:
        refund(session, back("1", of))
    assert caught.value.exit == status


def edited(session: Session, name: str, *words: str, **more: object) -> str:
    return edit.edit(session, name, edit.Edit(words)._replace(**more)).op


def undone(session: Session, op: str) -> str:
    return undo.undo(session, int(op[1:])).op


def test_an_edited_refund_stays_within_what_was_paid(session: Session) -> None:
    purchase = bought(session, "30 Market @card +food")
    first = ref(refund(session, back("20", purchase)))
    with refused("refunds-exceed-purchase", 5) as caught:
        edited(session, first, "30.01")
    assert caught.value.params == {"ref": purchase, "refunds": (first,)}
    assert held(session, "food") == 1000
    edited(session, first, "30")
    edited(session, first, void=True)
    second = ref(refund(session, back("0.01", purchase)))
    with refused("refunds-exceed-purchase", 5):
        edited(session, first, void=False)
    edited(session, first, "29.99")
    edited(session, first, void=False)
    edited(session, second, memo="the deposit")
    assert held(session, "food") == 0


def test_what_was_refunded_is_no_more_than_was_paid_after_an_undo_either(session: Session) -> None:
    paid = pay(session, Payment(["30", "Market", "@card", "+food"]))
    purchase = ref(paid)
    given = refund(session, back("20", purchase))
    with refused("refunds-exceed-purchase", 5) as caught:
        undone(session, paid.op)
    assert caught.value.params == {"ref": purchase, "refunds": (ref(given),)}
    gone = edit.remove(session, [ref(given)]).op
    rest = refund(session, back("all", purchase))
    with refused("refunds-exceed-purchase", 5):
        undone(session, gone)
    undone(session, rest.op)
    undone(session, gone)
    grown = edited(session, purchase, "50")
    more = refund(session, back("all", purchase))
    with refused("refunds-exceed-purchase", 5):
        undone(session, grown)
    undone(session, more.op)
    undone(session, grown)
    assert (held(session, "card"), held(session, "food")) == (-1000, 1000)


def test_books_that_hold_too_many_refunds_already_can_be_mended(session: Session) -> None:
    paid = recorded(session, pay(session, Payment(["30", "Market", "@card", "+food"])))
    lost = paid.postings[0]._replace(amount_minor=-4000), paid.postings[1]._replace(amount_minor=4000)
    unlinked = Transaction(session.new_uid(), paid.date, lost, links=((REFUNDS, paid.uid),))
    given = ref(record(session, lambda: Entry([unlinked])))
    with refused("already-refunded", 5):
        refund(session, back("1", paid.uid.hex()))
    edited(session, given, memo="too much")
    with refused("refunds-exceed-purchase", 5):
        edited(session, given, "41")
    edited(session, given, "35")
    assert held(session, "food") == -500


@pytest.mark.parametrize("parts", [[], [4187], [1, 1, 1], [2093], [1000, 3, 2500], [4186]])
def test_refunds_of_a_foreign_purchase_give_back_the_shop_s_amount_exactly(session: Session, parts: list[int]) -> None:
    purchase = bought(session, "45usd Hotel @card +travel=30.00 +food", charged="41.87")
    left, shop = 4187, 4500
    for part in [*parts, left]:
        minor = min(part, left)
        if not minor:
            break
        text = "all" if minor == left else plain(minor, 2)
        txn = recorded(session, refund(session, back(text, purchase)))
        card, *lines_back = txn.postings
        assert {posting.original_currency for posting in txn.postings} == {"USD"}
        assert card.original_minor == -sum(posting.original_minor for posting in lines_back) >= 0
        # in proportion, but for one minor unit a line that can't be divided
        assert abs(card.original_minor * left - shop * minor) <= 2 * left
        left, shop = left - minor, shop - card.original_minor
    assert (left, shop) == (0, 0)


@pytest.mark.parametrize("given", [5, 7])
def test_of_what_the_shop_has_given_back_already_in_its_currency_nothing_comes_again(
    session: Session, given: int
) -> None:
    paid = recorded(session, pay(session, Payment(["0.05usd", "Gum", "@card", "+food"], charged="2.00")))
    card, food = (
        each._replace(amount_minor=-each.amount_minor // 2, original_minor=given if each.amount_minor < 0 else -given)
        for each in paid.postings
    )
    half = Transaction(session.new_uid(), paid.date, (card, food), links=((REFUNDS, paid.uid),))
    record(session, lambda: Entry([half]))
    rest = recorded(session, refund(session, back("all", paid.uid.hex())))
    assert [(abs(each.amount_minor), each.original_minor) for each in rest.postings] == [(100, 0), (100, 0)]


def test_a_refund_at_home_has_no_original_amount(session: Session) -> None:
    purchase = bought(session, "45 Hotel @card +travel")
    assert {
        posting.original_currency for posting in recorded(session, refund(session, back("5", purchase))).postings
    } == {""}


def test_a_purchase_with_a_cent_given_back_is_not_undone_and_one_without_is(session: Session) -> None:
    paid = pay(session, Payment(["0.01", "Market", "@card", "+food"]))
    given = refund(session, back("all", ref(paid)))
    with refused("refunds-exceed-purchase", 5):
        undone(session, paid.op)
    undone(session, given.op)
    undone(session, paid.op)
    assert held(session, "card") == 0


def test_of_several_categories_the_first_is_named_that_can_not_be_refunded(session: Session) -> None:
    purchase = bought(session, "30 Market @card +food=20 +home")
    for line, named in (("1 +fun +food", "fun"), ("1 +food=1", "food")):
        with refused("category-not-in-purchase", 2) as caught:
            refund(session, back(line, purchase))
        assert caught.value.params["category"] == named
