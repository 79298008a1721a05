"""The reference is current and whole: commands, options, errors, statuses, environment, documents."""

import ast
import re
import shlex

from tests.docs import errors, generate, reference
from tests.docs.page import ROOT
from wallet_cli import errors as tree
from wallet_cli.cli.line import registry
from wallet_cli.cli.options import GLOBALS
from wallet_cli.cli.render.files import import_words
from wallet_cli.domain import kinds

FOLDER = ROOT / "docs" / "reference"


def page(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def test_the_generated_pages_are_current() -> None:
    stale = [name for name, text in generate.pages().items() if (ROOT / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run python -m tests.docs.generate"


def test_every_command_is_there() -> None:
    assert reference.missing_commands() == set()


def test_the_registry_says_what_the_command_says() -> None:
    told = {entry.name: (entry.name, entry.summary) for entry, _ in reference.described()}
    assert told == {entry.name: (command.name, command.summary) for entry, command in reference.described()}


def test_every_command_verb_and_option_is_in_the_reference() -> None:
    text = page("commands.md")
    for entry, words, spec in reference.leaves():
        assert f"`wallet {words}`" in text
        assert all(f"`{alias}`" in text for alias in entry.aliases)
        start = text.index(f"# `wallet {words}`")
        section = re.split(r"\n#{2,4} ", text[start:])[0]
        for param in spec.params:
            assert param.help, f"{words}: {param.name} has no help"
            assert param.filled(param.help) in section
            assert all(f"`{flag}" in section for flag in param.flags)
    assert all(f"`{flag}" in text for param in GLOBALS for flag in param.flags)


def test_the_page_of_documents_names_every_status_reason_and_outcome_of_an_import() -> None:
    section = page("json.md").partition("\n## Imports\n")[2].partition("\n<!-- file")[0]
    names = {*import_words.STATUSES, *import_words.REASONS, *import_words.OUTCOMES}
    assert [name for name in names if f"`{name}`" not in section] == []


def test_the_books_page_names_every_kind_of_account() -> None:
    text = (ROOT / "docs" / "explanation" / "books.md").read_text(encoding="utf-8")
    missing = [kind for kind in kinds.money() if f"`{kind}`" not in text]
    assert not missing, f"say a word about {missing} in docs/explanation/books.md"


def test_the_commands_own_examples_name_options_that_exist() -> None:
    wrong = []
    for entry, words, spec in reference.leaves():
        flags = {flag for param in (*spec.params, *GLOBALS) for flag in param.flags}
        for example in spec.examples:
            line = example[example.rindex("wallet ") :]
            called = shlex.split(re.split(r" \| |\)| +# | > ", line)[0])
            found = registry.find(called[1]) if called[0] == "wallet" and len(called) > 1 else None
            given = {word.split("=")[0] for word in called[2:] if re.match(r"--?[a-z]", word)}
            if found is not entry or given - flags:
                wrong.append(f"{words}: {example}")
        if not spec.examples:
            wrong.append(f"{words}: no example")
    assert wrong == []


def test_hints_name_commands_and_options_that_exist() -> None:
    """A hint that sends people to a command that isn't there is worse than none."""
    wrong = []
    for told in errors.told():
        for word in re.findall(r"(?::|,|;| or) wallet ([a-z][a-z-]*)", f"{told.message}\n{told.hint}".replace("`", "")):
            if registry.find(word) is None:
                wrong.append(f"{told.slug}: wallet {word}")
    assert wrong == []


def test_every_error_that_is_raised_has_a_status_and_words() -> None:
    told = {each.slug for each in errors.told()}
    assert set(errors.statuses()) - told == set()


def test_every_class_of_errors_has_its_status_in_the_table() -> None:
    classes = [tree.WalletError, *tree.WalletError.__subclasses__()]
    assert sorted(each.exit for each in classes) == sorted(errors.MEANING)


def environment_names() -> set[str]:
    """Every name that is read from ``env``, and every WALLET_ name in the code, wherever it stands."""
    found = set()
    for module in errors.modules():
        for node in module.nodes:
            if re.fullmatch(r"WALLET_[A-Z_]+", _text(node)):
                found.add(_text(node))
            key = _key_of_env(node)
            if key is not None and _text(key):
                found.add(_text(key))
    return found


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _key_of_env(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get" and node.args:
        return node.args[0] if _is_env(node.func.value) else None
    return node.slice if isinstance(node, ast.Subscript) and _is_env(node.value) else None


def _is_env(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id == "env") or (isinstance(node, ast.Attribute) and node.attr == "env")


def test_every_variable_is_in_the_reference_and_no_other() -> None:
    told = set(re.findall(r"^- `([A-Z_]+)`", page("environment.md"), re.MULTILINE))
    spoken_through_a_loop = {"LC_ALL", "LC_MESSAGES", "LANG"}
    assert told == environment_names() | spoken_through_a_loop


def test_every_json_document_is_in_the_reference() -> None:
    schemas = set()
    for module in errors.modules():
        for node in module.nodes:
            schemas |= set(re.findall(r"\Awallet\.[a-z-]+/\d+\Z", _text(node)))
    text = page("json.md")
    missing = sorted(schema for schema in schemas if f"`{schema}`" not in text)
    assert not missing, f"describe {missing} in docs/reference/json.md"


def test_every_key_of_a_json_document_is_in_the_reference() -> None:
    """The keys that stand beside a ``schema`` in the source; those below them are seen by the examples."""
    keys: dict[str, str] = {}
    for module in errors.modules():
        for node in module.nodes:
            if isinstance(node, ast.Dict) and any(_text(each).startswith("wallet.") for each in node.values):
                keys |= {_text(key): module.path for key in node.keys if key and _text(key)}
    text = page("json.md")
    missing = sorted(f"{key} ({path})" for key, path in keys.items() if not re.search(rf'["`]{key}["`]', text))
    assert not missing, f"describe {missing} in docs/reference/json.md"
