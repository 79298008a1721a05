"""The bill of materials names what is installed, and what the libraries have inside."""

import json
import re
from importlib import metadata

import pytest

from tests.release import sbom


def test_it_names_what_wallet_needs_and_nothing_of_the_tests() -> None:
    told = sbom.document()
    names = {each["name"]: each["version"] for each in told["components"]}
    assert (told["bomFormat"], told["metadata"]["component"]["name"]) == ("CycloneDX", "wallet-cli")
    for name in ("sqlcipher3", "cryptography", "typer", "cffi"):
        assert names[name] == metadata.version(name)
    assert not {"pytest", "mypy", "ruff", "hypothesis"} & names.keys()


def test_it_names_what_is_linked_into_the_libraries() -> None:
    found = {(each.inside, each.name): each.version for each in sbom.linked()}
    assert found.keys() == {
        ("sqlcipher3", "sqlcipher"),
        ("sqlcipher3", "sqlite"),
        ("sqlcipher3", "openssl"),
        ("cryptography", "openssl"),
    }
    assert all(re.fullmatch(r"\d+\.\d+\.\d+[a-z]?", version) for version in found.values())
    refs = {each["bom-ref"]: each.get("cpe", "") for each in sbom.document()["components"]}
    for part in sbom.linked():
        assert f":{part.name}:{part.version}:" in refs[part.ref]


def test_each_ref_is_there_once_and_every_dependency_is_one() -> None:
    told = sbom.document()
    refs = [told["metadata"]["component"]["bom-ref"], *(each["bom-ref"] for each in told["components"])]
    assert len(refs) == len(set(refs))
    needed = {ref for each in told["dependencies"] for ref in (each["ref"], *each["dependsOn"])}
    assert needed <= set(refs)
    assert {*refs[1:]} == {ref for each in told["dependencies"] for ref in each["dependsOn"]}


def test_it_is_written_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert sbom.main() == 0
    assert json.loads(capsys.readouterr().out) == sbom.document()
