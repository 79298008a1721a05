"""TAB in real shells: what is offered, and that a hostile name is inserted as a name and never run."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from tests.e2e.machine import Machine, ended

START = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
LOAD = {
    "bash": "bind 'set enable-bracketed-paste off'; eval \"$(wallet completion bash)\"",
    "zsh": 'autoload -Uz compinit; compinit -D -u; eval "$(wallet completion zsh)"',
    "fish": "wallet completion fish | source",
}
ACCOUNTS = {
    "acc$(touch ran1)": "@acc$(touch-ran1)",
    "bt`touch ran2`": "@bt`touch-ran2`",
    "sc; touch ran3": "@sc;-touch-ran3",
    "st * ~ !x \\z": "@st-*-~-!x-\\z",
}
PAYEES = {
    'dq"; touch ran4; "': 'dq"; touch ran4; "',
    "sq'; touch ran5; '": "sq'; touch ran5; '",
    "do$(touch ran6) && `touch ran7`": "do$(touch ran6) && `touch ran7`",
    "nl\ntouch ran8\n": "nl touch ran8",
    "es\x1b[2Jc": "es<U+001B>[2Jc",
    "gl * ~ !x #y \\z <o >ran9": "gl * ~ !x #y \\z <o >ran9",
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """An unlocked wallet, some of whose accounts and payees have names that a shell would run."""
    machine = Machine(tmp_path_factory.mktemp("machine"))
    machine.prepare("init", "--currency", "EUR", "--no-input")
    machine.prepare("accounts", "add", "Main Account", "--kind", "bank", "--opening", "500")
    machine.prepare("accounts", "add", "treats:coffee beans", "--kind", "expense")
    for name in ("支付宝", "招商银行卡", "招商信用卡", *ACCOUNTS):
        machine.prepare("accounts", "add", name)
    for name in ("Bob's Diner", "星巴克", *PAYEES):
        machine.prepare("pay", "3", name, "@main-account", "+food")
    machine.unlock()
    return machine


@pytest.fixture(scope="module", params=list(START))
def shell(request: pytest.FixtureRequest, books: Machine) -> Iterator["pexpect.spawn[str]"]:
    """A shell at a terminal that completes ``wallet``."""
    name = request.param
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    child = books.spawn(START[name][0], *START[name][1:], columns=200)
    child.sendline(LOAD[name])
    child.sendline("printf '<%s>' re ady")
    child.expect_exact("<re><ady>")
    yield child
    child.sendcontrol("c")
    child.sendline("exit")
    ended(child)


def pressed(shell: "pexpect.spawn[str]", line: str) -> list[str]:
    """The words that the shell runs when TAB and Enter are pressed after ``line``."""
    shell.send(f"{line}\t")
    shell.sendcontrol("a")
    shell.send("printf '<%s>' ")
    shell.sendcontrol("e")
    shell.sendline(" end")
    shell.expect(r"<wallet>(.*?)<end>")
    return shell.match.group(1)[1:-1].split("><")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("wallet bala", ["balance"]),
        ("wallet accounts ren", ["accounts", "rename"]),
        ("wallet pay 3 Cafe @Main", ["pay", "3", "Cafe", "@Main-Account"]),
        ("wallet pay 3 Cafe +treats:c", ["pay", "3", "Cafe", "+treats:coffee-beans"]),
        ("wallet pay 3 --from Main", ["pay", "3", "--from", "Main-Account"]),
        ("wallet balance Main", ["balance", "Main-Account"]),
        ("wallet pay 3 Bob", ["pay", "3", "Bob's Diner"]),
        ("wallet --wallet ma", ["--wallet", "main"]),
        ("wallet pay 3 --pen", ["pay", "3", "--pending"]),
    ],
)
def test_what_is_meant_is_completed(shell: "pexpect.spawn[str]", line: str, words: list[str]) -> None:
    assert pressed(shell, line) == words


@pytest.mark.parametrize(
    ("line", "words", "in_fish"),
    [
        ("wallet pay 3 Cafe @zfb", ["pay", "3", "Cafe", "@支付宝"], "@zhifubao"),
        ("wallet pay 3 Cafe @zhaoshangxin", ["pay", "3", "Cafe", "@招商信用卡"], "@zhaoshangxinyongka"),
        ("wallet pay 3 Cafe @招商x", ["pay", "3", "Cafe", "@招商信用卡"], "@招商x"),
        ("wallet pay 3 --from zfb", ["pay", "3", "--from", "支付宝"], "zfb"),
        ("wallet pay 3 xbk", ["pay", "3", "星巴克"], "xbk"),
    ],
)
def test_a_chinese_name_is_completed_from_its_pinyin(
    shell: "pexpect.spawn[str]", line: str, words: list[str], in_fish: str
) -> None:
    # fish offers nothing that doesn't have the letters that were typed: there accounts are spelled in them
    is_fish = bool(shell.command) and "fish" in str(shell.command)
    assert pressed(shell, line) == ([*words[:-1], in_fish] if is_fish else words)


@pytest.mark.parametrize("typed", ["@z", "@zh"])
def test_all_names_that_pinyin_may_mean_are_listed_and_what_was_typed_stays(
    shell: "pexpect.spawn[str]", typed: str
) -> None:
    if "fish" in str(shell.command):
        pytest.skip("fish lists nothing at a terminal that can do nothing: see below")
    shell.send(f"wallet pay 3 Cafe {typed}\t\t")
    left = ["支付宝", "招商银行卡", "招商信用卡"]
    while left:
        left.pop(shell.expect_exact(left))
    assert pressed(shell, "")[-1] == typed


def test_fish_lists_the_names_that_pinyin_may_mean_as_they_are_typed(books: Machine) -> None:
    if not shutil.which("fish"):
        pytest.skip("fish is not installed")
    child = books.spawn(*START["fish"], columns=200, TERM="xterm")
    child.sendline(LOAD["fish"])
    child.send("wallet pay 3 Cafe @z\t")
    left = ["支付宝", "招商银行卡", "招商信用卡"]
    while left:
        left.pop(child.expect_exact(left))
    child.send("aoshangyinh\t +food\r")
    child.expect("Recorded €3.00 to Cafe from 招商银行卡")
    child.sendline("exit")
    ended(child)


@pytest.mark.parametrize("name", [*ACCOUNTS, *PAYEES])
def test_a_hostile_name_is_only_a_name(shell: "pexpect.spawn[str]", books: Machine, name: str) -> None:
    inserted = (ACCOUNTS | PAYEES)[name]
    assert pressed(shell, f"wallet pay 3 {inserted[:3] if name in ACCOUNTS else inserted[:2]}") == [
        "pay",
        "3",
        inserted,
    ]
    assert not list(Path(books.folder).glob("*ran*"))
