"""Each kept vector has the outcome that it names, whatever later versions change; and none costs much."""

import subprocess
import sys

import pytest

from tests.vectors import make
from tests.vectors.vector import BACKUPS, KEYS, OPENS, WRONG_SECRET, Vector, all_of, outcome

VECTORS = [*all_of(KEYS), *all_of(BACKUPS)]
OUTCOMES = {
    KEYS: {OPENS, WRONG_SECRET, "header-damaged", "header-newer"},
    BACKUPS: {
        OPENS, WRONG_SECRET, "not-a-backup", "backup-newer", "backup-head-damaged", "backup-length",
        "backup-image-damaged", "backup-seal-broken",
    },
}  # fmt: skip
CPU_S, MEMORY_BYTES = 30, 1 << 30


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector.kind}/{vector.name}")
def test_the_outcome_is_the_one_named(vector: Vector) -> None:
    assert outcome(vector) == vector.expect, vector.comment


@pytest.mark.parametrize("kind", OUTCOMES)
def test_each_outcome_occurs(kind: str) -> None:
    assert {vector.expect for vector in VECTORS if vector.kind == kind} == OUTCOMES[kind]


def test_the_generator_makes_the_kept_files() -> None:
    made = {vector.path: vector.written() for vector in make.vectors()}
    assert made == {vector.path: vector.path.read_bytes() for vector in VECTORS}


def test_a_vector_reads_back_the_same() -> None:
    assert {each.name: each for each in make.vectors() if each.kind == KEYS} == {
        each.name: each for each in all_of(KEYS)
    }


def test_all_of_them_stay_within_little_time_and_memory() -> None:
    """The one that asks for 4 TiB, and those that would take years: in a process that may not take them."""
    resource = pytest.importorskip("resource")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))

    done = subprocess.run(
        [sys.executable, "-m", "tests.vectors.vector"], preexec_fn=limit, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"{each.kind}/{each.name} {each.expect}" for each in VECTORS]
