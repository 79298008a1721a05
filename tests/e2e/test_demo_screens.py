"""``wallet demo`` at a real terminal: a code is whole on one screen."""

import pexpect

from tests.e2e.machine import Machine


def test_a_code_is_on_one_screen(bare: Machine) -> None:
    child = bare.spawn("wallet", "demo", columns=80, LINES="24", COLUMNS="80")
    child.setwinsize(24, 80)
    screens = [""]
    while child.expect(["-- Enter goes on, q ends --", pexpect.EOF]) == 0:
        screens.append(child.before)
        child.sendline("")
    screens.append(child.before)
    codes = [screen for screen in screens if "█" in screen or "▀" in screen]
    assert len(screens) > 5
    assert len(codes) == 1
    assert len(codes[0].splitlines()) <= 24
