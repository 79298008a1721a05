"""The kinds of account, a row each: whatever depends on a kind is read here, and nothing else names one.

A new kind is a new row: commands, queries, budgets, statements, files and the reference follow. A row is never taken
out, and its name never changes: wallets and exported files keep it.
"""

from __future__ import annotations

from wallet_cli.domain.text import fold
from wallet_cli.named_tuple import NamedTuple

ACCOUNT, CATEGORY, EQUITY = "account", "category", "equity"
"""What an account of the tree is: where money is, what it was for, or the other side of openings and exchanges."""

SPENT, EARNED = "spent", "earned"
"""Which way the money of a category flows."""


class AccountKind(NamedTuple):
    """One kind. ``name`` is what wallets, JSON and ``--kind`` say; ``type`` is account, category or equity.

    Of accounts: ``own`` is money of one's own, or one's own debt (else it stands for someone, and is positive where
    they owe); ``debt``: its usual balance is owed; ``in_hand``: nobody lends money on it, so that it is never below
    zero; ``in_notes``: what machines pay out; ``on_budget``: it counts for the budget unless that is said otherwise.
    Of categories: ``flow``.

    ``root`` is where a plain-text journal has it; ``ofx`` its ACCTTYPE (or CREDITCARD, which has statements of its
    own); ``words`` are those by which files call it; ``hints`` those by which a name gives it away; ``typed`` what
    people type for it besides, such as its name in another language.
    """

    name: str
    type: str = ACCOUNT
    own: bool = True
    debt: bool = False
    in_hand: bool = False
    in_notes: bool = False
    on_budget: bool = True
    flow: str = ""
    root: str = "assets"
    ofx: str = "CHECKING"
    words: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()

    @property
    def is_money(self) -> bool:
        """Whether this is a place where money is, or someone who owes some."""
        return self.type == ACCOUNT

    @property
    def is_person(self) -> bool:
        """Whether this is someone who owes, or is owed."""
        return self.type == ACCOUNT and not self.own

    @property
    def warns_below_zero(self) -> bool:
        """Whether a balance below zero is worth a remark: nobody lends on it, or it is own money that became a debt."""
        return self.in_hand or (self.own and not self.debt)

    @property
    def is_category(self) -> bool:
        """Whether this says what money was for."""
        return self.type == CATEGORY


_ROWS = (
    AccountKind(
        "cash",
        in_hand=True,
        in_notes=True,
        words=("cash", "现金"),
        hints=(
            *("cash", "wallet", "purse", "pocket", "pockets", "petty cash", "piggy bank", "coins", "money jar"),
            *("现金", "钱包", "零用钱", "备用金", "存钱罐", "口袋", "兜", "身上", "手头", "手上"),
            *("手里", "荷包", "皮夹", "钱夹"),
        ),
    ),
    AccountKind(
        "bank",
        words=("checking", "chequing", "current", "giro", "debit-card", "cacc", "银行", "银行卡", "借记卡", "储蓄卡"),
        hints=(
            *("bank", "checking", "chequing", "current account", "giro", "debit", "debit card", "bank card"),
            *("银行", "银行卡", "借记卡", "储蓄卡", "工资卡", "活期", "招行", "工行", "建行", "农行", "中行", "交行"),
        ),
    ),
    AccountKind(
        "savings",
        ofx="SAVINGS",
        typed=("储蓄", "储蓄账户"),
        words=("savings", "money-market", "moneymrkt", "cd", "余额宝", "零钱通", "定期", "存款", "svgs", "moma"),
        hints=(
            *("savings", "saving", "savings account", "rainy day", "emergency fund", "fixed deposit"),
            *("储蓄", "存款", "定期", "余额宝", "零钱通", "小荷包"),
        ),
    ),
    AccountKind(
        "ewallet",
        in_hand=True,
        typed=("电子钱包",),
        words=("alipay", "wechat", "支付宝", "余额", "账户余额", "微信", "零钱", "财付通"),
        hints=(
            *("alipay", "wechat", "wechat pay", "paypal", "venmo", "cash app", "apple cash", "wise", "revolut"),
            *("ewallet", "e wallet", "google wallet", "apple wallet", "gift card", "prepaid card"),
            *("支付宝", "支付宝钱包", "微信", "微信支付", "微信钱包", "零钱", "数字人民币", "电子钱包", "数字钱包"),
            *("公交卡", "饭卡", "购物卡", "储值卡", "校园卡"),
        ),
    ),
    AccountKind(
        "asset",
        on_budget=False,
        typed=("资产", "投资"),
        words=(
            *("investment", "brokerage", "asset", "基金", "证券"),
            *("oth a", "invst", "port", "mutual", "401(k)/403(b)"),
        ),
        hints=(
            *("asset", "investment", "investments", "brokerage", "stocks", "shares", "funds", "etf", "pension"),
            *("house", "flat", "car", "gold", "bitcoin", "401k", "ira"),
            *("股票", "基金", "证券", "理财", "财富", "黄金"),
            *("养老金", "公积金", "社保", "房产", "房子", "车子", "汽车"),
        ),
    ),
    AccountKind(
        "card",
        debt=True,
        root="liabilities",
        ofx="CREDITCARD",
        words=("card", "credit-card", "creditcard", "ccard", "信用卡", "花呗", "白条"),
        hints=(
            *("card", "credit card", "visa", "mastercard", "amex", "american express"),
            *("信用卡", "贷记卡", "花呗", "白条", "月付"),
        ),
    ),
    AccountKind(
        "loan",
        debt=True,
        on_budget=False,
        root="liabilities",
        ofx="CREDITLINE",
        words=("credit-line", "creditline", "loan", "oth l", "mortgage", "贷款", "借呗", "微粒贷"),
        hints=(
            *("loan", "mortgage", "home loan", "car loan", "student loan", "credit line", "line of credit"),
            *("贷款", "房贷", "车贷", "助学贷款", "网贷", "借呗", "微粒贷", "借款", "公积金贷款"),
        ),
    ),
    AccountKind(
        "person",
        own=False,
        words=("往来",),
        typed=("往来", "往来人", "个人", "人"),
        hints=(
            *("mum", "mom", "mother", "dad", "father", "wife", "husband", "brother", "sister", "friend", "flatmate"),
            *("妈妈", "爸爸", "母亲", "父亲", "老婆", "老公", "妻子", "丈夫", "哥哥", "弟弟", "姐姐", "妹妹", "儿子"),
            *("女儿", "朋友", "同事", "室友", "同学"),
        ),
    ),
    AccountKind("expense", CATEGORY, own=False, flow=SPENT, root="expenses", typed=("支出",)),
    AccountKind("income", CATEGORY, own=False, flow=EARNED, root="income", typed=("收入",)),
    AccountKind(EQUITY, EQUITY, own=False, root=EQUITY),
)

