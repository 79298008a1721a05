"""The page of formats says what becomes of the corpus today; skipped where the corpus isn't there."""

import json

import pytest

from tests.docs.formats import FILES
from tests.formats.record import RECORD, index, measured
from wallet_cli.formats.facts import FORMATS


@pytest.mark.skipif(not index(), reason="no statements of banks beside the repository (WALLET_CORPUS)")
def test_what_the_page_of_formats_says_of_real_files_is_so_today() -> None:
    """Otherwise: ``python -m tests.formats.record``, then ``python -m tests.docs.generate``."""
    assert json.loads(RECORD.read_text(encoding="utf-8")) == json.loads(json.dumps(measured()))


def test_each_format_is_explained() -> None:
    assert set(FILES) == set(FORMATS)
