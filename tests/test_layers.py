"""The rooms' doors, by import-linter: kept by the package, and shut to each wrong import in a tree made for it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.shape.source import ROOT
from wallet_cli.formats import facts as formats
from wallet_cli.schemes.facts import SCHEMES
from wallet_cli.store.journal import entities

ROOMS = ["cli", "services", "words", "store", "formats", "schemes", "qr", "domain"]
LINTER = """
import json, os, sys
from importlinter.cli import lint_imports_command
for folder in sys.stdin:
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(theirs, 1)
        os.chdir(folder.rstrip("\\n"))
        sys.path.insert(0, os.getcwd())
        lint_imports_command(["--no-cache"])
    os.close(theirs)
    with open(ours, encoding="utf-8") as told:
        text = told.read()
    print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), text]), flush=True)
"""
"""Loads import-linter once, and runs it in a process of its own in each folder whose name comes in."""
GROUND = [
    "account",
    "amounts",
    "answers",
    "bill",
    "calendar",
    "currency",
    "dates",
    "duration",
    "glued",
    "kinds",
    "moment",
    "money",
    "new_payee",
    "numerals",
    "operation",
    "passphrase",
    "period_words",
    "owing",
    "pinyin",
    "product",
    "quickline",
    "rate",
    "retention",
    "said",
    "text",
    "transaction",
    "vague",
]
ALLOWED = {
    "__main__": ["wallet_cli.wiring"],
    "wiring": ["os", "time", "wallet_cli.cli", "wallet_cli.store", "wallet_cli.i18n"],
    "cli.commands.a": ["wallet_cli.cli.run", "wallet_cli.cli.access.a", "wallet_cli.cli.spec", "wallet_cli.words.a"],
    "cli.run": ["typer", "wallet_cli.services", "wallet_cli.domain", "wallet_cli.errors", "wallet_cli.i18n"],
    "cli.line.a": ["wallet_cli.cli.render.a", "wallet_cli.cli.spec"],
    "cli.access.a": ["wallet_cli.cli.app"],
    "cli.render.a": ["wallet_cli.cli.app", "wallet_cli.words.a"],
    "cli.app": ["wallet_cli.cli.options"],
    "cli.options": ["wallet_cli.cli.spec"],
    "cli.spec": [],
    "words.a": ["wallet_cli.domain.look.a", "wallet_cli.errors", "wallet_cli.i18n"],
    "services.completion": ["wallet_cli.services.desk.a"],
    "services.desk.a": ["wallet_cli.services.amend.a", "wallet_cli.services.look.a", "wallet_cli.services.plan.a"],
    "services.amend.a": ["wallet_cli.services.look.a", "wallet_cli.services.record.a"],
    "services.files.a": ["wallet_cli.store.store", "wallet_cli.formats.registry", "wallet_cli.services.things.a"],
    "services.look.a": ["wallet_cli.store.books.a", "wallet_cli.domain"],
    "services.plan.a": [],
    "services.payments.a": ["wallet_cli.schemes"],
    "services.vault.a": ["wallet_cli.store.check.a"],
    "services.things.a": ["wallet_cli.services.record.a"],
    "services.record.a": ["wallet_cli.services.names", "wallet_cli.services.session"],
    "services.names": ["wallet_cli.services.near_names", "wallet_cli.services.session"],
    "services.near_names": ["wallet_cli.services.session"],
    "services.short_names": [],
    "services.periods": ["wallet_cli.services.session"],
    "services.session": ["wallet_cli.services.redaction"],
    "services.redaction": [],
    "services.plain_file": [],
    "services.file_name": [],
    "store.check.a": ["wallet_cli.store.store", "wallet_cli.store.books.a", "wallet_cli.store.vault.a"],
    "store.new_vault": ["wallet_cli.store.store", "wallet_cli.store.vault.a"],
    "store.store": ["wallet_cli.store.journal.a", "wallet_cli.store.vault.a"],
    "store.books.a": ["wallet_cli.store.journal.a"],
    "store.journal.a": ["wallet_cli.domain.money"],
    "store.vault.a": ["sqlcipher3", "os", "wallet_cli.domain.money"],
    "store.migrations.__init__": [],
    "formats.registry": ["wallet_cli.formats.a", "wallet_cli.formats.b.c", "wallet_cli.formats.facts"],
    "formats.facts": [],
    "formats.a": ["csv", "wallet_cli.formats.base", "wallet_cli.formats.packed.x"],
    "formats.b.c": ["wallet_cli.formats.base"],
    "formats.b.__init__": [],
    "formats.base": ["wallet_cli.domain.money"],
    "formats.banks.x": [],
    "formats.packed.x": ["wallet_cli.formats.packed.y"],
    "formats.packed.y": ["zlib"],
    "formats.packed.__init__": [],
    "formats.banks.__init__": [],
    "schemes.registry": ["wallet_cli.schemes.a", "wallet_cli.schemes.b", "wallet_cli.schemes.facts"],
    "schemes.a": ["wallet_cli.schemes.base", "wallet_cli.schemes.facts"],
    "schemes.b": ["wallet_cli.schemes.base"],
    "schemes.base": ["wallet_cli.schemes.facts"],
    "schemes.facts": [],
    "domain.items.a": ["wallet_cli.domain.look.a"],
    **{f"domain.{wing}.a": ["wallet_cli.domain.money"] for wing in ("files", "look", "payments", "plan", "rules")},
    **{f"domain.{name}": [] for name in GROUND},
    "domain.money": ["wallet_cli.errors", "wallet_cli.named_tuple", "datetime", "wallet_cli.domain.text"],
    "errors": [],
    "named_tuple": [],
    "i18n": ["gettext"],
}
FORBIDDEN = [
    ("domain.money", "wallet_cli.store"),
    ("domain.money", "os"),
    ("domain.money", "time"),
    ("domain.money", "random"),
    ("domain.money", "sqlcipher3"),
    ("domain.money", "wallet_cli.i18n"),
    ("domain.money", "wallet_cli.domain.plan.a"),
    ("domain.look.a", "wallet_cli.domain.plan.a"),
    ("domain.look.a", "wallet_cli.domain.items.a"),
    ("errors", "wallet_cli.domain"),
    ("errors", "wallet_cli.i18n"),
    ("errors", "wallet_cli.named_tuple"),
    ("named_tuple", "wallet_cli.errors"),
    ("named_tuple", "os"),
    ("store.vault.a", "wallet_cli.formats"),
    ("store.vault.a", "wallet_cli.store.store"),
    ("store.vault.a", "wallet_cli.store.journal.a"),
    ("store.journal.a", "wallet_cli.store.books.a"),
    ("store.books.a", "wallet_cli.store.store"),
    ("store.store", "wallet_cli.store.check.a"),
    ("formats.a", "wallet_cli.schemes"),
    ("schemes.a", "wallet_cli.qr"),
    ("store.vault.a", "wallet_cli.services"),
    ("services.look.a", "wallet_cli.cli"),
    ("services.look.a", "wallet_cli.words"),
    ("services.look.a", "wallet_cli.services.plan.a"),
    ("services.look.a", "wallet_cli.services.amend.a"),
    ("services.amend.a", "wallet_cli.services.desk.a"),
    ("services.record.a", "wallet_cli.services.things.a"),
    ("services.session", "wallet_cli.services.record.a"),
    ("services.near_names", "wallet_cli.services.names"),
    ("services.look.a", "wallet_cli.i18n"),
    ("services.look.a", "typer"),
    ("wiring", "rich"),
    ("services.look.a", "sqlcipher3"),
    ("formats.a", "wallet_cli.formats.b.c"),
    ("formats.a", "wallet_cli.formats.registry"),
    ("schemes.a", "wallet_cli.schemes.b"),
    ("words.a", "wallet_cli.services.look.a"),
    ("words.a", "wallet_cli.store.store"),
    ("cli.run", "wallet_cli.store"),
    ("cli.run", "wallet_cli.formats.base"),
    ("cli.run", "wallet_cli.wiring"),
    ("cli.run", "wallet_cli.cli.commands.a"),
    ("cli.render.a", "wallet_cli.cli.access.a"),
    ("cli.access.a", "wallet_cli.cli.line.a"),
    ("cli.spec", "wallet_cli.cli.options"),
    ("i18n", "wallet_cli.errors"),
]


class Linted(NamedTuple):
    """How import-linter ended, and what it said."""

    status: int
    said: str


Lint = Callable[[Path], Linted]


@pytest.fixture(scope="module")
def lint() -> Iterator[Lint]:
    """Run import-linter on the package in a folder."""
    with subprocess.Popen(
        [sys.executable, "-P", "-c", LINTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd="/"
    ) as linter:

        def run(folder: Path) -> Linted:
            assert linter.stdin
            assert linter.stdout
            linter.stdin.write(f"{folder}\n")
            linter.stdin.flush()
            return Linted(*json.loads(linter.stdout.readline()))

        yield run


def write(folder: Path, tree: dict[str, list[str]]) -> None:
    """A package with these modules and imports, each import inside a function."""
    shutil.copy(ROOT / ".importlinter", folder)
    folders = {name.rpartition(".")[0] for name in tree if "." in name} | {*ROOMS, ""}
    for room in folders:
        for at in range(room.count(".") + 1):
            part = ".".join(room.split(".")[: at + 1])
            tree = {f"{part}.__init__" if part else "__init__": [], **tree}
    for name, imports in tree.items():
        file = folder / "wallet_cli" / (name.replace(".", "/") + ".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("def f():\n    pass\n" + "".join(f"    import {dotted}\n" for dotted in imports))


def test_the_package_keeps_its_layers(lint: Lint) -> None:
    result = lint(ROOT)
    assert result.status == 0, result.said


def test_every_allowed_import_passes(lint: Lint, tmp_path: Path) -> None:
    write(tmp_path, ALLOWED)
    result = lint(tmp_path)
    assert result.status == 0, result.said


@pytest.mark.parametrize(("module", "dotted"), FORBIDDEN)
def test_a_forbidden_import_is_found(module: str, dotted: str, lint: Lint, tmp_path: Path) -> None:
    write(tmp_path, {**ALLOWED, module: [*ALLOWED[module], dotted]})
    result = lint(tmp_path)
    assert result.status == 1
    assert f"wallet_cli.{module} -> {dotted} " in result.said


def test_a_room_of_no_layer_is_found(lint: Lint, tmp_path: Path) -> None:
    write(tmp_path, {**ALLOWED, "attic": []})
    result = lint(tmp_path)
    assert result.status == 1
    assert "attic" in result.said


ROLES = (formats.BANK_READER, formats.BANK_WRITER, formats.BOOK_READER, formats.BOOK_WRITER, formats.CHANGE_WRITER)
NAMED = {
    "wallet_cli.store.journal.": [row.module for row in entities.STORED.values()],
    "wallet_cli.domain.items.": [row.module for row in entities.SMALL.values()],
    "wallet_cli.schemes.": [row.module for row in SCHEMES.values()],
    "wallet_cli.formats.": [
        place.partition(":")[0] for row in formats.FORMATS.values() for role in ROLES if (place := getattr(row, role))
    ],
}
"""What tables name by strings, by the room that it must lie in: the linter sees imports only."""


@pytest.mark.parametrize("room", NAMED)
def test_a_module_that_a_table_names_lies_in_the_table_s_room(room: str) -> None:
    assert NAMED[room]
    assert [module for module in NAMED[room] if not module.startswith(room) or find_spec(module) is None] == []
