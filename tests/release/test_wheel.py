"""The wheel of one state of the source is the same byte for byte, wherever and by whomever it is built."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.docs import manual
from tests.shape.source import ROOT

SOURCES = ("wallet_cli", "share", "pyproject.toml", "README.md", "LICENSE", ".gitignore")
BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
"""The backend itself: pip would only put a fresh environment around it, from an index."""


def built(folder: Path, umask: int, **env: str) -> Path:
    """The wheel as somebody with this umask and environment builds it from a copy in this folder."""
    source, wheels = folder / "source", folder / "wheels"
    wheels.mkdir(parents=True)
    before = os.umask(umask)
    try:
        source.mkdir()
        for name in SOURCES:
            copy(ROOT / name, source / name)
        line = [sys.executable, "-c", BUILD, str(wheels)]
        done = subprocess.run(
            line, cwd=source, env=os.environ | env, capture_output=True, encoding="utf-8", check=False
        )
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stderr
    return wheels / done.stdout.splitlines()[-1]


def copy(this: Path, there: Path) -> None:
    """The content alone: modes and times are those of whoever copies."""
    if this.is_file():
        shutil.copyfile(this, there)
        return
    there.mkdir()
    for each in this.iterdir():
        if each.name != "__pycache__":
            copy(each, there / each.name)


def test_the_wheel_is_the_same_in_another_folder_zone_locale_and_umask(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="the backend comes with the packages for development")
    now = {"SOURCE_DATE_EPOCH": "1790000000"}
    one = built(tmp_path / "one", 0o022, TZ="UTC", LC_ALL="C.UTF-8", PYTHONHASHSEED="1", **now)
    two = built(tmp_path / "another one" / "ü", 0o077, TZ="Asia/Kathmandu", LC_ALL="C", PYTHONHASHSEED="2", **now)
    assert one.name == two.name
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as wheel:
        names = set(wheel.namelist())
        assert {info.external_attr >> 16 & 0o777 for info in wheel.infolist()} == {0o644}
    assert "wallet_cli/locale/zh_CN/LC_MESSAGES/wallet.mo" in names
    data = f"{one.name.removesuffix('-py3-none-any.whl')}.data/data/"
    assert {name.removeprefix(data) for name in names if name.startswith(data)} == set(manual.installed())
    assert not [name for name in names if name.startswith("tests/") or "__pycache__" in name]
