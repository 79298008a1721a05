"""The real program at a real terminal: what a person types, sees, and interrupts."""

import re
import subprocess

import pexpect
import pyte
import pytest

from tests.e2e.machine import PASSPHRASE, Machine, asleep, ended
from wallet_cli.domain.text import width


def test_init_guides_to_the_first_record(bare: Machine) -> None:
    child = bare.spawn("wallet", "init")
    child.expect("main currency")
    child.sendline("")
    child.expect("how do you write numbers")
    child.sendline("1.234,50")
    child.expect("passphrase for this wallet")
    child.sendline("short")
    child.expect("too short")
    child.expect("passphrase for this wallet")
    child.sendline(PASSPHRASE)
    child.expect("once more")
    child.sendline(PASSPHRASE)
    child.expect("account: ")
    child.sendline("cash 80,50")
    child.expect("1  cash · cash · €80,50")
    child.expect("account: ")
    child.sendline("bank 1.2.3")
    child.expect("wallet: ")
    child.expect("account: ")
    child.sendline("")
    child.expect("that is what they held on")
    child.sendline("")
    child.expect("Added cash")
    child.expect("write them down now")
    child.sendline("")
    child.expect("wallet pay")
    assert ended(child) == 0
    assert PASSPHRASE not in child.before
    assert "cash\tcash\t80.50\tEUR" in bare.ok("balance")


def test_the_pay_prompt_takes_every_character_literally(machine: Machine) -> None:
    child = machine.spawn("wallet", "pay", "--passphrase-file", str(machine.passphrase_file))
    child.expect("pay> ")
    child.sendline('$12.50 Bob\'s "H&M" #1 `x` @cash +food')
    child.expect("USD")  # a dollar isn't a euro: asked, not guessed
    child.expect("which currency is ")
    child.sendline("")
    child.expect("pay> ")
    child.sendline("12.50 Bob's H&M #1 `x` $5 @cash +food")
    child.expect("Recorded €12.50 to Bob's H&M #1 `x` \\$5 from cash")
    child.expect("pay> ")
    child.sendline("")
    assert ended(child) == 0
    assert "307.50" in machine.ok("balance")


@pytest.mark.parametrize("leave", ["c", "d"])
def test_leaving_the_pay_prompt_records_nothing(machine: Machine, leave: str) -> None:
    before = machine.ok("log")
    child = machine.spawn("wallet", "pay", "--passphrase-file", str(machine.passphrase_file))
    child.expect("pay> ")
    asleep(child)
    child.sendcontrol(leave)
    assert ended(child) == 130
    assert machine.ok("log") == before


def test_leaving_at_the_passphrase_leaves_the_terminal_as_it_was(machine: Machine) -> None:
    shell = machine.spawn("sh", PS1="ready> ")
    shell.expect("ready> ")
    shell.sendline("wallet balance")
    shell.expect("passphrase for main")
    shell.sendcontrol("c")
    shell.expect("ready> ")
    shell.sendline("echo status $?")
    shell.expect_exact("echo status $?")  # typed characters are seen again
    shell.expect("status 130")
    shell.sendline("exit")
    ended(shell)


def test_leaving_init_at_the_passphrase_leaves_no_wallet(bare: Machine) -> None:
    child = bare.spawn("wallet", "init")
    child.expect("main currency")
    child.sendline("")
    child.expect("how do you write numbers")
    child.sendline("")
    child.expect("passphrase for this wallet")
    child.sendcontrol("c")
    assert ended(child) == 130
    assert bare.run("status").returncode == 3
    bare.ok("init", "--currency", "EUR", "--no-input")


def test_a_wrong_passphrase_can_be_mended(machine: Machine) -> None:
    child = machine.spawn("wallet", "balance")
    child.expect("passphrase for main")
    child.sendline("wrong")
    child.expect("once more")
    child.expect("passphrase for main")
    child.sendline(PASSPHRASE)
    child.expect("1,250.00")
    assert ended(child) == 0


def test_an_unlocked_wallet_asks_nothing_until_it_is_locked(machine: Machine) -> None:
    machine.unlock()
    assert "unlocked for" in machine.run("status").stdout
    child = machine.spawn("wallet", "balance")
    child.expect("1,250.00")
    assert ended(child) == 0
    assert machine.run("lock").returncode == 0
    assert "locked" in machine.run("status").stdout
    assert machine.run("balance").returncode == 4


