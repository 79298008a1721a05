"""A household's quarter with two e-wallets and the bank that pays for them; all from one seed, with a key.

Each payment is a row of its platform's file; what the card paid is a row of the bank's file as well. Both have the
event's number, so that each pair can be judged. What is in it is what misleads: one fare on every working day, coffee
of one price at two places, two shops with one price on one day, one price on both platforms, what the balance paid and
no bank lists, what the card paid in a shop without a platform, refunds equal to their purchase, withdrawals with a fee,
top-ups, and shops whose company is called something else. A bank writes in one of four ways (``WAYS``): platform and
shop, platform and company, the platform alone, or the shop alone, if anything. It books 0 to 3 days later, not on
Saturdays and Sundays, which may make it 5.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import NamedTuple

FIRST, DAYS = date(2026, 3, 1), 92
ALIPAY, WECHAT = "支付宝", "微信"
SHOPS = {
    "老王面馆": "海淀区王记餐饮店",
    "盒马鲜生": "上海盒马网络科技有限公司",
    "瑞幸咖啡": "瑞幸咖啡（中国）有限公司",
    "便利蜂": "北京便利蜂连锁商业有限公司",
    "美团平台商户": "北京三快在线科技有限公司",
    "滴滴出行": "北京小桔科技有限公司",
    "淘宝商家": "浙江天猫技术有限公司",
    "东街奶茶": "东街奶茶店",
    "老李水果": "李建国",
    "屈臣氏": "广州屈臣氏个人用品商店有限公司",
    "地铁": "地铁集团",
    "万达影城": "万达电影股份有限公司",
}
BOTH, COMPANY, PLATFORM, SHOP = "platform-shop", "platform-company", "platform", "shop"
WAYS = (BOTH, COMPANY, PLATFORM, SHOP)
COMPANIES = {ALIPAY: "支付宝（中国）网络技术有限公司", WECHAT: "深圳市财付通支付科技有限公司"}
CHANNEL = {ALIPAY: "支付宝", WECHAT: "财付通"}


class Told(NamedTuple):
    """A row: the event's number, the day, minor units (the owner's view; of the card or account that is meant), texts.

    ``method`` what the platform was paid with, "" for the card; ``kind`` of a platform's row: pay, back, out, in.
    """

    event: int
    day: date
    minor: int
    text: str
    kind: str = "pay"
    method: str = ""
    fee: int = 0
    of: int = -1


class Household(NamedTuple):
    """What the two platforms' files and the bank's have; the bank writes in this way."""

    way: str
    alipay: list[Told]
    wechat: list[Told]
    bank: list[Told]


def household(seed: int, way: str, days: int = DAYS) -> Household:
    """The household of one seed, whose bank writes in this way."""
    chance = random.Random(f"{seed} {way}")
    of: dict[str, list[Told]] = {ALIPAY: [], WECHAT: [], "bank": []}
    number = 0
    for at in range(days):
        day = FIRST + timedelta(at)
        for platform, shop, minor, kind, method in _of_day(chance, day):
            row = Told(
                number, day, minor, shop, kind, method, _fee(minor) if (platform, kind) == (WECHAT, "out") else 0
            )
            of[platform].append(row)
            if not method:
                of["bank"].append(_listed(chance, way, platform, row))
            number += 1
            if kind == "pay" and chance.random() < 0.03:
                back = row._replace(
                    event=number, day=day + timedelta(chance.randint(0, 8)), minor=-minor, kind="back", of=row.event
                )
                of[platform].append(back)
                if not method:
                    of["bank"].append(_listed(chance, way, platform, back))
                number += 1
        if chance.random() < 0.3:
            price = chance.choice([-1500, -2000, -990, -300, -chance.randint(500, 20000)])
            of["bank"].append(
                Told(
                    number,
                    _booked(chance, day),
                    price,
                    chance.choice(["消费 永辉超市", "POS消费 中石化加油站", "消费 宜家家居"]),
                )
            )
            number += 1
        if day.day in (5, 10, 15):
            minor, text = {
                5: (-300000, "转账汇款 房东"),
                10: (900000, "代发工资 某某科技"),
                15: (-2000, "网上支付 电信"),
            }[day.day]
            of["bank"].append(Told(number, day, minor, text))
            number += 1
    for rows in of.values():
        rows.sort(key=lambda row: (row.day, row.event))
    return Household(way, of[ALIPAY], of[WECHAT], of["bank"])


def _fee(minor: int) -> int:
    return max(10, minor // 1000)


def _of_day(chance: random.Random, day: date) -> list[tuple[str, str, int, str, str]]:
    """Platform, shop, minor units, kind, method."""
    found = []

    def add(platform: str, shop: str, minor: int) -> None:
        found.append((platform, shop, minor, "pay", "余额" if chance.random() < 0.15 else ""))

    if day.weekday() < 5:
        add(chance.choice([ALIPAY, ALIPAY, WECHAT]), "地铁", -300)
        add(chance.choice([ALIPAY, WECHAT]), chance.choice(["瑞幸咖啡", "东街奶茶"]), -1500)
    for _ in range(chance.choice([0, 1, 2, 3])):
        price = -chance.choice([990, 1500, 2000, 3550, chance.randint(300, 30000), chance.randint(300, 30000)])
        add(chance.choice([ALIPAY, WECHAT]), chance.choice(list(SHOPS)), price)
    if chance.random() < 0.05:
        two = chance.sample(list(SHOPS), 2)
        for shop in two:
            add(chance.choice([ALIPAY, WECHAT]), shop, -2500)
    if chance.random() < 0.06:
        found.append(
            (
                chance.choice([ALIPAY, WECHAT]),
                "提现",
                chance.choice([10000, 50000, chance.randint(5000, 90000)]),
                "out",
                "",
            )
        )
    if chance.random() < 0.06:
        found.append((WECHAT, "充值", -chance.choice([10000, 20000, 50000]), "in", ""))
    return found


def _booked(chance: random.Random, day: date) -> date:
    day += timedelta(chance.choice([0, 0, 0, 1, 1, 1, 2, 3]))
    while day.weekday() >= 5:
        day += timedelta(1)
    return day


def _listed(chance: random.Random, way: str, platform: str, row: Told) -> Told:
    """The bank's row: a withdrawal less its fee."""
    channel, minor = CHANNEL[platform], row.minor - row.fee
    if row.kind in ("out", "in"):
        word = {"out": f"{platform}提现", "in": f"{channel}-零钱充值"}[row.kind]
        text = f"{channel}-{word}" if way != SHOP else {"out": "网银入账", "in": "快捷支付"}[row.kind]
        return Told(row.event, _booked(chance, row.day), minor, text)
    back = "退款 " if row.kind == "back" else ""
    company = COMPANIES[platform]
    text = {
        BOTH: f"快捷支付 {channel}-{row.text}",
        COMPANY: f"消费 {SHOPS[row.text]} {company}",
        PLATFORM: company,
        SHOP: f"快捷支付 {row.text}" if chance.random() < 0.7 else "快捷支付",
    }[way]
    return Told(row.event, _booked(chance, row.day), minor, back + text)
