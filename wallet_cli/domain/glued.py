"""An amount and a name written without a blank, as Chinese does: ``10块早餐``, ``35买菜``, ``15元3瓶水``, ``早餐10块``.

In comes one word, out go the ways in which it can be read: none, one, or two that only the person can decide between. A
number behind 块 is a part of the price (``12块5早餐``) or counts what was bought (``15元3瓶水``): a word that counts
things says so, and no number is ever cut. ``about`` finds what says only how much
about; ``apart`` takes a line apart that was typed with Chinese commas or blanks.
"""

from __future__ import annotations

import re
from itertools import pairwise

from wallet_cli.domain.amounts import is_amount_like
from wallet_cli.domain.currency import currency_of_word
from wallet_cli.domain.numerals import counts
from wallet_cli.domain.text import narrow
from wallet_cli.domain.vague import WORDS_BEFORE, WORDS_BEHIND, is_about

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Reading = tuple[str, str]
    """The amount, and the name."""

_DIGITS = "0123456789"
_YUAN = "块塊元圆圓"
_UNITS = _YUAN + "毛角"
_UNITS_ALL = frozenset(_UNITS)
_FRACTIONS = "毛角分"
_MULTIPLIERS = "百千万萬亿億"
_MEASURES = (
    "个個件份张張只隻条條斤两兩克吨公升毫杯碗盘盤瓶罐听桶盒箱包袋捆串根支枝把块塊片颗顆粒枚朵束棵株头頭匹对對双雙套组組打"
    "本册冊卷页頁封幅台臺部辆輛架艘间間栋層层座位名人口家次回趟场場顿頓天日周週月年季号號点點时時小分秒路线線楼樓室度折"
    "米寸尺里平匙勺滴味款种種样樣道节節课課集首期站级級等星成代岁歲倍英元毛角"
)
"""What a number counts: 3瓶, 两张, 5折, 三点."""
_NAMES_OF_MEASURES = (
    "包子", "盒饭", "杯面", "杯子", "瓶装", "串串", "条纹", "头盔", "口罩", "天妇罗", "日用", "日料", "米饭", "米线",
    "点心", "人参", "位子", "家具", "家政", "月饼", "口香糖", "面包", "小吃", "小笼", "小食", "小菜", "小杨", "公交",
    "公司", "线面", "年糕", "年货", "对联", "双皮", "周黑鸭", "英语", "星巴克", "成都", "平安", "时装", "首饰",
    "种子", "样品", "路费", "分红",
)  # fmt: skip
"""Names that begin like that: 3块5包子 can be both."""
_HALVES = "价價糖成熟岛夏肥场自"
"""半价 is half price, 半糖 half the sugar."""
_ABBREVIATED = ("kg", "g", "mg", "ml", "l", "cm", "mm", "m", "km", "gb", "mb", "oz", "lb", "pcs")
_NOT_CENTS = "糖熟裤褲钟鐘之甜辣"
"""三分糖 is how sweet a tea is, 五分钟 how long."""
_OF_MONEY = ("包", "夹", "夾", "袋")
"""钱包 is a purse."""
_OF_MULTIPLIERS = (
    "万达", "万科", "万宝", "万象", "万家", "万事", "万圣", "千层", "千叶", "千岛", "千禧", "百事", "百度", "百果",
    "百胜", "百联", "百货", "百合", "百香", "百丽", "百威", "百家",
)  # fmt: skip
_CORNERS = "三五六八"
"""三角 and 八角 are also what is sold: 三角饭团."""
_SHOPS = "店"
"""3元店 is a shop of its own."""
_OF_DATES = "月日号號年点點时時天周週"
_POINTS = ".．"
_TODAY = ("今天", "今早", "今晚")
"""After the amount they may begin a name, and change nothing."""
_DAYS = ("大前天", "前天", "昨天", "昨日", "昨晚", "前晚", *_TODAY)
_SPENT = ("支付了", "花费了", "花掉了", "花了", "付了", "用了", "刷了", "扫了", "消费了")
_SEPARATORS = "，、；\u3000"
_NUMBER = re.compile(r"(?<![A-Za-z\d.])\d+(?:[.,]\d+)*")
_PRICES = _UNITS + "钱"


def readings(word: str) -> list[Reading]:
    """The ways in which a word is an amount and a name behind it: ``10块早餐`` one, ``12块三明治`` two, the likelier
    first; [] for anything else.
    """
    if word.isascii() or not _is_said(word):
        return []
    end = next((end for end in range(len(word) - 1, 0, -1) if is_amount_like(word[:end])), 0)
    amount, name = word[:end], word[end:]
    if not end or not (name[0].isalpha() or _is_number_sign(name[0]) or name[0] in _POINTS):
        return []
    unit = max((at for at, char in enumerate(amount) if char in _UNITS), default=-1) + 1
    if unit and unit < end and amount[unit:] not in ("钱", "整", "正", "钱整") and amount[-1] != "分":
        return _counted(word, unit)
    if not name[0].isalpha():
        return []
    if unit or amount[-1] == "分":
        return _with_unit(amount, name)
    return _bare(amount, name)


