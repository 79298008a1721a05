"""A check of the store, of the books or of the machine is a row and its title: a toy check of each, through ``verify``
and ``doctor``.
"""

import json
from collections.abc import Iterable, Mapping

import pytest

from tests.cli.driver import Wallet
from wallet_cli.cli.render.vault import checks
from wallet_cli.errors import Advisory, Damaged
from wallet_cli.services.vault import doctor, verify
from wallet_cli.services.vault.doctor import Finding
from wallet_cli.store.check import verifying
from wallet_cli.store.check.verifying import StoreCheck

TITLES = "cli/render/vault/checks.TITLES"
MACHINE_TITLES = "cli/render/vault/checks.MACHINE_TITLES"
STEPS = ("rebuild", "copy")
"""What has a title for the progress bar, and is no check."""


def misfits(names: Iterable[str], titles: Mapping[str, str], where: str) -> list[str]:
    """Checks without a title, and titles without a check."""
    named = set(names)
    untitled = [f"{name}: what people call it is missing in {where}" for name in sorted(named - titles.keys())]
    return untitled + [f"{name}: {where} names no check" for name in sorted(titles.keys() - named)]


def test_every_check_has_its_title_and_every_title_its_check() -> None:
    assert misfits((*verify.names(), *STEPS), checks.TITLES, TITLES) == []
    assert misfits(doctor.MACHINE_CHECKS, checks.MACHINE_TITLES, MACHINE_TITLES) == []


def test_a_check_without_a_title_and_a_title_without_a_check_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(verify.BOOK_CHECKS, "toy", lambda _session, _findings: None)
    fewer = {name: look for name, look in doctor.MACHINE_CHECKS.items() if name != "swap"}
    monkeypatch.setattr(doctor, "MACHINE_CHECKS", fewer)  # one taken out of the table is put back at its end
    (found,) = misfits((*verify.names(), *STEPS), checks.TITLES, TITLES)
    assert found == "toy: what people call it is missing in cli/render/vault/checks.TITLES"
    (found,) = misfits(doctor.MACHINE_CHECKS, checks.MACHINE_TITLES, MACHINE_TITLES)
    assert found == "swap: cli/render/vault/checks.MACHINE_TITLES names no check"


@pytest.mark.parametrize("in_snapshot", [True, False])
def test_a_check_of_the_store_is_a_row(wallet: Wallet, monkeypatch: pytest.MonkeyPatch, in_snapshot: bool) -> None:
    def look(run: verifying.Run) -> None:
        run.findings.look(3)
        run.findings.add(Damaged("store-damaged"))

    monkeypatch.setattr(verifying, "STORE_CHECKS", (*verifying.STORE_CHECKS, StoreCheck("toy", look, in_snapshot)))
    monkeypatch.setitem(checks.TITLES, "toy", "toys in the box")
    result = wallet("verify", tty=True)
    assert (result.status, "toys in the box" in result.out) == (8, True)
    told = json.loads(wallet("verify", "--json").out)
    assert {"name": "toy", "looked_at": 3, "problems": 1} in told["checks"]


def test_a_check_of_the_books_is_a_row(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(verify.BOOK_CHECKS, "toy", lambda session, findings: findings.look(session.today > 0))
    monkeypatch.setitem(checks.TITLES, "toy", "toys in the books")
    assert "toys in the books" in wallet.ok("verify", tty=True)
    assert wallet.ok("verify").splitlines()[-1] == "toy\t1\t0"


def test_a_check_of_the_machine_is_a_row(bare: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Advisory("aside-kept", names=("toy",))
    monkeypatch.setitem(doctor.MACHINE_CHECKS, "toy", lambda machine: Finding(machine.encoding, problem))
    monkeypatch.setitem(checks.MACHINE_TITLES, "toy", "toys on the floor")
    assert "toys on the floor" in bare.ok("doctor", tty=True)
    (told,) = [each for each in json.loads(bare.ok("doctor", "--json"))["checks"] if each["name"] == "toy"]
    assert (told["state"], told["slug"], told["value"].lower()) == ("problem", "aside-kept", "utf-8")
