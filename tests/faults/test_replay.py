"""Pages and files put back to an earlier state, in every combination: noticed by the balance or by ``verify``."""

import shutil
from itertools import product
from pathlib import Path

import pytest

from tests.cli.driver import PASSPHRASE
from tests.faults import replay
from tests.faults.patient import KEYS, OLDER, SAME, STORE, Files, Patient
from tests.faults.replay import GROUPS, Past


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """A wallet after two payments and an edit, and its files before them."""
    return Past(tmp_path_factory.mktemp("past"))


def test_pages_of_every_group_have_changed(past: Past) -> None:
    assert set(past.changed.values()) == set(GROUPS)


@pytest.mark.parametrize("kind", replay.KINDS)
def test_pages_put_back_are_noticed(past: Past, kind: str) -> None:
    told = replay.tally(past, replay.KINDS[kind](past))
    assert sum(told.cases.values()) >= len(past.changed)
    assert ("verify", SAME) not in {(command, said) for _kind, command, said in told.counts}
    if kind == "groups":
        assert told.cases.total() == 2 ** len(GROUPS) - 1
    if kind != "without-head":
        assert ("balance", OLDER) not in {(command, said) for _kind, command, said in told.counts}


def test_an_earlier_log_is_set_aside(past: Past) -> None:
    told = replay.tally(past, replay.logs(past))
    assert {said for _kind, command, said in told.counts if command == "balance"} == {SAME}


# which of key header, store and head are of an earlier time; what a command that opens with a passphrase says
WHOLE = {
    (): "",
    (KEYS,): "header-older",
    (STORE,): "store-older",
    ("head",): "",
    (KEYS, STORE): "store-older",
    (KEYS, "head"): "header-older",
    (STORE, "head"): "",  # a key header ahead of its store looks like a change of keys that was interrupted
    (KEYS, STORE, "head"): "",  # nothing on this machine is left that could tell
}


@pytest.fixture(scope="module")
def rekeyed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Patient, Files]:
    """A wallet after a payment and a change of its keys, and its files before."""
    patient = Past(tmp_path_factory.mktemp("rekeyed")).patient
    patient.wallet.key = None
    before = patient.taken()
    patient.wallet.ok("pay", "50", "Coffee", "@cash", "+food")
    same = patient.wallet.folder / "same"
    same.write_text(PASSPHRASE + "\n")
    same.chmod(0o600)
    patient.wallet.ok("passphrase", "--new-passphrase-file", str(same))
    patient.files = patient.taken()
    return patient, before


@pytest.mark.parametrize("old", [each for each in WHOLE if each], ids=" and ".join)
def test_whole_files_put_back(rekeyed: tuple[Patient, Files], old: tuple[str, ...]) -> None:
    patient, before = rekeyed
    files = patient.files | {name: before[name] for name in old}
    for command in (("balance",), ("verify",), ("history",)):
        patient.put(files)
        result = patient.wallet(*command, "--json")
        assert (result.status, WHOLE[old] in result.err or WHOLE[old] in result.out) == (8 if WHOLE[old] else 0, True)


def test_each_combination_of_files_has_its_answer() -> None:
    names = (KEYS, STORE, "head")
    chosen = {tuple(name for name, old in zip(names, each, strict=True) if old) for each in product((0, 1), repeat=3)}
    assert chosen == set(WHOLE)


def test_a_store_of_another_wallet_does_not_open(rekeyed: tuple[Patient, Files], tmp_path: Path) -> None:
    patient, _before = rekeyed
    other = patient.wallet.data / "other"
    patient.wallet.ok("init", "--currency", "EUR", "--no-input", "-w", "other")
    store = (other / STORE).read_bytes()
    shutil.rmtree(other)
    for files in (patient.files | {STORE: store},):
        patient.put(files)
        result = patient.wallet("balance", "--json")
        assert (result.status, '"store-damaged"' in result.err) == (8, True), result.err
