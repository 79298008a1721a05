"""The pictures of a terminal show what a terminal shows now, in cells that line up."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.docs import picture
from tests.docs.page import ROOT

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", picture.PICTURES)
def test_the_picture_is_what_the_terminal_shows(name: str, tmp_path: Path) -> None:
    now = picture.drawn(picture.PICTURES[name], tmp_path)
    assert (ROOT / name).read_text(encoding="utf-8") == now, "run python -m tests.docs.picture"


@pytest.mark.parametrize("name", picture.PICTURES)
def test_the_picture_has_two_looks_and_nothing_from_elsewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    tree = ET.fromstring(text)
    assert text.count("prefers-color-scheme:dark") == 1
    assert not [each for each in ("href", "url(", "script", "import") if each in text]
    width = float(tree.attrib["width"])
    for line in tree.iter(f"{SVG}text"):
        assert float(line.attrib["x"]) + float(line.attrib["textLength"]) <= width


@pytest.mark.parametrize(("name", "said"), [(each, "wallet") for each in picture.PICTURES])
def test_what_is_typed_is_whole(name: str, said: str) -> None:
    texts = [each.text for each in ET.parse(ROOT / name).getroot().iter(f"{SVG}text")]
    assert texts.count(said) >= len(picture.PICTURES[name].shown)
