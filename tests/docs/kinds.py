"""``kinds.md``: what each kind of account means and what files and names call it, from the table that code reads."""

from tests.docs.reference import NOTE
from tests.i18n.catalogue import FOLDER, read
from wallet_cli.domain import kinds
from wallet_cli.domain.kinds import AccountKind

HEAD = """# Kinds of account

{note}

An account's kind says how its balance is put into words, whether it counts for the budget, and where files have it.
It changes no amount. `wallet accounts add NAME --kind KIND` gives it one; left out, it is what the name says (the last
word that is in the last column), or `{usual}`. `wallet accounts edit NAME --kind KIND` gives it another.

账户的类型只决定余额怎么说、是否计入预算、在文件里放在哪里，不改任何金额。
新建时用 `wallet accounts add 名称 --kind 类型`；不写就看名称：最后一列里的词，
以最后出现的为准，看不出就是 `{usual}`。以后用 `wallet accounts edit 名称 --kind 类型` 修改。

"""
RULES = """
Kinds of one's own change into one another at any time. A person and an account of one's own change into one another
only while nothing is recorded on them: a transfer would turn into a debt, or a debt into a transfer. Categories and the
equity accounts that every wallet has keep their kind. A change is an operation like any other: `wallet undo` takes it
back.

自己的账户之间随时可以互改。往来（person）与自己的账户，只有还没有任何交易时才能互改：否则转账会变成欠款，欠款会变成转账。分类和每个钱包
自带的权益账户不能改类型。改类型也是一步操作，可以用 `wallet undo` 撤销。
"""
COLUMNS = (
    *("kind", "中文", "balance 余额", "budget 预算", "hledger", "OFX `ACCTTYPE`"),
    "names that say it 名称里的词",
)


def kinds_page() -> str:
    """The whole page."""
    chinese = read(FOLDER / "wallet.po")
    rows = [_row(kind, chinese[kind.name].translation) for kind in kinds.ACCOUNT_KINDS.values() if kind.is_money]
    table = ["| " + " | ".join(cells) + " |" for cells in (COLUMNS, ["---"] * len(COLUMNS), *rows)]
    return HEAD.format(note=NOTE, usual=kinds.USUAL) + "\n".join(table) + "\n" + RULES


def _row(kind: AccountKind, chinese: str) -> list[str]:
    on = "yes 是" if kind.on_budget else "no 否"
    ofx = f"`{kind.ofx}`" if kind.own else "–"
    return [f"`{kind.name}`", chinese, _balance(kind), on, f"`{kind.root}`", ofx, ", ".join(kind.hints) or "–"]


def _balance(kind: AccountKind) -> str:
    if kind.is_person:
        return "who owes whom 谁欠谁"
    if kind.debt:
        return '"owed" below zero 低于零为欠款'
    return "a remark below zero 低于零会提醒" if kind.warns_below_zero else "as it is 照实显示"
