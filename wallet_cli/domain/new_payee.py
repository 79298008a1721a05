"""What a payee never seen before says that was meant for something else: a date, a memo, who shares, a fee.

In comes the line with such a payee; it is refused with the line that was meant. A payee who is known is never checked:
that name is right, whatever it looks like.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.amounts import is_amount_like
from wallet_cli.domain.dates import WEEKDAYS, looks_like_date, read_date
from wallet_cli.domain.period_words import looks_like_period
from wallet_cli.domain.quickline import QuickLine, is_short_name, join_words, spelled
from wallet_cli.domain.said import days
from wallet_cli.domain.text import narrow
from wallet_cli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_SHARED = ("aa", "aa制", "平摊", "均摊", "平分", "分摊")
_WITH = ("和", "跟", "与")
_SPLIT = ("split", "shared", "halved", "share")
_WITH_ENGLISH = ("with", "between", "among")
_FEES = ("手续费", "服务费", "fee", "fees")
_MEMOS = ("备注", "memo", "note")
_COLONS = ("：", ":")
_ANY_DAY = date(2000, 2, 1)
_TAKES_FEE = ("transfer", "exchange")
_MARKS = frozenset("-–—_.…,，、。;；:：!！?？*~/\\|'\"`=")
_ENGLISH_PERIODS = (
    *("last week", "this week", "next week", "last month", "this month", "next month"),
    *("last year", "this year", "next year"),
    *(f"{which} {day}" for which in ("this", "next") for day in (*WEEKDAYS, *(day[:3] for day in WEEKDAYS))),
)
"""``next friday`` is the nearest one to some people, and to others the one behind."""
_LINKS = {"receive": ("from",), "refund": ("from", "for")}
_ARTICLES = ("a", "an", "the", "my")
_DAY = r"(?:3[01]|[12]\d|0?[1-9])[号日]"
_DAY_IN_FRONT = (
    rf"(?:[上下这本]个?月(?:{_DAY})?|(?:1[0-2]|0?[1-9])月{_DAY}|{_DAY}(?![楼线店院馆门库仓桌机码用本式])"
    r"|[上下这本]个?(?:周|星期|礼拜)[一二三四五六日天]?|大?[前后明]天)(?=[^\d])"
)
"""``号`` and ``日`` are of names, too: 3号线, 7日用品."""
_DAY_SIGNS = frozenset("号日月周期拜天")
"""One of these is in each."""


def check_new_payee(line: QuickLine, command: str = "", people: Sequence[str] = ()) -> None:
    """Refuse a payee never seen before that is more likely a slip of the fingers, with the line that was meant.

    UsageProblem("payee-is-number") for ``12 50``, ("payee-is-mark") for ``99 -``, ("payee-is-short-name") for
    ``5 t3``, ("payee-ends-in-date") for ``12.50 Coffee yesterday``, ("payee-ends-in-period") for ``上个月``,
    ("payee-has-memo") for ``备注：和同事``, ("payee-says-shared") for ``AA 小王``, ("payee-says-fee") for
    ``手续费 0.2``. ``people`` are those who share the bill, whose shares may be behind them: ``Dinner --with anna 20``
    is Dinner with anna=20. The service asks for it with new payees only: an old one may be called what it likes.
    """
    words = line.payee.split()
    if words and all(map(is_short_name, words)):
        word = words[0]
        of = word if command == "refund" and word[0] == "t" and line.amounts else ""
        raise UsageProblem(
            "payee-is-short-name",
            payee=line.payee,
            corrected=spelled(line._replace(payee="NAME")),
            other=f"{spelled(line._replace(payee=''))} --of {of}" if of else "",
        )
    if words and _MARKS.issuperset("".join(words)):
        raise UsageProblem("payee-is-mark", payee=line.payee, corrected=spelled(line._replace(payee="NAME")))
    _require_no_memo(line)
    if command == "pay":
        _require_no_shares(line, people)
        _require_not_shared(line)
    if command in _TAKES_FEE:
        _require_no_fee(line)
    period = next((each for each in _ENGLISH_PERIODS if line.payee.casefold().endswith(f" {each}")), "")
    count, day = days.behind(words)
    name, end = (" ".join(words[:-count]), " ".join(words[-count:])) if count else _last(line.payee)
    day = day or (end if looks_like_date(end) else "")
    if is_amount_like(line.payee):
        raise UsageProblem("payee-is-number", payee=line.payee, corrected=spelled(line._replace(payee="NAME")))
    if day and not period:
        name = name.strip()
        name = name[:-3] if name.casefold().endswith(" on") else name
        shown = "DATE" if _is_of_two_days(end) else join_words([day])
        corrected = f"{spelled(line._replace(payee=name or 'NAME'))} -d {shown}"
        raise UsageProblem("payee-ends-in-date", payee=line.payee, date=end, corrected=corrected)
    if not period and not end.isascii() and looks_like_period(end):
        period = end
    _require_no_day_in_front(line)
    if period:
        name = line.payee[: -len(period)].rstrip(" ，、")
        corrected = f"{spelled(line._replace(payee=name or 'NAME'))} -d DATE"
        raise UsageProblem("payee-ends-in-period", payee=line.payee, period=period, corrected=corrected)


def without_link(payee: str, command: str) -> str:
    """What is behind the word that only leads to it in a sentence: ``shoes`` in a refund
    ``from the shoes``; "" for another payee. A name has a capital: ``From Scratch``.
    """
    return behind_link(payee, _LINKS.get(command, ()))


def behind_link(payee: str, links: Sequence[str]) -> str:
    """What is behind one of these words and an article at the beginning of a name; "" where it doesn't begin so."""
    link, _blank, name = payee.partition(" ")
    article, _blank, rest = name.partition(" ")
    return (rest if rest and article in _ARTICLES else name) if link in links else ""


