"""``errors.md``: the exit statuses, then a table for each area, an error a row: status, words and hint, from the code.

The status of a slug is that of the class at its raise sites; an error inside an imported file (a ``Refusal``) has
none of its own: it is listed, and the import leaves it out or refuses the file.
"""

import inspect
import re
from collections.abc import Iterator
from functools import cache
from pkgutil import iter_modules
from typing import NamedTuple

import wallet_cli.words.problems as package
from tests.docs.page import pages
from tests.docs.reference import NOTE
from tests.shape import slugs
from tests.shape.source import ROOT, Module, read_modules
from wallet_cli import errors
from wallet_cli.cli.run import CLOSED_PIPE_EXIT
from wallet_cli.words import catalogue

MEANING = {
    1: "a fault of wallet itself",
    2: "usage: the command line, or a value typed on it, can't be understood",
    3: "nothing by that name, or more than one thing",
    4: "locked, or the wrong passphrase",
    5: "refused by a rule of the books",
    6: "an id used before, with other content",
    7: "an input file whose contents can't be used; one that isn't there is 2",
    8: "the vault is damaged, replayed, older than the last one seen, or forked",
    9: "busy: another process holds the vault",
    errors.FINDINGS_EXIT: "there are findings; only with `--check`",
}
AREAS = {
    "cli": "The command line, questions and passphrases",
    "values": "What is typed: amounts, currencies, dates, names",
    "books": "Rules of the books",
    "changes": "Looking back, editing, removing, undoing",
    "budgets": "Budgets",
    "payees": "Payees",
    "files": "Files read and written, and their rows",
    "filing": "Import and export",
    "rules": "Rules for banks' rows",
    "output": "Files that leave the wallet",
    "codes": "Payment codes",
    "requests": "Making payment codes",
    "vault": "Opening, reading and writing the wallet",
    "keys": "Keys",
    "backups": "Backups",
    "checks": "Checks and settings",
}
"""The modules of ``words/problems``, and what they are called on the page, in its order."""


class Told(NamedTuple):
    """An error's words, as the catalogue has them, the area they are in, and the statuses that it may come with."""

    area: str
    slug: str
    statuses: tuple[int, ...]
    message: str
    hint: str


@cache
def modules() -> list[Module]:
    """The package's syntax trees, read once."""
    return read_modules(ROOT)


@cache
def statuses() -> dict[str, tuple[int, ...]]:
    """Slug to the exit statuses of its raise sites; none for a slug that only refusals inside a file carry."""
    classes = {
        name: each.exit
        for name, each in inspect.getmembers(errors, inspect.isclass)
        if issubclass(each, errors.WalletError)
    }
    found: dict[str, set[int]] = {}
    for site in slugs.sites_of(modules())[0]:
        found.setdefault(site.slug, set()).update({classes[site.error]} if site.error in classes else set())
    return {slug: tuple(sorted(each)) for slug, each in found.items()}


def told() -> Iterator[Told]:
    """Every error that has words, by area and slug."""
    known = statuses()
    names = [each.name for each in iter_modules(package.__path__)]
    for area, texts in sorted(zip(names, catalogue.areas(), strict=True), key=lambda each: list(AREAS).index(each[0])):
        for slug, (message, hint) in sorted(texts.items()):
            yield Told(area, slug, known.get(slug, ()), message, hint)


def errors_page() -> str:
    """The whole page: a table an area, a row a slug; what other pages link to has a name to be linked by."""
    texts = [page.read_text(encoding="utf-8") for page in pages()]
    linked = {slug for text in texts for slug in re.findall(r"errors\.md#([\w-]+)", text)}
    lines = [
        "# Errors",
        "",
        NOTE,
        "",
        "An error says what happened and why; the hint says how to mend it, often in more words than here. With",
        "`--json` it is one JSON object on standard error. The slug never changes; the words may. `{fields}` stand for",
        "what the error is about. The number is the [exit status](#exit-statuses); `row` is a row of an imported file",
        "that can't be used: it is listed with the reason, and you decide whether the rest is imported.",
        *_statuses(),
    ]
    area = ""
    for each in told():
        if each.area != area:
            area = each.area
            lines += ["", f"## {AREAS[area]}", "", "| slug | status | what is said | how to mend it |", "|-|-|-|-|"]
        name = f'<a id="{each.slug}"></a>' if each.slug in linked else ""
        status = ", ".join(map(str, each.statuses)) or "row"
        lines.append(f"| {name}{each.slug} | {status} | {_cell(each.message)} | {_cell(_shortest(each.hint))} |")
    return "\n".join(lines) + "\n"


def _shortest(hint: str) -> str:
    """The first way to mend it."""
    return re.split(r"; |\n", re.sub(r"\[\[.*?\]\]", "", hint, flags=re.DOTALL).strip())[0]


def _cell(text: str) -> str:
    """In a row, without the parts that aren't always said."""
    always = re.sub(r"\[\[.*?\]\]", "", text, flags=re.DOTALL)
    said = always if always.strip() else " / ".join(re.findall(r"\[\[(.*?)\]\]", text, flags=re.DOTALL))
    return re.sub(r"([|<*])", r"\\\1", said)


def _statuses() -> list[str]:
    """What each exit status means."""
    lines = ["", "## Exit statuses", ""]
    lines += ["They are part of the contract with scripts: their meaning never changes.", ""]
    lines.append("- 0: done. An empty result is 0, and so is importing what already exists.")
    lines += [f"- {status}: {meaning}." for status, meaning in MEANING.items()]
    lines.append(f"- {errors.INTERRUPTED_EXIT}: interrupted at the keyboard.")
    ended, hung_up = errors.SIGNALLED_EXIT + 15, errors.SIGNALLED_EXIT + 1
    lines.append(f"- {ended} and {hung_up}: ended by SIGTERM, or by a terminal that closed.")
    lines.append(f"- {CLOSED_PIPE_EXIT}: whatever read the output went away (`| head`).")
    return lines
