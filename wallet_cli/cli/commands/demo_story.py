"""The month that ``wallet demo`` plays: command lines in two languages, dated by days before today.

``{start}``, ``{today}`` and ``{month}`` are filled in, and so is the short name of a transaction that a step keeps.
"""

from __future__ import annotations

from wallet_cli.i18n import N_
from wallet_cli.named_tuple import NamedTuple


class Step(NamedTuple):
    """What is said first ("" for nothing), the command line, and under which name its transaction is kept."""

    told: str
    line: str
    keep: str = ""


_TOLD = {
    "begin": N_("a wallet of its own, in a folder that is removed at the end"),
    "accounts": N_("where the money is"),
    "budget": N_("how much may go to food in a month"),
    "coffee": N_("the first coffee, paid in cash"),
    "again": N_("the second time the payee is enough"),
    "salary": N_("payday: gross, and what never reached the account"),
    "withdrawal": N_("cash from the machine, with its fee"),
    "card": N_("a purchase by card, and a hotel abroad: 45 dollars, charged in the card's own currency"),
    "dinner": N_("dinner for two: half of it is owed back"),
    "repaid": N_("that half is paid back"),
    "refund": N_("half of it comes back: one pair was returned"),
    "mistake": N_("a slip of the fingers, taken back"),
    "repay": N_("the card is repaid"),
    "exchange": N_("money changed for a trip"),
    "balance": N_("what there is now"),
    "history": N_("what happened last"),
    "envelope": N_("what the month's envelopes have left"),
    "wechat": N_("the first coffee, paid with WeChat"),
    "alipay": N_("money put into Alipay"),
    "stall": N_("breakfast at a stall: its payment code was scanned, and this notes it"),
    "huabei": N_("bought on Huabei: owed from today on"),
    "abroad": N_("a hotel abroad: 45 dollars, charged in the card's own currency"),
    "settled": N_("Huabei and the card are repaid"),
    "code": N_("a payment code: a bank's app that scans it fills in the transfer"),
    "statement": N_("the bank account's statement"),
}

ENGLISH = (
    Step("begin", "init --currency EUR --numbers 1,234.50 --no-input"),
    Step("accounts", "accounts add bank --kind bank --iban DE89370400440532013000 --opening 1250 -d {start}"),
    Step("", "accounts add cash --kind cash --opening 80 -d {start}"),
    Step("", "accounts add card --kind card"),
    Step("", "accounts add dollars --kind cash --currency USD"),
    Step("", "accounts add anna --kind person"),
    Step("budget", "budget set food 300 --from {month}"),
    Step("coffee", "pay 3.20 Coffee @cash +food -d 27d"),
    Step("again", "pay 2.80 Coffee -d 26d --infer"),
    Step("salary", "receive 2500 Acme @bank +salary --less tax=450 --less insurance=250 -d 20d"),
    Step("withdrawal", "transfer 100 @bank @cash --fee 1.20 -d 19d"),
    Step("card", "pay 89.90 'Shoe shop' @card +other -d 15d", "shoes"),
    Step("", "pay 45usd Hotel @card +travel --charged 41.87 -d 14d"),
    Step("dinner", "pay 86 Dinner @bank +food --with anna -d 9d"),
    Step("repaid", "repay 43 anna @bank -d 7d"),
    Step("refund", "refund 44.95 --of {shoes} -d 5d"),
    Step("mistake", "pay 1250 Bakery @cash +food -d y"),
    Step("", "undo {last}"),
    Step("", "pay 12.50 Bakery @cash +food -d y"),
    Step("repay", "transfer 86.82 @bank @card"),
    Step("exchange", "exchange 100eur 108.20usd @bank @dollars"),
    Step("balance", "balance"),
    Step("history", "history -l 8"),
    Step("envelope", "budget"),
    Step("code", "qr request 25 'Lunch share' --to bank --name 'Ada Example'"),
    Step("statement", "statement {start}..{today} @bank"),
)

CHINESE = (
    Step("begin", "init --currency CNY --numbers 1,234.50 --no-input"),
    Step("accounts", "accounts add 招商银行 --kind bank --opening 8000 -d {start}"),
    Step("", "accounts add 支付宝 --kind ewallet --opening 500 -d {start}"),
    Step("", "accounts add 微信零钱 --kind ewallet --opening 200 -d {start}"),
    Step("", "accounts add 花呗 --kind card"),
    Step("", "accounts add 信用卡 --kind card"),
    Step("", "accounts add 港币现金 --kind cash --currency HKD"),
    Step("", "accounts add 小王 --kind person"),
    Step("budget", "budget set 餐饮 1500 --from {month}"),
    Step("wechat", "pay 18 咖啡 @微信零钱 +餐饮 -d 27天前"),
    Step("again", "pay 16 咖啡 -d 26天前 --infer"),
    Step("salary", "receive 12000 公司 @招商银行 +工资 --less 税费=640 --less 保险=1260 -d 20天前"),
    Step("alipay", "transfer 500 @招商银行 @支付宝 -d 19天前"),
    Step("stall", "pay 6.50 早点摊 @支付宝 +餐饮 -m 收款码 -d 18天前"),
    Step("huabei", "pay 599 鞋店 @花呗 +其他 -d 15天前", "shoes"),
    Step("abroad", "pay 45美元 酒店 @信用卡 +旅行 --charged 321.50 -d 14天前"),
    Step("dinner", "pay 256 聚餐 @支付宝 +餐饮 --with 小王 -d 9天前"),
    Step("repaid", "repay 128 小王 @微信零钱 -d 7天前"),
    Step("refund", "refund 299.50 --of {shoes} -d 5天前"),
    Step("mistake", "pay 3500 面馆 @招商银行 +餐饮 -d 昨天"),
    Step("", "undo {last}"),
    Step("", "pay 35 面馆 @支付宝 +餐饮 -d 昨天"),
    Step("settled", "transfer 299.50 @招商银行 @花呗"),
    Step("", "transfer 321.50 @招商银行 @信用卡"),
    Step("exchange", "exchange 920元 1000港币 @招商银行 @港币现金"),
    Step("balance", "balance"),
    Step("history", "history -l 8"),
    Step("envelope", "budget"),
    Step("statement", "statement {start}..{today} @招商银行"),
)


def told(step: Step) -> str:
    """The text of a step, to be translated when shown."""
    return _TOLD.get(step.told, "")
