"""Which rows of an e-wallet's file and of a bank's are one purchase, top-up, withdrawal or refund: all decided at once.

In come both files' sides of one account, in any order, those that were joined before among them; out come the pairs.
The bank books an amount ``DAYS`` after the platform has it (``HOLIDAY_DAYS`` over a weekend or a holiday), and never
before. Where its text names the platform (``platform_in``), only rows of that platform may be it. Of all ways to pair
them the one with the most pairs is taken, of these the one whose texts agree best, and then the order of the days:
equal platform, amount, days and text are interchangeable, and any way is right. Where a bank's text names no platform,
a pair needs the shop's name in it, or has to be the only one possible from both sides with nothing said against it;
else both stay apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from datetime import timedelta
from functools import lru_cache

from wallet_cli.domain.files.joins.assignment import NOBODY, assigned
from wallet_cli.domain.text import fold
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
    from datetime import date

    from wallet_cli.domain.money import Money

    Choices = list[tuple[int, int]]
    """What a bank's row may be, by its place, and how little the texts agree."""

DAYS, HOLIDAY_DAYS = 3, 5
"""The most days that may lie between the platform's day and the bank's."""

NAMED, ONLY, SEVERAL, EITHER = "both-files", "both-files-only", "both-files-several", "either-file"
"""Why two rows are one: the bank's text names the platform or the shop; no other rows can be it; or several can, and
this pair is the likeliest, which is in doubt. Why one stays apart, which is in doubt too: it may be one of several.
"""

LESS = "both-files-less"
"""The bank has less, as a red packet paid a part: no other row can be it."""

BOTH = frozenset({NAMED, ONLY, SEVERAL, LESS})
"""The reasons of what is in both files."""

ANOTHER = "?"
"""A platform whose files aren't read."""

MOST_CHOICES = 5_000
"""Of more choices of one amount no best assignment is looked for: then rows take what is free in the days' order."""

_PLATFORMS = (
    ("支付宝", re.compile("支付宝|alipay")),
    ("微信", re.compile("财付通|微信|wechat|weixin|tenpay")),
    ("京东", re.compile("京东支付|京东钱包|网银在线")),
    ("美团", re.compile("美团支付|美团钱包|钱袋宝")),
    (ANOTHER, re.compile("抖音支付|云闪付|翼支付|和包支付|度小满|百付宝|拉卡拉|易宝支付|paypal")),
)
"""How banks' texts name a platform that a payment went through, and its own name; the first that fits counts."""

_AGAINST = re.compile(
    r"取款|取现|存现|存款|atm|工资|代发|薪|利息|结息|年费|工本费|手续费|理财|转账|转帐|汇款|汇入|还款"
    r"|cash|salary|interest|\bfee\b"
)
"""In a text that names no platform: it is something else."""

_SAYS_NOTHING = re.compile(
    r"支付宝|财付通|微信|京东支付|网银在线|支付|消费|快捷|无卡|网上|网络|扫码|扫二维码|付款|收款|二维码|商户|平台|交易|银联"
    r"|充值|提现|退款|转账|还款|订单|购物|代扣|扣款|特约|有限|责任|公司|科技|信息|技术|服务|中国|上海|北京|深圳|杭州|广州"
    r"|alipay|wechat|weixin|tenpay|pay|ltd|inc|the|com"
)
_SIGNS = 2
_LETTERS = 3

_NOTHING_SHARED, _NOTHING_SAID, _STEPS = 12, 11, 10
"""How little texts agree: ``_STEPS`` and less where they share something, more where one says nothing of it, most
where both do and it isn't the same.
"""

_ALIKE, _CALLED = 5, 1
"""So little two texts of a platform differ that are of one shop; and a text from what is known to mean it."""

_HOLIDAYS = ((101, 103), (120, 225), (403, 406), (501, 505), (1001, 1008))
"""Chinese holidays by month and day; the spring festival's within the days on which it can be."""