def about(words: Sequence[str]) -> str:
    """What of a line's first words is about an amount: ``大概 50``, ``5块 多``, ``20块左右``; "" where nothing is."""
    if not words:
        return ""
    first, rest = words[0], words[1:]
    if rest and first.casefold() in WORDS_BEFORE and is_amount_like(rest[0]):
        return f"{first} {rest[0]}"
    if is_amount_like(first) and [each.casefold() for each in rest[:2]] == ["or", "so"]:
        return f"{first} or so"
    if rest and rest[0].casefold() in WORDS_BEHIND and is_amount_like(first):
        return f"{first} {rest[0]}"
    return first if is_about(first) and not any(map(is_amount_like, rest)) else ""


def ends_in_amount(word: str) -> list[str]:
    """The amount at the end of a word and what is written in front of it, ``早餐10块``, ``午饭35`` or, with its unit,
    ``买菜三十五块六``; [] for none.
    """
    for at in range(1, len(word)):
        if not word[at - 1].isalpha() or word[at - 1].isascii():
            continue
        if narrow(word[at]) in _DIGITS:
            return [word[at:], word[:at]] if is_amount_like(word[at:]) else []
        if _is_number_sign(word[at]) and not _UNITS_ALL.isdisjoint(word[at + 1 :]) and is_amount_like(word[at:]):
            return [word[at:], word[:at]]
    return []


def are_several(words: Sequence[str], is_currency: Callable[[str], bool]) -> bool:
    """Whether words have several amounts with other words between them: ``tea 3 and cake 4``, ``午饭35，晚饭40``; not
    ``Route 66 12``, nor what a number in a Chinese word counts or dates, or what is in front: ``3元面馆 买2个面包 8``.
    """
    if all(word.isascii() for word in words):
        places = [at for at, word in enumerate(words) if is_amount_like(word)]
        ends = pairwise(places)
        return any(not all(map(is_currency, words[at + 1 : end])) for at, end in ends)
    text = " ".join(words)
    found = [match for match in _NUMBER.finditer(text) if match.start() and _is_price(text[match.end() :])]
    between = (text[one.end() : other.start()].lstrip(_PRICES) for one, other in pairwise(found))
    words_between = (word for each in between for word in each.split())
    return any(any(map(str.isalpha, word)) and not is_currency(word) for word in words_between)


def _is_price(behind: str) -> bool:
    """Whether what is behind a number doesn't say that it counts something or is a date."""
    return behind[:1] in tuple(_PRICES) or not behind[:1] or behind[0] not in _MEASURES + _OF_DATES


def told(word: str) -> list[str]:
    """The words of a sentence about a payment in the order of a line: ``午饭花了35`` and ``支付宝付了35午饭``, of which
    the last word is what paid, or was bought; [] for another word, or one with two readings.
    """
    for verb in _SPENT:
        head, found, tail = word.partition(verb)
        if not found or not tail:
            continue
        if is_amount_like(tail):
            return [tail, head] if head else []
        known = readings(tail)
        if len(known) == 1 and known[0][0]:
            return [*known[0], *([head] if head else [])]
    return []


def without_verb(words: Sequence[str]) -> list[str]:
    """The words in front of an amount without what only says that it was paid: ``吃饭花了``, ``支付宝 付了``."""
    verb = next((each for each in _SPENT if words and words[-1].endswith(each)), "")
    name = words[-1].removesuffix(verb) if verb else ""
    return [*words[:-1], *([name] if name else [])] if verb and (name or len(words) > 1) else list(words)


def begins_with_day(words: Sequence[str]) -> tuple[str, int, str]:
    """The day that is said where a line begins, or right after its amount, in which of its words, and what is left of
    that word: ``昨天打车 25块``, ``昨天 打车 25``, ``25 昨天打车``; ("", 0, "") where no amount or no name remains.
    """
    at = 1 if len(words) > 1 and is_amount_like(words[0]) else 0
    day = next((each for each in _DAYS if words and words[at].startswith(each)), "")
    left = words[at][len(day) :].lstrip(f"的{_SEPARATORS},") if day else ""
    plain = [word for word in (*words[:at], left, *words[at + 1 :]) if word and narrow(word[0]) not in ("@", "+")]
    amounts = [bool(is_amount_like(word) or ends_in_amount(word) or readings(word)) for word in plain]
    is_free = any(amounts) and (len(plain) > 1 or not is_amount_like(plain[0])) and not (at and day in _TODAY)
    return (day, at, left) if day and is_free else ("", 0, "")


def apart(words: Sequence[str]) -> list[str]:
    """The words of a line whose commas or wide blanks part them: ``25，地铁，@支付宝``, ``35　午饭　＠现金``.

    They part where an amount is in front, and before ``@``, ``+`` and the end; in a name they are what they are.
    """
    out: list[str] = []
    for word in words:
        is_first = all(narrow(each[:1]) in ("@", "+") for each in out)
        out += [word] if word.isascii() else _pieces(word, is_first=is_first)
    first = next((word for word in words if narrow(word[:1]) not in ("@", "+")), "")
    marks = f"{_SEPARATORS},"
    if first[-1:] in tuple(marks) and is_amount_like(first[:-1]):  # 25， 地铁， @支付宝; 12.50, Coffee, @cash
        return [each.rstrip(marks) or each for each in out]
    ends = [narrow(word[:1]) in ("@", "+") for word in out]
    last = [end or after for end, after in zip(ends, [*ends, True][1:], strict=True)]
    return [(is_last and each.rstrip(marks)) or each for each, is_last in zip(out, last, strict=True)]


