"""An amount and a name without a blank: read as people mean them, or in both ways; no number is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.amounts import SCRIPT_STYLE, read_amount
from wallet_cli.domain.glued import about, apart, begins_with_day, ends_in_amount, readings, told, without_verb
from wallet_cli.domain.quickline import read_line, split_line
from wallet_cli.errors import UsageProblem

COUNTED = ("斤橘子", "个包子", "份盒饭", "瓶水", "个鸡蛋", "张票", "折券", "kg苹果", "L水")


@pytest.mark.parametrize(
    ("word", "amount", "name"),
    [
        ("10块三斤橘子", "10块", "三斤橘子"),
        ("5块两个包子", "5块", "两个包子"),
        ("20元一份盒饭", "20元", "一份盒饭"),
        ("15元3瓶水", "15元", "3瓶水"),
        ("15元10个鸡蛋", "15元", "10个鸡蛋"),
        ("15元100个鸡蛋", "15元", "100个鸡蛋"),
        ("15元1.5升油", "15元", "1.5升油"),
        ("10块十二个包子", "10块", "十二个包子"),
        ("10块一点点奶茶", "10块", "一点点奶茶"),
        ("20元半只鸡", "20元", "半只鸡"),
        ("10块半糖奶茶", "10块", "半糖奶茶"),
        ("8元5折券", "8元", "5折券"),
        ("30块两张票", "30块", "两张票"),
        ("15元3kg苹果", "15元", "3kg苹果"),
        ("5毛两个糖", "5毛", "两个糖"),
        ("10块零食", "10块", "零食"),
        ("10块零五毛饭", "10块零五毛", "饭"),
        ("10块零五角饭", "10块零五角", "饭"),
        ("10块零五饭", "10块零五", "饭"),
        ("10元05分饭", "10元05分", "饭"),
        ("10元05毛饭", "", ""),
        ("12块5早餐", "12块5", "早餐"),
        ("12块钱早餐", "12块钱", "早餐"),
        ("30块三分糖奶茶", "30块", "三分糖奶茶"),
        ("5分糖", "", ""),
        ("35买菜", "35", "买菜"),
        ("１２．５奶茶", "１２．５", "奶茶"),
        ("¥35午饭", "¥35", "午饭"),
        ("5欧午饭", "5欧", "午饭"),
        ("20美元午饭", "20美元", "午饭"),
        ("1.2万房租", "1.2万", "房租"),
        ("3元店", "", ""),
        ("四十五买菜", "", ""),
        ("11月20日午饭", "", ""),
        ("10块，饭", "", ""),
        ("35，饭", "", ""),
        ("10块a", "10块", "a"),
        ("15元3", "", ""),
        ("百果园", "", ""),
        ("一块蛋糕", "", ""),
        ("7eleven", "", ""),
        ("午饭", "", ""),
    ],
)
def test_one_reading_or_none(word: str, amount: str, name: str) -> None:
    assert readings(word) == ([(amount, name)] if amount else [])


@pytest.mark.parametrize(
    ("word", "one", "other"),
    [
        ("10块三明治", ("10块三", "明治"), ("10块", "三明治")),
        ("10块七喜", ("10块七", "喜"), ("10块", "七喜")),
        ("100元92汽油", ("100元92", "汽油"), ("100元", "92汽油")),
        ("3块5包子", ("3块5", "包子"), ("3块", "5包子")),
        ("10块5KFC", ("10块5", "KFC"), ("10块", "5KFC")),
        ("20元半早餐", ("20元半", "早餐"), ("20元", "半早餐")),
        ("50元整鸡", ("50元整", "鸡"), ("50元", "整鸡")),
        ("50块钱包", ("50块钱", "包"), ("50块", "钱包")),
        ("8块三角饭团", ("8块三角", "饭团"), ("8块", "三角饭团")),
        ("5万达影城", ("5万", "达影城"), ("5", "万达影城")),
        ("3W灯泡", ("3W", "灯泡"), ("", "3W灯泡")),
        ("3个包子", ("", "3个包子"), ("3", "个包子")),
        ("85度C", ("", "85度C"), ("85", "度C")),
    ],
)
def test_two_readings_are_both_offered(word: str, one: tuple[str, str], other: tuple[str, str]) -> None:
    assert readings(word) == [one, other]
    with pytest.raises(UsageProblem) as caught:
        read_line([word, "@cash"])
    assert caught.value.slug == "amount-glued"
    assert caught.value.params == {
        "text": word,
        "corrected": " ".join((one[0] or "AMOUNT", one[1], "@cash")),
        "other": " ".join((other[0] or "AMOUNT", other[1], "@cash")),
    }
    for amount, name in (each for each in (one, other) if each[0]):
        line = read_line(split_line(f"{amount} {name}"))
        assert (line.amounts, line.payee) == ((amount,), name)


@given(st.integers(1, 99_999), st.integers(1, 999), st.sampled_from("块元圆"), st.sampled_from(COUNTED))
def test_a_number_that_counts_is_never_cut(yuan: int, count: int, unit: str, counted: str) -> None:
    assert readings(f"{yuan}{unit}{count}{counted}") == [(f"{yuan}{unit}", f"{count}{counted}")]


@given(st.integers(1, 99_999), st.integers(1, 9), st.sampled_from("块元圆"), st.sampled_from("毛角"))
def test_a_said_zero_changes_nothing(yuan: int, tenths: int, unit: str, part: str) -> None:
    texts = (f"{yuan}{unit}零{tenths}{part}", f"{yuan}{unit}{tenths}{part}", f"{yuan}.{tenths}")
    values = [read_amount(text, SCRIPT_STYLE) for text in texts]
    assert len({(each.numerator * 100 // each.denominator) for each in values}) == 1


@given(st.text("0123456789.，十百千万零一三五两半块元毛角分钱整点多来个斤饭包子明治w ¥K", min_size=1, max_size=12))
def test_no_sign_of_a_glued_word_is_lost(word: str) -> None:
    for amount, name in readings(word):
        assert amount + name == word
        assert name
    about([word])
    assert all(apart([word]))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("早餐10块", ["10块", "早餐"]),
        ("午饭35", ["35", "午饭"]),
        ("午饭", []),
        ("Coffee35", []),
        ("午饭35x", []),
    ],
)
def test_an_amount_at_the_end_is_found(word: str, parts: list[str]) -> None:
    assert ends_in_amount(word) == parts


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("大概 50 饭", "大概 50"),
        ("about 50 Coffee", "about 50"),
        ("5块 多 饭", "5块 多"),
        ("50 ish Tea", "50 ish"),
        ("50 or so Tea", "50 or so"),
        ("5块多 饭", "5块多"),
        ("50 Ora Tea", ""),
        ("三多寿司 35", ""),
        ("20块多 35", ""),
        ("", ""),
    ],
)
def test_a_line_that_says_only_about_how_much(line: str, text: str) -> None:
    assert about(line.split()) == text


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (["25，地铁，支付宝"], ["25", "地铁", "支付宝"]),
        (["25，地铁，@支付宝，+餐饮"], ["25", "地铁", "@支付宝", "+餐饮"]),
        (["25、地铁；@支付宝"], ["25", "地铁", "@支付宝"]),
        (["１２．５　奶茶　＠微信零钱　＋餐饮"], ["１２．５", "奶茶", "＠微信零钱", "＋餐饮"]),
        (["35", "午饭，@支付宝，+餐饮"], ["35", "午饭", "@支付宝", "+餐饮"]),
        (["@支付宝，+餐饮，", "35"], ["@支付宝", "+餐饮", "35"]),
        (["25，", "地铁，", "@支付宝"], ["25", "地铁", "@支付宝"]),
        (["25，", "，"], ["25", "，"]),
        (["12.50,", "Coffee,", "@cash"], ["12.50", "Coffee", "@cash"]),
        (["12,50,", "Smith,", "+food,"], ["12,50", "Smith", "+food"]),
        (["3", "Smith,", "John"], ["3", "Smith,", "John"]),
        (["3", "Smith,", "@cash,", "+food,"], ["3", "Smith", "@cash", "+food"]),
        (["3", "Smith,"], ["3", "Smith"]),
        (["3", "Smith，", "@cash"], ["3", "Smith", "@cash"]),
        (["3", ",", "@cash"], ["3", ",", "@cash"]),
        ([], []),
        (["1，200，房租"], ["1，200，房租"]),
        (["1，200"], ["1，200"]),
        (["35", "小杨，静安"], ["35", "小杨，静安"]),
        (["午饭，昨天"], ["午饭，昨天"]),
        (["@现金"], ["@现金"]),
        (["12.50", "Coffee"], ["12.50", "Coffee"]),
    ],
)
def test_chinese_commas_and_blanks_part_a_line(words: list[str], parts: list[str]) -> None:
    assert apart(words) == parts


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["昨天打车", "25块"], ("昨天", 0, "打车")),
        (["昨天打车25块"], ("昨天", 0, "打车25块")),
        (["昨天25块打车"], ("昨天", 0, "25块打车")),
        (["昨天", "打车", "25"], ("昨天", 0, "")),
        (["大前天，打车", "25"], ("大前天", 0, "打车")),
        (["昨晚的宵夜", "25", "@现金"], ("昨晚", 0, "宵夜")),
        (["25", "昨天打车"], ("昨天", 1, "打车")),
        (["25", "昨天", "打车"], ("昨天", 1, "")),
        (["今天便利店", "25"], ("今天", 0, "便利店")),
        (["25", "今天便利店"], ("", 0, "")),
        (["25", "昨天"], ("", 0, "")),
        (["昨天打车"], ("", 0, "")),
        (["昨天", "@现金"], ("", 0, "")),
        (["打车", "25"], ("", 0, "")),
        (["25"], ("", 0, "")),
        ([], ("", 0, "")),
    ],
)
def test_a_day_where_a_line_begins_is_told_from_the_name(words: list[str], found: tuple[str, int, str]) -> None:
    assert begins_with_day(words) == found


@given(st.lists(st.text(st.sampled_from("昨前天今25块打车@+，的 ")) | st.text(), max_size=4))
def test_the_day_of_a_line_is_a_part_of_its_word(words: list[str]) -> None:
    day, at, left = begins_with_day(words)
    assert not day or (words[at].startswith(day) and words[at].endswith(left))


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("买菜三十五块六", ["三十五块六", "买菜"]),
        ("早餐两块", ["两块", "早餐"]),
        ("早餐10块", ["10块", "早餐"]),
        ("午饭35", ["35", "午饭"]),
        ("买菜三十五", []),
        ("午饭3x", []),
        ("tea三块", []),
        ("早餐三个包子两元", ["两元", "早餐三个包子"]),
        ("三元", []),
        ("早餐", []),
    ],
)
def test_an_amount_at_the_end_of_a_word(word: str, found: list[str]) -> None:
    assert ends_in_amount(word) == found


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("吃饭花了35", ["35", "吃饭"]),
        ("吃饭花了35块", ["35块", "吃饭"]),
        ("支付宝付了35午饭", ["35", "午饭", "支付宝"]),
        ("微信支付了12块5早餐", ["12块5", "早餐", "微信"]),
        ("花了35午饭", ["35", "午饭"]),
        ("花了35", []),
        ("午饭花了", []),
        ("午饭花了不少", []),
        ("午饭花了12块三明治", []),
        ("午饭35", []),
    ],
)
def test_a_sentence_about_a_payment_is_a_line(word: str, found: list[str]) -> None:
    assert told(word) == found


@given(st.integers(1, 9999), st.sampled_from(["午饭", "买菜", "房租"]), st.sampled_from(["花了", "付了", "用了"]))
def test_no_sign_of_a_sentence_is_lost(yuan: int, name: str, verb: str) -> None:
    assert told(f"{name}{verb}{yuan}") == [str(yuan), name]
    assert "".join(reversed(told(f"现金{verb}{yuan}{name}"))) == f"现金{name}{yuan}"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["吃饭花了"], ["吃饭"]),
        (["支付宝", "付了"], ["支付宝"]),
        (["付了"], ["付了"]),
        (["午饭"], ["午饭"]),
        ([], []),
    ],
)
def test_what_only_says_that_it_was_paid_is_left_out(words: list[str], found: list[str]) -> None:
    assert without_verb(words) == found


def test_a_blank_behind_the_unit_is_no_count() -> None:
    assert readings("0角 0") == []


def test_a_currency_between_two_numbers_makes_them_no_two_amounts():
    with pytest.raises(UsageProblem) as caught:
        read_line(["y", "5", "eur", "-5°", "@cash"])
    assert caught.value.slug == "amount-first"
