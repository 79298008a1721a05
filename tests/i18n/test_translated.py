"""简体中文 is complete and fits the source; ``python -m tests.i18n.update`` adds what is new, to be translated."""

import pytest

from tests.i18n import catalogue as guards
from tests.i18n.catalogue import FOLDER, compile_catalogue, read, render
from tests.i18n.test_catalogue import GUARDS, Guard
from tests.i18n.texts import extract
from tests.shape.source import ROOT, read_modules


@pytest.fixture(scope="module")
def texts() -> set[str]:
    return extract(read_modules(ROOT))[0]


@pytest.fixture(scope="module")
def catalogue() -> guards.Catalogue:
    return read(FOLDER / "wallet.po")


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_the_catalogue_fits_the_source(guard: Guard, catalogue: guards.Catalogue, texts: set[str]) -> None:
    found = guard(catalogue, texts)
    assert not found, "\n".join(["run python -m tests.i18n.update, and fill in the Chinese in wallet.po", *found])


def test_texts_are_looked_up_as_they_were_written() -> None:
    assert extract(read_modules(ROOT))[1] == []


def test_the_file_has_its_one_form(catalogue: guards.Catalogue) -> None:
    assert (FOLDER / "wallet.po").read_text(encoding="utf-8") == render(catalogue)


def test_the_compiled_file_is_the_compilation(catalogue: guards.Catalogue) -> None:
    assert (FOLDER / "wallet.mo").read_bytes() == compile_catalogue(catalogue)
