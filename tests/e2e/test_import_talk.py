"""Importing at a real terminal: how many questions there are, and how many keys answer them."""

from pathlib import Path

import pexpect
import pyte
import pytest

from tests.e2e.machine import Machine, ended
from tests.services.bank_files import IBAN, ofx, row, statement
from wallet_cli.domain.text import width

GERMAN = (
    f'"Kontonummer:";"{IBAN}"\n'
    '"Buchungstag";"Wertstellung";"Auftraggeber / Empfänger";"Verwendungszweck";"Betrag (EUR)";"Saldo"\n'
    '"19.11.2026";"19.11.2026";"Stadtwerke";"Strom 11/2026";"-48,90";"1.194,90"\n'
    '"17.11.2026";"18.11.2026";"City Market";"Kartenzahlung";"-6,20";"1.243,80"\n'
)
QUESTIONS = ("which account is", "keep it, so that", "1 or 2?")


@pytest.fixture
def machine(machine: Machine) -> Machine:
    """Its bank begins at the beginning of the month."""
    (began,) = (line for line in machine.ok("history", "@bank").splitlines() if "1250.00" in line)
    machine.prepare("edit", began.split("\t")[0], "-d", "2026-11-01")
    return machine


class Talk:
    """An import at a terminal: what is asked, what is typed."""

    def __init__(self, machine: Machine, *argv: str, columns: int = 100) -> None:
        line = ("import", *argv, "--passphrase-file", str(machine.passphrase_file))
        self.child = machine.spawn("wallet", *line, columns=columns)
        self.keys = self.questions = 0
        self.shown = ""

    def answer(self, question: str, text: str) -> None:
        """Wait for a question, and type; Enter counts, too."""
        self.child.expect_exact(question)
        self.shown += self.child.before + question
        self.child.sendline(text)
        self.keys += len(text) + 1
        self.questions += 1

    def end(self) -> int:
        """The exit status; nothing more may be asked."""
        found = self.child.expect_exact([*QUESTIONS, pexpect.EOF])
        assert found == len(QUESTIONS), self.child.before + str(self.child.after)
        self.shown += self.child.before
        return ended(self.child)


@pytest.fixture
def german(machine: Machine) -> Path:
    path = machine.folder / "umsatz.csv"
    path.write_text(GERMAN, encoding="cp1252")
    return path


def test_a_german_table_is_one_question_and_the_next_time_none(machine: Machine, german: Path) -> None:
    talk = Talk(machine, str(german))
    talk.answer("which account is number", "bank")
    assert talk.end() == 0, talk.shown
    assert (talk.questions, talk.keys <= 20) == (1, True)
    assert "bank: 2 new" in talk.shown and "agrees with the books" in talk.shown
    again = Talk(machine, str(german))
    assert (again.end(), again.questions) == (0, 0)
    assert "bank: 0 new, 0 confirmed, 2 known" in again.shown


def test_with_its_account_named_only_the_number_is_asked_and_enter_keeps_it(machine: Machine, german: Path) -> None:
    talk = Talk(machine, str(german), "@bank")
    talk.answer("keep it, so that", "")
    assert (talk.end(), talk.questions, talk.keys) == (0, 1, 1)
    again = Talk(machine, str(german))
    assert (again.end(), again.questions) == (0, 0)


def test_a_clean_file_of_a_known_account_asks_nothing(machine: Machine) -> None:
    machine.ok("accounts", "edit", "bank", "--number", IBAN)
    path = machine.folder / "bank.ofx"
    path.write_bytes(ofx(statement([row("20261118", "-4.50", "Coffee", "A1")], IBAN)))
    talk = Talk(machine, str(path))
    assert (talk.end(), talk.questions) == (0, 0)
    assert "bank: 1 new" in talk.shown


def test_what_cannot_be_used_and_what_is_too_early_take_two_keys_each(machine: Machine) -> None:
    machine.ok("accounts", "edit", "bank", "--number", IBAN)
    path = machine.folder / "bank.ofx"
    rows = [row("20200102", "-7.00", "Early", "A1"), row("20261118", "-4.50", "Coffee", "A2"), row("20261118", "x")]
    path.write_bytes(ofx(statement(rows, IBAN)))
    before = machine.ok("balance")
    talk = Talk(machine, str(path))
    talk.answer("1 or 2?", "1")
    talk.answer("1 or 2?", "1")
    assert (talk.end(), talk.keys) == (0, 4)
    assert "1 let bank begin on 2020-01-02" in talk.shown
    after = machine.ok("balance")
    assert before.replace("1250.00", "1245.50") == after
    machine.ok("undo", "o" + talk.shown.rpartition("undo o")[2].split()[0])
    assert machine.ok("balance") == before


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_shown_fits_the_terminal(machine: Machine, columns: int, lang: str) -> None:
    machine.ok("accounts", "edit", "bank", "--number", IBAN)
    path = machine.folder / "bank.ofx"
    rows = [
        row("20261118", "-4.50", "咖啡馆", "A1"),
        row("20261119", "-1234.50", "A shop with rather a long name", "A2"),
    ]
    path.write_bytes(ofx(statement(rows, IBAN)))
    talk = Talk(machine, str(path), "-n", "--lang", lang, columns=columns)
    assert talk.end() == 0
    screen = pyte.Screen(columns, 60)
    pyte.Stream(screen).feed(talk.shown)
    lines = [line.rstrip() for line in screen.display]
    assert all(width(line) <= columns for line in lines)
    amounts = [line for line in lines if "-€4.50" in line or "-€1,234.50" in line]
    # screens count a wide character as two places, of which the second is empty
    assert len({width(line[: line.index("4.50") + 4]) for line in amounts}) == 1, amounts
