"""The composition root: folders, streams, clock and width as the platform and the environment say."""

import gc
import io
import json
import os
import pty
import pwd
import re
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from tests.program import PROGRAM
from wallet_cli import wiring
from wallet_cli.errors import UsageProblem
from wallet_cli.store.vault import header, slots

HOME = Path.home()
SOURCES = Path(wiring.__file__).parent


@pytest.mark.parametrize(
    ("platform", "env", "data", "state"),
    [
        ("linux", {}, HOME / ".local/share/wallet", HOME / ".local/state/wallet"),
        ("linux", {"XDG_DATA_HOME": "/d", "XDG_STATE_HOME": "/s"}, Path("/d/wallet"), Path("/s/wallet")),
        ("linux", {"WALLET_HOME": "/w", "WALLET_STATE": "/x"}, Path("/w"), Path("/x")),
        ("linux", {"WALLET_HOME": "/w"}, Path("/w"), HOME / ".local/state/wallet"),
        (
            "darwin",
            {"WALLET_HOME": "/w"},
            Path("/w"),
            HOME / "Library/Application Support/wallet/state",
        ),
        ("darwin", {}, HOME / "Library/Application Support/wallet", HOME / "Library/Application Support/wallet/state"),
        (
            "linux",
            {"XDG_DATA_HOME": "d", "XDG_STATE_HOME": ""},
            HOME / ".local/share/wallet",
            HOME / ".local/state/wallet",
        ),
        ("linux", {"HOME": "/h"}, Path("/h/.local/share/wallet"), Path("/h/.local/state/wallet")),
        ("linux", {"HOME": "h"}, HOME / ".local/share/wallet", HOME / ".local/state/wallet"),
        ("linux", {"HOME": ""}, HOME / ".local/share/wallet", HOME / ".local/state/wallet"),
        ("linux", {"WALLET_HOME": "w", "WALLET_STATE": "x/y"}, Path.cwd() / "w", Path.cwd() / "x/y"),
        ("win32", {"LOCALAPPDATA": "/l"}, Path("/l/wallet"), Path("/l/wallet/state")),
        ("win32", {}, HOME / "AppData/Local/wallet", HOME / "AppData/Local/wallet/state"),
    ],
)
def test_folders_follow_the_platform(
    platform: str, env: dict[str, str], data: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(pwd, "getpwuid", lambda _user: SimpleNamespace(pw_dir=str(HOME)))
    assert (wiring.data_folder(env), wiring.state_folder(env)) == (str(data), str(state))


@pytest.mark.parametrize("told", [{}, {"HOME": ""}, {"HOME": "relative"}])
def test_a_home_that_nobody_knows_is_named_by_what_needs_it_and_by_nothing_else(
    told: dict[str, str], tmp_path: Path
) -> None:
    """A user whom the system doesn't know, as in a container."""
    (tmp_path / "sitecustomize.py").write_text("import pwd\npwd.getpwuid = lambda user: {}[user]\n")
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path]), **told}
    here = tmp_path / "here"
    here.mkdir()

    def run(*argv: str, **env_more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run([*PROGRAM, *argv], env=env | env_more, cwd=here, capture_output=True, text=True)

    for argv in (["init", "--currency", "EUR", "--no-input"], ["status"], ["balance"], ["doctor"], ["pay", "1", "X"]):
        done = run(*argv, "--json")
        assert (done.returncode, json.loads(done.stderr)["slug"]) == (2, "home-unknown"), argv
    assert "HOME" in run("status").stderr
    for argv in (["--help"], ["--version"], ["help", "pay"], ["__complete", "zsh", "--", "-w", ""]):
        assert (run(*argv).returncode, run(*argv).stderr) == (0, ""), argv
    (tmp_path / "whole").mkdir()
    whole = {"WALLET_HOME": str(tmp_path / "whole"), "WALLET_STATE": str(tmp_path / "whole")}
    assert run("status", **whole).returncode == 3
    assert list(here.iterdir()) == []


def test_relative_folders_of_the_system_leave_nothing_in_the_working_folder(tmp_path: Path) -> None:
    here, secret = tmp_path / "here", tmp_path / "secret"
    here.mkdir()
    secret.write_text("correct horse battery staple")
    secret.chmod(0o600)
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "HOME": str(tmp_path)}
    env |= {"XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state", "WALLET_PASSPHRASE_FILE": str(secret)}
    made = subprocess.run([*PROGRAM, "init", "--currency", "EUR", "--no-input"], env=env, cwd=here, check=True)
    seen = subprocess.run([*PROGRAM, "status"], env=env, cwd="/", capture_output=True)
    assert (made.returncode, seen.returncode, list(here.iterdir())) == (0, 0, [])
    assert (tmp_path / ".local/share/wallet/main/wallet.keys").exists()