class Side(NamedTuple):
    """A row as one of the two has it: ``amount`` in the owner's view on the account that both are about; ``text`` who
    and what for; ``platform`` whose row it is, of a bank's which one it names (``platform_in``); ``mark`` what else is
    only its own, by which equal ones are in one order whichever file comes first; ``at_most``: a red packet paid
    a part of the platform's amount that isn't said.
    """

    key: Hashable
    day: date
    amount: Money
    text: str
    platform: str
    mark: str = ""
    at_most: bool = False


class Pair(NamedTuple):
    """The places of a platform's side and a bank's that are one; where that is in doubt, of others they may be."""

    told: int
    bank: int
    reason: str
    other_told: tuple[int, ...] = ()
    other_bank: tuple[int, ...] = ()


class Decided(NamedTuple):
    """The ``pairs``; and ``apart``: the places of bank's sides that several of the platforms' may be, or that aren't
    the only ones that may be one of them, with these; they stay apart.
    """

    pairs: list[Pair]
    apart: dict[int, tuple[int, ...]]


def platform_in(text: str) -> str:
    """The platform that a bank's text names, by the name it gives itself; "" for none, ANOTHER for one of others."""
    key = fold(text)
    return next((name for name, words in _PLATFORMS if words.search(key)), "")


def decided(told: Sequence[Side], bank: Sequence[Side]) -> Decided:
    """What belongs together; the same whichever came first, and in whatever order both are given."""
    tolds, banks = (sorted(range(len(sides)), key=lambda n: _order(sides[n])) for sides in (told, bank))
    found = _decided([told[n] for n in tolds], [bank[n] for n in banks])
    pairs = [
        Pair(
            tolds[pair.told],
            banks[pair.bank],
            pair.reason,
            tuple(tolds[other] for other in pair.other_told),
            tuple(banks[other] for other in pair.other_bank),
        )
        for pair in found.pairs
    ]
    return Decided(pairs, {banks[n]: tuple(tolds[at] for at in some) for n, some in found.apart.items()})


def _order(side: Side) -> tuple[date, str, str, str]:
    return side.day, side.text, side.platform, side.mark


def _decided(told: Sequence[Side], bank: Sequence[Side]) -> Decided:
    """The same of sides that are in the order of their days."""
    amounts: dict[Money, tuple[list[int], list[int]]] = {}
    for n, side in enumerate(bank):
        amounts.setdefault(side.amount, ([], []))[1].append(n)
    for n, side in enumerate(told):
        if side.amount in amounts:
            amounts[side.amount][0].append(n)
    called: dict[str, set[str]] = {}
    some = [(_Amount(told, bank, its, called), rows) for its, rows in amounts.values() if its]
    for amount, rows in some:
        _learn(amount, rows)
    found = Decided([], {})
    for amount, rows in some:
        _of_amount(amount, rows, found)
    _of_less(told, bank, found)
    return found


def _of_less(told: Sequence[Side], bank: Sequence[Side], found: Decided) -> None:
    """Pair what a red packet may have paid a part of with the only row of the bank's that is less and can be it."""
    taken = {pair.told for pair in found.pairs}, {pair.bank for pair in found.pairs}
    free = [n for n, side in enumerate(bank) if side.platform and n not in taken[1]]
    near = {
        at: [n for n in free if _is_less(side, bank[n])]
        for at, side in enumerate(told)
        if side.at_most and at not in taken[0]
    }
    times = Counter(n for some in near.values() for n in some)
    found.pairs.extend(Pair(at, some[0], LESS) for at, some in near.items() if len(some) == 1 == times[some[0]])


def _is_less(told: Side, bank: Side) -> bool:
    most, least = told.amount, bank.amount
    is_part = most.currency == least.currency and least.minor * most.minor > 0 and abs(least.minor) < abs(most.minor)
    return is_part and _may(told, bank) and unlike(told.text, bank.text) < _NOTHING_SHARED


