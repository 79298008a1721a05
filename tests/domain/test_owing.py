"""Lines about a debt with a person: each form says whose debt it is, and what doesn't say it is not understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain import owing
from wallet_cli.domain.owing import Owing

MINE = (
    *("I owe {n} {a}", "owe {n} {a}", "i owe {a} to {n}", "I still owe {n} {a}", "{n} {a} I owe", "{n} I owe {a}"),
    *(
        "borrowed {a} from {n}",
        "I borrowed {a} from {n}",
        "borrowed from {n} {a}",
        "debt to {n} {a}",
        "{n} lent me {a}",
    ),
    *("my debt to {n} {a}", "owed to {n} {a}", "loan from {n} {a}", "{n} lent {a} to me"),
    *("欠{n} {a}", "我欠{n} {a}", "我 欠 {n} {a}", "还欠{n} {a}", "欠了{n} {a}", "{n} 我欠{a}", "欠{n}的钱 {a}"),
    *("向{n}借 {a}", "我跟{n}借了 {a}", "找{n}借{a}", "{n}借给我 {a}", "借自{n} {a}", "应付{n} {a}"),
)
THEIRS = (
    *("{n} owes me {a}", "{n} still owes me {a}", "{n} owes {a} to me", "{n} {a} owes me", "owed by {n} {a}"),
    *("lent to {n} {a}", "lent {n} {a}", "I lent {n} {a}", "lent {a} to {n}", "I've lent {a} to {n}", "loaned {n} {a}"),
    *("loan to {n} {a}", "{n} borrowed {a} from me"),
    *("借给{n} {a}", "我借给{n} {a}", "借给了{n} {a}", "借了 {a} 给{n}", "{n}欠我 {a}", "{n} 欠我{a}", "{n}还欠我 {a}"),
    *("{n} 欠 我 {a}", "{n}欠我的钱 {a}", "{n}向我借了 {a}", "{n}跟我借 {a}", "应收{n} {a}"),
)
NAMES = st.one_of(
    st.sampled_from(("anna", "bob", "my son", "Tom", "儿子", "老王", "小王", "老三", "张五", "妈妈")),
    st.text(st.sampled_from("aeunkslö王李张陈"), min_size=4, max_size=8).filter(str.isalpha),
)
AMOUNTS = st.decimals(1, 10**6, places=2).map(str) | st.sampled_from(("50", "1,250.00", "1.2k"))


@given(NAMES, AMOUNTS, st.sampled_from(MINE))
def test_what_i_owe_is_mine(name: str, amount: str, form: str) -> None:
    assert owing.read(form.format(n=name, a=amount)) == Owing(name, amount, mine=True)


@given(NAMES, AMOUNTS, st.sampled_from(THEIRS))
def test_what_they_owe_is_theirs(name: str, amount: str, form: str) -> None:
    assert owing.read(form.format(n=name, a=amount)) == Owing(name, amount, mine=False)


@pytest.mark.parametrize("form", [*MINE, *THEIRS])
def test_each_form_is_understood_with_a_currency_too(form: str) -> None:
    assert owing.read(form.format(n="anna", a="50 EUR")) == Owing("anna", "50 EUR", form in MINE)


@pytest.mark.parametrize("form", [form for form in (*MINE, *THEIRS) if " {a}" in form])
def test_the_currency_may_stand_before_the_amount(form: str) -> None:
    assert owing.read(form.format(n="anna", a="EUR 50")) == Owing("anna", "EUR 50", form in MINE)


@pytest.mark.parametrize(
    "line",
    [
        *("anna owes 50", "anna owes bob 50", "owe me anna 50", "lent me 20", "I owe anna -50", "I owe anna", "owe 50"),
        *("borrowed anna 50", "I owe anna 50 for lunch", "I owe anna 50 and bob 20", "小王欠 50", "借老王 200"),
        *("老王借我 50", "老王借了我 50", "欠我 20", "debt anna 5", "I owed anna 50", "visa owed 200", "信用卡欠200"),
        *("借呗 200", "bank 50", "lent bob 20 I owe"),
    ],
)
def test_what_can_be_meant_in_two_ways_is_not_understood(line: str) -> None:
    assert owing.read(line) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_is_understood_or_not(text: str) -> None:
    found = owing.read(text)
    assert found is None or (found.name and found.amount)
    owing.guessed(text)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("I owe visa 5", "card"),
        ("欠银行 5", "loan"),
        ("欠房贷 5", "loan"),
        ("owe anna 5", "person"),
        ("visa owes me 5", "person"),
    ],
)
def test_only_my_own_debt_can_be_a_card_or_a_loan(line: str, kind: str) -> None:
    found = owing.read(line)
    assert found
    assert owing.kind_of(found) == kind
