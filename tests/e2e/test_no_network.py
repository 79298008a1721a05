"""wallet has nothing to say to anybody: no module of it knows the network, and no command opens a connection."""

import ast
import subprocess
import sys

from tests.docs.page import ROOT
from tests.e2e.machine import Machine

NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "socketserver", "requests", "httpx"}
WATCHED = """
import sys
def heard(event, args):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        sys.stderr.write(f"HEARD {event}\\n")
sys.addaudithook(heard)
from wallet_cli.wiring import run
status = run(sys.argv[1:], cheap_keys=True)
sys.exit(status)
"""
LISTENS = """
import sys
sys.addaudithook(lambda event, args: event.startswith("socket.") and sys.stderr.write(f"HEARD {event}\\n"))
import socket
socket.getaddrinfo("127.0.0.1", 80)
"""


def imported(text: str) -> set[str]:
    """The first names of all modules that a source imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module or "")
    return {name.partition(".")[0] for name in found}


def test_no_module_knows_the_network() -> None:
    assert imported("def f():\n    from urllib.request import urlopen\n    import ssl") == {"urllib", "ssl"}
    known = {
        str(path): names
        for path in sorted((ROOT / "wallet_cli").rglob("*.py"))
        if (names := imported(path.read_text(encoding="utf-8")) & NETWORK)
    }
    assert known == {}


def test_no_command_opens_a_connection(machine: Machine) -> None:
    seen = subprocess.run([sys.executable, "-c", LISTENS], capture_output=True, text=True, check=False)
    assert "HEARD socket.getaddrinfo" in seen.stderr
    for line in (
        ["pay", "12.50", "https://example.org/pay", "@cash", "+food"],
        ["balance"],
        ["history"],
        ["export", "-o", "books.jsonl"],
        ["import", "books.jsonl"],
        ["qr", "show", "--text", "bitcoin:?lno=lno1example"],
        ["backup", "main.backup"],
        ["verify", "main.backup"],
        ["restore", "main.backup", "-w", "copy"],
        ["doctor"],
        ["demo"],
    ):
        done = subprocess.run(
            [sys.executable, "-c", WATCHED, "--passphrase-file", str(machine.passphrase_file), *line],
            env=machine.env, cwd=machine.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, "HEARD" in done.stderr) == (0, False), (line, done.stderr)
