"""``python -m tests.docs.picture``: the pictures of a terminal, drawn from a real run in a real terminal.

The commands of a story run one after the other in a pseudo-terminal; a terminal emulator takes what they write, and its
cells become an SVG: each run of cells of one look is one text, stretched to exactly its cells, so that columns line up
whatever font there is. It has a light and a dark look; whoever shows it chooses (``prefers-color-scheme``).
"""

import shlex
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

import pexpect
import pyte

from tests.docs.generate import write
from tests.docs.page import ROOT
from tests.e2e.machine import Machine, ended

COLUMNS, MOST_LINES = 80, 60
CELL, LINE, SIZE, MARGIN, BAR = 8.4, 19, 14, 16, 30
"""Sizes in pixels: a cell's width, a line's height, the letters, the room around the text, the window's bar."""
FONTS = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace"


FAINT, GREY = "\x1b[2m", "\x1b[90m"
"""The emulator knows no faint text; grey stands for it."""


class Look(NamedTuple):
    """Colours of the window, of text, and of what wallet paints."""

    back: str
    bar: str
    edge: str
    text: str
    dim: str
    red: str
    green: str
    brown: str


LIGHT = Look("#ffffff", "#f0f1f3", "#d0d4da", "#1f2328", "#6a727c", "#c3222d", "#1a7f37", "#9a6700")
DARK = Look("#15181d", "#22262d", "#3a4049", "#e4e7eb", "#8f98a3", "#ff7b72", "#56d364", "#e3b341")


class Story(NamedTuple):
    """What is run out of sight, and what is shown."""

    language: str
    hidden: tuple[str, ...]
    shown: tuple[str, ...]


ENGLISH = Story(
    "en",
    (
        "init --currency EUR --no-input",
        "accounts add bank --kind bank --opening 1250 -d 2026-11-01",
        "accounts add cash --kind cash --opening 80 -d 2026-11-01",
        "accounts add card --kind card -d 2026-11-01",
        "accounts add anna --kind person",
        "receive 1800 Acme @bank +salary -d 2026-11-02",
        "pay 780 Landlord @bank +home -d 2026-11-03",
        "pay 187.50 Market @bank +food -d 2026-11-12",
        "budget set food 300",
        "budget set home 800",
        "budget set travel 150",
    ),
    (
        "pay 12.50 Coffee @cash +food",
        "pay 45usd Hotel @card +travel --charged 41.87",
        "pay 86 Dinner @bank +food --with anna",
        "budget",
        "balance",
    ),
)
CHINESE = Story(
    "zh",
    (
        "init --currency CNY --no-input",
        "accounts add 工商银行 --kind bank --opening 8000 -d 2026-11-01",
        "accounts add 支付宝 --kind ewallet --opening 1500 -d 2026-11-01",
        "accounts add 信用卡 --kind card -d 2026-11-01",
        "accounts add 小李 --kind person",
        "receive 10000 公司 @工商银行 +工资 -d 2026-11-02",
        "pay 3200 房东 @工商银行 +居家 -d 2026-11-03",
        "pay 486.5 超市 @支付宝 +餐饮 -d 2026-11-12",
        "budget set 餐饮 1500",
        "budget set 居家 3500",
        "budget set 旅行 800",
    ),
    (
        "pay 32 咖啡 @支付宝 +餐饮",
        "pay 45usd 酒店 @信用卡 +旅行 --charged 320.50",
        "pay 200 晚饭 @支付宝 +餐饮 --with 小李",
        "budget",
        "balance",
    ),
)
PICTURES = {"docs/pictures/terminal.svg": ENGLISH, "docs/pictures/terminal.zh.svg": CHINESE}


