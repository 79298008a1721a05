"""Until which day the amount counts with which an account begins."""

from datetime import date

from wallet_cli.domain.files.opening import COUNTS_UNTIL, counting, counts_until, restated
from wallet_cli.domain.transaction import Posting, Transaction

DAY = date(2026, 11, 1).toordinal()
OWN, OTHER = Posting(b"a", "EUR", 500, DAY), Posting(b"b", "EUR", -500, DAY)


def test_a_beginning_counts_until_its_own_day_unless_a_later_one_is_said() -> None:
    assert counts_until(OWN) == DAY
    later = counting(OWN._replace(facts=(("zone", "x"),)), DAY + 14)
    assert later.facts == ((COUNTS_UNTIL, "2026-11-15"), ("zone", "x"))
    assert counts_until(later) == DAY + 14
    assert counting(later, DAY).facts == (("zone", "x"),)


def test_what_is_no_day_or_an_earlier_one_says_nothing() -> None:
    for text in ("soon", "2026-10-01"):
        assert counts_until(OWN._replace(facts=((COUNTS_UNTIL, text),))) == DAY


def test_an_edit_of_day_or_amount_says_what_was_held_on_that_day() -> None:
    before = Transaction(b"t", DAY, (counting(OWN, DAY + 14), OTHER))
    assert restated(before, before._replace(memo="typed")) == before._replace(memo="typed")
    for change in ({"amount_minor": 600}, {"date": DAY - 3}):
        after = before._replace(postings=(before.postings[0]._replace(**change), OTHER))
        assert restated(before, after).postings[0].facts == ()
