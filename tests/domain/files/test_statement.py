from datetime import date

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import BookPosting, BookTransaction, Row, refusal
from wallet_cli.domain.money import Money
from wallet_cli.errors import BadFile

EUR, USD = Currency("EUR", 2), Currency("USD", 2)
DAY = date(2026, 11, 21)


def posting(minor: int, currency: Currency = EUR) -> BookPosting:
    return BookPosting("cash", "account", "cash", Money(minor, currency), DAY)


def test_a_row_is_compared_by_payee_and_memo():
    assert Row(1, DAY, Money(1, EUR), payee="Coffee").text == "Coffee"
    assert Row(1, DAY, Money(1, EUR), payee="Coffee", memo="to go").text == "Coffee to go"


def test_a_refusal_shows_the_beginning_of_the_text_on_one_harmless_line():
    made = refusal(7, BadFile("row-cut-off", a=1), "<X>\n  \x1b[31m red \u202e" + "y" * 200)
    assert (made.line, made.slug, made.params) == (7, "row-cut-off", {"a": 1})
    assert "\x1b" not in made.excerpt and "\u202e" not in made.excerpt and "\n" not in made.excerpt
    assert made.excerpt.startswith("<X> <U+001B>[31m red <U+202E>yyy") and len(made.excerpt) < 100


def test_a_refusal_looks_at_the_first_640_characters_of_a_text():
    for blanks, shown in ((639, "x"), (640, ""), (10_000, "")):
        assert refusal(1, BadFile("row-cut-off"), " " * blanks + "xyz").excerpt == shown


def test_a_transaction_names_the_currencies_that_do_not_balance():
    assert BookTransaction("0" * 32, DAY, (posting(5), posting(-5))).off_balance() == {}
    uneven = BookTransaction("0" * 32, DAY, (posting(5), posting(-4), posting(7, USD), posting(-7, USD)))
    assert uneven.off_balance() == {EUR: 1}
