"""The words after a money verb: taken apart without guessing, refused with the corrected line."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wallet_cli.domain.new_payee import check_new_payee
from wallet_cli.domain.quickline import (
    QuickLine,
    begins_with_day,
    ends_in_day,
    is_line,
    is_whole_line,
    join_words,
    looks_like_option,
    parted,
    read_line,
    spelled,
    split_line,
)
from wallet_cli.errors import UsageProblem

line_texts = st.text(st.sampled_from("012.5, \u3000@+=＋＠＝abCf\"'usdbob€万ty-"), max_size=30) | st.text()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("12.50 Coffee @cash +food", ["12.50", "Coffee", "@cash", "+food"]),
        ("35　午饭　＠支付宝", ["35", "午饭", "＠支付宝"]),
        ('5 "365 Market" x', ["5", "365 Market", "x"]),
        ("5 Bob's $x #1 H&M", ["5", "Bob's", "$x", "#1", "H&M"]),
        ('5 @"my bank" ＋"going out" x', ["5", "@my bank", "＋going out", "x"]),
        ('@"my bank', ['@"my', "bank"]),
        ('5" nails', ['5"', "nails"]),
        ('"open end', ['"open', "end"]),
        ('"a"b c" d', ['a"b c', "d"]),
        ('""', [""]),
        ("", []),
        ("  \t ", []),
    ],
)
def test_a_prompt_line_is_split_at_blanks_and_all_else_is_literal(line, words):
    assert split_line(line) == words


@given(st.lists(st.text(st.characters(exclude_characters='"'))))
def test_joined_words_split_again(words):
    assert split_line(join_words(words)) == words


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("12.50 Coffee @cash +food", QuickLine(("12.50",), "Coffee", ("cash",), (("food", None),))),
        ("45 usd Grand Hotel @card", QuickLine(("45 usd",), "Grand Hotel", ("card",), ())),
        ("EUR 4.50 Kiosk", QuickLine(("EUR 4.50",), "Kiosk", (), ())),
        ("1.2万 元 房租", QuickLine(("1.2万 元",), "房租", (), ())),
        ("5k usd Car", QuickLine(("5k usd",), "Car", (), ())),
        ("4.5eur usd Shop", QuickLine(("4.5eur",), "usd Shop", (), ())),
        ("50 Bob", QuickLine(("50",), "Bob", (), ())),
        ("50 bob", QuickLine(("50",), "bob", (), ())),
        ("50 BOB Shop", QuickLine(("50 BOB",), "Shop", (), ())),
        ("20 Euro Garages", QuickLine(("20",), "Euro Garages", (), ())),
        ("20 euro Garages", QuickLine(("20 euro",), "Garages", (), ())),
        ("300 Market +food=220 +home", QuickLine(("300",), "Market", (), (("food", "220"), ("home", None)))),
        ("35 午饭 ＠支付宝 ＋餐饮＝２０", QuickLine(("35",), "午饭", ("支付宝",), (("餐饮", "２０"),))),
        ("9 X +a=b=3", QuickLine(("9",), "X", (), (("a=b", "3"),))),
        ("@cash 9 Route 66", QuickLine(("9",), "Route 66", ("cash",), ())),
        ("5 7-11", QuickLine(("5",), "7-11", (), ())),
        ("5 ①号店　", QuickLine(("5",), "①号店", (), ())),
        ("-5 Coffee", QuickLine(("-5",), "Coffee", (), ())),
        ("+5 Coffee", QuickLine(("+5",), "Coffee", (), ())),
        (".50 Coffee", QuickLine((".50",), "Coffee", (), ())),
        ("12xyz Coffee", QuickLine(("12xyz",), "Coffee", (), ())),
        ("12xyz Shop 5", QuickLine(("12xyz",), "Shop 5", (), ())),
        ("1234 567 Club", QuickLine(("1234",), "567 Club", (), ())),
        ("12 3456 Club", QuickLine(("12",), "3456 Club", (), ())),
        ('5 "365 Market"', QuickLine(("5",), "365 Market", (), ())),
        ('9 "@home cafe"', QuickLine(("9",), "", ("home cafe",), ())),
        ("12.50", QuickLine(("12.50",), "", (), ())),
        ("10块早餐 @zfb", QuickLine(("10块",), "早餐", ("zfb",), ())),
        ("10块5早餐", QuickLine(("10块5",), "早餐", (), ())),
        ("十块早餐 加蛋", QuickLine(("十块",), "早餐 加蛋", (), ())),
        ("10块半价饭", QuickLine(("10块",), "半价饭", (), ())),
        ("10 3元面馆", QuickLine(("10",), "3元面馆", (), ())),
        ("3元店", QuickLine(("3元店",), "", (), ())),
        ("30分钟停车", QuickLine(("30分钟停车",), "", (), ())),
    ],
)
def test_a_line_is_taken_apart(line, expected):
    assert read_line(split_line(line)) == expected


@pytest.mark.parametrize(
    ("text", "is_line"),
    [
        ("12.50 Coffee @cash +food", True),
        ("35 午饭 ＠支付宝", True),
        ('9 "" +food', True),
        ("@my cash", False),
        ("5 eur", False),
        ("", False),
        ("+food @cash", False),
    ],
)
def test_what_is_a_whole_line_in_one_word(text, is_line):
    assert is_whole_line(split_line(text)) == is_line


@pytest.mark.parametrize(
    "text",
    ["5 Tea", "@cash Tea", "Tea +food", "15元10个鸡蛋", "25，地铁，支付宝", "25，地铁", "早餐10块", "35买菜",
     "12块三明治", "昨天 35 午饭", "15元3瓶水 现金"],
)  # fmt: skip
def test_what_reads_as_a_line_that_records(text):
    assert is_line(text)


@pytest.mark.parametrize(
    "text", ["", "5", "cash", "my bank", "@cash", "5,Tea", "3瓶水", "杂项2", "百货", "万达", "餐饮", "2号线", "7eleven"]
)
def test_what_may_be_a_name_is_no_line(text):
    assert not is_line(text)


@given(st.text(max_size=30))
def test_no_text_breaks_what_tells_a_line_from_a_name(text):
    assert is_line(text) in (True, False)


def test_an_exchange_takes_two_amounts_and_an_edit_none():
    assert read_line(["100", "eur", "108.20usd", "@bank", "@usd"], most=2, least=2).amounts == ("100 eur", "108.20usd")
    assert read_line(["all"], least=0) == QuickLine((), "all", (), ())
    assert read_line(["13.50", "+food"], least=0).amounts == ("13.50",)
    with pytest.raises(UsageProblem) as caught:
        read_line(["100eur", "@a"], most=2, least=2)
    assert caught.value.slug == "amount-missing"


@pytest.mark.parametrize(
    ("line", "corrected"),
    [
        ("Coffee 12.50", "12.50 Coffee"),
        ("Coffee @cash 12.50 +food", "12.50 Coffee @cash +food"),
        ("Coffee EUR 4.50 to go", "EUR 4.50 Coffee to go"),
        ("Coffee 4.50 usd", "4.50 usd Coffee"),
        ("Coffee EUR 4.50", "EUR 4.50 Coffee"),
        ("7eleven 5", "5 7eleven"),
        ("y 8 Noodles @cash +food", "8 Noodles @cash +food -d y"),
        ("昨天 8 面 @cash", "8 面 @cash -d 昨天"),
        ("11-19 8usd Corner Shop", "8usd Corner Shop -d 11-19"),
        ("nov 20 8 Noodles", '8 Noodles -d "nov 20"'),
        ("Sun Bakery 8", "8 Sun Bakery"),
        ("yesterday 8", "8 yesterday"),
        ('"Corner Shop" 5', '5 "Corner Shop"'),
        ("早餐10块 @zfb", "10块 早餐 @zfb"),
        ("昨天早餐10块 @zfb", "10块 早餐 @zfb -d 昨天"),
        ("昨天10块早餐", "10块 早餐 -d 昨天"),
        ("昨天10块 早餐", "10块 早餐 -d 昨天"),
        ("3元面馆 10", "10 3元面馆"),
    ],
)
def test_an_amount_after_the_payee_is_refused_with_the_corrected_line(line, corrected):
    with pytest.raises(UsageProblem) as caught:
        read_line(split_line(line))
    assert (caught.value.slug, caught.value.params) == ("amount-first", {"corrected": corrected})


@pytest.mark.parametrize("line", ["", "Coffee", "@cash", "usd"])
def test_a_line_without_an_amount_is_refused(line):
    with pytest.raises(UsageProblem) as caught:
        read_line(split_line(line))
    assert caught.value.slug == "amount-missing"


@pytest.mark.parametrize(
    ("line", "corrected"),
    [
        ("1 234,50 Rent @bank", "1234,50 Rent @bank"),
        ("1 234 567.5 House", "1234567.5 House"),
        ("12 365 Market", "12365 Market"),
    ],
)
def test_a_number_parted_by_a_blank_is_refused(line, corrected):
    with pytest.raises(UsageProblem) as caught:
        read_line(split_line(line))
    assert (caught.value.slug, caught.value.params["corrected"]) == ("amount-split", corrected)
    assert read_line(split_line(caught.value.params["other"])).amounts == (line.split()[0],)


@pytest.mark.parametrize(
    ("word", "slug"),
    [("@", "name-missing"), ("+", "name-missing"), ("+=5", "name-missing"), ("+food=", "share-missing")],
)
def test_sigils_need_a_name(word, slug):
    with pytest.raises(UsageProblem) as caught:
        read_line(["5", word])
    assert (caught.value.slug, caught.value.params) == (slug, {"word": word})


@pytest.mark.parametrize(
    ("line", "slug", "corrected"),
    [
        ("12 50 @cash", "payee-is-number", "12 NAME @cash"),
        ("12.50 Coffee yesterday +food=3", "payee-ends-in-date", "12.50 Coffee +food=3 -d yesterday"),
        ("45 usd 午饭 昨天 +餐饮", "payee-ends-in-date", "45 usd 午饭 +餐饮 -d 昨天"),
        ("5 11-20", "payee-ends-in-date", "5 NAME -d 11-20"),
        ("5 t3 @cash", "payee-is-short-name", "5 NAME @cash"),
        ("5 o8 +food", "payee-is-short-name", "5 NAME +food"),
        ("5 t3 t4 +food", "payee-is-short-name", "5 NAME +food"),
    ],
)
def test_a_new_payee_that_looks_like_a_slip_is_refused(line, slug, corrected):
    with pytest.raises(UsageProblem) as caught:
        check_new_payee(read_line(split_line(line)))
    assert (caught.value.slug, caught.value.params["corrected"]) == (slug, corrected)


@pytest.mark.parametrize(
    "line",
    [
        "5 Coffee",
        "5 Route 66",
        "5 The Rising Sun",
        "5 7-11",
        "5 @bank",
        "5 O2",
        "5 T3",
        "5 t3 Bar",
        "5 o",
        "5 to",
        "5 x3",
    ],
)
def test_other_new_payees_are_fine(line):
    check_new_payee(read_line(split_line(line)))


@given(line_texts, st.integers(0, 2), st.integers(0, 2))
@example("\r", 0, 0)
def test_any_line_is_taken_apart_or_refused_and_no_word_is_lost(text, most, least):
    try:
        line = read_line(split_line(text), most=max(most, least), least=least)
        assert least <= len(line.amounts) <= max(most, least)
        taken = "".join((*line.amounts, line.payee)).replace(" ", "")
        assert all(word in text for word in line.payee.split(" "))
        plain = [word for word in split_line(text) if not (word[:1] in "@＠+＋" and word[1:])]
        assert set("".join(plain).replace(" ", "")) <= set(taken) | set("@+＋＠")
        check_new_payee(line)
    except UsageProblem as problem:
        assert all(isinstance(value, str) for value in problem.params.values())


def test_an_option_has_one_or_two_hyphens_and_a_letter():
    assert all(looks_like_option(word) for word in ("-n", "--force", "-n5", "-né"))
    assert not any(looks_like_option(word) for word in ("n", "---force", "-", "--", "-5°", "-é", ""))


@pytest.mark.parametrize(
    ("line", "rest", "day"),
    [
        ("昨天 35 午饭", "35 午饭", "昨天"),
        ("nov 20 8 Noodles", "8 Noodles", "nov 20"),
        ('y 8 "Corner Shop"', '8 "Corner Shop"', "y"),
        ("y Noodles 8", "y Noodles 8", ""),
        ('"y" 8 Noodles', '"y" 8 Noodles', ""),
        ("y", "y", ""),
        ("8 Noodles", "8 Noodles", ""),
    ],
)
def test_a_line_may_begin_with_a_day_right_before_its_amount(line, rest, day):
    assert begins_with_day(parted(line)) == (parted(rest), day)


@pytest.mark.parametrize(
    ("line", "rest", "day"),
    [
        ("昨天打车 25块 @现金", "打车 25块 @现金", "昨天"),
        ("昨天 打车 25", "打车 25", "昨天"),
        ("昨天打车25块", "打车25块", "昨天"),
        ("25 昨天打车", "25 打车", "昨天"),
        ('"昨天打车" 25', '"昨天打车" 25', ""),
        ('25 "昨天打车"', '25 "昨天打车"', ""),
        ("打车 25", "打车 25", ""),
    ],
)
def test_a_chinese_day_may_be_written_with_the_name(line, rest, day):
    assert begins_with_day(parted(line)) == (parted(rest), day)


@pytest.mark.parametrize(
    ("line", "rest", "day"),
    [
        ("8 Noodles y", "8 Noodles", "y"),
        ("8 Noodles y @cash +food", "8 Noodles @cash +food", "y"),
        ("8 y", "8", "y"),
        ("8 Noodles 'y'", "8 Noodles 'y'", ""),
        ('8 Noodles "y"', '8 Noodles "y"', ""),
        ("8 y Noodles @cash", "8 y Noodles @cash", ""),
        ("y @cash", "y @cash", ""),
        ("8 Noodles", "8 Noodles", ""),
    ],
)
def test_a_line_may_end_in_a_day_before_or_behind_its_accounts(line, rest, day):
    assert ends_in_day(parted(line)) == (parted(rest), day)


@pytest.mark.parametrize(
    ("words", "command", "other"),
    [
        ("5 t3 @cash", "refund", "5 @cash --of t3"),
        ("5 t3", "pay", ""),
        ("5 o8", "refund", ""),
        ("t3", "refund", ""),
    ],
)
def test_a_refund_of_a_short_name_is_told_how_to_name_the_payment(words, command, other):
    with pytest.raises(UsageProblem) as caught:
        check_new_payee(read_line(words.split(), least=0), command)
    assert caught.value.params["other"] == other


def test_the_group_that_was_parted_by_a_blank_is_named():
    with pytest.raises(UsageProblem) as caught:
        read_line(["1", "234", "567.5", "House"])
    assert caught.value.params["text"] == "234"


def test_an_amount_that_is_a_fraction_is_named():
    with pytest.raises(UsageProblem) as caught:
        read_line(["½", "Coffee"])
    assert (caught.value.slug, caught.value.params) == ("amount-fraction", {"text": "½"})


@pytest.mark.parametrize("payee", ["a @b", "tea +food="])
def test_a_payee_that_would_be_read_as_something_else_is_in_quotes(payee):
    assert spelled(QuickLine(("10",), payee, ("cash",), ())) == f'10 "{payee}" @cash'


@pytest.mark.parametrize(
    ("line", "text", "corrected"),
    [
        ("3,20 x 2 coffee", "3,20 x 2", "3,20+3,20 coffee"),
        ("3.20x2 coffee @a", "3.20 x 2", "3.20+3.20 coffee @a"),
        ("2x3.20 coffee", "2 x 3.20", "3.20+3.20 coffee"),
        ("2 × 3.20 coffee +b", "2 × 3.20", "3.20+3.20 coffee +b"),
        ("2 * 3 tea", "2 * 3", "2+2+2 tea"),
        ("3.20 x 13 coffee", "3.20 x 13", "AMOUNT coffee"),
        ("3.20 x 1.5 coffee", "3.20 x 1.5", "AMOUNT coffee"),
    ],
)
def test_a_product_is_refused_with_the_sum_that_it_is(line: str, text: str, corrected: str) -> None:
    with pytest.raises(UsageProblem, match="amount-times") as caught:
        read_line(split_line(line))
    assert caught.value.params == {"text": text, "corrected": corrected}


@pytest.mark.parametrize(
    ("line", "payee"),
    [("5 x", "x"), ("5 x men", "x men"), ('5 "x 2"', "x 2"), ("5 Maxx", "Maxx"), ("5 2xl shirt", "2xl shirt")],
)
def test_a_name_with_such_a_sign_stays(line: str, payee: str) -> None:
    assert read_line(split_line(line)).payee == payee


@pytest.mark.parametrize(
    ("line", "corrected"),
    [
        ("支付宝付了35午饭", "35 午饭 支付宝"),
        ("今天吃饭花了35", "35 吃饭 -d 今天"),
        ("支付宝 付了 35 午饭", "35 支付宝 午饭"),
        ("吃饭花了 35 @a", "35 吃饭 @a"),
    ],
)
def test_a_sentence_about_a_payment_is_put_in_the_order_of_a_line(line: str, corrected: str) -> None:
    with pytest.raises(UsageProblem, match="amount-first") as caught:
        read_line(split_line(line))
    assert caught.value.params["corrected"] == corrected


@pytest.mark.parametrize(
    ("line", "slug"),
    [
        ("tea 3 and cake 4", "amounts-several"), ("tea 3 eur and cake 4 eur", "amounts-several"),
        ("午饭35，晚饭40", "amounts-several"), ("牛奶12.5和面包8", "amounts-several"),
        ("茶 3元 面包 4元", "amounts-several"),
        ("Route 66 12.50", "amount-first"), ("Route 66 eur 12.50", "amount-first"), ("3号买2个面包 8", "amount-first"),
        ("面包 8 -9", "amount-first"),
    ],
)  # fmt: skip
def test_several_amounts_are_no_line(line: str, slug: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        read_line(split_line(line))
    assert caught.value.slug == slug


def test_the_word_before_a_day_goes_with_it() -> None:
    assert ends_in_day(parted("5 tram on monday")) == (parted("5 tram"), "monday")
    assert ends_in_day(parted('5 tram "on" monday'))[0] == parted('5 tram "on"')
