"""A budget that lasts longer than a week."""

from __future__ import annotations

EN = (
    "# A budget that lasts longer than a week",
    "1. Look first. Record a month without judging it, then see where the money went: `wallet report`",
    "2. Begin with three categories, those that you can change: food, fun, what you like to buy. Rent needs no budget.",
    "3. Set an amount that you could have kept last month: `wallet budget set CATEGORY AMOUNT`",
    "4. Once a week, one look: `wallet budget`",
    "5. A category is over? Take it from another one, and go on: `wallet budget cover CATEGORY`. A budget that is "
    "changed is alive; one that is never changed is usually dead.",
    "## What helps",
    "- Bills that come once a year: a twelfth of them each month, in a category of their own. What is left rolls on.",
    "- Save on pay-day, not at the end of the month: `wallet transfer AMOUNT @BANK @SAVINGS`",
    "- A reserve first. Three months of spending is a common aim; the first month of it helps most.",
    "- Of several debts, pay off the most expensive one faster, and the minimum on the others.",
    "- Two people, one budget: agree on an amount for each that needs no explanation.",
    "- Months that begin on pay-day: `wallet config set period 'month from 25'`",
    "## What doesn't",
    "- Twenty categories. Nobody looks at them.",
    "- Making up for a bad month with an impossible one.",
    "- Exactness for its own sake: once a month, bring an account to what it really holds: `wallet adjust @ACCOUNT "
    "--to AMOUNT`",
)
ZH = (
    "# 能坚持下去的预算",
    "1. 先看。照常过一个月，只记不评，再看钱去了哪里：`wallet report`",
    "2. 先管三个分类，挑自己改得了的：餐饮、娱乐、爱买的东西。房租不用预算。",
    "3. 定一个上个月做得到的数：`wallet budget set CATEGORY AMOUNT`",
    "4. 每周看一眼：`wallet budget`",
    "5. 超了就从别处补，然后继续：`wallet budget cover CATEGORY`。会改的预算才是活的。",
    "## 有用的做法",
    "- 一年一次的开销（保险、年费、过年）：每月存十二分之一，单独一个分类，用不完的滚到下月。",
    "- 发薪当天就存，不等月底：`wallet transfer AMOUNT @银行卡 @储蓄`",
    "- 先攒备用金。常见的目标是三个月的开销，第一个月的最有用。",
    "- 有几笔债：利率最高的多还，其余还最低。",
    "- 两个人过日子：给各自留一笔不用交代的钱。",
    "- 从发薪日起算一个月：`wallet config set period 每月25号`",
    "## 没用的做法",
    "- 二十个分类：没人会看。",
    "- 上月超支，下月定一个做不到的数。",
    "- 为精确而精确。每月把账户对到实际余额一次就好：`wallet adjust @ACCOUNT --to AMOUNT`",
)
PAGES = {"en": EN, "zh": ZH}
