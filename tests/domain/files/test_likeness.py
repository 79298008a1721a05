"""What speaks for an entry and a row being one event."""

import pytest

from tests.domain.files.joining_rows import books, row, typed
from wallet_cli.domain.files.joins.likeness import ALIKE, OPEN, OTHER, SAME, Likeness


def test_names_of_one_payee_are_the_same_by_any_name():
    known = books("Rewe", REWE_MARKT_104="Rewe")
    assert known.of(typed(payee="rewe"), row(payee="REWE  Markt 104")) == SAME
    assert known.name("REWE MARKT 104") == known.name("Rewe") != known.name("Aldi")
    assert known.name("") == ""
    assert Likeness().is_same(typed(payee="Rewe"), row(payee="REWE"))
    assert not Likeness().is_same(typed(payee=""), row(payee=""))


@pytest.mark.parametrize(
    ("payee", "memo", "text", "found"),
    [
        ("Netflix", "", "NETFLIX.COM 0800", ALIKE),
        ("Bus", "", "BUS BERLIN", ALIKE),
        ("Bus", "", "BUSINESS BANK", OPEN),
        ("Star", "", "STARBUCKS", ALIKE),
        ("", "rent of May", "RENT", ALIKE),
        ("盒马", "", "支付宝-盒马鲜生", ALIKE),
        ("马", "", "盒马鲜生", OPEN),
        ("dm", "", "DM MARKT", OPEN),
        ("Anna", "", "B. KRUEGER", OPEN),
        ("12345", "", "12345", SAME),
    ],
)
def test_words_in_common_are_alike(payee, memo, text, found):
    assert Likeness().of(typed(payee=payee, memo=memo), row(payee=text)) == found


def test_another_payee_of_the_books_speaks_against_it_unless_it_is_called_the_same():
    known = books("Anna", "Ben", "REWE MARKT 104", "Rewe", "ANNA BERGER", "Anna Schmidt")
    assert known.of(typed(payee="Anna"), row(payee="Ben")) == OTHER
    assert known.is_other(typed(payee="Anna"), row(payee="Ben"))
    assert not known.is_other(typed(payee="Rewe"), row(payee="REWE MARKT 104"))
    assert not known.is_other(typed(payee="Anna"), row(payee="Unknown"))
    assert not known.is_other(typed(payee="Anna"), row(payee=""))
    assert not known.is_other(typed(payee="Ben"), row(payee="ben"))
    # one word of several is alike, and another one all the same
    assert known.of(typed(payee="Anna Schmidt"), row(payee="ANNA BERGER")) == ALIKE
    assert known.is_other(typed(payee="Anna Schmidt"), row(payee="ANNA BERGER"))
    # of a transfer nobody is named: the row's payee is another one
    assert known.is_other(typed(payee=""), row(payee="Ben"))