def test_the_day_is_the_clock_s_unless_one_is_set() -> None:
    assert wiring.today({}) in (date.today().toordinal(), date.today().toordinal() - 1)
    assert wiring.today({"WALLET_TODAY": "2026-11-20"}) == date(2026, 11, 20).toordinal()
    with pytest.raises(UsageProblem, match="today-unreadable"):
        wiring.today({"WALLET_TODAY": "soon"})


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-02", "1899-12-31", "2200-01-01", "9999-12-30", "9999-12-31"])
def test_a_day_that_no_date_can_be_is_refused(day: str) -> None:
    with pytest.raises(UsageProblem, match="date-out-of-range"):
        wiring.today({"WALLET_TODAY": day})
    assert wiring.today({"WALLET_TODAY": "1900-01-01"}) < wiring.today({"WALLET_TODAY": "2199-12-31"})


def test_a_clock_that_is_wrong_by_centuries_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "date", SimpleNamespace(today=lambda: date(2262, 4, 11)))
    with pytest.raises(UsageProblem, match="2262-04-11"):
        wiring.today({})


@pytest.mark.parametrize(("columns", "width"), [("33", 33), ("0", 120), ("wide", 120), ("³", 120), ("", 120)])
def test_the_width_is_the_variable_s_then_the_terminal_s(
    columns: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda _fd: os.terminal_size((120, 40)))
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1, raising=False)
    assert wiring.terminal_width({"COLUMNS": columns}) == width


def test_without_a_terminal_the_width_is_the_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert wiring.terminal_width({}) == wiring.USUAL_WIDTH


def test_a_year_that_the_platform_does_not_know_has_no_offset() -> None:
    now = int(time.time())
    assert wiring.offset_s(now) == time.localtime(now).tm_gmtoff
    assert wiring.offset_s(2**62) == 0


def test_time_asleep_counts_where_the_system_counts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert wiring.uptime() >= int(time.monotonic()) - 1
    monkeypatch.delattr(time, "CLOCK_BOOTTIME")
    assert abs(wiring.uptime() - int(time.monotonic())) <= 1


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The other end of a real terminal that standard input is."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        yield ours
    os.close(ours)


def test_what_is_typed_meanwhile_does_not_show_and_shows_again_after(keyboard: int) -> None:
    def shows() -> bool:
        return bool(termios.tcgetattr(sys.stdin.fileno())[3] & termios.ECHO)

    assert shows()
    with wiring.unseen():
        assert not shows()
        os.write(keyboard, b"secret\n")
        assert sys.stdin.readline() == "secret\n"
    assert shows()
    assert os.read(keyboard, 100) == b"\r\n"


def test_what_waits_to_be_read_is_dropped(keyboard: int) -> None:
    os.write(keyboard, b"typed too early\n")
    wiring.forget_typed()
    os.write(keyboard, b"answer\n")
    assert sys.stdin.readline() == "answer\n"


def test_without_a_terminal_there_is_nothing_to_drop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("kept\n"))
    wiring.forget_typed()
    assert sys.stdin.readline() == "kept\n"


