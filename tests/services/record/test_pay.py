"""Payments and receipts: real postings, exact shares, and every slip of the fingers refused by its own name."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.books import add, held, lines, recorded, refused
from wallet_cli.domain.amounts import Style, TypedAmount, plain
from wallet_cli.domain.transaction import BOOKED, PENDING
from wallet_cli.services.record import typed_line
from wallet_cli.services.record.pay import Income, Payment, pay, receive
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.session import Session


def words(line: str) -> list[str]:
    return line.split()


def test_a_payment_takes_money_and_says_what_it_was_for(session: Session) -> None:
    receipt = pay(session, Payment(words("12.50 Coffee @cash +food"), Notes(memo="with Bo", tags=["out", "#out"])))
    assert lines(session, receipt) == {"food": 1250, "cash": -1250}
    assert (held(session, "cash"), held(session, "food")) == (30750, 1250)
    txn = recorded(session, receipt)
    assert (txn.memo, txn.tags) == ("with Bo", ("out",))
    change = receipt.changes[0]
    assert (change.account, change.before_minor, change.after_minor) == ("cash", 32000, 30750)


def test_the_day_and_the_state_are_as_typed(session: Session) -> None:
    txn = recorded(session, pay(session, Payment(words("5 X @cash +food"), Notes(day="11-02", pending=True))))
    assert date.fromordinal(txn.date) == date(2026, 11, 2)
    assert {posting.state for posting in txn.postings} == {PENDING}
    later = recorded(session, pay(session, Payment(words("5 X @cash +food"), Notes(day="+3d"))))
    assert date.fromordinal(later.date) == date(2026, 11, 23)
    assert {posting.state for posting in later.postings} == {BOOKED}


@pytest.mark.parametrize(
    ("line", "charged", "texts"),
    [("5 X @cash +food", None, ["5"]), ("45usd X @cash +food", "41.87", ["45usd", "41.87"])],
)
def test_each_amount_is_read_once(
    session: Session, monkeypatch: pytest.MonkeyPatch, line: str, charged: str | None, texts: list[str]
) -> None:
    found: list[str] = []
    read = typed_line.read_amount

    def noted(text: str, style: Style) -> TypedAmount:
        found.append(text)
        return read(text, style)

    monkeypatch.setattr(typed_line, "read_amount", noted)
    pay(session, Payment(words(line), charged=charged))
    assert found == texts


def test_the_last_category_takes_the_rest(session: Session) -> None:
    receipt = pay(session, Payment(words("300 Market @cash +food=220 +home")))
    assert lines(session, receipt) == {"food": 22000, "home": 8000, "cash": -30000}


@settings(deadline=None, max_examples=40)
@given(parts=st.lists(st.integers(1, 10**9), min_size=1, max_size=3), rest=st.integers(1, 10**9))
def test_shares_are_exact_whatever_they_are(shared: Session, parts: list[int], rest: int) -> None:
    total = plain(sum(parts) + rest, 2)
    names = ("food", "home", "fun")
    typed = [f"+{name}={plain(part, 2)}" for name, part in zip(names, parts, strict=False)]
    receipt = pay(shared, Payment([total, "Market", "@cash", *typed, "+travel"]))
    expected = dict(zip(names, parts, strict=False)) | {"travel": rest, "cash": -sum(parts) - rest}
    assert lines(shared, receipt) == expected


def test_who_shares_a_bill_owes_the_same_and_the_odd_cents_are_mine(session: Session) -> None:
    add(session, "bob", "person")
    receipt = pay(session, Payment(words("1.01 Dinner @cash +food"), people=("anna", "bob")))
    assert lines(session, receipt) == {"food": 35, "anna": 33, "bob": 33, "cash": -101}


@settings(deadline=None, max_examples=40)
@given(total=st.integers(2, 10**12), food=st.integers(1, 99))
def test_a_shared_bill_keeps_its_proportions(shared: Session, total: int, food: int) -> None:
    part = min(max(1, total * food // 100), total - 1)
    typed = [plain(total, 2), "Dinner", "@cash", f"+food={plain(part, 2)}", "+home"]
    found = lines(shared, pay(shared, Payment(typed, people=("anna",))))
    assert found["anna"] == total // 2
    assert found.get("food", 0) + found.get("home", 0) == total - total // 2
    assert abs(found.get("food", 0) - part * (total - total // 2) / total) <= 1


def test_a_friend_who_paid_is_owed(session: Session) -> None:
    pay(session, Payment(words("43 Dinner @anna +food")))
    assert held(session, "anna") == -4300


def test_a_foreign_purchase_keeps_both_amounts_and_its_parts_are_in_the_currency_of_the_line(session: Session) -> None:
    receipt = pay(session, Payment(words("45usd Hotel @card +travel=40 +food"), charged="41.87"))
    txn = recorded(session, receipt)
    assert lines(session, receipt) == {"travel": 3722, "food": 465, "card": -4187}
    originals = [posting.original_minor for posting in txn.postings]
    assert originals == [4000, 500, -4500]
    assert {posting.original_currency for posting in txn.postings} == {"USD"}


def test_a_foreign_bill_is_shared_with_its_original_amount(session: Session) -> None:
    receipt = pay(session, Payment(words("90usd Hotel @card +travel"), charged="80", people=("anna",)))
    postings = recorded(session, receipt).postings
    assert [(posting.amount_minor, posting.original_minor) for posting in postings] == [
        (4000, 4500),
        (4000, 4500),
        (-8000, -9000),
    ]


def test_the_currency_is_the_one_that_the_account_holds(session: Session) -> None:
    add(session, "tokyo", "cash", "JPY")
    assert lines(session, pay(session, Payment(words("¥500 Ramen @tokyo +food")))) == {
        "food JPY": 500,
        "tokyo JPY": -500,
    }
    assert lines(session, pay(session, Payment(words("500 Ramen @tokyo +food"))))["tokyo JPY"] == -500


def test_money_in_is_gross_and_what_was_kept_back_is_spending(session: Session) -> None:
    less = ("tax=450", "+insurance = 250")
    receipt = receive(session, Income(words("2500 Acme @bank +salary"), less=less))
    assert lines(session, receipt) == {"bank": 180000, "salary": -250000, "tax": 45000, "insurance": 25000}
    assert held(session, "bank") == 125000 + 180000
    assert receipt.summaries[0].amounts[0][0] == 250000


@settings(deadline=None, max_examples=40)
@given(gross=st.integers(10, 10**12), cuts=st.lists(st.integers(1, 10**6), min_size=1, max_size=2))
def test_what_arrives_is_the_gross_less_all_deductions(shared: Session, gross: int, cuts: list[int]) -> None:
    gross += sum(cuts)
    less = [f"{name}={plain(cut, 2)}" for name, cut in zip(("tax", "fees"), cuts, strict=False)]
    found = lines(shared, receive(shared, Income([plain(gross, 2), "Acme", "@bank", "+salary"], less=less)))
    assert found["bank"] == gross - sum(cuts)
    assert found["salary"] == -gross


@pytest.mark.parametrize(
    ("line", "slug", "status"),
    [
        ("12.345 X @cash +food", "too-many-decimals", 2),
        ("1e5 X @cash +food", "amount-exponent", 2),
        ("NaN X @cash +food", "amount-missing", 2),
        ("inf X @cash +food", "amount-missing", 2),
        (".50 X @cash +food", "amount-leading-point", 2),
        ("7½ X @cash +food", "amount-fraction", 2),
        ("1,23 X @cash +food", "amount-wrong-separator", 2),
        ("1,234 X @cash +food", "amount-wrong-separator", 2),
        ("1.234,50 X @cash +food", "amount-wrong-separator", 2),
        ("999999999999999999 X @cash +food", "amount-too-large", 5),
        ("9999999999999999999 X @cash +food", "amount-too-long", 2),
        ("0 X @cash +food", "zero-amount", 2),
        ("0.00 X @cash +food", "zero-amount", 2),
        ("5xyz X @cash +food", "unknown-currency", 2),
        ("5 X @csah +food", "no-such-account", 3),
        ("5 X @nowhere +food", "no-such-account", 3),
        ("5 X @cash +fod", "no-such-category", 3),
        ("5 X @food +food", "category-not-account", 3),
        ("5 X @cash +bank", "account-not-category", 3),
        ("5 X @cash +salary", "not-expense", 5),
        ("5 X @cash @bank +food", "one-account", 2),
        ("5 X +food", "account-missing", 2),
        ("5 X @cash", "category-missing", 2),
        ("5 @cash +food", "payee-missing", 2),
        ("Coffee @cash +food", "amount-missing", 2),
        ("Coffee 12.50 @cash +food", "amount-first", 2),
        ("12 50 @cash +food", "payee-is-number", 2),
        ("5 Coffee yesterday @cash +food", "payee-ends-in-date", 2),
        ("5 t3 @cash +food", "payee-is-short-name", 2),
        ("5 o8 @cash +food", "payee-is-short-name", 2),
        ("5 card @cash +food", "payee-is-account", 5),
        ("45usd X @cash +food", "charged-needed", 5),
        ("¥45 X @cash +food", "currency-ambiguous", 2),
        ("5 X @cash +food=2", "shares-too-small", 2),
        ("5 X @cash +food=5 +home", "shares-too-large", 2),
        ("5 X @cash +food=3 +home=3", "shares-too-large", 2),
        ("5 X @cash +food +home", "one-rest", 2),
        ("5 X @cash +food=2 +food", "category-twice", 2),
        ("5 X @cash +food=0 +home", "zero-amount", 2),
        ("5 X @cash +food=2usd +home", "part-in-other-currency", 2),
    ],
)
def test_a_slip_has_one_clear_error(shared: Session, line: str, slug: str, status: int) -> None:
    before = held(shared, "cash")
    with refused(slug, status):
        pay(shared, Payment(words(line)))
    assert held(shared, "cash") == before


@pytest.mark.parametrize(
    ("notes", "slug"),
    [
        (Notes(day="2026-02-30"), "date-impossible"),
        (Notes(day="05/06"), "date-ambiguous"),
        (Notes(day="月末"), "date-ambiguous"),
        (Notes(day="soon"), "date-unreadable"),
        (Notes(tags=["two words"]), "bad-tag"),
        (Notes(tags=["a\u00a0b"]), "bad-tag"),
        (Notes(tags=["#"]), "bad-tag"),
        (Notes(memo="x" * 1001), "text-too-long"),
        (Notes(memo="\udcff"), "text-not-unicode"),
    ],
)
def test_bad_dates_tags_and_memos_are_refused(shared: Session, notes: Notes, slug: str) -> None:
    with refused(slug, 2):
        pay(shared, Payment(words("5 X @cash +food"), notes))


def test_the_lines_that_would_be_right_are_offered_for_an_own_account(session: Session) -> None:
    with refused("payee-is-account", 5) as caught:
        pay(session._replace(command="pay"), Payment(words("500 card @bank +food=20 +home")))
    lines = caught.value.params
    assert (lines["corrected"], lines["other"]) == ("500 @bank @card", "500 NAME @bank +food=20 +home")
    with refused("payee-is-account", 5) as caught:
        receive(session._replace(command="receive"), Income(words("500 bank @cash +salary")))
    lines = caught.value.params
    assert (lines["corrected"], lines["other"]) == ("500 @bank @cash", "500 NAME @cash +salary")


def test_a_new_payee_is_taken_as_it_is_when_forced(session: Session) -> None:
    pay(session, Payment(words("12 50 @cash +food"), force=True))
    pay(session, Payment(words("12 50 @cash +food")))  # known by now
    assert held(session, "cash") == 32000 - 2400


def test_control_and_bidi_characters_are_made_visible_and_markup_stays_text(session: Session) -> None:
    nasty = Payment(["5", "a\x1b[31m\u202eb [red]<b>", "@cash", "+food"], Notes(memo="\x07\u200b", tags=["x\u202e"]))
    receipt = pay(session, nasty)
    txn = recorded(session, receipt)
    assert receipt.summaries[0].payee == "a<U+001B>[31m<U+202E>b [red]<b>"
    assert (txn.memo, txn.tags) == ("<U+0007><U+200B>", ("x<U+202E>",))


def test_sums_beyond_the_books_are_refused(session: Session) -> None:
    many = Payment(words("9999999999999999.99 X @bank +food"))
    for _ in range(9):
        pay(session, many)
    with refused("sum-too-large", 5):
        pay(session, many)
    assert held(session, "food") == 9 * 999999999999999999


def test_people_who_share_are_checked(session: Session) -> None:
    bill = Payment(words("10 Dinner @cash +food"))
    with refused("person-twice", 2):
        pay(session, bill._replace(people=("anna", "Anna")))
    with refused("not-a-person", 3):
        pay(session, bill._replace(people=("bank",)))
    with refused("bill-too-small", 5):
        pay(session, bill._replace(words=words("0.01 Dinner @cash +food"), people=("anna",)))


def test_what_was_charged_belongs_to_foreign_purchases(session: Session) -> None:
    with refused("charged-without-foreign", 2):
        pay(session, Payment(words("45 Hotel @card +travel"), charged="41"))
    with refused("zero-amount", 2):
        pay(session, Payment(words("0usd Hotel @card +travel"), charged="41"))
    with refused("currency-not-held", 5):
        pay(session, Payment(words("45usd Hotel @card +travel"), charged="41gbp"))


@pytest.mark.parametrize(
    ("less", "slug", "status"),
    [
        ("tax", "bad-deduction", 2),
        ("=5", "bad-deduction", 2),
        ("tax=", "bad-deduction", 2),
        ("tax=5usd", "part-in-other-currency", 2),
        ("salary=5", "not-expense", 5),
        ("tax=2500", "deductions-too-large", 5),
        ("tax=3000", "deductions-too-large", 5),
    ],
)
def test_bad_deductions_are_refused(shared: Session, less: str, slug: str, status: int) -> None:
    with refused(slug, status):
        receive(shared, Income(words("2500 Acme @bank +salary"), less=[less]))
    with refused("not-income", 5):
        receive(shared, Income(words("2500 Acme @bank +food")))


def test_a_currency_that_the_account_does_not_hold_names_the_command_that_mends_it(session: Session) -> None:
    with refused("currency-not-held", 5) as caught:
        receive(session, Income(words("5usd Acme @bank +salary")))
    assert caught.value.params["wanted"] == "EUR,USD"
