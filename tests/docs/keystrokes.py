"""``keystrokes.md``: what the lines of every day take to type, counted from lines that a test runs.

A keystroke is a character of the line, and Enter; nothing is completed with TAB. In Chinese a character counts as one,
whatever the input method takes to make it.
"""

from typing import NamedTuple

from tests.docs.reference import NOTE


class Row(NamedTuple):
    """What is done, the line that does it, what the answer ``shows``, and how many keystrokes it takes at ``most``."""

    what: str
    line: str
    shows: str
    most: int

    @property
    def keystrokes(self) -> int:
        """The characters, and Enter."""
        return len(self.line) + 1


NAMES = {"en": "docs/reference/keystrokes.md", "zh": "docs/zh/keystrokes.md"}
SETUP = {
    "en": (
        "wallet init --currency EUR --no-input",
        "wallet accounts add cash 320",
        "wallet accounts add bank 1250",
    ),
    "zh": (
        "wallet init --currency CNY --no-input",
        "wallet accounts add 现金 320",
        "wallet accounts add 招行 12500",
    ),
}
ROWS = {
    "en": (
        Row("a payment to a new payee", "wallet p 12.50 Coffee @cash +food", "€12.50 to Coffee from cash · food", 34),
        Row("to one that is known", "wallet p 12.5 Coffee", "cash €307.50 → €295.00", 21),
        Row("yesterday's", "wallet p 12.5 Coffee -d y", "Thu 19 Nov", 26),
        Row("salary", "wallet r 2500 Acme @bank +salary", "bank €1,250.00 → €3,750.00", 33),
        Row("a transfer", "wallet t 500 @bank @cash", "€500.00 from bank to cash", 25),
        Row("all balances", "wallet b", "€3,250.00", 9),
        Row("a search", "wallet h coffee", "3 found", 16),
        Row("what the month was spent for", "wallet report", "€37.50", 14),
        Row("another amount", "wallet edit t3 13.50", "amount €12.50 → €13.50", 21),
        Row("taking the last one back", "wallet u", "Undid o9 (edit)", 9),
    ),
    "zh": (
        Row("付给新的交易对方", "wallet p 35 午饭 @现金 +餐饮", "现金 → 午饭 ¥35.00 · 餐饮", 34),
        Row("付给记过的交易对方", "wallet p 35 午饭", "现金 ¥285.00 → ¥250.00", 21),
        Row("昨天付的", "wallet p 35 午饭 -d 昨天", "11-19 周四", 26),
        Row("工资", "wallet r 8000 公司 @招行 +工资", "招行 ¥12,500.00 → ¥20,500.00", 33),
        Row("账户互转", "wallet t 500 @招行 @现金", "招行 → 现金 ¥500.00", 25),
        Row("全部余额", "wallet b", "¥20,000.00", 9),
        Row("搜索", "wallet h 午饭", "共 3 笔", 16),
        Row("本月的支出", "wallet report", "¥105.00", 14),
        Row("改金额", "wallet edit t3 36", "¥35.00 → ¥36.00", 21),
        Row("撤销上一步", "wallet u", "o9", 9),
    ),
}
"""By language, in the order in which they are run."""

HEADS = {
    "en": """# Keystrokes

{note}

What the lines of every day take to type. Each character counts, and Enter; nothing is completed with TAB. Every line is
run by a test, one after the other, and does what its row says; none may come to take more. At the prompt of
`wallet pay` alone, `wallet p ` falls away too.
中文：[按键次数](../zh/keystrokes.md)

""",
    "zh": """# 按键次数

{note}

每天用的命令要按几次键：每个字符算一次，回车算一次，不用 TAB 补全；一个汉字算一次，不管输入法要按几下。
每一行都由测试依次执行，做的就是那一行所说的，次数也不许变多。
只输入 `wallet pay`，在提示符后面连 `wallet p ` 也不用写。
English: [Keystrokes](../reference/keystrokes.md)

""",
}
COLUMNS = {"en": ("what", "line", "keystrokes"), "zh": ("做什么", "命令", "按键次数")}


def pages() -> dict[str, str]:
    """Path in the project to the whole page."""
    return {NAMES[language]: _page(language) for language in NAMES}


def _page(language: str) -> str:
    rows = [(row.what, f"`{row.line}`", f"{row.keystrokes}") for row in ROWS[language]]
    table = ["| " + " | ".join(cells) + " |" for cells in (COLUMNS[language], ("---", "---", "--:"), *rows)]
    return HEADS[language].format(note=NOTE) + "\n".join(table) + "\n"