def test_a_closed_pipe_is_quiet(machine: Machine) -> None:
    lines = "".join(f"{n + 1}.00 Shop{n} @bank +food\n" for n in range(40))
    machine.run("--passphrase-file", str(machine.passphrase_file), "batch", "-", typed=lines)
    done = subprocess.run(
        ["bash", "-c", "wallet history -l 0 | head -1; echo ${PIPESTATUS[0]}"],
        env=machine.env | {"WALLET_PASSPHRASE_FILE": str(machine.passphrase_file)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    first, status = done.stdout.splitlines()
    assert first.startswith("ref\t")
    assert status in ("0", "141")  # 0 where the pipe took everything before head left
    assert done.stderr == ""


def test_an_output_that_cannot_be_written_is_an_error(machine: Machine) -> None:
    done = subprocess.run(
        ["bash", "-c", "wallet balance > /dev/full"],
        env=machine.env | {"WALLET_PASSPHRASE_FILE": str(machine.passphrase_file)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 5
    assert done.stderr.startswith("wallet: ")
    assert "Traceback" not in done.stderr


def test_another_locale_spoils_no_name(machine: Machine) -> None:
    for locale in ("C", "POSIX", "en_US.ISO-8859-1"):
        machine.ok("pay", "1", f"Café {locale} 咖啡", "@cash", "+food", LC_ALL=locale, LANG=locale)
        assert f"Café {locale} 咖啡" in machine.ok("history", LC_ALL=locale, LANG=locale)


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize(("language", "word"), [("en", "Recorded"), ("zh", "")])
def test_a_screen_of_any_width_shows_every_amount(machine: Machine, columns: int, language: str, word: str) -> None:
    machine.ok("pay", "12.50", "一家名字很长很长的咖啡馆 and its English name", "@cash", "+food", "-m", "x" * 90)
    screen = pyte.Screen(columns, 40)
    stream = pyte.Stream(screen)
    for argv in (("balance",), ("history",)):
        child = machine.spawn(
            "wallet", *argv, "--passphrase-file", str(machine.passphrase_file), columns=columns, WALLET_LANG=language
        )
        child.expect(pexpect.EOF)
        stream.feed(child.before)
        child.close()
    shown = "\n".join(line.rstrip() for line in screen.display)
    assert "€307.50" in shown
    assert "12.50" in shown.replace("307.50", "")
    assert "1,250.00" in shown


def test_the_pay_prompt_is_edited_and_remembers_its_lines_in_memory_alone(machine: Machine) -> None:
    child = machine.spawn("wallet", "pay", "--passphrase-file", str(machine.passphrase_file))
    child.expect("pay> ")
    child.sendline("1.50 Coffee @csh +food")
    child.expect("no account")
    child.expect("Enter alone for none")
    child.sendline("")
    child.expect("pay> ")
    child.send("\x1b[A")  # the line once more
    child.expect("@csh")
    child.send("\x1b[D" * len("sh +food") + "a")
    child.sendline("")
    child.expect("Recorded €1.50 to Coffee")
    child.expect("pay> ")
    child.sendline("")
    assert ended(child) == 0
    kept = [path for path in machine.folder.rglob("*") if path.is_file() and b"Coffee" in path.read_bytes()]
    assert kept == []


def test_tab_completes_accounts_categories_and_payees_at_the_prompt(machine: Machine) -> None:
    machine.ok("pay", "12.50", "Shoe shop", "@cash", "+food")
    child = machine.spawn("wallet", "pay", "--passphrase-file", str(machine.passphrase_file))
    child.expect("like 12.50 Coffee @cash \\+food; TAB completes, Enter alone ends")
    child.expect("pay> ")
    asleep(child)
    child.send("3 Sh\t")
    child.expect_exact("oe shop ")
    child.send("@ba\t")
    child.expect_exact("nk ")
    child.send("＋trans\t")
    child.expect_exact("port ")
    child.sendline("")
    child.expect("Recorded €3.00 to Shoe shop from bank · transport")
    child.expect("pay> ")
    child.sendline("")
    assert ended(child) == 0


def test_pay_without_a_wallet_asks_nothing(bare: Machine) -> None:
    child = bare.spawn("wallet", "pay")
    child.expect("wallet init")
    assert ended(child) == 3
    assert "pay> " not in child.before


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_demo_waits_at_each_screen_and_breaks_no_word(bare: Machine, language: str, columns: int) -> None:
    child = bare.spawn("wallet", "demo", columns=columns, WALLET_LANG=language, LINES="24", NO_COLOR="1")
    screens = []
    while child.expect(["\r\n-- [^\r\n]+ --", pexpect.EOF]) == 0:
        screens.append(child.before)
        child.sendline("")
    screens.append(child.before)
    child.close()
    assert child.exitstatus == 0
    assert len(screens) >= 6
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for screen in screens for line in screen.split("\r\n")]
    assert max(map(width, lines)) <= columns
    assert max(len(screen.split("\r\n")) for screen in screens) <= 26
    typed = " ".join(lines).replace("\\     ", "")
    assert {"en": "--less tax=450 --less insurance=250", "zh": "--less 税费=640 --less 保险=1260"}[language] in typed


def test_the_demo_can_be_left_at_any_screen(bare: Machine) -> None:
    child = bare.spawn("wallet", "demo")
    child.expect("Enter goes on, q ends")
    child.sendline("q")
    assert ended(child) == 0
    assert "wallet init" in child.before


FIRST_DAYS = {
    "en": (
        [("main currency", ""), ("how do you write numbers", ""), ("passphrase", PASSPHRASE), ("once more", PASSPHRASE),
         ("account: ", "cash 80"), ("account: ", "my credit card owed 200"), ("account: ", "mum 20"), ("account: ", ""),
         ("that is what they held on", ""), ("write them down now", "")],
        ("12.50 Coffee @cash +food", "Recorded €12.50"),
    ),
    "zh": (
        [("本位币", ""), ("设一个密码短语", PASSPHRASE), ("再输一遍", PASSPHRASE), ("账户：", "支付宝 500"),
         ("账户：", "招行信用卡 欠 200"), ("账户：", "余额宝 3000"), ("账户：", ""),
         ("以上金额是哪一天的", ""), ("现在抄写吗", "")],
        ("35 午饭 @支付宝 +餐饮", "¥35.00"),
    ),
}  # fmt: skip
"""What is asked and answered before the first payment, and the line that records it."""


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_from_nothing_to_the_first_payment_it_takes_at_most_twelve_answers(
    bare: Machine, language: str, columns: int
) -> None:
    asked, (line, recorded) = FIRST_DAYS[language]
    child = bare.spawn("wallet", "init", columns=columns, WALLET_LANG=language)
    shown = ""
    for question, answer in asked:
        child.expect_exact(question)
        shown += child.before
        child.sendline(answer)
    assert ended(child) == 0
    shown += child.before
    secret = [] if "wallet lock" in child.before else ["--passphrase-file", str(bare.passphrase_file)]
    child = bare.spawn("wallet", "pay", *secret, columns=columns, WALLET_LANG=language)
    child.expect_exact("pay> ")
    child.sendline(line)
    child.expect_exact(recorded)
    child.expect_exact("pay> ")
    child.sendline("")
    assert ended(child) == 0
    assert len(asked) + 1 <= 12
    lines = [each for each in shown.split("\r\n") if str(bare.folder) not in each]  # a path has no place to break
    assert max(map(width, lines)) <= columns
    assert "-200.00" in bare.ok("balance")
    bare.run("lock")


def test_what_is_typed_before_a_question_is_no_answer_to_it(bare: Machine) -> None:
    child = bare.spawn("wallet", "init", "--currency", "CNY")
    child.expect("once more|passphrase for this wallet")
    child.sendline(PASSPHRASE)
    child.expect("once more")
    child.send(f"{PASSPHRASE}\n\n\n")  # Enter pressed on while the key is derived
    child.expect("account: ")
    child.sendline("cash 80")
    child.expect("1  cash")
    child.expect("account: ")
    child.send("\n\n\nbank 90\n")  # one Enter ends the list
    child.expect("that is what they held on")
    child.sendline("yesterday")
    child.expect("Added cash")
    child.expect("write them down now")
    child.sendline("")
    assert ended(child) == 0
    assert "neither" not in child.before
    assert "2026-11-19" in bare.ok("history")
    bare.run("lock")


def test_ctrl_c_at_the_first_accounts_adds_none_and_keeps_the_wallet(bare: Machine) -> None:
    child = bare.spawn("wallet", "init", "--currency", "CNY", "--passphrase-file", str(bare.passphrase_file))
    child.expect("account: ")
    child.sendline("cash 80")
    child.expect("1  cash")
    child.expect("account: ")
    asleep(child)
    child.sendcontrol("c")
    child.expect("no account was added")
    child.expect("write them down now")
    child.sendline("")
    assert ended(child) == 0
    assert len(bare.ok("accounts").splitlines()) == 1
    bare.run("lock")
