"""``commands.md``: every command, verb, argument and option, from the descriptions that the parser uses."""

from collections.abc import Iterator
from importlib.util import find_spec

from wallet_cli.cli.line import registry
from wallet_cli.cli.line.help import usage
from wallet_cli.cli.line.registry import CommandEntry
from wallet_cli.cli.options import GLOBALS
from wallet_cli.cli.spec import FLAG, MANY, Noun, Param, Spec

NOTE = "<!-- Generated: python -m tests.docs.generate -->"


def missing_commands() -> set[str]:
    """Commands of the registry whose module isn't there."""
    package = "wallet_cli.cli.commands."
    return {entry.name for entry in registry.ENTRIES if find_spec(package + entry.module) is None}


def described() -> list[tuple[CommandEntry, Spec | Noun]]:
    """Every command that is there, with its description."""
    missing = missing_commands()
    return [(entry, registry.load(entry)) for entry in registry.ENTRIES if entry.name not in missing]


def leaves() -> Iterator[tuple[CommandEntry, str, Spec]]:
    """Every command and every verb: the entry, the words that call it, its description."""
    for entry, command in described():
        if isinstance(command, Noun):
            for verb in command.verbs:
                yield entry, f"{command.name} {verb.name}", verb
        else:
            yield entry, command.name, command


def commands_page() -> str:
    """The whole page."""
    lines = [
        "# Commands",
        "",
        NOTE,
        "",
        "Every command, with its words, options and examples. `wallet help COMMAND` shows the same in the terminal.",
        "Short names stand in brackets.",
        "",
        "In a usage line a word in square brackets may be left out, and `…` means that more may follow.",
        "",
        "## Global options",
        "",
        "They can come before or after the command's name.",
        "",
        *[_option(param) for param in GLOBALS],
        "- `-h`, `--help`: show help",
    ]
    commands = described()
    for group in dict.fromkeys(entry.group for entry, _ in commands):
        lines += ["", f"## {group[0].upper()}{group[1:]}"]
        for entry, command in commands:
            if entry.group == group:
                lines += _noun(entry, command) if isinstance(command, Noun) else _command(entry, command)
    lines += ["", "## Words that answer with the right command", ""]
    lines.append("People type these first. They do nothing, say which command is meant, and exit with 2.")
    lines.append("")
    lines += [f"- `{word}`: `wallet {command}`" for word, command in sorted(registry.SYNONYMS.items())]
    return "\n".join(lines) + "\n"


def _heading(marks: str, words: str, entry: CommandEntry | None = None) -> list[str]:
    names = f" ({', '.join(f'`{name}`' for name in entry.aliases)})" if entry and entry.aliases else ""
    return ["", f"{marks} `wallet {words}`{names}", ""]


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}" + ("" if text.endswith((".", "?", "!")) else ".")


def _noun(entry: CommandEntry, noun: Noun) -> list[str]:
    lines = [*_heading("###", noun.name, entry), _sentence(noun.summary)]
    if noun.default:
        lines += ["", f"`wallet {noun.name}` alone means `wallet {noun.name} {noun.default}`."]
    if noun.details:
        lines += ["", noun.details]
    for verb in noun.verbs:
        lines += _heading("####", f"{noun.name} {verb.name}") + _body(verb, f"{noun.name} {verb.name}")
    return lines


def _command(entry: CommandEntry, spec: Spec) -> list[str]:
    return _heading("###", spec.name, entry) + _body(spec, spec.name)


def _body(spec: Spec, path: str) -> list[str]:
    lines = ["```text", usage(spec, path), "```", "", _sentence(spec.summary)]
    if spec.details:
        lines += ["", spec.details]
    arguments = [param for param in spec.params if not param.flags]
    options = [param for param in spec.params if param.flags]
    if arguments:
        lines += ["", *map(_argument, arguments)]
    if options:
        lines += ["", "Options:", "", *[_option(param) for param in options]]
    if spec.examples:
        lines += ["", "```sh", *spec.examples, "```"]
    return lines


def _argument(param: Param) -> str:
    return f"- `{param.metavar or param.name.upper()}`: {param.filled(param.help)}"


def _option(param: Param) -> str:
    value = "" if param.takes == FLAG else f" {param.metavar or param.name.upper()}"
    flags = ", ".join(f"`{flag}{value if flag == param.flags[-1] else ''}`" for flag in param.flags)
    more = "; may be repeated" if param.takes == MANY and "repeated" not in param.help else ""
    return f"- {flags}: {param.filled(param.help)}{more}"
