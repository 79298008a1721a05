"""What people write at the question for the first accounts is put into the form in which an account is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.services.things import first_lines


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("cash 80", ["cash 80"]),
        ("cash, bank, visa", ["cash", "bank", "visa"]),
        ("cash 80, bank 1,250.00", ["cash 80", "bank 1,250.00"]),
        ("cash 80,50", ["cash 80,50"]),
        ("现金、银行，花呗", ["现金", "银行", "花呗"]),
        ('"1 savings"', ["1 savings"]),
        ("“1 储蓄”", ["1 储蓄"]),
        ("cash 90,", ["cash 90"]),
        ("饭卡，80", ["饭卡 80"]),
        ("饭卡, ８０", ["饭卡 ８０"]),
        ("养老金卡，一万五", ["养老金卡 一万五"]),
        ("支付宝1500，现金三百", ["支付宝1500", "现金三百"]),
        ("现金80，一百", ["现金80", "一百"]),
    ],
)
def test_several_accounts_of_a_line_are_told_from_an_amount(text: str, parts: list[str]) -> None:
    assert first_lines.parts(text) == parts


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("80 cash", "cash 80"),
        ("80 eur cash", "cash 80 eur"),
        ("I have 80 in cash", "cash 80"),
        ("my cash is 80", "my cash 80"),
        ("现金有80", "现金 80"),
        ("房贷 剩 82万", "房贷 82万"),
        ("房贷剩82万", "房贷 82万"),
        ("401k savings", "401k savings"),
        ("401k 5000", "401k 5000"),
        ("my bank 1 250", "my bank 1 250"),
        ("80", "80"),
        ("80 in", "80 in"),
        ("支付宝1500", "支付宝 1500"),
        ("现金三百", "现金 三百"),
        ("公交卡５０", "公交卡 ５０"),
        ("房贷82万", "房贷 82万"),
        ("招行 储蓄卡8000", "招行 储蓄卡 8000"),
        ("现金：¥80", "现金 ¥80"),
        ("工行-50", "工行 -50"),
        ("信用卡2", "信用卡2"),
        ("招行卡里有一万二", "招行卡 一万二"),
        ("社保卡里两千", "社保卡 两千"),
        ("微信余额320", "微信 320"),
        ("余额320", "余额 320"),
        ("现金三百块", "现金 三百块"),
        ("招行尾号1234", "招行尾号1234"),
        ("张三", "张三"),
        ("老十", "老十"),
        ("visa1234", "visa1234"),
        ("", ""),
    ],
)
def test_the_name_comes_first(text: str, line: str) -> None:
    assert first_lines.ordered(text) == line


@pytest.mark.parametrize(
    "text", ["what", "what is an account", "how much", "花呗 欠多少", "账户是什么", "really?", "真的？"]
)
def test_questions(text: str) -> None:
    assert first_lines.asks(text)


@pytest.mark.parametrize("text", ["whatever 5", "cash 80", "哪吒 5"])
def test_names_that_ask_nothing(text: str) -> None:
    assert not first_lines.asks(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("cash eighty", "eighty"),
        ("I have eighty euros in my purse", "eighty"),
        ("three hundred euros under the mattress", "three hundred"),
        ("savings: two thousand", "two thousand"),
        ("My brother owes me twenty euros", "twenty"),
        ("Ten Bank", ""),
        ("Five Guys 20", ""),
        ("cash twenty five hundred", "twenty five hundred"),
        ("eighty", "eighty"),
        ("Bank One", ""),
        ("sixty", "sixty"),
        ("Seven", "seven"),
        ("one hundred and five", "one hundred and five"),
        ("", ""),
    ],
)
def test_numbers_in_words(text: str, number: str) -> None:
    assert first_lines.in_words(text) == number


@pytest.mark.parametrize(
    ("number", "digits"),
    [("eighty", "80"), ("twenty-five", "25"), ("twenty five hundred", "2500"), ("one hundred and five", "105"),
     ("two million three hundred thousand and five", "2300005"), ("thousand", "1000"), ("twenty thirty", ""),
     ("five six", ""), ("ten thousand million", "")],
)  # fmt: skip
def test_numbers_in_words_have_digits_or_none(number: str, digits: str) -> None:
    assert first_lines.in_digits(number) == digits


@pytest.mark.parametrize(
    ("text", "said", "count"),
    [("wallet 50 cents", "50 cents", 50), ("purse 5 euros and 5 cents", "5 euros and 5 cents", 505),
     ("50ct", "50ct", 50), ("wallet 12 50", "", 0), ("Centre 50", "", 0)],
)  # fmt: skip
def test_cents_are_counted(text: str, said: str, count: int) -> None:
    assert first_lines.in_cents(text) == (said, count)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("In my bank there are 1,250.00 euros", "my bank 1,250.00 euros"),
        ("300 euros under the bed", "the bed 300 euros"),
    ],
)
def test_where_money_is_comes_first(text: str, line: str) -> None:
    assert first_lines.ordered(text) == line


@pytest.mark.parametrize(
    ("text", "amount"),
    [("还欠80万", "80万"), ("about 200 left", "200"), ("I still owe 300.", "300"), ("大概5000左右", "5000"),
     ("-20", "-20"), ("owe", "owe"), ("八十万零三千二", "八十万零三千二"), ("¥82", "¥82"), ("CNY 5", "CNY 5")],
)  # fmt: skip
def test_the_amount_that_is_owed(text: str, amount: str) -> None:
    assert first_lines.owed(text) == amount


@pytest.mark.parametrize(
    ("text", "name", "amount"),
    [("visa owed 200", "Visa", "200"), ("信用卡 欠 200", "信用卡", "200"), ("visa", "visa", "visa")],
)
def test_the_account_s_own_name_before_it_is_no_part_of_it(text: str, name: str, amount: str) -> None:
    assert first_lines.owed(text, name) == amount


@given(st.text(max_size=40))
def test_nothing_that_can_be_typed_breaks_it(text: str) -> None:
    assert all(part == part.strip() and part for part in first_lines.parts(text))
    first_lines.asks(text)
    first_lines.in_words(text)
    assert sorted(first_lines.ordered(text)) or not text.split() or text
    assert first_lines.owed(text) or not text


@pytest.mark.parametrize("text", ["昨天", "yesterday", "Today", "2026-11-20", "11-20", "11月20日", "20 Nov", "friday"])
def test_days_are_nobodys_name(text: str) -> None:
    assert first_lines.is_date(text)


@pytest.mark.parametrize("text", ["may 20", "sun", "mon", "jan", "cash", "cash 20", "三", "", "80"])
def test_what_may_be_a_name_is_no_day(text: str) -> None:
    assert not first_lines.is_date(text)


@pytest.mark.parametrize("text", ["花呗 欠多少", "how much is in cash?", "what is my balance?"])
def test_questions_about_an_amount(text: str) -> None:
    assert first_lines.asks_how_much(text)


@pytest.mark.parametrize("text", ["what is an account", "cash 80", "?", "how does this work"])
def test_what_asks_for_no_amount(text: str) -> None:
    assert not first_lines.asks_how_much(text)


@pytest.mark.parametrize("text", ["bank 1.250,00", "food 300", "300 cash", "现金 80", "my bank -5"])
def test_lines_about_another_account(text: str) -> None:
    assert first_lines.another(text, "visa")


@pytest.mark.parametrize(
    "text",
    ["200", "visa 200", "about 200 left", "eur 200", "200 eur", "no idea", "99 -", "how much is 5 x?", "undo", ""],
)
def test_answers_about_the_account_itself(text: str) -> None:
    assert not first_lines.another(text, "visa")


@given(st.text(max_size=30))
def test_no_text_breaks_what_reads_an_answer(text: str) -> None:
    first_lines.is_date(text)
    first_lines.asks_how_much(text)
    first_lines.another(text, "visa")


@pytest.mark.parametrize(("text", "is_other"), [("现金三百", True), ("小王欠我500", True), ("欠银行500", False)])
def test_a_glued_line_and_a_person_are_another_account_than_the_loan(text: str, is_other: bool) -> None:
    assert first_lines.another(text, "房贷") == is_other


@pytest.mark.parametrize("text", ["82万", "房贷82万", "还欠八十二万", "一共八十二万"])
def test_what_is_owed_on_the_loan_is_no_other_account(text: str) -> None:
    assert not first_lines.another(text, "房贷")


@pytest.mark.parametrize(
    ("text", "pays"),
    [
        ("35 午饭 支付宝", True),
        ("午饭 35 支付宝", True),
        ("80 my 支付宝", False),
        ("80 元 支付宝", False),
        ("80 支付宝", False),
        ("我 支付宝 80", False),
        ("35 午饭 现金", False),
        ("35 40 支付宝", False),
    ],
)
def test_a_payment_is_told_by_the_account_behind_it(text: str, pays: bool) -> None:
    assert first_lines.pays(text, ["支付宝"]) == pays


@given(st.sampled_from(["支付宝", "现金", "公交卡", "招行 储蓄卡"]), st.integers(10, 10**9), st.booleans())
def test_a_name_and_its_amount_without_a_blank_are_parted(name: str, number: int, is_wide: bool) -> None:
    digits = "".join(chr(ord(char) + 0xFEE0) for char in str(number)) if is_wide else str(number)
    assert first_lines.unglued(name + digits) == f"{name} {digits}"


@given(st.text(max_size=20))
def test_nothing_is_added_where_a_line_is_parted(text: str) -> None:
    kept = "".join(first_lines.unglued(text).split())
    assert set(kept) <= set(text)
    assert text.isascii() <= (kept == "".join(text.split()))
