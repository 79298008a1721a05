"""A corrected line keeps every word and every option that was typed: on the command line, at the prompt, in a batch.

Well-formed records are broken in each of the ways that an error corrects; what it prints is read by the real parser,
and has to be the record again.
"""

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.advice.parsing import Parsed
from tests.cli.driver import Wallet
from wallet_cli.cli.commands.record.prompted import without_options
from wallet_cli.cli.commands.record.verb import texts
from wallet_cli.cli.line import registry
from wallet_cli.cli.spec import FLAG, MANY, Spec
from wallet_cli.domain.quickline import QuickLine, join_words, parted, read_line, split_line
from wallet_cli.domain.text import visible

BEGINNING = (
    "init --currency EUR --no-input",
    "accounts add cash --kind cash --opening 80 -d 2026-11-01",
    "accounts add 'my bank' --kind bank --opening 500 -d 2026-11-01",
    "accounts add usd --kind bank --currency USD",
    "accounts add bob --kind person",
    "categories add 'my hobby'",
    "lend 5 bob @cash",
)
PAYEES = (
    "Tea", "Corner Shop", "Bob's", 'say "hi"', "-5°", "--tag", "-w", "$HOME x", "`id`", "500 Bar", "usd shop",
    "招商 银行", "a;b&c|d", "5 of us", "=ls", "Tea -m x",
)  # fmt: skip
OWN, PURPOSES = ("cash", "my bank"), ("food", "my hobby")


class Record(NamedTuple):
    """A record as it should have been typed."""

    verb: str
    amounts: tuple[str, ...]
    payee: str
    accounts: tuple[str, ...]
    categories: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]

    def words(self) -> list[str]:
        sigils = [*(f"@{name}" for name in self.accounts), *(f"+{name}" for name in self.categories)]
        return [*self.amounts, *([self.payee] if self.payee else []), *sigils]


class Break(NamedTuple):
    """How a record is broken: the verbs that can be, what is typed instead, the error, and what it expects."""

    slug: str
    verbs: tuple[str, ...]
    typed: Callable[[Record], list[str]]
    without: tuple[str, ...] = ()
    day: str = ""


def _sigils(record: Record) -> list[str]:
    return record.words()[len(record.amounts) + bool(record.payee) :]


BREAKS = {
    "no sigils": Break(
        "account-missing", ("pay", "receive"), lambda r: [*r.amounts, r.payee, *r.accounts, *r.categories]
    ),
    "no sign of the account": Break(
        "account-missing", ("pay", "receive"), lambda r: [*r.amounts, r.payee, *r.accounts, f"+{r.categories[0]}"]
    ),
    "no sign of the category": Break(
        "category-missing",
        ("pay", "receive"),
        lambda r: [*r.amounts, r.payee, *r.categories, f"@{r.accounts[0]}"],
        ("--charged",),
    ),
    "amount last": Break(
        "amount-first", ("pay", "receive", "transfer", "lend"), lambda r: [r.payee or "Tea", *r.amounts, *_sigils(r)]
    ),
    "day first": Break(
        "amount-first", ("pay", "receive"), lambda r: ["y", *r.amounts, r.payee, *_sigils(r)], ("-d",), "y"
    ),
    "day last": Break(
        "payee-ends-in-date",
        ("pay", "receive"),
        lambda r: [*r.amounts, r.payee, "mon", *_sigils(r)],
        ("-d", "--force"),
        "mon",
    ),
    "accounts bare": Break("two-accounts", ("transfer",), lambda r: [*r.amounts, *r.accounts]),
    "connectives": Break(
        "two-accounts", ("transfer",), lambda r: [*r.amounts, "from", r.accounts[0], "to", r.accounts[1]]
    ),
    "both bare": Break("exchange-accounts", ("exchange",), lambda r: [*r.amounts, *r.accounts]),
}

text = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=8).filter(
    lambda word: split_line(join_words([word])) == [word] == [visible(word)]
)
memo = st.one_of(st.sampled_from(("-x", "--tag", "AMOUNT", 'a"b c', "Bob's", "two words", "=", "$x")), text)
OPTIONS = {
    "-d": st.sampled_from(("2026-11-01", "3d", "nov 2")),
    "-m": memo,
    "--tag": st.sampled_from(("trip", "#x")),
    "--pending": None,
    "--id": st.sampled_from(("k", "rent 11")),
    "--force": None,
}
OF_VERBS = {
    "pay": {"--with": st.just("bob"), "--charged": st.just("4.50"), "--infer": None},
    "receive": {"--less": st.just("food=1"), "--infer": None},
    "transfer": {"--fee": st.just("1"), "--fee-inside": None, "--arrives": st.just("+2d")},
    "exchange": {"--fee": st.just("1")},
    "lend": {"--infer": None},
}
APART = ("--id", "--infer")
"""Options that a prompt doesn't take."""