def drawn(story: Story, folder: Path) -> str:
    """The whole SVG of a story that is run in this folder."""
    machine = Machine(folder)
    machine.env |= {
        "TERM": "xterm-256color",
        "WALLET_LANG": story.language,
        "WALLET_PASSPHRASE_FILE": str(machine.passphrase_file),
    }
    for line in story.hidden:
        machine.prepare(*shlex.split(line))
    screen = pyte.Screen(COLUMNS, MOST_LINES)
    stream = pyte.Stream(screen)
    for at, line in enumerate(story.shown):
        stream.feed("\r\n" if at else "")
        stream.feed(f"\x1b[90m$\x1b[0m \x1b[1mwallet {line}\x1b[0m\r\n")
        child: pexpect.spawn[str] = machine.spawn("wallet", *shlex.split(line), columns=COLUMNS)
        status = ended(child)
        if status:
            raise RuntimeError(f"wallet {line}: status {status}: {child.before}")
        stream.feed(str(child.before).replace(FAINT, GREY))
    return _svg(screen, screen.cursor.y)


def _svg(screen: pyte.Screen, lines: int) -> str:
    width, height = round(COLUMNS * CELL + 2 * MARGIN), lines * LINE + BAR + 2 * MARGIN
    title = "A terminal: payments recorded with wallet, a budget and the balances"
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-label="{title}">',
        f"<title>{title}</title>",
        f"<style>text{{font:{SIZE}px {FONTS};white-space:pre}}.b{{font-weight:700}}",
        _rules(LIGHT),
        f"@media (prefers-color-scheme:dark){{{_rules(DARK)}}}</style>",
        f'<rect class="back" x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="9"/>',
        f'<path class="bar" d="M.5 {BAR}V9.5a9 9 0 0 1 9-9H{width - 9.5}a9 9 0 0 1 9 9V{BAR}z"/>',
        *[f'<circle class="edge" cx="{20 + 18 * at}" cy="{BAR / 2}" r="5"/>' for at in range(3)],
    ]
    body = [text for row in range(lines) for text in _row(screen, row)]
    return "\n".join([*head, *body, "</svg>"]) + "\n"


def _rules(look: Look) -> str:
    """The colours as style rules."""
    fills = {"text": look.text, ".d": look.dim, ".red": look.red, ".green": look.green, ".brown": look.brown}
    rules = "".join(f"{name}{{fill:{colour}}}" for name, colour in fills.items())
    window = f".back{{fill:{look.back};stroke:{look.edge}}}.bar{{fill:{look.bar};stroke:{look.edge}}}"
    return f"{window}.edge{{fill:{look.edge}}}{rules}"


def _row(screen: pyte.Screen, row: int) -> Iterator[str]:
    y = BAR + MARGIN + row * LINE + SIZE
    for at, cells, text, names in _runs(screen, row):
        if text.strip():
            look = f' class="{names}"' if names else ""
            length = f'textLength="{cells * CELL:.1f}" lengthAdjust="spacingAndGlyphs"'
            yield f'<text x="{MARGIN + at * CELL:.1f}" y="{y}" {length}{look}>{escape(text)}</text>'


def _runs(screen: pyte.Screen, row: int) -> Iterator[tuple[int, int, str, str]]:
    """Where each run of one look begins, its cells, its text, its classes: words, or characters two cells wide."""
    begin, text, looks, before = 0, "", "", (False, "", True)
    for at in range(COLUMNS + 1):
        cell = screen.buffer[row][at] if at < COLUMNS else None
        if cell is not None and cell.data == "":
            continue  # the second half of what is two cells wide
        wide = cell is not None and at + 1 < COLUMNS and screen.buffer[row][at + 1].data == ""
        now = (wide, _classes(cell) if cell else "", cell is None or cell.data == " ")
        if now != before or cell is None:
            if text:
                yield begin, at - begin, text, looks
            begin, text, looks, before = at, "", now[1], now
        text += cell.data if cell else ""


def _classes(cell: pyte.screens.Char) -> str:
    colour = {"brightblack": "d", "red": "red", "green": "green", "brown": "brown"}.get(cell.fg, "")
    return " ".join(name for name in ("b" if cell.bold else "", colour) if name)


def main(root: Path = ROOT) -> None:
    """Draw them all."""
    for name, story in PICTURES.items():
        with tempfile.TemporaryDirectory() as folder:
            write(root, [(name, drawn(story, Path(folder)))])


if __name__ == "__main__":
    main()