def _is_of_two_days(text: str) -> bool:
    """Whether a date may be either of two: ``11/05``."""
    try:
        read_date(text, _ANY_DAY)
    except UsageProblem as error:
        return error.slug == "date-ambiguous"
    return False


def _require_no_day_in_front(line: QuickLine) -> None:
    """Refuse ``3号交房租``, ``下个月房租`` and ``yesterday bread``: it would be of today."""
    day = days.in_front(line.payee.split())
    day, name = (day, line.payee[len(day) :].strip()) if day else day_in_front(line.payee)
    if name and looks_like_date(day):
        corrected = f"{spelled(line._replace(payee=name))} -d {day}"
        raise UsageProblem("payee-ends-in-date", payee=line.payee, date=day, corrected=corrected)
    if name:
        corrected = f"{spelled(line._replace(payee=name))} -d DATE"
        raise UsageProblem("payee-ends-in-period", payee=line.payee, period=day, corrected=corrected)


def day_in_front(payee: str) -> tuple[str, str]:
    """The day or period that a name in Chinese begins with, and the rest of it, ``3号`` and ``交房租``; "" and "" where
    it doesn't, or nothing would be left.
    """
    if _DAY_SIGNS.isdisjoint(payee):
        return "", ""
    import re  # daily commands do without it

    found = re.match(_DAY_IN_FRONT, payee)
    name = payee[found.end() :].lstrip("的，、 ") if found else ""
    return (found[0], name) if found and name else ("", "")


def _last(payee: str) -> tuple[str, str]:
    """The last word of a payee, behind a blank or a Chinese comma, and what is in front of it."""
    at = max(payee.rfind(mark) for mark in " ，、\u3000")
    return payee[: max(at, 0)].rstrip(" ，、\u3000"), payee[at + 1 :]


def _require_no_memo(line: QuickLine) -> None:
    """Refuse ``午饭 备注：和同事``; a colon says that what follows is the memo."""
    words = line.payee.split()
    for at, word in enumerate(words):
        label = next((each for each in _MEMOS if narrow(word).casefold().startswith(f"{each}:")), "")
        memo = " ".join((word[len(label) + 1 :], *words[at + 1 :])).strip() if label else ""
        if memo:
            name = " ".join(words[:at]).rstrip("，、")
            corrected = f"{spelled(line._replace(payee=name or 'NAME'))} -m {join_words([memo])}"
            raise UsageProblem("payee-has-memo", payee=line.payee, memo=memo, corrected=corrected)


