"""Printed lines, followed to the letter: in another wallet than the usual one, which must not notice.

Each runnable line of an error is run as a shell would read it. It succeeds, it does what it says, and the usual wallet,
which has other content under the same short names, stays as it was.
"""

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.advice.lines import hints, is_open, marked, runnable
from tests.cli.advice.scenes import AGAIN, EXEMPT, SCENES, Scene
from tests.cli.driver import PASSPHRASE, Result, Wallet
from wallet_cli.errors import WalletError
from wallet_cli.words import catalogue, spelling

BOOK = "my book"
BEGINNING = (
    "init --currency EUR --no-input",
    "accounts add cash --kind cash --opening 80 -d 2026-11-01",
    "accounts add bank --kind bank --opening 500 -d 2026-11-01",
    "pay 5 {payee} @cash +food",
    "receive 100 Acme @bank +salary",
)
USUAL = (*BEGINNING, "pay 7 Other @cash +fun", "pay 8 Other @cash +fun", "pay 9 Other @cash +fun")
ASKS = ("lend", "borrow", "transfer", "exchange", "pay")
"""Verbs that ask for a line where none is given."""
ASKED = 130
"""The status where the answer is to leave."""
PUT_IN = {"NAME", "NEW", "ACCOUNT", "@ACCOUNT", "+CATEGORY", "@SOURCE", "@TARGET", "AMOUNT", "DATE", "SHOP", "ID"}
"""What a corrected line has where nobody knows what was meant."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Wallet:
    machine = Wallet(tmp_path_factory.mktemp("prepared"))
    for wallet, lines in (("main", USUAL), (BOOK, BEGINNING)):
        for line in lines:
            machine.ok("-w", wallet, *shlex.split(line.format(payee="Market")))
    return machine


@pytest.fixture
def kept(prepared: Wallet, tmp_path: Path) -> Wallet:
    machine = Wallet(tmp_path)
    shutil.copytree(prepared.data, machine.data)
    shutil.copytree(prepared.state, machine.state)
    machine.microseconds = prepared.microseconds
    secret = tmp_path / "my $ecret"
    secret.write_text(PASSPHRASE + "\n")
    secret.chmod(0o644)
    return machine


def state_of(machine: Wallet) -> str:
    """What the usual wallet holds, and what was done in it."""
    return machine.ok("log", "--json") + machine.ok("balance", "--json")


def follow(machine: Wallet, line: str) -> Result:
    """Run a printed line; without a terminal, but for what asks for a line."""
    words = shlex.split(line)
    if words[0] != "wallet":
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
        return Result(done.stdout, done.stderr, done.returncode)
    if asks(line):
        return machine(*words[1:], tty=True, typed="quit\n")
    return machine(*words[1:])


def asks(line: str) -> bool:
    """Whether a line has a verb alone, which asks for the rest of it."""
    words = shlex.split(line)
    return words[-1] in ASKS and "help" not in words


_OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def _has_fields(part: str, fields: dict[str, object]) -> bool:
    """Whether an optional part is said: all its fields have something to say."""
    return all(fields.get(name) for name in re.findall(r"\{(\w+)\}", part))


def lines_in(slug: str, params: dict[str, object]) -> list[str]:
    """The lines of an error's hint that can be run as they stand, as they were printed."""
    spelling.choose(BOOK, None)
    fields = {name: tuple(value) if isinstance(value, list) else value for name, value in params.items()}
    printed = catalogue.marked_text_of(WalletError(slug, **fields))[1].split(spelling.EDGE)[1::2]
    templates = marked(_OPTIONAL.sub(lambda part: part[1] if _has_fields(part[1], fields) else "", hints()[slug][1]))
    return [
        line
        for line, template in zip(printed, templates, strict=True)
        if not (is_open(template) or PUT_IN & set(line.split()))
    ]


@pytest.mark.parametrize("scene", SCENES, ids=[f"{scene.slug}: {scene.typed}" for scene in SCENES])
def test_a_printed_line_does_what_it_says(scene: Scene, kept: Wallet) -> None:
    for line in scene.before:
        kept.ok("-w", BOOK, *shlex.split(line.format(folder=kept.folder)))
    usual = state_of(kept)
    typed = ["-w", BOOK, *shlex.split(scene.typed.format(folder=kept.folder))]
    refused = kept(*typed)
    told = json.loads(kept("--json", *typed).err.replace("wallet --json ", "wallet "))
    assert (told["slug"], refused.status != 0) == (scene.slug, True), refused.err
    for line in lines_in(scene.slug, told["params"]):
        assert line in refused.err
        done = follow(kept, line)
        assert done.status == (ASKED if asks(line) else 0), f"{line}\n{done.err}"
    assert state_of(kept) == usual
    if scene.then == AGAIN:
        kept.ok(*typed)
    elif scene.then:
        command, _arrow, shown = scene.then.partition(" => ")
        assert shown in kept.ok("-w", BOOK, *shlex.split(command), "--table")