@st.composite
def records(draw: st.DrawFn, made: Break, where: str) -> Record:
    verb = draw(st.sampled_from(made.verbs))
    known = {**OPTIONS, **OF_VERBS[verb]}
    known = {k: v for k, v in known.items() if k not in made.without and not (verb == "lend" and k == "--force")}
    flags = draw(st.lists(st.sampled_from(sorted(known)), unique=True))
    if where == "prompt":
        flags = [flag for flag in flags if flag not in APART]
    options = []
    for flag in flags:
        value = known[flag]
        options += [(flag,) if value is None else (flag, draw(value))]
        if flag == "--tag" and draw(st.booleans()):
            options += [(flag, "second")]
    accounts = draw(st.permutations(OWN))
    if verb == "exchange":
        return Record(verb, ("5eur", "6usd"), "", ("cash", "usd"), (), tuple(options))
    if verb == "transfer":
        payee = draw(st.sampled_from(PAYEES)) if made.slug == "amount-first" else ""
        return Record(verb, ("5",), payee, tuple(accounts), (), tuple(options))
    payee = "bob" if verb == "lend" else draw(st.sampled_from(PAYEES))
    amount = draw(st.sampled_from(("5", "4.50", "5 eur", "7/2")))
    purposes = () if verb == "lend" else (draw(st.sampled_from(PURPOSES)),)
    return Record(verb, (amount,), payee, (accounts[0],), purposes, tuple(options))


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Wallet:
    made = Wallet(tmp_path_factory.mktemp("kept"))
    made.width = 10_000
    for line in BEGINNING:
        made.ok(*shlex.split(line))
    return made


def at_the_prompt(record: Record, words: list[str]) -> str:
    """The line as it is typed where no shell reads it."""
    options = [each[0] + (" " + join_words(each[1:]) if each[1:] else "") for each in record.options]
    return " ".join([join_words(words), *options])


def values_of(line: str, verb: str) -> tuple[str, dict[str, Any]]:
    """The verb and the values of a line typed at the prompt of ``verb``, or in a batch."""
    words = parted(line)
    entry = registry.find(words[0].text)
    found = registry.load(entry or registry.find(verb))
    assert isinstance(found, Spec)
    empty = {each.name: [] if each.takes == MANY else False if each.takes == FLAG else None for each in found.params}
    values = {**empty}
    values["words"] = texts(without_options(words[1:] if entry else words, found, values))
    return found.name, values


def meaning(verb: str, values: dict[str, Any]) -> tuple[str, QuickLine, dict[str, Any]]:
    """What a line means: the verb, the line taken apart, the options."""
    words = list(values["words"])
    line = read_line(words, most=2 if verb == "exchange" else 1)
    names = tuple(name.replace("-", " ") for name in line.accounts)
    return verb, line._replace(payee=" ".join(line.payee.split()), accounts=names), {
        name: value for name, value in values.items() if name != "words" and value not in (None, False, [])
    }  # fmt: skip


def refused(machine: Wallet, where: str, record: Record, words: list[str], *before: str) -> tuple[str, str]:
    """The slug of the error, and the line that it prints."""
    if where == "shell":
        options = [word for each in record.options for word in each]
        typed = [record.verb, *options, "--", *words]
        told, shown = machine(*before, "--json", *typed), machine(*before, *typed)
    elif where == "prompt":
        line = at_the_prompt(record, words) + "\n\n"
        told = machine(*before, "--json", record.verb, tty=True, typed=line)
        shown = machine(*before, record.verb, tty=True, typed=line)
    else:
        path = machine.folder / "lines.txt"
        path.write_text(("" if record.verb == "pay" else f"{record.verb} ") + at_the_prompt(record, words) + "\n")
        told, shown = machine(*before, "--json", "batch", str(path)), machine(*before, "batch", str(path))
    document = json.loads(told.err[told.err.index("{") :].splitlines()[0])
    line = str(document["params"]["corrected"])
    line = line.replace(" --json", "", 1) if where == "shell" else line
    assert line in shown.err
    return str(document["slug"]), line


WHERE = ("shell", "prompt", "batch")


