"""``errors.md`` and ``exit-statuses.md``: every error with its status, words and hint, read from the code.

The status of a slug is that of the class at its raise sites; an error inside an imported file (a ``Refusal``) has
none of its own: the import goes on and tells it, or refuses the file.
"""

import inspect
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

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
    7: "an input file that can't be used",
    8: "the vault is damaged, replayed, older than the last one seen, or forked",
    9: "busy: another process holds the vault",
    errors.FINDINGS_EXIT: "there are findings; only with `--check`",
}


class Told(NamedTuple):
    """An error's words and the statuses that it may come with."""

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
    """Every error that has words, by slug."""
    known = statuses()
    texts: dict[str, tuple[str, str]] = {}
    for area in catalogue.areas():
        texts |= area
    for slug, (message, hint) in sorted(texts.items()):
        yield Told(slug, known.get(slug, ()), message.replace("`", ""), hint.replace("`", ""))  # as they are printed


def errors_page() -> str:
    """The whole page."""
    lines = [
        "# Errors",
        "",
        NOTE,
        "",
        "An error says what happened and why; the hint says how to mend it. With `--json` it is one JSON object on",
        "standard error. The slug never changes; the words may. `{fields}` stand for what the error is about.",
        "",
        "Errors without a status are found in rows of an imported file: the import tells them row by row.",
    ]
    for each in told():
        status = ", ".join(str(number) for number in each.statuses) or "none, a row of a file"
        lines += ["", f"## {each.slug}", "", f"Exit status: {status}.", "", "```text", *each.message.splitlines()]
        lines += [f"  {line}" for line in each.hint.splitlines()]
        lines.append("```")
    return "\n".join(lines) + "\n"


def statuses_page() -> str:
    """The whole page."""
    by_status: dict[int, list[str]] = {}
    for each in told():
        for status in each.statuses:
            by_status.setdefault(status, []).append(each.slug)
    lines = ["# Exit statuses", "", NOTE, ""]
    lines += ["They are part of the contract with scripts: their meaning never changes.", ""]
    lines.append("- 0: done. An empty result is 0, and so is importing what is there already.")
    lines += [f"- {status}: {meaning}." for status, meaning in MEANING.items()]
    lines.append(f"- {errors.INTERRUPTED_EXIT}: interrupted at the keyboard.")
    ended, hung_up = errors.SIGNALLED_EXIT + 15, errors.SIGNALLED_EXIT + 1
    lines.append(f"- {ended} and {hung_up}: ended by SIGTERM, or by a terminal that closed.")
    lines.append(f"- {CLOSED_PIPE_EXIT}: whoever read the output went away (`| head`).")
    for status, meaning in MEANING.items():
        lines += ["", f"## {status}: {meaning}", ""]
        lines += [f"- [{slug}](errors.md#{slug})" for slug in by_status.get(status, [])]
    return "\n".join(lines) + "\n"
