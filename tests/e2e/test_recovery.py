"""Recovery at a real terminal: words shown once, cleared, typed back, and used when the rest is forgotten."""

import re

import pytest

from tests.e2e.machine import Machine, ended

NEW = "six quick brown foxes"


@pytest.mark.parametrize("kind", ["recovery", "shares"])
def test_a_forgotten_passphrase_is_replaced_by_words(machine: Machine, kind: str) -> None:
    child = machine.spawn(
        "wallet", "keys", "add", kind, "--passphrase-file", str(machine.passphrase_file), TERM="xterm"
    )
    lists = []
    for _each in range(1 if kind == "recovery" else 3):
        child.expect("press Enter")
        words = re.findall(r"\d+\. ([a-z]+)", child.before)
        lists.append(words)
        child.sendline("")
        child.expect_exact("\x1b[2J\x1b[3J\x1b[H")
        for _question in range(3):
            child.expect(r"word (\d+) from your paper: ")
            child.sendline(words[int(child.match[1]) - 1])
    child.expect("Added the key")
    assert ended(child) == 0

    pasted = "".join(f"{number}. {word},\r" for number, word in enumerate(lists[0], 1))
    child = machine.spawn("wallet", "keys", "test", f"--{kind}")
    child.expect("not shown: ")
    child.send(pasted)
    child.expect("share 2, not shown: " if kind == "shares" else "It opens the wallet")
    assert lists[0][5] not in child.before
    if kind == "shares":
        child.send(pasted.replace(lists[0][2], "zzzz", 1))
        child.expect("word 3 isn't in the list")
        child.expect("not shown: ")
        child.sendline(" ".join(word[:4] for word in lists[1]))
    assert ended(child) == 0

    child = machine.spawn("wallet", "passphrase", f"--{kind}")
    for words in lists[:2]:
        child.expect("not shown: ")
        child.sendline(" ".join(words))
    child.expect("new passphrase: ")
    child.sendline(NEW)
    child.expect("once more: ")
    child.sendline(NEW)
    child.expect("Changed the passphrase")
    shown = child.before
    assert ended(child) == 0
    assert not any(word in shown for word in (NEW, " ".join(lists[0])))
    assert machine.run("balance", "--passphrase-file", str(machine.passphrase_file)).returncode == 4
    machine.passphrase_file.write_text(NEW + "\n")
    assert "cash" in machine.ok("balance")


@pytest.mark.parametrize("kind", ["recovery", "shares"])
def test_ctrl_c_while_the_words_are_checked_says_that_nothing_was_added(machine: Machine, kind: str) -> None:
    child = machine.spawn("wallet", "keys", "add", kind, "--passphrase-file", str(machine.passphrase_file))
    child.expect("press Enter")
    child.sendline("")
    child.expect(r"word (\d+) from your paper: ")
    child.sendcontrol("c")
    child.expect("nothing was added; these words open nothing\r\n")
    assert ended(child) == 130
    assert kind not in machine.ok("keys", "--plain")


@pytest.mark.parametrize(("tongue", "sign"), [("en", "[a-z]+"), ("zh", "[\u4e00-\u9fff]"), ("y", "[a-z]+")])
def test_init_offers_words_in_either_language_and_they_open_it(bare: Machine, tongue: str, sign: str) -> None:
    child = bare.spawn("wallet", "init", "--currency", "CNY", "--passphrase-file", str(bare.passphrase_file))
    for _once_more in range(2):
        child.expect("account: ")
        child.sendline("")
    child.expect("write them down now")
    child.sendline("de")
    child.expect("write them down now")
    child.sendline(tongue)
    child.expect("press Enter")
    words = re.findall(rf"\d+\. ({sign})", child.before)
    assert len(words) == 24
    child.sendline("")
    for _question in range(3):
        child.expect(r"word (\d+) from your paper: ")
        child.sendline(words[int(child.match[1]) - 1])
    child.expect("Added the key recovery")
    assert ended(child) == 0
    child = bare.spawn("wallet", "keys", "test", "--recovery")
    child.expect("not shown: ")
    child.sendline(("" if sign[0] == "[" and tongue == "zh" else " ").join(words))
    child.expect("by the key recovery")
    assert ended(child) == 0
