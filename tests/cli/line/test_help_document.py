"""JSON where help is asked for, and one clear refusal where there is nothing to say in JSON."""

import json

import pytest

from tests.cli.driver import Wallet
from wallet_cli.cli.line import registry
from wallet_cli.cli.spec import Noun
from wallet_cli.words.topics import contents


def document(wallet: Wallet, *argv: str) -> dict[str, object]:
    found = wallet(*argv)
    assert (found.status, found.err) == (0, "")
    told = json.loads(found.out)
    assert isinstance(told, dict)
    assert told["schema"] == "wallet.help/1"
    return told


@pytest.mark.parametrize("form", ["--json", "--jsonl"])
@pytest.mark.parametrize("argv", [("help",), ("--help",), ("-h",)])
def test_all_commands_topics_and_options_are_one_document(bare: Wallet, argv: tuple[str, ...], form: str) -> None:
    told = document(bare, *argv, form)
    assert [each["name"] for each in told["commands"]] == [each.name for each in registry.ENTRIES]
    assert {"name": "pay", "aliases": ["p"], "group": "every day", "summary": "record a payment"} in told["commands"]
    assert [each["name"] for each in told["topics"]] == [each.name for each in contents.TOPICS]
    assert told["options"] == document(bare, "help", "options", form)["options"]
    assert {"flags": ["-n", "--dry-run"], "value": None, "several": False,
            "help": "show what would be done and do nothing"} in told["options"]  # fmt: skip


@pytest.mark.parametrize("entry", registry.ENTRIES, ids=lambda entry: entry.name)
def test_every_command_and_verb_says_what_it_takes(bare: Wallet, entry: registry.CommandEntry) -> None:
    described = registry.load(entry)
    if not isinstance(described, Noun):
        told = document(bare, "help", entry.name, "--json")
        assert told == document(bare, entry.name, "--help", "--json")
        assert told["usage"].startswith(f"wallet {entry.name}")
        return
    told = document(bare, "help", entry.name, "--json")
    assert told["default"] == (described.default or None)
    for verb in described.verbs:
        each = document(bare, "help", entry.name, verb.name, "--json")
        assert each["command"] == f"{entry.name} {verb.name}"
        assert [option["flags"] for option in each["options"]] == [list(p.flags) for p in verb.params if p.flags]
        assert len(each["arguments"]) + len(each["options"]) == len(verb.params)


def test_texts_are_in_the_chosen_language_and_keys_are_not(bare: Wallet) -> None:
    told = document(bare, "help", "pay", "--json", "--lang", "zh")
    assert told["summary"] == "记一笔付款"
    assert "wallet pay 35 午饭 @支付宝 +餐饮" in told["examples"]


@pytest.mark.parametrize("topic", contents.TOPICS, ids=lambda topic: topic.name)
def test_a_page_comes_as_its_lines(bare: Wallet, topic: contents.Topic) -> None:
    told = document(bare, "help", topic.name, "--json")
    assert told["topic"] == topic.name
    assert told["lines"][0].startswith("# ")
    assert not any("`" in line or "\x1f" in line for line in told["lines"])


def test_advice_comes_as_lines(bare: Wallet) -> None:
    assert any("wallet config set simple on" in line for line in document(bare, "help", "simple", "--json")["lines"])


@pytest.mark.parametrize("form", ["--json", "--jsonl"])
@pytest.mark.parametrize("argv", [("demo",), ("completion", "bash")])
def test_what_has_no_answer_as_json_is_refused(bare: Wallet, argv: tuple[str, ...], form: str) -> None:
    told = bare(*argv, form)
    assert (told.status, told.out) == (2, "")
    problem = json.loads(told.err)
    assert (problem["slug"], problem["hint"]) == ("no-json", f"leave out {form}: wallet {' '.join(argv)}")


def test_what_would_be_made_is_a_document_too(wallet: Wallet) -> None:
    made = json.loads(wallet.ok("init", "-n", "--json", "-w", "new", "--currency", "EUR"))
    assert (made["schema"], made["wallet"], made["id"], made["dry_run"]) == ("wallet.init/1", "new", None, True)
    written = json.loads(wallet.ok("backup", str(wallet.folder / "b"), "-n", "--json"))
    assert written == {
        "schema": "wallet.backup/1", "wallet": "main", "path": str(wallet.folder / "b"), "dry_run": True,
    }  # fmt: skip
    assert not (wallet.folder / "b").exists()
