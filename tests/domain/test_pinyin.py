"""Chinese names in letters: what is read how is what an independent dictionary says."""

import pytest
from pypinyin import Style, pinyin

from wallet_cli.domain.pinyin import (
    BEGINS,
    BEGINS_INITIALS,
    INITIALS,
    WHOLE,
    begins,
    is_typed_so,
    match,
    readings,
    spelled,
)

FIRST, LAST = 0xB0A1, 0xD7F9
EVERY_CHARACTER = [chr(point) for point in range(0x4E00, 0xA000)]
COMMON = [char for char in EVERY_CHARACTER if FIRST <= int.from_bytes(char.encode("gb2312", "ignore"), "big") <= LAST]
TWO_WAYS = {
    "行": {"hang", "xing"}, "重": {"zhong", "chong"}, "长": {"chang", "zhang"}, "乐": {"le", "yue"},
    "都": {"du", "dou"}, "还": {"hai", "huan"}, "厦": {"sha", "xia"}, "单": {"dan", "shan"}, "曾": {"ceng", "zeng"},
    "车": {"che", "ju"}, "会": {"hui", "kuai"}, "绿": {"lv", "lu"},
}  # fmt: skip
OF_MONEY = (
    "支付宝微信余额花呗京东美团拼多淘天猫滴中国工商银行建设农业招交通邮储浦发民生信光大平安兴业广现金储蓄卡信用贷款投资"
    "餐饮居家住房通交医疗娱乐旅行礼物手续费工资利息其他收入支出红包咖啡超市水电燃气话宽带停加油打借还理财基股票保险税"
    "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文闫覃瞿窦岑滕"
)


def told(char: str) -> set[str]:
    """What the dictionary says of a character, without tones."""
    (found,) = pinyin(char, style=Style.NORMAL, heteronym=True, v_to_u=False)
    return {each.replace("ü", "v") for each in found}


def test_each_reading_of_each_character_is_one_that_the_dictionary_has() -> None:
    known = {char: readings(char) for char in EVERY_CHARACTER if readings(char)}
    assert len(COMMON) == 3755
    assert known.keys() > set(COMMON)
    assert {char: ways for char, ways in known.items() if not set(ways) <= told(char)} == {}


def test_the_words_of_money_and_the_usual_surnames_are_known_by_their_usual_reading() -> None:
    usual = {char: pinyin(char, style=Style.NORMAL)[0][0].replace("ü", "v") for char in OF_MONEY}
    assert {char: way for char, way in usual.items() if way not in readings(char)} == {}


@pytest.mark.parametrize("char", TWO_WAYS)
def test_what_is_read_in_two_ways_counts_in_both(char: str) -> None:
    assert set(readings(char)) >= TWO_WAYS[char]


@pytest.mark.parametrize(
    ("typed", "name", "way"),
    [
        ("zhifubao", "支付宝", WHOLE),
        ("ZhiFu-Bao", "支付宝", WHOLE),
        ("zfb", "支付宝", INITIALS),
        ("zhifu", "支付宝", BEGINS),
        ("zhif", "支付宝", BEGINS),
        ("z", "支付宝", ""),
        ("zf", "支付宝", BEGINS_INITIALS),
        ("zhifubaoa", "支付宝", ""),
        ("zfbao", "支付宝", ""),
        ("jianhang", "建行", WHOLE),
        ("jianxing", "建行", WHOLE),
        ("zhangcheng", "长城", WHOLE),
        ("lvyou", "旅游", WHOLE),
        ("luyou", "旅游", WHOLE),
        ("canyin:kafei", "餐饮:咖啡", WHOLE),
        ("cykf", "餐饮:咖啡", INITIALS),
        ("zhaohangvisa", "招行 Visa", WHOLE),
        ("visa", "Visa", ""),
        ("fb", "支付宝", ""),
        ("zhifubao", "支付寶", ""),
    ],
)
def test_how_letters_spell_a_name(typed: str, name: str, way: str) -> None:
    assert match(typed, name) == way


def test_what_a_name_begins_with_is_offered_from_the_first_letter_on() -> None:
    assert all(begins(typed, "支付宝") for typed in ("z", "zf", "zfb", "zh", "zhi", "zhif", "zhifubao"))
    assert not any(begins(typed, "支付宝") for typed in ("", "f", "zb", "zhb", "zhifubaox"))
    assert not begins("v", "visa")


def test_pinyin_is_ascii_with_letters() -> None:
    assert is_typed_so("zfb")
    assert not any(map(is_typed_so, ("支付宝", "12", "")))


@pytest.mark.parametrize(
    ("name", "typed", "letters"),
    [
        ("支付宝", "", "zhifubao"),
        ("招商银行", "", "zhaoshangyinhang"),
        ("招商银行", "zhaoshangyinx", "zhaoshangyinxing"),
        ("重庆卡", "Chong", "chongqingka"),
        ("招商-Bank:卡", "zs", "zhaoshang-Bank:ka"),
    ],
)
def test_a_name_is_spelled_as_it_was_begun(name: str, typed: str, letters: str) -> None:
    assert spelled(name, typed) == letters
    assert begins(letters, name)