def test_every_error_with_a_runnable_line_has_a_scene_or_a_reason() -> None:
    """Lines without a field are the same for all: they are followed below."""
    special = {slug for slug, lines in runnable().items() if any("{" in line.replace("{{", "") for line in lines)}
    scenes = {scene.slug for scene in SCENES}
    assert special - scenes - set(EXEMPT) == set()
    assert set(EXEMPT) & scenes == set()
    assert set(EXEMPT) - special == set(), "a reason for a line that is gone"


SAME = sorted({line for lines in runnable().values() for line in lines if "{" not in line.replace("{{", "")})
ANSWERS = {  # statuses of lines that can't succeed here, each with what it says
    "wallet accounts add cash": (5, "something called"),  # for books without any account
    "wallet init": (5, "already"),  # for a wallet that isn't there
    "wallet budget hold --reset": (5, "held"),
    "wallet doctor": (0, ""),
    "wallet keys add passphrase": (2, "--new-passphrase-file"),
    "wallet verify --repair-keys": (5, "nothing to mend"),  # for a key header that is damaged
    "wallet passphrase --recovery": (4, "no key of the type"),  # made with init or keys add
    "wallet passphrase --shares": (4, "no key of the type"),
}


@pytest.mark.parametrize("line", [line for line in SAME if line.startswith("wallet ")])
def test_a_line_that_is_always_the_same_works(
    line: str, kept: Wallet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    usual = state_of(kept)
    spelling.choose(BOOK, None)
    printed = spelling.bare(spelling.filled(f"`{line}`", {}))
    assert re.search(r'-w "my book"|--help|wallet help', printed)
    done = follow(kept, printed)
    status, says = ANSWERS.get(line, (ASKED if asks(line) else 0, ""))
    assert (done.status, says in done.err) == (status, True), f"{printed}\n{done.status} {done.err}"
    assert state_of(kept) == usual


RECEIPTS = (
    "pay 5 Tea @cash +food",
    "transfer 5 @cash @bank",
    "edit t3 6",
    "rm t3",
    "undo o5",
    "config set owner Ada",
    "adjust @cash --to 50",
)


@pytest.mark.parametrize("typed", RECEIPTS)
@pytest.mark.parametrize("by", ["option", "environment"])
def test_a_receipt_names_the_wallet_that_takes_it_back(typed: str, by: str, kept: Wallet) -> None:
    usual, before = state_of(kept), kept.ok("-w", BOOK, "balance", "--json")
    if by == "environment":
        kept.env["WALLET_NAME"] = BOOK
    out = kept.ok(*(["-w", BOOK] if by == "option" else []), *shlex.split(typed), "--table")
    line = out[out.index("wrong? ") + len("wrong? ") :].splitlines()[0]
    kept.env.pop("WALLET_NAME", None)
    assert follow(kept, line).status == 0, line
    assert kept.ok("-w", BOOK, "balance", "--json") == before
    assert state_of(kept) == usual


@pytest.mark.parametrize("typed", ["pay 5 Tea '@Bob''s' +food", "pay 5 Tea @cash '+a%b'", "lend 5 'x=y' @cash"])
def test_what_can_be_no_name_is_not_offered_to_be_added(typed: str, kept: Wallet) -> None:
    told = kept(*shlex.split(typed.replace("''", "'\"'\"'"))).err
    assert ("see all: " in told, " add " in told) == (True, False)


def test_the_usual_wallet_is_named_where_the_environment_means_another(kept: Wallet) -> None:
    kept.env["WALLET_NAME"] = BOOK
    assert "wrong? wallet -w main undo o9" in kept.ok("-w", "main", "pay", "5", "Tea", "@cash", "+food")


def test_a_wallet_named_in_one_run_is_not_named_in_the_next(kept: Wallet) -> None:
    assert 'wallet -w "my book" undo' in kept.ok("-w", BOOK, "pay", "5", "Tea", "@cash", "+food")
    assert "wrong? wallet undo" in kept.ok("pay", "5", "Tea", "@cash", "+food")
    assert 'wallet -w "my book" accounts' in kept("pay", "5", "Tea", "@none", "+food", "-w", BOOK).err
    assert "wallet accounts" in kept("pay", "5", "Tea", "@none", "+food").err
