"""What Alipay, WeChat Pay and their like write into their rows, as tables: places, movements, states, categories.

The words are those of the statements themselves: the columns 商品说明, 交易类型, 交易分类, 收/付款方式, 支付方式 and
交易状态 of what Alipay, WeChat Pay, JD and Meituan export. A new wording is a row more.
"""

from __future__ import annotations

import re

from wallet_cli.named_tuple import NamedTuple

PURCHASE, INCOME, REFUND = "purchase", "incoming", "refund"
TOP_UP, WITHDRAWAL, TRANSFER, REPAYMENT = "top-up", "withdrawal", "transfer", "repayment"
RED_PACKET, PERSON, NOTE = "red-packet", "people", "note"
"""What a row is: bought, earned or come back; moved between one's own accounts; to or from a person; nothing moved."""

CLOSED, OTHERS, LATER, FROZEN, UNCLEAR = "closed", "anothers-card", "not-yet-charged", "frozen", "unclear"
"""Why a row is a note: the order was closed; another's card paid; it is charged later; money was held or let go in its
place; or nothing says where money went.
"""

BALANCE = ""
"""The platform's own balance: Alipay's 余额, WeChat's 零钱."""
UNSAID = "?"
"""A place that the row doesn't name."""


def unsaid(platform: str) -> str:
    """By what an account is known that rows of this platform mean where they name none."""
    return f"{platform}(未写明)"


PLATFORMS: dict[str, tuple[str, ...]] = {
    "alipay": ("支付宝", "alipay"),
    "alipay-web": ("支付宝", "alipay"),
    "wechat": ("微信", "微信零钱", "微信支付", "微信钱包", "零钱", "wechat", "wechat-pay"),
    "jd": ("京东", "京东钱包", "jd"),
    "meituan": ("美团", "美团钱包", "meituan"),
}
"""Whose statements these are (``StatementHead.source``), and what an account with the platform's balance is called; the
first name is the platform's own.
"""


def is_platform(name: str) -> bool:
    """Whether an account of this name has a platform's balance."""
    return any(name in names for names in PLATFORMS.values())


BALANCES = frozenset({"余额", "账户余额", "支付宝余额", "零钱", "微信零钱", "钱包余额", "京东余额", "美团余额"})
"""What platforms call the balance that is kept with them."""

POCKETS = ("余额宝", "零钱通", "小荷包", "余利宝", "小金库")
"""Where platforms keep money apart from the balance, in their words."""

GIFTS = re.compile("红包|立减|优惠|满减|折扣|抵扣|集分宝|积分|京豆|代金券|消费券|神券")
"""In a part of a combined payment: the platform or the shop paid it, no account of one's own."""

OTHERS_CARD = re.compile("亲属卡|亲情卡|亲友代付|他人代付|好友代付|找人付")
"""As what was paid with: another's card."""

PAYS_LATER = re.compile("先享后付|先用后付|先乘后付|待扣款|待支付|待付款|等待付款|未付款")
UNDONE = re.compile("关闭|退还|失败|撤销|取消")
IN_PLACE = re.compile("解冻|冻结|免押|预授权")

METHOD, BANK, SHOP, OTHER_SIDE, NAMED = "method", "method-or-payee", "debt-or-fund", "outside", "named"
"""Where a movement's side is read: what was paid with; that, or the other party where that is the platform itself; the
debt or fund that is named, else the other party; nowhere, for it isn't one's own account; or what the rule's words
caught (``left`` the group ``one``, ``came`` ``two``).
"""


class Rule(NamedTuple):
    """A movement by its wording in 交易类型 or 商品说明: what it is, which side is read where, and which way it counts.

    ``way`` is for movements neither side of which is kept with the platform: 1 in, -1 out.
    """

    says: re.Pattern[str]
    what: str
    left: str
    came: str
    way: int = -1


