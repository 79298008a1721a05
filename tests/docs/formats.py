"""``formats.md``: which files are read and written, whose tables are known, and what became of banks' own files.

From the tables that code reads, and from the record of the corpus (``tests.formats.record``).
"""

import json
from typing import Any, NamedTuple

from tests.docs.reference import NOTE
from tests.formats.record import RECORD
from wallet_cli.formats.facts import BANK_READER, BANK_WRITER, BOOK_READER, BOOK_WRITER, CHANGE_WRITER, FORMATS
from wallet_cli.formats.table.gallery_rows import ROWS as GALLERY
from wallet_cli.formats.table.sources import SOURCES

NAMES = {"en": "docs/reference/formats.md", "zh": "docs/zh/formats.md"}


class Said(NamedTuple):
    """What a format is, in English and in Chinese, and what it needs that isn't installed with wallet."""

    en: str
    zh: str
    needs: str = ""


FILES = {
    "ofx": Said("OFX 1 and 2, QFX: accounts, cards", "OFX 1 和 2、QFX：账户和信用卡"),
    "camt": Said("ISO 20022 camt.052, 053, 054, any version", "ISO 20022 camt.052、053、054，各版本"),
    "mt940": Said("SWIFT MT940 and MT942, with banks' dialects", "SWIFT MT940、MT942，含各银行的写法"),
    "qif": Said("QIF of Quicken and other programs, cash of any account", "Quicken 等程序的 QIF，各类账户的现金部分"),
    "csv": Said("tables as text: any delimiter, letters, order of columns", "文本表格：任何分隔符、编码和列的次序"),
    "sheets": Said("XLSX, also with a password, and XLS without one", "XLSX（带密码的也可以）和不带密码的 XLS"),
    "pdf": Said("PDF with text; no scans", "带文字的 PDF；扫描件不行", "pdf-in"),
    "jsonl": Said("wallet's own books, lossless", "wallet 自己的账本，不丢任何内容"),
    "hledger": Said("journal of hledger and ledger", "hledger 和 ledger 的日记账"),
}
ROLES = {
    "en": {
        BANK_READER: "statements", BANK_WRITER: "statements", BOOK_READER: "whole books", BOOK_WRITER: "whole books",
        CHANGE_WRITER: "changes",
    },
    "zh": {
        BANK_READER: "对账单", BANK_WRITER: "对账单", BOOK_READER: "整本账", BOOK_WRITER: "整本账",
        CHANGE_WRITER: "改动",
    },
}  # fmt: skip
SHOWN_AS = {"xlsx": "sheets"}
"""What the record calls otherwise than wallet does."""
TEXTS = {
    "en": """# Formats

{note}

`wallet import FILE` looks at what is in a file, never at its name. ZIP (both ciphers) and gzip are opened too.
[How to import a statement](../how-to/import-a-statement.md), [statements from China](../how-to/chinese-statements.md).
中文：[文件格式](../zh/formats.md)

{formats}

## What became of files that banks, e-wallets and programs gave out

{files} files of open-source projects, read as `wallet import` reads them. Nothing vanishes without a word: each row
is read, or refused with its line and the reason; the [page of errors](errors.md) explains the slugs. Where a total of
the rows is known beforehand, it is equal to the cent in every file that refuses none.

{corpus}

Tables whose questions were answered count as read. No PDF of a bank is among these files: PDFs are tested with random
layouts, and with hostile ones.

## Tables that are known by their header

Any other table is understood by its columns' names and by what is in them; what stays open is asked once and kept as a
profile (`wallet profiles`). These ask nothing but the order of day and month where
no day in the file shows it. Tests read a sample of our own making of each of the first list.

{gallery}

Tables of Chinese banks and services, by their names in the code:

{sources}
""",
    "zh": """# 文件格式

{note}

`wallet import 文件` 只看文件内容，不看文件名。ZIP（两种加密都行）和 gzip 会自动打开。
[导入对账单](how-to/import-a-statement.md)、[国内的账单](how-to/chinese-statements.md)。
English: [Formats](../reference/formats.md)

{formats}

## 银行、电子钱包和程序真实给出的文件，读得怎么样

共 {files} 个来自开源项目的文件，用和 `wallet import` 一样的办法读。任何一行都不会悄悄消失：
要么读进来，要么拒收并写明行号和原因；代号的意思见[错误一览](../reference/errors.md)。
事先知道合计的文件，只要没有拒收的行，合计都分毫不差。

{corpus}

问过问题再读的表格也算读入。这些文件里没有银行的 PDF：PDF 用随机排出的版面和恶意文件来测。

## 凭表头就认得的表格

别的表格靠列名和内容来认；认不准的地方只问一次，记成方案（`wallet profiles`）。下面这些什么也不问，
除非文件里没有哪一天能看出日和月谁在前。
前一组的每一种，都有我们自己做的样本供测试读。

{gallery}

国内银行和服务的表格（代码里的名称）：

{sources}
""",
}
COLUMNS = {
    "en": {
        "formats": ("format", "what it is", "read", "written", "needs"),
        "corpus": ("format", "files", "ask nothing", "rows read", "rows refused", "files refused"),
    },
    "zh": {
        "formats": ("格式", "是什么", "读", "写", "另需"),
        "corpus": ("格式", "文件", "什么也不问", "读入的行", "拒收的行", "拒收的文件"),
    },
}


def pages() -> dict[str, str]:
    """Path in the project to the whole text."""
    return {NAMES[language]: _page(language) for language in NAMES}


def _page(language: str) -> str:
    record: dict[str, dict[str, Any]] = json.loads(RECORD.read_text(encoding="utf-8"))
    columns = COLUMNS[language]
    return TEXTS[language].format(
        note=NOTE,
        formats=_table(columns["formats"], [_format(name, language) for name in FORMATS]),
        files=sum(told["files"] for told in record.values()),
        corpus=_table(columns["corpus"], [_told(name, told) for name, told in record.items()]),
        gallery=", ".join(row.name for row in GALLERY),
        sources=", ".join(f"`{name}`" for name in SOURCES),
    )


def _format(name: str, language: str) -> list[str]:
    row, said = FORMATS[name], FILES[name]
    words = ROLES[language]
    read = [words[role] for role in (BANK_READER, BOOK_READER) if getattr(row, role)]
    written = [words[role] for role in (BANK_WRITER, BOOK_WRITER, CHANGE_WRITER) if getattr(row, role)]
    needs = f"`{said.needs}`" if said.needs else ""
    return [f"`{name}`", said.zh if language == "zh" else said.en, ", ".join(read), ", ".join(written), needs]


def _told(name: str, told: dict[str, Any]) -> list[str]:
    counts = [str(told[field]) for field in ("files", "silent", "rows")]
    return [f"`{SHOWN_AS.get(name, name)}`", *counts, _slugs(told["refused_rows"]), _slugs(told["refused_files"])]


def _slugs(told: dict[str, int]) -> str:
    return ", ".join(f"{count} `{slug}`" for slug, count in told.items()) or "–"


def _table(head: tuple[str, ...], rows: list[list[str]]) -> str:
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join("| " + " | ".join(each or "–" for each in cells) + " |" for cells in lines)