def _pieces(word: str, *, is_first: bool) -> list[str]:
    at = next((at for at, char in enumerate(word) if char in _SEPARATORS), 0)
    begins = is_first and at and not is_amount_like(word) and is_amount_like(word[:at])
    if begins and not narrow(word[at + 1 : at + 2]).isdecimal():  # 1，200，房租 isn't 1
        return [piece for piece in _parted(word) if piece]
    found, start = list[str](), 0
    for at in range(1, len(word) - 1):
        if word[at] in _SEPARATORS and narrow(word[at + 1]) in ("@", "+"):
            found.append(word[start:at])
            start = at + 1
    found.append(word[start:])
    if len(found) > 1 or narrow(word[:1]) in ("@", "+"):
        found = [each.rstrip(_SEPARATORS) or each for each in found]
    return [each for each in found if each]


def _parted(word: str) -> list[str]:
    for mark in _SEPARATORS[1:]:
        word = word.replace(mark, _SEPARATORS[0])
    return word.split(_SEPARATORS[0])


def _is_said(word: str) -> bool:
    """Whether a word begins like a price: 一块蛋糕 is a piece of it."""
    first = word[1:2] if currency_of_word(word[0]) else word[:1]
    return narrow(first) in tuple(_DIGITS) or word[0] in "十百千万" or word[1:2] in tuple("十百千万")


def _is_number_sign(char: str) -> bool:
    return (counts(narrow(char)) and char not in "点點") or char == "半"  # 一点点 is a little


def _counted(word: str, unit: int) -> list[Reading]:
    """A number right behind 块: a part of the price, or how many there are of what was bought."""
    amount, rest = word[:unit], word[unit:]
    end = next((at for at, char in enumerate(rest) if not (_is_number_sign(char) or char in _POINTS)), len(rest))
    run, name = narrow(rest[:end]), rest[end:]
    if not name or not run or (name[0] in _FRACTIONS and run[0] in "0零〇"):
        return []  # 10块05毛: an amount gone wrong
    counted, priced = (amount, rest), (amount + rest[:end], name)
    if not is_amount_like(amount + run):
        return [counted]
    if run[0] in "0零〇":
        return [priced]
    if name.startswith(_NAMES_OF_MEASURES) or (name[0].isascii() and not _is_measure(name)):
        return [priced, counted]
    if _is_measure(name) or (run == "半" and name[0] in _HALVES):
        return [counted]
    return [priced] if len(run) == 1 and run in _DIGITS else [priced, counted]  # 10块三明治, 100元95汽油


def _is_measure(name: str) -> bool:
    if not name[0].isascii():
        return name[0] in _MEASURES
    end = next((at for at, char in enumerate(name) if not (char.isascii() and char.isalpha())), len(name))
    return name[:end].casefold() in _ABBREVIATED


def _with_unit(amount: str, name: str) -> list[Reading]:
    """An amount that ends in its unit; some units begin a name."""
    if name == _SHOPS:
        return []
    last = amount[-1]
    if (last == "钱" and name[0] in _OF_MONEY) or last in "整正" or (last == "角" and amount[-2] in _CORNERS):
        cut = len(amount) - (2 if last == "角" else 1)
        other = [(amount[:cut], amount[cut:] + name)] if is_amount_like(amount[:cut]) else []
        return [(amount, name), *other]
    if last == "分" and name[0] in _NOT_CENTS:
        start = max((at for at, char in enumerate(amount) if char in _UNITS), default=-1) + 1
        return [(amount[:start], amount[start:] + name)] if start else []
    return [(amount, name)]


def _bare(amount: str, name: str) -> list[Reading]:
    """Digits without a unit: ``35买菜``; what may count something, or be a date, isn't a price."""
    if narrow(amount[0]) not in _DIGITS and not currency_of_word(amount[0]):
        return []
    if currency_of_word(amount[0]) or any(currency_of_word(amount[at:]) for at in range(1, len(amount))):
        return [(amount, name)]
    if (
        amount[-1] in ",.，．"
        or name[0].isascii()
        or (name[0] in _OF_DATES and not name.startswith(_NAMES_OF_MEASURES))
    ):
        return []
    if amount[-1] in _MULTIPLIERS and (amount[-1] + name).startswith(_OF_MULTIPLIERS):
        return [(amount, name), (amount[:-1], amount[-1] + name)]
    if narrow(amount[-1]) in "KW":
        return [(amount, name), ("", amount + name)]  # 3W灯泡
    if _is_measure(name) or name[0] in _FRACTIONS + _YUAN:
        return [("", amount + name), (amount, name)]
    return [(amount, name)]
