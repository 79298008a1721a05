"""The checker of pages can fail: each thing that it compares is shown a page that is wrong in it."""

from pathlib import Path

import pytest

from tests.docs import compare, machine, page, trial, update

SETUP = """<!-- setup:
wallet init --currency EUR --no-input
wallet accounts add cash --kind cash --opening 80
-->
"""
PAID = "Recorded €12.50 to Coffee from cash · food   t2\ncash €80.00 → €67.50\nwrong? wallet undo o3"


def problems(text: str, folder: Path) -> list[str]:
    return [each.problem for each in trial.trial(text, folder) if each.problem]


def block(*lines: str) -> str:
    return "\n".join([SETUP, "```console", *lines, "```", ""])


@pytest.mark.parametrize(
    "lines",
    [
        ("$ wallet pay 12.50 Coffee @cash +food", PAID),
        ("$ wallet pay 12.50 \\", "    Coffee @cash +food", PAID),
        ("$ wallet pay 12.50 Coffee @cash +food", "Recorded €12.50 …", "…"),
        ("$ wallet pay 12.50 Coffee @cash +food", "…"),
        ("$ wallet pay 12.50 Coffee @cash +food", "…", "wrong? wallet undo o3"),
        ("$ wallet pay", "like …", "pay> 12.50 Coffee @cash +food", PAID, "pay>"),
        ("$ wallet balance @bnak   # exit 3", "wallet: …", "…"),
        ("$ wallet balance --plain | tail -n 1", "cash\tcash\t80.00\tEUR\t0.00"),
        ("$ printf 'a b\\n' > kept.txt", "$ cat kept.txt", "a b"),
        ("$ printf 1 | program-that-nobody-has", "anything"),
        ("$ printf 'a|b' | tr '|' '-'", "a-b"),
    ],
)
def test_a_right_page_passes(lines: tuple[str, ...], tmp_path: Path) -> None:
    assert problems(block(*lines), tmp_path) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("$ wallet pay 12.50 Coffee @cash +food",),
        ("$ wallet pay 12.50 Coffee @cash +food", PAID.replace("67", "68")),
        ("$ wallet pay 12.50 Coffee @cash +food", PAID, "and more"),
        ("$ wallet pay 12.50 Coffee @cash +food", "…", "wrong?"),
        ("$ wallet pay 12.50 Coffee @cash +food   # exit 3", PAID),
        ("$ wallet pay 12.50 Coffee @bnak +food", "…"),
        ("$ wallet pay", PAID),
        ("$ wallet balance --plain | tail -n 1", "cash\tcash\t90.00\tEUR\t0.00"),
        ("$ cat not-there.txt", "…"),
    ],
)
def test_a_wrong_page_is_found(lines: tuple[str, ...], tmp_path: Path) -> None:
    assert problems(block(*lines), tmp_path)


def test_a_prompt_can_be_answered_before_its_words_are_known(tmp_path: Path) -> None:
    text = block("$ wallet pay --id k", "…", "… 1 Tea @cash +food", "…")
    assert problems(text, tmp_path / "1") == []
    assert "pay> 1 Tea" in update.updated(block("$ wallet pay", "… 1 Tea @cash +food", "… ⏎"), tmp_path / "2")[0]


def test_a_failing_set_up_is_found(tmp_path: Path) -> None:
    assert problems("<!-- setup: wallet balance -->\n", tmp_path) == ["exit 3 instead of 0"]


def test_the_day_and_the_terminal_change_with_the_page(tmp_path: Path) -> None:
    asks = "```console\n$ wallet pay   # exit 2\n…\n```\n"
    text = f"<!-- today: 2026-11-05 -->\n{SETUP}<!-- no terminal -->\n{asks}<!-- terminal -->\n"
    dated = '```console\n$ wallet balance -d y --json\n{…"as_of": "2026-11-04"…}\n```\n'
    assert problems(text + dated, tmp_path) == []


def test_files_of_the_page_are_there(tmp_path: Path) -> None:
    shown = "<!-- file: a.txt -->\n```text\none\n```\n<!-- file: sub/b.txt\ntwo\n-->\n"
    assert problems(shown + "```console\n$ cat a.txt sub/b.txt\none\ntwo\n```\n", tmp_path) == []


def test_secrets_are_asked_for_and_not_shown(tmp_path: Path) -> None:
    lines = [
        "$ wallet init --currency EUR",
        "how do you … numbers: … [1,234.50]:",
        "The passphrase …",
        "…",
        "passphrase for this wallet:",
        "once more:",
    ]
    lines += ["Made wallet main in /home/you/.local/share/wallet/main", "…", "account: cash 80", "…", "account:"]
    lines += ["that is what they held on …:", "…", "write them down now, en or zh [Enter: later]:", "…"]
    assert problems("\n".join(["```console", *lines, "```", ""]), tmp_path) == []


