"""Reading a printed line as the product does: a shell's words, then the real parser, without doing anything."""

import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.cli.driver import Wallet
from wallet_cli.cli.line import registry
from wallet_cli.cli.spec import Noun, Spec


class Parsed:
    """What the parser made of lines: the values of the last command, and the wallet that it is about."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.machine = Wallet(folder)
        self.values: dict[str, Any] = {}
        self.wallet = ""
        real = registry.load
        monkeypatch.setattr(registry, "load", lambda entry: self._harmless(real(entry)))

    def _harmless(self, described: Spec | Noun) -> Spec | Noun:
        if isinstance(described, Noun):
            return described._replace(verbs=tuple(verb._replace(run=self._keep) for verb in described.verbs))
        return described._replace(run=self._keep)

    def _keep(self, app: Any, **values: Any) -> None:
        self.values, self.wallet = values, app.name

    def read(self, line: str) -> dict[str, Any]:
        """The values that the parser gives to the command of ``line``, as printed."""
        words = shlex.split(line)
        start = len(words) - words[::-1].index("wallet") if "|" in words else 1
        words = words[start : words.index("3<") if "3<" in words else len(words)]
        self.values = {}
        result = self.machine(*words)
        assert result.status == 0, f"{line}\n{result.err}"
        return self.values


def flat(values: dict[str, Any]) -> list[str]:
    """Every text among the values."""
    return [text for value in values.values() for text in (value if isinstance(value, list) else [value]) if text]
