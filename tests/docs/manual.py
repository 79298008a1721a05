"""What is installed beside the program: a man page a language, and the completion scripts where shells look for them.

The man pages come from the descriptions that the parser uses, in roff with nothing but ``man`` macros; the scripts are
those that ``wallet completion`` prints.
"""

from collections.abc import Sequence

from tests.docs.errors import MEANING
from tests.docs.reference import described
from wallet_cli import __version__, i18n
from wallet_cli.cli.commands.completion import SCRIPTS
from wallet_cli.cli.line import registry
from wallet_cli.cli.line.help import usage, value_name
from wallet_cli.cli.options import GLOBALS
from wallet_cli.cli.spec import FLAG, Noun, Param, Spec
from wallet_cli.i18n import _
from wallet_cli.words.blanks import blank
from wallet_cli.words.topics import contents

NOTE = '.\\" Generated: python -m tests.docs.generate'
PLACES = {
    "bash": "share/bash-completion/completions/wallet",
    "zsh": "share/zsh/site-functions/_wallet",
    "fish": "share/fish/vendor_completions.d/wallet.fish",
}
HEADINGS = {
    "en": ("NAME", "SYNOPSIS", "DESCRIPTION", "GLOBAL OPTIONS", "EXIT STATUS", "MONEY AND SAFETY"),
    "zh": ("名称", "用法", "说明", "全局选项", "退出状态", "理财与安全"),
}
WHAT_IT_IS = {
    "en": (
        "a self-custody wallet for the command line",
        "wallet keeps exact double-entry books of your money in an encrypted store on your own computer. It records "
        "payments and moves no money. It needs no network.",
    ),
    "zh": (
        "命令行里的自主钱包",
        "wallet 把你的收支记成精确的复式账，存在你自己电脑上的加密文件里。它只记账，不转钱，也不需要网络。",
    ),
}


def installed() -> dict[str, str]:
    """Path in the project, which is the path below the prefix that it is installed to, and the whole file."""
    scripts = {place: SCRIPTS[shell] for shell, place in PLACES.items()}
    return {"share/man/man1/wallet.1": man_page("en"), "share/man/zh_CN/man1/wallet.1": man_page("zh"), **scripts}


def man_page(language: str) -> str:
    """The whole page."""
    before = i18n.language()
    i18n.choose(language)
    try:
        return "\n".join(_lines(language)) + "\n"
    finally:
        i18n.choose(before)


def _lines(language: str) -> list[str]:
    name, synopsis, description, options, statuses, topics = HEADINGS[language]
    what, more = WHAT_IT_IS[language]
    lines = [NOTE, f'.TH WALLET 1 "" "wallet {__version__}"', f".SH {name}", f"wallet \\- {_text(what)}"]
    lines += [
        f".SH {synopsis}",
        ".B wallet",
        rf"\fI{blank('COMMAND')}\fR [\fI{blank('WORDS')}\fR] [\fI{blank('OPTIONS')}\fR]",
    ]
    lines += [f".SH {description}", _text(more)]
    commands = described()
    for group in dict.fromkeys(entry.group for entry, _command in commands):
        lines.append(f".SH {_text(_(group)).upper()}")
        for entry, command in commands:
            if entry.group == group:
                lines += _command(entry, command)
    lines += [f".SH {options}", *_options(GLOBALS), f".SH {topics}"]
    for topic in contents.TOPICS:
        lines += [".TP", rf"\fBwallet help {_text(topic.name)}\fR", _text(_(topic.summary))]
    lines += [f".SH {statuses}", ".TP", "0", "done" if language == "en" else "成功"]
    chinese = (
        *(
            "wallet 自身的故障",
            "命令或输入看不懂",
            "没有这个名称，或不止一个",
            "已上锁，或密码短语不对",
            "账本的规则不允许",
        ),
        *(
            "编号用过，内容不同",
            "输入文件不能用",
            "钱包损坏、过旧或有分叉",
            "正被另一个进程使用",
            "有发现，仅用 --check 时",
        ),
    )
    for at, (status, meaning) in enumerate(MEANING.items()):
        lines += [".TP", str(status), _text(meaning if language == "en" else chinese[at])]
    return lines


def _command(entry: registry.CommandEntry, command: Spec | Noun) -> list[str]:
    short = f" ({', '.join(entry.aliases)})" if entry.aliases else ""
    lines = [f'.SS "{_text(f"wallet {command.name}{short}")}"']
    if isinstance(command, Spec):
        return [*lines, *_body(command, command.name)]
    lines.append(_text(_(command.summary)))
    if command.details:
        lines += [".PP", _text(_(command.details))]
    for verb in command.verbs:
        lines += [".PP", *_body(verb, f"{command.name} {verb.name}")]
    return lines


def _body(spec: Spec, path: str) -> list[str]:
    lines = [rf"\fB{_text(usage(spec, path))}\fR", ".br", _text(_(spec.summary))]
    if spec.details:
        lines += [".PP", _text(_(spec.details))]
    for param in spec.params:
        if not param.flags:
            lines += [".TP", rf"\fI{_text(value_name(param))}\fR", _help(param)]
    lines += _options([param for param in spec.params if param.flags])
    return [*lines, ".PP", ".nf", *[f"\\&    {_text(_(example))}" for example in spec.examples], ".fi"]


def _options(params: Sequence[Param]) -> list[str]:
    lines = []
    for param in params:
        value = "" if param.takes == FLAG else rf" \fI{_text(value_name(param))}\fR"
        lines += [".TP", rf"\fB{_text(', '.join(param.flags))}\fR{value}", _help(param)]
    return lines


def _help(param: Param) -> str:
    return _text(param.filled(_(param.help)))


def _text(text: str) -> str:
    """Foreign to roff: no escapes, no requests, and hyphens that can be copied."""
    plain = text.replace("`", "").replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace('"', "\\(dq")
    return "\n".join(f"\\&{line}" if line.startswith(".") else line for line in plain.splitlines())
