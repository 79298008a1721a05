"""What a bank's file lacks."""

import pytest

from tests.domain.files.joining_rows import after, listed, told, typed
from wallet_cli.domain.files.joins.unmatched import unmatched


def keys(entry, first=0, last=30, lists_pending=False):
    lapsed, unknown = unmatched([entry], after(first), after(last), lists_pending=lists_pending)
    return lapsed + tuple(("?", key) for key in unknown)


@pytest.mark.parametrize(("day", "found"), [(-1, 0), (0, 1), (25, 1), (26, 0)])
def test_a_payment_is_unknown_once_all_days_of_its_row_are_covered(day, found):
    assert keys(typed(day=day)) == ((("?", "e"),) if found else ())


def test_files_that_follow_on_each_other_cover_what_lies_between():
    entries = [typed("a", -4), typed("b", -6), told(day=-8), told("c", -31)]
    assert unmatched(entries, after(0), after(30), lists_pending=False) == ((), ("a",))
    # the file before ended long ago, or comes from nowhere
    assert unmatched([typed("a", -4), told(day=-11)], after(0), after(30), lists_pending=False) == ((), ())
    assert unmatched([typed("a", -4), told(day=-10)], after(0), after(30), lists_pending=False) == ((), ("a",))
    assert unmatched([typed("a", -4), told(day=-3)], after(0), after(30), lists_pending=False) == ((), ())


def test_what_is_pending_may_take_two_months():
    pending = typed(pending=True)
    assert keys(pending, last=59) == ()
    assert keys(pending, last=60) == (("?", "e"),)


def test_what_a_file_listed_has_lapsed_once_a_later_one_lacks_it():
    assert keys(listed(), last=13) == ()
    assert keys(listed(), last=14) == ("e",)
    assert keys(listed(payee="Hotel Eagle"), last=29) == ()
    assert keys(listed(payee="Hotel Eagle"), last=30) == ("e",)
    assert keys(listed(day=3), last=3, lists_pending=True) == ("e",)
    assert keys(listed(day=4), last=3, lists_pending=True) == ()
    assert keys(listed(day=-1), lists_pending=True) == ()


def test_what_no_file_of_this_account_can_say_is_not_said():
    assert keys(told()) == keys(typed(elsewhere=True)) == ()
    assert unmatched([typed()], None, after(30), lists_pending=False) == ((), ())
    assert unmatched([typed()], after(0), None, lists_pending=False) == ((), ())
