import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.rules.payee_names import LONGEST, SHIPPED, cleaned, find


@pytest.mark.parametrize("rule", SHIPPED, ids=lambda rule: rule.name)
def test_each_does_what_its_example_says(rule):
    before, after = rule.example
    assert rule.clean(before).strip() == after
    assert cleaned(before).name == after
    assert cleaned(before, {each.name for each in SHIPPED}) == (before, ())
    assert find(rule.name.upper()) is rule


@pytest.mark.parametrize(
    ("before", "after", "by"),
    [
        ("SQ *BLUE BOTTLE COFFEE 123 SAN FRANCISCO CA", "BLUE BOTTLE COFFEE", ("square", "city", "branch")),
        ("STARBUCKS STORE 04711 SEATTLE WA", "STARBUCKS", ("city", "branch")),
        ("支付宝-财付通-瑞幸咖啡(上海南京路店)", "瑞幸咖啡", ("platform", "shop")),
        ("AMAZON EU*RT4TY6", "AMAZON EU", ("reference",)),
        ("SP * ROTHYS", "ROTHYS", ("terminal",)),
        ("Kartenzahlung EC 1234 - Edeka", "Edeka", ("card-number",)),
        ("TST* JOE'S NEW YORK NY", "JOE'S", ("terminal", "city")),
        ("TESCO LONDON GB", "TESCO", ("city",)),
        ("SQ *AB", "AB", ("square",)),
        ("x" * (LONGEST - 5) + " 4711", "x" * (LONGEST - 5), ("branch",)),
        ("Shell #4711 Berlin", "Shell", ("city", "branch")),
        ("Shell 4711 BERLIN DE", "Shell", ("city", "branch")),
    ],
)
def test_several_come_together(before, after, by):
    assert cleaned(before) == (after, by)


@pytest.mark.parametrize(
    "text",
    [
        "Hotel Berlin", "Bar 1900", "Studio 54", "VISA 1234", "Kunde 12345", "Konto 98765432", "Deutsche Bahn",
        "BOOKSHOP BERLIN",
        "财付通-", "支付宝", "BANK OF CHICAGO IL", "Café Paris", "London", "LONDON GB", "SQ *", "SQ *A", "PAYPAL *7",
        "Studio 54 Hotel Berlin", " Rewe ", "4711 DE",
        "UBER *TRIP", "", "4711",
        "Room 101", "New York Pizza", "IN", "x" * LONGEST + " 4711",
    ],
)  # fmt: skip
def test_what_is_a_name_already_stays(text):
    assert cleaned(text) == (text, ())


def test_a_city_needs_a_name_before_it():
    city = find("city")
    assert city is not None
    for text in ("LONDON GB", "GB", ""):
        assert city.clean(text) == text


def test_one_that_is_off_does_nothing():
    assert cleaned("SQ *BLUE BOTTLE 4711", {"square"}) == ("SQ *BLUE BOTTLE", ("branch",))
    assert find("nothing") is None


@given(st.text(max_size=250))
def test_a_name_stays_one_and_is_clean_then(text):
    found = cleaned(text)
    assert bool(found.by) == (found.name != text)
    assert found.name or not text
    assert not found.by or any(char.isalpha() for char in found.name)
    assert cleaned(found.name).name == found.name or len(text) > LONGEST
