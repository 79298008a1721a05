"""How to notice a scam, and what to do after one."""

from __future__ import annotations

EN = (
    "# Scams: how to notice one, and what to do",
    "## Signs",
    '- Hurry. "Your account is being emptied", "only today", "tell nobody". Honest people give you time to think.',
    "- A secret is asked for. No bank, no police and no author of this program ever needs your passphrase, your "
    "recovery words, a one-time code or a look at your screen.",
    "- An invoice with a new account number. Call the number that you have had for years, not the one in the letter.",
    "- Money arrives, and you are asked to send it on, or part of it back. The first payment is taken back, yours "
    "isn't; and passing on stolen money is a crime.",
    "- A profit without risk, a loan with a fee first, a friend from the internet who knows how to invest.",
    "- To receive money you would have to scan a code, enter a PIN or pay a fee. Receiving needs none of these.",
    "## Before a larger payment",
    "- Sleep on it, and talk about it with one person you trust.",
    "- If your bank says that name and account number don't match, stop.",
    "- To be asked for the passphrase again above an amount: `wallet config set confirm-above AMOUNT`",
    "## When it happened",
    "1. Call your bank now, by the number on your card or contract. Minutes count: a transfer can sometimes be "
    "stopped.",
    "2. Block cards and online banking, then change their passwords on a machine that nobody else had access to.",
    "3. Keep messages, numbers and receipts, and report it to the police.",
    "4. See what left your accounts, as far as you recorded it: `wallet history`",
    "5. Anyone who promises to get the money back for a fee is the next scam.",
    "It happens to careful people. Shame helps only the other side.",
)
ZH = (
    "# 防诈骗：怎么识别，被骗了怎么办",
    "## 危险信号",
    "- 催你快。“账户异常”“只限今天”“别告诉家人”：不让你细想的，多半是骗局。",
    "- 要你的秘密。银行、公安和本程序的作者都不需要你的密码短语、恢复词、验证码，也不会要你共享屏幕。",
    "- 说有“安全账户”，要你把钱转过去。没有这种账户。",
    "- 刷单返利、稳赚不赔的理财、贷款先交费、网友带你投资。",
    "- 有人多转了钱要你退，或借你的账户过一下账：前一笔会被追回，你转出的追不回；帮人转移赃款要担责任。",
    "- 收钱却要你扫码、输密码或先付手续费。收钱这三样都不需要。",
    "- 熟人换了号来借钱，或公司、房东换了收款账户：打你一直在用的电话核实。",
    "## 付大笔钱之前",
    "- 隔一夜，并告诉一个信得过的人。",
    "- 银行提示户名与账号不符时，停下来。",
    "- 让超过某个金额的付款再问一次密码短语：`wallet config set confirm-above AMOUNT`",
    "## 已经被骗了",
    "1. 马上打银行卡背面或合同上的电话，请银行止付。时间以分钟计。",
    "2. 拨 110 报警，或拨 96110（反诈专线）。",
    "3. 挂失银行卡，停用网上支付，再用一台没被人碰过的设备改密码。",
    "4. 保留聊天记录、号码和付款凭证。",
    "5. 看看记过的账里钱从哪里出去了：`wallet history`",
    "6. 说收费就能帮你追回来的，是下一个骗子。",
    "谨慎的人也会被骗。怕丢脸，只对骗子有利。",
)
PAGES = {"en": EN, "zh": ZH}