ACCOUNT_KINDS: dict[str, AccountKind] = {kind.name: kind for kind in _ROWS}
"""The rows by name, in the order in which people see them."""

USUAL = "bank"
"""The kind of an account of which nothing else is known."""

PERSON, LOAN = "person", "loan"
"""The kinds of who owes whom, and of what a bank lent."""
OWED = "card"
"""The kind of one of which nothing is known but that something is owed on it."""


def of(name: str) -> AccountKind:
    """The row of a kind; a kind that a newer wallet made counts for nothing here, as equity does."""
    return ACCOUNT_KINDS.get(name) or ACCOUNT_KINDS[EQUITY]


def money() -> tuple[str, ...]:
    """The names of every kind that can follow ``@``."""
    return tuple(kind.name for kind in ACCOUNT_KINDS.values() if kind.is_money)


def own() -> tuple[str, ...]:
    """The names of the kinds where money is one's own, or one's own debt."""
    return tuple(kind.name for kind in ACCOUNT_KINDS.values() if kind.own)


def people() -> tuple[str, ...]:
    """The names of the kinds that stand for someone."""
    return tuple(kind.name for kind in ACCOUNT_KINDS.values() if kind.is_person)


def debts() -> tuple[str, ...]:
    """The names of the kinds whose usual balance is owed."""
    return tuple(kind.name for kind in ACCOUNT_KINDS.values() if kind.debt)


def off_budget() -> tuple[str, ...]:
    """The names of the kinds of account that don't count for the budget unless that is said."""
    return tuple(kind.name for kind in ACCOUNT_KINDS.values() if kind.is_money and not kind.on_budget)


def categories(flow: str = "") -> tuple[str, ...]:
    """The names of every kind that can follow ``+``; of one ``flow`` where given."""
    return tuple(kind.name for kind in ACCOUNT_KINDS.values() if kind.is_category and flow in ("", kind.flow))


def usable() -> tuple[str, ...]:
    """The names of the kinds that a person can make accounts and categories of."""
    return (*money(), *categories())


def guess(name: str, otherwise: str = USUAL) -> str:
    """The kind that an account's name gives away in English or Chinese, else ``otherwise``.

    What is named last counts, for both languages put it there ("bank card", 支付宝余额宝); of two that end together the
    longer one ("debit card").
    """
    text = f" {fold(name)} "
    latin = "".join(char if char.isascii() and char.isalnum() else " " for char in text)
    best, found = (-1, 0), otherwise
    for kind in ACCOUNT_KINDS.values():
        for hint in kind.hints:
            at = latin.rfind(f" {hint} ") + 1 if hint.isascii() else text.rfind(hint)
            score = (at + len(hint), len(hint))
            if at > 0 and score > best:
                best, found = score, kind.name
    return found


def meant_by(word: str) -> AccountKind | None:
    """The kind that a file calls by this word, or by its name; None for words that no row has."""
    key = fold(word)
    return ACCOUNT_KINDS.get(word) or next((kind for kind in ACCOUNT_KINDS.values() if key in kind.words), None)


def typed(word: str) -> str:
    """The name of the kind that a word means which people type for it (``mortgage``, ``credit card``, ``信用卡``); any
    other word as it is.
    """
    found = meant_by(word)
    if found is not None:
        return found.name
    key = " ".join(fold(word).replace("-", " ").replace("_", " ").split())
    return next((kind.name for kind in ACCOUNT_KINDS.values() if key in (kind.name, *kind.typed, *kind.hints)), word)