def _learn(amount: _Amount, bank: Sequence[int]) -> None:
    """Whom a bank's text that calls nobody as the platform does means: of pairs that can't be otherwise."""
    near = {n: amount.near(n, ()) for n in bank if amount.bank[n].platform}
    times = Counter(at for some in near.values() for at, _cost in some)
    for n, some in near.items():
        if len(some) == 1 and times[some[0][0]] == 1 and some[0][1] == _NOTHING_SHARED:
            amount.called.setdefault(amount.bank[n].text, set()).add(amount.told[some[0][0]].text)


class _Amount(NamedTuple):
    """All sides, and the places of the platforms' of one amount, in the order of their days; what texts of the bank's
    are known to be ``called`` on the platform.
    """

    told: Sequence[Side]
    bank: Sequence[Side]
    places: Sequence[int]
    called: dict[str, set[str]]

    def near(self, n: int, taken: Container[int]) -> Choices:
        """What a bank's side may be."""
        one, told = self.bank[n], self.told
        first = bisect_left(self.places, one.day - timedelta(HOLIDAY_DAYS), key=self._day)
        last = bisect_right(self.places, one.day, key=self._day)
        some = (at for at in self.places[first:last] if at not in taken and _may(told[at], one))
        return [(at, self._unlike(told[at].text, one.text)) for at in some]

    def _unlike(self, told: str, bank: str) -> int:
        cost = unlike(told, bank)
        if cost == _NOTHING_SHARED and any(unlike(told, text) <= _ALIKE for text in self.called.get(bank, ())):
            return _CALLED
        return cost

    def _day(self, at: int) -> date:
        return self.told[at].day


def _of_amount(amount: _Amount, bank: Sequence[int], found: Decided) -> None:
    taken: set[int] = set()
    named = [n for n in bank if amount.bank[n].platform]
    _paired(amount, {n: amount.near(n, taken) for n in named}, taken, found)
    unnamed = [n for n in bank if not amount.bank[n].platform and not _AGAINST.search(fold(amount.bank[n].text))]
    near = {n: amount.near(n, taken) for n in unnamed}
    by_shop = {n: _likest(some) for n, some in near.items()}
    mixed = _of_several_platforms(amount, by_shop)
    _paired(amount, {n: some for n, some in by_shop.items() if n not in mixed}, taken, found)
    found.apart.update({n: tuple(at for at, _cost in by_shop[n]) for n in unnamed if n in mixed})
    unsaid = {
        n: tuple(at for at, cost in some if cost == _NOTHING_SAID and at not in taken)
        for n, some in near.items()
        if not by_shop[n]
    }
    rivals: dict[int, int] = {}
    for at in (at for some in (*unsaid.values(), *found.apart.values()) for at in some):
        rivals[at] = rivals.get(at, 0) + 1
    for n, some in unsaid.items():
        if len(some) == 1 and rivals[some[0]] == 1:
            found.pairs.append(Pair(some[0], n, ONLY))
        elif some:
            found.apart[n] = some


def _likest(near: Choices) -> Choices:
    """Those that share something with the text, as much as any of them does."""
    least = min((cost for _at, cost in near), default=_NOTHING_SHARED)
    return [(at, cost) for at, cost in near if cost == least] if least <= _STEPS else []


def _of_several_platforms(amount: _Amount, near: Mapping[int, Choices]) -> set[int]:
    """The bank's sides that can be rows of several platforms, each by itself or through others that can be the same."""
    group = list(range(len(amount.told)))

    def root(at: int) -> int:
        while group[at] != at:
            at = group[at]
        return at

    for some in near.values():
        for at, _cost in some[1:]:
            group[root(at)] = root(some[0][0])
    platforms: dict[int, set[str]] = {}
    for at in {at for some in near.values() for at, _cost in some}:
        platforms.setdefault(root(at), set()).add(amount.told[at].platform)
    return {n for n, some in near.items() if some and len(platforms[root(some[0][0])]) > 1}


