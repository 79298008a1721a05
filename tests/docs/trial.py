"""Trying a page: its steps one after the other on a fresh machine; what differs comes out as findings."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from tests.docs import compare
from tests.docs.machine import Machine, Result, Unanswered
from tests.docs.page import Command, Document, File, Step, Terminal, Today, steps_of
from tests.docs.reference import missing_commands
from tests.i18n.catalogue import FOLDER, read
from wallet_cli.cli.line import registry
from wallet_cli.cli.spec import Spec

PO = FOLDER / "wallet.po"
NEEDS = re.compile(r"<!-- needs: (\w+) -->")
MENTION = re.compile(r"\bwallet ([a-z][a-z-]*)")
CALL = re.compile(r"\bwallet (?:(?:-w|--wallet|--lang) \S+ |--[a-z-]+ )*([a-z][a-z-]*(?: +[\w-]+)*)")


class Outcome(NamedTuple):
    """A step that was run, what it showed, and what is wrong with that ("" if nothing)."""

    step: Command | Document
    shown: list[str]
    problem: str


def language_of(page: Path) -> str:
    """Pages of the Chinese folder are tried in Chinese."""
    return "zh" if "zh" in page.parts else "en"


def trial(text: str, folder: Path, *, language: str = "en") -> Iterator[Outcome]:
    """Run all steps; each command gives an outcome."""
    machine = Machine(folder, language=language)
    for step in steps_of(text):
        if isinstance(step, Today):
            machine.today = step.day
        elif isinstance(step, Terminal):
            machine.tty = step.present
        elif isinstance(step, File):
            machine.write(step.name, step.text)
        else:
            yield _outcome(machine, step)


def _outcome(machine: Machine, step: Command | Document) -> Outcome:
    page = step.expected if isinstance(step, Command) else ()
    hidden = isinstance(step, Document) or step.hidden
    try:
        result = machine.run(step.text, page, hidden=hidden)
    except Unanswered as prompt:
        return Outcome(step, [], f"the page doesn't answer the prompt {str(prompt)!r}")
    return Outcome(step, result.shown, _problem(step, result))


def _problem(step: Command | Document, result: Result) -> str:
    wanted = step.status if isinstance(step, Command) else 0
    if not result.compared:
        return ""
    if result.status != wanted:
        return f"exit {result.status} instead of {wanted}"
    if isinstance(step, Document):
        return "" if compare.same_document(step.expected, "\n".join(result.shown)) else "another document"
    return "" if step.hidden or compare.same_lines(step.expected, result.shown) else "another text"


def told(outcome: Outcome) -> str:
    """A finding in words: what the page says, what was shown."""
    step = outcome.step
    expected = step.expected if isinstance(step, Command) else step.expected.splitlines()
    parts = [f"line {step.line + 1}: $ {step.text}", f"  {outcome.problem}", "  the page says:"]
    parts += [f"    {line}" for line in expected]
    return "\n".join([*parts, "  shown is:", *[f"    {line}" for line in outcome.shown]])


def waits_for(page: Path) -> list[str]:
    """What isn't there that the page needs: commands, packages, or the Chinese of a Chinese page."""
    text = page.read_text(encoding="utf-8")
    steps = steps_of(text)
    missing = sorted(all_commands_in(steps) & missing_commands())
    missing += [name for name in NEEDS.findall(text) if find_spec(name) is None]
    if language_of(page) == "zh" and steps and not all(entry.translation for entry in read(PO).values()):
        missing.append("translations")
    return missing


def leaves_in(steps: list[Step]) -> set[str]:
    """The commands, and of nouns the verbs, that a page runs in sight of the reader: "pay", "budget move"."""
    seen = [step for step in steps if isinstance(step, Document) or (isinstance(step, Command) and not step.hidden)]
    return {leaf for step in seen for words in CALL.findall(step.text) if (leaf := leaf_of(words))}


def leaf_of(words: str) -> str:
    """Which command, or which verb of a noun, is called by the words behind ``wallet``; a noun alone is its default."""
    name, *rest = words.split()
    entry = registry.find(name)
    if entry is None:
        return ""
    described = registry.load(entry)
    if isinstance(described, Spec):
        return described.name
    verb = next((each for each in rest[:1] if each in {verb.name for verb in described.verbs}), "")
    if not verb and described.names and rest[:1] != [] and rest[0] in described.names:
        verb = described.named[len(rest) > 1]
    return f"{described.name} {verb or described.default}"


def all_commands_in(steps: list[Step]) -> set[str]:
    """The commands that a page runs, set-up included."""
    return named_in([step.text for step in steps if isinstance(step, Command | Document)])


def named_in(texts: list[str]) -> set[str]:
    """Full names of the commands that command lines call."""
    words = {word for text in texts for word in MENTION.findall(text)}
    return {entry.name for word in words if (entry := registry.find(word))}