def _require_not_shared(line: QuickLine) -> None:
    """Refuse ``午饭 AA 小王 小李`` and ``午饭 和小王AA``: who shares a bill owes a part of it."""
    words = line.payee.split()
    _require_not_split(line, words)
    for at, word in enumerate(words):
        how = next((each for each in _SHARED if narrow(word).casefold().endswith(each)), "")
        before = word[: len(word) - len(how)]
        if not how or not at or (before and not before.startswith(_WITH)):
            continue
        people = [each for each in (before[1:], *words[at + 1 :]) if each]
        name, end = words[:at], words[at - 1]
        if not people and at > 1 and end.startswith(_WITH) and end[1:]:
            name, people = words[: at - 1], [end[1:]]
        options = " ".join(f"--with {join_words([each])}" for each in people or ["NAME"])
        corrected = f"{spelled(line._replace(payee=' '.join(name)))} {options}"
        raise UsageProblem("payee-says-shared", payee=line.payee, word=word, corrected=corrected)


def _require_no_shares(line: QuickLine, people: Sequence[str]) -> None:
    """Refuse ``Dinner 20 ben 10`` with anna: what is behind a person and an amount is more of them."""
    words = line.payee.split()
    for at in range(1, len(words)) if people and not any("=" in each for each in people) else ():
        shares = words[at:]
        if len(people) == 1 and len(shares) % 2:
            found = [*people, *shares]  # anna 20, ben 10
        elif len(people) == len(shares):
            found = [word for pair in zip(people, shares, strict=True) for word in pair]
        else:
            continue
        names, amounts = found[::2], found[1::2]
        if all(map(_is_share, amounts)) and not any(map(_is_share, names)):
            options = " ".join(
                f"--with {join_words([f'{name}={part}'])}" for name, part in zip(names, amounts, strict=True)
            )
            corrected = f"{spelled(line._replace(payee=' '.join(words[:at])))} {options}"
            raise UsageProblem("payee-says-shared", payee=line.payee, word=" ".join(shares), corrected=corrected)


def _is_share(word: str) -> bool:
    return is_amount_like(word.removesuffix("%"))


def _require_not_split(line: QuickLine, words: Sequence[str]) -> None:
    """Refuse ``beer split with Bob and Anna`` and ``shared with Bob for beer``."""
    for at in range(len(words) - 1):
        if words[at].casefold() in _SPLIT and words[at + 1].casefold() in _WITH_ENGLISH:
            behind = words[at + 2 :]
            end = next((place for place, word in enumerate(behind) if not at and word in ("for", "on")), len(behind))
            name = " ".join(words[:at] or behind[end + 1 :]) or "NAME"
            told = " ".join(behind[:end]).replace(" and ", ",").replace("&", ",").split(",")
            people = [each.strip() for each in told if each.strip()] or ["NAME"]
            options = " ".join(f"--with {join_words([each])}" for each in people)
            corrected = f"{spelled(line._replace(payee=name))} {options}"
            word = " ".join(words[at : at + 2])
            raise UsageProblem("payee-says-shared", payee=line.payee, word=word, corrected=corrected)


def _require_no_fee(line: QuickLine) -> None:
    """Refuse ``手续费 0.2`` behind the accounts of a transfer: it would move without its fee."""
    words = line.payee.split()
    for at, word in enumerate(words):
        how = next((each for each in _FEES if word.casefold().startswith(each)), "")
        glued = word[len(how) :].lstrip("：:")
        fee = glued if glued else "".join(words[at + 1 : at + 2])
        if how and is_amount_like(fee):
            rest = " ".join((*words[:at], *words[at + (1 if glued else 2) :]))
            corrected = f"{spelled(line._replace(payee=rest))} --fee {fee}"
            raise UsageProblem("payee-says-fee", payee=line.payee, fee=fee, corrected=corrected)
