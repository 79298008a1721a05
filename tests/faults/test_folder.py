"""Some of the folders that are put together by chance; more: ``python -m tests.faults.folder --count 5000``."""

import os
from pathlib import Path

import pytest

from tests.faults.bench import Fault
from tests.faults.folder import COMMANDS, CONTROLS, tally
from tests.faults.moments import Pieces, made

COUNT = int(os.environ.get("WALLET_FAULT_FOLDERS", "60"))


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Pieces:
    """The files of two vaults at many moments."""
    return made(tmp_path_factory.mktemp("pieces"))


def test_nothing_that_was_acknowledged_is_overwritten_whatever_lies_together(pieces: Pieces, tmp_path: Path) -> None:
    faults: list[Fault] = []
    told = tally(tmp_path, pieces, COUNT, 7, faults.append)
    assert [f"{each} {each.__notes__}" for each in faults] == []
    assert {name for name, _slug in told} >= {each.name for each in COMMANDS}
    assert told["balance", "ok"] > 0
    assert sum(count for (_name, slug), count in told.items() if slug == "log-unproven") > 0


@pytest.mark.parametrize("control", CONTROLS)
def test_the_judge_sees_what_an_opener_that_proves_nothing_destroys(
    pieces: Pieces, tmp_path: Path, control: str
) -> None:
    faults: list[Fault] = []
    naive, share = CONTROLS[control]
    with naive():
        tally(tmp_path, pieces, 30, 7, faults.append, share)
    assert "lost" in {each.kind for each in faults}


def test_moments_are_of_every_kind(pieces: Pieces) -> None:
    names = " ".join(each.name for each in pieces.moments)
    for kind in ("with its log", "in a checkpoint", "killed", "in a rotation", "after a rotation"):
        assert kind in names
    assert len({each.key for each in pieces.moments}) == 2
    assert len(pieces.strangers) > 3