def _said(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_POCKET = "(?P<{}>" + "|".join(POCKETS) + ")"
_ONE, _TWO = _POCKET.format("one"), _POCKET.format("two")

MOVEMENTS: tuple[Rule, ...] = (
    # 余额宝-2026.11.01-收益发放: interest, paid into the pocket
    Rule(_said(f"^{_TWO}.*收益"), INCOME, OTHER_SIDE, NAMED),
    # WeChat: 转入零钱通-来自工商银行(9876)
    Rule(_said(f"^转入{_TWO}-来自(?P<one>.+)"), TRANSFER, NAMED, NAMED),
    # WeChat: 零钱通转出-到工商银行(9876); Alipay: 余额宝-转出到余额
    Rule(_said(f"^{_ONE}(?:-.{{0,20}})?转出-?[到至](?P<two>(?!银行卡).+)"), TRANSFER, NAMED, NAMED),
    # Alipay: 余额宝-转出到银行卡, 余额宝-单次转出
    Rule(_said(f"^{_ONE}-.*转出"), TRANSFER, NAMED, BANK),
    # Alipay: 余额宝-单次转入, 余额宝-自动转入, 小荷包-自动攒
    Rule(_said(f"^{_TWO}-.*(转入|自动攒|攒钱)"), TRANSFER, METHOD, NAMED),
    # WeChat: 零钱充值; Alipay: 充值-普通充值
    Rule(_said("^(零钱充值|充值[-－]|余额充值)"), TOP_UP, BANK, BALANCE),
    # WeChat: 零钱提现, its fee inside the amount; Alipay: 提现-快速提现
    Rule(_said("^(零钱提现|提现[-－]|余额提现)"), WITHDRAWAL, BALANCE, BANK),
    # 花呗主动还款-2026年11月账单, 自动还款-花呗2026年11月账单, 信用卡还款, 白条还款
    Rule(_said("还款"), REPAYMENT, METHOD, SHOP),
    # 借呗-放款至余额
    Rule(_said("放款"), TRANSFER, SHOP, METHOD, 1),
    # 蚂蚁财富-…-卖出至余额宝, 理财通赎回, 蚂蚁财富-…-买入退款
    Rule(_said("卖出|赎回|买入退款|理财通(?:提现|转出)"), TRANSFER, SHOP, METHOD, 1),
    # 蚂蚁财富-…-买入, 购买理财通
    Rule(_said("买入|申购|定投|购买理财"), TRANSFER, METHOD, SHOP),
)  # fmt: skip

DEBTS = re.compile("花呗|借呗|备用金|白条|金条|月付|微粒贷|分付|信用购|生意贷|网商贷")
"""Loans of the platforms, as their rows name them."""

FUNDS = re.compile("理财通|蚂蚁财富|蚂蚁基金|帮你投|京东金融")
"""Where the platforms keep funds."""

RETURNED = re.compile("退款|退税|退货|对方已退还")
FUND_RETURNED = re.compile("买入退款")
RETURN_DONE = re.compile("退款成功|退税成功|已退款|已全额退款")
PACKETS = re.compile("红包(?!卡)")
PEOPLE = re.compile("^转账|转账红包|二维码收款|^二维码付款|群收款|AA收款|^收钱码")
"""In 交易类型 and 交易分类: money between people, for a bill that was shared, a gift or a debt."""

CATEGORIES: dict[str, str] = {
    "餐饮美食": "food", "食品酒饮": "food", "外卖": "food", "美食": "food", "生鲜": "food",
    "家居家装": "home", "日用百货": "home", "住房物业": "home", "生活服务": "home", "充值缴费": "home",
    "清洁纸品": "home", "手机通讯": "home", "生活缴费": "home",
    "交通出行": "transport", "爱车养车": "transport", "打车": "transport", "骑行": "transport",
    "医疗健康": "health", "医药保健": "health",
    "文化休闲": "fun", "运动户外": "fun", "电影演出": "fun", "休闲娱乐": "fun",
    "酒店旅游": "travel", "酒店": "travel", "旅游": "travel",
    "公益捐赠": "gifts", "分分捐": "gifts", "赞赏码": "gifts",
    "保险": "insurance", "保险服务": "insurance",
    "收益发放": "interest",
}  # fmt: skip
"""A platform's category, or kind of order, as one that every wallet begins with (its English name, which its Chinese
twin answers to). What has none in that list is left to the payee.
"""

INTEREST = "interest"

FEE = "fees"
COSTS = re.compile("(?:手续费|服务费|利息)$")
"""At the end of what was paid for: what a loan or an instalment costs (花呗分期手续费), the category ``FEE``."""