def test_a_document_is_compared_as_json(tmp_path: Path) -> None:
    good = (
        '{"schema": "wallet.balance/1", "as_of": "2026-11-20",\n "accounts": [{"id": "…", "account": "cash", "…": 1}],'
        ' "review": 0}'
    )
    text = f"{SETUP}<!-- output: wallet balance --json -->\n```json\n{good}\n```\n"
    assert problems(text, tmp_path / "1") == ["another document"]
    assert problems(text.replace('[{"id": "…", "account": "cash", "…": 1}]', '["…"]'), tmp_path / "2") == []


@pytest.mark.parametrize(
    ("expected", "shown", "same"),
    [
        ("…", [1, 2], True),
        ({"a": "x…"}, {"a": "xyz"}, True),
        ([1, "…"], [1, 2, 3], True),
        ([1, "…"], [2, 2, 3], False),
        ([1], [1, 2], False),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        (1, True, False),
        (None, None, True),
    ],
)
def test_json_is_compared_by_value(expected: object, shown: object, same: bool) -> None:
    assert compare.same_json(expected, shown) is same


def test_text_that_is_no_json_is_another_document() -> None:
    assert not compare.same_document("{", "{")


@pytest.mark.parametrize("text", ["```console\nno command\n```\n", "```console\n$ wallet balance\n"])
def test_a_block_that_is_not_a_transcript_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"line 2: a console|line 1: the block"):
        page.steps_of(text)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("wallet pay '$12.50' Coffee", ["wallet", "pay", "$12.50", "Coffee"]),
        ('wallet pay 3 "Bob\'s"', ["wallet", "pay", "3", "Bob's"]),
        ("wallet balance | head", None),
        ("wallet balance>out", None),
        ("wallet pay $12.50", None),
        ("wallet help # no", ["wallet", "help", "#", "no"]),
    ],
)
def test_what_a_shell_must_read_goes_to_a_shell(command: str, words: list[str] | None) -> None:
    assert machine.plain_words(command) == words


def test_an_update_writes_what_is_shown_and_leaves_what_is_right(tmp_path: Path) -> None:
    right = ["$ wallet pay", "like …", "pay> 12.50 Coffee @cash +food", "Recorded …", "…", "pay>"]
    text = block(*right, "$ wallet pay", "pay> 1 Tea @cash +food", "Recorded €2.00", "pay>")
    new, left = update.updated(text, tmp_path / "1")
    assert left == []
    assert "\n".join(right) in new
    assert "pay> 1 Tea @cash +food\nRecorded €1.00 to Tea from cash · food   t3\n" in new
    assert update.updated(new, tmp_path / "2") == (new, [])


@pytest.mark.parametrize(
    ("expected", "shown", "new"),
    [
        ({"a": "…", "b": 1}, {"a": 5, "b": 2}, {"a": "…", "b": 2}),
        ({"gone": "…"}, {"a": 5}, {"a": 5}),
        ([{"a": 1}, "…"], [{"a": 2}, 3, 4], [{"a": 2}, "…"]),
        ([1], [2, 3], [2, 3]),
        ({}, [1], [1]),
    ],
)
def test_an_update_keeps_what_a_page_leaves_open(expected: object, shown: object, new: object) -> None:
    assert update.kept(expected, shown) == new


def test_an_update_keeps_open_lines_that_still_fit(tmp_path: Path) -> None:
    text = block("$ wallet pay 1 Tea @cash +food", "Recorded €1.00 to … · food   t2", "cash €80.00 → €70.00")
    assert "Recorded €1.00 to … · food   t2\ncash €80.00 → €79.00\nwrong?" in update.updated(text, tmp_path)[0]


def test_an_update_leaves_a_wrong_status_to_a_person(tmp_path: Path) -> None:
    new, left = update.updated(block("$ wallet balance @bnak", "cash"), tmp_path)
    assert new == block("$ wallet balance @bnak", "cash")
    assert len(left) == 1
    assert "exit 3 instead of 0" in left[0]


def test_an_update_writes_documents_with_ids_left_open(tmp_path: Path) -> None:
    text = f"{SETUP}<!-- output: wallet balance --json -->\n```json\n{{}}\n```\n"
    new, _left = update.updated(text, tmp_path / "1")
    assert '  "accounts": [\n    {\n      "id": "…",\n      "account": "cash",\n' in new
    assert '"balance": {"currency": "EUR", "amount": "80.00", "minor": "8000", "scale": 2},' in new
    assert problems(new, tmp_path / "2") == []