def _paired(amount: _Amount, near: Mapping[int, Choices], taken: set[int], found: Decided) -> None:
    """Pair these sides of the bank's with those that they may be."""
    chosen = _chosen(amount, near)
    rows_of: dict[int, list[int]] = {}
    for n, some in near.items():
        for at, _cost in some:
            rows_of.setdefault(at, []).append(n)
    taken.update(chosen.values())
    for n, at in chosen.items():
        text, cost = amount.told[at].text, dict(near[n])[at]
        # what is left over, and fits as well, may be it; equal texts are interchangeable
        # where both name someone else, what is paired already may have to change places with it as well
        is_open = cost > _NOTHING_SAID
        told = tuple(
            other
            for other, its in near[n]
            if its <= cost and amount.told[other].text != text and (is_open or other not in taken)
        )
        bank = tuple(
            other
            for other in rows_of[at]
            if dict(near[other])[at] <= cost
            and amount.bank[other].text != amount.bank[n].text
            and (is_open or other not in chosen)
        )
        found.pairs.append(Pair(at, n, SEVERAL if told or bank else NAMED, told, bank))


def _chosen(amount: _Amount, near: Mapping[int, Choices]) -> dict[int, int]:
    """For each side of the bank's what it is, where that is anything."""
    if sum(map(len, near.values())) > MOST_CHOICES:
        found: dict[int, int] = {}
        used: set[int] = set()
        for n, some in near.items():
            free = [(cost, at) for at, cost in some if at not in used]
            if free:
                found[n] = min(free)[1]
                used.add(found[n])
        return found
    texts = len(near) * HOLIDAY_DAYS**2 + 1
    costs = [
        [(at, cost * texts + (amount.bank[n].day - amount.told[at].day).days ** 2) for at, cost in some]
        for n, some in near.items()
    ]
    return {n: at for n, at in zip(near, assigned(costs), strict=True) if at != NOBODY}


def _may(told: Side, bank: Side) -> bool:
    days = (bank.day - told.day).days
    is_its = not bank.platform or bank.platform == told.platform
    return is_its and 0 <= days <= HOLIDAY_DAYS and days <= most_days(told.day)


@lru_cache(maxsize=4096)
def most_days(day: date) -> int:
    """The most days that a bank takes for what was paid on a day."""
    return HOLIDAY_DAYS if any(_is_off(day + timedelta(n)) for n in range(DAYS + 1)) else DAYS


def _is_off(day: date) -> bool:
    at = 100 * day.month + day.day
    return day.weekday() >= _SATURDAY or any(first <= at <= last for first, last in _HOLIDAYS)


_SATURDAY = 5


@lru_cache(maxsize=8192)
def unlike(told: str, bank: str) -> int:
    """How little two texts agree, 0 where all of the shorter one is in the other."""
    one, other = _grams(told), _grams(bank)
    if not one or not other:
        return _NOTHING_SAID
    shared = len(one & other)
    return _STEPS - _STEPS * shared // min(len(one), len(other)) if shared else _NOTHING_SHARED


@lru_cache(maxsize=8192)
def _grams(text: str) -> frozenset[str]:
    """What a text says beside what all texts say: words of letters, and each two neighbours of other signs."""
    plain = _SAYS_NOTHING.sub(" ", fold(text))
    found: set[str] = set()
    for run in _runs(plain):
        if run.isascii():
            found.update((run,) if len(run) >= _LETTERS else ())
        else:
            found.update(run[at : at + _SIGNS] for at in range(len(run) - 1))
    return frozenset(found)


def _runs(text: str) -> Iterable[str]:
    """Letters of one kind that are neighbours: Latin ones, or others."""
    return re.findall(r"[a-z]+|[^\W\da-z_]+", text)
