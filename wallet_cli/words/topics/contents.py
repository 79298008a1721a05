"""The table of topics: what each is called, and in whose help it is named. A page's text is read when it is shown.

Each module here has the same page in each language, ``PAGES["en"]``: lines of ``# `` are its title, of ``## `` its
parts, of ``- `` and ``1. `` items, the others paragraphs. A page fits on a screen or two: 40 lines of 80 cells.
"""

from __future__ import annotations

from wallet_cli.i18n import N_
from wallet_cli.named_tuple import NamedTuple


class Topic(NamedTuple):
    """``name`` is what is typed after ``wallet help``, as is ``chinese``; ``commands`` name it in their own help."""

    name: str
    summary: str
    chinese: str
    commands: tuple[str, ...]


TOPICS = (
    Topic("scams", N_("how to notice a scam, and what to do after one"), "防诈骗", ("pay",)),
    Topic("card-costs", N_("what cards and instalments cost"), "刷卡成本", ("repay", "accounts add")),
    Topic(
        "emergency",
        N_("a machine, a card or a passphrase is lost"),
        "紧急情况",
        ("unlock", "passphrase", "restore", "keys revoke"),
    ),
    Topic("code-safety", N_("payment codes without surprises"), "扫码安全", ("qr read", "qr show", "qr request")),
    Topic("backup-basics", N_("what makes a backup a good one"), "备份常识", ("backup", "verify", "keys add")),
    Topic("budgeting", N_("a budget that lasts longer than a week"), "预算常识", ("budget show", "budget set")),
)


_CALLED = {
    "花呗": "card-costs",
    "信用卡": "card-costs",
    "分期": "card-costs",
    "诈骗": "scams",
    "丢失": "emergency",
    "忘记密码": "emergency",
}
"""By what else a topic is looked for in help."""


def find(name: str) -> Topic | None:
    """The topic with this name in either language."""
    return next((topic for topic in TOPICS if name in (topic.name, topic.chinese)), None)


def sought(name: str) -> Topic | None:
    """The topic that someone looks for by this word in help."""
    return find(_CALLED.get(name, name))


def name(topic: Topic, language: str) -> str:
    """What is typed after ``wallet help`` for it, in a language."""
    return topic.chinese if language == "zh" else topic.name


def about(command: str) -> Topic | None:
    """The topic that the help of a command, or of a noun's verb, names."""
    return next((topic for topic in TOPICS if command in topic.commands), None)


def page(topic: Topic, language: str) -> tuple[str, ...]:
    """The lines of its page, with command lines between backticks."""
    module = __import__(f"{__package__}.{topic.name.replace('-', '_')}", fromlist=["PAGES"])
    lines: tuple[str, ...] = module.PAGES[language]
    return lines
