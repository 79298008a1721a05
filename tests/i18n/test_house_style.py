"""Chinese as the house writes it: one term each, Chinese punctuation, and no English but the names of things."""

import re
from collections.abc import Iterator

import pytest

from tests.docs.page import ROOT
from tests.i18n.catalogue import FOLDER, Entry, read
from wallet_cli.cli.line import registry
from wallet_cli.cli.spec import Noun
from wallet_cli.words.blanks import BLANKS

HAN = "[\u4e00-\u9fff]"
OLD_TERMS = {
    "您": "你",
    "口令": "密码短语",
    "待分配": "未分配",
    "(?<!红包)信封": "分类预算",
    "收付款方|收款方|付款方": "交易对方，或码里的收款人",
    "账簿": "账本",
    "主币种|主货币": "本位币",
    "保险库": "钱包",
    "初始余额|期初有": "期初余额",
    "个操作": "步操作",
    "对应项": "对方账户/分类",
    "号码(?!和付款)": "账号，或编号",
    "封印|封存": "数据页校验；交易完整性",
    "得到 ?[¥{]": "已从……补 …… 给……",
}
"""What Chinese texts no longer say, and what they say for it."""
NAMES = {
    *("wallet", "shell", "main", "keyring", "keyfile", "bash", "zsh", "fish", "zram", "ulimit", "Python", "pip"),
    *("install", "pillow", "IBAN", "BIC", "UTF", "JSON", "BOM", "XML", "OFX", "ISO", "PNG", "SSD", "MiB", "GiB", "KiB"),
    *("CSV", "PDF", "XLS", "XLSX", "ZIP", "gzip"),
    *("TAB", "HOME", "WALLET", "TODAY", "DEBUG", "STATE", "LANG", "png", "svg", "csv", "jsonl", "owner", "code"),
    *(
        "yes",
        "last",
        "payee",
        "memos",
        "tags",
        "pending",
        "booked",
        "reconciled",
        "void",
        "keys",
        "date",
        "time",
        "CNY",
        "month",
    ),
    "export",
    *("camt", "CRDT", "DBIT", "QIF", "SWIFT", "Type", "Bank", "dmy", "mdy", "ymd", "out"),
    *("move", "skip", "take"),
}
"""English that Chinese texts keep: programs, formats, keys of the keyboard, and words that are typed so."""
CODE = re.compile(r"`[^`]*`|\{[^}]*\}|(?<![\w-])--?[a-z][a-z-]*|\S*/\S*\.\w+|'[^']*'")
"""What isn't prose in a text: lines, fields, options, files."""
QUOTED_AS_TYPED = (
    "'\"十一月\"'",
    '"$HOME/{rest}"',
    '；"" 表示清除',
    '，"" 表示去掉',
    '--by "两周 从 2026-11-06"',
    "-o '{{account}}-{{currency}}.csv'",
)
"""Straight quotes that are typed."""


@pytest.fixture(scope="module")
def catalogue() -> dict[str, Entry]:
    return read(FOLDER / "wallet.po")


def prose(catalogue: dict[str, Entry]) -> Iterator[str]:
    """Each translation but those of examples, which are lines as a whole."""
    for text, entry in catalogue.items():
        if not re.match(r"(wallet|printf|eval) ", text):
            yield entry.translation


@pytest.mark.parametrize("old", OLD_TERMS)
def test_one_term_each(old: str, catalogue: dict[str, Entry]) -> None:
    pages = sorted((ROOT / "docs" / "zh").rglob("*.md")) + sorted(
        (ROOT / "wallet_cli" / "words" / "topics").glob("*.py")
    )
    assert len(pages) > 10
    texts = [entry.translation for entry in catalogue.values()] + [page.read_text(encoding="utf-8") for page in pages]
    assert [found[0] for text in texts if (found := re.search(f".{{0,12}}(?:{old}).{{0,12}}", text))] == []


def test_quotes_are_chinese(catalogue: dict[str, Entry]) -> None:
    wrong = []
    for text in prose(catalogue):
        for typed in QUOTED_AS_TYPED:
            text = text.replace(typed, "")
        if re.search("[\"']", re.sub("`[^`]*`", "", text)):
            wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize(
    "pattern",
    [
        f"{HAN} ?[,;!?]",
        f"{HAN}[:.](?!\\w)",
        f"{HAN}[()]",
        f"[()]{HAN}",
        f"[;!?] ?{HAN}",
        "[“（《] | [”）》，。；：？！]",
    ],
)
def test_punctuation_is_chinese(pattern: str, catalogue: dict[str, Entry]) -> None:
    assert [text for text in prose(catalogue) if re.search(pattern, re.sub("`[^`]*`", "“”", text))] == []


def test_no_blank_is_between_chinese_and_its_quotes(catalogue: dict[str, Entry]) -> None:
    spaced = re.compile(f"{HAN} “|” {HAN}")
    assert [text for text in prose(catalogue) if spaced.search(re.sub("`[^`]*`", "`", text))] == []


def test_a_blank_parts_chinese_from_latin(catalogue: dict[str, Entry]) -> None:
    joined = re.compile(f"{HAN}[A-Za-z{{]|[A-Za-z}}]{HAN}")
    assert [text for text in prose(catalogue) if joined.search(re.sub("`[^`]*`|U盘|负{amount}", "“”", text))] == []


def test_no_english_is_left_but_names(catalogue: dict[str, Entry]) -> None:
    typed = {word for entry in registry.ENTRIES for word in (entry.name, *entry.aliases)}
    for entry in registry.ENTRIES:
        described = registry.load(entry)
        typed |= {verb.name for verb in described.verbs} if isinstance(described, Noun) else set()
    wrong = []
    for text in prose(catalogue):
        words = re.findall("[A-Za-z]{3,}", CODE.sub("", text))
        wrong += [f"{word}: {text}" for word in words if word not in typed | NAMES]
    assert wrong == []


def test_every_blank_is_chinese(catalogue: dict[str, Entry]) -> None:
    assert [blank for blank in BLANKS if not re.fullmatch(f"{HAN}+", catalogue[blank].translation)] == []


@pytest.mark.parametrize(
    ("text", "is_found"), [("已从“未分配”补 ¥5.00", False), ("“餐饮”得到 ¥5.00", True), ("分类预算的信封", True)]
)
def test_an_old_term_is_found(text: str, is_found: bool) -> None:
    assert any(re.search(old, text) for old in OLD_TERMS) == is_found
