"""Payment codes without surprises."""

from __future__ import annotations

EN = (
    "# Payment codes without surprises",
    "A payment code is a text: who is paid, how much, what for. Anyone can print one, and stick it over another.",
    "## When you pay",
    "- Read what your banking app shows before you confirm: the name, the amount. If the name isn't the shop's, ask.",
    "- wallet shows what a code says, pays nothing and opens no address: `wallet qr read PICTURE`",
    "- A code in a letter, an e-mail or on a parking machine that leads to a web page: type the address yourself "
    "instead.",
    "- With bitcoin compare the first and the last characters of the address. Nobody can take such a payment back.",
    "- A bank's code doesn't prove who made it. For a new payee, check the account number in some other way.",
    "## When you are paid",
    "- You show your code; the other person pays. You scan nothing, enter no PIN and pay no fee to receive money.",
    "- The code at your till or on your poster: see now and then that it is still yours.",
    "- Look at your account, not at a picture of a payment on someone else's screen.",
    "- To make one, and to read it again: `wallet qr request AMOUNT TEXT --to ACCOUNT -o code.png`",
    "## The code that pays",
    "Some apps show a code by which a till takes money from you. Show it at the till only, never send a picture of it.",
)
ZH = (
    "# 扫码安全",
    "收款码是一段文字：付给谁、多少、为什么。谁都能印一张，贴在别人的码上面。",
    "## 付钱的时候",
    "- 确认之前看清应用里显示的收款人和金额。名字不是这家店，就先问。",
    "- 看看一个码写了什么，不付款，也不打开任何网址：`wallet qr read PICTURE`",
    "- 罚单、快递单、邮件、群里的码：不扫；要办事，自己打开官方应用或网站。",
    "- 扫码后要你下载应用、填验证码或共享屏幕：退出。",
    "- 比特币：核对地址开头和结尾的几个字符。付出去谁也收不回来。",
    "## 收钱的时候",
    "- 你出示收款码，对方付。收钱不用你扫码，不用输密码，也不用交手续费。",
    "- 柜台上的收款码，常看看是不是还是自己的那张。",
    "- 以自己账户里的到账为准，不以对方手机上的截图为准。",
    "- 生成一个码，再自己读一遍：`wallet qr request AMOUNT TEXT --to ACCOUNT -o 收款码.png`",
    "## 付款码不是收款码",
    "付款码让对方从你这里扣钱：只在柜台当面出示，不截图，不发给任何人，不念数字。",
)
PAGES = {"en": EN, "zh": ZH}
