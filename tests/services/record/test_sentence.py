"""What a sentence says happened to money, before the books are asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.services.record import sentence as told


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("withdrew 50 euros from Giro to cash.", (told.TRANSFER, "50 euros", "", "Giro", "cash", "")),
        ("yesterday I spent 23 euro 40 for tea", (told.PAY, "23.40 euro", "tea", "", "", "yesterday")),
        ("I bought bread for 2 euros 50", (told.PAY, "2.50 euros", "bread", "", "", "")),
        ("took 50 out", (told.TRANSFER, "50", "", "", "", "")),
        ("I've deposited 50 CHF", (told.TRANSFER, "50 CHF", "", "", "", "")),
        ("put 50 into Giro", (told.TRANSFER, "50", "", "", "Giro", "")),
        ("paid visa bill 120 from Giro", (told.PAYS_OFF, "120", "", "Giro", "visa", "")),
        ("tom gave me back 10", (told.REPAID, "10", "tom", "", "", "")),
        ("paid back tom 10", (told.PAYS_OFF, "10", "", "", "back tom", "")),
        ("repaid 10 to tom", (told.REPAYS, "10", "tom", "", "", "")),
        ("repaid tom 10", (told.REPAYS, "10", "tom", "", "", "")),
        ("lent tom 10 3 days ago", (told.LEND, "10", "tom", "", "", "3d")),
        ("borrowed 10 from tom yesterday", (told.BORROW, "10", "tom", "", "", "yesterday")),
        ("got a refund of 10 from Acme", (told.REFUND, "10", "Acme", "", "", "")),
        ("refund 10 from Acme", (told.REFUND, "10", "Acme", "", "", "")),
        ("18 dollars for app with card", (told.PAY, "18 dollars", "app", "card", "", "")),
        ("wages 15 from tom in cash", (told.RECEIVE, "15", "tom", "", "cash", "")),
        ("退款 599 的鞋退了", (told.REFUND, "599", "鞋", "", "", "")),
        ("退款 599", (told.REFUND, "599", "", "", "", "")),
        ("花呗买了双鞋599", (told.PAY, "599", "双鞋", "花呗", "", "")),
        ("split 60 dinner with tom", (told.PAY, "60", "dinner", "", "", "")),
        ("红包收到88", (told.RECEIVE, "88", "红包", "", "", "")),
        ("我昨天打车23微信", (told.PAY, "23", "打车", "微信", "", "昨天")),
        ("昨晚 打车 23 微信", (told.PAY, "23", "打车", "微信", "", "昨天")),
        ("买菜三十五块六", (told.PAY, "三十五块六", "买菜", "", "", "")),
        ("微信提现1000到招行", (told.TRANSFER, "1000", "", "微信", "招行", "")),
    ],
)
def test_the_first_reading(line: str, first: tuple[str, ...]) -> None:
    each = told.read(line.split())[0]
    assert (each.kind, each.amount, each.name, each.source, each.target, each.day) == first


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        ("received pension 1450", told.RECEIVE, "pension"),
        ("I got my salary 2000", told.RECEIVE, "salary"),
        ("I got paid 300", told.RECEIVE, ""),
        ("I was paid 300 by Acme", told.RECEIVE, "Acme"),
        ("my pension came in 1450", told.RECEIVE, "pension"),
        ("my pension of 1450 came in", told.RECEIVE, "pension"),
        ("tax refund 120", told.RECEIVE, "tax refund"),
        ("interest 3.20", told.RECEIVE, "interest"),
        ("Christmas bonus 300 into Giro", told.RECEIVE, "Christmas bonus"),
        ("sold my bike for 80", told.RECEIVE, "bike"),
        ("I got an award 20", told.RECEIVE, "award"),
        ("earned tips 20", told.RECEIVE, "tips"),
        ("I returned the shoes and got 20 back", told.REFUND, "shoes"),
        ("got 20 back for the shoes", told.REFUND, "shoes"),
    ],
)
def test_what_is_received_never_reads_as_spent(line: str, kind: str, name: str) -> None:
    found = told.read(line.split())
    assert (found[0].kind, found[0].name) == (kind, name)
    assert told.PAY not in {each.kind for each in found}


@pytest.mark.parametrize(
    "line", ["paid interest 3.20", "bought a bonus card 20", "paid a pension 50", "mortgage interest 30"]
)
def test_what_is_paid_never_reads_as_received(line: str) -> None:
    assert told.RECEIVE not in {each.kind for each in told.read(line.split())}


def test_a_fee_and_who_shares_are_told() -> None:
    assert told.read(["微信提现1000手续费1块"])[0].fee == "1块"
    assert told.read(["微信提现1000手续费很多"])[0].fee == ""
    assert told.read(["split", "dinner", "with", "tom", "60"])[0].people == "tom"


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("salary 2500 from Acme less 300 into savings", ("2500", "Acme", "300", "savings")),
        ("got 2500 from Acme, minus 300 for my pension", ("2500", "Acme", "300", "pension")),
        ("工资 12000 扣公积金 1050", ("12000", "工资", "1050", "公积金")),
        ("发工资12000，扣公积金1050", ("12000", "工资", "1050", "公积金")),
    ],
)
def test_what_never_arrived_is_told_apart(line: str, first: tuple[str, ...]) -> None:
    each = told.read(line.split())[0]
    assert (each.kind, each.amount, each.name, each.less, each.kept) == (told.RECEIVE, *first)


@pytest.mark.parametrize("line", ["withdrew 50 from bank less 3 for fees", "打车23扣优惠券3"])
def test_only_of_an_income_something_never_arrives(line: str) -> None:
    assert told.read(line.split()) == []


@pytest.mark.parametrize(
    "line", ["", "12", "Tea", "12 13", "withdrew 5 or 6", "withdrew nothing", "你好", "1元2元", "12 Tea"]
)
def test_no_sentence(line: str) -> None:
    assert told.read(line.split()) == []


@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_words_are_read_and_an_amount_is_one_that_was_typed(words: list[str]) -> None:
    typed = "".join("".join(words).split())
    for each in told.read(words):
        assert "".join(each.amount.split()) in typed
