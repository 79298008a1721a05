"""What an installed wallet is made of, as CycloneDX 1.6 in JSON: ``python -m tests.release.sbom > sbom.json``.

The distributions that wallet needs, as far as they are installed, each with what it needs itself; and what the wheels
of sqlcipher3 and cryptography have inside without telling pip (SQLCipher, SQLite, OpenSSL), asked of the libraries.
"""

import json
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from typing import Any, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.raw import library

NAME = "wallet-cli"
VENDORS = {"sqlcipher": "zetetic", "sqlite": "sqlite", "openssl": "openssl"}
"""Of what is linked into a library, as lists of vulnerabilities call them."""


class Part(NamedTuple):
    """What is linked into the library of a distribution."""

    inside: str
    name: str
    version: str

    @property
    def ref(self) -> str:
        return f"{_ref(self.inside)}#{self.name}"


def document() -> dict[str, Any]:
    """The bill of materials."""
    installed = {name: metadata.distribution(name) for name in sorted(_needed(NAME))}
    needs = {name: sorted(_direct(name) & installed.keys()) for name in installed}
    parts = linked()
    depends = [
        {
            "ref": _ref(name),
            "dependsOn": [*map(_ref, needs[name]), *(part.ref for part in parts if part.inside == name)],
        }
        for name in installed
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _component("application", installed.pop(NAME))},
        "components": [_component("library", each) for each in installed.values()] + [_linked(part) for part in parts],
        "dependencies": depends,
    }


def linked() -> list[Part]:
    """What is linked into the store's library and the one for keys, as they say themselves."""
    from cryptography.hazmat.backends.openssl import backend

    sqlcipher, sqlite, openssl = library.versions()
    return [
        Part("sqlcipher3", "sqlcipher", _number(sqlcipher)),
        Part("sqlcipher3", "sqlite", sqlite),
        Part("sqlcipher3", "openssl", _number(openssl)),
        Part("cryptography", "openssl", _number(backend.openssl_version_text())),
    ]


def _number(text: str) -> str:
    found = re.search(r"\d+(\.\d+)+[a-z]?", text)
    if found is None:
        raise ValueError(f"no version: {text}")
    return found[0]


def _needed(name: str) -> set[str]:
    """The distribution with all that it needs, as far as that is installed."""
    found, left = set(), [name]
    while left:
        each = left.pop()
        if each not in found:
            found.add(each)
            left += _direct(each)
    return found


def _direct(name: str) -> set[str]:
    return set(_requirements(name))


def _requirements(name: str) -> Iterator[str]:
    """What the distribution asks for here: its extras only where they are wallet's own for people."""
    extras = ("", "all", "read", "shares", "keychain", "pdf-in") if name == NAME else ("",)
    for text in metadata.requires(name) or ():
        wish = Requirement(text)
        other = canonicalize_name(wish.name)
        if other == name or (wish.marker and not any(wish.marker.evaluate({"extra": extra}) for extra in extras)):
            continue
        try:
            metadata.distribution(other)
        except metadata.PackageNotFoundError:
            continue
        yield other


def _component(kind: str, found: metadata.Distribution) -> dict[str, Any]:
    name = canonicalize_name(found.metadata["Name"])
    made: dict[str, Any] = {
        "type": kind, "bom-ref": _ref(name), "name": name, "version": found.version, "purl": _ref(name),
    }  # fmt: skip
    licence = found.metadata.get("License-Expression") or ""
    return made | ({"licenses": [{"expression": licence}]} if licence else {})


def _linked(part: Part) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": part.ref,
        "name": part.name,
        "version": part.version,
        "cpe": f"cpe:2.3:a:{VENDORS[part.name]}:{part.name}:{part.version}:*:*:*:*:*:*:*",
        "properties": [{"name": "wallet:linked-into", "value": _ref(part.inside)}],
    }


def _ref(name: str) -> str:
    return f"pkg:pypi/{name}@{metadata.version(name)}"


def main() -> int:
    """Write it to standard output."""
    json.dump(document(), sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
