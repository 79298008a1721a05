"""Several operations are undone together or not at all, and the step that a refusal offers works."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.driver import Wallet

BEGINNING = (
    "init --currency EUR --no-input",
    "accounts add cash --kind cash",
    "accounts add visa --kind card",
    "categories add hobby",
)
"""o1 to o11 are those of init: its categories; the rest follows."""
DONE = (
    "pay 5 Tea @cash +food",
    "pay 7 Tea @visa +hobby",
    "edit {t} 8",
    "edit {t} @visa",
    "edit {t} +hobby",
    "rm {t}",
    "transfer 7 @cash @visa",
    "adjust @visa --to 0",
    "accounts close visa",
    "accounts close visa --reopen",
    "accounts rename visa card",
    "accounts rename card visa",
    "accounts edit visa --currency EUR,USD",
    "pay 3usd Inn @visa +food",
    "categories close hobby",
    "categories rename hobby fun2",
    "payees rename Tea Chai",
    "undo {o}",
)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Wallet:
    machine = Wallet(tmp_path_factory.mktemp("begun"))
    for line in BEGINNING:
        machine.ok(*shlex.split(line))
    return machine


def copied(begun: Wallet, folder: Path) -> Wallet:
    machine = Wallet(folder)
    shutil.copytree(begun.data, machine.data)
    shutil.copytree(begun.state, machine.state)
    machine.microseconds = begun.microseconds
    return machine


def books(machine: Wallet) -> str:
    """What the books say, and what was done in them."""
    return machine.ok("balance", "--json") + machine.ok("log", "--json") + machine.ok("history", "--json")


def numbers(machine: Wallet) -> list[int]:
    return [int(ref[1:]) for ref in machine.ok("log", "-q").split()]


def refused(machine: Wallet, *names: str) -> list[str]:
    """The step that the refusal of an undo offers: the names in it."""
    told = machine("undo", *names)
    assert told.status not in (0, 1), told
    found = re.search(r"all at once: wallet undo ([o0-9 ]+)", told.err)
    return found[1].split() if found else []


def test_an_account_that_would_come_back_closed_takes_its_transactions_along(begun: Wallet, tmp_path: Path) -> None:
    machine = copied(begun, tmp_path)
    first = max(numbers(machine)) + 1
    for line in ("accounts close visa", "accounts close visa --reopen", "pay 7 Tea @visa +hobby"):
        machine.ok(*shlex.split(line))
    before = machine.ok("balance", "--json")
    step = refused(machine, f"o{first}")
    assert step == [f"o{first + 2}", f"o{first + 1}", f"o{first}"] or step == [f"o{first + 1}", f"o{first}"]
    machine.ok("undo", *step)
    machine.ok("redo", *step)
    assert machine.ok("balance", "--json") == before


def test_where_one_of_several_is_refused_none_is_undone(begun: Wallet, tmp_path: Path) -> None:
    machine = copied(begun, tmp_path)
    first = max(numbers(machine)) + 1
    for line in ("pay 5 Tea @cash +food", "edit t1 6", "edit t1 7", "pay 9 Other @cash +food"):
        machine.ok(*shlex.split(line))
    before = books(machine)
    told = machine("undo", f"o{first + 3}", f"o{first}")
    assert told.status == 5
    assert (told.out, books(machine)) == ("", before)
    assert refused(machine, f"o{first + 3}", f"o{first}") == [f"o{first + at}" for at in (3, 2, 1, 0)]
    machine.ok("undo", f"o{first + 3}", f"o{first + 2}", f"o{first + 1}", f"o{first}", "-n")
    assert books(machine) == before


def test_the_last_operation_is_one_that_can_be_undone(begun: Wallet, tmp_path: Path) -> None:
    machine = copied(begun, tmp_path)
    machine.ok("pay", "5", "Tea", "@cash", "+food")
    payment = max(numbers(machine))
    machine.ok("pay", "6", "Tea", "@cash", "+food")
    machine.ok("rm", "t2", "--erase-body", "-y")
    op = json.loads(machine("undo", "--json").err)["params"]["op"]
    done = json.loads(machine.ok("log", "--json"))["operations"]
    assert done[0]["command"] == "erase-body"
    assert op in (f"o{payment}", f"o{payment + 1}", f"o{payment + 2}") and op != done[0]["ref"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(DONE), st.integers(0, 5)), min_size=3, max_size=14), st.integers(0, 20))
def test_the_step_that_is_offered_works(
    begun: Wallet, tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[str, int]], which: int
) -> None:
    machine = copied(begun, tmp_path_factory.mktemp("history"))
    first = max(numbers(machine)) + 1
    for line, at in lines:
        known = [number for number in numbers(machine) if number >= first] or [first]
        machine(*shlex.split(line.format(t=f"t{at + 1}", o=f"o{known[at % len(known)]}")))
    known = sorted(number for number in numbers(machine) if number >= first)
    if not known:
        return
    name = f"o{known[which % len(known)]}"
    before = books(machine)
    told = machine("undo", name, "-n")
    assert books(machine) == before
    if told.status:
        step = refused(machine, name)
        assert books(machine) == before
        if step:
            assert name in step
            machine.ok("undo", *step)
            machine.ok("verify")
    else:
        machine.ok("undo", name)
        machine.ok("verify")