def test_a_user_without_an_entry_and_a_home_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pwd, "getpwuid", lambda user: {}[user])
    with pytest.raises(UsageProblem, match="home-unknown"):
        wiring.home({})


def test_arguments_of_another_locale_are_read_as_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "iso8859-1")
    monkeypatch.setattr(os, "fsencode", lambda word: word.encode("iso8859-1"))
    assert wiring.as_utf8("Caf\u00c3\u00a9") == "Café"
    assert wiring.as_utf8("Caf\u00e9") == "Café"  # no UTF-8: as the locale says
    assert wiring.as_utf8("Coffee") == "Coffee"


def test_only_the_program_of_the_tests_derives_keys_cheaply() -> None:
    assert wiring.surroundings().kdf == "standard"
    assert wiring.surroundings(cheap_keys=True).kdf == "cheap"


def test_no_variable_makes_the_keys_of_a_new_wallet_cheaper(tmp_path: Path) -> None:
    """Whatever the sources look up in the environment says "cheap" here, and so does what they used to look up."""
    names = set(re.findall(r"[\"']([A-Z][A-Z_]{2,})[\"']", "".join(p.read_text() for p in SOURCES.rglob("*.py"))))
    assert {"WALLET_HOME", "WALLET_TODAY", "XDG_DATA_HOME", "NO_COLOR"} <= names
    (tmp_path / "secret").write_text("correct horse battery staple")
    (tmp_path / "secret").chmod(0o600)
    env = dict.fromkeys(names | {"WALLET_TEST_KDF", "WALLET_KDF"}, "cheap")
    env |= {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "WALLET_HOME": str(tmp_path / "data")}
    env |= {"WALLET_STATE": str(tmp_path / "state"), "WALLET_TODAY": "2026-11-20"}
    env |= {"WALLET_PASSPHRASE_FILE": str(tmp_path / "secret"), "WALLET_NAME": "main", "WALLET_LANG": "en"}
    env["PYTHONPATH"] = str(SOURCES.parent)
    made = [sys.executable, "-m", "wallet_cli", "init", "--currency", "EUR", "--no-input"]
    done = subprocess.run(made, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    (slot,) = header.parse((tmp_path / "data" / "main" / "wallet.keys").read_bytes()).slots
    assert slot.kdf == slots.DEFAULT_KDF


def test_another_program_is_called_with_its_words() -> None:
    assert wiring.call([sys.executable, "-c", "import sys; sys.exit(len(sys.argv))", "a b", "c"]) == 3


@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- 2>&-"])
def test_streams_that_nobody_needs_may_be_closed(closed: str) -> None:
    script = f'"$0" -m wallet_cli --version {closed}'
    done = subprocess.run(["bash", "-c", script, sys.executable], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_what_cannot_be_written_is_told_by_the_status() -> None:
    done = subprocess.run(["bash", "-c", '"$0" -m wallet_cli --help >/dev/full', sys.executable], capture_output=True)
    assert done.returncode == 5
    assert b"Traceback" not in done.stderr


GUARDED = """
import sys
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "wallet_cli.wiring":
            import ctypes, os, resource
            told = [ctypes.CDLL(None).prctl(3), os.umask(0), resource.getrlimit(resource.RLIMIT_CORE)]
            print(told, sorted(each for each in sys.modules if each.startswith("wallet_cli")))
sys.meta_path.insert(0, Watch())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has prctl")
def test_memory_is_guarded_before_anything_else_is_loaded_or_read(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(GUARDED)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    done = subprocess.run([*PROGRAM, "--version"], env=env, capture_output=True, text=True, umask=0o022, check=True)
    loaded = [
        "wallet_cli",
        "wallet_cli.__main__",
        "wallet_cli.errors",
        "wallet_cli.store",
        "wallet_cli.store.vault",
        "wallet_cli.store.vault.process",
    ]
    assert done.stdout.splitlines()[0] == f"[0, 63, (0, 0)] {loaded}"


class Impatient(ModuleType):
    """A module during whose loading somebody presses Ctrl-C."""

    def __getattr__(self, name: str) -> object:
        raise KeyboardInterrupt


def test_an_interruption_while_modules_are_loaded_ends_with_its_status(monkeypatch: pytest.MonkeyPatch) -> None:
    from wallet_cli import __main__ as program

    monkeypatch.setitem(sys.modules, "wallet_cli.wiring", Impatient("wallet_cli.wiring"))
    try:
        with pytest.raises(SystemExit) as left:
            program.main()
    finally:
        gc.enable()
    assert left.value.code == 130


def test_what_cannot_be_loaded_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from wallet_cli import __main__ as program

    monkeypatch.setitem(sys.modules, "wallet_cli.wiring", None)  # its import fails
    try:
        with pytest.raises(SystemExit) as left:
            program.main()
    finally:
        gc.enable()
    assert left.value.code == 5
    assert capfd.readouterr().err.startswith("wallet can't start: ")


@pytest.mark.parametrize(("name", "status"), [("TERM", 143), ("HUP", 129)])
def test_being_asked_to_end_is_told_by_the_status(name: str, status: int, tmp_path: Path) -> None:
    env = {**os.environ, "WALLET_HOME": str(tmp_path), "WALLET_STATE": str(tmp_path)}
    env["HANGS_UP"] = f"kill -{name} $PPID; sleep 30"
    words = ["init", "--currency", "EUR", "--no-input", "--passphrase-command", 'eval "$HANGS_UP"']
    done = subprocess.run([*PROGRAM, *words], env=env, capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (status, b"", b"")
    assert list(tmp_path.iterdir()) == []


READS = (
    "--version", "--help", "help pay", "pay --help", "", "balance", "balance --json", "history", "history --jsonl",
    "show t1", "report spending", "statement @cash", "statement @cash --format csv", "accounts", "categories", "payees",
    "budget", "log", "status", "config", "keys", "doctor", "privacy", "verify", "completion bash",
    "export --format jsonl", "help scams",
)  # fmt: skip


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a machine with a wallet and a payment in it."""
    folder = tmp_path_factory.mktemp("machine")
    secret = folder / "secret"
    secret.write_text("correct horse battery staple")
    secret.chmod(0o600)
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "HOME": str(folder)}
    env |= {"WALLET_PASSPHRASE_FILE": str(secret)}
    for line in ("init --currency EUR --no-input", "accounts add cash --kind cash", "pay 5 Tea @cash +food"):
        subprocess.run([*PROGRAM, *line.split()], env=env, check=True, capture_output=True)
    return env


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has it")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("where", [">/dev/full", ">&-"])
def test_an_answer_that_cannot_be_written_is_never_a_success(
    machine: dict[str, str], where: str, unbuffered: str
) -> None:
    for line in READS[5::6] if unbuffered else READS:
        script = f'"$@" {where}'
        env = machine | {"PYTHONUNBUFFERED": unbuffered}
        done = subprocess.run(
            ["bash", "-c", script, "bash", *PROGRAM, *line.split()], env=env, capture_output=True, text=True
        )
        assert done.returncode == 5, (line, done.stderr)
        assert "standard output" in done.stderr, (line, done.stderr)
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("line", ["batch -", "qr read --text -"])
def test_a_standard_input_that_was_closed_is_not_an_empty_one(tmp_path: Path, line: str) -> None:
    script = f'"$0" -m wallet_cli {line} <&-'
    env = {**os.environ, "HOME": str(tmp_path), "WALLET_HOME": str(tmp_path), "WALLET_LANG": "zh_CN"}
    done = subprocess.run(["bash", "-c", script, sys.executable], capture_output=True, check=False, env=env)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "没有标准输入可读" in done.stderr.decode()