# at the prompt and in a batch a date word is the line's day there
@pytest.mark.parametrize(
    ("name", "where"),
    [
        (name, where)
        for name in BREAKS
        for where in ("shell", "prompt", "batch")
        if where == "shell" or name[:3] != "day"
    ],
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_the_corrected_line_is_the_record_with_its_options(
    name: str, where: str, data: st.DataObject, machine: Wallet, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = BREAKS[name]
    record = data.draw(records(made, where))
    before = data.draw(st.sampled_from(((), ("--lang", "zh"))))
    meant = record._replace(options=(*record.options, ("-d", made.day))) if made.day else record
    if name == "amount last" and not record.payee:
        meant = meant._replace(payee="Tea")
    slug, line = refused(machine, where, record, made.typed(record), *before)
    inferred = "payee-ends-in-account" if made.slug == "account-missing" else ""  # where the account would be
    assert slug in (made.slug, inferred)
    wanted = meaning(*values_of(at_the_prompt(meant, meant.words()), record.verb))
    if line.startswith("wallet "):
        assert where == "shell"
        with pytest.MonkeyPatch.context() as patch:
            read = Parsed(patch, machine.folder).read(line)
        words = shlex.split(line)
        verb = next(word for word in words if registry.find(word))
        found = meaning(verb, read)
    else:
        assert where != "shell"
        found = meaning(*values_of(line, record.verb if where == "prompt" else "pay"))
    assert found == wanted, line


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("repay 8 bob @cash -d y --id k --tag x", ("repay 5.00 bob @cash -d y --tag x --id k",
                                                   "borrow 3.00 bob @cash -d y --tag x")),
        ("repay all @cash -m x", ("repay all NAME @cash -m x",)),
        ("exchange 5eur 6eur @cash @my-bank --fee 1 -m x", ("transfer 5eur @cash @my-bank -m x --fee 1",)),
        ("exchange 5eur 6eur --from cash --to my-bank", ("transfer 5eur --from cash --to my-bank",)),
        ("exchange 5eur 6eur @cash -m x", ("transfer 5eur @cash @TARGET -m x",)),
        ("exchange 5eur -m x --to usd", ("exchange 5eur AMOUNT -m x --to usd",)),
        ("transfer 5usd @cash @usd -m x", ("exchange AMOUNT 5usd @cash @usd -m x",)),
        ("transfer 5 cash --to my-bank --fee 1", ("transfer 5 @cash --to my-bank --fee 1",)),
        ("pay 5 cash @my-bank +food -d y --with bob", ("transfer 5 @my-bank @cash -d y",
                                                       "pay 5 NAME @my-bank +food -d y --with bob")),
        ("transfer 5 cash @my-bank @cash -m x", ("transfer 5 @my-bank @cash -m x",)),
        ("pay 5 @cash +food -m x", ("pay 5 NAME @cash +food -m x",)),
        ("pay 5 t3 @cash +food --tag x", ("pay 5 NAME @cash +food --tag x",)),
        ("refund 5 t3 @cash -m x", ("refund 5 NAME @cash -m x", "refund 5 @cash --of t3 -m x")),
        ("refund all @cash -m x", ("refund all @cash --of ID -m x",)),
        ("pay 5 123 @cash +food -m x", ("pay 5123 NAME @cash +food -m x",)),
        ("pay 5 123 Bar @cash +food", ("pay 5123 Bar @cash +food", 'pay 5 "123 Bar" @cash +food')),
        ("edit t1 5 6 -m x", ("edit t1 5 NAME -m x",)),
        ("edit t1 5 cash -m x", ("edit t1 5 @cash -m x",)),
        ("edit t1 5 Tea mon --tag x", ("edit t1 5 Tea -d mon --tag x",)),
        ("adjust 40 -m x", ("adjust @ACCOUNT --to 40 -m x",)),
        ("adjust cash usd --to 5 -d y", ("adjust @ACCOUNT --to 5 -d y",)),
        ("adjust cash 50 +food -d y", ("adjust @cash +food --to 50 -d y",)),
        ("adjust cash --to 5 --owed 6 -m x", ("adjust @cash --to AMOUNT -m x",)),
        ("pay y 8 Noodles @cash +food -d mon", ("pay 8 y Noodles @cash +food -d mon",)),
        ("pay 86 Dinner cash food -n --json", ("--json -n pay 86 Dinner @cash +food",)),
    ],
)  # fmt: skip
def test_a_line_that_means_something_else_keeps_what_it_can(
    typed: str, lines: tuple[str, ...], machine: Wallet
) -> None:
    told = machine(*shlex.split(typed))
    assert told.status in (2, 5)
    for line in lines:
        assert f"`wallet {line}`".strip("`") in told.err, told.err


def test_what_the_command_line_gives_each_line_at_the_prompt_is_not_printed_again(machine: Wallet) -> None:
    told = machine("pay", "--for", "food", "-m", "x", tty=True, typed="5 Tea cash --tag y\n\n")
    assert "if you meant the account: 5 Tea @cash --tag y  " in told.err


def test_a_line_of_a_batch_is_mended_by_what_is_printed(machine: Wallet, tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_text('Coffee 12.50 @cash +food -d y -m "a b"\n')
    told = machine("batch", str(path), "-n").err
    path.write_text(told.split("write: ")[1].splitlines()[0] + "\n")
    assert "Would record 1 line" in machine("batch", str(path), "-n").err
