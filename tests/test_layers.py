"""The rooms' doors, by import-linter: kept by the package, and shut to each wrong import in a tree made for it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shape.source import ROOT

ROOMS = ["cli", "services", "store", "formats", "schemes", "qr", "domain"]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
ALLOWED = {
    "__main__": ["wallet_cli.wiring"],
    "wiring": ["os", "time", "wallet_cli.cli", "wallet_cli.store", "wallet_cli.i18n"],
    "cli.run": ["typer", "wallet_cli.services", "wallet_cli.domain", "wallet_cli.errors", "wallet_cli.i18n"],
    "services.a": ["wallet_cli.store", "wallet_cli.formats.registry", "wallet_cli.schemes", "wallet_cli.domain"],
    "store.a": ["sqlcipher3", "os", "wallet_cli.domain.money"],
    "formats.registry": ["wallet_cli.formats.a", "wallet_cli.formats.b"],
    "formats.a": ["csv", "wallet_cli.formats.base", "wallet_cli.formats.banks.x"],
    "formats.b": ["wallet_cli.formats.base"],
    "formats.base": ["wallet_cli.domain.money"],
    "formats.banks.x": [],
    "formats.banks.__init__": [],
    "schemes.registry": ["wallet_cli.schemes.a", "wallet_cli.schemes.b"],
    "schemes.a": ["wallet_cli.schemes.base"],
    "schemes.b": ["wallet_cli.schemes.base"],
    "schemes.base": [],
    "domain.money": ["wallet_cli.errors", "datetime"],
    "errors": [],
    "i18n": ["gettext"],
}
FORBIDDEN = [
    ("domain.money", "wallet_cli.store"),
    ("domain.money", "os"),
    ("domain.money", "time"),
    ("domain.money", "random"),
    ("domain.money", "sqlcipher3"),
    ("domain.money", "wallet_cli.i18n"),
    ("errors", "wallet_cli.domain"),
    ("errors", "wallet_cli.i18n"),
    ("store.a", "wallet_cli.formats"),
    ("formats.a", "wallet_cli.schemes"),
    ("schemes.a", "wallet_cli.qr"),
    ("store.a", "wallet_cli.services"),
    ("services.a", "wallet_cli.cli"),
    ("services.a", "wallet_cli.i18n"),
    ("services.a", "typer"),
    ("wiring", "rich"),
    ("services.a", "sqlcipher3"),
    ("formats.a", "wallet_cli.formats.b"),
    ("formats.a", "wallet_cli.formats.registry"),
    ("schemes.a", "wallet_cli.schemes.b"),
    ("cli.run", "wallet_cli.store"),
    ("cli.run", "wallet_cli.formats.base"),
    ("cli.run", "wallet_cli.wiring"),
    ("i18n", "wallet_cli.errors"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package in ``folder``."""
    command = [sys.executable, "-c", LINT, "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def write(folder: Path, tree: dict[str, list[str]]) -> None:
    """A package with these modules and imports, each import inside a function."""
    shutil.copy(ROOT / ".importlinter", folder)
    for name in ["__init__", *(f"{room}.__init__" for room in ROOMS)]:
        tree = {name: [], **tree}
    for name, imports in tree.items():
        file = folder / "wallet_cli" / (name.replace(".", "/") + ".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("def f():\n    pass\n" + "".join(f"    import {dotted}\n" for dotted in imports))


def test_the_package_keeps_its_layers() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


def test_every_allowed_import_passes(tmp_path: Path) -> None:
    write(tmp_path, ALLOWED)
    result = lint(tmp_path)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("module", "dotted"), FORBIDDEN)
def test_a_forbidden_import_is_found(module: str, dotted: str, tmp_path: Path) -> None:
    write(tmp_path, {**ALLOWED, module: [*ALLOWED[module], dotted]})
    result = lint(tmp_path)
    assert result.returncode == 1
    assert f"wallet_cli.{module} -> {dotted} " in result.stdout


def test_a_room_of_no_layer_is_found(tmp_path: Path) -> None:
    write(tmp_path, {**ALLOWED, "attic": []})
    result = lint(tmp_path)
    assert result.returncode == 1
    assert "attic" in result.stdout
