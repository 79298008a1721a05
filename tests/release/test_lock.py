"""CI installs what ``.ci/requirements.txt`` names and nothing else: it has all that the project asks for, each file of
a release with its hash, and no index of anybody's.
"""

import re
import tomllib
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.shape.source import ROOT

LOCK = (ROOT / ".ci" / "requirements.txt").read_text(encoding="utf-8")
STARTS = re.compile(r"^([a-z0-9-]+)==(\S+)( ; .+?)? \\$", re.MULTILINE)
ENTRY = re.compile(
    r"[a-z0-9-]+==\S+( ; [^\\]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+\n"  # a release and its files
    r"(    # via[^\n]*\n(    #   [^\n]+\n)*)?"  # who asks for it
)


def wished() -> Iterator[str]:
    """What the project asks for, its backend and its people's extras included."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    yield from told["build-system"]["requires"]
    yield from told["project"]["dependencies"]
    for name in ("all", "dev"):
        more = told["project"]["optional-dependencies"][name]
        yield from (each for each in more if not each.startswith("wallet-cli"))


@pytest.mark.parametrize("wish", sorted(set(wished())))
def test_each_wish_is_locked_to_a_release_that_fulfils_it(wish: str) -> None:
    asked = Requirement(wish)
    locked = [version for name, version, _where in STARTS.findall(LOCK) if name == canonicalize_name(asked.name)]
    assert locked
    assert all(asked.specifier.contains(version) for version in locked)


def test_every_release_has_hashes_and_the_file_holds_nothing_else() -> None:
    text = re.sub(r"\A(#[^\n]*\n)+", "", LOCK)
    assert ENTRY.sub("", text) == ""
    assert len(ENTRY.findall(text)) == len(STARTS.findall(text)) > 40
    assert "://" not in LOCK


def test_what_installs_it_from_its_folder_is_there_too() -> None:
    assert {"hatchling", "editables"} <= {name for name, _version, _where in STARTS.findall(LOCK)}
