"""What cards and instalments cost."""

from __future__ import annotations

EN = (
    "# What cards and instalments cost",
    "Your contract says what is true for you. This is what to look for in it.",
    "- Pay the whole statement by its due day, and most credit cards cost no interest. If you pay a little less, many "
    "charge interest on the whole amount, from the day of each purchase.",
    "- The minimum payment is the most expensive way. At 20 % a year, 1,000 owed cost about 17 in interest each month.",
    "- Cash from a machine by credit card: usually a fee at once, and interest from the first day.",
    "- Abroad, pay in the currency of the place. If the machine offers your own currency, say no: its rate is "
    "chosen by the shop's side, and is often some percent worse.",
    "- A fee for foreign currency of 1 to 3 % is common; it is in your card's price list.",
    '- Instalments "without interest" may have a fee. 0.6 % a month of the full price, for twelve months, is 7.2 % '
    "of the price but about 13 % a year, since on average you owe only half of it. Paying early may not give the "
    "fee back.",
    "- An overdrawn account often costs more than a loan. Ask your bank for both rates.",
    "## In wallet",
    "- A card is an account of its own, with what is owed: `wallet accounts add NAME --kind card --owed AMOUNT`",
    "- A purchase is spending on the day you make it. Paying the card's bill is a transfer, not spending: `wallet "
    "transfer AMOUNT @BANK @CARD`",
    "- Interest and fees: `wallet pay AMOUNT PAYEE @CARD +fees`",
    "- What you owe today: `wallet balance`. This year's fees and interest: `wallet report spending thisyear`",
)
ZH = (
    "# 刷卡、分期要花多少钱",
    "以你的合同为准；下面是该在合同里找的东西。",
    "- 到期还清全部账单，多数信用卡不收利息。少还一点，许多卡会对全部金额从消费当日起计息。",
    "- 只还最低还款额最贵。日利率万分之五约等于一年 18%：欠 10,000 元，每月利息约 150 元。",
    "- 信用卡取现：通常马上收手续费，并从当天起计息。",
    "- 分期“免息”不等于免费。每月手续费 0.6%、分 12 期，合计 7.2%，但本金一直在还，折成年利率约 13%。"
    "提前还清，手续费不一定退。花呗、白条的分期也这样算。",
    "- 在国外刷卡，选当地货币。机器问要不要按人民币结算，选“不要”：汇率由商户一方定，常常贵几个百分点。",
    "- 有些卡对外币交易收 1% 到 3% 的费用，见卡的收费表。",
    "- 提现到银行卡、还信用卡，第三方平台可能收费；先看免费额度。",
    "## 在 wallet 里怎么记",
    "- 一张卡（或花呗）是一个账户，记上现在欠多少：`wallet accounts add NAME --kind card --owed AMOUNT`",
    "- 刷卡当天就是支出；还款是账户互转，不是支出：`wallet transfer AMOUNT @银行卡 @信用卡`",
    "- 利息和手续费：`wallet pay AMOUNT PAYEE @信用卡 +手续费`",
    "- 现在欠多少：`wallet balance`。今年的手续费一共多少：`wallet report spending 今年`",
)
PAGES = {"en": EN, "zh": ZH}
